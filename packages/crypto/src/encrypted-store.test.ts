import type { FixtureStore, Records } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { storeConformance } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testKek } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { createKeyring } from './keyring.ts';

storeConformance(
  { describe, it },
  {
    name: 'encrypted memory',
    create: () => {
      const inner = memoryStore();
      const keys = createKeyring({ kek: testKek().kek, records: inner.records });
      return encrypted(inner, { keys, policy: () => 'all' });
    },
    lacks: ['reseal', 'rebuild', 'backup'],
    seals: true,
  },
);

it('shows the shared cache of the store inside', () => {
  const sharedCache = { name: 'redis', health: async () => ({ ok: true }) };
  const over = (inner: FixtureStore & { readonly records: Records }) =>
    encrypted(inner, { keys: createKeyring({ kek: testKek().kek, records: inner.records }) });
  expect(over({ ...memoryStore(), sharedCache }).sharedCache).toBe(sharedCache);
  expect(over(memoryStore()).sharedCache).toBeUndefined();
});
