import { type AlertStatus, type QueuedAlert, StoreCorruptError } from '@localert/core';
import { documentOf, toJson } from './rows.ts';

/** What a status shows of an alert; it stays when the rest is dropped after the delivery. */
type Summary = Pick<QueuedAlert, 'id' | 'fixture' | 'locale' | 'severity' | 'createdAt'>;

/** What the last settlement told. */
export type Ending = Pick<AlertStatus, 'code' | 'ref' | 'degraded'>;

/** A row as statuses are read. */
export interface StatusRow {
  readonly seq: number;
  readonly state: AlertStatus['state'];
  readonly attempts: number;
  readonly settled: number | null;
  /** JSON texts. */
  readonly failure: string | null;
  readonly delivery: string | null;
  readonly suppressed: number;
  readonly summary: string;
}

export const summaryText = ({ id, fixture, locale, severity, createdAt }: QueuedAlert): string =>
  toJson({ id, fixture, locale, severity, createdAt }, 'alert');

const isAlert = (found: Partial<QueuedAlert>): found is QueuedAlert =>
  typeof found.id === 'string' && typeof found.payload === 'string';

/** @throws LOCALERT_STORE_CORRUPT */
export function alertOf(body: string): QueuedAlert {
  const found = documentOf<Partial<QueuedAlert>>(body, 'alerts');
  // Written by this store from a `QueuedAlert`; one look tells whether it is ours.
  if (isAlert(found)) return found;
  throw new StoreCorruptError({ what: 'a row of alerts holds another document' });
}

const endingOf = (text: string | null): Ending => (text === null ? {} : documentOf<Ending>(text, 'alerts'));

export function statusOf(row: StatusRow): AlertStatus {
  const { state, attempts, settled, failure, delivery, suppressed, summary } = row;
  const { id, fixture, locale, severity, createdAt } = documentOf<Summary>(summary, 'alerts');
  return {
    ...{ id, fixture, locale, severity, state, attempts, createdAt },
    ...(settled !== null && { settledAt: settled }),
    ...endingOf(failure),
    ...endingOf(delivery),
    ...(suppressed > 0 && { suppressed }),
  };
}
