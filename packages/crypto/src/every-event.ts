import type { FixtureEvent, FixtureStore, TenantScope } from '@localert/core';

/** A fixture's whole log as it lies in a store, oldest first. */
export async function everyEvent(
  inner: FixtureStore,
  scope: TenantScope,
  fixture: string,
): Promise<readonly FixtureEvent[]> {
  const events: FixtureEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await inner.history(scope, fixture, { limit: 1_000, cursor });
    events.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return events;
}
