import type { CustomFunctions } from '@localert/icu';
import { slackFunctions } from '@localert/slack';

const OURS: readonly string[] = Object.keys(slackFunctions);

/** The names of a host's functions. */
export const functionNames = (functions: CustomFunctions | readonly string[] = []): readonly string[] =>
  Array.isArray(functions) ? functions : Object.keys(functions);

/** The names of all functions that a message may call: those of Localert, and a host's. */
export const allFunctionNames = (functions?: CustomFunctions | readonly string[]): readonly string[] => [
  ...OURS,
  ...functionNames(functions),
];
