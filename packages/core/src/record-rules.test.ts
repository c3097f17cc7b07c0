import { describe, expect, it } from 'vitest';
import { assertStoredRecord, isRecordId } from './record-rules.ts';
import { MAX_RECORD_LENGTH, type StoredRecord } from './records.ts';

const record: StoredRecord = { kind: 'dek', id: '1', version: 1, body: '{}' };

describe('assertStoredRecord', () => {
  it('takes a record of the largest size', () => {
    assertStoredRecord({ ...record, id: 'x'.repeat(200), body: 'ß'.repeat(MAX_RECORD_LENGTH) });
  });

  it.each<[string, object]>([
    ['kind', { kind: 'other' }],
    ['id', { id: '' }],
    ['version', { version: 2 ** 53 }],
    ['body', { body: 'x'.repeat(MAX_RECORD_LENGTH + 1) }],
    ['body', { body: 'x\u0000' }],
  ])('refuses another %s', (path, change) => {
    const call = () => assertStoredRecord({ ...record, ...change });
    expect(call).toThrow(
      expect.objectContaining({ details: { what: 'record', issues: [expect.objectContaining({ path })] } }),
    );
  });
});

describe('isRecordId', () => {
  it.each(['a', 'a/b', '__proto__', 'ß'])('takes %j', (id) => expect(isRecordId(id)).toBe(true));
  it.each(['', 'x'.repeat(201), 'a\0', 'a\ud800', 7 as unknown as string])('refuses %j', (id) =>
    expect(isRecordId(id)).toBe(false),
  );
});
