import {
  type AuditEntry,
  RECORD_KINDS,
  type Records,
  type StoredRecord,
  type TenantContext,
  type TenantId,
  type UsageKey,
} from '@localert/core';
import { isSame } from './canonical.ts';
import { MoveRefusedError } from './errors.ts';
import { allOf, MOVER, type MoveSide, pagesOf } from './move-side.ts';

/** Copies a tenant's settings, revision and all. Answers whether they were others. */
export async function copySettings(to: MoveSide, tenant: TenantContext): Promise<boolean> {
  const { directory } = to;
  const there = await directory.get(MOVER, tenant.id);
  if (there !== undefined && isSame(there, tenant)) return false;
  if (there?.revision === tenant.revision - 1) {
    await directory.replace(MOVER, tenant);
    return true;
  }
  // A directory goes on by one revision only; nobody uses this one yet.
  if (there !== undefined) await directory.delete(MOVER, tenant.id);
  await directory.create(MOVER, tenant);
  return true;
}

async function putRecord(records: Records, tenant: TenantId, record: StoredRecord): Promise<void> {
  let there = await records.get(MOVER, tenant, record.kind, record.id);
  if (there !== undefined && there.version >= record.version) {
    await records.delete(MOVER, tenant, record.kind, record.id);
    there = undefined;
  }
  // A version follows the one before: whoever holds one in memory must find it to be the same afterwards.
  for (let version = (there?.version ?? 0) + 1; version <= record.version; version++) {
    if (await records.put(MOVER, tenant, { ...record, version })) continue;
    throw new MoveRefusedError({ reason: 'somebody else writes records into "to"' });
  }
}

/**
 * Copies a tenant's records, and removes in "to" what is not in "from" any more: a key that was destroyed must not live on
 * in a copy. Answers how many were others.
 */
export async function copyRecords(from: MoveSide, to: MoveSide, tenant: TenantId): Promise<number> {
  const { records: source } = from;
  const { records: target } = to;
  if (source === undefined || target === undefined) return 0;
  let changed = 0;
  for (const kind of RECORD_KINDS) {
    for await (const page of pagesOf<StoredRecord>((request) => source.list(MOVER, tenant, kind, request))) {
      for (const record of page) {
        if (isSame(await target.get(MOVER, tenant, kind, record.id), record)) continue;
        await putRecord(target, tenant, record);
        changed += 1;
      }
    }
    for await (const page of pagesOf<StoredRecord>((request) => target.list(MOVER, tenant, kind, request))) {
      for (const { id } of page) {
        if ((await source.get(MOVER, tenant, kind, id)) !== undefined) continue;
        await target.delete(MOVER, tenant, kind, id);
        changed += 1;
      }
    }
  }
  return changed;
}

const ENTRIES = 1_000;

/** Whether the beginning of a tenant's chain was removed when its days were over. */
export async function isPruned(from: MoveSide, tenant: TenantId): Promise<boolean> {
  const [first] = (await from.audit?.read(MOVER, tenant, { limit: 1 })) ?? [];
  return first !== undefined && first.sequence > 1;
}

/** Copies linked entries behind those that are there, hash for hash. Answers how many. */
export async function copyEntries(from: MoveSide, to: MoveSide, tenant: TenantId): Promise<number> {
  const { audit: source } = from;
  const { audit: target } = to;
  if (source === undefined || target === undefined) return 0;
  let copied = 0;
  let head = await target.head(MOVER, tenant);
  if (head !== undefined) {
    const [same] = await source.read(MOVER, tenant, { after: head.sequence - 1, limit: 1 });
    if (same?.hash !== head.hash)
      throw new MoveRefusedError({ reason: 'an audit trail in "to" is another one' });
  }
  for (;;) {
    const entries: readonly AuditEntry[] = await source.read(MOVER, tenant, {
      after: head?.sequence ?? 0,
      limit: ENTRIES,
    });
    const last = entries.at(-1);
    if (last === undefined) return copied;
    if (!(await target.link(MOVER, tenant, head, entries))) {
      throw new MoveRefusedError({ reason: 'somebody else links audit entries in "to"' });
    }
    copied += entries.length;
    head = { sequence: last.sequence, hash: last.hash };
  }
}

/** Copies audit records that wait to be linked. Under the pause: until then they are linked where they are. */
export async function copyUnlinked(from: MoveSide, to: MoveSide, tenant: TenantId): Promise<number> {
  const { audit: source } = from;
  if (source === undefined) return 0;
  let limit = 10_000;
  let records = await source.unlinked(MOVER, tenant, limit);
  while (records.length === limit) {
    limit *= 4;
    records = await source.unlinked(MOVER, tenant, limit);
  }
  for (let at = 0; at < records.length; at += 500) {
    await to.audit?.append(MOVER, tenant, records.slice(at, at + 500));
  }
  return records.length;
}

const DAY_MS = 86_400_000;

/** The counters that outlive a move: those of the day, UTC. Others count seconds. */
export function dayKeys(now: number): readonly UsageKey[] {
  const window = Math.floor(now / DAY_MS) * DAY_MS;
  return ['sendsPerDay', 'aiTokensPerDay'].map((quota) => ({ quota, window, until: window + DAY_MS }));
}

/** Makes counters of "to" say what those of "from" say. */
export async function copyUsage(
  from: MoveSide,
  to: MoveSide,
  tenant: TenantId,
  keys: readonly UsageKey[],
): Promise<void> {
  if (from.usage === undefined || to.usage === undefined) return;
  for (const key of keys) {
    const more = (await from.usage.read(MOVER, tenant, key)) - (await to.usage.read(MOVER, tenant, key));
    if (more > 0) await to.usage.take(MOVER, tenant, key, more, Number.MAX_SAFE_INTEGER);
    if (more < 0) await to.usage.giveBack(MOVER, tenant, key, -more);
  }
}

/** Tenants that have a trail, deleted ones too. */
export const trailsOf = async ({ audit }: MoveSide): Promise<readonly TenantId[]> =>
  audit === undefined ? [] : allOf((page) => audit.tenants(MOVER, page));
