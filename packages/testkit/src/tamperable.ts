import type { FixtureEvent, FixtureStore, SlackFixture } from '@localert/core';

/** What lies on a medium instead of what was written, as one leaves it who writes past the store. */
export interface Tamper {
  row?: ((row: SlackFixture) => SlackFixture) | undefined;
  event?: ((event: FixtureEvent) => FixtureEvent) | undefined;
}

/**
 * The store, whose reads answer what a tamperer left there: nothing until a test says so. Put it beneath encryption.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@localert/store-memory';
 * import { tamperable } from '@localert/testkit';
 *
 * const { store, tamper } = tamperable(memoryStore());
 * tamper.row = (row) => ({ ...row, labels: { team: 'evil' } });
 * console.log(store.name); // memory
 * ```
 */
export function tamperable<Store extends FixtureStore>(
  inner: Store,
): { readonly store: Store; readonly tamper: Tamper } {
  const tamper: Tamper = {};
  const rowOf = (row: SlackFixture) => tamper.row?.(row) ?? row;
  const store: Store = {
    ...inner,
    async get(scope, fixture) {
      const row = await inner.get(scope, fixture);
      return row && rowOf(row);
    },
    async list(scope, query) {
      const page = await inner.list(scope, query);
      return { ...page, items: page.items.map(rowOf) };
    },
    async history(scope, fixture, request) {
      const page = await inner.history(scope, fixture, request);
      return { ...page, items: page.items.map((event) => tamper.event?.(event) ?? event) };
    },
  };
  return { store, tamper };
}
