import { defineError, KeyUnavailableError } from '@localert/core';

/**
 * The key provider said no, and will say so again: a permission, a key or a set-up is missing. Not worth a repeat
 * before that is mended.
 */
export const KeyRefusedError = defineError<
  'LOCALERT_KEY_REFUSED',
  { provider: string; operation: string; status: number }
>('LOCALERT_KEY_REFUSED', {
  message: ({ provider, operation, status }) =>
    `The key provider "${provider}" refused "${operation}" with status ${status}; look at its policy, mount, namespace and key.`,
});

/** What the provider calls itself in errors. */
export const VAULT = 'vault';

export const unavailable = (reason: string, cause?: unknown) =>
  new KeyUnavailableError({ provider: VAULT, reason }, { cause });

export const refusedBy = (operation: string, status: number) =>
  new KeyRefusedError({ provider: VAULT, operation, status });
