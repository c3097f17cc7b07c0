import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openConnection } from './connection.ts';

const { newPath, open, tamper } = scratch();

const second = (index: number) => ({
  quota: 'sendsPerSecond',
  window: index * 1_000,
  until: (index + 1) * 1_000,
});

const day = (index: number) => ({
  quota: 'sendsPerDay',
  window: index * 86_400_000,
  until: (index + 1) * 86_400_000,
});

describe('counters', () => {
  it('forget windows that ended long before the one that begins', async () => {
    const path = newPath();
    const { usage } = open({ path });
    const windows = () =>
      tamper(path, (database) =>
        database.prepare('SELECT count(*) AS n FROM usage WHERE quota = ?').get('sendsPerSecond'),
      )?.['n'];
    for (let index = 0; index < 300; index++) await usage.take(acme, 'acme', second(index), 1, 5);
    // A minute of seconds, and the one that counts.
    expect(windows()).toBe(61);
    expect(await usage.read(acme, 'acme', second(0))).toBe(0);
    expect(await usage.read(acme, 'acme', second(250))).toBe(1);
    await usage.take(system, 'acme2', second(0), 1, 5);
    await usage.take(acme, 'acme', second(1_000), 1, 5);
    expect(windows()).toBe(2);
    expect(await usage.read(system, 'acme2', second(0))).toBe(1);
  });

  it('keep a day for two days after it, and nothing of another quota', async () => {
    const { usage } = open();
    for (let index = 0; index < 5; index++) await usage.take(acme, 'acme', day(index), 3, 5);
    await usage.take(acme, 'acme', second(10_000_000), 3, 5);
    const used: number[] = [];
    for (let index = 0; index < 5; index++) used.push(await usage.read(acme, 'acme', day(index)));
    expect(used).toEqual([0, 0, 3, 3, 3]);
  });

  it('answer who finds nothing left without waiting for a writer', async () => {
    const path = newPath();
    const { usage } = open({ path, busyTimeoutMs: 0 });
    await usage.take(acme, 'acme', day(0), 5, 5);
    const writer = openConnection({ path, busyTimeoutMs: 0 });
    writer.exec('BEGIN IMMEDIATE');
    expect(await usage.take(acme, 'acme', day(0), 5, 5)).toEqual({ granted: 0, used: 5 });
    await expect(usage.take(acme, 'acme', day(0), 5, 6)).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    writer.exec('ROLLBACK');
    writer.close();
    expect(await usage.take(acme, 'acme', day(0), 5, 6)).toEqual({ granted: 1, used: 6 });
  });
});
