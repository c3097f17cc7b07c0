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

/** Longest time that a worker is given before it is killed, in milliseconds; in a crash loop, much less. */
const LONGEST_MS = 1_500;
const SHORTEST_MS = 60;
/** Every so many rounds the workers die as soon as they are up. */
const LOOP_EVERY = 4;
/** The server is taken away after so many kills. */
const STRIKE_EVERY = 12;
/** How long what is left may take in the end: a lease, back-offs, a spared workspace. */
const PATIENCE_MS = 120_000;

/** Waits until everything that was acknowledged has been taken, while somebody delivers; no longer than is patient. */
async function untilTaken(slack: SlackHand, acknowledged: ReadonlySet<string>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const taken = new Set((await slack.posts()).map(({ alert }) => alert));
    if ([...acknowledged].every((id) => taken.has(id))) break;
    await pause(250);
  }
  // What would be posted twice in the end is posted within a lease.
  await pause(3_000);
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
    ...{ latencyMs: 3, seed, faults: FAULTS },
    scopes: history ? ['chat:write', 'channels:history'] : ['chat:write'],
  });
  const { note, judge, struck, acknowledged } = createDeliveryLedger();
  const faults: string[] = [];
  let [done, strikes, workers] = [0, 0, 0];

  function start(sends: boolean): Hand & { readonly name: string } {
    workers += 1;
    const name = `w${workers}`;
    const order: WorkerOrder = {
      ...{ name, place: place.place, apiUrl: slack.apiUrl, sends },
      seed: seed * 100_003 + workers,
    };
    return { name, ...startHand<DeliveryFact>('./chaos-delivery-worker.ts', [JSON.stringify(order)], note) };
  }

  async function kill(hand: ReturnType<typeof start>, afterMs: number): Promise<void> {
    await hand.ready;
    await pause(afterMs);
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
      const longest = round % LOOP_EVERY === 0 ? SHORTEST_MS : LONGEST_MS;
      const hands = Array.from({ length: Math.min(2, kills - done) }, () => start(true));
      const isDue = Math.floor((done + hands.length) / STRIKE_EVERY) > Math.floor(done / STRIKE_EVERY);
      const blow = isDue ? Promise.all(hands.map(({ ready }) => ready)).then(strikeServer) : undefined;
      await Promise.all(hands.map((hand) => kill(hand, 5 + random() * longest)));
      await blow;
      done += hands.length;
      onProgress(done, acknowledged.size);
    }
    await slack.calm();
    const last = start(false);
    await last.ready;
    await untilTaken(slack, acknowledged);
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
