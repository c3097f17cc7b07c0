import { randomBytes } from 'node:crypto';
import {
  type DurableReceipt,
  type EnqueueReceipt,
  type QueuedAlert,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import { ENQUEUE } from './bullmq-enqueue-script.ts';
import { enqueueRow, listOf } from './bullmq-rows.ts';

/** Alerts that one script queues, and UTF-16 code units of them: Redis does nothing else meanwhile. */
const MAX_BATCH = 64;
const MAX_BATCH_LENGTH = 1_000_000;

/** An alert on its way to Redis. */
interface Pending {
  readonly row: readonly string[];
  readonly length: number;
  readonly resolve: (receipt: DurableReceipt) => void;
  readonly reject: (fault: unknown) => void;
}

/** Queues alerts in groups: all that come in one turn of the event loop, or while others wait for the disk, go together. */
export interface BullmqWriter {
  add(tenant: TenantId, alert: QueuedAlert): EnqueueReceipt;
  /** Resolves when what was handed in before is kept or refused. */
  flush(): Promise<void>;
  /** Takes nothing more, and resolves when what was handed in before is kept or refused. */
  close(): Promise<void>;
}

/** How many of these go together: at least one. */
function batchSize(pending: readonly Pending[]): number {
  let length = 0;
  let size = 0;
  for (const one of pending) {
    length += one.length;
    if (size > 0 && (size === MAX_BATCH || length > MAX_BATCH_LENGTH)) break;
    size++;
  }
  return size;
}

function receiptOf(id: string, answer: unknown): DurableReceipt {
  const [duplicateOf, suppressed] = listOf(answer);
  if (duplicateOf === undefined) return { id };
  const count = Number(suppressed);
  return { id, duplicateOf: String(duplicateOf), ...(count > 0 && { suppressed: count }) };
}

/**
 * @param run - runs the script of enqueues; what it throws is typed
 * @param atOnce - how many scripts may wait for Redis' disk, or for replicas, at once
 */
export function createBullmqWriter(
  run: (lua: string, args: readonly string[]) => Promise<unknown>,
  atOnce: number,
): BullmqWriter {
  const pending: Pending[] = [];
  const underWay = new Set<Promise<void>>();
  const unsettled = new Set<Promise<DurableReceipt>>();
  let scheduled = false;
  let open = true;

  async function write(batch: readonly Pending[]): Promise<void> {
    try {
      const once = randomBytes(9).toString('base64url');
      const answers = listOf(await run(ENQUEUE, [once, ...batch.flatMap(({ row }) => row)]));
      for (const [place, { row, resolve }] of batch.entries())
        resolve(receiptOf(row[0] ?? '', answers[place]));
    } catch (fault) {
      for (const { reject } of batch) reject(fault);
    }
  }

  function flush(): void {
    scheduled = false;
    while (pending.length > 0 && underWay.size < atOnce) {
      const written = write(pending.splice(0, batchSize(pending))).then(() => {
        underWay.delete(written);
        schedule();
      });
      underWay.add(written);
    }
  }

  function schedule(): void {
    if (scheduled || pending.length === 0) return;
    scheduled = true;
    setImmediate(flush);
  }

  return {
    add(tenant, alert) {
      const durable = new Promise<DurableReceipt>((resolve, reject) => {
        if (!open) throw new StoreUnavailableError({ operation: 'outbox.enqueue' });
        const row = enqueueRow(tenant, alert);
        pending.push({ row, length: row.reduce((sum, { length }) => sum + length, 0), resolve, reject });
        schedule();
      });
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      const end = () => unsettled.delete(durable);
      durable.then(end, end);
      unsettled.add(durable);
      return { id: alert.id, durable };
    },
    async flush() {
      await Promise.allSettled(unsettled);
    },
    async close() {
      open = false;
      while (pending.length > 0 || underWay.size > 0) {
        flush();
        await Promise.all(underWay);
      }
    },
  };
}
