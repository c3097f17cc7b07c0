import {
  type AuditDetails,
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type FixtureStore,
  type Outbox,
  type Records,
  systemScope,
  type TenantDirectory,
  type TenantId,
} from '@localert/core';
import { DeletionIncompleteError } from './errors.ts';
import type { House } from './house.ts';
import {
  inventoryOf,
  type KeyName,
  keyNamesOf,
  sizeOf,
  type TenantInventory,
  type TenantPlaces,
} from './survey.ts';

/** What a keyring says that it destroyed: a `ShredProof` of `@localert/crypto` is one. */
export interface ShreddedKeys {
  readonly dekIds: readonly number[];
  readonly names: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** How a tenant is deleted. */
export interface DeletionOptions {
  /** Destroys the tenant's keys before everything else goes: `keyring.shred` of `@localert/crypto`. */
  readonly shred?: ((tenant: TenantId) => Promise<ShreddedKeys>) | undefined;
  /** Milliseconds to wait until the entry of the deletion is linked into the trail. Default 10,000. */
  readonly trailWaitMs?: number | undefined;
}

/** The entry of a deletion in its tenant's chain. */
export interface DeletionEntry extends AuditHead {
  /** The end of the chain when the proof was made: a signed head from there on covers the entry. */
  readonly head: AuditHead;
}

/**
 * That a tenant was deleted: plain data, without anything of what was deleted. Keep it with a signed head of the trail
 * whose sequence is not below `entry.head.sequence`.
 */
export interface DeletionProof {
  readonly format: 'localert.deletion/1';
  readonly tenant: TenantId;
  /** Epoch milliseconds: when everything was read again. */
  readonly at: number;
  /** Whether there was such a tenant when this call began; false for one that finishes an earlier one. */
  readonly existed: boolean;
  /** What there was when this call began. */
  readonly before: TenantInventory;
  /** What was found when every part was read again: all counts are 0. */
  readonly after: TenantInventory;
  /** Wrapped keys that were there and are gone. Whoever has a copy of them needs the key-encryption key as well. */
  readonly keys: readonly KeyName[];
  /** What the keyring said, where one was asked. */
  readonly shredded?: ShreddedKeys | undefined;
  /** Absent without a trail, and when the entry was not linked in time: ask `deletionEntry` later. */
  readonly entry?: DeletionEntry | undefined;
}

/** What an entry tells of what was deleted: it lies in the chain, so that nobody can tell it otherwise later. */
export const deletionDetails = (before: TenantInventory, keys: readonly KeyName[]): AuditDetails => ({
  fixtures: before.fixtures,
  events: before.events,
  deadLetters: before.deadLetters,
  records: Object.values(before.records).reduce((sum, count) => sum + count, 0),
  keys: keys.length,
});

const SYSTEM = systemScope('deletion');
const PAGE = 1_000;
const POLL_MS = 25;

const isDeletion = ({ action, outcome }: AuditEntry): boolean =>
  action === 'tenant:delete' && outcome === 'success';

/**
 * The entry of a tenant's last deletion, where it is linked by now.
 *
 * @param after - entries with a larger sequence
 */
export async function deletionEntry(
  log: AuditLog,
  tenant: TenantId,
  after: number = 0,
): Promise<DeletionEntry | undefined> {
  let found: AuditEntry | undefined;
  let last: AuditEntry | undefined;
  for (let from = after; ; from = last?.sequence ?? from) {
    const entries = await log.read(SYSTEM, tenant, { after: from, limit: PAGE });
    last = entries.at(-1) ?? last;
    found = entries.filter(isDeletion).at(-1) ?? found;
    if (entries.length < PAGE) break;
  }
  if (found === undefined || last === undefined) return undefined;
  const head = { sequence: last.sequence, hash: last.hash };
  return { sequence: found.sequence, hash: found.hash, head };
}

/** Where the house keeps a tenant's things. */
export const placesOf = ({ store, directory, queue, records, system }: House): TenantPlaces => ({
  store,
  directory,
  outbox: queue?.outbox,
  records: records ?? store.records,
  system,
});

/** Waits until the entry of the deletion is linked. */
async function linkedEntry(
  { store: { audit }, clock }: House,
  tenant: TenantId,
  after: number,
  waitMs: number,
): Promise<DeletionEntry | undefined> {
  if (audit === undefined) return undefined;
  const deadline = clock.now() + waitMs;
  for (;;) {
    const entry = await deletionEntry(audit, tenant, after);
    if (entry !== undefined || clock.now() >= deadline) return entry;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** What deleting is made of, handed in by the operations of tenants. */
export interface DeletionWork {
  /** Removes everything, with its entry; answers whether there was such a tenant. */
  remove(details: AuditDetails, shred: () => Promise<void>): Promise<boolean>;
}

/** Deletes a tenant, reads everything again, and says what was found. @throws LOCALERT_DELETION_INCOMPLETE */
export async function deleteProved(
  house: House,
  tenant: TenantId,
  { shred, trailWaitMs = 10_000 }: DeletionOptions,
  work: DeletionWork,
): Promise<DeletionProof> {
  const places = placesOf(house);
  const before = await inventoryOf(places, tenant);
  const keys = await keyNamesOf(places, tenant);
  const end = await house.store.audit?.head(SYSTEM, tenant);
  let shredded: ShreddedKeys | undefined;
  const existed = await work.remove(deletionDetails(before, keys), async () => {
    shredded = await shred?.(tenant);
  });
  const after = await inventoryOf(places, tenant);
  const left = sizeOf(after);
  if (left > 0) throw new DeletionIncompleteError({ tenant, left });
  const at = house.clock.now();
  // A tenant of that name may have been deleted before: this one's entry comes behind what was there. A call that
  // finishes an earlier one has the entry of that.
  const since = existed ? (end?.sequence ?? 0) : 0;
  const entry = house.audit && (await linkedEntry(house, tenant, since, trailWaitMs));
  return {
    format: 'localert.deletion/1',
    tenant,
    at,
    existed,
    before,
    after,
    keys,
    ...(shredded === undefined ? {} : { shredded: { ...shredded } }),
    ...(entry === undefined ? {} : { entry }),
  };
}

/** What a proof is held against. */
export interface DeletionWitnesses {
  readonly store: FixtureStore;
  /** Default: the store's own. */
  readonly directory?: TenantDirectory | undefined;
  /** The queue, where dead letters lie; default: the store's own. */
  readonly outbox?: Outbox | undefined;
  /** Default: the store's own. */
  readonly records?: Records | undefined;
  /** The log that the entry lies in; default: the store's own. */
  readonly log?: AuditLog | undefined;
  /** Verifies the chain around the entry: `createAudit` of `@localert/audit` makes one. */
  readonly audit?: { verify(tenant: TenantId): Promise<{ readonly ok: boolean }> } | undefined;
}

/** Whether a proof still holds, and where it does not. */
export interface DeletionVerdict {
  readonly ok: boolean;
  /**
   * `proof`: it says itself that something was left · `something-left`: there is something of the tenant, which may also be
   * a new tenant of the same name · `no-entry`: it names no entry, or the trail has none there · `entry-differs`: the entry
   * is another, or tells other counts · `chain-broken`.
   */
  readonly faults: readonly ('proof' | 'something-left' | 'no-entry' | 'entry-differs' | 'chain-broken')[];
}

function entryFault(
  proof: DeletionProof,
  entry: AuditEntry | undefined,
): 'no-entry' | 'entry-differs' | undefined {
  if (proof.entry === undefined || entry === undefined) return 'no-entry';
  const told = entry.details;
  // A call that finished an earlier one found less than the entry, which was kept with the first, tells.
  const details = Object.entries(deletionDetails(proof.before, proof.keys));
  const fits = !proof.existed || told === undefined || details.every(([name, value]) => told[name] === value);
  return entry.hash === proof.entry.hash && isDeletion(entry) && fits ? undefined : 'entry-differs';
}

/**
 * Holds a proof against the store and the trail as they are now: nothing of the tenant is there, and the chain has the
 * entry of its deletion at that place, with that hash and those counts.
 *
 * @example
 * ```ts
 * import type { FixtureStore } from '@localert/core';
 * import { type DeletionProof, verifyDeletion } from '@localert/manager';
 *
 * export async function holds(proof: DeletionProof, store: FixtureStore): Promise<boolean> {
 *   return (await verifyDeletion(proof, { store })).ok;
 * }
 * ```
 */
export async function verifyDeletion(
  proof: DeletionProof,
  witnesses: DeletionWitnesses,
): Promise<DeletionVerdict> {
  const { store, audit, log = store.audit } = witnesses;
  const { tenant } = proof;
  const faults: DeletionVerdict['faults'][number][] = [];
  if (proof.format !== 'localert.deletion/1' || sizeOf(proof.after) > 0) faults.push('proof');
  const directory = witnesses.directory ?? store.directory;
  const outbox = witnesses.outbox ?? store.outbox;
  const records = witnesses.records ?? store.records;
  const now = await inventoryOf({ store, directory, outbox, records, system: SYSTEM }, tenant);
  if (sizeOf(now) > 0) faults.push('something-left');
  const sequence = proof.entry?.sequence ?? 0;
  const [entry] =
    sequence > 0 && log !== undefined
      ? await log.read(SYSTEM, tenant, { after: sequence - 1, limit: 1 })
      : [];
  const fault = entryFault(proof, entry?.sequence === sequence ? entry : undefined);
  if (fault !== undefined) faults.push(fault);
  if (audit !== undefined && !(await audit.verify(tenant)).ok) faults.push('chain-broken');
  return { ok: faults.length === 0, faults };
}
