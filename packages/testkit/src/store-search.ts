import { type FixtureQuery, type FixtureStore, systemScope, tenantScope } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { HOSTILE_TEXTS } from './hostile.ts';
import { SAMPLE_TIME, sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';

const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });
const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });

const found = async (store: FixtureStore, search: string, query: FixtureQuery = {}): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 1_000; page++) {
    const answer = await store.list(acme, { ...query, search, cursor });
    ids.push(...answer.items.map(({ id }) => id));
    cursor = answer.cursor;
    if (cursor === undefined) return ids;
  }
  throw new Error('the list does not end');
};

/** Fixtures are found by the words of their id, name and labels: all stores find the same. */
export function storeSearch({ test, withStore }: StoreHarness): void {
  const { it } = test;

  async function fill(store: FixtureStore): Promise<void> {
    const fixtures = {
      disk_full: { name: 'Disk is full', labels: { team: 'Storage', 'app.kubernetes.io/name': 'db-1' } },
      cpu_hot: { name: 'Процессор перегрет', labels: { team: 'compute' } },
      'net-slow': { name: 'ＷＩＤＥ network Éclair', labels: {} },
      ram: { name: '磁盘 memory 50%', labels: { 'on-call': 'storage_b' } },
    };
    for (const [index, [id, snapshot]] of Object.entries(fixtures).entries())
      await store.commit(acme, sampleCreate(id, { at: SAMPLE_TIME - index, snapshot }));
    await store.commit(rival, sampleCreate('disk_of_another', { snapshot: { name: 'Disk Storage' } }));
  }

  it(
    'finds by words and beginnings of words, of id, name and labels, in whatever case',
    withStore(async (store) => {
      await fill(store);
      const everything = ['disk_full', 'cpu_hot', 'net-slow', 'ram'];
      const expected: Readonly<Record<string, readonly string[]>> = {
        disk: ['disk_full'],
        DISK: ['disk_full'],
        di: ['disk_full'],
        isk: [],
        'full disk': ['disk_full'],
        'disk, full!': ['disk_full'],
        'disk cpu': [],
        storage: ['disk_full', 'ram'],
        'storage b': ['ram'],
        team: ['disk_full', 'cpu_hot'],
        kubernetes: ['disk_full'],
        'db-1': ['disk_full'],
        проц: ['cpu_hot'],
        ПЕРЕГРЕТ: ['cpu_hot'],
        wide: ['net-slow'],
        ÉCLAIR: ['net-slow'],
        'e\u0301cl': ['net-slow'],
        磁: ['ram'],
        盘: [],
        '50': ['ram'],
        '': everything,
        ' -_%.* ': everything,
      };
      for (const [search, ids] of Object.entries(expected))
        same(await found(store, search), ids, `what ${JSON.stringify(search)} finds`);
    }),
  );

  it(
    'finds no text of a message, a description, an argument or another tenant',
    withStore(async (store) => {
      await fill(store);
      const hidden = { description: 'whyever', locales: { en: { title: 'Zebra {host}' } } };
      await store.commit(acme, sampleCreate('quiet', { snapshot: hidden }));
      for (const word of ['zebra', 'whyever', 'host', 'title', 'another', 'medium', 'active', 'icu'])
        same(await found(store, word), [], word);
    }),
  );

  it(
    'takes no text for a pattern, an operator or a quote',
    withStore(async (store) => {
      await fill(store);
      for (const text of Object.values(HOSTILE_TEXTS)) await found(store, text);
      const searches: Readonly<Record<string, readonly string[]>> = {
        'd%': ['disk_full'],
        d_sk: [],
        '%isk': [],
        'di*': ['disk_full'],
        '^disk$': ['disk_full'],
        "disk' OR 1=1 --": [],
        '"disk" OR "cpu"': [],
        'NOT disk': [],
        'severity:disk': [],
        'disk\u0000full': ['disk_full'],
        '\u0000': ['disk_full', 'cpu_hot', 'net-slow', 'ram'],
        'disk\\': ['disk_full'],
        __proto__: [],
      };
      for (const [search, ids] of Object.entries(searches))
        same(await found(store, search), ids, `what ${JSON.stringify(search)} finds`);
      const odd = 'x'.repeat(100);
      await store.commit(acme, sampleCreate('odd', { snapshot: { labels: { [odd]: HOSTILE_TEXTS.nul } } }));
      same(await found(store, `${odd}y before after`), ['odd'], 'a word as far as words go');
      same(await found(store, 'x'.repeat(64)), ['odd'], 'the longest');
      same(await found(store, `disk full ${'storage '.repeat(5_000)}`), ['disk_full'], 'very many words');
    }),
  );

  it(
    'joins a search with filters and pages',
    withStore(async (store) => {
      for (let index = 0; index < 30; index++) {
        const id = `f${String(index).padStart(2, '0')}`;
        const snapshot = {
          name: index % 2 === 0 ? 'Even number' : 'Odd number',
          severity: index % 3 === 0 ? 'critical' : 'low',
          labels: { team: index % 5 === 0 ? 'five' : 'other' },
        } as const;
        await store.commit(acme, sampleCreate(id, { at: SAMPLE_TIME - Math.floor(index / 4), snapshot }));
      }
      await store.commit(acme, sampleTurn('f18', 1, 'FixtureArchived', SAMPLE_TIME - 4));
      const critical = { severity: 'critical' } as const;
      for (const limit of [1, 2, 50]) {
        const query = { ...critical, limit };
        same(await found(store, 'even', query), ['f00', 'f06', 'f12', 'f18', 'f24'], `pages of ${limit}`);
      }
      const active = { ...critical, state: 'active' } as const;
      same(await found(store, 'num even', active), ['f00', 'f06', 'f12', 'f24'], 'the active ones');
      same(await found(store, 'odd', { labels: { team: 'five' } }), ['f05', 'f15', 'f25'], 'with a label');
      same((await found(store, 'number', { limit: 7 })).length, 30, 'all, page by page');
    }),
  );

  it(
    'finds what a fixture is called now, and no longer what it was called',
    withStore(async (store) => {
      const system = systemScope('test:suite');
      await store.commit(acme, sampleCreate('disk', { snapshot: { name: 'Alpha', labels: { a: 'beta' } } }));
      await store.commit(acme, sampleUpdate('disk', 1, { snapshot: { name: 'Gamma' } }));
      const look = async () => {
        for (const word of ['alpha', 'beta']) same(await found(store, word), [], word);
        for (const word of ['gamma', 'disk']) same(await found(store, word), ['disk'], word);
      };
      await look();
      await store.rebuild?.(system);
      await look();
      await store.commit(acme, sampleTurn('disk', 2, 'FixtureArchived'));
      await look();
      await store.purgeTenant(system, 'acme');
      same(await found(store, 'gamma'), [], 'a purged one');
      await store.commit(acme, sampleCreate('disk'));
      same(await found(store, 'gamma'), [], 'one made anew');
      isTrue((await found(store, 'disk')).length === 1, 'it is found');
    }),
  );
}
