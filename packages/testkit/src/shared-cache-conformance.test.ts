import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { type LevelFault, sharedLevel } from '../test/shared-level.ts';
import { sharedCacheConformance } from './shared-cache-conformance.ts';
import type { SharedCacheConformanceOptions } from './shared-cache-harness.ts';

sharedCacheConformance(
  { describe, it },
  { name: 'in memory', open: () => sharedLevel(), store: memoryStore },
);

const report = (options: Partial<SharedCacheConformanceOptions>) =>
  reportOf((test) =>
    sharedCacheConformance(test, {
      ...{ name: 'x', open: () => sharedLevel(), store: memoryStore, patienceMs: 300 },
      ...options,
    }),
  );

/** What a level leaves out, and a test that has to notice. */
const FAULTS: readonly (readonly [LevelFault, string])[] = [
  ['shares', 'serves a second process'],
  ['seals', 'nothing lies there in the clear'],
  ['binds the place', 'a value of another place'],
  ['keeps the time inside', 'an earlier value that is brought back'],
  ['knows the least revision', 'an earlier value that is brought back'],
  ['leases', 'keeps no row that was read before a write'],
  ['invalidates', 'serves every process the new row'],
  ['turns generations', 'purges one tenant'],
  ['keeps absences', 'knows what is absent'],
  ['hashes names', 'keeps tenants apart that look alike'],
  ['ends', 'forgets after its time'],
  ['fails silently', 'reads and writes without the level'],
  ['catches up', 'written over while the level was away'],
  ['tells', 'tells every process what changed'],
  ['hides tenants', 'serves settings of tenants'],
];

describe('sharedCacheConformance', () => {
  it.each(FAULTS)('notices a level that never %s', { timeout: 60_000 }, async (fault, test) => {
    const { failed } = await report({ open: () => sharedLevel(fault) });
    expect([...failed.keys()].join('\n')).toContain(test);
  });

  it('skips by name what a level lacks', async () => {
    const { failed, skipped } = await report({ lacks: ['hints', 'directory', 'outage'] });
    expect([...failed]).toEqual([]);
    expect(skipped).toHaveLength(4);
    expect(skipped.join('\n')).toContain('(skipped: the level has no outage)');
  });
});
