import { type InputIssue, InvalidInputError } from './errors.ts';
import type { QueuedAlert } from './outbox.ts';
import { LOWEST_PRIORITY } from './severity.ts';
import { isStorable } from './storable.ts';

/** Refuses an alert that a queue could not order or find again. @throws LOCALERT_INVALID_INPUT */
export function assertQueueable(alert: QueuedAlert): void {
  const { id, priority, createdAt, dedupe } = alert;
  const issues: InputIssue[] = [];
  if (typeof id !== 'string' || id === '' || !isStorable(id)) issues.push({ path: 'id', message: 'a UUID' });
  if (!Number.isInteger(priority) || priority < 0 || priority > LOWEST_PRIORITY) {
    issues.push({ path: 'priority', message: `a whole number from 0 to ${LOWEST_PRIORITY}` });
  }
  if (!Number.isFinite(createdAt)) issues.push({ path: 'createdAt', message: 'epoch milliseconds' });
  for (const path of ['rank', 'notBefore', 'expiresAt'] as const) {
    if (alert[path] !== undefined && !Number.isSafeInteger(alert[path]))
      issues.push({ path, message: 'whole milliseconds' });
  }
  if (dedupe !== undefined && (typeof dedupe.key !== 'string' || !Number.isFinite(dedupe.windowMs))) {
    issues.push({ path: 'dedupe', message: 'a key and a window in milliseconds' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'alert', issues });
}
