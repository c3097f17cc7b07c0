import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, type IBackoff } from 'cockatiel';
import { backoffMs } from './backoff.ts';

/** When a workspace is spared, and for how long. */
export interface BreakerPolicy {
  /** Faults in a row after which nothing is posted for a while. Default 5. */
  readonly faults?: number | undefined;
  /** Milliseconds until one alert is tried again, at most; doubled each time that it fails. Default 5,000. */
  readonly openMs?: number | undefined;
  /** Longest such pause in milliseconds. Default 60,000. */
  readonly maxOpenMs?: number | undefined;
}

/** Milliseconds after which a workspace that is being tried is asked about again. */
const PROBE_MS = 500;

/** A circuit breaker over cockatiel's, whose pauses go by a clock that nobody sets. */
export interface Breaker {
  /** Milliseconds until it lets something through; 0: now. */
  waitMs(): number;
  /** Whether nothing is remembered: no fault and no pause. */
  isClosed(): boolean;
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * Makes a breaker.
 *
 * @param isFault - whether what a work came to counts against the other side
 * @param monotonic - milliseconds that only go up
 */
export function createBreaker(
  { faults = 5, openMs = 5_000, maxOpenMs = 60_000 }: BreakerPolicy,
  isFault: (result: unknown) => boolean,
  monotonic: () => number,
  random: () => number,
  onState: (state: 'open' | 'half-open' | 'closed') => void,
): Breaker {
  let openUntil = 0;
  const pauses = {
    next({ attempt }: { readonly attempt: number }): IBackoff<{ readonly attempt: number }> {
      const until = monotonic() + backoffMs(attempt, random(), { baseMs: openMs, maxMs: maxOpenMs });
      openUntil = until;
      return {
        next: pauses.next,
        // cockatiel measures by the wall clock, which may be set: it is told that the time is over, or never will be.
        get duration() {
          return monotonic() >= until ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
        },
      };
    },
  };
  const breaker = new ConsecutiveBreaker(faults);
  const policy = circuitBreaker(handleWhenResult(isFault), { breaker, halfOpenAfter: pauses });
  policy.onBreak(() => onState('open'));
  policy.onHalfOpen(() => onState('half-open'));
  policy.onReset(() => onState('closed'));
  return {
    waitMs() {
      if (policy.state === CircuitState.Open) return Math.max(0, openUntil - monotonic());
      return policy.state === CircuitState.HalfOpen ? PROBE_MS : 0;
    },
    isClosed: () => policy.state === CircuitState.Closed && breaker.state === 0,
    run: (work) => policy.execute(work),
  };
}
