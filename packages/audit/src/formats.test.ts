import { expect, test } from 'vitest';
import { ERASED_ACTION, FORGOTTEN_ACTION } from './audit.ts';
import { PRUNED_ACTION } from './checkpoint.ts';
import {
  AuditBrokenError,
  AuditContendedError,
  AuditKeyError,
  AuditSignerMissingError,
  NotCanonicalError,
} from './errors.ts';
import { EXPORT_SPEC } from './export-json-lines.ts';
import { HEAD_SPEC } from './signed-head.ts';

test('the names that stand in files, heads and chains stay: what was kept is verified years later', () => {
  expect({ EXPORT_SPEC, HEAD_SPEC, PRUNED_ACTION, FORGOTTEN_ACTION, ERASED_ACTION }).toEqual({
    EXPORT_SPEC: 'localert.audit-export/1',
    HEAD_SPEC: 'localert.audit-head/1',
    PRUNED_ACTION: 'audit:pruned',
    FORGOTTEN_ACTION: 'audit:forgotten',
    ERASED_ACTION: 'audit:subject-erased',
  });
});

test('errors say what is wrong, where, and what to do', () => {
  expect(new NotCanonicalError({ path: 'a.b', reason: 'JSON has no bigint' }).message).toBe(
    'The value at "a.b" has no canonical JSON form: JSON has no bigint.',
  );
  expect(new NotCanonicalError({ path: '', reason: 'JSON has no bigint' }).message).toBe(
    'The value has no canonical JSON form: JSON has no bigint.',
  );
  expect(new AuditBrokenError({ tenant: 'acme', sequence: 4, fault: 'GAP' }).message).toBe(
    'The audit chain of the tenant "acme" is not whole at entry 4 (GAP); compare it with a backup, and look into who can write to the store.',
  );
  expect(new AuditContendedError({ tenant: 'acme', attempts: 3 }).message).toBe(
    'The audit records of the tenant "acme" could not be linked in 3 attempts; they stay and are linked later.',
  );
  expect(new AuditSignerMissingError({ operation: 'signHead' }).message).toBe(
    '"signHead" needs a signer; hand ed25519Signer(…) to createAudit.',
  );
  expect(new AuditKeyError({ reason: 'it cannot be read' }).message).toBe(
    'The key cannot be used for the audit trail: it cannot be read.',
  );
});
