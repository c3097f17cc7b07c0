import { CatalogUnreadableError } from './errors.ts';

/** What `JSON.parse` gives for `{}`. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys: no array, nothing of a class. */
export function isJsonRecord(value: unknown): value is JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Reads a property that the record has itself. */
export function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Reads a text that the record has itself. */
export function ownText(record: JsonRecord, key: string): string | undefined {
  const value = own(record, key);
  return typeof value === 'string' ? value : undefined;
}

/**
 * A document as a record.
 *
 * @throws LOCALERT_CATALOG_UNREADABLE
 */
export function documentOf(json: unknown, format: string): JsonRecord {
  if (!isJsonRecord(json))
    throw new CatalogUnreadableError({ format, expected: 'an object of messages by key' });
  return json;
}
