import {
  type InputIssue,
  InvalidFixtureIdError,
  InvalidInputError,
  QuotaExceededError,
  RevisionConflictError,
} from './errors.ts';
import { applyEvent } from './event.ts';
import type { SlackFixture } from './fixture.ts';
import { assertQueueable } from './queueable.ts';
import { isStorable } from './storable.ts';
import type { FixtureCommit } from './store.ts';

/**
 * Refuses a commit that contradicts itself. The rules of ids are core's; here only what would mix up rows.
 *
 * @throws LOCALERT_INVALID_FIXTURE_ID, LOCALERT_INVALID_INPUT
 */
export function assertCommit({ fixture, events, expectedRevision, alerts = [] }: FixtureCommit): void {
  if (typeof fixture !== 'string' || fixture === '' || !isStorable(fixture)) {
    throw new InvalidFixtureIdError({ reason: 'it is no text that every store can keep' });
  }
  const issues: InputIssue[] = [];
  if (!Number.isSafeInteger(expectedRevision) || expectedRevision < 0) {
    issues.push({ path: 'expectedRevision', message: 'a whole number from 0' });
  }
  if (events.length === 0) issues.push({ path: 'events', message: 'at least one event' });
  // The log of a fixture that is brought in from elsewhere may begin with what stands for its first events.
  const first = events[0];
  const begins = first?.type === 'FixtureCompacted' && expectedRevision === 0;
  const before = begins ? first.revision - 1 : expectedRevision;
  for (const [index, event] of events.entries()) {
    const path = `events.${index}`;
    if (event.fixture !== fixture)
      issues.push({ path: `${path}.fixture`, message: 'the fixture of the commit' });
    if (event.type === 'FixtureCompacted' && !(begins && index === 0)) {
      issues.push({ path: `${path}.type`, message: 'a compacted log only at the beginning of a fixture' });
    }
    if (event.revision !== before + index + 1) {
      issues.push({ path: `${path}.revision`, message: 'the revision after the one before' });
    }
    if (!Number.isFinite(event.at)) issues.push({ path: `${path}.at`, message: 'epoch milliseconds' });
    if ('snapshot' in event && event.snapshot?.id !== fixture) {
      issues.push({ path: `${path}.snapshot.id`, message: 'the fixture of the commit' });
    }
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'commit', issues });
  for (const alert of alerts) assertQueueable(alert);
}

/**
 * Refuses alerts that come with a commit, for stores whose queue lies elsewhere: they would be lost there, or wait where
 * nobody looks.
 *
 * @throws LOCALERT_INVALID_INPUT
 */
export function assertNoAlerts({ alerts = [] }: FixtureCommit): void {
  if (alerts.length === 0) return;
  const issues = [{ path: 'alerts', message: 'none: this store keeps no queue beside its fixtures' }];
  throw new InvalidInputError({ what: 'commit', issues });
}

/**
 * The row that a commit makes, for adapters: it runs inside their transaction, on the row and the count read there.
 *
 * @param current - the row before; `undefined` when there is none
 * @param fixtures - how many fixtures the tenant has
 * @throws LOCALERT_INVALID_INPUT, LOCALERT_INVALID_FIXTURE_ID, LOCALERT_REVISION_CONFLICT, LOCALERT_QUOTA_EXCEEDED
 */
export function applyCommit(
  current: SlackFixture | undefined,
  commit: FixtureCommit,
  fixtures: number,
): SlackFixture {
  assertCommit(commit);
  const { fixture: id, events, expectedRevision: expected, guards } = commit;
  const actual = current?.revision ?? 0;
  if (actual !== expected) throw new RevisionConflictError({ kind: 'fixture', id, expected, actual });
  const limit = guards?.maxFixtures;
  if (current === undefined && limit !== undefined && fixtures >= limit) {
    throw new QuotaExceededError({ quota: 'fixtures', limit });
  }
  // A commit has at least one event, so there is a row now.
  return events.reduce<SlackFixture | undefined>(applyEvent, current) as SlackFixture;
}

/**
 * Refuses a commit that makes the tenant's rows longer than its guard allows, for adapters: it runs inside their
 * transaction.
 *
 * @param stored - bytes of the tenant's rows before it
 * @param change - how many bytes longer the commit makes them; below 0 when it makes them shorter
 * @throws LOCALERT_QUOTA_EXCEEDED
 */
export function assertStoredBytes({ guards }: FixtureCommit, stored: number, change: number): void {
  const limit = guards?.maxStoredBytes;
  if (limit !== undefined && change > 0 && stored + change > limit) {
    throw new QuotaExceededError({ quota: 'storedBytes', limit });
  }
}
