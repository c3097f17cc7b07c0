import type { AlertRow } from './enqueue.ts';
import { COUNT_DUPLICATES, EARLIER_ALERTS } from './enqueue-queries.ts';
import { lock, lockNumber } from './locks.ts';
import type { Query } from './session.ts';

/** How many locks all dedupe keys share: a server has room for some thousands in all. */
const STRIPES = 64;

/** An id holds no NUL, so the last one parts it from its tenant. */
export const keyOf = (tenant: string, id: string): string => `${tenant}\0${id}`;

/** What was found of an alert with a dedupe key. */
interface Found {
  readonly earlier: string | null;
  /** Whether it is here itself. */
  readonly known: boolean;
}

/** Why an alert is not written. */
interface Duplicate {
  /** The id of the earlier one. */
  readonly of: string;
  /** Where that one is. `same`: it is this very alert, handed in again, which is nothing to count. */
  readonly where: 'stored' | 'batch' | 'same';
}

/** What each alert of a batch is a duplicate of; `undefined` for what is to be written. */
export type Duplicates = readonly (Duplicate | undefined)[];

/** Nobody else enqueues alerts with these keys until the transaction ends, so that what is found stays true. */
export async function findEarlier(
  query: Query,
  batch: readonly AlertRow[],
): Promise<ReadonlyMap<AlertRow, Found>> {
  const keyed = batch.filter(({ dedupe }) => dedupe !== null);
  if (keyed.length === 0) return new Map();
  const stripes = keyed.map(({ tenant, dedupe }) => lockNumber(`${dedupe} ${tenant}`) & (STRIPES - 1));
  const [, found] = await Promise.all([
    query(...lock(stripes)),
    // Begun when the locks are held, so that it sees what others wrote before.
    query<Found>(EARLIER_ALERTS, [
      keyed.map(({ tenant }) => tenant),
      keyed.map(({ id }) => id),
      keyed.map(({ dedupe }) => dedupe),
      keyed.map(({ since }) => since),
      keyed.map(({ until }) => until),
    ]),
  ]);
  return new Map(keyed.map((row, place) => [row, found[place] as Found]));
}

const newestFirst = (left: AlertRow, right: AlertRow): number => right.createdAt - left.createdAt;

/** As if one were written after the other. */
export function duplicatesIn(
  batch: readonly AlertRow[],
  found: ReadonlyMap<AlertRow, Found> = new Map(),
): Duplicates {
  const ids = new Set<string>();
  /** Those with a dedupe key that will be kept, by key. */
  const kept = new Map<string, AlertRow[]>();
  return batch.map((row): Duplicate | undefined => {
    const { tenant, id, dedupe, since, until } = row;
    const stored = found.get(row);
    if (stored?.known || ids.has(keyOf(tenant, id))) return { of: id, where: 'same' };
    if (typeof stored?.earlier === 'string') return { of: stored.earlier, where: 'stored' };
    const rivals = dedupe === null ? [] : (kept.get(keyOf(tenant, dedupe)) ?? []);
    const rival = rivals
      .filter(({ createdAt }) => createdAt > since && createdAt < until)
      .sort(newestFirst)[0];
    if (rival !== undefined) return { of: rival.id, where: 'batch' };
    ids.add(keyOf(tenant, id));
    if (dedupe !== null) kept.set(keyOf(tenant, dedupe), [...rivals, row]);
    return undefined;
  });
}

/** How many duplicates each earlier alert of a kind has in a batch, by its key. */
export function countIn(
  batch: readonly AlertRow[],
  duplicates: Duplicates,
  kind: Duplicate['where'],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [place, { tenant }] of batch.entries()) {
    const duplicate = duplicates[place];
    if (duplicate?.where !== kind) continue;
    const key = keyOf(tenant, duplicate.of);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

interface Counted {
  readonly tenant_id: string;
  readonly id: string;
  readonly suppressed: number;
}

/** Counts the duplicates of what is stored already; answers how many each had before, by its key. */
export async function countStored(
  query: Query,
  batch: readonly AlertRow[],
  duplicates: Duplicates,
): Promise<ReadonlyMap<string, number>> {
  const counts = countIn(batch, duplicates, 'stored');
  if (counts.size === 0) return new Map();
  const keys = [...counts.keys()].map((key) => key.split('\0') as [tenant: string, id: string]);
  const rows = await query<Counted>(COUNT_DUPLICATES, [
    keys.map(([tenant]) => tenant),
    keys.map(([, id]) => id),
    [...counts.values()],
  ]);
  return new Map(
    rows.map(({ tenant_id, id, suppressed }) => {
      const key = keyOf(tenant_id, id);
      return [key, suppressed - (counts.get(key) ?? 0)];
    }),
  );
}
