import { createHash } from 'node:crypto';
import {
  type AuditEntry,
  FIRST_PREVIOUS_HASH,
  type FixtureEvent,
  type FixtureStore,
  RECORD_KINDS,
  type SlackFixture,
  type StoredRecord,
  type TenantContext,
  type TenantId,
} from '@localert/core';
import { canonical } from './canonical.ts';
import { trailsOf } from './move-parts.ts';
import { MOVER, type MoveSide, moverIn, pagesOf, sidesOf } from './move-side.ts';

/** Something that is not the same in both stores. Names only. */
export interface MoveDifference {
  readonly tenant: TenantId;
  readonly what: 'settings' | 'fixture' | 'history' | 'count' | 'record' | 'trail' | 'chain' | 'unlinked';
  /** The fixture, the record's kind, or the entry's number. */
  readonly id?: string | undefined;
}

/** How many of each kind were compared. */
export interface MoveCounts {
  readonly tenants: number;
  readonly fixtures: number;
  readonly events: number;
  readonly records: number;
  readonly entries: number;
}

/** Whether two stores hold the same. */
export interface MoveVerdict {
  readonly ok: boolean;
  readonly counts: MoveCounts;
  readonly differenceCount: number;
  /** The first 100. */
  readonly differences: readonly MoveDifference[];
  /** SHA-256 over everything that was compared, as "to" has it, base64url: keep it with the report. */
  readonly digest: string;
}

/** What is compared. */
export interface VerifyMoveOptions {
  readonly from: FixtureStore;
  readonly to: FixtureStore;
  /** Default: all. */
  readonly tenants?: readonly TenantId[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

const LISTED = 100;

/** Goes through both stores side by side. */
class Comparison {
  readonly #from: MoveSide;
  readonly #to: MoveSide;
  readonly #signal: AbortSignal | undefined;
  readonly #hash = createHash('sha256');
  readonly differences: MoveDifference[] = [];
  differenceCount = 0;
  counts = { tenants: 0, fixtures: 0, events: 0, records: 0, entries: 0 };

  constructor(from: MoveSide, to: MoveSide, signal: AbortSignal | undefined) {
    this.#from = from;
    this.#to = to;
    this.#signal = signal;
  }

  digest = (): string => this.#hash.digest('base64url');

  /** Answers whether they are the same; what is there in "to" goes into the hash. */
  #same(here: unknown, there: unknown): boolean {
    this.#signal?.throwIfAborted();
    const text = canonical(there ?? null);
    this.#hash.update(text).update('\n');
    return canonical(here ?? null) === text;
  }

  #differs(tenant: TenantId, what: MoveDifference['what'], id?: string): void {
    this.differenceCount += 1;
    if (this.differences.length < LISTED)
      this.differences.push({ tenant, what, ...(id === undefined ? {} : { id }) });
  }

  async settings(tenant: TenantId): Promise<void> {
    this.counts.tenants += 1;
    const here = await this.#from.directory.get(MOVER, tenant);
    const there = await this.#to.directory.get(MOVER, tenant);
    if (!this.#same(here, there)) this.#differs(tenant, 'settings');
  }

  async fixtures(tenant: TenantId): Promise<void> {
    const scope = moverIn(tenant);
    const [from, to] = [this.#from.store, this.#to.store];
    for await (const rows of pagesOf<SlackFixture>((page) => from.list(scope, page))) {
      for (const row of rows) {
        this.counts.fixtures += 1;
        if (!this.#same(row, await to.get(scope, row.id))) this.#differs(tenant, 'fixture', row.id);
        await this.#history(tenant, row.id);
      }
    }
    if ((await from.count(scope)) !== (await to.count(scope))) this.#differs(tenant, 'count');
  }

  async #history(tenant: TenantId, id: string): Promise<void> {
    const scope = moverIn(tenant);
    const read = (side: MoveSide) => pagesOf<FixtureEvent>((page) => side.store.history(scope, id, page));
    const theirs = read(this.#to);
    let same = true;
    for await (const here of read(this.#from)) {
      this.counts.events += here.length;
      const { value } = await theirs.next();
      // Pages of both are as long: what has other pages has other events.
      same = this.#same(here, value) && same;
    }
    if ((await theirs.next()).done !== true || !same) this.#differs(tenant, 'history', id);
  }

  async records(tenant: TenantId): Promise<void> {
    const [here, there] = [this.#from.records, this.#to.records];
    if (here === undefined || there === undefined) return;
    for (const kind of RECORD_KINDS) {
      let count = 0;
      for await (const page of pagesOf<StoredRecord>((request) => here.list(MOVER, tenant, kind, request))) {
        count += page.length;
        for (const record of page) {
          if (!this.#same(record, await there.get(MOVER, tenant, kind, record.id)))
            this.#differs(tenant, 'record', kind);
        }
      }
      this.counts.records += count;
      for await (const page of pagesOf<StoredRecord>((request) => there.list(MOVER, tenant, kind, request)))
        count -= page.length;
      if (count !== 0) this.#differs(tenant, 'record', kind);
    }
  }

  /** Entry for entry, and whether each hash is that of its entry and names the one before. */
  async trail(tenant: TenantId): Promise<void> {
    const [here, there] = [this.#from.audit, this.#to.audit];
    if (here === undefined || there === undefined) return;
    let after = 0;
    let previous: string = FIRST_PREVIOUS_HASH;
    for (;;) {
      const range = { after, limit: 1_000 };
      const [source, target] = [
        await here.read(MOVER, tenant, range),
        await there.read(MOVER, tenant, range),
      ];
      for (const [index, entry] of source.entries()) {
        this.counts.entries += 1;
        if (!this.#same(entry, target[index])) this.#differs(tenant, 'trail', String(entry.sequence));
      }
      if (target.length > source.length) this.#differs(tenant, 'trail');
      for (const entry of target) {
        if (entry.previousHash !== previous || entry.hash !== hashOf(entry))
          this.#differs(tenant, 'chain', String(entry.sequence));
        previous = entry.hash;
      }
      const last = source.at(-1);
      if (last === undefined) break;
      after = last.sequence;
    }
    const waiting = async (side: typeof here) =>
      (await side.unlinked(MOVER, tenant, 100_000)).map(({ id }) => id);
    if (!this.#same(await waiting(here), await waiting(there))) this.#differs(tenant, 'unlinked');
  }
}

/** The hash that an entry must have: of its canonical JSON (RFC 8785) without the hash itself. */
function hashOf({ hash: _, ...entry }: AuditEntry): string {
  return createHash('sha256').update(canonical(entry)).digest('base64url');
}

async function tenantsOf(side: MoveSide): Promise<readonly TenantId[]> {
  const tenants: TenantId[] = [];
  for await (const page of pagesOf<TenantContext>((request) => side.directory.list(MOVER, request))) {
    tenants.push(...page.map(({ id }) => id));
  }
  return tenants;
}

/** Tenants of a side, and those of which nothing but a trail is left. */
export async function everyTenant(
  side: MoveSide,
  wanted: readonly TenantId[] | undefined,
): Promise<{ readonly tenants: readonly TenantId[]; readonly trails: readonly TenantId[] }> {
  const isWanted = wanted === undefined ? () => true : (id: TenantId) => wanted.includes(id);
  const tenants = (await tenantsOf(side)).filter(isWanted);
  return { tenants, trails: [...new Set([...tenants, ...(await trailsOf(side)).filter(isWanted)])] };
}

/**
 * Compares two stores without changing anything: settings, every row and event, records, and the audit trail entry for
 * entry, with the hashes of its chain. Nobody may write to either meanwhile.
 *
 * @throws LOCALERT_MOVE_REFUSED for encrypted stores, and what the stores throw
 */
export async function verifyMove(options: VerifyMoveOptions): Promise<MoveVerdict> {
  const { from, to } = sidesOf(options.from, options.to);
  const here = await everyTenant(from, options.tenants);
  const there = await everyTenant(to, options.tenants);
  const comparison = new Comparison(from, to, options.signal);
  for (const tenant of new Set([...here.tenants, ...there.tenants])) {
    await comparison.settings(tenant);
    await comparison.fixtures(tenant);
    await comparison.records(tenant);
  }
  for (const tenant of new Set([...here.trails, ...there.trails])) await comparison.trail(tenant);
  const { counts, differences, differenceCount } = comparison;
  return { ok: differenceCount === 0, counts, differences, differenceCount, digest: comparison.digest() };
}
