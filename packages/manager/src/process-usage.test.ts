import { systemScope } from '@localert/core';
import { usageConformance } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { processUsage } from './process-usage.ts';

usageConformance({ describe, it }, { name: 'process', create: async () => processUsage() });

const system = systemScope('test');
const day = (n: number) => ({ quota: 'sendsPerDay', window: n * 86_400_000, until: (n + 1) * 86_400_000 });

describe('processUsage', () => {
  it('forgets a tenant that is gone, and no other', async () => {
    const usage = processUsage();
    for (const tenant of ['a', 'b']) await usage.take(system, tenant, day(1), 3, 10);
    usage.forget('a');
    expect(await usage.read(system, 'a', day(1))).toBe(0);
    expect(await usage.read(system, 'b', day(1))).toBe(3);
  });

  it('forgets windows of the same quota that are long past, and no others', async () => {
    const usage = processUsage();
    const other = { ...day(1), quota: 'aiTokensPerDay' };
    await usage.take(system, 'a', day(1), 1, 10);
    await usage.take(system, 'a', other, 1, 10);
    await usage.take(system, 'a', day(3), 1, 10);
    expect(await usage.read(system, 'a', day(1))).toBe(1);
    await usage.take(system, 'a', day(4), 1, 10);
    expect(await usage.read(system, 'a', day(1))).toBe(0);
    expect(await usage.read(system, 'a', other)).toBe(1);
    expect(await usage.read(system, 'a', day(3))).toBe(1);
  });
});
