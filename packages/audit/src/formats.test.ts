import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { ERASED_ACTION, FORGOTTEN_ACTION } from './audit.ts';
import { checkpointDetails, PRUNED_ACTION } from './checkpoint.ts';
import {
  AuditBrokenError,
  AuditContendedError,
  AuditKeyError,
  AuditSignerMissingError,
  NotCanonicalError,
} from './errors.ts';
import { EXPORT_SPEC } from './export-json-lines.ts';
import { HEAD_SPEC } from './signed-head.ts';
import { ed25519Signer } from './signer.ts';

test('the names that stand in files, heads and chains stay: what was kept is verified years later', () => {
  expect({ EXPORT_SPEC, HEAD_SPEC, PRUNED_ACTION, FORGOTTEN_ACTION, ERASED_ACTION }).toEqual({
    EXPORT_SPEC: 'localert.audit-export/1',
    HEAD_SPEC: 'localert.audit-head/1',
    PRUNED_ACTION: 'audit:pruned',
    FORGOTTEN_ACTION: 'audit:forgotten',
    ERASED_ACTION: 'audit:subject-erased',
  });
});

test('a checkpoint is signed as it always was', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signer = ed25519Signer(privateKey);
  const { signature, ...details } = await checkpointDetails('acme', { from: 1, to: 9, hash: 'h' }, signer);
  expect(details).toEqual({ from: 1, to: 9, hash: 'h', keyId: signer.keyId });
  const text = '{"from":1,"hash":"h","spec":"localert.audit-checkpoint/1","tenant":"acme","to":9}';
  expect(verify(null, Buffer.from(text), publicKey, Buffer.from(String(signature), 'base64url'))).toBe(true);
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
    'The key cannot be used for the audit trail: it cannot be read; make one with "openssl genpkey -algorithm ed25519".',
  );
});
