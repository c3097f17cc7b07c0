import {
  type AuditRecord,
  assertQueueable,
  type DurableReceipt,
  type EnqueueReceipt,
  type QueuedAlert,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import { type AuditRow, auditRows, keepAudit } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import { isFaultOfRow, storeFault } from './faults.ts';
import type { Reserve } from './reserve.ts';
import { textOf, toJson } from './rows.ts';

/** Alerts written in one transaction; more wait for the next, so that the event loop turns in between. */
export const MAX_BATCH = 1_000;

/** An earlier alert that stands hours ahead, by a clock that was set back since, is in no window of now. */
const EARLIER = `
  SELECT id FROM alert
  WHERE tenant = ? AND dedupe = ? AND created > ? AND created < ? AND state <> 'dead' ORDER BY created DESC LIMIT 1`;

const INSERT = `
  INSERT INTO alert (tenant, id, state, ready, due, priority, created, dedupe, body)
  VALUES (?, ?, 'queued', 1, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING`;

/** An alert on its way to the disk. */
interface Pending {
  readonly tenant: TenantId;
  readonly alert: QueuedAlert;
  /** The alert as it was when it was handed over. */
  readonly body: string;
  readonly audit: readonly AuditRow[];
  readonly resolve: (receipt: DurableReceipt) => void;
  readonly reject: (fault: unknown) => void;
}

/** Writes alerts in groups: one transaction, and one wait for the disk, for all that came in a turn of the event loop. */
export interface OutboxWriter {
  /** @param audit - kept in the transaction of the alert, of a duplicate too */
  add(tenant: TenantId, alert: QueuedAlert, audit?: readonly AuditRecord[]): EnqueueReceipt;
  /** Writes at once what is pending. */
  flush(): void;
  /** Writes what is pending and takes nothing more. */
  close(): void;
}

/** What a row came to: nobody is told before the transaction is on the disk. */
type Outcome = { readonly receipt: DurableReceipt } | { readonly fault: unknown };

/** A key may hold what a text column does not keep apart (half a character): as JSON it is escaped. */
const keyText = (key: string): string => JSON.stringify(key);

function insert(connection: Connection, { tenant, alert, body }: Pending): DurableReceipt {
  const { id, priority, createdAt, dedupe } = alert;
  const key = dedupe === undefined ? null : keyText(dedupe.key);
  if (dedupe !== undefined) {
    const { windowMs } = dedupe;
    const earlier = connection.get(EARLIER, tenant, key, createdAt - windowMs, createdAt + windowMs);
    if (earlier !== undefined) return { id, duplicateOf: textOf(earlier, 'id') };
  }
  const made = connection.run(INSERT, tenant, id, createdAt, priority, createdAt, key, body);
  return made === 0 ? { id, duplicateOf: id } : { id };
}

/** A row that cannot be kept must not take its neighbours with it. */
function outcomeOf(connection: Connection, row: Pending): Outcome {
  let receipt: DurableReceipt;
  try {
    receipt = insert(connection, row);
  } catch (error) {
    if (!isFaultOfRow(error)) throw error;
    return { fault: storeFault('outbox.enqueue', error) };
  }
  // Outside of the attempt: a fault here takes back the whole batch, so that no alert stays without its record.
  keepAudit(connection, row.tenant, row.audit);
  return { receipt };
}

function tell({ resolve, reject }: Pending, outcome: Outcome): void {
  if ('receipt' in outcome) resolve(outcome.receipt);
  else reject(outcome.fault);
}

function writeBatch(connection: Connection, batch: readonly Pending[]): void {
  let outcomes: readonly Outcome[];
  try {
    outcomes = connection.transaction(() => batch.map((row) => outcomeOf(connection, row)));
  } catch (error) {
    const fault = storeFault('outbox.enqueue', error);
    outcomes = batch.map(() => ({ fault }));
  }
  for (const [index, outcome] of outcomes.entries()) {
    const row = batch[index];
    if (row !== undefined) tell(row, outcome);
  }
}

/**
 * @param connection - one whose commits are on the disk when they return
 * @param reserve - while it is spent, nothing new is taken
 */
export function createOutboxWriter(connection: Connection, reserve?: Reserve): OutboxWriter {
  let pending: Pending[] = [];
  let scheduled = false;
  let open = true;

  function schedule(): void {
    if (scheduled || pending.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      writeNext();
      schedule();
    });
  }

  function writeNext(): void {
    if (pending.length === 0) return;
    const batch = pending.slice(0, MAX_BATCH);
    pending = pending.slice(MAX_BATCH);
    writeBatch(connection, batch);
  }

  function flush(): void {
    while (pending.length > 0) writeNext();
  }

  return {
    add(tenant, alert, audit) {
      const durable = new Promise<DurableReceipt>((resolve, reject) => {
        if (!open) throw new StoreUnavailableError({ operation: 'outbox.enqueue' });
        reserve?.assertKept('outbox.enqueue');
        assertQueueable(alert);
        const rows = auditRows(tenant, audit);
        const body = toJson(alert, 'alert');
        pending.push({ tenant, alert: { ...alert }, body, audit: rows, resolve, reject });
      });
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      durable.catch(() => undefined);
      schedule();
      return { id: alert.id, durable };
    },
    flush,
    close() {
      flush();
      open = false;
    },
  };
}
