import { parseFixtureContent } from '@localert/core';
import type { FixtureDefinition } from './define-fixture.ts';

/** The definitions of fixtures whose argument types were generated. */
export type GeneratedFixtures<Fixtures> = {
  readonly [Id in keyof Fixtures]: FixtureDefinition<Fixtures[Id]>;
};

/**
 * Declares fixtures whose texts are data, for example imported JSON, and types them: the compiler sees a JSON text only as
 * `string`, so the types come from the declarations that `declarationsOf` of `@localert/icu/declarations` wrote for the
 * same data.
 *
 * @typeParam Fixtures - the generated `Fixtures`: argument values by fixture id
 * @throws LOCALERT_INVALID_INPUT when a shape is wrong; the texts are proved by `createFixtureManager`
 *
 * @example
 * ```ts
 * import { createFixtureManager, defineFixtures } from '@localert/manager';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * // As generated: import type { Fixtures } from './fixtures.generated.ts';
 * interface Fixtures {
 *   readonly disk_full: { host: string | number | bigint | boolean | Date };
 * }
 * // As imported: import catalogue from './fixtures.json' with { type: 'json' };
 * const catalogue = { disk_full: { baseLocale: 'en', locales: { en: { title: 'Disk full on {host}' } } } };
 *
 * const alerts = await createFixtureManager({
 *   fixtures: defineFixtures<Fixtures>(catalogue),
 *   store: sqliteStore({ path: ':memory:' }),
 * });
 * await alerts.forTenant('acme', { actor: 'svc:storage' }).send('disk_full', { values: { host: 'db-1' } });
 * ```
 */
export function defineFixtures<Fixtures extends object>(
  sources: { readonly [Id in keyof Fixtures]: object },
): GeneratedFixtures<Fixtures> {
  const entries = Object.entries<object>(sources).map(([id, source]) => [
    id,
    { content: parseFixtureContent(source) },
  ]);
  // The generated types are the caller's word for what the texts take; the proof reads the texts themselves.
  return Object.fromEntries(entries) as GeneratedFixtures<Fixtures>;
}
