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

  const NO_TEXT = 'no text without lone surrogates';

  test.each<[string, unknown, string, string]>([
    ['a member that no entry has', { note: 'x' }, 'note', 'no member of an audit entry'],
    [
      'a member that no resource has',
      { resource: { kind: 'fixture', owner: 'x' } },
      'owner',
      'no member of an audit entry',
    ],
    ['a number for a text', { actor: 7 }, 'actor', NO_TEXT],
    ['a number for an id', { resource: { kind: 'x', id: 7 } }, 'resource.id', NO_TEXT],
    ['a number for a kind', { resource: { kind: 7 } }, 'resource.kind', NO_TEXT],
    ['a number for a locale', { resource: { kind: 'x', locale: 7 } }, 'resource.locale', NO_TEXT],
    ['a number for a framework', { frameworks: [7] }, 'frameworks', NO_TEXT],
    ['a text for a number', { at: '1' }, 'at', 'no finite number'],
    ['a lone surrogate', { reason: '\ud800' }, 'reason', NO_TEXT],
    [
      'a number that is not finite',
      { resource: { kind: 'x', revision: Number.NaN } },
      'resource.revision',
      'no finite number',
    ],
    ['a detail that JSON has not', { details: { n: Number.NaN } }, 'n', 'a number that is not finite'],
    ['an empty text for an empty list', { frameworks: '' }, 'frameworks', 'no list'],
    ['a text for a list', { frameworks: 'SOC2' }, 'frameworks', 'no list'],
    ['a list for details', { details: [] }, 'details', 'no facts by name'],
    ['a text for details', { details: 'x' }, 'details', 'no facts by name'],
    ['nothing for details', { details: null }, 'details', 'no facts by name'],
  ])('refuses %s, and says where and why', (_name, wrong, path, reason) => {
    expect(() => assertLinkable({ ...record, ...(wrong as object) })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_NOT_CANONICAL', details: { path, reason } }),
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
