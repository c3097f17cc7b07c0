import { defineError } from '@localert/core';

/** A value that has no canonical JSON form (RFC 8785). `path` is where, joined with `.`; empty for the root. */
export const NotCanonicalError = defineError<
  'LOCALERT_NOT_CANONICAL',
  { readonly path: string; readonly reason: string }
>('LOCALERT_NOT_CANONICAL', {
  message: ({ path, reason }) => `The value${path && ` at "${path}"`} has no canonical JSON form: ${reason}.`,
});

/** A chain that was to be signed or pruned does not verify. Nothing was signed or removed. */
export const AuditBrokenError = defineError<
  'LOCALERT_AUDIT_BROKEN',
  { readonly tenant: string; readonly sequence: number; readonly fault: string }
>('LOCALERT_AUDIT_BROKEN', {
  message: ({ tenant, sequence, fault }) =>
    `The audit chain of the tenant "${tenant}" is not whole at entry ${sequence} (${fault}); compare it with a backup, and look into who can write to the store.`,
});

/** Another sealer was faster many times in a row, or the log refuses every head. */
export const AuditContendedError = defineError<
  'LOCALERT_AUDIT_CONTENDED',
  { readonly tenant: string; readonly attempts: number }
>('LOCALERT_AUDIT_CONTENDED', {
  retryable: true,
  message: ({ tenant, attempts }) =>
    `The audit records of the tenant "${tenant}" could not be linked in ${attempts} attempts; they stay and are linked later.`,
});

/** A signature was asked for, and there is no signer. */
export const AuditSignerMissingError = defineError<
  'LOCALERT_AUDIT_SIGNER_MISSING',
  { readonly operation: string }
>('LOCALERT_AUDIT_SIGNER_MISSING', {
  message: ({ operation }) => `"${operation}" needs a signer; hand ed25519Signer(…) to createAudit.`,
});

/** A key that cannot be used to sign or to verify. */
export const AuditKeyError = defineError<'LOCALERT_AUDIT_KEY', { readonly reason: string }>(
  'LOCALERT_AUDIT_KEY',
  {
    message: ({ reason }) =>
      `The key cannot be used for the audit trail: ${reason}; make one with "openssl genpkey -algorithm ed25519".`,
  },
);
