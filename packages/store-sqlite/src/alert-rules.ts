import { type InputIssue, InvalidInputError, LOWEST_PRIORITY, type QueuedAlert } from '@localert/core';

/** Neither survives in every database as text: two different ids would become one. */
const hasUnstorable = (id: string): boolean => id.includes('\0') || /\p{Surrogate}/u.test(id);

const isTime = (value: number): boolean => Number.isFinite(value);

/** Refuses an alert that a queue could not order or find again. @throws LOCALERT_INVALID_INPUT */
export function assertQueueable({ id, priority, createdAt, dedupe }: QueuedAlert): void {
  const issues: InputIssue[] = [];
  if (typeof id !== 'string' || id === '' || hasUnstorable(id))
    issues.push({ path: 'id', message: 'a UUID' });
  if (!Number.isInteger(priority) || priority < 0 || priority > LOWEST_PRIORITY) {
    issues.push({ path: 'priority', message: `a whole number from 0 to ${LOWEST_PRIORITY}` });
  }
  if (!isTime(createdAt)) issues.push({ path: 'createdAt', message: 'epoch milliseconds' });
  if (dedupe !== undefined && (typeof dedupe.key !== 'string' || !isTime(dedupe.windowMs))) {
    issues.push({ path: 'dedupe', message: 'a key and a window in milliseconds' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'alert', issues });
}
