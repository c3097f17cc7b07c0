import { isLocalertError, type TenantId } from '@localert/core';

/** Work in the background that did not succeed. It is done again at the next interval. */
export interface AuditFailure {
  /** `waiting`: asking the log who waits; `seal`: linking; `head`: signing, keeping or exporting a head. */
  readonly step: 'waiting' | 'seal' | 'head';
  readonly tenant?: TenantId | undefined;
  /** The error's code, or `UNKNOWN`. */
  readonly code: string;
}

/** Is told of failures; what it throws reaches nobody. */
export type FailureObserver = (failure: AuditFailure) => void;

/** Tells an observer, which cannot disturb the work. */
export function failureReporter(observer: FailureObserver | undefined) {
  return (step: AuditFailure['step'], error: unknown, tenant?: TenantId): void => {
    const code = isLocalertError(error) ? error.code : 'UNKNOWN';
    try {
      observer?.({ step, code, ...(tenant !== undefined && { tenant }) });
    } catch {
      // An observer's fault is its own: the next tenant is sealed all the same.
    }
  };
}
