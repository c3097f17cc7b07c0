import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemScope, tenantScope } from '@localert/core';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { checkStore } from './chaos-check.ts';
import { createLedger } from './chaos-ledger.ts';
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
    note({ kind: 'claim', tenant: 'acme', id: 'a-1', at: 1, until: 10 });
    note({ kind: 'claim', tenant: 'acme', id: 'a-1', at: 9, until: 20 });
    note({ kind: 'settle', tenant: 'acme', id: 'a-1', end: 'delivered', at: 25 });
    note({ kind: 'claim', tenant: 'acme', id: 'a-1', at: 30, until: 40 });
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

  it('comes again with the same seed', () => {
    const [one, two] = [seeded(5), seeded(5)];
    const first = Array.from({ length: 100 }, one);
    expect(Array.from({ length: 100 }, two)).toEqual(first);
    expect(first.every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
