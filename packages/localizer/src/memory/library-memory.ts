import { MEMORY_SPEC, type MessageSyntax, type Messages, type TranslationMemory } from '@localert/core';
import { own } from '../own.ts';
import { findUnits, type IndexedUnit, indexed } from './find-units.ts';

/** A fixture of a library: what `@localert/templates` gives, or a host's own catalogue. */
export interface LibraryFixture {
  readonly baseLocale: string;
  readonly syntax?: MessageSyntax | undefined;
  readonly locales: Readonly<Record<string, Messages>>;
}

/** Every translation of a library, by its source's own field. */
function* unitsOf(fixtures: Iterable<LibraryFixture>): Generator<IndexedUnit> {
  for (const { baseLocale, syntax = 'icu', locales } of fixtures) {
    const sources = own(locales, baseLocale) ?? {};
    for (const [locale, messages] of Object.entries(locales)) {
      if (locale === baseLocale) continue;
      for (const [field, target] of Object.entries(messages)) {
        const source = own(sources, field);
        if (source === undefined) continue;
        yield indexed({
          ...{ source, target, sourceLocale: baseLocale, targetLocale: locale, syntax },
          origin: 'template',
          at: 0,
        });
      }
    }
  }
}

/**
 * A memory that is a library of ready-made fixtures: it answers what it knows, for every tenant, and learns nothing.
 *
 * @example
 * ```ts
 * import { libraryMemory } from '@localert/localizer';
 *
 * const memory = libraryMemory([
 *   { baseLocale: 'en', locales: { en: { title: 'Disk full' }, ja: { title: 'ディスク容量不足' } } },
 * ]);
 * console.log(memory.spec);
 * ```
 */
export function libraryMemory(fixtures: Iterable<LibraryFixture>): TranslationMemory {
  let units: readonly IndexedUnit[] | undefined;
  return {
    spec: MEMORY_SPEC,
    async find(_scope, query) {
      units ??= [...unitsOf(fixtures)];
      return findUnits(units, query);
    },
    async remember() {},
    forget: async () => 0,
  };
}
