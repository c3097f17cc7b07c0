import {
  type FixtureCommit,
  type InputIssue,
  InvalidFixtureIdError,
  InvalidInputError,
  LOWEST_PRIORITY,
  type QueuedAlert,
} from '@localert/core';

/** Neither survives in every database as text: two different ids would become one. */
const hasUnstorable = (id: string): boolean => id.includes('\0') || /\p{Surrogate}/u.test(id);

/**
 * Refuses a commit that contradicts itself. The rules of ids are core's; here only what would mix up rows.
 *
 * @throws LOCALERT_INVALID_FIXTURE_ID, LOCALERT_INVALID_INPUT
 */
export function assertCommit({ fixture, events, expectedRevision }: FixtureCommit): void {
  if (typeof fixture !== 'string' || fixture === '' || hasUnstorable(fixture)) {
    throw new InvalidFixtureIdError({ reason: 'it is no text that every store can keep' });
  }
  const issues: InputIssue[] = [];
  if (!Number.isSafeInteger(expectedRevision) || expectedRevision < 0) {
    issues.push({ path: 'expectedRevision', message: 'a whole number from 0' });
  }
  if (events.length === 0) issues.push({ path: 'events', message: 'at least one event' });
  for (const [index, event] of events.entries()) {
    const path = `events.${index}`;
    if (event.fixture !== fixture)
      issues.push({ path: `${path}.fixture`, message: 'the fixture of the commit' });
    if (event.revision !== expectedRevision + index + 1) {
      issues.push({ path: `${path}.revision`, message: 'the revision after the one before' });
    }
    if (!Number.isFinite(event.at)) issues.push({ path: `${path}.at`, message: 'epoch milliseconds' });
    if ('snapshot' in event && event.snapshot?.id !== fixture) {
      issues.push({ path: `${path}.snapshot.id`, message: 'the fixture of the commit' });
    }
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'commit', issues });
}

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
