import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { attackConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { attackHouse } from '../test/attack-stack.ts';

attackConformance({ describe, it }, { name: 'memory', open: (setup) => attackHouse(memoryStore(), setup) });
attackConformance(
  { describe, it },
  { name: 'sqlite', open: (setup) => attackHouse(sqliteStore({ path: ':memory:' }), setup) },
);
