import { AUDIT_SPEC, type AuditLog } from './audit.ts';
import { cursorCodec } from './cursor.ts';
import type { TenantDirectory } from './directory.ts';
import { StoreUnavailableError } from './errors.ts';
import type { TenantId } from './ids.ts';
import type { Outbox } from './outbox.ts';
import { pageLimit } from './page.ts';
import { RECORDS_SPEC, type Records } from './records.ts';
import { assertMayWriteTenant, assertSystemScope, mayReadTenant, type SystemScope } from './scope.ts';
import type { FixtureStore } from './store.ts';
import type { StorePool } from './store-pool.ts';
import { USAGE_SPEC, type UsageCounter } from './usage.ts';

/** A part of a tenant's store; the pool has seen to it that it is there. */
function part<Name extends 'audit' | 'records' | 'usage'>(
  store: FixtureStore,
  name: Name,
): NonNullable<FixtureStore[Name]> {
  const found = store[name];
  if (found === undefined) throw new StoreUnavailableError({ operation: name });
  return found;
}

/** Small records, each in its tenant's store. */
export function routedRecords(pool: StorePool): Records {
  return {
    spec: RECORDS_SPEC,
    async get(scope, tenant, kind, id) {
      // Another's store is not even opened.
      if (!mayReadTenant(scope, tenant)) return undefined;
      return pool.use(tenant, 'records.get', (store) => part(store, 'records').get(scope, tenant, kind, id));
    },
    async list(scope, tenant, kind, page) {
      const readable = mayReadTenant(scope, tenant);
      // What is wrong with the request shows alike, whoever's records are asked for.
      const asked = readable || scope.kind === 'system' ? tenant : scope.tenant;
      return pool.use(asked, 'records.list', (store) =>
        part(store, 'records').list(scope, tenant, kind, page),
      );
    },
    async put(scope, tenant, record) {
      assertMayWriteTenant(scope, tenant);
      return pool.use(tenant, 'records.put', (store) => part(store, 'records').put(scope, tenant, record));
    },
    async delete(scope, tenant, kind, id) {
      assertMayWriteTenant(scope, tenant);
      return pool.use(tenant, 'records.delete', (store) =>
        part(store, 'records').delete(scope, tenant, kind, id),
      );
    },
  } satisfies Records;
}

/** Counters, each in its tenant's store. */
export function routedUsage(pool: StorePool): UsageCounter {
  return {
    spec: USAGE_SPEC,
    async take(scope, tenant, key, want, limit) {
      assertMayWriteTenant(scope, tenant);
      return pool.use(tenant, 'usage.take', (store) =>
        part(store, 'usage').take(scope, tenant, key, want, limit),
      );
    },
    async giveBack(scope, tenant, key, count) {
      assertMayWriteTenant(scope, tenant);
      return pool.use(tenant, 'usage.giveBack', (store) =>
        part(store, 'usage').giveBack(scope, tenant, key, count),
      );
    },
    async read(scope, tenant, key) {
      const asked = mayReadTenant(scope, tenant) || scope.kind === 'system' ? tenant : scope.tenant;
      return pool.use(asked, 'usage.read', (store) => part(store, 'usage').read(scope, tenant, key));
    },
  } satisfies UsageCounter;
}

/** Closed stores that a look for waiting records opens: the others have their turn in the next ones. */
const LOOKS = 8;

const tenantCursors = cursorCodec('audit-tenants', ['text']);

/** A trail for each tenant, in its store. @param tenants - all of them, by name */
export function routedAudit(pool: StorePool, tenants: (scope: SystemScope) => Promise<TenantId[]>): AuditLog {
  let turn: TenantId[] = [];

  const first = (scope: SystemScope, tenant: TenantId) =>
    pool.use(
      tenant,
      'audit.unlinked',
      async (store) => (await part(store, 'audit').unlinked(scope, tenant, 1))[0],
    );

  const hasAny = (scope: SystemScope, tenant: TenantId) =>
    pool.use(tenant, 'audit.tenants', async (store) => {
      const log = part(store, 'audit');
      if ((await log.head(scope, tenant)) !== undefined) return true;
      return (await log.unlinked(scope, tenant, 1)).length > 0;
    });

  return {
    spec: AUDIT_SPEC,
    async append(scope, tenant, records) {
      assertMayWriteTenant(scope, tenant);
      return pool.use(tenant, 'audit.append', (store) => part(store, 'audit').append(scope, tenant, records));
    },
    async tenants(scope, page = {}) {
      assertSystemScope(scope);
      pool.enter('audit.tenants');
      const after = tenantCursors.read(page.cursor)?.[0];
      const limit = pageLimit(page.limit);
      const items: TenantId[] = [];
      for (const tenant of await tenants(scope)) {
        if (after !== undefined && tenant <= after) continue;
        // Whose store cannot be opened is not left out in silence: its trail may be there.
        const has = await hasAny(scope, tenant).catch(() => true);
        if (has) items.push(tenant);
        if (items.length > limit) break;
      }
      if (items.length <= limit) return { items };
      const shown = items.slice(0, limit);
      return { items: shown, cursor: tenantCursors.write([shown.at(-1) ?? '']) };
    },
    /** Looks into the open stores, and into a few closed ones in turn: over time into all. */
    async waiting(scope, limit) {
      assertSystemScope(scope);
      pool.enter('audit.waiting');
      const open = new Set(pool.open());
      if (turn.length === 0) turn = await tenants(scope);
      for (const tenant of turn.splice(0, LOOKS)) open.add(tenant);
      const found: { readonly tenant: TenantId; readonly at: number; readonly id: string }[] = [];
      for (const tenant of open) {
        try {
          const record = await first(scope, tenant);
          if (record !== undefined) found.push({ tenant, at: record.at, id: record.id });
        } catch {
          // The others are not kept waiting for one whose store cannot be opened; its turn comes again.
        }
      }
      found.sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
      return found.slice(0, Math.max(0, limit)).map(({ tenant }) => tenant);
    },
    async unlinked(scope, tenant, limit) {
      assertSystemScope(scope);
      return pool.use(tenant, 'audit.unlinked', (store) =>
        part(store, 'audit').unlinked(scope, tenant, limit),
      );
    },
    async link(scope, tenant, head, entries) {
      assertSystemScope(scope);
      return pool.use(tenant, 'audit.link', (store) =>
        part(store, 'audit').link(scope, tenant, head, entries),
      );
    },
    async head(scope, tenant) {
      if (!mayReadTenant(scope, tenant)) return undefined;
      return pool.use(tenant, 'audit.head', (store) => part(store, 'audit').head(scope, tenant));
    },
    async read(scope, tenant, range) {
      if (!mayReadTenant(scope, tenant)) return [];
      return pool.use(tenant, 'audit.read', (store) => part(store, 'audit').read(scope, tenant, range));
    },
    async drop(scope, tenant, upTo) {
      assertSystemScope(scope);
      return pool.use(tenant, 'audit.drop', (store) => part(store, 'audit').drop(scope, tenant, upTo));
    },
  } satisfies AuditLog;
}

/** The home's directory, which keeps no audit records with its changes: those lie with their tenants. */
export function homeDirectory(directory: TenantDirectory): TenantDirectory {
  return {
    spec: directory.spec,
    takesAudit: false,
    get: (scope, id) => directory.get(scope, id),
    list: (scope, page) => directory.list(scope, page),
    create: (scope, tenant) => directory.create(scope, tenant),
    replace: (scope, tenant) => directory.replace(scope, tenant),
    delete: (scope, id) => directory.delete(scope, id),
  } satisfies TenantDirectory;
}

/** The home's queue, likewise. */
export function homeOutbox(outbox: Outbox): Outbox {
  return {
    spec: outbox.spec,
    durable: outbox.durable,
    takesAudit: false,
    encryption: outbox.encryption,
    enqueue: (scope, alert) => outbox.enqueue(scope, alert),
    claim: (scope, request) => outbox.claim(scope, request),
    settle: (scope, claim, settlement) => outbox.settle(scope, claim, settlement),
    status: (scope, id) => outbox.status(scope, id),
    dead: (scope, page) => outbox.dead(scope, page),
    redrive: (scope, id, now) => outbox.redrive(scope, id, now),
    nextDue: (scope) => outbox.nextDue(scope),
    depth: (scope, now) => outbox.depth(scope, now),
    ...(outbox.subscribe && { subscribe: outbox.subscribe.bind(outbox) }),
    prune: (scope, tenant, before) => outbox.prune(scope, tenant, before),
    purge: (scope, tenant) => outbox.purge(scope, tenant),
    close: () => outbox.close(),
  } satisfies Outbox;
}
