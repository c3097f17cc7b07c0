import {
  type AuditEntry,
  type AuditLog,
  type AuditQuery,
  assertTenantScope,
  cursorCodec,
  type Page,
  pageLimit,
  type TenantScope,
} from '@localert/core';
import { matchesFilter } from './filter.ts';
import { walk } from './walk.ts';

const cursors = cursorCodec('audit', ['number']);

/** Entries looked at for one page: a query that matches little answers in time, with a cursor to go on from. */
const MAX_SCAN = 20_000;

/**
 * One page of a tenant's linked entries, oldest first. A page may hold fewer than were asked for, or none, and still
 * have a cursor: that many entries were looked at.
 *
 * @throws LOCALERT_INVALID_SCOPE, LOCALERT_INVALID_INPUT for a cursor of another list
 */
export async function entriesPage(
  log: AuditLog,
  scope: TenantScope,
  query: AuditQuery,
): Promise<Page<AuditEntry>> {
  assertTenantScope(scope);
  const limit = pageLimit(query.limit);
  const items: AuditEntry[] = [];
  let scanned = 0;
  for await (const page of walk(log, scope, scope.tenant, { after: cursors.read(query.cursor)?.[0] })) {
    for (const entry of page) {
      if (matchesFilter(entry, query)) items.push(entry);
      scanned += 1;
      if (items.length === limit || scanned === MAX_SCAN) {
        return { items, cursor: cursors.write([entry.sequence]) };
      }
    }
  }
  return { items };
}
