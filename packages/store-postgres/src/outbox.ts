import {
  assertSystemScope,
  assertTenantScope,
  type Clock,
  cursorCodec,
  isStorable,
  OUTBOX_SPEC,
  type Outbox,
  type OutboxDepth,
  pageLimit,
  StoreUnavailableError,
} from '@localert/core';
import { auditRows, keepAudit } from './audit-rows.ts';
import { createClaims, settleAlert } from './claims.ts';
import type { Database } from './database.ts';
import { tellStep } from './enqueue.ts';
import {
  ALERT_STATUS,
  DEAD_ALERTS,
  NEXT_DUE,
  OUTBOX_DEPTH,
  PRUNE_ALERTS,
  REDRIVE_ALERT,
} from './outbox-queries.ts';
import { type StatusRow, statusOf } from './outbox-rows.ts';
import type { OutboxWriter } from './outbox-writer.ts';
import { pageOf } from './page.ts';
import { purgeAlerts } from './purge.ts';
import type { Step } from './transaction.ts';

/** Alerts removed in one transaction: others wait no longer than for these. */
const PRUNE_BATCH = 500;

/** Before every dead letter there can be. */
const FIRST_DEAD = [Number.POSITIVE_INFINITY, 0] as const;

interface DepthRow {
  readonly state: keyof OutboxDepth;
  readonly alerts: number;
}

const cursors = cursorCodec('dead', ['number', 'number']);

const deadKeyOf = ({ settled, seq }: StatusRow) => [settled ?? 0, seq] as const;

/** What the queue works with. */
export interface OutboxTools {
  readonly writer: OutboxWriter;
  /** Tells that alerts came in; answers how to end it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stamps what is retried. */
  readonly clock: Clock;
}

/** The queue kept in the same database. */
export function postgresOutbox(database: Database, { writer, subscribe, clock }: OutboxTools): Outbox {
  const claim = createClaims(database);
  const ends = new Set<() => void>();
  let open = true;

  function assertOpen(operation: string): void {
    if (!open) throw new StoreUnavailableError({ operation });
  }

  return {
    spec: OUTBOX_SPEC,
    durable: true,
    takesAudit: true,

    enqueue(scope, alert, write) {
      assertTenantScope(scope);
      return writer.add(scope.tenant, alert, write?.audit);
    },

    async claim(scope, request) {
      assertSystemScope(scope);
      assertOpen('outbox.claim');
      if (!(request.limit >= 1)) return [];
      return claim(request);
    },

    async settle(scope, claimed, settlement) {
      assertSystemScope(scope);
      assertOpen('outbox.settle');
      return settleAlert(database, claimed, settlement, clock.now());
    },

    async status(scope, id) {
      assertTenantScope(scope);
      assertOpen('outbox.status');
      const { tenant } = scope;
      if (!isStorable(id)) return undefined;
      const [row] = await database.readTenant<StatusRow>('outbox.status', tenant, ALERT_STATUS, [tenant, id]);
      return row && statusOf(row);
    },

    async dead(scope, page = {}) {
      assertTenantScope(scope);
      assertOpen('outbox.dead');
      const { tenant } = scope;
      const [settled, seq] = cursors.read(page.cursor) ?? FIRST_DEAD;
      const limit = pageLimit(page.limit);
      const values = [tenant, settled, Math.trunc(seq), limit + 1];
      const rows = await database.readTenant<StatusRow>('outbox.dead', tenant, DEAD_ALERTS, values);
      const { items, ...rest } = pageOf(rows, limit, (row) => cursors.write(deadKeyOf(row)));
      return { items: items.map(statusOf), ...rest };
    },

    async redrive(scope, id, now, write) {
      assertTenantScope(scope);
      assertOpen('outbox.redrive');
      const { tenant } = scope;
      const audit = keepAudit(auditRows(tenant, write?.audit));
      if (!isStorable(id)) return false;
      const goingAlong: readonly Step[] = [tellStep(database.schema), ...audit];
      return database.asTenant('outbox.redrive', tenant, async (query) => {
        const found = (await query(REDRIVE_ALERT, [tenant, id, now])).length > 0;
        if (found) await Promise.all(goingAlong.map((step) => query(...step)));
        return found;
      });
    },

    async nextDue(scope) {
      assertSystemScope(scope);
      assertOpen('outbox.nextDue');
      const [row] = await database.readSystem<{ due: number | null }>('outbox.nextDue', NEXT_DUE, []);
      return row?.due ?? undefined;
    },

    subscribe(scope, listener) {
      assertSystemScope(scope);
      assertOpen('outbox.subscribe');
      const end = subscribe(listener);
      ends.add(end);
      return () => {
        ends.delete(end);
        end();
      };
    },

    async depth(scope, now = Number.NEGATIVE_INFINITY) {
      assertSystemScope(scope);
      assertOpen('outbox.depth');
      const rows = await database.readSystem<DepthRow>('outbox.depth', OUTBOX_DEPTH, [now]);
      const depth = { queued: 0, sending: 0, dead: 0 };
      for (const { state, alerts } of rows) depth[state] = alerts;
      return depth;
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      assertOpen('outbox.prune');
      let removed = 0;
      for (;;) {
        const step = [PRUNE_ALERTS, [tenant, before, PRUNE_BATCH]] as const;
        const [gone] = await database.systemSteps('outbox.prune', [step]);
        const count = gone?.length ?? 0;
        removed += count;
        if (count < PRUNE_BATCH) return removed;
      }
    },

    async purge(scope, tenant) {
      assertSystemScope(scope);
      assertOpen('outbox.purge');
      await writer.flush();
      return purgeAlerts(database, tenant);
    },

    async close() {
      open = false;
      for (const end of ends) end();
      ends.clear();
      await writer.close();
    },
  };
}
