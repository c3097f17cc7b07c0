import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureStore, secret, systemScope, tenantScope } from '@localert/core';
import { type SqliteStore, sqliteStore } from '@localert/store-sqlite';
import { sampleAlert, sampleCreate, sampleTenant, sampleUpdate, storeConformance } from '@localert/testkit';
import { afterAll, describe, expect, it } from 'vitest';
import { testKek } from '../test/house.ts';
import { credentials } from './credentials.ts';
import { encrypted } from './encrypted.ts';
import { createKeyring } from './keyring.ts';
import { reseal } from './reseal.ts';
import { verifyRows } from './verify-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-crypto-'));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const newPath = () => join(folder, `${++made}.db`);

const { kek } = testKek();
const paths = new WeakMap<FixtureStore, string>();

/** A store in a file, with a keyring of its own, as each process has. */
function open(path: string) {
  const raw: SqliteStore = sqliteStore({ path });
  const keys = createKeyring({ kek, records: raw.records });
  const store = encrypted(raw, { keys, policy: () => 'all' });
  paths.set(store, path);
  return { raw, keys, store };
}

storeConformance(
  { describe, it },
  {
    name: 'encrypted SQLite',
    seals: true,
    lacks: ['reseal'],
    create: () => open(newPath()).store,
    reopen: (store) => open(paths.get(store) as string).store,
    backups: { path: newPath, open: (path) => open(path).store },
  },
);

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });

/** Every byte of the database and its side files. */
const bytesOf = (path: string): string =>
  readdirSync(folder)
    .filter((name) => join(folder, name).startsWith(path))
    .map((name) => readFileSync(join(folder, name)).toString('latin1'))
    .join('');

const texts = {
  locales: { en: { title: 'canary-title' }, es: { title: 'canary-titulo' } },
  description: 'canary-description',
  arguments: { host: { type: 'text' as const, description: 'canary-note', sample: 'canary-sample' } },
  provenance: { es: { origin: 'model' as const, author: 'canary-author' } },
  layout: { blocks: [{ type: 'header' as const, text: { text: 'canary-layout' } }] },
};

async function fill({ raw, keys, store }: ReturnType<typeof open>) {
  const overrides = { disk: { es: { title: 'canary-override' } } };
  const localeConfiguration = { fallbackChain: [], formality: 'formal' as const, overrides };
  await store.directory.create(system, sampleTenant('acme', { localeConfiguration }));
  await store.commit(acme, sampleCreate('disk', { snapshot: texts }));
  await store.commit(acme, sampleUpdate('disk', 1, { snapshot: texts }));
  const alert = sampleAlert({
    ...{ values: '{"a":"canary-value"}', payload: '{"text":"canary-payload"}', plain: 'canary-plain' },
    ...{ destination: { channel: 'canary-channel' }, group: 'canary-group' },
    dedupe: { key: 'canary-key', windowMs: 1_000 },
  });
  await store.outbox.enqueue(acme, alert).durable;
  await credentials({ keys, records: raw.records }).put(acme, 'hook', secret('canary-token'));
}

describe('a SQLite file', () => {
  it('holds no text that was sealed, in no table, index, log or copy', async () => {
    const path = newPath();
    const house = open(path);
    await fill(house);
    expect(bytesOf(path)).not.toContain('canary');
    await house.keys.rotateDek('acme');
    expect(await reseal({ store: house.store })).toMatchObject({ resealed: 1 });
    const copy = newPath();
    await house.store.backup(system, copy);
    await house.store.close();
    for (const file of [path, copy]) {
      expect(bytesOf(file).length).toBeGreaterThan(10_000);
      expect(bytesOf(file)).not.toContain('canary');
    }
  });

  it('holds plain texts where the policy is off, so that the test above can fail', async () => {
    const path = newPath();
    const { raw, keys, store } = open(path);
    await fill({ raw, keys, store: { ...store, ...encrypted(raw, { keys, policy: () => 'off' }) } });
    expect(bytesOf(path)).toContain('canary-titulo');
    await raw.close();
  });

  it('cannot be read after a shredding, nor can a copy from before without the keys of its records', async () => {
    const path = newPath();
    const { raw, keys, store } = open(path);
    await fill({ raw, keys, store });
    const wrapped = (await raw.records.list(system, 'acme', 'dek')).items.find(({ id }) =>
      id.startsWith('key-'),
    );
    const text = (JSON.parse(wrapped?.body ?? '{}') as { wrapped: string }).wrapped;
    expect(bytesOf(path)).toContain(text);
    await keys.shred('acme');
    expect(bytesOf(path)).not.toContain(text);
    const other = open(path);
    for (const house of [{ keys, store }, other]) {
      await expect(house.store.get(acme, 'disk')).rejects.toMatchObject({ code: 'LOCALERT_KEY_DESTROYED' });
      expect(await house.keys.keys('acme')).toEqual([]);
    }
    await other.raw.close();
    await store.close();
  });

  it('gives two processes one key, and each reads what the other wrote', async () => {
    const path = newPath();
    const [one, two] = [open(path), open(path)];
    const writes = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? one : two).store.commit(acme, sampleCreate(`f${index}`)),
    );
    await Promise.all(writes);
    expect((await one.keys.keys('acme')).filter(({ kind }) => kind === 'data')).toHaveLength(1);
    expect((await one.store.list(acme)).items).toHaveLength(20);
    expect((await two.store.list(acme)).items).toHaveLength(20);
    await one.keys.rotateDek('acme');
    await two.store.commit(acme, sampleUpdate('f1', 1));
    expect(await one.store.get(acme, 'f1')).toMatchObject({ revision: 2 });
    for (const { store } of [one, two]) await store.close();
  });

  it('rebuilds sealed rows from sealed events', async () => {
    const { raw, keys, store } = open(newPath());
    await fill({ raw, keys, store });
    await keys.rotateDek('acme');
    await reseal({ store });
    const before = await raw.get(acme, 'disk');
    await store.rebuild(system);
    expect(await raw.get(acme, 'disk')).toEqual(before);
    expect(await store.get(acme, 'disk')).toMatchObject(texts);
    expect(await verifyRows({ store: raw, audit: raw.audit })).toEqual([]);
    await store.close();
  });
});
