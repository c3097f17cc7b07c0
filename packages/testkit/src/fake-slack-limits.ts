import { type Pace, takeTurn } from '@localert/core';

/** How fast the fake takes requests; what comes faster is answered 429 with Retry-After. */
export interface FakeLimits {
  /** Posts to one channel with one token. */
  readonly channel?: Pace | undefined;
  /** Posts to one webhook. */
  readonly webhook?: Pace | undefined;
  /** Calls of one method with one token; `default` for methods that are not named. */
  readonly methods?: Readonly<Record<string, Pace>> | undefined;
}

/** A pace of so many a minute, of which a tenth may come at once. */
const perMinute = (count: number): Pace => ({ everyMs: 60_000 / count, burst: Math.ceil(count / 10) });

/**
 * Slack's limits as far as it publishes them ("Rate limits", "chat.postMessage", "Incoming webhooks"): about one message a
 * second for each channel and webhook with short bursts, several hundred a minute for a workspace, tier 3 for chat.update
 * and conversations.history. Slack gives no size for a burst; here it is 3.
 */
export const SLACK_RATES: FakeLimits = Object.freeze({
  channel: { everyMs: 1_000, burst: 3 },
  webhook: { everyMs: 1_000, burst: 3 },
  methods: {
    'chat.postMessage': perMinute(600),
    'chat.update': perMinute(50),
    'conversations.history': perMinute(50),
    'conversations.replies': perMinute(50),
  },
});

/** What a request is counted under: by what it names, Slack limits it. */
export interface RateKey {
  readonly kind: 'channel' | 'webhook' | 'method';
  /** The token or the webhook. */
  readonly who: string;
  /** The channel or the method. */
  readonly what: string;
}

/** Most keys that are remembered: a soak over many channels must not grow without end. */
const MAX_KEYS = 100_000;

/** Counts requests against the limits. */
export function rateGuard(limits: FakeLimits) {
  const { channel, webhook, methods = {} } = limits;
  const turns = new Map<string, { next: number; freeAt: number }>();
  const paceOf = ({ kind, what }: RateKey): Pace | undefined => {
    if (kind === 'channel') return channel;
    if (kind === 'webhook') return webhook;
    return Object.hasOwn(methods, what) ? methods[what] : methods['default'];
  };
  return {
    /** Takes a turn under each of the keys; answers the milliseconds to wait where one has none, and takes none then. */
    take(
      keys: readonly RateKey[],
      now: number,
    ): { readonly waitMs: number; readonly by: RateKey } | undefined {
      const wanted = keys.flatMap((key) => {
        const pace = paceOf(key);
        return pace === undefined ? [] : [{ key, pace, id: JSON.stringify([key.kind, key.who, key.what]) }];
      });
      for (const { key, id } of wanted) {
        const freeAt = turns.get(id)?.freeAt ?? now;
        if (freeAt > now) return { waitMs: freeAt - now, by: key };
      }
      if (turns.size > MAX_KEYS) turns.clear();
      for (const { pace, id } of wanted) turns.set(id, takeTurn(pace, turns.get(id)?.next, now));
      return undefined;
    },
  };
}
