import {
  type FixtureEvent,
  InvalidInputError,
  type SlackFixture,
  StoreCorruptError,
  type TenantContext,
} from '@localert/core';
import type { Row } from './connection.ts';

/** The value as JSON text: NUL and lone halves of characters stand there as escapes, so every text survives. */
export function toJson(value: unknown, what: string): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new InvalidInputError({ what, issues: [{ path: '', message: 'plain JSON data' }] }, { cause });
  }
}

/** A text column. @throws LOCALERT_STORE_CORRUPT */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string')
    throw new StoreCorruptError({ what: `the column "${column}" holds no text` });
  return value;
}

/** A number column. @throws LOCALERT_STORE_CORRUPT */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number')
    throw new StoreCorruptError({ what: `the column "${column}" holds no number` });
  return value;
}

/**
 * The document in a row's `body`. Not proved against the model again: that was done before it was written, and would
 * cost more than the look-up. One look tells whether it is ours.
 */
export function bodyOf(row: Row, what: string): { readonly id?: unknown; readonly revision?: unknown } {
  let body: unknown;
  try {
    body = JSON.parse(textOf(row, 'body'));
  } catch {
    // The parser's sentence quotes the text: it goes no further.
  }
  if (typeof body === 'object' && body !== null) return body;
  throw new StoreCorruptError({ what: `a row of ${what} holds no JSON document` });
}

const isOurs = <Model extends { readonly id: string; readonly revision: number }>(body: {
  readonly id?: unknown;
  readonly revision?: unknown;
}): body is Model => typeof body.id === 'string' && typeof body.revision === 'number';

function documentOf<Model extends { readonly id: string; readonly revision: number }>(
  row: Row,
  what: string,
): Model {
  const body = bodyOf(row, what);
  if (isOurs<Model>(body)) return body;
  throw new StoreCorruptError({ what: `a row of ${what} holds another document` });
}

export const fixtureOf = (row: Row): SlackFixture => documentOf(row, 'fixtures');
export const eventOf = (row: Row): FixtureEvent => documentOf(row, 'events');
export const tenantOf = (row: Row): TenantContext => documentOf(row, 'tenants');
