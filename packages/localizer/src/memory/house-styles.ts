import {
  canonicalLocale,
  type GlossaryTerm,
  InvalidInputError,
  type Locale,
  type Records,
  systemScope,
  type TenantScope,
} from '@localert/core';
import type { HouseStyle } from '../pipeline/drafting.ts';
import { learnedFrom, suggestionsOf, type TermLesson, type TermSuggestion } from './term-lessons.ts';

const SCOPE = systemScope('house style');
const KIND = 'house-style';

/** Sealed it still has to fit a record. */
const MAX_BYTES = 40_000;
const utf8 = new TextEncoder();

/** What is kept of a language. */
interface Kept {
  readonly style: HouseStyle;
  readonly lessons: readonly TermLesson[];
}

/** An edit of a reviewer. */
export interface ReviewEdit {
  /** The message in the source language. */
  readonly source: string;
  /** The draft. */
  readonly before: string;
  /** What the reviewer made of it. */
  readonly after: string;
}

/** How each tenant writes in each language: its terms, its form of address, its tone, and what its reviewers teach. */
export interface HouseStyles {
  /** Hand it to a localizer as `style`. */
  of(scope: TenantScope, locale: Locale): Promise<HouseStyle>;
  /** Replaces the style of a language. @throws LOCALERT_INVALID_INPUT for terms that are too many or no terms */
  set(scope: TenantScope, locale: Locale, style: HouseStyle): Promise<void>;
  /** Learns from what a reviewer changed. */
  learn(scope: TenantScope, locale: Locale, edits: readonly ReviewEdit[]): Promise<void>;
  /** Terms that reviewers keep writing in place of the drafts', the most frequent first. */
  suggestions(scope: TenantScope, locale: Locale): Promise<readonly TermSuggestion[]>;
  /** Takes a suggestion into the glossary. */
  accept(scope: TenantScope, locale: Locale, suggestion: TermSuggestion): Promise<void>;
}

const EMPTY: Kept = Object.freeze({ style: Object.freeze({}), lessons: Object.freeze([]) });

function assertTerms(terms: readonly GlossaryTerm[]): void {
  const issues = terms.flatMap(({ source, target }, at) => {
    const isWord = (text: unknown) => typeof text === 'string' && text.trim() !== '' && text.length <= 200;
    const message = 'a text of 1 to 200 characters';
    return [
      ...(isWord(source) ? [] : [{ path: `glossary.${at}.source`, message }]),
      ...(target === undefined || isWord(target) ? [] : [{ path: `glossary.${at}.target`, message }]),
    ];
  });
  if (issues.length > 0) throw new InvalidInputError({ what: 'house style', issues });
}

/**
 * House styles among a store's small records: a tenant's apart from every other's, and gone with it.
 *
 * @example
 * ```ts
 * import { tenantScope } from '@localert/core';
 * import { houseStyles } from '@localert/localizer';
 * import { sqliteStore } from '@localert/store-sqlite';
 *
 * const styles = houseStyles({ records: sqliteStore({ path: 'alerts.db' }).records });
 * const scope = tenantScope({ tenant: 'acme', actor: 'user:ana' });
 * await styles.set(scope, 'de', {
 *   formality: 'formal',
 *   glossary: [{ source: 'Localert' }, { source: 'stream', target: 'Stream' }],
 * });
 * ```
 */
export function houseStyles({ records }: { readonly records: Records }): HouseStyles {
  async function read({ tenant }: TenantScope, locale: Locale): Promise<{ kept: Kept; version: number }> {
    const record = await records.get(SCOPE, tenant, KIND, locale);
    return record === undefined
      ? { kept: EMPTY, version: 0 }
      : { kept: JSON.parse(record.body) as Kept, version: record.version };
  }

  async function change(scope: TenantScope, tag: string, next: (kept: Kept) => Kept): Promise<void> {
    const locale = canonicalLocale(tag, 'house style');
    for (;;) {
      const { kept, version } = await read(scope, locale);
      const body = JSON.stringify(next(kept));
      if (utf8.encode(body).length > MAX_BYTES) {
        const issues = [{ path: 'glossary', message: `fewer terms: ${MAX_BYTES} bytes are the most` }];
        throw new InvalidInputError({ what: 'house style', issues });
      }
      const record = { kind: KIND, id: locale, version: version + 1, body } as const;
      if (await records.put(SCOPE, scope.tenant, record)) return;
    }
  }

  return {
    async of(scope, tag) {
      return (await read(scope, canonicalLocale(tag, 'house style'))).kept.style;
    },

    async set(scope, locale, style) {
      assertTerms(style.glossary ?? []);
      await change(scope, locale, (kept) => ({ ...kept, style }));
    },

    async learn(scope, locale, edits) {
      if (edits.every(({ before, after }) => before === after)) return;
      await change(scope, locale, (kept) => ({ ...kept, lessons: edits.reduce(learnedFrom, kept.lessons) }));
    },

    async suggestions(scope, tag) {
      const { kept } = await read(scope, canonicalLocale(tag, 'house style'));
      const known = new Set(kept.style.glossary?.map(({ source }) => source.toLowerCase()));
      return suggestionsOf(kept.lessons).filter(({ source }) => !known.has(source.toLowerCase()));
    },

    accept: (scope, locale, { source, target }) =>
      change(scope, locale, ({ style, lessons }) => ({
        style: { ...style, glossary: [...(style.glossary ?? []), { source, target, caseSensitive: false }] },
        lessons,
      })),
  };
}
