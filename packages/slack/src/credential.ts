import { isSecret, type Secret } from '@localert/core';

/** A webhook address or a token, as a host may hand it over. */
export type Credential = string | Secret;

/** Which credentials a transport takes. */
export interface CredentialRules {
  /** Only `Secret` objects of core: a plain text could be printed on its way. */
  readonly secretsOnly: boolean;
}

/** A credential opened for its one use; `undefined`: it was not wrapped, and had to be. */
export function openCredential(
  value: unknown,
  { secretsOnly }: CredentialRules,
): { readonly text: unknown } | undefined {
  if (isSecret(value)) return { text: value.reveal() };
  return secretsOnly ? undefined : { text: value };
}
