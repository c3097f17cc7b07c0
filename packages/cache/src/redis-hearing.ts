import type { RedisSubscriber } from './redis-client.ts';

/** How messages are heard. */
export interface HearingOptions {
  readonly subscriber: RedisSubscriber;
  readonly channel: string;
  /** This process alone listens there. */
  readonly beatChannel: string;
  readonly beatMs: number;
  /** Sends something to the beat's channel; nothing comes back when it fails. */
  readonly beat: () => void;
  /** Whether a beat makes sense now. */
  readonly canBeat: () => boolean;
  readonly onMessage: (message: Buffer) => void;
  /** Messages may have been missed. */
  readonly onMissed: () => void;
}

/** What ioredis calls the end of a connection. */
const LOST = ['close', 'end', 'reconnecting'] as const;

/**
 * Listens, and notices when it does not: by what the connection says of itself, and by a beat that this process sends to
 * itself, for a connection may be dead without a word, and a cluster's client changes the node it listens to without one.
 * Answers how to stop.
 */
export function hear(options: HearingOptions): () => void {
  const { subscriber, channel, beatChannel, beatMs, beat, canBeat, onMessage, onMissed } = options;
  let lost = false;
  let sent = false;
  let ended = false;

  const regained = (): void => {
    if (!lost) return;
    lost = false;
    onMissed();
  };
  const heard = (from: unknown, message: unknown): void => {
    const name = String(from);
    if ((name !== channel && name !== beatChannel) || !Buffer.isBuffer(message)) return;
    sent = false;
    regained();
    if (name === channel) onMessage(message);
  };
  const lose = (): void => {
    lost = true;
  };

  /** Tries until it is done: while Redis is away nothing can be listened to. */
  async function listen(): Promise<void> {
    try {
      await subscriber.subscribe(channel, beatChannel);
      if (!ended) regained();
    } catch {
      lost = true;
      if (!ended) setTimeout(() => void listen(), beatMs).unref();
    }
  }

  const timer = setInterval(() => {
    // What was sent a whole beat ago has not come: whatever else was sent has not come either.
    if (sent && !lost) {
      lost = true;
      onMissed();
    }
    sent = canBeat();
    if (sent) beat();
  }, beatMs);
  timer.unref();
  subscriber.on('messageBuffer', heard);
  for (const event of LOST) subscriber.on(event, lose);
  // Subscriptions come back by themselves after this; that they are back shows with the next beat.
  subscriber.on('ready', beat);
  void listen();
  return () => {
    ended = true;
    clearInterval(timer);
    subscriber.off('messageBuffer', heard);
    for (const event of LOST) subscriber.off(event, lose);
    subscriber.off('ready', beat);
    subscriber.unsubscribe(channel, beatChannel).catch(() => undefined);
  };
}
