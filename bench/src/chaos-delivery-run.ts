import { setTimeout as pause } from 'node:timers/promises';
import type { FakeLimits } from '@localert/testkit/fake-slack';
import { createDeliveryLedger, type DeliveryFact, type DeliveryVerdict } from './chaos-delivery-ledger.ts';
import type { DeliveryPlace } from './chaos-delivery-places.ts';
import { type Hand, startHand } from './chaos-hand.ts';
import { seeded } from './chaos-random.ts';
import { type PlainFault, type SlackHand, startSlackHand } from './delivery-slack.ts';

/** What a worker is told. */
export interface WorkerOrder {
  readonly name: string;
  readonly seed: number;
  readonly place: string;
  readonly apiUrl: string;
  /** Whether it sends, too; the last one only delivers what is left. */
  readonly sends: boolean;
}

/** How a run is made. */
export interface DeliveryChaosOptions {
  readonly place: DeliveryPlace;
  readonly kills: number;
  readonly seed: number;
  /** Whether Slack's history may be read, and so tell what became of a message in doubt. Default true. */
  readonly history?: boolean | undefined;
  /** Is told after each round of kills. */
  readonly onProgress: (kills: number, alerts: number) => void;
}

interface Worker extends Hand {
  readonly name: string;
  /** How many lines it has said. */
  words(): number;
}

/** What a run came to. */
export interface DeliveryChaosResult extends DeliveryVerdict {
  readonly kills: number;
  /** How often the server was taken away. */
  readonly strikes: number;
  /** Requests to post, those spoilt on order, and those refused as too fast. */
  readonly requests: number;
  readonly spoilt: number;
  readonly tooFast: number;
}

/** Slack's limits, ten times as fast: a run is over in minutes. The history has Slack's own. */
export const CHAOS_LIMITS = {
  channel: { everyMs: 100, burst: 1 },
  methods: { 'conversations.history': { everyMs: 1_200, burst: 5 } },
} as const satisfies FakeLimits;

/** Half of the calls: too many requests, broken servers, and some answers that do not say whether it was posted. */
const FAULTS: readonly PlainFault[] = [
  { kind: 'rate-limit', retryAfter: 1, share: 0.06 },
  { kind: 'rate-limit', share: 0.16 },
  { kind: 'status', status: 503, share: 0.3 },
  { kind: 'cut', accept: true, share: 0.05 },
  { kind: 'cut-body', share: 0.02 },
  { kind: 'hang', accept: true, share: 0.01 },
  { kind: 'hang', share: 0.01 },
] as readonly PlainFault[];

/** How much a worker says of its work, at most, before it is killed; in a crash loop, next to nothing. */
const MOST_WORDS = 200;
const FEW_WORDS = 4;
/** What it has not said by then it does not say: another holds what it could do. Milliseconds. */
const LONGEST_MS = 10_000;
/** Every so many rounds the workers die as soon as they are up. */
const LOOP_EVERY = 4;
/** The server is taken away after so many kills. */
const STRIKE_EVERY = 12;
/** How long what is left may take in the end, with the faults, and then once more without: milliseconds. */
const PATIENCE_MS = 90_000;
/** What would be posted twice in the end is posted within a lease. */
const AFTERMATH_MS = 9_000;

/** Waits until everything that was acknowledged has been taken, while somebody delivers; answers whether it was. */
async function untilTaken(slack: SlackHand, acknowledged: ReadonlySet<string>): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const taken = new Set((await slack.posts()).map(({ alert }) => alert));
    if ([...acknowledged].every((id) => taken.has(id))) return true;
    await pause(250);
  }
  return false;
}

/**
 * Kills managers that send and deliver, two at a time, while Slack answers badly, until there were so many kills; then
 * lets one deliver what is left, and holds what was acknowledged against what Slack took.
 */
export async function chaosOnDelivery(options: DeliveryChaosOptions): Promise<DeliveryChaosResult> {
  const { place, kills, seed, history = true, onProgress } = options;
  const random = seeded(seed);
  const slack = await startSlackHand({
    // The fake forgives a little, as Slack does: clocks of two processes are not one.
    limits: { ...CHAOS_LIMITS, channel: { ...CHAOS_LIMITS.channel, burst: 3 } },
    ...{ latencyMs: 3, seed, faults: FAULTS, whole: true },
    scopes: history ? ['chat:write', 'channels:history'] : ['chat:write'],
  });
  const { note, judge, struck, acknowledged } = createDeliveryLedger();
  const faults: string[] = [];
  let [done, strikes, workers] = [0, 0, 0];

  function start(sends: boolean): Worker {
    workers += 1;
    const name = `w${workers}`;
    let words = 0;
    const order: WorkerOrder = {
      ...{ name, place: place.place, apiUrl: slack.apiUrl, sends },
      seed: seed * 100_003 + workers,
    };
    const hand = startHand<DeliveryFact>('./chaos-delivery-worker.ts', [JSON.stringify(order)], (fact) => {
      words += 1;
      note(fact);
    });
    return { ...hand, name, words: () => words };
  }

  /** Kills a worker in the midst of its work, wherever that falls. */
  async function kill(hand: Worker, afterWords: number): Promise<void> {
    await hand.ready;
    let hasEnded = false;
    void hand.gone.then(() => {
      hasEnded = true;
    });
    const end = performance.now() + LONGEST_MS;
    while (hand.words() < afterWords && !hasEnded && performance.now() < end) await pause(5);
    await pause(random() * 20);
    if (hasEnded) faults.push('a worker ended by itself');
    hand.kill();
    struck({ by: hand.name, at: Date.now() });
    const errors = await hand.gone;
    // A worker does not end by itself: what it said then is a fault.
    if (errors !== '') faults.push(`a worker ended: ${errors.slice(0, 2_000)}`);
  }

  async function strikeServer(): Promise<void> {
    if (place.strike === undefined) return;
    const at = Date.now();
    await place.strike();
    struck({ at, until: Date.now() });
    strikes += 1;
  }

  try {
    for (let round = 1; done < kills && faults.length === 0; round++) {
      const most = round % LOOP_EVERY === 0 ? FEW_WORDS : MOST_WORDS;
      const hands = Array.from({ length: Math.min(2, kills - done) }, () => start(true));
      const isDue = Math.floor((done + hands.length) / STRIKE_EVERY) > Math.floor(done / STRIKE_EVERY);
      const blow = isDue ? Promise.all(hands.map(({ ready }) => ready)).then(strikeServer) : undefined;
      await Promise.all(hands.map((hand) => kill(hand, random() * most)));
      await blow;
      done += hands.length;
      onProgress(done, acknowledged.size);
    }
    const last = start(false);
    await last.ready;
    const isTaken = await untilTaken(slack, acknowledged);
    await slack.calm();
    if (!isTaken) await untilTaken(slack, acknowledged);
    await pause(AFTERMATH_MS);
    await kill(last, 0);
    const verdict = judge(await slack.posts());
    const { requests, faulty, limited } = await slack.counts();
    return {
      ...verdict,
      ...{ kills: done, strikes, requests, spoilt: faulty, tooFast: limited },
      faults: [...faults, ...verdict.faults],
    };
  } finally {
    await slack.stop();
  }
}
