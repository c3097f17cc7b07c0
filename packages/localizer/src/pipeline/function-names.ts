import type { CustomFunctions } from '@localert/icu';

/** The names of a host's functions. */
export const functionNames = (functions: CustomFunctions | readonly string[] = []): readonly string[] =>
  Array.isArray(functions) ? functions : Object.keys(functions);
