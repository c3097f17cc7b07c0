import { memoryStore } from '@localert/store-memory';
import { storeConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
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
