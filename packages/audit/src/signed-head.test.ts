import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { secret } from '@localert/core';
import { describe, expect, test } from 'vitest';
import { newSigner } from '../test/setup.ts';
import { canonicalJson } from './canonical-json.ts';
import { HEAD_SPEC, type SignedHead, signedHead, verifyHead } from './signed-head.ts';
import { ed25519Signer, keyIdOf, signText } from './signer.ts';

const HEAD = { sequence: 7, hash: 'h'.repeat(43) };
const AT = 1_767_225_600_000;

describe('a signed head', () => {
  test('verifies with the key that signed it, and with no other', async () => {
    const signer = newSigner();
    const head = await signedHead(signer, 'acme', HEAD, AT);
    expect(head).toMatchObject({ spec: HEAD_SPEC, tenant: 'acme', ...HEAD, at: AT, keyId: signer.keyId });
    expect(verifyHead(head, signer.publicKey)).toBe(true);
    expect(verifyHead(head, newSigner().publicKey)).toBe(false);
  });

  test.each<[string, Partial<Record<keyof SignedHead, unknown>>]>([
    ['its spec', { spec: 'localert.audit-head/2' }],
    ['its tenant', { tenant: 'beta' }],
    ['its sequence', { sequence: 8 }],
    ['its sequence to no number', { sequence: undefined }],
    ['its hash', { hash: 'i'.repeat(43) }],
    ['its time', { at: AT + 1 }],
    ['its key', { keyId: 'x' }],
    ['its signature', { signature: 'A'.repeat(86) }],
    ['its signature to nothing', { signature: undefined }],
    ['its signature to something short', { signature: 'AA' }],
  ])('does not when %s is changed', async (_name, change) => {
    const signer = newSigner();
    const head = { ...(await signedHead(signer, 'acme', HEAD, AT)), ...change } as SignedHead;
    expect(verifyHead(head, signer.publicKey)).toBe(false);
  });

  test('has one signature, and no other spelling of it', async () => {
    const signer = newSigner();
    const head = await signedHead(signer, 'acme', HEAD, AT);
    const last = head.signature.at(-1)!;
    // 64 bytes leave four bits of the last character unused.
    const twin = String.fromCharCode(last.charCodeAt(0) + 1);
    const bytes = Buffer.from(head.signature, 'base64url');
    for (const signature of [
      `${head.signature}==`,
      ` ${head.signature}`,
      head.signature.slice(0, -1) + twin,
    ]) {
      expect(Buffer.from(signature, 'base64url')).toEqual(bytes);
      expect(verifyHead({ ...head, signature }, signer.publicKey)).toBe(false);
    }
  });

  test('is not what the same key signed as something else', async () => {
    const signer = newSigner();
    const other = { spec: 'localert.audit-head/2', tenant: 'acme', ...HEAD, at: AT, keyId: signer.keyId };
    const signed = { ...other, ...(await signText(signer, canonicalJson(other))) };
    expect(verifyHead(signed as unknown as SignedHead, signer.publicKey)).toBe(false);
  });

  test('can be signed elsewhere, later', async () => {
    const local = newSigner();
    const remote = { keyId: local.keyId, sign: async (data: Uint8Array) => local.sign(data) };
    expect(verifyHead(await signedHead(remote, 'acme', HEAD, AT), local.publicKey)).toBe(true);
  });
});

describe('keys', () => {
  const pair = generateKeyPairSync('ed25519');
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

  test('a PEM and a KeyObject are the same key, by the same name', () => {
    const signer = ed25519Signer(secret(pem));
    expect(signer.keyId).toBe(ed25519Signer(pair.privateKey).keyId);
    expect(signer.keyId).toBe(keyIdOf(pair.publicKey));
    expect(signer.keyId).toBe(keyIdOf(signer.publicKey));
    expect(signer.keyId).toMatch(/^[\w-]{22}$/);
  });

  test('what is none is refused, and not quoted', () => {
    const refusal = (make: () => unknown): unknown => {
      try {
        return make();
      } catch (error) {
        return error;
      }
    };
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const errors = [
      refusal(() => ed25519Signer(secret('CANARY'))),
      refusal(() => ed25519Signer(rsa.privateKey)),
      refusal(() => ed25519Signer(pair.publicKey)),
      refusal(() => keyIdOf('CANARY')),
      refusal(() => keyIdOf(rsa.publicKey)),
    ];
    expect(errors.map((error) => (error as { details: object }).details)).toEqual([
      { reason: 'it cannot be read' },
      { reason: 'it is not an Ed25519 key' },
      { reason: 'it is not a private key' },
      { reason: 'it cannot be read' },
      { reason: 'it is not an Ed25519 key' },
    ]);
    for (const error of errors) expect(error).toMatchObject({ code: 'LOCALERT_AUDIT_KEY' });
    expect(errors[0]).toHaveProperty(
      'message',
      expect.stringContaining('openssl genpkey -algorithm ed25519'),
    );
    expect(inspect(errors, { depth: 9 })).not.toContain('CANARY');
  });

  test('a private key passes for its public one, and is not kept', () => {
    expect(keyIdOf(pair.privateKey)).toBe(keyIdOf(pair.publicKey));
  });
});
