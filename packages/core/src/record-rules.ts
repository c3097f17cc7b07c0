import { type InputIssue, InvalidInputError } from './errors.ts';
import { MAX_RECORD_LENGTH, RECORD_KINDS, type StoredRecord } from './records.ts';
import { isStorable } from './storable.ts';

const MAX_ID_LENGTH = 200;

/** Whether a record could have the id: what fails here is in no store. */
export const isRecordId = (id: string): boolean =>
  typeof id === 'string' && id.length >= 1 && id.length <= MAX_ID_LENGTH && isStorable(id);

/** Refuses a record that not every store could keep; for adapters. @throws LOCALERT_INVALID_INPUT */
export function assertStoredRecord({ kind, id, version, body }: StoredRecord): void {
  const issues: InputIssue[] = [];
  if (!RECORD_KINDS.includes(kind)) issues.push({ path: 'kind', message: 'a kind of records' });
  if (!isRecordId(id)) issues.push({ path: 'id', message: 'a text of 1 to 200 characters' });
  if (!Number.isSafeInteger(version) || version < 1) {
    issues.push({ path: 'version', message: 'a whole number from 1' });
  }
  if (typeof body !== 'string' || body.length > MAX_RECORD_LENGTH || !isStorable(body)) {
    issues.push({ path: 'body', message: `JSON text of at most ${MAX_RECORD_LENGTH} UTF-16 code units` });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'record', issues });
}
