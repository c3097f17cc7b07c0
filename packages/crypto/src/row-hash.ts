import type { AuditRecord, FixtureCommit, FixtureId, SlackFixture } from '@localert/core';
import { applyEvent, type FixtureEvent } from '@localert/core';
import { canonicalJson } from './canonical.ts';
import { sha256 } from './platform.ts';

/** The action of a record that tells of a row that was sealed anew: its hash is another, its revision and content are not. */
export const RESEAL_ACTION = 'key:reseal';

/**
 * The hash of a row as it lies in the store: SHA-256 of its canonical JSON (RFC 8785), base64url. Of a sealed row it covers
 * all but the time of making. Of a plain one only id, revision, state and time of change: a hash of short texts in the
 * audit trail could be guessed after the texts are gone.
 *
 * @param row - as the store hands it out, not opened
 *
 * @example
 * ```ts
 * import type { SlackFixture } from '@localert/core';
 * import { rowHashOf } from '@localert/crypto';
 *
 * declare const raw: SlackFixture;
 * console.log(rowHashOf(raw).length); // 43
 * ```
 */
export function rowHashOf(row: SlackFixture): string {
  const { createdAt: _, ...rest } = row;
  const { id, revision, state, updatedAt } = row;
  return sha256(
    canonicalJson(row.sealed === undefined ? { id, revision, state, updatedAt, plain: true } : rest),
  );
}

/** The row that a commit makes of another: its time of making may be wrong, which the hash leaves out. */
export function predictedRow(
  before: SlackFixture | undefined,
  { events, expectedRevision }: FixtureCommit,
): SlackFixture | undefined {
  const [first] = events;
  const base =
    first !== undefined && 'snapshot' in first && expectedRevision > 0
      ? { ...first.snapshot, revision: expectedRevision, createdAt: 0, updatedAt: 0 }
      : before;
  return events.reduce<SlackFixture | undefined>((row, event: FixtureEvent) => applyEvent(row, event), base);
}

/** Whether a record tells of a write to a fixture. */
export const isOfFixture = ({ resource }: AuditRecord, fixture: FixtureId): boolean =>
  resource.kind === 'fixture' && resource.id === fixture;

/** The records of a write with the hash on those that tell of it. */
export const withRowHash = (
  records: readonly AuditRecord[],
  fixture: FixtureId,
  rowHash: string,
): readonly AuditRecord[] =>
  records.map((record) => (isOfFixture(record, fixture) ? { ...record, rowHash } : record));
