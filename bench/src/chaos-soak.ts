import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSlackHand } from './delivery-slack.ts';
import { figures } from './measure.ts';

/** What the measured process is told. */
export interface SoakOrder {
  readonly folder: string;
  readonly apiUrl: string;
  /** Alerts a second. */
  readonly rate: number;
  readonly alerts: number;
  /** Milliseconds between two looks at its memory. */
  readonly sampleMs: number;
}

/** What it says. */
export type SoakWord =
  /** Durable alerts: id, and when it was sent in epoch milliseconds. */
  | { readonly kind: 'sent'; readonly alerts: readonly (readonly [string, number])[] }
  /** After a collection of garbage. */
  | { readonly kind: 'memory'; readonly heldMb: number; readonly rssMb: number }
  | { readonly kind: 'end'; readonly perSecond: number; readonly refused: number };

/** How a soak is made. */
export interface SoakOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly minutes: number;
  /** Alerts a second. */
  readonly rate: number;
  /** The objective: milliseconds from send to Slack's acceptance. */
  readonly withinMs: number;
  readonly onProgress?: ((line: string) => void) | undefined;
}

/** What it came to. */
export interface SoakResult {
  readonly alerts: number;
  /** What was reached, alerts a second. */
  readonly perSecond: number;
  /** Alerts that no queue took. */
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  /** Percent of the alerts that were accepted within the objective. */
  readonly withinShare: number;
  /** Milliseconds from send to acceptance. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** Megabytes held after a quarter of the time and in the end, each the median of a quarter. */
  readonly heldMb: readonly [number, number];
  readonly rssMb: number;
}

/** 99.99 % within the objective. */
const SHARE = 99.99;
/** Memory in the end, beside that of the second quarter. */
const GROWTH = 1.2;
const SAMPLES = 40;

/** Sends at a steady rate for so long, and looks what became of it. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { folder, minutes, rate, withinMs, onProgress } = options;
  const alerts = Math.ceil(minutes * 60 * rate);
  const slack = await startSlackHand();
  const sampleMs = Math.max(500, (minutes * 60_000) / SAMPLES);
  const order: SoakOrder = { folder, apiUrl: slack.apiUrl, rate, alerts, sampleMs };
  const child = fork(
    fileURLToPath(new URL('./chaos-soak-hand.ts', import.meta.url)),
    [JSON.stringify(order)],
    { execArgv: ['--conditions=@localert/source', '--no-warnings', '--expose-gc'] },
  );
  const gone = once(child, 'exit');
  const sent = new Map<string, number>();
  const held: number[] = [];
  let [perSecond, refused, rssMb, hasEnded] = [0, 0, 0, false];
  child.on('message', (word: SoakWord) => {
    if (word.kind === 'sent') for (const [id, at] of word.alerts) sent.set(id, at);
    else if (word.kind === 'end') [perSecond, refused, hasEnded] = [word.perSecond, word.refused, true];
    else {
      held.push(word.heldMb);
      rssMb = Math.max(rssMb, word.rssMb);
      onProgress?.(`${sent.size} of ${alerts} alerts, ${word.heldMb.toFixed(0)} MB held`);
    }
  });
  try {
    await gone;
    if (!hasEnded) throw new Error('the process that was measured ended early');
    const taken = new Set<string>();
    const delays: number[] = [];
    let doubled = 0;
    for (const { alert, at } of await slack.posts()) {
      const from = sent.get(alert);
      if (from === undefined) continue;
      if (taken.has(alert)) doubled += 1;
      else delays.push(at - from);
      taken.add(alert);
    }
    const quarter = Math.floor(held.length / 4);
    const median = (from: number, to: number) => figures(held.slice(from, to)).p50;
    const { p50, p99 } = figures(delays);
    return {
      ...{ alerts: sent.size, perSecond, refused, lost: sent.size - taken.size, doubled, p50, p99, rssMb },
      withinShare: (100 * delays.filter((delay) => delay <= withinMs).length) / sent.size,
      worst: delays.reduce((most, delay) => Math.max(most, delay), 0),
      heldMb: [median(quarter, 2 * quarter), median(held.length - quarter, held.length)],
    };
  } finally {
    child.kill('SIGKILL');
    await slack.stop();
  }
}

/** Makes a soak and prints it; answers whether all is well. */
export async function runSoak(options: SoakOptions & { readonly json: boolean }): Promise<boolean> {
  const { json, withinMs, minutes } = options;
  const onProgress = (line: string): void => (json ? undefined : console.error(`… ${line}`));
  const result = await soak({ ...options, onProgress });
  const [early, late] = result.heldMb;
  // Too short a soak has no quarters: nothing is said of its memory.
  const isFlat = Number.isNaN(early) || late <= early * GROWTH;
  const isWell = result.lost + result.doubled + result.refused === 0 && result.withinShare >= SHARE && isFlat;
  if (json) console.log(JSON.stringify({ minutes, withinMs, isWell, ...result }, null, 2));
  else
    console.log(
      `soak of ${minutes} minutes: ${result.alerts} alerts at ${result.perSecond.toFixed(0)}/s, ${result.refused} refused, ` +
        `${result.lost} lost, ${result.doubled} doubled; ${result.withinShare.toFixed(4)} % within ${withinMs} ms ` +
        `(p50 ${result.p50} ms, p99 ${result.p99} ms, worst ${result.worst} ms); ` +
        `memory held ${early.toFixed(0)} MB in the second quarter, ${late.toFixed(0)} MB in the last, resident at most ${result.rssMb.toFixed(0)} MB`,
    );
  return isWell;
}
