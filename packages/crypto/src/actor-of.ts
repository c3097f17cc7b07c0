import type { Scope } from '@localert/core';

/** Who acts, as the audit trail names them. */
export const actorOf = (scope: Scope): string =>
  scope.kind === 'tenant' ? scope.actor : `system:${scope.purpose}`;
