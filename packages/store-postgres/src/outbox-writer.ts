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

/** How alerts are written. */
export interface OutboxWriterOptions {
  /** Batches that may be under way at once, each on a connection of its own. Default 1. */
  readonly flights?: number | undefined;
  /** Tells dispatchers elsewhere that something came in; what it throws is nobody's. */
  readonly tell?: (() => Promise<void>) | undefined;
}

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

/** Smallest batch that is worth a connection of its own. */
const SHARE = 20;

/** How many of those that wait are looked at for one batch: where most are of one lane, that has to end. */
const LOOKS = 4 * MAX_BATCH;

/** What must not overtake one another: alerts of a lane, and audit records of a tenant. */
const keysOf = ({ row: { tenant, lane, audit } }: Pending): readonly string[] =>
  audit.length === 0 ? [`${tenant}\0${lane}`] : [`${tenant}\0${lane}`, tenant];

/**
 * Takes the next batch out of what waits: at least one that need not wait for what is under way, in order. What has a key
 * in common with what is left waits too, so that none overtakes another; what has one in common with the batch goes along.
 *
 * @param share - how many it shall be, beside those
 */
function takeBatch(pending: Pending[], under: ReadonlySet<string>, share: number): Pending[] {
  const batch: Pending[] = [];
  const left: Pending[] = [];
  const own = new Set<string>();
  const waiting = new Set(under);
  let length = 0;
  let looked = 0;
  for (const one of pending) {
    if (looked === LOOKS || batch.length === MAX_BATCH) break;
    const keys = keysOf(one);
    const more = batch.length < share || keys.some((key) => own.has(key));
    if (keys.some((key) => waiting.has(key)) || !more) {
      left.push(one);
      for (const key of keys) waiting.add(key);
    } else {
      length += one.row.body.length;
      if (batch.length > 0 && length > MAX_BATCH_LENGTH) break;
      batch.push(one);
      for (const key of keys) own.add(key);
    }
    looked++;
  }
  pending.splice(0, looked, ...left);
  return batch;
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

export function createOutboxWriter(
  write: WriteBatch,
  { flights = 1, tell = async () => undefined }: OutboxWriterOptions = {},
): OutboxWriter {
  const pending: Pending[] = [];
  const underWay = new Set<Promise<void>>();
  /** The keys of what is under way. */
  const under = new Set<string>();
  let scheduled = false;
  let telling: Promise<void> | undefined;
  let news = false;
  let open = true;

  async function tellAll(): Promise<void> {
    // One at a time; what comes in meanwhile is told together.
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

  async function fly(batch: readonly Pending[]): Promise<void> {
    const own = new Set(batch.flatMap(keysOf));
    for (const key of own) under.add(key);
    await settle(writeAndTell, batch);
    for (const key of own) under.delete(key);
  }

  function launch(batch: readonly Pending[]): void {
    const flight = fly(batch).then(() => {
      underWay.delete(flight);
      schedule();
    });
    underWay.add(flight);
  }

  function pump(): void {
    scheduled = false;
    while (underWay.size < flights && pending.length > 0) {
      const share = Math.ceil(pending.length / (flights - underWay.size));
      const batch = takeBatch(pending, under, Math.max(SHARE, share));
      // All that waits has to wait for what is under way.
      if (batch.length === 0) return;
      launch(batch);
    }
  }

  /** All that comes in this turn goes along; after a batch, also what its senders enqueue next. */
  function schedule(): void {
    if (scheduled || pending.length === 0) return;
    scheduled = true;
    setImmediate(pump);
  }

  async function flush(): Promise<void> {
    while (pending.length > 0 || underWay.size > 0)
      await (underWay.size > 0 ? Promise.race(underWay) : turn());
    await telling;
  }

  return {
    add(tenant, alert, audit) {
      const durable = new Promise<DurableReceipt>((resolve, reject) => {
        if (!open) throw new StoreUnavailableError({ operation: 'outbox.enqueue' });
        assertQueueable(alert);
        const row = alertRow(tenant, alert, auditRows(tenant, audit));
        pending.push({ row, resolve, reject });
        schedule();
      });
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      durable.catch(() => undefined);
      return { id: alert.id, durable };
    },
    flush,
    async close() {
      open = false;
      await flush();
    },
  };
}
