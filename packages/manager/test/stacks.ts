import type { FixtureStore } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';

/** Every stack of store and decorators that a tenant must be safe on. */
export const stacks: Readonly<Record<string, () => FixtureStore | Promise<FixtureStore>>> = {
  memory: () => memoryStore(),
  sqlite: () => sqliteStore({ path: ':memory:' }),
};
