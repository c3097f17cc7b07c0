import {
  assertSystemScope,
  assertTenantScope,
  type Clock,
  cursorCodec,
  OUTBOX_SPEC,
  type Outbox,
  pageLimit,
  StoreUnavailableError,
} from '@localert/core';
import { auditRows, keepAudit } from './audit-queries.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import {
  claimAlerts,
  deadKeyOf,
  listDead,
  nextDueTime,
  pruneDelivered,
  readDepth,
  readStatus,
  redriveAlert,
  settleAlert,
  statusOf,
} from './outbox-queries.ts';
import type { OutboxWriter } from './outbox-writer.ts';
import { pageOf } from './page.ts';
import type { Reserve } from './reserve.ts';
import { turn } from './turn.ts';

/** Alerts removed in one transaction: others wait no longer than for these. */
const PRUNE_BATCH = 500;

const cursors = cursorCodec('dead', ['number', 'number']);

/** The queue kept in the same file. */
export function sqliteOutbox(
  database: Database,
  writer: OutboxWriter,
  clock: Clock,
  reserve: Reserve,
): Outbox {
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
      return writer.add(scope.tenant, alert, write?.audit);
    },

    async claim(scope, request) {
      assertSystemScope(scope);
      return reserve.withRoom(() => use('outbox.claim', (main) => claimAlerts(main, request)));
    },

    async settle(scope, claim, settlement) {
      assertSystemScope(scope);
      return reserve.withRoom(() =>
        use('outbox.settle', (main) => settleAlert(main, claim, settlement, clock.now())),
      );
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
      const audit = auditRows(tenant, write?.audit);
      return use('outbox.redrive', (main) =>
        main.transaction(() => {
          const found = redriveAlert(main, tenant, id, now);
          if (found) keepAudit(main, tenant, audit);
          return found;
        }),
      );
    },

    async nextDue(scope) {
      assertSystemScope(scope);
      return use('outbox.nextDue', nextDueTime);
    },

    async depth(scope) {
      assertSystemScope(scope);
      return use('outbox.depth', readDepth);
    },

    async prune(scope, tenant, before) {
      assertSystemScope(scope);
      let removed = 0;
      for (;;) {
        const batch = use('outbox.prune', (main) => pruneDelivered(main, tenant, before, PRUNE_BATCH));
        removed += batch;
        if (batch < PRUNE_BATCH) return removed;
        await turn();
      }
    },

    async close() {
      if (!open) return;
      open = false;
      writer.close();
    },
  };
}
