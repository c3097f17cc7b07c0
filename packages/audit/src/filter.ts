import type { AuditEntry, AuditFramework, AuditOutcome } from '@localert/core';

/** Which entries of a chain; what is left out restricts nothing. */
export interface AuditFilter {
  /** Epoch milliseconds; entries from then on. */
  readonly since?: number | undefined;
  /** Epoch milliseconds; entries before then. */
  readonly until?: number | undefined;
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly framework?: AuditFramework | undefined;
  /** A pseudonym: entries about or by that person. */
  readonly person?: string | undefined;
}

/** Whether an entry names a pseudonym as who acted, or as whom it concerns. */
const names = ({ actor, details }: AuditEntry, person: string): boolean =>
  actor === person || details?.['subject'] === person;

/** Whether an entry is one of those that a filter asks for. */
export function matchesFilter(entry: AuditEntry, filter: AuditFilter): boolean {
  const { since, until, action, outcome, framework, person } = filter;
  return (
    (since === undefined || entry.at >= since) &&
    (until === undefined || entry.at < until) &&
    (action === undefined || entry.action === action) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (framework === undefined || entry.frameworks.includes(framework)) &&
    (person === undefined || names(entry, person))
  );
}

/** The filter's members that restrict something, for a statement that is signed. */
export const filterFacts = (filter: AuditFilter): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(filter).filter((one): one is [string, string | number] => one[1] !== undefined),
  );
