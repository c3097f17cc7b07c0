import { type AuditEntry, type AuditLog, guardedAuditLog, type Scope, type TenantId } from '@localert/core';

/** Which entries, and how they are read. */
export interface WalkOptions {
  /** Entries with a larger sequence. Default 0. */
  readonly after?: number | undefined;
  /** 1 to 10,000. Default 1,000: some 5 ms of hashing, after which others have their turn. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A tenant's linked entries, page by page, up to the end that the chain has when it gets there. @throws the signal's reason */
export async function* walk(
  log: AuditLog,
  scope: Scope,
  tenant: TenantId,
  { after = 0, pageSize = 1000, signal }: WalkOptions,
): AsyncGenerator<readonly AuditEntry[]> {
  const { read } = guardedAuditLog(log);
  let last = after;
  for (;;) {
    signal?.throwIfAborted();
    const page = await read(scope, tenant, { after: last, limit: pageSize });
    const end = page.at(-1);
    // A store that answers what is not behind `after` would keep this going for ever.
    if (end === undefined || !(end.sequence > last)) return;
    yield page;
    last = end.sequence;
  }
}
