import type { ItemChange } from './diff.ts';

/** How many of one kind came to what. */
export interface OutcomeCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** What an import came to so far. */
export interface ImportCounts {
  readonly fixtures: OutcomeCounts;
  readonly drafts: OutcomeCounts;
  readonly overrides: OutcomeCounts;
  /** Texts of translators' files, by fixture and locale. */
  readonly texts: OutcomeCounts;
}

const NONE: OutcomeCounts = Object.freeze({ created: 0, changed: 0, unchanged: 0, refused: 0 });

const NO_COUNTS: ImportCounts = Object.freeze({ fixtures: NONE, drafts: NONE, overrides: NONE, texts: NONE });

const MEMBER = { fixture: 'fixtures', draft: 'drafts', override: 'overrides', texts: 'texts' } as const;

/** A number of things. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Whether a checkpoint's counts are what {@link tallyOf} counts. */
export function isCounts(value: unknown): value is ImportCounts {
  const counts = value as { readonly [kind: string]: { readonly [outcome: string]: unknown } } | null;
  return ['fixtures', 'drafts', 'overrides', 'texts'].every((kind) =>
    ['created', 'changed', 'unchanged', 'refused'].every((outcome) => isCount(counts?.[kind]?.[outcome])),
  );
}

/** Counts outcomes. @param before - what an earlier run had counted */
export function tallyOf(before: ImportCounts = NO_COUNTS) {
  let counts = before;
  return {
    counts: (): ImportCounts => counts,
    add({ kind, outcome }: Pick<ItemChange, 'kind' | 'outcome'>): void {
      const member = MEMBER[kind];
      const own = counts[member];
      counts = { ...counts, [member]: { ...own, [outcome]: own[outcome] + 1 } };
    },
  };
}

/** See {@link tallyOf}. */
export type Tally = ReturnType<typeof tallyOf>;
