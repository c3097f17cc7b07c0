import {
  type ChangePage,
  type ChangeRequest,
  cursorCodec,
  type FixtureChange,
  InvalidInputError,
  pageLimit,
  type TenantId,
} from '@localert/core';
import type { Database } from './database.ts';
import type { Statement } from './session.ts';

interface ChangeRow extends Record<string, unknown> {
  readonly tenant: string;
  readonly fixture: string;
  readonly revision: number;
  readonly type: FixtureChange['type'];
  readonly at: number;
  readonly event: string;
  readonly xid: string;
  readonly seq: string;
}

/**
 * A sequence alone would lose events: a transaction may hold a low number for long, and others with higher ones be seen
 * before. So the order is that of transactions, and only what was written by those that can have no older one running is
 * read (https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT): nothing can come to lie
 * before it any more.
 */
const select = (whose: string): string => `
  SELECT tenant_id AS tenant, fixture_id AS fixture, revision, type, at, id AS event, xid::text AS xid, seq::text AS seq
  FROM event
  WHERE ${whose} (xid, seq) > ($1::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY xid, seq LIMIT $3`;

export const CHANGES_OF_ALL: Statement = { name: 'changes', text: select('') };
export const CHANGES_OF_TENANT: Statement = { name: 'changes:t', text: select('tenant_id = $4 AND') };

/** What is still running now comes after it. */
const NOW: Statement = {
  name: 'changes:now',
  text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid',
};

const cursors = cursorCodec('changes', ['text', 'text']);
const START: readonly [xid: string, seq: string] = ['0', '0'];

/** Transactions count to 2^64, numbers of a sequence to 2^63. */
const isPlace = (text: string): boolean => /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;

function placeOf(cursor: string | undefined): readonly [xid: string, seq: string] {
  const place = cursors.read(cursor) ?? START;
  if (place.every(isPlace)) return place;
  const message = 'a cursor that came with an earlier page of this list';
  throw new InvalidInputError({ what: 'page request', issues: [{ path: 'cursor', message }] });
}

/** @param tenant - whose changes; everybody's when it is left out */
export async function readChanges(
  database: Database,
  tenant: TenantId | undefined,
  { cursor, limit }: ChangeRequest,
): Promise<ChangePage> {
  const read = <Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> =>
    tenant === undefined
      ? database.readSystem('changes', statement, values)
      : database.readTenant('changes', tenant, statement, values);
  if (cursor === 'now') {
    const [now] = await read<{ xid: string }>(NOW, []);
    return { items: [], cursor: cursors.write([now?.xid ?? '0', '0']) };
  }
  const place = placeOf(cursor);
  const values = [...place, pageLimit(limit), ...(tenant === undefined ? [] : [tenant])];
  const rows = await read<ChangeRow>(tenant === undefined ? CHANGES_OF_ALL : CHANGES_OF_TENANT, values);
  const last = rows.at(-1);
  return {
    items: rows.map(({ xid: _xid, seq: _seq, ...change }): FixtureChange => change),
    cursor: cursors.write(last === undefined ? place : [last.xid, last.seq]),
  };
}
