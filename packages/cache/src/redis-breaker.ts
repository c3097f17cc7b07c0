/** Whether Redis is asked. */
export type BreakerState = 'open' | 'half-open' | 'closed';

/** How a breaker is set up. */
export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Milliseconds until the probe, give or take a half. */
  readonly openMs: number;
  /** Asks Redis once, and makes good what it missed. Answers whether all of it went well. */
  readonly probe: () => Promise<boolean>;
  readonly onState: (state: BreakerState) => void;
  /** 0 to 1; spreads the probes of many processes. */
  readonly random?: () => number;
}

/** Keeps this process from waiting for a Redis that does not answer. */
export interface Breaker {
  readonly closed: boolean;
  succeeded(): void;
  failed(): void;
  /** Opens at once. */
  trip(): void;
  /** Asks for a probe soon, without opening. */
  suspect(): void;
  /** No more probes. */
  end(): void;
}

/**
 * Opens after some failures in a row; while open, nobody asks. A single probe closes it again, at a time that differs
 * from process to process, so that Redis comes back to one question and not to all of them.
 */
export function createBreaker({
  failures,
  openMs,
  probe,
  onState,
  random = Math.random,
}: BreakerOptions): Breaker {
  let state: BreakerState = 'closed';
  let inRow = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let probing = false;
  let ended = false;

  const turn = (next: BreakerState): void => {
    if (state === next) return;
    state = next;
    onState(next);
  };

  function schedule(): void {
    if (ended || probing || timer !== undefined) return;
    timer = setTimeout(() => void tryOnce(), openMs * (0.5 + random()));
    timer.unref();
  }

  async function tryOnce(): Promise<void> {
    timer = undefined;
    probing = true;
    if (state === 'open') turn('half-open');
    const good = await probe().catch(() => false);
    probing = false;
    if (ended) return;
    if (good) {
      inRow = 0;
      turn('closed');
      return;
    }
    turn('open');
    schedule();
  }

  return {
    get closed() {
      return state === 'closed';
    },
    succeeded() {
      inRow = 0;
    },
    failed() {
      inRow += 1;
      if (inRow >= failures && state === 'closed') turn('open');
      schedule();
    },
    trip() {
      if (state === 'closed') turn('open');
      schedule();
    },
    suspect: schedule,
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
