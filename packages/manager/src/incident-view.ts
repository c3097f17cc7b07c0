import type { AlertSeverity, FixtureId, Locale } from '@localert/core';
import type { IncidentRecord } from './incident-record.ts';

/** What was sent under a key, and how it stands. */
export interface Incident {
  readonly key: string;
  readonly state: 'open' | 'acknowledged' | 'resolved';
  /** The alert that opened it. */
  readonly alert: string;
  readonly fixture: FixtureId;
  readonly severity: AlertSeverity;
  /** The locale that it was told in. */
  readonly locale: Locale;
  /** Alerts sent under the key since it was opened, duplicates left out. */
  readonly occurrences: number;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  readonly openedBy: string;
  /** Epoch milliseconds. */
  readonly acknowledgedAt?: number;
  readonly acknowledgedBy?: string;
  /** Epoch milliseconds. */
  readonly resolvedAt?: number;
  readonly resolvedBy?: string;
}

/** An incident as its tenant sees it: without values and places. */
export function incidentView(record: IncidentRecord): Incident {
  const { key, state, fixture, severity, locale, occurrences, openedAt, openedBy, places } = record;
  const { acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy } = record;
  return {
    ...{ key, state, alert: places[0].alert, fixture, severity, locale, occurrences },
    ...{ openedAt, openedBy },
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(acknowledgedBy !== undefined && { acknowledgedBy }),
    ...(resolvedAt !== undefined && { resolvedAt }),
    ...(resolvedBy !== undefined && { resolvedBy }),
  };
}
