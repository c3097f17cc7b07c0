import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureStore, tenantStores } from '@localert/core';
import { storeConformance } from '@localert/testkit';
import { afterAll, describe, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(join(tmpdir(), 'localert-tenant-files-'));
let folders = 0;
const paths = new WeakMap<FixtureStore, string>();

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The suite's tenants have names that no folder could bear. */
const fileOf = (tenant: string) => `t-${Buffer.from(tenant).toString('hex')}.db`;

function openAt(folder: string, maxOpen: number): FixtureStore {
  const store = tenantStores({
    home: sqliteStore({ path: join(folder, 'home.db') }),
    storeFor: (tenant) => sqliteStore({ path: join(folder, fileOf(tenant)) }),
    tenants: () =>
      readdirSync(folder)
        .flatMap((name) => /^t-([0-9a-f]+)\.db$/.exec(name)?.[1] ?? [])
        .map((hex) => Buffer.from(hex, 'hex').toString()),
    maxOpen,
  });
  paths.set(store, folder);
  return store;
}

function newFolder(): string {
  const folder = join(root, `${++folders}`);
  mkdirSync(folder);
  return folder;
}

/** What a file lacks, all of them lack. */
const file = sqliteStore({ path: ':memory:' });
const lacking = (['compact', 'subscribe'] as const).filter((name) => !(name in file));

// With one store open at a time, every change of tenant closes and opens.
for (const maxOpen of [1, 100]) {
  storeConformance(
    { describe, it },
    {
      name: `a sqlite file a tenant, ${maxOpen} open`,
      create: () => openAt(newFolder(), maxOpen),
      reopen: (store) => openAt(paths.get(store) as string, maxOpen),
      auditApart: true,
      hears: 'read',
      lacks: ['takesAlerts', 'changes', 'backup', ...lacking],
    },
  );
}
