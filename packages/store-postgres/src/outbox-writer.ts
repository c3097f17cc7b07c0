import {
  type AuditRecord,
  assertQueueable,
  type DurableReceipt,
  type EnqueueReceipt,
  InvalidInputError,
  type QueuedAlert,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import { auditRows } from './audit-rows.ts';
import { type AlertRow, alertRow } from './enqueue.ts';
import { turn } from './turn.ts';

/** Alerts written in one transaction, and UTF-16 code units of their texts; more wait for the next. */
export const MAX_BATCH = 1_000;
const MAX_BATCH_LENGTH = 4_000_000;

/** An alert on its way to the database. */
interface Pending {
  readonly row: AlertRow;
  readonly resolve: (receipt: DurableReceipt) => void;
  readonly reject: (fault: unknown) => void;
}

/** Writes a batch in one transaction, and answers when it is on the disk; what it throws is typed. */
export type WriteBatch = (batch: readonly AlertRow[]) => Promise<readonly DurableReceipt[]>;

/**
 * Writes alerts in groups: one transaction, and one wait for the disk, for all that came in a turn of the event loop or
 * while the group before was written.
 */
export interface OutboxWriter {
  /** @param audit - kept in the transaction of the alert, of a duplicate too */
  add(tenant: TenantId, alert: QueuedAlert, audit?: readonly AuditRecord[]): EnqueueReceipt;
  /** Resolves when what was handed in before is written or refused. */
  flush(): Promise<void>;
  /** Writes what is pending and takes nothing more. */
  close(): Promise<void>;
}

/** How many of these go into one batch: at least one. */
function batchSize(pending: readonly Pending[]): number {
  let length = 0;
  let size = 0;
  for (const { row } of pending) {
    length += row.body.length;
    if (size > 0 && (size === MAX_BATCH || length > MAX_BATCH_LENGTH)) break;
    size++;
  }
  return size;
}

/** A row that cannot be kept must not take its neighbours with it: halves are tried until it is found. */
async function settle(write: WriteBatch, batch: readonly Pending[]): Promise<void> {
  try {
    const receipts = await write(batch.map(({ row }) => row));
    for (const [index, { resolve }] of batch.entries()) resolve(receipts[index] as DurableReceipt);
  } catch (fault) {
    if (InvalidInputError.is(fault) && batch.length > 1) {
      const half = batch.length >> 1;
      await settle(write, batch.slice(0, half));
      await settle(write, batch.slice(half));
    } else for (const { reject } of batch) reject(fault);
  }
}

/**
 * @param tell - tells dispatchers elsewhere that something came in, once for all that came while it was told; what it
 * throws is nobody's: they look by themselves
 */
export function createOutboxWriter(
  write: WriteBatch,
  tell: () => Promise<void> = async () => undefined,
): OutboxWriter {
  const pending: Pending[] = [];
  const unsettled = new Set<Promise<DurableReceipt>>();
  let writing: Promise<void> | undefined;
  let telling: Promise<void> | undefined;
  let news = false;
  let open = true;

  async function tellAll(): Promise<void> {
    while (news) {
      news = false;
      await tell().catch(() => undefined);
    }
    telling = undefined;
  }

  const writeAndTell: WriteBatch = async (batch) => {
    const receipts = await write(batch);
    // A duplicate is nothing to wake for.
    news ||= receipts.some(({ duplicateOf }) => duplicateOf === undefined);
    if (news) telling ??= tellAll();
    return receipts;
  };

  async function drain(): Promise<void> {
    while (pending.length > 0) {
      // All that comes in this turn goes along; after a batch, also what its senders enqueue next.
      await turn();
      await settle(writeAndTell, pending.splice(0, batchSize(pending)));
    }
    writing = undefined;
  }

  return {
    add(tenant, alert, audit) {
      const durable = new Promise<DurableReceipt>((resolve, reject) => {
        if (!open) throw new StoreUnavailableError({ operation: 'outbox.enqueue' });
        assertQueueable(alert);
        const row = alertRow(tenant, alert, auditRows(tenant, audit));
        pending.push({ row, resolve, reject });
        writing ??= drain();
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
      await writing;
      await telling;
    },
  };
}
