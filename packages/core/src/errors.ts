import { defineError } from './error.ts';

/** One place in a refused input: where it stands and what was expected there. */
export type InputIssue = {
  /** Path from the root of the input, joined with `.`; empty for the root itself. */
  readonly path: string;
  /** What is wrong and what was expected, without the value. */
  readonly message: string;
};

const listed = (issues: readonly InputIssue[]): string =>
  issues
    .slice(0, 3)
    .map((issue) => (issue.path ? `${issue.path}: ${issue.message}` : issue.message))
    .join('; ') + (issues.length > 3 ? ` (+${issues.length - 3} more)` : '');

/** A tenant id outside `^[a-z0-9][a-z0-9_-]{0,62}$`, or a reserved one. */
export const InvalidTenantIdError = defineError<'LOCALERT_INVALID_TENANT_ID', { reason: string }>(
  'LOCALERT_INVALID_TENANT_ID',
  {
    message: ({ reason }) => `The tenant id is not usable: ${reason}.`,
  },
);

/** A fixture id outside `^[A-Za-z][A-Za-z0-9_-]{0,127}$`, or a reserved one. */
export const InvalidFixtureIdError = defineError<'LOCALERT_INVALID_FIXTURE_ID', { reason: string }>(
  'LOCALERT_INVALID_FIXTURE_ID',
  {
    message: ({ reason }) => `The fixture id is not usable: ${reason}.`,
  },
);

/** A locale that is not a well-formed BCP 47 tag. */
export const InvalidLocaleError = defineError<'LOCALERT_INVALID_LOCALE', { locale: string; where?: string }>(
  'LOCALERT_INVALID_LOCALE',
  {
    message: ({ locale, where }) =>
      `"${locale}"${where ? ` in ${where}` : ''} is not a BCP 47 language tag; write for example "es", "es-MX" or "zh-Hant-HK".`,
  },
);

/** A model did not have its shape. `issues` name each place. */
export const InvalidInputError = defineError<
  'LOCALERT_INVALID_INPUT',
  { what: string; issues: readonly InputIssue[] }
>('LOCALERT_INVALID_INPUT', {
  message: ({ what, issues }) => `The ${what} is not valid. ${listed(issues)}.`,
});

/** A scope that core did not make, or one of the wrong kind. */
export const InvalidScopeError = defineError<'LOCALERT_INVALID_SCOPE', { expected: 'tenant' | 'system' }>(
  'LOCALERT_INVALID_SCOPE',
  {
    message: ({ expected }) =>
      `This call needs a ${expected} scope; make it with ${expected === 'tenant' ? 'tenantScope()' : 'systemScope()'} of @localert/core.`,
  },
);

/** Something absent, or something that belongs to another tenant: both answer the same. */
export const NotFoundError = defineError<
  'LOCALERT_NOT_FOUND',
  {
    kind: 'fixture' | 'tenant' | 'revision' | 'alert' | 'api-key' | 'credential' | 'draft' | 'incident';
    id: string;
  }
>('LOCALERT_NOT_FOUND', { message: ({ kind, id }) => `There is no ${kind} "${id}" here.` });

/** A create met an existing id. */
export const AlreadyExistsError = defineError<
  'LOCALERT_ALREADY_EXISTS',
  { kind: 'fixture' | 'tenant'; id: string }
>('LOCALERT_ALREADY_EXISTS', {
  message: ({ kind, id }) => `A ${kind} "${id}" exists already; update it, or choose another id.`,
});

/** A write expected a revision that is no longer the current one. */
export const RevisionConflictError = defineError<
  'LOCALERT_REVISION_CONFLICT',
  { kind: 'fixture' | 'tenant'; id: string; expected: number; actual: number }
>('LOCALERT_REVISION_CONFLICT', {
  message: ({ kind, id, expected, actual }) =>
    `The ${kind} "${id}" is at revision ${actual}, not ${expected}; read it again and repeat the change.`,
});

/** A quota of the tenant is used up. */
export const QuotaExceededError = defineError<
  'LOCALERT_QUOTA_EXCEEDED',
  { quota: string; limit: number; retryAfterMs?: number }
>('LOCALERT_QUOTA_EXCEEDED', {
  retryable: true,
  message: ({ quota, limit, retryAfterMs }) =>
    `The tenant's quota "${quota}" of ${limit} is used up${retryAfterMs === undefined ? '; raise it or remove something' : `; try again in ${retryAfterMs} ms`}.`,
});

/** The actor lacks the permission. */
export const ForbiddenError = defineError<'LOCALERT_FORBIDDEN', { permission: string; actor: string }>(
  'LOCALERT_FORBIDDEN',
  { message: ({ permission, actor }) => `"${actor}" lacks the permission ${permission} in this tenant.` },
);

/** The tenant is suspended: it can be read, not used. */
export const TenantSuspendedError = defineError<'LOCALERT_TENANT_SUSPENDED', { tenant: string }>(
  'LOCALERT_TENANT_SUSPENDED',
  { message: ({ tenant }) => `The tenant "${tenant}" is suspended; resume it first.` },
);

/** The tenant's compliance level or region asks for something that the set-up does not give. */
export const ComplianceUnmetError = defineError<
  'LOCALERT_COMPLIANCE_UNMET',
  { tenant: string; requirement: string; needs: string }
>('LOCALERT_COMPLIANCE_UNMET', {
  message: ({ tenant, requirement, needs }) => `The tenant "${tenant}" requires ${requirement}: ${needs}.`,
});

/** The store could not answer now. */
export const StoreUnavailableError = defineError<
  'LOCALERT_STORE_UNAVAILABLE',
  { operation: string; hint?: string }
>('LOCALERT_STORE_UNAVAILABLE', {
  retryable: true,
  message: ({ operation, hint = 'it may be busy, closed or unreachable' }) =>
    `The store did not answer "${operation}"; ${hint}.`,
});

/** The disk, or the space a store may use, is full. What was committed before stays. */
export const StoreFullError = defineError<'LOCALERT_STORE_FULL', { operation: string }>(
  'LOCALERT_STORE_FULL',
  {
    retryable: true,
    message: ({ operation }) => `There is no space left for "${operation}"; free some and repeat it.`,
  },
);

/** The store's file or rows are damaged or of another program. */
export const StoreCorruptError = defineError<'LOCALERT_STORE_CORRUPT', { what: string }>(
  'LOCALERT_STORE_CORRUPT',
  {
    message: ({ what }) =>
      `The store is damaged: ${what}. Restore a backup, or run rebuild if the events are whole.`,
  },
);

/** The store was written by a newer version. */
export const StoreNewerError = defineError<'LOCALERT_STORE_NEWER', { found: number; known: number }>(
  'LOCALERT_STORE_NEWER',
  {
    message: ({ found, known }) =>
      `The store has schema version ${found}, this program knows up to ${known}; update @localert packages.`,
  },
);

/**
 * Something encrypted did not open: it was changed, cut, or belongs to another place, revision or tenant. Which of these
 * is not told.
 */
export const DecryptFailedError = defineError<
  'LOCALERT_DECRYPT_FAILED',
  { what: string; hint?: string | undefined }
>('LOCALERT_DECRYPT_FAILED', {
  message: ({
    what,
    hint = 'it was changed, or it does not belong here. Restore it from a backup, and look into who can write to the store',
  }) => `The ${what} could not be decrypted: ${hint}.`,
});

/** The key provider could not answer now. */
export const KeyUnavailableError = defineError<
  'LOCALERT_KEY_UNAVAILABLE',
  { provider: string; reason: string; hint?: string | undefined }
>('LOCALERT_KEY_UNAVAILABLE', {
  retryable: true,
  message: ({ provider, reason, hint = 'nothing was read or written' }) =>
    `The key provider "${provider}" did not give the key (${reason}); ${hint}.`,
});

/** The key is gone for good: the tenant or the fixture was shredded. */
export const KeyDestroyedError = defineError<'LOCALERT_KEY_DESTROYED', { tenant: string }>(
  'LOCALERT_KEY_DESTROYED',
  {
    message: ({ tenant }) =>
      `The key for this data of the tenant "${tenant}" was destroyed; the data cannot be read again.`,
  },
);

/** The tenant's policy refuses personal data here. `findings` say where and of which kind, never what. */
export const PiiBlockedError = defineError<
  'LOCALERT_PII_BLOCKED',
  { what: string; findings: readonly { readonly place: string; readonly kind: string }[] }
>('LOCALERT_PII_BLOCKED', {
  message: ({ what, findings }) =>
    `The ${what} holds personal data, which the tenant's policy refuses: ${findings
      .slice(0, 3)
      .map(({ place, kind }) => `${kind} in ${place}`)
      .join(', ')}${findings.length > 3 ? ` (+${findings.length - 3} more)` : ''}. Leave it out, or mask it.`,
});

/** What stands for the spec of something that has none. */
export const NO_SPEC = 'no spec';

/** A port object of a spec version that this code does not speak, or something that is none. */
export const PortMismatchError = defineError<
  'LOCALERT_PORT_MISMATCH',
  { port: string; expected: string; found: string }
>('LOCALERT_PORT_MISMATCH', {
  message: ({ port, expected, found }) =>
    found === NO_SPEC
      ? `No ${port} was handed in: what is there has no spec, and "${expected}" is wanted.`
      : `The ${port} speaks "${found}", this program "${expected}"; use packages of one release.`,
});
