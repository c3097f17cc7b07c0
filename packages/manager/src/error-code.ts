import { isLocalertError } from '@localert/core';

/** The code of an error, for events: `unknown` for one that is not ours. */
export const errorCode = (error: unknown): string => (isLocalertError(error) ? error.code : 'unknown');
