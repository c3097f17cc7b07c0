import { defineError } from '@localert/core';

/** One finding as it stands in an error. */
export type FindingDetail = {
  readonly code: string;
  readonly message: string;
  readonly locale?: string;
  readonly field?: string;
  readonly line?: number;
  readonly column?: number;
};

const place = ({ locale, field, line, column }: FindingDetail): string => {
  const where = [locale, field].filter((part) => part !== undefined).join(' ');
  return line === undefined ? where : `${where} ${line}:${column ?? 1}`;
};

/** A fixture or override that did not pass its proof. Nothing was saved; `findings` name every place. */
export const FixtureRefusedError = defineError<
  'LOCALERT_FIXTURE_REFUSED',
  { fixture: string; findings: readonly FindingDetail[] }
>('LOCALERT_FIXTURE_REFUSED', {
  message: ({ fixture, findings }) => {
    const shown = findings
      .slice(0, 3)
      .map((finding) => `${place(finding)}: ${finding.message}`.replace(/^: /, ''));
    const rest = findings.length > 3 ? ` (+${findings.length - 3} more)` : '';
    return `The fixture "${fixture}" was refused. ${shown.join(' ')}${rest}`;
  },
});

/** A write to a fixture that is defined in code: its texts change per tenant by `override`, the rest in code. */
export const FixtureInCodeError = defineError<'LOCALERT_FIXTURE_IN_CODE', { fixture: string }>(
  'LOCALERT_FIXTURE_IN_CODE',
  {
    message: ({ fixture }) =>
      `The fixture "${fixture}" is defined in code. Change it there, or give the tenant its own texts with override().`,
  },
);

/** A fixture that is no longer, or not yet, in use. */
export const FixtureNotActiveError = defineError<
  'LOCALERT_FIXTURE_NOT_ACTIVE',
  { fixture: string; state: string }
>('LOCALERT_FIXTURE_NOT_ACTIVE', {
  message: ({ fixture, state }) =>
    `The fixture "${fixture}" is ${state}; ${state === 'archived' ? 'restore' : 'activate'} it before it is sent.`,
});

/** A rule would replace texts that a person wrote or has reviewed. */
export const HumanTextError = defineError<'LOCALERT_HUMAN_TEXT', { fixture: string; locale: string }>(
  'LOCALERT_HUMAN_TEXT',
  {
    message: ({ fixture, locale }) =>
      `The texts of "${fixture}" in ${locale} are a person's; only a person may approve others in their place.`,
  },
);

/** A strict render met a value fault. */
export const RenderRefusedError = defineError<
  'LOCALERT_RENDER_REFUSED',
  { fixture: string; problems: readonly { readonly code: string; readonly argument?: string }[] }
>('LOCALERT_RENDER_REFUSED', {
  message: ({ fixture, problems }) =>
    `The values do not fit the fixture "${fixture}": ${problems.map(({ code, argument }) => `${code}${argument ? ` "${argument}"` : ''}`).join(', ')}.`,
});

/** The manager is closed. */
export const ManagerClosedError = defineError<'LOCALERT_MANAGER_CLOSED', Record<string, never>>(
  'LOCALERT_MANAGER_CLOSED',
  {
    message: () => 'The fixture manager is closed; make a new one.',
  },
);

/** What was shown as an API key opens nothing here: unknown, wrong, expired and revoked ones are answered alike. */
export const UnauthenticatedError = defineError<'LOCALERT_UNAUTHENTICATED', Record<string, never>>(
  'LOCALERT_UNAUTHENTICATED',
  {
    message: () => 'The API key is not valid here; check that it is whole, or make another.',
  },
);

/** The audit entry could not be kept, and without it the operation is not done. */
export const AuditUnavailableError = defineError<
  'LOCALERT_AUDIT_UNAVAILABLE',
  { tenant: string; action: string }
>('LOCALERT_AUDIT_UNAVAILABLE', {
  retryable: true,
  message: ({ tenant, action }) =>
    `"${action}" in the tenant "${tenant}" was not done, for its audit entry could not be kept; repeat it once the audit log answers.`,
});

/** The set-up lacks something that the call needs. */
export const SetupError = defineError<'LOCALERT_SETUP', { needs: string }>('LOCALERT_SETUP', {
  message: ({ needs }) => `The fixture manager was set up without ${needs}.`,
});

/** A plugin failed when it was started or closed. */
export const PluginFailedError = defineError<
  'LOCALERT_PLUGIN_FAILED',
  { plugin: string; step: 'setup' | 'close' }
>('LOCALERT_PLUGIN_FAILED', {
  message: ({ plugin, step }) => `The plugin "${plugin}" failed in "${step}"; its author knows why.`,
});

/** A tenant was deleted, and something of it was there when everything was read again: another process still wrote. */
export const DeletionIncompleteError = defineError<
  'LOCALERT_DELETION_INCOMPLETE',
  { tenant: string; left: number }
>('LOCALERT_DELETION_INCOMPLETE', {
  retryable: true,
  message: ({ tenant }) =>
    `The tenant "${tenant}" was deleted, but something of it is there again; stop whatever still writes for it, and delete it once more.`,
});
