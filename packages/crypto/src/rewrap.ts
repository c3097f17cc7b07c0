import type { KekProvider, LongWork, RecordKind, Records, StoredRecord, TenantId } from '@localert/core';
import { dekIdOf, everyRecord, KEYRING_SCOPE, type KeyBody, keyBodyOf } from './key-records.ts';
import { askKek, dekContext, nameContext } from './key-store.ts';

/** Options of a rewrapping. */
export interface RewrapWork extends LongWork {
  /** Whose keys. */
  readonly tenants: Iterable<TenantId> | AsyncIterable<TenantId>;
  /** Keys of one call to the provider; 1 to 1,000. Default 100. */
  readonly batch?: number | undefined;
}

/** What a rewrapping came to. */
export interface RewrapReport {
  readonly tenants: number;
  /** Wrapped keys looked at. */
  readonly keys: number;
  /** Of these, wrapped anew; the others were under the current version already, or were destroyed meanwhile. */
  readonly rewrapped: number;
  /** Of these, refused by the provider; they are as they were. */
  readonly failed: number;
}

/** A wrapped key, and the record that holds it. */
interface Held {
  readonly record: StoredRecord;
  readonly body: KeyBody;
  readonly context: { readonly tenant: TenantId; readonly purpose: string };
}

const KINDS = ['dek', 'tenant-key'] as const satisfies readonly RecordKind[];

/** Every wrapped key of a tenant. */
export async function wrappedKeys(records: Records, tenant: TenantId): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const kind of KINDS) {
    for (const record of await everyRecord(records, tenant, kind)) {
      const dekId = dekIdOf(record.id);
      if (kind === 'tenant-key')
        held.push({ record, body: keyBodyOf(record), context: nameContext(tenant, record.id) });
      else if (dekId !== undefined)
        held.push({ record, body: keyBodyOf(record), context: dekContext(tenant, dekId) });
    }
  }
  return held;
}

/**
 * Wraps every key that is not under the provider's current version anew. Each key is put in place by compare-and-set:
 * one that was destroyed or rewrapped meanwhile stays so. Stopped, it can be run again and does the rest.
 *
 * @throws the signal's reason when it is stopped
 */
export async function rewrapKeys(
  kek: KekProvider,
  records: Records,
  work: RewrapWork,
): Promise<RewrapReport> {
  const { signal, onProgress } = work;
  const size = Math.min(1_000, Math.max(1, Math.trunc(work.batch ?? 100) || 1));
  const report = { tenants: 0, keys: 0, rewrapped: 0, failed: 0 };

  /** A provider that was called off says so in its own words: the caller gets its own reason. */
  async function ask<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await askKek(kek, work);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async function replace({ record, body, context }: Held, outcome: object): Promise<void> {
    if (!('wrapped' in outcome && 'kek' in outcome)) {
      report.failed += 1;
      return;
    }
    const { wrapped, kek: version } = outcome as KeyBody;
    const next = {
      ...record,
      version: record.version + 1,
      body: JSON.stringify({ ...body, wrapped, kek: version }),
    };
    if (await records.put(KEYRING_SCOPE, context.tenant, next)) report.rewrapped += 1;
  }

  for await (const tenant of work.tenants) {
    signal?.throwIfAborted();
    const held = await wrappedKeys(records, tenant);
    const current = await ask(() => kek.current({ signal }));
    const old = held.filter(({ body }) => body.kek !== current);
    for (let from = 0; from < old.length; from += size) {
      signal?.throwIfAborted();
      const batch = old.slice(from, from + size);
      const keys = batch.map(({ context, body: { wrapped, kek: version } }) => ({
        context,
        wrapped: { wrapped, kek: version },
      }));
      const outcomes = await ask(() => kek.rewrap(keys, { signal }));
      for (const [index, one] of batch.entries()) await replace(one, outcomes[index] ?? {});
    }
    report.tenants += 1;
    report.keys += held.length;
    onProgress?.({ done: report.keys, total: report.keys });
  }
  return report;
}
