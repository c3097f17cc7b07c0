import type { Clock, FixtureId, SlackFixture, TenantId } from '@localert/core';
import { isSame } from './canonical.ts';
import { checkpointData, checkpointText } from './checkpoint.ts';
import { MoveRefusedError } from './errors.ts';
import { type MovedAlerts, moveAlerts } from './move-alerts.ts';
import { copyFixture, mendFixture } from './move-fixture.ts';
import type { MoveOptions, MoveProgress, MoveReport } from './move-options.ts';
import {
  copyEntries,
  copyRecords,
  copySettings,
  copyUnlinked,
  copyUsage,
  dayKeys,
  isPruned,
} from './move-parts.ts';
import { MOVER, type MoveSide, moverIn, pagesOf, sidesOf } from './move-side.ts';
import { everyTenant, type MoveVerdict, verifyMove } from './verify-move.ts';
import { waves } from './waves.ts';

const KIND = 'localert.move';
/** Rounds of catching up before the pause: who writes faster than that has to pause anyway. */
const ROUNDS = 20;
/** So few changes in a round are left to the pause. */
const FEW = 50;

/** Where an earlier run stands. */
interface Place {
  /** Tenants up to this one, by id, are copied. */
  readonly after: TenantId;
  readonly feed: string | undefined;
}

function placeOf(resume: string | undefined): Place | undefined {
  if (resume === undefined) return undefined;
  const { after, feed } = checkpointData(KIND, resume);
  return {
    after: typeof after === 'string' ? after : '',
    feed: typeof feed === 'string' ? feed : undefined,
  };
}

class Move {
  readonly #options: MoveOptions;
  readonly #from: MoveSide;
  readonly #to: MoveSide;
  readonly #clock: Clock;
  #phase: MoveProgress['phase'] = 'copy';
  #tenants: readonly TenantId[] = [];
  #trails: readonly TenantId[] = [];
  #after = '';
  #feed: string | undefined;
  readonly #met = new Set<TenantId>();
  readonly #left = new Set<TenantId>();
  #done = 0;
  #looked = 0;
  #copied = 0;
  #events = 0;
  #resealed = 0;
  #records = 0;
  #entries = 0;

  constructor(options: MoveOptions) {
    this.#options = options;
    const sides = sidesOf(options.from, options.to);
    this.#from = sides.from;
    this.#to = sides.to;
    this.#clock = options.clock ?? { now: Date.now };
  }

  async run(): Promise<MoveReport> {
    const { pause, frozen = false, dryRun = false, verify = true, resume } = this.#options;
    await this.#refresh();
    await this.#assertTrails();
    if (dryRun) return this.#look();
    const place = placeOf(resume);
    // Before anything is read: what is changed from here on is told later.
    this.#feed =
      place?.feed ?? (await this.#from.store.changes?.(MOVER, { cursor: 'now', limit: 1 }))?.cursor;
    if (place === undefined) await this.#assertOwn();
    await this.#copyAll(place?.after ?? '');
    this.#phase = 'catch-up';
    for (let round = 0; round < ROUNDS; round++) if ((await this.#catchUp()) <= FEW) break;
    // Contents that were sealed anew meanwhile are told by no feed: they are looked for while there is time.
    await this.#mendAll();
    if (pause === undefined && !frozen) return this.#report(false, { moved: 0, deadLetters: 0 }, 0);
    return this.#cutOver(pause, verify);
  }

  async #cutOver(pause: (() => Promise<void>) | undefined, verify: boolean): Promise<MoveReport> {
    const { signal, claimWaitMs: waitMs = 120_000, tenants, from, to } = this.#options;
    await pause?.();
    const since = this.#clock.now();
    this.#phase = 'cut-over';
    this.#tell();
    while ((await this.#catchUp()) > 0) this.#tell();
    // A feed may hold back what is behind somebody's long transaction; lists do not.
    for (const tenant of this.#tenants) await this.#fixtures(tenant, 'recent');
    const keys = dayKeys(this.#clock.now());
    for (const tenant of this.#trails) {
      if (!this.#left.has(tenant)) await copyUnlinked(this.#from, this.#to, tenant);
    }
    for (const tenant of this.#tenants) await copyUsage(this.#from, this.#to, tenant, keys);
    const wanted = tenants === undefined ? undefined : new Set(tenants);
    const alerts = await moveAlerts(this.#from, this.#to, wanted, { clock: this.#clock, waitMs, signal });
    let verdict: MoveVerdict | undefined;
    if (verify) {
      this.#phase = 'verify';
      this.#tell();
      verdict = await this.#verdict({ from, to, tenants, signal });
      if (!verdict.ok) {
        // What was sealed anew between the last look and the pause, or changed by a clock that is behind.
        await this.#rescan();
        await this.#mendAll();
        verdict = await this.#verdict({ from, to, tenants, signal });
      }
    }
    this.#phase = 'done';
    this.#tell();
    return this.#report(verdict?.ok ?? true, alerts, this.#clock.now() - since, verdict);
  }

  /** A trail that was left behind on purpose is no difference. */
  async #verdict(options: Parameters<typeof verifyMove>[0]): Promise<MoveVerdict> {
    const verdict = await verifyMove(options);
    if (this.#left.size === 0) return verdict;
    const isLeft = ({ what, tenant }: MoveVerdict['differences'][number]) =>
      (what === 'trail' || what === 'chain' || what === 'unlinked') && this.#left.has(tenant);
    const differences = verdict.differences.filter((one) => !isLeft(one));
    // Of a longer list than is shown nothing can be said but that there is one.
    const isShown = verdict.differenceCount === verdict.differences.length;
    return {
      ...verdict,
      differences,
      differenceCount: isShown ? differences.length : verdict.differenceCount,
      ok: isShown && differences.length === 0,
    };
  }

  /** Reads who there is. A tenant that went meanwhile goes in "to", with all that it had. */
  async #refresh(): Promise<void> {
    const { tenants, trails } = await everyTenant(this.#from, this.#options.tenants);
    this.#tenants = [...tenants].sort();
    this.#trails = trails;
    const there = new Set(tenants);
    for (const tenant of this.#met) {
      if (there.has(tenant)) continue;
      await this.#to.store.purgeTenant(MOVER, tenant);
      this.#met.delete(tenant);
    }
  }

  async #assertTrails(): Promise<void> {
    for (const tenant of this.#trails) {
      if (!(await isPruned(this.#from, tenant))) continue;
      if (this.#options.prunedTrails !== 'leave') {
        throw new MoveRefusedError({
          reason: `the beginning of the trail of "${tenant}" was removed when its days were over; export it, and leave it with prunedTrails`,
        });
      }
      this.#left.add(tenant);
    }
  }

  /** A store that others' tenants lie in is no place to compare afterwards. */
  async #assertOwn(): Promise<void> {
    if (this.#options.tenants !== undefined) return;
    const { tenants } = await everyTenant(this.#to, undefined);
    const foreign = tenants.filter((tenant) => !this.#tenants.includes(tenant));
    if (foreign.length > 0) {
      throw new MoveRefusedError({
        reason: `"to" has ${foreign.length} tenants that "from" has not; name those to move`,
      });
    }
  }

  #tell(): void {
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.({
      phase: this.#phase,
      tenants: this.#done,
      fixtures: this.#looked,
      events: this.#events,
      checkpoint: checkpointText(KIND, {
        after: this.#after,
        ...(this.#feed === undefined ? {} : { feed: this.#feed }),
      }),
    });
  }

  async #copyAll(after: TenantId): Promise<void> {
    this.#after = after;
    // Settings first, of all: whatever else lies in "to" has its tenant there.
    for (const tenant of this.#tenants) await this.#settings(tenant);
    for (const tenant of this.#tenants) {
      if (tenant > after) {
        await this.#fixtures(tenant);
        this.#after = tenant;
      }
      this.#done += 1;
      this.#tell();
    }
    await this.#parts();
  }

  async #settings(tenant: TenantId): Promise<void> {
    const settings = await this.#from.directory.get(MOVER, tenant);
    // It went a moment ago: the next look at who there is tells.
    if (settings === undefined) return;
    await copySettings(this.#to, settings);
    this.#met.add(tenant);
  }

  /** Everything but fixtures. It is little, so each round looks at all of it. */
  async #parts(): Promise<void> {
    for (const tenant of this.#tenants) {
      await this.#settings(tenant);
      this.#records += await copyRecords(this.#from, this.#to, tenant);
    }
    for (const tenant of this.#trails) {
      if (!this.#left.has(tenant)) this.#entries += await copyEntries(this.#from, this.#to, tenant);
    }
  }

  /** @param which - `recent`: the newest changes, until a whole page of them is in "to" */
  async #fixtures(tenant: TenantId, which: 'all' | 'recent' = 'all'): Promise<number> {
    const before = this.#copied;
    const scope = moverIn(tenant);
    const running = this.#waves();
    for await (const rows of pagesOf<SlackFixture>((page) => this.#from.store.list(scope, page))) {
      const found = this.#copied;
      for (const { id } of rows) await running.add({ touches: [id], run: () => this.#fixture(tenant, id) });
      if (which === 'all') continue;
      await running.settle();
      if (this.#copied === found) break;
    }
    await running.settle();
    return this.#copied - before;
  }

  #waves() {
    return waves(Math.max(1, Math.trunc(this.#options.concurrency ?? 8) || 1), () => this.#tell());
  }

  async #fixture(tenant: TenantId, id: FixtureId): Promise<void> {
    this.#looked += 1;
    const { events, resealed } = await copyFixture(this.#from, this.#to, moverIn(tenant), id);
    this.#events += events;
    if (events > 0 || resealed) this.#copied += 1;
    if (resealed) this.#resealed += 1;
  }

  /** Copies what has changed since the last look. Answers how much that was. */
  async #catchUp(): Promise<number> {
    await this.#refresh();
    await this.#parts();
    const { changes } = this.#from.store;
    if (changes === undefined) return this.#rescan();
    const here = new Set(this.#tenants);
    let found = 0;
    for (;;) {
      const page = await this.#from.store.changes?.(MOVER, {
        limit: 1_000,
        ...(this.#feed === undefined ? {} : { cursor: this.#feed }),
      });
      if (page === undefined || page.items.length === 0) return found;
      const running = this.#waves();
      for (const { tenant, fixture } of page.items) {
        if (!here.has(tenant)) continue;
        found += 1;
        await running.add({ touches: [`${tenant} ${fixture}`], run: () => this.#fixture(tenant, fixture) });
      }
      await running.settle();
      this.#feed = page.cursor;
      this.#tell();
    }
  }

  /** For a store that keeps no feed: everything is looked at again. */
  async #rescan(): Promise<number> {
    let found = 0;
    for (const tenant of this.#tenants) found += await this.#fixtures(tenant);
    return found;
  }

  async #mendAll(): Promise<void> {
    for (const tenant of this.#tenants) {
      const scope = moverIn(tenant);
      for await (const rows of pagesOf<SlackFixture>((page) => this.#from.store.list(scope, page))) {
        this.#options.signal?.throwIfAborted();
        for (const { id } of rows) {
          if (await mendFixture(this.#from, this.#to, scope, id)) this.#resealed += 1;
        }
      }
    }
  }

  async #look(): Promise<MoveReport> {
    for (const tenant of this.#tenants) {
      const scope = moverIn(tenant);
      for await (const rows of pagesOf<SlackFixture>((page) => this.#from.store.list(scope, page))) {
        for (const row of rows) {
          this.#options.signal?.throwIfAborted();
          if (!isSame(row, await this.#to.store.get(scope, row.id))) this.#copied += 1;
        }
      }
    }
    return this.#report(false, { moved: 0, deadLetters: 0 }, 0);
  }

  #report(complete: boolean, alerts: MovedAlerts, pausedMs: number, verdict?: MoveVerdict): MoveReport {
    return {
      complete,
      tenants: this.#tenants.length,
      copied: this.#copied,
      events: this.#events,
      resealed: this.#resealed,
      records: this.#records,
      entries: this.#entries,
      alerts,
      leftTrails: [...this.#left],
      pausedMs,
      ...(verdict === undefined ? {} : { verdict }),
    };
  }
}

/**
 * Moves everything from one store into another while the first is in use: settings, fixtures event by event, records
 * (wrapped keys, API keys, credentials, the translation memory), the audit trail entry by entry. What is sealed moves as
 * it lies, with its keys. Then it follows the changes until few are left, asks the host to pause, brings over the rest
 * with the day's counters and the alerts that are not delivered, and compares everything. Both stores stay as they are
 * afterwards; the host goes on with the second.
 *
 * It can be broken off at any time, by a crash too, and begun again: with the last checkpoint, or without one, for it
 * copies only what is not there.
 *
 * @throws LOCALERT_MOVE_REFUSED, LOCALERT_CHECKPOINT_MISMATCH, what the stores and `pause` throw; the signal's reason
 *
 * @example
 * ```ts
 * import type { FixtureStore } from '@localert/core';
 * import { moveStore } from '@localert/exchange';
 *
 * export async function move(from: FixtureStore, to: FixtureStore, stopAll: () => Promise<void>): Promise<void> {
 *   const { complete, pausedMs, verdict } = await moveStore({ from, to, pause: stopAll });
 *   console.log(complete, pausedMs, verdict?.digest);
 * }
 * ```
 */
export async function moveStore(options: MoveOptions): Promise<MoveReport> {
  return new Move(options).run();
}
