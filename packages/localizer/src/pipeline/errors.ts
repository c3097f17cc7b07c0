import { defineError } from '@localert/core';

/** A message that chooses by so much that its translation would be too many sentences. */
export const TooManyBranchesError = defineError<'LOCALERT_TOO_MANY_BRANCHES', { limit: number }>(
  'LOCALERT_TOO_MANY_BRANCHES',
  {
    message: ({ limit }) =>
      `In the target language the message becomes more than ${limit} sentences; split it into fields, or choose by fewer arguments.`,
  },
);
