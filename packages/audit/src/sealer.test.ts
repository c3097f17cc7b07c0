import { type AuditLog, type AuditRecord, tenantScope } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { describe, expect, test, vi } from 'vitest';
import { type FaultMoment, faulty } from '../test/faulty.ts';
import { memoryLog, memoryRecords } from '../test/memory-log.ts';
import { act, setup } from '../test/setup.ts';
import { createAudit } from './audit.ts';
import { localTenantKeys } from './local-tenant-keys.ts';
import { createSealer } from './sealer.ts';

/** Everything that was appended stands in the chain once, and the chain is whole. */
async function expectAll(log: AuditLog, tenant: string, ids: readonly string[]): Promise<void> {
  const audit = createAudit({ log, records: memoryRecords(), seal: false });
  const { items } = await audit.entries(tenantScope({ tenant, actor: 'test' }), { limit: 1000 });
  expect(items.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(await audit.verify(tenant)).toMatchObject({ ok: true, entries: ids.length });
}

describe('sealing', () => {
  test('links in the order of arrival, in batches, each tenant by itself', async () => {
    const { audit, add, chain } = setup({ seal: false });
    const acme = await add(5);
    const beta = await add(3, { tenant: 'beta' });
    await audit.sealNow();
    expect(chain('acme').entries.map(({ id }) => id)).toEqual(acme.map(({ id }) => id));
    expect(chain('beta').entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(chain('beta').entries.map(({ id }) => id)).toEqual(beta.map(({ id }) => id));
  });

  test('links what was appended before the call, also while another seal is under way', async () => {
    const { log, chain, add } = setup();
    const sealer = createSealer(log, 2);
    const records = await add(3);
    const first = sealer.seal('acme');
    await log.append({ kind: 'system', purpose: 'x' }, 'acme', [{ ...records[0]!, id: 'late' }]);
    const [one, two, three] = await Promise.all([first, sealer.seal('acme'), sealer.seal('acme')]);
    expect(chain('acme').entries).toHaveLength(4);
    expect([one, two, three].some((head) => head?.sequence === 4)).toBe(true);
    expect(await sealer.seal('acme')).toBeUndefined();
  });

  test('links what was appended after the seal under way had looked', async () => {
    const { log, chain, audit } = setup();
    const { unlinked } = log;
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    log.unlinked = async (...args) => {
      const found = await unlinked(...args);
      await held;
      return found;
    };
    const sealer = createSealer(log, 10);
    const first = sealer.seal('acme');
    await new Promise((done) => setTimeout(done, 5));
    await audit.append('acme', [await audit.record(act(1))]);
    const second = sealer.seal('acme');
    release();
    expect(await first).toBeUndefined();
    expect(await second).toMatchObject({ sequence: 1 });
    expect(chain('acme').entries).toHaveLength(1);
  });

  test('by two sealers over one log neither loses nor doubles', async () => {
    const { log, chain, audit } = setup();
    const sealers = [createSealer(log, 3), createSealer(log, 5)];
    const ids: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const record = await audit.record(act(round));
      ids.push(record.id);
      await audit.append('acme', [record]);
      if (round % 3 === 0) await Promise.all(sealers.map((sealer) => sealer.seal('acme')));
      else for (const sealer of sealers) void sealer.seal('acme');
    }
    await Promise.all(sealers.map((sealer) => sealer.seal('acme')));
    expect(chain('acme').unlinked).toEqual([]);
    await expectAll(log, 'acme', ids);
  });

  test('lets the event loop turn between two batches, also where the log answers at once', async () => {
    const { log, chain, add } = setup();
    await add(10);
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await createSealer(log, 2).seal('acme');
    counting = false;
    expect(chain('acme').entries).toHaveLength(10);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  test('leaves what comes in while it links to the next seal: one by one it would never end', async () => {
    const { log, chain, audit, add } = setup();
    await add(3);
    const { link } = log;
    let links = 0;
    log.link = async (...given) => {
      links += 1;
      await audit.append('acme', [await audit.record(act(links))]);
      return link(...given);
    };
    const sealer = createSealer(log, 10);
    await sealer.seal('acme');
    expect([links, chain('acme').entries.length, chain('acme').unlinked.length]).toEqual([1, 3, 1]);
    await sealer.seal('acme');
    expect([links, chain('acme').entries.length, chain('acme').unlinked.length]).toEqual([2, 4, 1]);
  });

  test('gives up with a retryable error when the log refuses every head', async () => {
    const { log, add } = setup();
    await add(1);
    const stubborn = createSealer({ ...log, link: async () => false }, 10);
    await expect(stubborn.seal('acme')).rejects.toMatchObject({
      code: 'LOCALERT_AUDIT_CONTENDED',
      retryable: true,
      details: { tenant: 'acme', attempts: 100 },
    });
  });

  const STEPS = ['append', 'waiting', 'head', 'unlinked', 'link'].flatMap((method) =>
    (['before', 'after'] as const).map((moment) => [method, moment] as const),
  );

  test.each(STEPS)('survives a crash in %s, %s it did its work', async (method, moment: FaultMoment) => {
    const { log } = memoryLog();
    let armed = true;
    const broken = faulty(log, (called) => (armed && called === method ? moment : undefined));
    const failures: string[] = [];
    const open = (seal: false) =>
      createAudit({
        log: broken,
        records: memoryRecords(),
        seal,
        onFailure: ({ step }) => failures.push(step),
      });
    const first = open(false);
    const records = [await first.record(act(1)), await first.record(act(2))];
    await first.append('acme', records).catch(() => failures.push('append'));
    await first.sealNow();
    await first.sealNow('acme').catch(() => failures.push('sealNow'));
    expect(failures).not.toEqual([]);
    // The process is gone; another one takes over, and whoever was told of the failure appends again.
    armed = false;
    const second = open(false);
    await second.append('acme', records);
    await second.sealNow();
    await expectAll(
      log,
      'acme',
      records.map(({ id }) => id),
    );
  });

  test('one tenant that fails does not keep the others', async () => {
    const { log, chain, add } = setup();
    await add(1, { tenant: 'a1' });
    await add(1, { tenant: 'b2' });
    Object.assign(chain('a1').unlinked[0]!, { reason: '\ud800' });
    const failures: object[] = [];
    const audit = createAudit({
      log,
      records: memoryRecords(),
      seal: false,
      onFailure(failure) {
        failures.push(failure);
        throw new Error('an observer of its own making');
      },
    });
    await audit.sealNow();
    expect(failures).toEqual([{ step: 'seal', tenant: 'a1', code: 'LOCALERT_NOT_CANONICAL' }]);
    expect(chain('b2').entries).toHaveLength(1);
    await expect(audit.sealNow('a1')).rejects.toMatchObject({ code: 'LOCALERT_NOT_CANONICAL' });
  });

  test('more failing tenants than are asked for at once do not hide one behind them', async () => {
    const { audit, chain, add, failures, clock } = setup();
    for (let n = 0; n < 120; n += 1) {
      await add(1, { tenant: `bad${n}` });
      Object.assign(chain(`bad${n}`).unlinked[0]!, { reason: '\ud800' });
    }
    clock.advance(5);
    await add(1, { tenant: 'good' });
    await audit.sealNow();
    expect(failures).toHaveLength(120);
    expect(chain('good').entries).toHaveLength(1);
  });
});

describe('the backlog', () => {
  test('says how much waits, for how long', async () => {
    const { audit, add, clock } = setup();
    expect(await audit.backlog()).toEqual({ tenants: 0, records: 0, more: false, oldestMs: 0 });
    await add(3);
    clock.advance(1500);
    await add(2, { tenant: 'beta' });
    expect(await audit.backlog()).toEqual({ tenants: 2, records: 5, more: false, oldestMs: 1500 });
    expect(await audit.backlog('beta')).toEqual({ tenants: 1, records: 2, more: false, oldestMs: 0 });
    expect(await audit.backlog('gamma')).toEqual({ tenants: 0, records: 0, more: false, oldestMs: 0 });
  });

  test('says when it is more than it counted', async () => {
    const { log, audit, add } = setup();
    await add(1);
    const { unlinked } = log;
    log.unlinked = async (scope, tenant, limit) => {
      const [one] = await unlinked(scope, tenant, limit);
      return Array.from({ length: limit }, () => one!);
    };
    expect(await audit.backlog('acme')).toMatchObject({ records: 10_000, more: true });
    log.unlinked = unlinked;
    log.waiting = async (_scope, limit) => Array.from({ length: limit }, () => 'acme');
    expect(await audit.backlog()).toMatchObject({ tenants: 1000, more: true });
  });

  test('goes by the oldest, though a clock was set back', async () => {
    const { audit, add, clock } = setup();
    const start = clock.advance(1000);
    await add(1);
    clock.set(start - 1000);
    await add(1);
    clock.set(start);
    expect(await audit.backlog('acme')).toMatchObject({ records: 2, oldestMs: 1000 });
  });
});

describe('in the background', () => {
  const clock = manualClock();

  function running(intervalMs: number, maxBatch?: number) {
    const { log, chain } = memoryLog();
    const audit = createAudit({ log, records: memoryRecords(), clock, seal: { intervalMs, maxBatch } });
    return { log, chain, audit };
  }

  test('what was appended is linked within the interval, again and again', async () => {
    const { chain, audit } = running(10);
    for (let round = 1; round <= 3; round += 1) {
      await audit.append('acme', [await audit.record(act(round))]);
      await vi.waitFor(() => expect(chain('acme').entries).toHaveLength(round), { interval: 5 });
    }
    await audit.close();
  });

  test('a full batch does not wait for the interval', async () => {
    const { chain, audit } = running(3_600_000, 4);
    const records: AuditRecord[] = [];
    for (let n = 0; n < 3; n += 1) records.push(await audit.record(act(n)));
    await audit.append('acme', records);
    await new Promise((done) => setTimeout(done, 30));
    expect(chain('acme').entries).toHaveLength(0);
    await audit.append('acme', [await audit.record(act(4))]);
    await vi.waitFor(() => expect(chain('acme').entries).toHaveLength(4), { interval: 5 });
    // Nothing of the look that the batch started is left running.
    for (let n = 0; n < 8; n += 1) await audit.record(act(n));
    await audit.close();
  });

  test('nothing is linked where another process does it, however much is made', async () => {
    const { chain, add } = setup({ seal: false });
    await add(1001);
    await new Promise((done) => setTimeout(done, 30));
    expect(chain('acme')).toMatchObject({ entries: [], unlinked: { length: 1001 } });
  });

  test('close links what waits, refuses what comes after, and may be called twice', async () => {
    const { log, chain, audit } = running(3_600_000);
    await audit.append('acme', [await audit.record(act(1))]);
    await Promise.all([audit.close(), audit.close()]);
    expect(chain('acme').entries).toHaveLength(1);
    const late = await audit.record(act(2));
    await expect(audit.append('acme', [late])).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    // The timer is gone: what another process appends is left to others.
    await log.append({ kind: 'system', purpose: 'x' }, 'acme', [late]);
    await new Promise((done) => setTimeout(done, 30));
    expect(chain('acme').unlinked).toHaveLength(1);
  });

  test('close during a look waits for it, and does not start another timer', async () => {
    const { log, chain } = memoryLog();
    let waits = 0;
    const { waiting } = log;
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    log.waiting = async (scope, limit) => {
      waits += 1;
      if (waits === 1) await held;
      return waiting(scope, limit);
    };
    const audit = createAudit({ log, records: memoryRecords(), seal: { intervalMs: 10, maxBatch: 1 } });
    await vi.waitFor(() => expect(waits).toBe(1), { interval: 2 });
    await audit.append('acme', [await audit.record(act(1))]);
    const closed = audit.close();
    release();
    await closed;
    const after = waits;
    await new Promise((done) => setTimeout(done, 40));
    expect(waits).toBe(after);
    expect(chain('acme').entries).toHaveLength(1);
  });

  test('a log that does not answer is told, and asked again', async () => {
    const { log, chain } = memoryLog();
    let broken = true;
    const failures: object[] = [];
    const audit = createAudit({
      log: faulty(log, (method) => (broken && method === 'waiting' ? 'before' : undefined)),
      records: memoryRecords(),
      seal: { intervalMs: 10 },
      onFailure: (failure) => failures.push(failure),
    });
    await audit.append('acme', [await audit.record(act(1))]);
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), { interval: 5 });
    expect(failures[0]).toStrictEqual({ step: 'waiting', code: 'LOCALERT_STORE_UNAVAILABLE' });
    broken = false;
    await vi.waitFor(() => expect(chain('acme').entries).toHaveLength(1), { interval: 5 });
    await audit.close();
  });
});

describe('options', () => {
  test.each<[string, object]>([
    ['audit log', { log: { spec: 'other' } }],
    ['tenant keys', { keys: { spec: 'other' } }],
    ['records', { records: { spec: 'other' } }],
    ['records', { records: { spec: 'other' }, keys: localTenantKeys({ records: memoryRecords() }) }],
  ])('refuses %s of another contract, and names them', (port, wrong) => {
    const options = { log: memoryLog().log, records: memoryRecords(), ...wrong };
    expect(() => createAudit(options as never)).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_PORT_MISMATCH',
        details: expect.objectContaining({ port }),
      }),
    );
  });

  const INTERVAL = 'a whole number from 10 to 3600000';
  const BATCH = 'a whole number from 1 to 10000';
  const COUNT = 'a whole number from 1 to 1000000000';
  const TIME = 'a whole number from 1 to 31536000000';

  test.each<[string, object, string, string]>([
    ['neither keys nor records', { records: undefined }, 'keys', 'tenant keys, or records to keep them in'],
    ['an interval too short', { seal: { intervalMs: 9 } }, 'seal.intervalMs', INTERVAL],
    ['an interval too long', { seal: { intervalMs: 3_600_001 } }, 'seal.intervalMs', INTERVAL],
    ['an interval that is no number', { seal: { intervalMs: Number.NaN } }, 'seal.intervalMs', INTERVAL],
    ['half a millisecond', { seal: { intervalMs: 10.5 } }, 'seal.intervalMs', INTERVAL],
    ['a batch of nothing', { seal: { maxBatch: 0 } }, 'seal.maxBatch', BATCH],
    ['a batch that is too large', { seal: { maxBatch: 10_001 } }, 'seal.maxBatch', BATCH],
    ['heads that never come', { heads: { everyEntries: Number.NaN } }, 'heads.everyEntries', COUNT],
    ['heads of nothing', { heads: { everyEntries: 0 } }, 'heads.everyEntries', COUNT],
    ['heads at no time', { heads: { everyMs: Number.NaN } }, 'heads.everyMs', TIME],
    ['heads after more than a year', { heads: { everyMs: 31_536_000_001 } }, 'heads.everyMs', TIME],
  ])('refuses %s, and says what it may be', (_name, wrong, path, message) => {
    const options = { log: memoryLog().log, records: memoryRecords(), ...wrong };
    expect(() => createAudit(options as never)).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: { what: 'audit option', issues: [{ path, message }] },
      }),
    );
  });

  test('takes the ends of what it says', () => {
    for (const seal of [
      { intervalMs: 10, maxBatch: 1 },
      { intervalMs: 3_600_000, maxBatch: 10_000 },
    ])
      for (const heads of [
        { everyEntries: 1, everyMs: 1 },
        { everyEntries: 1_000_000_000, everyMs: 31_536_000_000 },
      ])
        void createAudit({ log: memoryLog().log, records: memoryRecords(), seal, heads }).close();
  });

  test('erasable asks for records', () => {
    const keys = {
      spec: 'localert.tenant-keys/1',
      key: () => new Uint8Array(32),
      shred: async () => undefined,
    } as const;
    const { log } = memoryLog();
    expect(() => createAudit({ log, keys, erasable: true })).toThrow(
      expect.objectContaining({
        details: {
          what: 'audit option',
          issues: [{ path: 'records', message: 'records, to keep salts in' }],
        },
      }),
    );
    void createAudit({ log, keys, seal: false }).close();
  });
});
