import type { TenantId } from '@localert/core';

/**
 * Alerts that are between their request and the disk at one time: enough that one wait for the disk serves many, few enough
 * that whoever comes next does not stand behind a flood in the queue.
 */
const MOST_UNDER_WAY = 32;

/** Alerts begun in one turn of the event loop. Each is rendered: more of them would hold up whatever else has to be done. */
const MOST_IN_A_TURN = 4;

/** When nothing has ended for so long, in milliseconds, the queue hangs: then twice as many are let in, again and again. */
const STALL_MS = 250;

/** Lets alerts in. */
export interface Admission {
  /**
   * Does the work when there is room: at once, or in turn with the other tenants that wait, each in the order in which it
   * came. What is not let in yet takes no work and no memory but its request.
   */
  run<Result>(tenant: TenantId, work: () => Promise<Result>): Promise<Result>;
}

/** One that waits, and who of its tenant waits behind it. */
interface Waiting {
  readonly begin: () => void;
  next?: Waiting;
}

/** Those of one tenant, in their order. */
interface Line {
  first: Waiting;
  last: Waiting;
}

/** How many are let in at one time, and how many of them in one turn of the event loop. */
interface Most {
  readonly underWay: number;
  readonly inTurn: number;
  readonly stallMs?: number;
}

/** Nobody is let in yet. */
export function createAdmission(
  most: Most = { underWay: MOST_UNDER_WAY, inTurn: MOST_IN_A_TURN },
): Admission {
  const { underWay, inTurn, stallMs = STALL_MS } = most;
  /** By tenant, in the order of their turns. */
  const lines = new Map<TenantId, Line>();
  let under = 0;
  let begun = 0;
  let scheduled = false;
  let limit = underWay;
  let stalling: ReturnType<typeof setTimeout> | undefined;

  /** Those that wait must not be refused one after the other, each after the time-out of the one before. */
  function stalled(): void {
    limit *= 2;
    stalling = undefined;
    turned();
  }

  function moved(): void {
    limit = underWay;
    clearTimeout(stalling);
    stalling = undefined;
  }

  function append(tenant: TenantId, begin: () => void): void {
    const waiting: Waiting = { begin };
    const line = lines.get(tenant);
    if (line === undefined) lines.set(tenant, { first: waiting, last: waiting });
    else {
      line.last.next = waiting;
      line.last = waiting;
    }
  }

  /** The first of the tenant whose turn it is, which goes behind the others. */
  function takeNext(): Waiting | undefined {
    for (const [tenant, line] of lines) {
      lines.delete(tenant);
      const { first } = line;
      if (first.next !== undefined) {
        line.first = first.next;
        lines.set(tenant, line);
      }
      return first;
    }
    return undefined;
  }

  const hasRoom = (): boolean => under < limit && begun < inTurn;

  /** The event loop has turned. */
  function turned(): void {
    scheduled = false;
    begun = 0;
    while (hasRoom()) {
      const next = takeNext();
      if (next === undefined) return;
      next.begin();
    }
    if (lines.size > 0) stalling ??= setTimeout(stalled, stallMs);
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turned);
  }

  async function within<Result>(work: () => Promise<Result>): Promise<Result> {
    under++;
    begun++;
    schedule();
    try {
      return await work();
    } finally {
      under--;
      moved();
      if (lines.size > 0) schedule();
    }
  }

  return {
    run(tenant, work) {
      // Whoever waits goes first.
      if (lines.size === 0 && hasRoom()) return within(work);
      // The turn that follows begins to watch whether anything ends.
      schedule();
      return new Promise((resolve) => append(tenant, () => resolve(within(work))));
    },
  };
}
