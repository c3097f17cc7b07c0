import {
  type ChangeHint,
  type ChangePage,
  type ChangeRequest,
  cursorCodec,
  type FixtureChange,
  InvalidInputError,
  isLocalertError,
  KeyDestroyedError,
  type Scope,
  type TenantScope,
} from '@localert/core';
import { authorizeAhead, isAuthorized } from './authorize.ts';
import { errorCode } from './error-code.ts';
import { SetupError } from './errors.ts';
import type { House } from './house.ts';
import { tenantOf } from './tenant-context.ts';

/** A change that a watch tells, and where to go on behind it. */
export interface WatchedChange extends FixtureChange {
  /** Keep it once the change is dealt with, and hand it in as `from` to go on. Opaque. */
  readonly cursor: string;
}

/** How a watch is made. */
export interface WatchOptions {
  /** The `cursor` of a change that is dealt with; `beginning` for all that is known; default `now`. */
  readonly from?: string | undefined;
  /** Ends the watch. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds between two looks into the store. Default 5,000 where the store tells of changes by itself, which wakes
   * the watch at once; else 500.
   */
  readonly pollMs?: number | undefined;
}

/** Changes that are read at once. */
const PAGE = 100;

/** A place: where a page began, and the last event of it that was handed out. A position would move with a purge. */
const cursors = cursorCodec('watch', ['text', 'text']);

interface Place {
  /** A cursor of the feed; '' for its beginning. */
  readonly start: string;
  /** The event behind which to go on; '' for the page's first. */
  readonly after: string;
}

/** What a watch is of. */
interface Watched {
  readonly scope: Scope;
  /** Asked before each page. @throws when the watch has to end */
  readonly admit: () => Promise<void>;
  /** Whether a change may be told. */
  readonly shows: (change: FixtureChange) => boolean | Promise<boolean>;
}

type Changes = (scope: Scope, request: ChangeRequest) => Promise<ChangePage>;

/** @throws LOCALERT_SETUP */
function feedOf(house: House): Changes {
  const { changes } = house.store;
  if (changes === undefined) throw new SetupError({ needs: 'a store that keeps a feed of changes' });
  return changes;
}

/** @throws LOCALERT_INVALID_INPUT */
function assertOptions({ pollMs = 1 }: WatchOptions): void {
  if (Number.isFinite(pollMs) && pollMs > 0) return;
  const issues = [{ path: 'pollMs', message: 'milliseconds above 0' }];
  throw new InvalidInputError({ what: 'watch', issues });
}

/** @throws LOCALERT_INVALID_INPUT for a cursor that is none of a watch */
async function placeOf(read: Changes, scope: Scope, from: string): Promise<Place> {
  if (from === 'beginning') return { start: '', after: '' };
  if (from === 'now') return { start: (await read(scope, { cursor: 'now' })).cursor, after: '' };
  const [start, after] = cursors.read(from) as readonly [string, string];
  // One that the store does not know is refused here, and not after the watch has begun.
  if (start !== '') await read(scope, { cursor: start, limit: 1 });
  return { start, after };
}

/** Wakes whoever waits when the store tells of something that concerns it. */
function createAlarm(house: House, scope: Scope) {
  let rung = false;
  let wake: (() => void) | undefined;
  const concerns = (hint: ChangeHint) =>
    hint.kind === 'all' || scope.kind === 'system' || hint.tenant === scope.tenant;
  const end = house.hints.on((hint) => {
    if (!concerns(hint)) return;
    rung = true;
    wake?.();
  });
  return {
    end,
    /** From here on it counts what is told. */
    reset() {
      rung = false;
    },
    /** Resolves when something was told since, after a time, or when the signal says so. */
    async wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
      if (rung || signal?.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener('abort', resolve as () => void, { once: true });
        wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', resolve as () => void);
          resolve();
        };
      });
      wake?.();
      wake = undefined;
    },
  };
}

/** What a page has behind the last event that was handed out. An event that is not in it any more is behind us. */
function unseen({ items }: ChangePage, after: string): readonly FixtureChange[] {
  return items.slice(items.findIndex(({ event }) => event === after) + 1);
}

/** A store that does not answer for a while ends no watch: nothing is lost meanwhile. */
function survive(house: House, scope: Scope, error: unknown): void {
  if (!isLocalertError(error) || !error.retryable) throw error;
  const tenant = scope.kind === 'tenant' ? { tenant: scope.tenant } : {};
  house.observe({ type: 'watch.failed', ...tenant, code: errorCode(error) });
}

/** Follows the feed: every change at least once, those of a fixture in their order, without an end of its own. */
async function* follow(
  house: House,
  { scope, admit, shows }: Watched,
  { signal, pollMs = house.hints.tells ? 5_000 : 500 }: WatchOptions,
  { start, after }: Place,
): AsyncGenerator<WatchedChange, void, undefined> {
  const read = feedOf(house);
  const alarm = createAlarm(house, scope);
  try {
    while (!signal?.aborted) {
      alarm.reset();
      let isEnd = true;
      try {
        await admit();
        const page = await read(scope, { ...(start === '' ? {} : { cursor: start }), limit: PAGE });
        for (const change of unseen(page, after)) {
          const isShown = await shows(change);
          if (signal?.aborted) return;
          if (isShown) yield { ...change, cursor: cursors.write([start, change.event]) };
          after = change.event;
        }
        isEnd = page.items.length === 0;
        start = page.cursor;
        after = '';
      } catch (error) {
        survive(house, scope, error);
      }
      if (isEnd) await alarm.wait(pollMs, signal);
    }
  } finally {
    alarm.end();
  }
}

/** Whether the actor may read what a change is of: its severity is known once the fixture is read. */
async function mayRead(house: House, scope: TenantScope, { fixture }: FixtureChange): Promise<boolean> {
  // What a tenant stored under an id that code took later is out of reach, here as everywhere.
  if (house.inCode.has(fixture)) return false;
  try {
    const row = await house.store.get(scope, fixture);
    return (
      row !== undefined && isAuthorized(house, scope, 'fixture:read', { fixture, severity: row.severity })
    );
  } catch (error) {
    if (KeyDestroyedError.is(error)) return false;
    throw error;
  }
}

/** The watch of one actor: `begin` is what its audit entry tells of. */
export function watchFixtures(
  house: House,
  scope: TenantScope,
  options: WatchOptions,
  begin: <Result>(work: () => Promise<Result>) => Promise<Result>,
): AsyncIterable<WatchedChange> {
  const admit = async () => {
    authorizeAhead(house, scope, 'fixture:read');
    await tenantOf(house, scope);
  };
  const shows = (change: FixtureChange) => mayRead(house, scope, change);
  async function* watch(): AsyncGenerator<WatchedChange, void, undefined> {
    const place = await begin(async () => {
      await admit();
      assertOptions(options);
      return placeOf(feedOf(house), scope, options.from ?? 'now');
    });
    yield* follow(house, { scope, admit, shows }, options, place);
  }
  return { [Symbol.asyncIterator]: watch };
}

/** The watch of the host, over all tenants. */
export function watchAll(house: House, options: WatchOptions): AsyncIterable<WatchedChange> {
  const admit = async () => house.assertOpen();
  async function* watch(): AsyncGenerator<WatchedChange, void, undefined> {
    await admit();
    assertOptions(options);
    const place = await placeOf(feedOf(house), house.system, options.from ?? 'now');
    yield* follow(house, { scope: house.system, admit, shows: () => true }, options, place);
  }
  return { [Symbol.asyncIterator]: watch };
}
