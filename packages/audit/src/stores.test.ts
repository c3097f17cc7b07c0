import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AuditLog, type Records, systemScope, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { manualClock } from '@localert/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { act, newSigner } from '../test/setup.ts';
import { createAudit } from './audit.ts';
import { storedHeads } from './head-keeper.ts';
import { verifyChain } from './verify-chain.ts';
import { verifyExport } from './verify-export.ts';

interface Facets {
  readonly audit: AuditLog;
  readonly records: Records;
}

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'localert-audit-'));
const closing: (() => Promise<void>)[] = [];
let files = 0;

afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

function open(path: string): Facets {
  const store = sqliteStore({ path });
  closing.push(() => store.close());
  return store;
}

/** Two hands on one log; of SQLite they are two connections, as two processes have. */
const STORES: readonly (readonly [name: string, hands: () => readonly [Facets, Facets]])[] = [
  [
    'memory',
    () => {
      const store = memoryStore();
      return [store, store];
    },
  ],
  [
    'sqlite',
    () => {
      files += 1;
      const path = join(folder, `${files}.db`);
      return [open(path), open(path)];
    },
  ],
];

describe.each(STORES)('over the %s store', (_name, hands) => {
  test('two trails append, seal, sign, prune and forget; all is there once and verifies', async () => {
    const signer = newSigner();
    const publicKeys = [signer.publicKey];
    const clock = manualClock();
    const stores = hands();
    const trails = stores.map((store) =>
      createAudit({ log: store.audit, records: store.records, signer, clock, seal: false, erasable: true }),
    );
    const [left, right] = trails as [(typeof trails)[0], (typeof trails)[0]];
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1) {
      const trail = n % 2 === 0 ? left : right;
      const record = await trail.record(act(n, { payload: { n } }));
      ids.push(record.id);
      await trail.append('acme', [record]);
      if (n % 7 === 0) await Promise.all([left.sealNow('acme'), right.sealNow('acme')]);
    }
    await Promise.all([left.sealNow(), right.sealNow()]);
    const scope = tenantScope({ tenant: 'acme', actor: 'test' });
    expect((await right.entries(scope, { limit: 100 })).items.map(({ id }) => id)).toEqual(ids);
    expect((await right.entries(tenantScope({ tenant: 'beta', actor: 'test' }))).items).toEqual([]);
    expect(await left.backlog()).toMatchObject({ records: 0 });
    const heads = await storedHeads(stores[0].records, 'acme');
    expect(heads.length).toBeGreaterThan(0);
    const payloadFor = ({ resource }: { resource: { revision?: number | undefined } }) => ({
      n: resource.revision,
    });
    expect(await right.verify('acme', { heads, publicKeys, payloadFor })).toMatchObject({
      ok: true,
      entries: 60,
    });

    clock.advance(100 * DAY);
    await left.append('acme', [await left.record(act(1, { subject: 1 } as object))]);
    expect(await right.eraseSubject('acme', 'user:2')).toBe(true);
    await left.sealNow('acme');
    expect(await right.prune('acme', { retentionDays: 90 })).toMatchObject({ dropped: 60 });
    await left.forget('acme');
    await Promise.all([left.close(), right.close()]);
    const verdict = await verifyChain({ log: stores[0].audit, tenant: 'acme', heads, publicKeys });
    expect(verdict).toMatchObject({ ok: true, entries: 4 });
    let file = '';
    for await (const chunk of left.exportJsonLines('acme')) file += chunk;
    expect(await verifyExport([file], { publicKeys })).toMatchObject({
      ok: true,
      entries: 4,
      complete: true,
    });
    expect((await stores[0].records.list(systemScope('test'), 'acme', 'tenant-key')).items).toEqual([]);
  });
});

test('attack 20 on a SQLite file: what is changed behind the store is found at its sequence', async () => {
  const signer = newSigner();
  const path = join(folder, 'attacked.db');
  const store = sqliteStore({ path });
  closing.push(() => store.close());
  const audit = createAudit({ log: store.audit, records: store.records, signer, seal: false });
  for (let n = 0; n < 12; n += 1) await audit.append('acme', [await audit.record(act(n))]);
  await audit.sealNow('acme');
  const head = (await audit.signHead('acme'))!;
  const attacks: readonly (readonly [sql: string, code: string, sequence: number])[] = [
    [
      `UPDATE audit SET body = replace(body, '"success"', '"failure"') WHERE sequence = 5`,
      'HASH_MISMATCH',
      5,
    ],
    ['DELETE FROM audit WHERE sequence = 7', 'GAP', 7],
    ['DELETE FROM audit WHERE sequence > 9', 'TAIL_CUT', 10],
    ['DELETE FROM audit WHERE sequence < 4', 'UNPROVEN_START', 4],
    [
      `UPDATE audit SET body = (SELECT other.body FROM audit AS other WHERE other.sequence = 13 - audit.sequence)
       WHERE sequence IN (5, 8)`,
      'GAP',
      5,
    ],
  ];
  for (const [sql, code, sequence] of attacks) {
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE kept AS SELECT * FROM audit');
    database.exec(sql);
    const verdict = await audit.verify('acme', { heads: [head], publicKeys: [signer.publicKey] });
    expect(verdict).toMatchObject({ ok: false, firstBad: { code, sequence } });
    database.exec('DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept');
    database.close();
    expect((await audit.verify('acme', { heads: [head] })).ok).toBe(true);
  }
});
