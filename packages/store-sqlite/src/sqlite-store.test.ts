import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixtureStore } from '@localert/core';
import { storeConformance } from '@localert/testkit';
import { afterAll, describe, it } from 'vitest';
import { sqliteStore } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-sqlite-'));
let files = 0;
const newPath = () => join(folder, `store-${++files}.db`);
const paths = new WeakMap<FixtureStore, string>();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openAt(path: string): FixtureStore {
  const store = sqliteStore({ path });
  paths.set(store, path);
  return store;
}

storeConformance(
  { describe, it },
  {
    name: 'sqlite',
    create: () => openAt(newPath()),
    reopen: (store) => openAt(paths.get(store)!),
    backups: { path: newPath, open: openAt },
  },
);

storeConformance(
  { describe, it },
  {
    name: 'sqlite in memory',
    create: () => sqliteStore({ path: ':memory:' }),
    backups: { path: newPath, open: openAt },
  },
);
