import {
  type ChangeRequest,
  type FixtureChange,
  type FixtureEvent,
  type FixtureStore,
  type Scope,
  systemScope,
  tenantScope,
} from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { sampleCreate, sampleTurn, sampleUpdate } from './samples.ts';

export const system = systemScope('test:suite');
export const acme = tenantScope({ tenant: 'acme', actor: 'test:suite' });
export const rival = tenantScope({ tenant: 'acme2', actor: 'test:suite' });

export const pageOf = async (store: FixtureStore, scope: Scope, request?: ChangeRequest) =>
  present(await store.changes?.(scope, request), 'the page of changes');

/** Everything from a place on, page by page, and the place after it. */
export async function restOf(store: FixtureStore, scope: Scope, request: ChangeRequest = {}) {
  const items: FixtureChange[] = [];
  let { cursor } = request;
  for (let page = 0; page < 10_000; page++) {
    const answer = await pageOf(store, scope, { ...request, cursor });
    isTrue(typeof answer.cursor === 'string' && answer.cursor !== '', 'a page has a cursor');
    cursor = answer.cursor;
    if (answer.items.length === 0) return { items, cursor };
    items.push(...answer.items);
  }
  throw new Error('the feed does not end');
}

export async function nowOf(store: FixtureStore, scope: Scope = acme): Promise<string> {
  const { items, cursor } = await pageOf(store, scope, { cursor: 'now' });
  same(items, [], 'what was before now');
  return cursor;
}

export const told = (items: readonly FixtureChange[]) =>
  items.map(({ tenant, fixture, revision }) => `${tenant} ${fixture} ${revision}`);

export const changeOf = (
  tenant: string,
  { id, fixture, revision, type, at }: FixtureEvent,
): FixtureChange => ({
  ...{ tenant, fixture, revision, type, at },
  event: id,
});

/** Writes eight events of three fixtures in two tenants, and answers what a feed has to tell of them. */
export async function fill(store: FixtureStore): Promise<FixtureChange[]> {
  const both = sampleUpdate('disk', 1);
  const turn = sampleTurn('disk', 2, 'FixtureArchived');
  const writes = [
    [acme, sampleCreate('disk')],
    [rival, sampleCreate('disk')],
    [acme, { ...both, events: [...both.events, ...turn.events] }],
    [acme, sampleCreate('cpu', { at: 5 })],
    [rival, sampleUpdate('disk', 1)],
    [acme, sampleTurn('disk', 3, 'FixtureRestored')],
    [acme, sampleUpdate('cpu', 1, { at: 4 })],
  ] as const;
  for (const [scope, commit] of writes) await store.commit(scope, commit);
  return writes.flatMap(([{ tenant }, { events }]) => events.map((event) => changeOf(tenant, event)));
}

/** Fails unless each fixture's revisions come in order, from the first on and each once. */
export function inOrder(items: readonly FixtureChange[]): void {
  const last = new Map<string, number>();
  for (const { tenant, fixture, revision } of items) {
    const key = JSON.stringify([tenant, fixture]);
    same(revision, (last.get(key) ?? 0) + 1, `the next revision of ${fixture}`);
    last.set(key, revision);
  }
}
