import {
  byText,
  DecryptFailedError,
  type FixtureId,
  type FixtureStore,
  guardedStore,
  InvalidInputError,
  KeyDestroyedError,
  type Progress,
  systemScope,
  type TenantId,
  tenantScope,
} from '@localert/core';
import { insideOf } from './encrypted-store.ts';
import { type ResealJob, resealFixture } from './reseal-fixture.ts';
import { type TenantList, tenantsOf } from './tenant-list.ts';

/** Where a resealing is: hand it in again to go on from there. */
export interface ResealCursor {
  readonly tenant: TenantId;
  readonly cursor?: string | undefined;
}

/** Options of a resealing. */
export interface ResealWork {
  /** What `encrypted` made of a store that has `reseal`. */
  readonly store: FixtureStore;
  /** Whose fixtures, by id. Default: those of the store's directory. */
  readonly tenants?: TenantList | undefined;
  /** Goes on behind this place. */
  readonly after?: ResealCursor | undefined;
  /**
   * Whether plain rows are sealed where the policy asks for it. Default: whether the store takes them (`acceptPlain`). A
   * store that refuses them would here make a forged one look true.
   */
  readonly sealPlain?: boolean | undefined;
  /** Is told after each page; `total` is what was found so far. */
  readonly onProgress?: ((progress: Progress & { readonly after: ResealCursor }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a resealing came to. */
export interface ResealReport {
  readonly tenants: number;
  readonly fixtures: number;
  /** Sealed anew, the row or events of it. */
  readonly resealed: number;
  /** Left plain, because plain ones are not to be sealed here. */
  readonly plain: number;
  /** Whose key was destroyed. */
  readonly lost: number;
  /** What did not open; it is as it was. */
  readonly failed: readonly { readonly tenant: TenantId; readonly fixture: FixtureId }[];
}

const SCOPE = systemScope('reseal');
const ACTOR = 'system:reseal';
const PAGE = 100;

/**
 * Seals rows and events anew that lie under an old data key, or in the clear where the policy asks for more. While it runs,
 * all is read and written as ever. The audit trail gets the hash of each new row in the same transaction, where the store
 * has one. Stopped, it goes on from a cursor, or is run again: what is done is passed over.
 *
 * Alerts, tenants' settings and credentials are sealed with the new key when they are next written.
 *
 * @throws LOCALERT_INVALID_INPUT for a store that was not made by `encrypted`, or cannot reseal; the signal's reason
 *
 * @example
 * ```ts
 * import { createKeyring, encrypted, localKeys, reseal } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const inner = memoryStore();
 * const kek = localKeys({ keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }], current: 'k1' });
 * const keys = createKeyring({ kek, records: inner.records });
 * const store = encrypted(inner, { keys });
 * await keys.rotateDek('acme');
 * const { resealed, failed } = await reseal({ store });
 * ```
 */
export async function reseal(work: ResealWork): Promise<ResealReport> {
  const { store, after, signal, onProgress } = work;
  const inside = insideOf(store);
  if (inside === undefined) {
    throw new InvalidInputError({
      what: 'reseal',
      issues: [{ path: 'store', message: 'an encrypted store' }],
    });
  }
  const { encryption } = inside;
  const inner = guardedStore(inside.inner);
  const sealPlain = work.sealPlain ?? encryption.acceptPlain;
  const tenants =
    work.tenants ?? (inside.inner.directory === undefined ? [] : tenantsOf(SCOPE, inside.inner.directory));
  const report = { tenants: 0, fixtures: 0, resealed: 0, plain: 0, lost: 0 };
  const failed: { tenant: TenantId; fixture: FixtureId }[] = [];

  async function one(job: ResealJob, fixture: FixtureId): Promise<void> {
    report.fixtures += 1;
    try {
      const found = await resealFixture(job, fixture);
      if (found === 'done') report.resealed += 1;
      if (found === 'plain') report.plain += 1;
    } catch (error) {
      if (KeyDestroyedError.is(error)) report.lost += 1;
      else if (DecryptFailedError.is(error)) failed.push({ tenant: job.scope.tenant, fixture });
      else throw error;
    }
  }

  async function tenantRows(tenant: TenantId, from: string | undefined): Promise<void> {
    const policy = await encryption.policies.of(tenant);
    if (policy.level === 'off') return;
    const scope = tenantScope({ tenant, actor: ACTOR });
    const job: ResealJob = { inside: { inner, encryption }, scope, policy, sealPlain };
    let cursor = from;
    do {
      const page = await inner.list(scope, { limit: PAGE, cursor });
      for (const { id } of page.items) {
        signal?.throwIfAborted();
        await one(job, id);
      }
      cursor = page.cursor;
      const { fixtures } = report;
      onProgress?.({ done: fixtures, total: fixtures, after: { tenant, cursor } });
    } while (cursor !== undefined);
  }

  for await (const tenant of tenants) {
    signal?.throwIfAborted();
    if (after !== undefined && byText(tenant, after.tenant) < 0) continue;
    await tenantRows(tenant, after?.tenant === tenant ? after.cursor : undefined);
    report.tenants += 1;
  }
  return { ...report, failed };
}
