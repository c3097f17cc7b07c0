import { MessageTooDeepError, MessageTooLargeError } from '../errors.ts';
import {
  type Expression,
  type FormNode,
  MAX_NESTING,
  MAX_NODES,
  type Variant,
  type VariantKey,
} from '../form.ts';
import { notConvertible } from './errors.ts';
import type { FlatRow } from './flatten.ts';
import { same } from './same.ts';

/** How well a key fits, as the rows are compared (LDML 48 part 9, pattern selection): lower is better. */
const EXACT = 0;
const CATEGORY = 1;
const ANY = 2;

/** A row that may still be the one, and how well its keys fit so far. */
interface Candidate {
  readonly row: FlatRow;
  readonly fits: readonly number[];
}

/** Writes the text of a row where it stands: below these selectors. */
export type WriteRow = (nodes: readonly FormNode[], above: readonly Expression[]) => readonly FormNode[];

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many'];

/** A key as a text, to compare by. */
const idOf = (key: VariantKey): string => (key.kind === 'any' ? '' : `${key.kind} ${key.value}`);

const keyAt = ({ row }: Candidate, column: number): VariantKey => row.keys[column] ?? { kind: 'any' };

function worse(left: readonly number[], right: readonly number[]): boolean {
  const first = left.findIndex((fit, at) => fit !== right[at]);
  return first !== -1 && (left[first] ?? ANY) > (right[first] ?? ANY);
}

/** Without the rows that a row which fits everything from here on goes before. */
function pruned(candidates: readonly Candidate[], column: number): readonly Candidate[] {
  let best: readonly number[] | undefined;
  for (const { row, fits } of candidates) {
    const open = row.keys.slice(column).every(({ kind }) => kind === 'any');
    if (open && (best === undefined || worse(best, fits))) best = fits;
  }
  return best === undefined ? candidates : candidates.filter(({ fits }) => !worse(fits, best));
}

interface Nesting {
  readonly selectors: readonly Expression[];
  readonly write: WriteRow;
  nodes: number;
}

function fitting(
  candidates: readonly Candidate[],
  column: number,
  rankOf: (key: VariantKey) => number | undefined,
): readonly Candidate[] {
  const found = candidates.flatMap((candidate) => {
    const rank = rankOf(keyAt(candidate, column));
    return rank === undefined ? [] : [{ row: candidate.row, fits: [...candidate.fits, rank] }];
  });
  return pruned(found, column + 1);
}

const anyOnly = (key: VariantKey): number | undefined => (key.kind === 'any' ? ANY : undefined);

function keyed(value: VariantKey, rank: number): (key: VariantKey) => number | undefined {
  const id = idOf(value);
  return (key) => (key.kind === 'any' ? ANY : idOf(key) === id ? rank : undefined);
}

function distinctKeys(candidates: readonly Candidate[], column: number): VariantKey[] {
  const keys = new Map<string, VariantKey>();
  for (const candidate of candidates) {
    const key = keyAt(candidate, column);
    if (key.kind !== 'any') keys.set(idOf(key), key);
  }
  return [...keys.values()];
}

function best(candidates: readonly Candidate[]): FlatRow | undefined {
  let found: Candidate | undefined;
  for (const candidate of candidates) if (!found || worse(found.fits, candidate.fits)) found = candidate;
  return found?.row;
}

function count(nesting: Nesting, above: readonly Expression[], more: number): void {
  nesting.nodes += more;
  if (nesting.nodes > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
  if (above.length > MAX_NESTING) throw new MessageTooDeepError({ limit: MAX_NESTING });
}

/** `other` of MessageFormat 1 takes all that is left, so a category "other" besides `*` has the rest spelled out. */
function withOther(variants: readonly Variant[], rest: readonly FormNode[]): readonly Variant[] {
  const isOther = ({ keys: [key] }: Variant): boolean =>
    key?.kind !== 'exact' && key?.kind !== 'any' && key?.value === 'other';
  const other = variants.find(isOther);
  const any: Variant = { keys: [{ kind: 'any' }], nodes: rest };
  if (!other || same(other.nodes, rest)) return [...variants.filter((one) => !isOther(one)), any];
  if (other.keys[0]?.kind === 'text') throw notConvertible('icu', 'a choice by the text "other"');
  const named = new Set(variants.map(({ keys: [key] }) => (key?.kind === 'category' ? key.value : '')));
  const missing = CATEGORIES.filter((name) => !named.has(name)).map(
    (value): Variant => ({
      keys: [{ kind: 'category', value }],
      nodes: rest,
    }),
  );
  const others = variants.filter((one) => one !== other);
  return [...others, ...missing, { keys: [{ kind: 'any' }], nodes: other.nodes }];
}

function choice(
  candidates: readonly Candidate[],
  column: number,
  keys: readonly VariantKey[],
  above: readonly Expression[],
  nesting: Nesting,
): readonly FormNode[] {
  const selector = nesting.selectors[column];
  if (!selector) return [];
  const inside = [...above, selector];
  count(nesting, inside, keys.length + 2);
  const variants = keys.map((key): Variant => {
    const rank = key.kind === 'category' ? CATEGORY : EXACT;
    return { keys: [key], nodes: branch(candidates, column, key, rank, inside, nesting) };
  });
  const rest = nest(fitting(candidates, column, anyOnly), column + 1, inside, nesting);
  return [{ type: 'match', selectors: [selector], variants: withOther(variants, rest) }];
}

/** A number that an exact key names also has a category: where rows still ask for it, they are asked once more. */
function branch(
  candidates: readonly Candidate[],
  column: number,
  key: VariantKey,
  rank: number,
  inside: readonly Expression[],
  nesting: Nesting,
): readonly FormNode[] {
  const own = keyed(key, rank);
  if (key.kind !== 'exact') return nest(fitting(candidates, column, own), column + 1, inside, nesting);
  const all = fitting(candidates, column, (one) => (one.kind === 'category' ? CATEGORY : own(one)));
  const categories = distinctKeys(all, column).filter(({ kind }) => kind === 'category');
  if (categories.length === 0) return nest(all, column + 1, inside, nesting);
  const again = candidates.filter((one) => {
    const at = keyAt(one, column);
    return at.kind !== 'exact' || idOf(at) === idOf(key);
  });
  // The exact rows now fit whatever the category is, and better than the rows of the category.
  const asked = again.map(
    (one): Candidate =>
      idOf(keyAt(one, column)) === idOf(key)
        ? {
            row: { ...one.row, keys: one.row.keys.with(column, { kind: 'any' }) },
            fits: [...one.fits, EXACT],
          }
        : { row: one.row, fits: [...one.fits, CATEGORY] },
  );
  return choice(asked, column, categories, inside, nesting);
}

function nest(
  candidates: readonly Candidate[],
  column: number,
  above: readonly Expression[],
  nesting: Nesting,
): readonly FormNode[] {
  if (column === nesting.selectors.length) {
    const nodes = nesting.write(best(candidates)?.nodes ?? [], above);
    count(nesting, above, nodes.length);
    return nodes;
  }
  const keys = distinctKeys(candidates, column);
  return keys.length === 0
    ? nest(fitting(candidates, column, anyOnly), column + 1, above, nesting)
    : choice(candidates, column, keys, above, nesting);
}

/**
 * Turns rows with several keys into choices inside of choices, which take the row that fits best.
 *
 * @param write - the text of a row below the selectors that stand above it
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE, LOCALERT_MESSAGE_TOO_LARGE, LOCALERT_MESSAGE_TOO_DEEP
 */
export function nestRows(
  selectors: readonly Expression[],
  rows: readonly FlatRow[],
  write: WriteRow,
): readonly FormNode[] {
  const candidates = rows.map((row): Candidate => ({ row, fits: [] }));
  return nest(candidates, 0, [], { selectors, write, nodes: 0 });
}
