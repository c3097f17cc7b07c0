import { randomUUID } from 'node:crypto';
import type { Epoch } from './redis-epoch.ts';
import type { RedisCacheListener } from './redis-events.ts';
import type { Link } from './redis-link.ts';
import type { MessageCodec, RedisMessage } from './redis-messages.ts';
import type { Place, RedisNames } from './redis-names.ts';
import type { RedisSettings } from './redis-options.ts';
import { BLOCK, INVALIDATE, TURN } from './redis-scripts.ts';

/** Keeps Redis from serving what was written over. */
export interface Writes {
  /** A write of one thing: nobody fills while it runs, and what lies in Redis goes before and after it. */
  around<Result>(
    place: Place,
    write: () => Promise<Result>,
    messageOf: (result: Result | undefined) => RedisMessage,
  ): Promise<Result>;
  /** The end of everything of a tenant. @param place - any of the tenant's */
  aroundPurge(place: Place, purge: () => Promise<void>): Promise<void>;
  /** After everything was made anew. */
  turnEpoch(): Promise<void>;
  /** Something may have been lost in Redis: all that is remembered is to be told again. */
  doubt(): void;
  /** Tells Redis what it missed. Answers whether all of it was told. */
  resync(): Promise<boolean>;
}

/** What writes are made of. */
export interface WriteParts {
  readonly link: Link;
  readonly epoch: Epoch;
  readonly names: RedisNames;
  readonly messages: MessageCodec;
  readonly settings: RedisSettings;
  readonly tell: RedisCacheListener;
  /** Opens the breaker: until Redis knows what was written, it is not asked. */
  readonly onUntold: () => void;
}

/** Writes of which Redis may have to be told again. Past that, everything there is put aside instead. */
const MAX_REMEMBERED = 10_000;

/** Invalidations under way at once while Redis is told again. */
const AT_ONCE = 32;

/** One write. */
interface Told {
  readonly place: Place;
  readonly message: RedisMessage;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly told: boolean;
}

export function createWrites(parts: WriteParts): Writes {
  const { link, epoch, names, messages, settings, tell, onUntold } = parts;
  const { clock, ttlMs, writeMs } = settings;
  const generationMs = 2 * ttlMs;
  /** By name; the latest last. What is older than the oldest value can be is forgotten. */
  const remembered = new Map<string, Told>();
  let everything = false;
  /** Epoch milliseconds: what was told up to then may be lost. */
  let doubtedAt = 0;

  function remember(name: string, entry: Omit<Told, 'at'>): void {
    const oldest = clock.now() - ttlMs - writeMs;
    for (const [other, { at }] of remembered) {
      if (at >= oldest) break;
      remembered.delete(other);
    }
    remembered.delete(name);
    remembered.set(name, { ...entry, at: clock.now() });
    if (remembered.size <= MAX_REMEMBERED) return;
    remembered.clear();
    everything = true;
  }

  const turn = (
    key: string,
    value: string,
    ms: number,
    message: RedisMessage | undefined,
    probing = false,
  ) => {
    const bytes = message === undefined ? '' : messages.write(message);
    return link.ask('invalidate', 'EVAL', [TURN, 1, key, value, ms, names.channel, bytes], probing);
  };

  const isPurge = ({ kind }: RedisMessage) => kind === 'purged';

  /** What ends a write, or says it again. */
  async function invalidate(
    { place, message }: Pick<Told, 'place' | 'message'>,
    token: string,
    probing = false,
  ) {
    // To seal what nobody is sent would be work for nothing.
    if (!probing && !link.usable) return undefined;
    if (isPurge(message)) return turn(place.generation, `g${randomUUID()}`, generationMs, message, probing);
    const args = [place.lease, place.value, token, names.channel, messages.write(message)];
    return link.ask('invalidate', 'EVAL', [INVALIDATE, 2, ...args], probing);
  }

  async function finish(place: Place, message: RedisMessage, token: string): Promise<void> {
    const told = (await invalidate({ place, message }, token)) !== undefined;
    remember(isPurge(message) ? place.generation : place.value, { place, message, told });
    if (!told) onUntold();
  }

  async function turnEpoch(probing = false): Promise<boolean> {
    const reply = await turn(names.epoch, randomUUID(), 0, { kind: 'all' }, probing);
    epoch.forget();
    everything = reply === undefined;
    if (everything) onUntold();
    return !everything;
  }

  /** In small groups, so that a Redis which just came back is not flooded. */
  async function tellAgain(entries: readonly Told[]): Promise<boolean> {
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const group = entries.slice(at, at + AT_ONCE);
      const replies = await Promise.all(group.map((entry) => invalidate(entry, '', true)));
      if (replies.includes(undefined)) return false;
      for (const entry of group) {
        const name = isPurge(entry.message) ? entry.place.generation : entry.place.value;
        // A write that came meanwhile speaks for itself.
        if (remembered.get(name) === entry) remembered.set(name, { ...entry, told: true });
      }
    }
    return true;
  }

  return {
    async around(place, write, messageOf) {
      const token = `w${randomUUID()}`;
      await link.ask('invalidate', 'EVAL', [BLOCK, 2, place.lease, place.value, token, writeMs]);
      let result: Awaited<ReturnType<typeof write>> | undefined;
      try {
        result = await write();
        return result;
      } finally {
        // A write that failed may have been made all the same.
        await finish(place, messageOf(result), token);
      }
    },

    async aroundPurge(place, purge) {
      await turn(place.generation, `w${randomUUID()}`, writeMs, undefined);
      try {
        await purge();
      } finally {
        await finish(place, { kind: 'purged', tenant: place.tenant }, '');
      }
    },

    async turnEpoch() {
      await turnEpoch();
    },

    doubt() {
      doubtedAt = clock.now();
    },

    async resync() {
      if ((await epoch.read(true)) === undefined) return false;
      if (everything) {
        remembered.clear();
        return turnEpoch(true);
      }
      const oldest = clock.now() - ttlMs - writeMs;
      const doubted = doubtedAt;
      const entries = [...remembered.values()].filter(
        ({ at, told }) => at >= oldest && (at <= doubted || !told),
      );
      const good = await tellAgain(entries);
      // A doubt that came meanwhile is not answered by this.
      if (good && doubtedAt === doubted) doubtedAt = 0;
      if (good && entries.length > 0) tell({ type: 'resync', invalidations: entries.length });
      return good;
    },
  };
}
