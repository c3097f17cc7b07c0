import {
  DecryptFailedError,
  type FixtureId,
  InvalidInputError,
  type RecordKind,
  type Records,
  type StoredRecord,
  StoreUnavailableError,
  systemScope,
  type TenantId,
  type WrappedKey,
} from '@localert/core';
import { sha256 } from './platform.ts';

/** The keyring reads and writes for every tenant. */
export const KEYRING_SCOPE = systemScope('keyring');

/** A wrapped key as its record holds it. */
export interface KeyBody extends WrappedKey {
  /** The fixture that a data key is for alone. */
  readonly fixture?: FixtureId | undefined;
  /** When it was made, epoch milliseconds. */
  readonly at: number;
}

/** What a key is for: the tenant as a whole, or one fixture of it. */
export type KeyScope = FixtureId | undefined;

/** Counts the numbers given out. It stays when keys are destroyed, so that no number comes twice. */
export const COUNTER = 'counter';

const KEY_PREFIX = 'key-';

/** Padded, so that a list by id is one by number. */
export const keyRecordId = (dekId: number): string => `${KEY_PREFIX}${String(dekId).padStart(10, '0')}`;

/** The number in a key record's id; `undefined` for records of another use. */
export const dekIdOf = (id: string): number | undefined =>
  id.startsWith(KEY_PREFIX) ? Number(id.slice(KEY_PREFIX.length)) : undefined;

/** The record that names the current key of a scope. Hashed, because a fixture id may be longer than a record's. */
export const pointerId = (scope: KeyScope): string =>
  scope === undefined ? 'current' : `current-${sha256(scope)}`;

/** The name of a tenant key: it stands in a record's id and in the key's context. */
const NAME = /^[a-z0-9-]{1,100}$/;

/** @throws LOCALERT_INVALID_INPUT */
export function assertKeyName(name: string): void {
  if (typeof name === 'string' && NAME.test(name)) return;
  const message = '1 to 100 of a-z, 0-9 and "-"';
  throw new InvalidInputError({ what: 'key name', issues: [{ path: '', message }] });
}

function bodyOf(record: StoredRecord): Readonly<Record<string, unknown>> {
  try {
    // As an object, whatever it is: who reads it looks at each member.
    return Object(JSON.parse(record.body)) as Readonly<Record<string, unknown>>;
  } catch {
    // The parser's sentence quotes the text: it goes no further.
  }
  throw new DecryptFailedError({ what: 'key record' });
}

/** @throws LOCALERT_DECRYPT_FAILED for a record that holds no wrapped key */
export function keyBodyOf(record: StoredRecord): KeyBody {
  const { wrapped, kek, fixture, at } = bodyOf(record);
  if (typeof wrapped !== 'string' || typeof kek !== 'string' || typeof at !== 'number') {
    throw new DecryptFailedError({ what: 'wrapped key' });
  }
  return { wrapped, kek, at, ...(typeof fixture === 'string' && { fixture }) };
}

/** The number in a counter or a pointer. @throws LOCALERT_DECRYPT_FAILED */
export function numberIn(record: StoredRecord): number {
  const { dekId } = bodyOf(record);
  if (typeof dekId !== 'number') throw new DecryptFailedError({ what: 'key record' });
  return dekId;
}

/** Every record of a kind, page by page. */
export async function everyRecord(
  records: Records,
  tenant: TenantId,
  kind: RecordKind,
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await records.list(KEYRING_SCOPE, tenant, kind, { limit: 1_000, cursor });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** Far more processes than ever race for one record. */
const MAX_RACES = 1_000;

/** Repeats what loses against other writers, until it is done. @param step - answers `undefined` when another came first */
export async function untilDone<Result>(step: () => Promise<Result | undefined>): Promise<Result> {
  for (let race = 0; race < MAX_RACES; race++) {
    const result = await step();
    if (result !== undefined) return result;
  }
  throw new StoreUnavailableError({ operation: 'records.put', hint: 'other writers always came first' });
}

/** Takes the next number of a tenant's data keys. */
export const nextDekId = (records: Records, tenant: TenantId): Promise<number> =>
  untilDone(async () => {
    const counter = await records.get(KEYRING_SCOPE, tenant, 'dek', COUNTER);
    const dekId = counter === undefined ? 1 : numberIn(counter) + 1;
    const body = JSON.stringify({ dekId });
    const version = (counter?.version ?? 0) + 1;
    const won = await records.put(KEYRING_SCOPE, tenant, { kind: 'dek', id: COUNTER, version, body });
    return won ? dekId : undefined;
  });
