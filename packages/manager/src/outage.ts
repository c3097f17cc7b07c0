import { isLocalertError } from '@localert/core';

/** Whether a fault is the store's (it may pass), and not of the one thing that was asked for. */
export const isOutage = (error: unknown): boolean => !isLocalertError(error) || error.retryable;
