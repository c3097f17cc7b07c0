import { describe, expect, it } from 'vitest';
import type { AuditEntry, AuditRecord } from './audit.ts';
import { assertAuditLink, assertAuditRecords, auditRange, FIRST_PREVIOUS_HASH } from './audit-rules.ts';

const record: AuditRecord = {
  id: '019b7a6c-0000-7000-8000-000000000001',
  at: 1,
  tenant: 'acme',
  actor: 'p',
  action: 'fixture:write',
  resource: { kind: 'fixture' },
  outcome: 'success',
  frameworks: [],
};

const hash = (letter: string) => letter.repeat(43);

const first: AuditEntry = { ...record, sequence: 1, previousHash: FIRST_PREVIOUS_HASH, hash: hash('b') };
const second: AuditEntry = { ...record, id: 'two', sequence: 2, previousHash: hash('b'), hash: hash('c') };

/** The places that were refused. */
function placesOf(call: () => void): string[] {
  try {
    call();
  } catch (error) {
    return (error as { details: { issues: { path: string }[] } }).details.issues.map(({ path }) => path);
  }
  return [];
}

describe('assertAuditRecords', () => {
  it('takes records of the tenant, and none', () => {
    assertAuditRecords('acme', []);
    assertAuditRecords('acme', [record, { ...record, id: 'other' }]);
  });

  it.each<[Partial<AuditRecord>, string]>([
    [{ id: '' }, '1.id'],
    [{ id: 'x\ud800' }, '1.id'],
    [{ id: 'x'.repeat(201) }, '1.id'],
    [{ id: 7 as unknown as string }, '1.id'],
    [{ tenant: 'acme2' }, '1.tenant'],
    [{ at: Number.POSITIVE_INFINITY }, '1.at'],
  ])('refuses %j', (change, path) => {
    expect(placesOf(() => assertAuditRecords('acme', [record, { ...record, ...change }]))).toEqual([path]);
  });
});

describe('assertAuditLink', () => {
  it('takes entries that follow the head and each other', () => {
    assertAuditLink('acme', undefined, []);
    assertAuditLink('acme', undefined, [first, second]);
    assertAuditLink('acme', { sequence: 1, hash: hash('b') }, [second]);
  });

  it('names what does not follow', () => {
    const link = (entries: AuditEntry[]) => placesOf(() => assertAuditLink('acme', undefined, entries));
    expect(link([second])).toEqual(['0.sequence', '0.previousHash']);
    expect(link([first, { ...second, sequence: 3 }])).toEqual(['1.sequence']);
    expect(link([first, { ...second, previousHash: hash('x') }])).toEqual(['1.previousHash']);
    expect(link([first, { ...second, hash: `${'c'.repeat(42)}=` }])).toEqual(['1.hash']);
    expect(link([first, { ...second, hash: 7 as unknown as string }])).toEqual(['1.hash']);
    expect(link([first, { ...second, id: first.id }])).toEqual(['']);
    expect(link([{ ...first, tenant: 'acme2' }])).toEqual(['0.tenant']);
  });
});

describe('auditRange', () => {
  it('has bounds and defaults', () => {
    expect(auditRange({})).toEqual({ after: 0, limit: 1_000 });
    expect(auditRange({ after: 7.9, limit: 3.9 })).toEqual({ after: 7, limit: 3 });
    expect(auditRange({ after: -1, limit: 0 })).toEqual({ after: 0, limit: 1 });
    expect(auditRange({ after: Number.NaN, limit: 1e9 })).toEqual({ after: 0, limit: 10_000 });
  });
});
