import type { Guard } from './guard.ts';

const ISOLATION = 'packages/manager/src/isolation-property.test.ts';

/** Where tenants are told apart: random acts of many must show when one of these goes. */
export const isolationGuards: readonly Guard[] = [
  {
    attack: 23,
    guard: 'a map of its own for each tenant, in any order of acts',
    file: 'packages/cache/src/cache.ts',
    remove: 'const shard = shardOf(scope.tenant);',
    leave: 'const shard = shardOf(scope.tenant.slice(0, 1));',
    also: [
      {
        file: 'packages/manager/src/fixture-entry.ts',
        remove: '({ createdAt }: TenantContext',
        leave: '({ environment: createdAt }: TenantContext',
      },
    ],
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'alerts of a tenant (memory)',
    file: 'packages/store-memory/src/memory-outbox.ts',
    remove: 'const entriesOf = (tenant: TenantId) => tenants.get(tenant) ??',
    leave: 'const entriesOf = (_: TenantId) => tenants.values().next().value ??',
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'dedupe keys of a tenant (SQLite)',
    file: 'packages/store-sqlite/src/alert-insert.ts',
    remove: 'WHERE tenant = ? AND dedupe = ?',
    leave: 'WHERE ? IS NOT NULL AND dedupe = ?',
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'dead letters of a tenant (SQLite)',
    file: 'packages/store-sqlite/src/alert-reads.ts',
    remove: "FROM alert WHERE tenant = ? AND state = 'dead'",
    leave: "FROM alert WHERE ? IS NOT NULL AND state = 'dead'",
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'counters of a tenant (memory)',
    file: 'packages/store-memory/src/memory-usage.ts',
    remove: 'tenants.get(tenant)?.get(quota)?.get(window);',
    leave: "tenants.get('all')?.get(quota)?.get(window);",
    also: [
      {
        file: 'packages/store-memory/src/memory-usage.ts',
        remove: 'const own: Counters = tenants.get(tenant) ?? new Map();',
        leave: "const own: Counters = tenants.get('all') ?? new Map();",
      },
      {
        file: 'packages/store-memory/src/memory-usage.ts',
        remove: 'tenants.set(tenant, own.set(key.quota',
        leave: "tenants.set('all', own.set(key.quota",
      },
    ],
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'counters of a tenant (SQLite)',
    file: 'packages/store-sqlite/src/usage.ts',
    remove: "const READ = 'SELECT used FROM usage WHERE tenant = ? AND",
    leave: "const READ = 'SELECT used FROM usage WHERE ? IS NOT NULL AND",
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'leases of a tenant',
    file: 'packages/manager/src/allotments.ts',
    remove: 'let leases = tenants.get(tenant);',
    leave: 'let leases = tenants.get(tenant.slice(0, 1));',
    also: [
      {
        file: 'packages/manager/src/allotments.ts',
        remove: '      tenants.set(tenant, leases);',
        leave: '      tenants.set(tenant.slice(0, 1), leases);',
      },
    ],
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'fixtures counted are the tenant’s (memory)',
    file: 'packages/store-memory/src/memory-store.ts',
    remove: 'applyCommit(before?.row, commit, own.size)',
    leave:
      'applyCommit(before?.row, commit, [...fixtures.values()].reduce((sum, { size }) => sum + size, 0))',
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'fixtures counted are the tenant’s (SQLite)',
    file: 'packages/store-sqlite/src/fixture-queries.ts',
    remove: "'SELECT 1 FROM fixture WHERE tenant = ? LIMIT 1 OFFSET ?'",
    leave: "'SELECT 1 FROM fixture WHERE ? IS NOT NULL LIMIT 1 OFFSET ?'",
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'the bytes of a tenant',
    file: 'packages/store-memory/src/memory-store.ts',
    remove: 'return stored.get(scope.tenant) ?? 0;',
    leave: 'return [...stored.values()].reduce((sum, bytes) => sum + bytes, 0);',
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'the trail of a tenant (memory)',
    file: 'packages/store-memory/src/memory-audit.ts',
    remove: '    let trail = trails.get(tenant);',
    leave: '    let trail = [...trails].reverse().find(([id]) => id.startsWith(tenant))?.[1];',
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'the trail of a tenant (SQLite)',
    file: 'packages/store-sqlite/src/audit-queries.ts',
    remove: "WHERE tenant = ? AND sequence > ? ORDER BY sequence LIMIT ?'",
    leave: "WHERE tenant >= ? AND sequence > ? ORDER BY sequence LIMIT ?'",
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'API keys of a tenant (memory)',
    file: 'packages/store-memory/src/memory-records.ts',
    remove: 'tenants.get(tenant)?.get(kind) ?? new Map();',
    leave:
      "(kind === 'api-key' ? [...tenants.values()].find((own) => own.has(kind)) : tenants.get(tenant))?.get(kind) ??\n    new Map();",
    test: ISOLATION,
  },
  {
    attack: 23,
    guard: 'API keys of a tenant (SQLite)',
    file: 'packages/store-sqlite/src/records.ts',
    remove: 'FROM record WHERE tenant = ? AND kind = ? AND id > ?',
    leave: 'FROM record WHERE tenant >= ? AND kind = ? AND id > ?',
    test: ISOLATION,
  },
];
