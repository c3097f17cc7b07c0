import { type FixtureQuery, searchTerms, type TenantId } from '@localert/core';
import type { Statement } from './session.ts';
import { labelTerms, wordRange } from './terms.ts';
import type { Step } from './transaction.ts';

/** The sort key of a fixture in a list. */
export type ListKey = readonly [updated: number, id: string];

export const READ_FIXTURE: Statement = {
  name: 'fixture',
  text: 'SELECT body FROM fixture WHERE tenant_id = $1 AND id = $2',
};

export const READ_EVENTS: Statement = {
  name: 'history',
  text: `SELECT body FROM event WHERE tenant_id = $1 AND fixture_id = $2 AND revision > $3
  ORDER BY revision LIMIT $4`,
};

export const READ_TOTAL: Statement = {
  name: 'total',
  text: 'SELECT fixtures, bytes FROM total WHERE tenant_id = $1',
};

/**
 * One page, newest change first. What it is looked for by stands in few shapes of text, so that a connection keeps few
 * statements: of several labels or words the longest leads to rows by the index, the others are looked up in each row.
 */
export function listStep(
  tenant: TenantId,
  { state, severity, labels = {}, search = '' }: FixtureQuery,
  after: ListKey | undefined,
  limit: number,
): Step {
  const values: unknown[] = [tenant, limit + 1];
  const conditions = ['tenant_id = $1'];
  let shape = '';
  const where = (letter: string, condition: (...places: string[]) => string, ...given: unknown[]) => {
    const places = given.map((value) => `$${values.push(value)}`);
    conditions.push(condition(...places));
    shape += letter;
  };
  const byLength = (texts: readonly string[]) => texts.toSorted((left, right) => right.length - left.length);
  const [label, ...otherLabels] = byLength(labelTerms(labels));
  const [word, ...otherWords] = byLength(searchTerms(search));
  const ranges = otherWords.map(wordRange);

  if (after !== undefined) {
    where('a', (updated, id) => `updated <= ${updated} AND (updated < ${updated} OR id > ${id})`, ...after);
  }
  if (state !== undefined) where('s', (place) => `state = ${place}`, state);
  if (severity !== undefined) where('v', (place) => `severity = ${place}`, severity);
  if (label !== undefined) {
    where(
      'l',
      (place) => `id IN (SELECT fixture_id FROM fixture_term WHERE tenant_id = $1 AND term = ${place})`,
      label,
    );
  }
  if (otherLabels.length > 0) where('L', (place) => `terms @> ${place}::text[]`, otherLabels);
  if (word !== undefined) {
    where(
      'w',
      (from, before) =>
        `id IN (SELECT fixture_id FROM fixture_term WHERE tenant_id = $1 AND term >= ${from} AND term < ${before})`,
      ...wordRange(word),
    );
  }
  if (ranges.length > 0) {
    where(
      'W',
      (from, before) => `NOT EXISTS (
        SELECT FROM unnest(${from}::text[], ${before}::text[]) AS wanted (first, last)
        WHERE NOT EXISTS (
          SELECT FROM unnest(terms) AS term WHERE term >= wanted.first COLLATE "C" AND term < wanted.last COLLATE "C"))`,
      ranges.map(([from]) => from),
      ranges.map(([, before]) => before),
    );
  }
  const text = `SELECT body FROM fixture WHERE ${conditions.join(' AND ')}
  ORDER BY updated DESC, id LIMIT $2`;
  return [{ name: `list${shape && `:${shape}`}`, text }, values];
}
