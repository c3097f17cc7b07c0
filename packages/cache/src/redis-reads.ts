import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Epoch } from './redis-epoch.ts';
import type { RedisCacheListener } from './redis-events.ts';
import type { Floors } from './redis-floors.ts';
import type { Link } from './redis-link.ts';
import type { Place } from './redis-names.ts';
import type { RedisSettings } from './redis-options.ts';
import { FILL, RELEASE, TAKE } from './redis-scripts.ts';
import { type Found, frozen, type Revised, type ValueCodec } from './redis-value.ts';

/** Reads through Redis. */
export interface Reads {
  /** @param load - asks the store; called at most once at a time for a place, and only when Redis does not have it */
  read<Value extends Revised>(
    place: Place,
    load: () => Promise<Value | undefined>,
  ): Promise<Value | undefined>;
  /** Whoever asks from now on is not given what is being read now. */
  drop(place: Place): void;
  /** The same for everything. */
  dropAll(): void;
}

/** What reads are made of. */
export interface ReadParts {
  readonly link: Link;
  readonly epoch: Epoch;
  readonly values: ValueCodec;
  readonly floors: Floors;
  readonly settings: RedisSettings;
  readonly tell: RedisCacheListener;
}

/** Milliseconds until a lease of another is looked at again. */
const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 32;

/** Names that one command may ask for. */
const BATCH = 100;

interface Lot {
  readonly places: Place[];
  readonly reply: Promise<unknown>;
}

const textOf = (reply: unknown): string | undefined =>
  Buffer.isBuffer(reply) ? reply.toString('latin1') : undefined;

const bytesOf = (reply: unknown): Buffer | null => (Buffer.isBuffer(reply) ? reply : null);

/** What lies at a place, and the generation beside it. */
type Peeked = readonly [generation: string | undefined, bytes: Buffer | null];

/** Asks for what is wanted of one tenant at the same moment with one command. */
function createPeek(link: Link) {
  const lots = new Map<string, Lot>();
  return async (place: Place): Promise<Peeked | undefined> => {
    let lot = lots.get(place.generation);
    if (lot === undefined || lot.places.length >= BATCH) {
      const places: Place[] = [];
      const made: Lot = {
        places,
        reply: Promise.resolve().then(() => {
          if (lots.get(place.generation) === made) lots.delete(place.generation);
          return link.ask('read', 'MGET', [place.generation, ...places.map(({ value }) => value)]);
        }),
      };
      lots.set(place.generation, made);
      lot = made;
    }
    const index = lot.places.push(place);
    const reply = await lot.reply;
    return Array.isArray(reply) ? [textOf(reply[0]), bytesOf(reply[index])] : undefined;
  };
}

export function createReads({ link, epoch, values, floors, settings, tell }: ReadParts): Reads {
  const { ttlMs, negativeTtlMs, leaseMs, waitMs, writeMs, maxValueBytes } = settings;
  const flights = new Map<string, Promise<unknown>>();
  const peek = createPeek(link);
  const longestMs = Math.max(leaseMs, writeMs);
  const generationMs = 2 * ttlMs;

  async function load<Value extends Revised>(
    { kind }: Place,
    as: 'leader' | 'alone' | 'late' | 'blocked',
    loader: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    tell({ type: 'load', kind, as });
    return frozen(await loader());
  }

  /** Tells of a hit, which is answered in a box, for it may be an absence, and of what is not to be taken. */
  function taken<Value>(
    { kind }: Place,
    found: Found<Value>,
  ): { readonly value: Value | undefined } | undefined {
    if ('rejected' in found) tell({ type: 'rejected', kind, reason: found.rejected });
    if (!('value' in found)) return undefined;
    tell({ type: 'hit', kind, absent: found.value === undefined });
    return found;
  }

  /** Puts what was read into Redis, if nothing was written meanwhile. Never rejects. */
  async function fill(
    place: Place,
    value: Revised | undefined,
    at: { readonly generation: string; readonly epoch: string; readonly token: string },
  ): Promise<void> {
    const { kind, lease } = place;
    const release = () => link.ask('release', 'EVAL', [RELEASE, 1, lease, at.token]);
    // A store that reads from a copy may be behind what is known here.
    const isOlder = (value?.revision ?? 0) < floors.least(place);
    const longest = value === undefined ? negativeTtlMs : ttlMs;
    const ttl = Math.max(1, Math.floor(longest * (1 - Math.random() / 10)));
    const bytes = isOlder ? undefined : values.write(place, value, at, ttl);
    if (bytes === undefined || bytes.length > maxValueBytes) {
      tell({ type: 'fill', kind, outcome: isOlder ? 'older' : 'large' });
      await release();
      return;
    }
    const keys = [place.generation, lease, place.value];
    const args = [at.token, at.generation, generationMs, bytes, ttl];
    const reply = await link.ask('fill', 'EVAL', [FILL, 3, ...keys, ...args]);
    const outcome = reply === 1 ? 'kept' : reply === 0 ? 'overtaken' : 'failed';
    tell({ type: 'fill', kind, outcome });
  }

  /** One process reads the store for all; the others wait for what it puts into Redis, but not for long. */
  async function lead<Value extends Revised>(
    place: Place,
    loader: () => Promise<Value | undefined>,
    now: string,
    passOver: boolean,
  ): Promise<Value | undefined> {
    const token = `r${randomUUID()}`;
    const end = performance.now() + waitMs;
    let pause = FIRST_WAIT_MS;
    let ignored = passOver;
    for (;;) {
      const keys = [place.generation, place.lease, place.value];
      const args = [randomUUID(), generationMs, token, leaseMs, longestMs, ignored ? '1' : '0'];
      const reply = await link.ask('lease', 'EVAL', [TAKE, 3, ...keys, ...args]);
      if (!Array.isArray(reply)) return load(place, 'alone', loader);
      const [generation, state] = [textOf(reply[0]) ?? '', textOf(reply[1])];
      if (state === 'v') {
        const hit = taken(place, values.read<Value>(place, bytesOf(reply[2]), generation, now));
        if (hit !== undefined) return hit.value;
        ignored = true;
        continue;
      }
      if (state === 'l') {
        let value: Value | undefined;
        try {
          value = await load(place, 'leader', loader);
        } catch (error) {
          void link.ask('release', 'EVAL', [RELEASE, 1, place.lease, token]);
          throw error;
        }
        // Whoever asked has waited for the store already.
        void fill(place, value, { generation, epoch: now, token });
        return value;
      }
      if (state === 'w') return load(place, 'blocked', loader);
      if (performance.now() >= end) return load(place, 'late', loader);
      await sleep(pause);
      pause = Math.min(LONGEST_WAIT_MS, pause * 2);
      // What comes to be there now is news.
      ignored = false;
    }
  }

  async function look<Value extends Revised>(
    place: Place,
    loader: () => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    const [now, peeked] = link.usable ? await Promise.all([epoch.current(), peek(place)]) : [];
    if (now === undefined || peeked === undefined) {
      tell({ type: 'miss', kind: place.kind, reason: 'away' });
      return load(place, 'alone', loader);
    }
    const [generation, bytes] = peeked;
    const found = values.read<Value>(place, bytes, generation, now);
    const hit = taken(place, found);
    if (hit !== undefined) return hit.value;
    tell({ type: 'miss', kind: place.kind, reason: 'miss' in found ? found.miss : 'rejected' });
    return lead(place, loader, now, bytes !== null);
  }

  return {
    read<Value extends Revised>(place: Place, loader: () => Promise<Value | undefined>) {
      const running = flights.get(place.value) as Promise<Value | undefined> | undefined;
      if (running !== undefined) return running;
      const flight = look(place, loader).finally(() => {
        if (flights.get(place.value) === flight) flights.delete(place.value);
      });
      flights.set(place.value, flight);
      return flight;
    },
    drop: ({ value }) => void flights.delete(value),
    dropAll: () => flights.clear(),
  };
}
