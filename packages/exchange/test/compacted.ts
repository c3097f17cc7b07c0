import type { FixtureStore, TenantScope } from '@localert/core';
import { systemScope } from '@localert/core';

/** Makes the whole log of a fixture one event, as it is now. Answers whether the store did. */
export async function compacted(store: FixtureStore, scope: TenantScope, id: string): Promise<boolean> {
  const { items } = await store.history(scope, id);
  const last = items.at(-1);
  if (last === undefined || !('snapshot' in last)) throw new Error('no snapshot');
  const { id: event, at, actor, revision, fixture, snapshot } = last;
  const createdAt = items[0]?.at ?? 0;
  const whole = {
    type: 'FixtureCompacted' as const,
    id: event,
    at,
    actor,
    revision,
    fixture,
    snapshot,
    createdAt,
  };
  const replaces = items.map((one) => one.id);
  const change = { fixture, event: whole, replaces };
  return (await store.compact?.(systemScope('test'), scope.tenant, change)) === true;
}
