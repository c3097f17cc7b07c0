import { type AuditEntry, type AuditHead, InvalidInputError, type TenantId } from '@localert/core';
import { AUDIT_HEAD, AUDIT_IS_LINKED, AUDIT_LINK } from './audit-queries.ts';
import { type BodyRow, entryOf } from './audit-rows.ts';
import { lock, lockNumber } from './locks.ts';
import { toJson } from './rows.ts';
import type { Query } from './session.ts';

/** The end of a chain, by its last entry. */
export function headOf(row: BodyRow | undefined): AuditHead | undefined {
  if (row === undefined) return undefined;
  const { sequence, hash } = entryOf(row);
  return { sequence, hash };
}

/** An entry as JSON text, made before the transaction begins. */
export interface LinkRow {
  readonly id: string;
  readonly sequence: number;
  readonly body: string;
}

export const linkRows = (entries: readonly AuditEntry[]): readonly LinkRow[] =>
  entries.map((entry) => ({
    id: entry.id,
    sequence: entry.sequence,
    body: toJson(entry, 'audit link'),
  }));

/**
 * Answers false when the head is another one by now. Sealers of a tenant come one after the other; who only appends waits
 * for none of them.
 */
export async function linkEntries(
  query: Query,
  tenant: TenantId,
  head: AuditHead | undefined,
  rows: readonly LinkRow[],
): Promise<boolean> {
  const [, [row]] = await Promise.all([
    query(...lock([lockNumber(`chain ${tenant}`)])),
    // Begun when the lock is held, so that it sees what the sealer before wrote.
    query<BodyRow>(AUDIT_HEAD, [tenant]),
  ]);
  const last = headOf(row);
  if (last?.sequence !== head?.sequence || last?.hash !== head?.hash) return false;
  const ids = rows.map(({ id }) => id);
  if ((await query(AUDIT_IS_LINKED, [tenant, ids])).length > 0) {
    const issues = [{ path: '', message: 'records that are not linked yet' }];
    throw new InvalidInputError({ what: 'audit link', issues });
  }
  await query(AUDIT_LINK, [tenant, ids, rows.map(({ sequence }) => sequence), rows.map(({ body }) => body)]);
  return true;
}
