import {
  type FixtureEvent,
  type FixtureReseal,
  type FixtureStore,
  type Scope,
  type SlackFixture,
  type SystemScope,
  systemScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { sampleAudit, sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';
import type { StoreHarness } from './store-harness.ts';
import { itNeeding } from './test-api.ts';

const system = systemScope('test:suite');
const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });
const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });

/** The same content in another form. */
const sealed = <Content extends object>(content: Content, mark: string): Content => ({
  ...content,
  locales: { en: {}, es: {} },
  sealed: { 'messages/en': mark },
});

const sealedEvent = (event: FixtureEvent, mark: string): FixtureEvent =>
  'snapshot' in event ? { ...event, snapshot: sealed(event.snapshot, mark) } : event;

/** What puts a fixture's row and its last content in another form. */
async function changeOf(store: FixtureStore, mark: string): Promise<FixtureReseal> {
  const row: SlackFixture = present(await store.get(acme, 'disk'), 'the row');
  const { items } = await store.history(acme, 'disk');
  const from = present(
    items.findLast((event) => 'snapshot' in event),
    'an event with content',
  );
  return {
    fixture: 'disk',
    row: { from: row, to: sealed(row, mark) },
    events: [{ from, to: sealedEvent(from, mark) }],
  };
}

const viewOf = async (store: FixtureStore) => [
  await store.list(acme),
  await store.history(acme, 'disk'),
  await store.list(rival),
];

/** Another form for what is stored: as a whole, of what was read, and nothing else. */
export function storeReseal({ test, withStore, missing }: StoreHarness): void {
  const it = itNeeding(test, missing('reseal'));
  const reseal = (store: FixtureStore, change: FixtureReseal, scope: Scope = system, tenant = 'acme') =>
    store.reseal?.(scope as SystemScope, tenant, change);

  async function fill(store: FixtureStore): Promise<void> {
    for (const scope of [acme, rival]) {
      await store.commit(scope, sampleCreate('disk'));
      await store.commit(scope, sampleUpdate('disk', 1));
    }
    await store.commit(acme, sampleTurn('disk', 2, 'FixtureArchived'));
    await store.commit(acme, sampleCreate('cpu'));
  }

  it(
    'puts another form in place, in row, list and history',
    withStore(async (store) => {
      await fill(store);
      const change = await changeOf(store, 'x'.repeat(5_000));
      const before = store.storedBytes && (await store.storedBytes(acme));
      const others = (await viewOf(store))[2];
      same(await reseal(store, change), true, 'the answer');
      same(await store.get(acme, 'disk'), change.row?.to, 'the row');
      same((await store.list(acme)).items.length, 2, 'the rows listed');
      const { items } = await store.history(acme, 'disk');
      same(items[1], change.events[0]?.to, 'the event');
      same([items.length, items[2]?.type], [3, 'FixtureArchived'], 'the other events');
      same((await viewOf(store))[2], others, 'another tenant');
      if (before !== undefined)
        isTrue(Number(await store.storedBytes?.(acme)) > before + 4_000, 'the bytes are counted anew');
      await store.commit(acme, sampleTurn('disk', 3, 'FixtureRestored'));
      same((await store.get(acme, 'disk'))?.sealed, change.row?.to.sealed, 'the row after another write');
      if (store.rebuild) {
        await store.rebuild(system);
        same((await store.get(acme, 'disk'))?.sealed, change.row?.to.sealed, 'the row made anew');
      }
    }),
  );

  it(
    'changes nothing when something is not any more what it was read as',
    withStore(async (store) => {
      await fill(store);
      const stale = await changeOf(store, 'stale');
      same(await reseal(store, await changeOf(store, 'first')), true, 'the first');
      const before = await viewOf(store);
      same(await reseal(store, stale), false, 'a second of the same look');
      same(await reseal(store, { ...stale, row: undefined }), false, 'the event alone');
      same(await reseal(store, { ...stale, events: [] }), false, 'the row alone');
      const current = await changeOf(store, 'second');
      same(
        await reseal(store, { ...current, events: stale.events }),
        false,
        'a stale event under a fresh row',
      );
      same(await reseal(store, current, system, 'nobody'), false, 'another tenant');
      same(await viewOf(store), before, 'what is stored');
    }),
  );

  it(
    'lets one of several at once win',
    withStore(async (store) => {
      await fill(store);
      const changes = await Promise.all(['a', 'b', 'c', 'd'].map((mark) => changeOf(store, mark)));
      const answers = await Promise.all(changes.map((change) => reseal(store, change)));
      same(answers.filter(Boolean).length, 1, 'the winners');
    }),
  );

  it(
    'refuses what would change more than the form',
    withStore(async (store) => {
      await fill(store);
      const change = await changeOf(store, 'x');
      const before = await viewOf(store);
      const row = present(change.row, 'the row');
      const [event] = change.events;
      const from = present(event, 'the event').from;
      const wrong: Readonly<Record<string, FixtureReseal>> = {
        'another revision': { ...change, row: { ...row, to: { ...row.to, revision: 9 } } },
        'another state': { ...change, row: { ...row, to: { ...row.to, state: 'active' } } },
        'other labels': { ...change, row: { ...row, to: { ...row.to, labels: { a: 'b' } } } },
        'another fixture': { ...change, fixture: 'cpu' },
        'another actor': { ...change, events: [{ from, to: { ...from, actor: 'user:other' } }] },
      };
      for (const [what, one] of Object.entries(wrong))
        await refused(() => reseal(store, one), 'LOCALERT_INVALID_INPUT', what);
      same(await viewOf(store), before, 'what is stored');
      for (const scope of [acme, { kind: 'system', purpose: 'x' } as const])
        await refused(() => reseal(store, change, scope), 'LOCALERT_INVALID_SCOPE', 'a wrong scope');
    }),
  );

  itNeeding(test, missing('reseal') ?? missing('audit'))(
    'keeps the audit records of a change that was made, and of no other',
    withStore(async (store) => {
      await fill(store);
      const audit = present(store.audit, 'the audit log');
      const [kept, lost] = [sampleAudit('acme'), sampleAudit('acme')];
      const change = await changeOf(store, 'x');
      same(await reseal(store, { ...change, audit: [kept] }), true, 'the first');
      same(await reseal(store, { ...change, audit: [lost] }), false, 'the second');
      same(await audit.unlinked(system, 'acme', 10), [kept], 'the records');
    }),
  );
}
