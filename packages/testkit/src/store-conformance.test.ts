import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as nodeTest from 'node:test';
import {
  assertNoAlerts,
  assertTenantScope,
  type ChangeListener,
  changeCursors,
  changeOf,
  compactionOf,
  type FixtureChange,
  type FixtureCommit,
  type FixtureStore,
  mayReadTenant,
  pageLimit,
  type Scope,
  type SlackFixture,
  StoreUnavailableError,
  searchTerms,
  searchWords,
  systemScope,
  type TenantScope,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { present } from './assertions.ts';
import { sampleUpdate } from './samples.ts';
import { storeConformance } from './store-conformance.ts';
import type { StoreConformanceOptions } from './store-harness.ts';
import type { TestApi } from './test-api.ts';
import { unsafeScope } from './unsafe-scope.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-testkit-'));
let files = 0;
const newPath = () => join(folder, `${++files}.db`);
const paths = new WeakMap<FixtureStore, string>();
const openAt = (path: string): FixtureStore => {
  const store = sqliteStore({ path });
  paths.set(store, path);
  return store;
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A store that has everything, and must pass everything. */
const WHOLE: StoreConformanceOptions = {
  name: 'whole',
  create: () => openAt(newPath()),
  reopen: (store) => openAt(paths.get(store) ?? ''),
  backups: { path: newPath, open: openAt },
};

storeConformance({ describe, it }, WHOLE);

const LACKS = ['rebuild', 'backup'] as const;

const report = (options: Partial<StoreConformanceOptions>, api: { skip?: boolean } = {}) =>
  reportOf(
    (test) =>
      storeConformance(test, {
        ...{ name: 'x', create: () => memoryStore(), lacks: LACKS, patienceMs: 150 },
        ...options,
      }),
    api,
  );

/** A store in memory with a fault put into it. */
const broken = (change: (store: FixtureStore) => Partial<FixtureStore>) => () => {
  const store: FixtureStore = memoryStore();
  return { ...store, ...change(store) };
};

const renamed = (scope: TenantScope, tenant: string): TenantScope => {
  assertTenantScope(scope);
  return unsafeScope(tenant);
};

/** Takes every scope: the store below gets a right one. */
const trusting = (scope: TenantScope) => unsafeScope(scope?.tenant ?? 'acme');

const withRow = async (
  row: Promise<SlackFixture | undefined>,
  change: (row: SlackFixture) => SlackFixture,
) => {
  const found = await row;
  return found && change(structuredClone(found));
};

const wellFormed = (commit: FixtureCommit): FixtureCommit =>
  JSON.parse(
    JSON.stringify(commit)
      .replace(/\\ud[89a-f]../gi, '\ufffd')
      .replaceAll('\\u0000', ''),
  ) as FixtureCommit;

const feedOf = (store: FixtureStore) => present(store.changes, 'the feed');
const hintsOf = (store: FixtureStore) => present(store.subscribe, 'the hints');
const compactionsOf = (store: FixtureStore) => present(store.compact, 'the compaction');

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => FixtureStore | Promise<FixtureStore>, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.store/0' as 'localert.store/1' })), 'speaks'],
  'a capability that is not listed': [
    broken(() => ({ rebuild: async () => ({ done: 0, total: 0 }) })),
    'lacks what it says it lacks',
  ],
  'a missing capability that is not listed': [
    broken(() => ({ directory: undefined })),
    'lacks what it says it lacks',
  ],
  'tenants told apart by what _ and - have in common': [
    broken((store) => ({
      commit: (scope, commit) => store.commit(renamed(scope, scope.tenant.replace(/[-_]/g, '-')), commit),
    })),
    'keeps tenants apart that look alike',
  ],
  'tenant and fixture joined to one key': [
    broken((store) => {
      const key = (scope: TenantScope, id: string) => `${scope.tenant}:${id}`;
      const one = unsafeScope('all');
      const rename = (commit: FixtureCommit, id: string) =>
        JSON.parse(JSON.stringify(commit).replaceAll(`"${commit.fixture}"`, `"${id}"`)) as FixtureCommit;
      return {
        get: (scope, id) => store.get(one, key(scope, id)),
        commit: (scope, commit) => store.commit(one, rename(commit, key(scope, commit.fixture))),
      };
    }),
    'does not join tenant and fixture',
  ],
  'a foreign id that answers otherwise': [
    broken((store) => ({
      get: async (scope, id) => (await store.get(scope, id)) ?? (await store.get(unsafeScope('acme'), id)),
    })),
    'answers for another tenant’s fixture as for an absent one',
  ],
  'any scope taken': [
    broken((store) => ({
      get: (scope, id) => store.get(trusting(scope), id),
      count: (scope) => store.count(trusting(scope)),
    })),
    'refuses scopes of the wrong kind',
  ],
  'a purge by prefix': [
    broken((store) => ({
      purgeTenant: async (scope, tenant) => {
        for (const other of ['a', 'a-2', 'a_2', 'a2', 'a*', 'a%', 'a:b'])
          if (other.startsWith(tenant)) await store.purgeTenant(scope, other);
      },
    })),
    'purges one tenant, and none that looks alike',
  ],
  'a purge that leaves alerts': [
    () => {
      const store = memoryStore();
      const other = memoryStore();
      return { ...store, outbox: other.outbox, directory: other.directory };
    },
    'purges a tenant’s alerts',
  ],
  'last write wins': [
    broken((store) => ({
      commit: async (scope, commit) => {
        const revision = (await store.get(scope, commit.fixture))?.revision ?? 0;
        const events = commit.events.map((event, index) => ({ ...event, revision: revision + index + 1 }));
        return store.commit(scope, { ...commit, events, expectedRevision: revision });
      },
    })),
    'refuses a stale revision',
  ],
  'a quota counted before the write': [
    broken((store) => ({
      commit: async (scope, { guards, ...commit }) => {
        const limit = guards?.maxFixtures ?? Number.POSITIVE_INFINITY;
        if (commit.expectedRevision === 0 && (await store.count(scope)) >= limit)
          return store.commit(scope, { ...commit, guards: { maxFixtures: 0 } });
        await new Promise((resolve) => setImmediate(resolve));
        return store.commit(scope, commit);
      },
    })),
    'makes exactly 100 of 200 parallel creates',
  ],
  'no quota': [
    broken((store) => ({ commit: (scope, { guards: _, ...commit }) => store.commit(scope, commit) })),
    'holds the quota on creates alone',
  ],
  'texts made well-formed': [
    broken((store) => ({ commit: (scope, commit) => store.commit(scope, wellFormed(commit)) })),
    'keeps every text as it was written',
  ],
  'a row handed out to be changed': [
    broken((store) => {
      const rows = new Map<string, SlackFixture>();
      return {
        get: async (scope, id) => {
          const row = await withRow(
            store.get(scope, id),
            (found) => rows.get(`${scope.tenant} ${id} ${found.revision}`) ?? found,
          );
          if (row !== undefined) rows.set(`${scope.tenant} ${id} ${row.revision}`, row);
          return row;
        },
      };
    }),
    'shares no object with its callers',
  ],
  'pages by position': [
    broken((store) => ({
      list: async (scope, query = {}) => {
        const { items } = await store.list(scope, { ...query, cursor: undefined, limit: 1_000 });
        const start = Number(query.cursor ?? 0);
        const end = start + (query.limit ?? 50);
        return { items: items.slice(start, end), ...(end < items.length && { cursor: String(end) }) };
      },
    })),
    'misses no fixture that stays as it is',
  ],
  'the first page for a cursor that is none': [
    broken((store) => ({
      list: async (scope, query = {}) =>
        store.list(scope, query).catch(() => store.list(scope, { ...query, cursor: undefined })),
    })),
    'refuses cursors that no list gave',
  ],
  'oldest first': [
    broken((store) => ({
      list: async (scope, query) => {
        const { items, ...rest } = await store.list(scope, query);
        return { items: items.toReversed(), ...rest };
      },
    })),
    'lists the newest change first',
  ],
  'labels looked up as properties': [
    broken((store) => ({ list: (scope, query) => store.list(scope, { ...query, labels: undefined }) })),
    'filters by labels',
  ],
  'state and severity not looked at': [
    broken((store) => ({
      list: (scope, query) => store.list(scope, { ...query, state: undefined, severity: undefined }),
    })),
    'filters by state and severity',
  ],
  'half a history': [
    broken((store) => ({
      history: async (scope, id, page) => {
        const { items } = await store.history(scope, id, page);
        return { items: items.slice(-1) };
      },
    })),
    'pages through history',
  ],
  'commits that contradict themselves taken': [
    broken((store) => ({
      commit: (scope, commit) => {
        const events = commit.events.map((event) => ({ ...event, fixture: commit.fixture }));
        return store.commit(scope, { ...commit, events });
      },
    })),
    'refuses commits that contradict themselves',
  ],
  'a feed that leaves out what a reader was too slow for': [
    broken((store) => ({
      changes: async (scope, request) => {
        const page = await feedOf(store)(scope, request);
        return request?.cursor === undefined ? page : { ...page, items: page.items.slice(1) };
      },
    })),
    'goes on from every cursor',
  ],
  'a feed in the order of the clocks': [
    broken((store) => ({
      changes: async (scope, request) => {
        const page = await feedOf(store)(scope, request);
        return { ...page, items: page.items.toSorted((left, right) => left.at - right.at) };
      },
    })),
    'tells of every event once, in the order of the writes',
  ],
  'a feed of other tenants': [
    broken((store) => ({ changes: (_, request) => feedOf(store)(systemScope('any'), request) })),
    'tells a tenant of its own alone',
  ],
  'a feed that tells contents': [
    broken((store) => ({
      changes: async (scope, request) => {
        const page = await feedOf(store)(scope, request);
        return { ...page, items: page.items.map((item) => ({ ...item, actor: 'user:test' })) };
      },
    })),
    'and of no content',
  ],
  'a feed that begins anew at a cursor that is none': [
    broken((store) => ({
      changes: (scope, request) =>
        feedOf(store)(scope, request).catch(() => feedOf(store)(scope, { ...request, cursor: undefined })),
    })),
    'refuses cursors that no feed gave',
  ],
  'a feed that knows no now': [
    broken((store) => ({
      changes: (scope, request) =>
        feedOf(store)(scope, request?.cursor === 'now' ? { ...request, cursor: undefined } : request),
    })),
    'begins now, when it is asked to',
  ],
  'places counted anew after a purge': [
    broken((store) => {
      // Positions among what is left: what a table without an ever growing number gives.
      const all = async (scope: Scope) => (await feedOf(store)(scope, { limit: 1_000 })).items;
      return {
        changes: async (scope, { cursor, limit } = {}) => {
          const items = await all(scope);
          const [after] = cursor === 'now' ? [items.length] : (changeCursors.read(cursor) ?? [0]);
          const page = items.slice(after, after + pageLimit(limit));
          return { items: page, cursor: changeCursors.write([after + page.length]) };
        },
      };
    }),
    'tells nothing of a purged tenant any more, and loses nobody’s place',
  ],
  'places given before the write is seen': [
    broken((store) => {
      // Numbers in the order in which writes begin, with commits that end in another: the gap of a sequence.
      const places: { readonly at: number; readonly change: FixtureChange; seen: boolean }[] = [];
      let last = 0;
      return {
        commit: async (scope, commit) => {
          const own = commit.events.map((event) => ({
            ...{ at: ++last, change: changeOf(scope.tenant, event), seen: false },
          }));
          const row = await store.commit(scope, commit);
          await new Promise((resolve) => setTimeout(resolve, ((own[0]?.at ?? 0) % 4) * 3));
          places.push(...own);
          places.sort((left, right) => left.at - right.at);
          return row;
        },
        changes: async (scope, { cursor, limit } = {}) => {
          const [after] = cursor === 'now' ? [last] : (changeCursors.read(cursor) ?? [0]);
          const page = places
            .filter(({ at, change }) => at > after && mayReadTenant(scope, change.tenant))
            .slice(0, pageLimit(limit));
          return {
            items: page.map(({ change }) => change),
            cursor: changeCursors.write([page.at(-1)?.at ?? after]),
          };
        },
      };
    }),
    'leaves no gap for who reads while several write',
  ],
  'listeners that are never told': [
    broken(() => ({ subscribe: () => () => undefined })),
    'tells which fixture was written',
  ],
  'hints that name nothing': [
    broken((store) => ({
      subscribe: (scope, listener) => hintsOf(store)(scope, () => listener({ kind: 'all' })),
    })),
    'tells which fixture was written',
  ],
  'a purge that nobody is told of': [
    broken((store) => ({
      subscribe: (scope, listener) =>
        hintsOf(store)(scope, (hint) => (hint.kind === 'tenant' ? undefined : listener(hint))),
    })),
    'tells of a tenant that is purged',
  ],
  'a listener that ends the others by what it throws': [
    broken((store) => {
      const listeners = new Set<ChangeListener>();
      hintsOf(store)(systemScope('one'), (hint) => {
        for (const listener of listeners) listener(hint);
      });
      return {
        subscribe: (_, listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
    }),
    'tells all who listen, whatever one of them throws',
  ],
  'a listener that cannot be ended': [
    broken((store) => ({
      subscribe: (scope, listener) => {
        hintsOf(store)(scope, listener);
        return () => undefined;
      },
    })),
    'tells nothing any more to who has ended it',
  ],
  'a compaction without a look at what it replaces': [
    broken((store) => ({
      compact: async (scope, tenant, compaction) => {
        const { items } = await store.history(unsafeScope(tenant), compaction.fixture);
        const replaces = items
          .filter(({ revision }) => revision <= compaction.event.revision)
          .map(({ id }) => id);
        return (
          replaces.at(-1) === compaction.event.id &&
          compactionsOf(store)(scope, tenant, { ...compaction, replaces })
        );
      },
    })),
    'changes nothing when the log is not what it names',
  ],
  'a compaction that takes any event': [
    broken((store) => ({
      compact: async (scope, tenant, compaction) => {
        const { items } = await store.history(unsafeScope(tenant), compaction.fixture);
        const replaced = items.filter(({ revision }) => revision <= compaction.event.revision);
        if (replaced.length === 0) return false;
        return compactionsOf(store)(scope, tenant, { ...compactionOf(replaced), audit: compaction.audit });
      },
    })),
    'refuses an event that is not the last one in another form',
  ],
  'a compaction that leaves the first events': [
    broken(() => ({ compact: async () => true })),
    'puts one event in place of the first ones',
  ],
  'a compaction that changes the row': [
    broken((store) => ({
      compact: async (scope, tenant, compaction) => {
        const done = await compactionsOf(store)(scope, tenant, compaction);
        const of = unsafeScope(tenant);
        const row = await store.get(of, compaction.fixture);
        if (done && row) await store.commit(of, sampleUpdate(row.id, row.revision));
        return done;
      },
    })),
    'puts one event in place of the first ones',
  ],
  'a compaction without its audit records': [
    broken((store) => ({
      compact: (scope, tenant, { audit: _, ...compaction }) =>
        compactionsOf(store)(scope, tenant, compaction),
    })),
    'keeps the audit records of a compaction that was made',
  ],
  'a log that may begin with its first revision only': [
    broken((store) => ({
      commit: async (scope, commit) => {
        const [first] = commit.events;
        if (commit.expectedRevision === 0 && first !== undefined && first.revision > 1)
          throw new StoreUnavailableError({ operation: 'commit' });
        return store.commit(scope, commit);
      },
    })),
    'takes a log that begins with a compacted event',
  ],
  'a search that is passed over': [
    broken((store) => ({ list: (scope, query) => store.list(scope, { ...query, search: undefined }) })),
    'finds by words and beginnings of words',
  ],
  'a search of whole words': [
    broken((store) => ({
      list: async (scope, query) => {
        const { items, ...rest } = await store.list(scope, query);
        const terms = searchTerms(query?.search ?? '');
        return {
          ...rest,
          items: items.filter((row) => terms.every((term) => searchWords(row).includes(term))),
        };
      },
    })),
    'finds by words and beginnings of words',
  ],
  'a search anywhere in the row': [
    broken((store) => ({
      list: async (scope, { search = '', ...query } = {}) => {
        const { items, ...rest } = await store.list(scope, query);
        const text = (row: SlackFixture) => JSON.stringify(row).toLowerCase();
        return {
          ...rest,
          items: items.filter((row) => searchTerms(search).every((term) => text(row).includes(term))),
        };
      },
    })),
    'finds no text of a message',
  ],
  'a search with patterns': [
    broken((store) => ({
      list: async (scope, { search = '', ...query } = {}) => {
        const { items, ...rest } = await store.list(scope, query);
        const like = (row: SlackFixture) =>
          search.split(' ').every((term) =>
            searchWords(row).some((word) =>
              new RegExp(
                `^${term
                  .replaceAll('%', '.*')
                  .replaceAll('_', '.')
                  .replaceAll(/[*+?^$(){}|[\]\\]/g, '')}`,
                'iu',
              ).test(word),
            ),
          );
        return { ...rest, items: items.filter(like) };
      },
    })),
    'takes no text for a pattern',
  ],
  'a search of what a page has': [
    broken((store) => ({
      list: async (scope, query) => {
        const { items, ...rest } = await store.list(scope, { ...query, search: undefined });
        const { items: matching } = await store.list(scope, { ...query, cursor: undefined, limit: 1_000 });
        const ids = new Set(matching.map(({ id }) => id));
        const { cursor: _, ...last } = rest;
        const found = items.filter(({ id }) => ids.has(id));
        return { ...(found.length === 0 ? last : rest), items: found };
      },
    })),
    'joins a search with filters and pages',
  ],
  'a search in names of the past': [
    broken((store) => {
      const names = new Map<string, Set<string>>();
      return {
        commit: async (scope, commit) => {
          const row = await store.commit(scope, commit);
          const known = names.get(row.id) ?? new Set();
          names.set(row.id, known);
          for (const word of searchWords(row)) known.add(word);
          return row;
        },
        list: async (scope, { search = '', ...query } = {}) => {
          const { items, ...rest } = await store.list(scope, query);
          const has = ({ id }: SlackFixture) =>
            searchTerms(search).every((term) =>
              [...(names.get(id) ?? [])].some((word) => word.startsWith(term)),
            );
          return { ...rest, items: items.filter(has) };
        },
      };
    }),
    'finds what a fixture is called now',
  ],
  'a close that closes nothing': [
    broken((store) => ({ close: async () => void store.count(unsafeScope('a')) })),
    'answers nothing after it is closed',
  ],
  'errors that are not typed': [
    broken((store) => ({
      commit: (scope, commit) =>
        store.commit(scope, commit).catch((error: Error) => {
          throw new Error(error.message, { cause: error });
        }),
    })),
    'refuses a stale revision',
  ],
  'a wrong code': [
    broken((store) => ({
      commit: (scope, commit) =>
        store.commit(scope, commit).catch((cause: unknown) => {
          throw new StoreUnavailableError({ operation: 'commit' }, { cause });
        }),
    })),
    'refuses a stale revision',
  ],
  'a prototype written to': [
    broken((store) => ({
      get: (scope, id) => {
        Object.defineProperty(Object.prototype, 'leak', { value: 1, configurable: true, enumerable: false });
        return store.get(scope, id);
      },
    })),
    'leaves Object.prototype as it was',
  ],
};

describe('storeConformance', () => {
  it('passes a store in memory, and skips by name what that lacks', async () => {
    const { failed, skipped, passed } = await report({});
    expect([...failed]).toEqual([]);
    expect(passed.length).toBeGreaterThan(70);
    expect(skipped).toContain(
      'x: fixture store > care > rebuilds an empty store (skipped: the store has no rebuild)',
    );
    expect(skipped).toContain(
      'x: fixture store > care > has everything when it is opened again (skipped: the store cannot be opened again)',
    );
  });

  it('names what it skips where a runner cannot skip', async () => {
    const { passed, failed, skipped } = await report({}, { skip: false });
    expect([...failed]).toEqual([]);
    expect(skipped).toEqual([]);
    expect(passed).toContain(
      'x: fixture store > care > rebuilds an empty store (skipped: the store has no rebuild)',
    );
  });

  it('skips the suites of a directory and an outbox that are not there', async () => {
    const bare = broken((store) => ({
      ...{ directory: undefined, outbox: undefined, takesAlerts: undefined },
      async commit(scope, commit) {
        assertNoAlerts(commit);
        return store.commit(scope, commit);
      },
    }));
    const { failed, skipped } = await report({
      create: bare,
      lacks: ['directory', 'outbox', 'takesAlerts', 'rebuild', 'backup'],
    });
    expect([...failed]).toEqual([]);
    expect(skipped).toContain('x: outbox > the outbox suite (skipped: the store has no outbox)');
    expect(skipped).toContain(
      'x: fixture store > tenants > purges a tenant’s alerts (skipped: the store has no outbox)',
    );
  });

  it('finds a store that takes no alerts, and does not refuse them', async () => {
    const create = broken((store) => ({
      takesAlerts: undefined,
      commit: (scope, { alerts: _, ...commit }) => store.commit(scope, commit),
    }));
    const { failed } = await report({ create, lacks: [...LACKS, 'takesAlerts'] });
    expect([...failed.keys()]).toEqual([
      'x: fixture store > alerts > refuses alerts, which it does not take',
    ]);
  });

  it('says so when it was not told where backups go', async () => {
    const { skipped } = await reportOf((test) =>
      storeConformance(test, { name: 'x', create: () => sqliteStore({ path: ':memory:' }) }),
    );
    expect(
      skipped.filter((name) => name.endsWith('(skipped: the suite was given no `backups`)')),
    ).toHaveLength(2);
  });

  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await report({ create });
    Reflect.deleteProperty(Object.prototype, 'leak');
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('takes the test functions of node:test as they are', () => {
    const test: TestApi = { describe: nodeTest.describe, it: nodeTest.it };
    expect(typeof test.it.skip).toBe('function');
  });

  it('closes a store whose test failed', async () => {
    let open = 0;
    const { failed } = await report({
      create: () => {
        const store: FixtureStore = memoryStore();
        open++;
        let closed = false;
        return {
          ...store,
          get: async () => undefined,
          close: async () => {
            if (!closed) open--;
            closed = true;
            await store.close();
          },
        };
      },
    });
    expect(failed.size).toBeGreaterThan(0);
    expect(open).toBe(0);
  });
});
