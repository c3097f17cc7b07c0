import type { Connection } from './connection.ts';
import { closed, type OutboxDesk, type Pending, tell } from './outbox-desk.ts';
import { workTogether } from './outbox-work.ts';
import type { Reserve } from './reserve.ts';

/** Pieces of work done in one transaction; more wait for the next, so that the event loop turns in between. */
export const MAX_BATCH = 1_000;

/**
 * Does the work on this thread: in one transaction, and with one wait for the disk, what came in one turn of the event loop.
 *
 * @param connection - one whose commits are on the disk when they return
 */
export function createTurnDesk(connection: Connection, reserve: Reserve): OutboxDesk {
  let pending: Pending[] = [];
  let scheduled = false;
  let open = true;

  function schedule(): void {
    if (scheduled || pending.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      workNext();
      schedule();
    });
  }

  function workNext(): void {
    const batch = pending.slice(0, MAX_BATCH);
    pending = pending.slice(MAX_BATCH);
    const outcomes = workTogether(
      connection,
      reserve,
      batch.map(({ work }) => work),
    );
    for (const [index, outcome] of outcomes.entries()) tell(batch[index] as Pending, outcome);
  }

  async function flush(): Promise<void> {
    while (pending.length > 0) workNext();
  }

  return {
    hand(work) {
      if (!open) return closed(work);
      return new Promise((resolve, reject) => {
        pending.push({ work, resolve, reject });
        schedule();
      });
    },
    flush,
    async close() {
      open = false;
      await flush();
    },
  };
}
