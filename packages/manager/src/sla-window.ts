/** What was counted in a span of time. */
export interface SlaCounts {
  readonly total: number;
  /** Were given up. */
  readonly failed: number;
  /** Arrived, and late. */
  readonly slow: number;
}

/** How an alert ended. */
export type SlaEnd = 'good' | 'slow' | 'failed';

const MEMBERS = 3;

/** Counts in a ring of equal steps of time: what is older than the ring is forgotten. */
export interface SlaRing {
  readonly stepMs: number;
  /** @param at - epoch milliseconds */
  add(end: SlaEnd, at: number): void;
  /** Of the last milliseconds, rounded up to whole steps; the step that has begun is one more. */
  sum(spanMs: number, at: number): SlaCounts;
}

/** @param spanMs - what the ring can tell of */
export function slaRing(stepMs: number, spanMs: number): SlaRing {
  const size = Math.ceil(spanMs / stepMs) + 1;
  const counts = new Uint32Array(size * MEMBERS);
  /** The newest step that was written. */
  let newest = Number.NEGATIVE_INFINITY;

  const bump = (index: number) => {
    counts[index] = Number(counts[index]) + 1;
  };

  /** Empties what lies between the newest step and a newer one. */
  function advance(step: number): void {
    if (step <= newest) return;
    const from = Math.max(newest + 1, step - size + 1);
    for (let one = from; one <= step; one++) {
      const begin = (one % size) * MEMBERS;
      counts.fill(0, begin, begin + MEMBERS);
    }
    newest = step;
  }

  return {
    stepMs,
    add(end, at) {
      const step = Math.floor(at / stepMs);
      advance(step);
      if (step <= newest - size) return;
      const begin = (step % size) * MEMBERS;
      bump(begin);
      if (end !== 'good') bump(begin + (end === 'failed' ? 1 : 2));
    },
    sum(span, at) {
      const last = Math.floor(at / stepMs);
      const first = Math.max(last - Math.min(Math.ceil(span / stepMs), size - 1), newest - size + 1);
      const sum = { total: 0, failed: 0, slow: 0 };
      for (let step = first; step <= Math.min(last, newest); step++) {
        const begin = (step % size) * MEMBERS;
        sum.total += Number(counts[begin]);
        sum.failed += Number(counts[begin + 1]);
        sum.slow += Number(counts[begin + 2]);
      }
      return sum;
    },
  };
}

/** Buckets to the doubling: a quantile is told at most a fifth too high. */
const PER_DOUBLING = 4;
/** Up to two days. */
const BUCKETS = 28 * PER_DOUBLING;

/** Latencies in buckets, over the last one to two spans of time. */
export interface SlaHistogram {
  /** @param at - epoch milliseconds */
  add(ms: number, at: number): void;
  /** The upper bound of the bucket in which the quantile lies; `undefined` without latencies. */
  quantile(share: number, at: number): number | undefined;
}

/** @param spanMs - after so long a half is forgotten */
export function slaHistogram(spanMs: number): SlaHistogram {
  let halves: readonly [Uint32Array, Uint32Array] = [new Uint32Array(BUCKETS), new Uint32Array(BUCKETS)];
  let span = Number.NEGATIVE_INFINITY;

  function turn(at: number): void {
    const now = Math.floor(at / spanMs);
    if (now <= span) return;
    const [current] = halves;
    const empty = () => new Uint32Array(BUCKETS);
    halves = now === span + 1 ? [empty(), current] : [empty(), empty()];
    span = now;
  }

  return {
    add(ms, at) {
      turn(at);
      const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log2(Math.max(1, ms)) * PER_DOUBLING)));
      halves[0][bucket] = Number(halves[0][bucket]) + 1;
    },
    quantile(share, at) {
      turn(at);
      const [newer, older] = halves;
      const both = Array.from(newer, (count, bucket) => count + Number(older[bucket]));
      const total = both.reduce((sum, count) => sum + count, 0);
      let seen = 0;
      for (const [bucket, count] of both.entries()) {
        seen += count;
        if (count > 0 && seen >= total * share) return Math.round(2 ** (bucket / PER_DOUBLING));
      }
      return undefined;
    },
  };
}
