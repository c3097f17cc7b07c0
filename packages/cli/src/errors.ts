import { defineError } from '@localert/core';

/** The command line was not understood, or asks for what does not go together. */
export const UsageError = defineError<'LOCALERT_CLI_USAGE', { problem: string; hint: string }>(
  'LOCALERT_CLI_USAGE',
  { message: ({ problem, hint }) => `${problem} ${hint}` },
);

/** There is no config file. */
export const ConfigNotFoundError = defineError<'LOCALERT_CLI_CONFIG_NOT_FOUND', { file: string }>(
  'LOCALERT_CLI_CONFIG_NOT_FOUND',
  {
    message: ({ file }) =>
      `There is no ${file}. Make one with "localert init", or name it with --config <file>.`,
  },
);

/** The config file says something that the command line does not know. */
export const ConfigInvalidError = defineError<
  'LOCALERT_CLI_CONFIG_INVALID',
  { file: string; problem: string }
>('LOCALERT_CLI_CONFIG_INVALID', { message: ({ file, problem }) => `${file}: ${problem}` });

/**
 * The config file, or a function in it, threw. What it threw is the host's and may quote a secret: only its class and
 * code are told.
 */
export const ConfigFailedError = defineError<
  'LOCALERT_CLI_CONFIG_FAILED',
  { file: string; step: string; error: string; line?: number; column?: number }
>('LOCALERT_CLI_CONFIG_FAILED', {
  message: ({ file, step, error, line, column }) =>
    `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${step} failed with ${error}. Run with --debug to see all that it says; it may quote secrets.`,
});

/** The command needs something that the config does not set up. */
export const ConfigLacksError = defineError<
  'LOCALERT_CLI_CONFIG_LACKS',
  { file: string; key: string; hint: string }
>('LOCALERT_CLI_CONFIG_LACKS', {
  message: ({ file, key, hint }) => `${file} has no "${key}", which this command needs. ${hint}`,
});

/** A file cannot be read, or is not what it should be. */
export const FileUnreadableError = defineError<
  'LOCALERT_CLI_FILE_UNREADABLE',
  { file: string; problem: string }
>('LOCALERT_CLI_FILE_UNREADABLE', { message: ({ file, problem }) => `${file} cannot be used: ${problem}` });

/** A file cannot be written. Nothing of it was left behind. */
export const FileUnwritableError = defineError<
  'LOCALERT_CLI_FILE_UNWRITABLE',
  { file: string; problem: string }
>('LOCALERT_CLI_FILE_UNWRITABLE', {
  message: ({ file, problem }) => `${file} was not written: ${problem}`,
});

/** What was asked for cannot be taken back, or costs money: it has to be said twice. */
export const ConfirmationNeededError = defineError<
  'LOCALERT_CLI_CONFIRMATION_NEEDED',
  { what: string; flag: string }
>('LOCALERT_CLI_CONFIRMATION_NEEDED', {
  message: ({ what, flag }) => `Nothing was done. ${what} Say ${flag} to do it.`,
});

/** A package that this command works with is not installed. */
export const PackageMissingError = defineError<
  'LOCALERT_CLI_PACKAGE_MISSING',
  { package: string; purpose: string }
>('LOCALERT_CLI_PACKAGE_MISSING', {
  message: ({ package: name, purpose }) =>
    `${name} is not installed, and ${purpose}. Install it with "npm install ${name}".`,
});

/** Somebody said stop. What was done until then stays. */
export const StoppedError = defineError<'LOCALERT_CLI_STOPPED', Record<string, never>>(
  'LOCALERT_CLI_STOPPED',
  { message: () => 'Stopped. What was done until then stays done.' },
);
