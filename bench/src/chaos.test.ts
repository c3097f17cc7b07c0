import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemScope, tenantScope } from '@localert/core';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { checkStore } from './chaos-check.ts';
import { createLedger, type Fact } from './chaos-ledger.ts';
import { openPlace } from './chaos-place.ts';
import { seeded } from './chaos-random.ts';
import { chaosOnSqlite } from './chaos-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-chaos-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const acme = tenantScope({ tenant: 'acme', actor: 'test' });
const check = { tenants: ['acme'], rebuild: true };

describe('processes that are killed while they write to SQLite', () => {
  it('lose nothing that was acknowledged, and leave nothing by halves', { timeout: 240_000 }, async () => {
    const { faults, ledger, kills } = await chaosOnSqlite({
      folder,
      kills: 5,
      seed: 7,
      onProgress: () => undefined,
    });
    expect(faults).toEqual([]);
    expect(kills).toBe(5);
    expect(ledger.facts.commit).toBeGreaterThan(0);
  });
});

describe('the check', () => {
  it('finds what is lost, torn and doubled', async () => {
    const { ledger, note } = createLedger();
    const store = openPlace(':memory:');
    // An event and an alert without their records.
    await store.commit(acme, sampleCreate('f0'));
    const alert = sampleAlert({ id: 'a-1' });
    await store.outbox.enqueue(acme, alert).durable;
    note({ kind: 'commit', tenant: 'acme', fixture: 'f0', revision: 2 });
    note({ kind: 'alert', tenant: 'acme', id: 'a-1' });
    note({ kind: 'alert', tenant: 'acme', id: 'a-2' });
    const claimed = { kind: 'claim', tenant: 'acme', id: 'a-1' } as const;
    note({ ...claimed, lease: 'one', at: 1, had: 2, until: 10 });
    note({ ...claimed, lease: 'two', at: 8, had: 9, until: 20 });
    note({ kind: 'settle', tenant: 'acme', id: 'a-1', end: 'delivered', at: 25 });
    note({ ...claimed, lease: 'three', at: 30, had: 31, until: 40 });
    note({ kind: 'record', tenant: 'acme', id: 'r', version: 1 });
    note({ kind: 'link', tenant: 'acme', sequence: 1, hash: 'x' });
    await store.records.put(acme, 'acme', { kind: 'memory', id: 'gone', version: 1, body: '{}' });
    note({ kind: 'forgotten', tenant: 'acme', id: 'gone' });
    await store.commit(tenantScope({ tenant: 'half', actor: 'test' }), sampleCreate('f0'));
    note({ kind: 'filled', tenant: 'half' });
    const faults = (await checkStore(store, ledger, check)).join('\n');
    for (const what of [
      'claimed within a lease',
      'claimed after its end',
      'a commit is lost: ["acme","f0"] at 2',
      'an alert is lost: ["acme","a-2"]',
      'an end is lost',
      'a record is lost',
      'a record that was deleted is back',
      'a purge was done by halves: half',
      'an event without its record',
      'an alert without its record: a-1',
      'an acknowledged link is gone: 1',
    ]) {
      expect(faults).toContain(what);
    }
    await store.purgeTenant(systemScope('test'), 'acme');
    await store.close();
  });

  it('takes for no wrong what may have been right, whenever each process was told', () => {
    const claimed = { kind: 'claim', tenant: 'acme', id: 'a' } as const;
    const wrongs = (...facts: Fact[]) => {
      const { ledger, note } = createLedger();
      for (const fact of facts) note(fact);
      return ledger.wrongs().length;
    };
    const first = { ...claimed, lease: 'one', at: 10, had: 12, until: 50 };
    const letGo = { kind: 'letting-go', tenant: 'acme', id: 'a', lease: 'one', at: 30 } as const;
    // Asked for before the first was had, let go of before the second was, or past the lease by then.
    expect(wrongs(first, letGo, { ...claimed, lease: 'two', at: 9, had: 60, until: 49 })).toBe(0);
    expect(wrongs(first, letGo, { ...claimed, lease: 'two', at: 20, had: 31, until: 60 })).toBe(0);
    expect(wrongs(first, { ...claimed, lease: 'two', at: 49, had: 51, until: 89 })).toBe(0);
    expect(wrongs(first, { ...claimed, lease: 'two', at: 20, had: 29, until: 60 })).toBe(1);
    expect(wrongs(first, letGo, { ...claimed, lease: 'two', at: 20, had: 29, until: 60 })).toBe(1);
  });

  it('comes again with the same seed', () => {
    const [one, two] = [seeded(5), seeded(5)];
    const first = Array.from({ length: 100 }, one);
    expect(Array.from({ length: 100 }, two)).toEqual(first);
    expect(first.every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
