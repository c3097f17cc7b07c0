import {
  alertRank,
  assertQueueable,
  assertSystemScope,
  assertTenantScope,
  type ClaimedAlert,
  type Clock,
  cursorCodec,
  type DurableReceipt,
  MAX_HOLD_MS,
  OUTBOX_SPEC,
  type Outbox,
  type OutboxWrite,
  pageLimit,
  type QueuedAlert,
  type Settlement,
  StoreUnavailableError,
  type TenantId,
} from '@localert/core';
import type { ClaimedRow } from './alert-claims.ts';
import type { EndWork } from './alert-ends.ts';
import type { AlertRow } from './alert-insert.ts';
import { deadKeyOf, listDead, nextDueTime, readDepth, readStatus, statusOf } from './alert-reads.ts';
import { auditRows } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import type { OutboxDesk } from './outbox-desk.ts';
import { pageOf } from './page.ts';
import { toJson } from './rows.ts';
import { turn } from './turn.ts';
import { wipeLog } from './wipe.ts';

/** Alerts removed in one transaction: others wait no longer than for these. */
const PRUNE_BATCH = 500;

const cursors = cursorCodec('dead', ['number', 'number']);

/** A text may hold what a column does not keep apart (half a character): as JSON it is escaped. */
const asText = (text: string): string => JSON.stringify(text) ?? '';

/** @throws LOCALERT_INVALID_INPUT */
export function alertRow(tenant: TenantId, alert: QueuedAlert, write?: OutboxWrite): AlertRow {
  assertQueueable(alert);
  const { id, group, priority, createdAt, notBefore, dedupe } = alert;
  return {
    ...{ tenant, id, group: asText(group), rank: alertRank(alert), priority, created: createdAt, notBefore },
    dedupe: dedupe && { key: asText(dedupe.key), windowMs: dedupe.windowMs },
    body: toJson(alert, 'alert'),
    audit: auditRows(tenant, write?.audit),
  };
}

function endingOf(settlement: Settlement): object {
  if (settlement.kind === 'release') return {};
  if (settlement.kind !== 'delivered') return { code: settlement.code };
  const { ref, degraded } = settlement;
  return { ...(ref && { ref }), ...(degraded && { degraded }) };
}

function endWork({ tenant, alert, lease }: ClaimedAlert, settlement: Settlement, now: number): EndWork {
  const { kind, at, holdUntil } = settlement;
  const inDoubt = 'inDoubt' in settlement && settlement.inDoubt === true;
  const ending = toJson(endingOf(settlement), 'settlement');
  return { tenant, id: alert.id, lease, kind, at, holdUntil, inDoubt, ending, now };
}

// Written by this store from a `QueuedAlert`, and found to be a document when it was claimed.
const claimOf = ({ tenant, body, attempt, lease, inDoubt }: ClaimedRow): ClaimedAlert => ({
  tenant,
  alert: JSON.parse(body) as QueuedAlert,
  attempt,
  lease,
  ...(inDoubt && { inDoubt }),
});

/** The queue kept in the same file: it is read here, and changed at the desk. */
export function sqliteOutbox(database: Database, desk: OutboxDesk, clock: Clock): Outbox {
  let open = true;

  function use<Result>(operation: string, work: (main: Connection) => Result): Result {
    if (!open) throw new StoreUnavailableError({ operation });
    return database.use(operation, work);
  }

  return {
    spec: OUTBOX_SPEC,
    durable: database.file !== undefined,
    takesAudit: true,

    enqueue(scope, alert, write) {
      assertTenantScope(scope);
      const durable = new Promise<DurableReceipt>((resolve) =>
        resolve(desk.hand({ kind: 'enqueue', row: alertRow(scope.tenant, alert, write) })),
      );
      // Who waits for it still gets the rejection; who does not must not lose the process over it.
      durable.catch(() => undefined);
      return { id: alert.id, durable };
    },

    async claim(scope, request) {
      assertSystemScope(scope);
      const holdsUntil = request.now + MAX_HOLD_MS;
      return (await desk.hand({ kind: 'claim', request: { ...request, holdsUntil } })).map(claimOf);
    },

    async settle(scope, claim, settlement) {
      assertSystemScope(scope);
      return desk.hand({ kind: 'settle', end: endWork(claim, settlement, clock.now()) });
    },

    async status(scope, id) {
      assertTenantScope(scope);
      return use('outbox.status', (main) => readStatus(main, scope.tenant, id));
    },

    async dead(scope, page = {}) {
      assertTenantScope(scope);
      const after = cursors.read(page.cursor);
      const limit = pageLimit(page.limit);
      return use('outbox.dead', (main) => {
        const { items, ...rest } = pageOf(listDead(main, scope.tenant, after, limit), limit, (row) =>
          cursors.write(deadKeyOf(row)),
        );
        return { items: items.map(statusOf), ...rest };
      });
    },

    async redrive(scope, id, now, write) {
      assertTenantScope(scope);
      const { tenant } = scope;
      return desk.hand({ kind: 'redrive', tenant, id, now, audit: auditRows(tenant, write?.audit) });
    },

    async nextDue(scope) {
      assertSystemScope(scope);
      return use('outbox.nextDue', nextDueTime);
    },

    async depth(scope, now) {
      assertSystemScope(scope);
      return use('outbox.depth', (main) => readDepth(main, now));
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      let removed = 0;
      for (;;) {
        const batch = await desk.hand({ kind: 'prune', tenant, before, limit: PRUNE_BATCH });
        removed += batch;
        if (batch < PRUNE_BATCH) return removed;
        await turn();
      }
    },

    async purge(scope, tenant) {
      assertSystemScope(scope);
      const removed = await desk.hand({ kind: 'purge', tenant });
      use('outbox.purge', (main) => wipeLog(main, 'outbox.purge'));
      return removed;
    },

    async close() {
      if (!open) return;
      open = false;
      await desk.close();
    },
  };
}
