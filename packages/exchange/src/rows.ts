import type { FixtureQuery, SlackFixture } from '@localert/core';
import type { FixtureReader } from './desk.ts';
import { idSet } from './id-set.ts';

/** Which fixtures of a tenant are taken. */
export interface RowOptions {
  /** Which of them; default all, archived ones too. */
  readonly query?: Omit<FixtureQuery, 'cursor' | 'limit'> | undefined;
  /** Whether those that stand in the host's code are among them. Default false: they travel with the code. */
  readonly inCode?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PAGE = 200;

/** Those in code lead the first page, and have no events. */
async function withoutCode(
  desk: FixtureReader,
  rows: readonly SlackFixture[],
): Promise<readonly SlackFixture[]> {
  for (const [index, { id }] of rows.entries()) {
    const { items } = await desk.history(id, { limit: 1 });
    if (items.length > 0) return rows.slice(index);
  }
  return [];
}

/**
 * The fixtures of a tenant, a page at a time, each once. A fixture that changes meanwhile moves to the head of the list,
 * past a reader who has gone by: so what has changed since the beginning is looked for again at the end.
 */
export async function* everyRow(
  desk: FixtureReader,
  { query = {}, inCode = false, signal }: RowOptions,
): AsyncGenerator<readonly SlackFixture[]> {
  const met = idSet();
  let newest = Number.NEGATIVE_INFINITY;
  for (;;) {
    const since = newest;
    let fresh = 0;
    let cursor: string | undefined;
    let isFirst = true;
    do {
      signal?.throwIfAborted();
      const page = await desk.list({ ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      const rows = isFirst && !inCode ? await withoutCode(desk, page.items) : page.items;
      isFirst = false;
      cursor = page.cursor;
      const unmet = rows.filter(({ id }) => met.add(id));
      for (const { updatedAt } of rows) newest = Math.max(newest, updatedAt);
      fresh += unmet.length;
      if (unmet.length > 0) yield unmet;
      // Newest first: what comes behind this has been met, unless it is as old as the newest one then.
      if (rows.some(({ updatedAt }) => updatedAt < since)) break;
    } while (cursor !== undefined);
    if (fresh === 0) return;
  }
}
