import { StoreUnavailableError } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { describe, expect, test } from 'vitest';
import { memoryRecords } from '../test/memory-log.ts';
import { act, setup } from '../test/setup.ts';
import { createAudit } from './audit.ts';
import { localTenantKeys } from './local-tenant-keys.ts';

const bytes = (key: Uint8Array): string => Buffer.from(key).toString('hex');

describe('local tenant keys', () => {
  test('are 32 random bytes, the same at every call, in every process, and others for other tenants and names', async () => {
    const records = memoryRecords();
    const keys = localTenantKeys({ records });
    const key = await keys.key('acme', 'audit');
    expect(key).toHaveLength(32);
    expect(keys.key('acme', 'audit')).toBe(key);
    const elsewhere = localTenantKeys({ records });
    expect(bytes(await elsewhere.key('acme', 'audit'))).toBe(bytes(key));
    const others = await Promise.all([
      keys.key('acme', 'other'),
      keys.key('beta', 'audit'),
      keys.key('acme-', 'audit'),
    ]);
    expect(new Set([key, ...others].map(bytes)).size).toBe(4);
  });

  test('made by two processes at once are one', async () => {
    const records = memoryRecords();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => localTenantKeys({ records }).key('acme', 'audit')),
    );
    expect(new Set(made.map(bytes)).size).toBe(1);
    expect(records.rows.size).toBe(1);
  });

  test('are loaded once for all who wait, and read anew after a while', async () => {
    const records = memoryRecords();
    let reads = 0;
    const { get } = records;
    records.get = async (...args) => {
      reads += 1;
      return get(...args);
    };
    const clock = manualClock();
    const keys = localTenantKeys({ records, clock, ttlMs: 1000 });
    await Promise.all([keys.key('acme', 'audit'), keys.key('acme', 'audit')]);
    expect(reads).toBe(1);
    clock.advance(999);
    expect(keys.key('acme', 'audit')).toBeInstanceOf(Uint8Array);
    clock.advance(1);
    expect(keys.key('acme', 'audit')).toBeInstanceOf(Promise);
  });

  test('that could not be read are asked for again', async () => {
    const records = memoryRecords();
    const { get } = records;
    records.get = async () => {
      throw new StoreUnavailableError({ operation: 'records.get' });
    };
    const keys = localTenantKeys({ records });
    await expect(keys.key('acme', 'audit')).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    records.get = get;
    expect(await keys.key('acme', 'audit')).toHaveLength(32);
  });

  test('that are damaged are refused', async () => {
    const records = memoryRecords();
    const record = { kind: 'tenant-key', id: 'audit', version: 1, body: 'c2hvcnQ' } as const;
    await records.put({ kind: 'system', purpose: 'x' }, 'acme', record);
    await expect(localTenantKeys({ records }).key('acme', 'audit')).rejects.toMatchObject({
      code: 'LOCALERT_STORE_CORRUPT',
      details: { what: 'a tenant key is not 32 bytes' },
    });
  });

  test('are gone once shredded, over pages of records, also one that is being read just then', async () => {
    const records = memoryRecords();
    const keys = localTenantKeys({ records });
    const before = await keys.key('acme', 'audit');
    await keys.key('beta', 'audit');
    for (let n = 0; n < 1500; n += 1) await keys.key('acme', `n${n}`);
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    const { get } = records;
    records.get = async (...args) => {
      const found = await get(...args);
      await held;
      return found;
    };
    const reading = localTenantKeys({ records });
    const late = reading.key('acme', 'audit');
    await reading.shred('acme');
    expect([...records.rows.keys()].filter((key) => !key.includes('beta'))).toEqual([]);
    release();
    expect(bytes(await late)).toBe(bytes(before));
    expect(reading.key('acme', 'audit')).toBeInstanceOf(Promise);
    expect(bytes(await reading.key('acme', 'audit'))).not.toBe(bytes(before));
    expect([...records.rows.keys()].filter((key) => key.includes('beta'))).toHaveLength(1);
  });

  test('are remembered up to a number', async () => {
    const records = memoryRecords();
    const keys = localTenantKeys({ records });
    for (let n = 0; n <= 10_000; n += 1) await keys.key('acme', `n${n}`);
    expect(keys.key('acme', 'n10000')).toBeInstanceOf(Uint8Array);
    expect(keys.key('acme', 'n0')).toBeInstanceOf(Promise);
  });
});

describe('forget', () => {
  test('leaves a trail that verifies, names nobody any more, and says so', async () => {
    const { audit, filled, chain } = setup();
    await filled(5);
    const before = await audit.pseudonym('acme', 'user:1');
    await audit.forget('acme');
    await audit.sealNow('acme');
    expect(await audit.pseudonym('acme', 'user:1')).not.toBe(before);
    expect((await audit.verify('acme')).ok).toBe(true);
    expect(chain('acme').entries.at(-1)).toMatchObject({
      action: 'audit:forgotten',
      actor: 'system:audit',
      resource: { kind: 'audit' },
      outcome: 'success',
      frameworks: [],
    });
    expect((await audit.record(act(1))).actor).not.toBe(before);
  });
});

describe('erasing one person', () => {
  const erasable = true;

  test('makes that person unrecognisable, and nobody else', async () => {
    const { audit, filled, chain, records } = setup({ erasable });
    await filled(6);
    const [one, two] = [await audit.pseudonym('acme', 'user:1'), await audit.pseudonym('acme', 'user:2')];
    expect(chain('acme').entries.map(({ actor }) => actor)).toContain(one);
    expect(await audit.findPseudonym('acme', 'user:1')).toBe(one);
    expect(await audit.eraseSubject('acme', 'user:1')).toBe(true);
    expect(await audit.eraseSubject('acme', 'user:1')).toBe(false);
    expect(await audit.findPseudonym('acme', 'user:1')).toBeUndefined();
    expect(await audit.findPseudonym('acme', 'user:2')).toBe(two);
    await filled(2);
    expect(await audit.pseudonym('acme', 'user:1')).not.toBe(one);
    expect((await audit.verify('acme')).ok).toBe(true);
    expect(chain('acme').entries.find(({ action }) => action === 'audit:subject-erased')).toMatchObject({
      details: { subject: one },
    });
    expect([...records.rows.keys()].join()).not.toContain('user');
  });

  test('record is synchronous once the salt is at hand; forget takes the salts along', async () => {
    const { audit, records } = setup({ erasable });
    const { actor } = await audit.record(act(1));
    expect(audit.record(act(1))).toMatchObject({ actor });
    expect(records.rows.size).toBe(2);
    await audit.forget('acme');
    expect(records.rows.size).toBe(0);
    expect((await audit.record(act(1))).actor).not.toBe(actor);
  });

  test('forget leaves no salt in memory, whatever the keys do', async () => {
    const records = memoryRecords();
    const { shred, spec } = localTenantKeys({ records });
    const keys = { spec, shred, key: () => new Uint8Array(32) };
    const { audit } = setup({ erasable, records, keys });
    const { actor } = await audit.record(act(1));
    await audit.forget('acme');
    expect((await audit.record(act(1))).actor).not.toBe(actor);
  });

  test('two processes that see a person first at once agree', async () => {
    const { audit, log, records } = setup({ erasable });
    const other = createAudit({ log, records, erasable, seal: false });
    for (const one of [audit, other]) await one.record(act(3));
    const [left, right] = await Promise.all([audit.record(act(1)), other.record(act(1))]);
    expect(left.actor).toBe(right.actor);
  });

  test('a damaged salt is refused', async () => {
    const { audit, records } = setup({ erasable });
    await audit.record(act(1));
    for (const [key, row] of records.rows)
      if (key.includes('subject')) records.rows.set(key, { ...row, body: 'x' });
    await expect(audit.findPseudonym('acme', 'user:1')).rejects.toMatchObject({
      code: 'LOCALERT_STORE_CORRUPT',
      details: { what: 'a salt for pseudonyms is not 16 bytes' },
    });
  });

  test('is refused where persons have no salts', async () => {
    const { audit } = setup();
    await expect(audit.eraseSubject('acme', 'user:1')).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_INPUT',
      details: {
        what: 'audit option',
        issues: [{ path: 'erasable', message: 'true, so that persons have salts of their own' }],
      },
    });
  });
});
