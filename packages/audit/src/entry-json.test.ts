import { createHash } from 'node:crypto';
import { type AuditEntry, type AuditRecord, FIRST_PREVIOUS_HASH } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { assertLinkable, entryHash, entryJson, linkRecords } from './entry-json.ts';

const text = fc.string({ unit: 'grapheme' });
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const records: fc.Arbitrary<AuditRecord> = fc.record({
  id: fc.uuid(),
  at: fc.oneof(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  tenant: text,
  actor: text,
  action: text,
  resource: fc.record({ kind: text, id: maybe(text), locale: maybe(text), revision: maybe(fc.nat()) }),
  outcome: fc.constantFrom('success', 'denied', 'failure'),
  reason: maybe(text),
  frameworks: fc.uniqueArray(fc.constantFrom('SOC2', 'GDPR', 'HIPAA')),
  payloadHash: maybe(text),
  rowHash: maybe(text),
  details: maybe(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()))),
});

const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const record: AuditRecord = {
  id: '0190c9d2-0000-7000-8000-000000000000',
  at: 1_767_225_600_000,
  tenant: 'acme',
  actor: 'p_x',
  action: 'a',
  resource: { kind: 'fixture' },
  outcome: 'success',
  frameworks: [],
};

describe('an entry in its fixed order', () => {
  test('is its canonical JSON, whatever its members', () => {
    fc.assert(
      fc.property(records, fc.nat(), text, (one, sequence, previousHash) => {
        expect(entryJson(one, sequence, previousHash)).toBe(
          canonicalJson(plain({ ...one, sequence, previousHash })),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('hashes to the SHA-256 of that text, in base64url', () => {
    const entry: AuditEntry = {
      ...record,
      sequence: 1,
      previousHash: FIRST_PREVIOUS_HASH,
      hash: 'not looked at',
    };
    const { hash: _, ...hashed } = entry;
    expect(entryHash(entry)).toBe(createHash('sha256').update(canonicalJson(hashed)).digest('base64url'));
    expect(Buffer.from(FIRST_PREVIOUS_HASH, 'base64url')).toEqual(Buffer.alloc(32));
  });

  test('of another entry never has the same text: nothing that a text holds ends it', () => {
    const left = entryJson({ ...record, actor: 'a","at":1', action: '' }, 1, '');
    const right = entryJson({ ...record, actor: 'a', action: '' }, 1, '');
    expect(left).not.toBe(right);
    expect(JSON.parse(left)).toMatchObject({ actor: 'a","at":1' });
  });

  test.each<[string, unknown]>([
    ['a member that no entry has', { ...record, note: 'x' }],
    ['a member that no resource has', { ...record, resource: { kind: 'fixture', owner: 'x' } }],
    ['a number for a text', { ...record, actor: 7 }],
    ['a text for a number', { ...record, at: '1' }],
    ['a lone surrogate', { ...record, reason: '\ud800' }],
    ['a number that is not finite', { ...record, resource: { kind: 'x', revision: Number.NaN } }],
    ['a detail that JSON has not', { ...record, details: { n: Number.NaN } }],
    ['an empty text for an empty list', { ...record, frameworks: '' }],
    ['a text for a list', { ...record, frameworks: 'SOC2' }],
    ['a list for details', { ...record, details: [] }],
    ['a text for details', { ...record, details: 'x' }],
    ['nothing for details', { ...record, details: null }],
  ])('refuses %s', (_name, wrong) => {
    expect(() => assertLinkable(wrong as AuditRecord)).toThrow(
      expect.objectContaining({ code: 'LOCALERT_NOT_CANONICAL' }),
    );
  });

  test('links records behind nothing, and behind a head', () => {
    const [first, second] = linkRecords(undefined, [record, { ...record, id: 'b' }]) as [
      AuditEntry,
      AuditEntry,
    ];
    expect(first).toMatchObject({ sequence: 1, previousHash: FIRST_PREVIOUS_HASH, hash: entryHash(first) });
    expect(second).toMatchObject({ sequence: 2, previousHash: first.hash, hash: entryHash(second) });
    expect(linkRecords(first, [{ ...record, id: 'b' }])).toEqual([second]);
  });
});
