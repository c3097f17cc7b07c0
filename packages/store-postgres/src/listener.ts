import type { ChangeHint, ChangeListener } from '@localert/core';
import type { Pool, PoolClient } from 'pg';
import { alertChannelOf } from './enqueue-queries.ts';
import { channelOf, hintOf } from './hints.ts';
import { giveBack, takeClient } from './session.ts';

/** Tells listeners what other processes, or this one, committed. */
export interface Hints {
  /** Answers how to end it. */
  subscribe(listener: ChangeListener): () => void;
  /** Tells that alerts came in; answers how to end it. */
  subscribeAlerts(listener: () => void): () => void;
  close(): void;
}

/** Milliseconds between tries to listen again, doubling. */
const BACKOFF = { first: 50, most: 10_000 } as const;

/** Milliseconds between questions whether the connection still lives: one that says nothing looks like a quiet one. */
const PROBE = 30_000;

/** One connection on which notifications come in. */
interface Ear {
  end(): void;
}

/**
 * Listens on one connection of a pool.
 *
 * @param lost - called once when it ends by itself, or was never there
 */
function listen(
  pool: Pool,
  channels: readonly string[],
  heard: (channel: string, payload: string | undefined) => void,
  ready: () => void,
  lost: () => void,
): Ear {
  let client: PoolClient | undefined;
  let over = false;
  let probe: NodeJS.Timeout | undefined;

  /** The connection is ended, not given back: who takes it next must not get notifications. */
  function end(byItself: boolean): void {
    if (over) return;
    over = true;
    clearInterval(probe);
    client?.removeAllListeners('notification');
    client?.release(true);
    if (byItself) lost();
  }
  const fail = () => end(true);

  async function open(): Promise<void> {
    // Whatever is still said of it after its end reaches nobody.
    const own = await takeClient(pool);
    if (over) return giveBack(own, false);
    client = own;
    own.once('error', fail);
    own.once('end', fail);
    own.on('notification', ({ channel, payload }) => heard(channel, payload));
    await own.query(channels.map((channel) => `LISTEN "${channel}"`).join('; '));
    if (over) return;
    const ask = { text: 'SELECT 1', query_timeout: PROBE / 2 };
    probe = setInterval(() => void own.query(ask).catch(fail), PROBE);
    probe.unref();
    ready();
  }
  open().catch(fail);
  return { end: () => end(false) };
}

/**
 * Hints out of LISTEN and NOTIFY. A connection is taken only while somebody is subscribed. When it is lost, it is made
 * anew; what was said meanwhile nobody knows, so the listeners are told that anything may have changed.
 *
 * @param first - is told before every listener: what they read then must not be older than what they were told
 */
export function createHints(pool: Pool, schema: string, first: ChangeListener): Hints {
  const listeners = new Set<ChangeListener>();
  const alertListeners = new Set<() => void>();
  const alerts = alertChannelOf(schema);
  let ear: Ear | undefined;
  let retry: NodeJS.Timeout | undefined;
  let wait: number = BACKOFF.first;
  let closed = false;

  function tellEach<Told extends readonly unknown[]>(
    those: ReadonlySet<(...told: Told) => void>,
    ...told: Told
  ): void {
    for (const listener of [...those]) {
      try {
        listener(...told);
      } catch {
        // What one throws must not keep the others from hearing.
      }
    }
  }

  function tell(hint: ChangeHint): void {
    first(hint);
    tellEach(listeners, hint);
  }

  function start(): void {
    retry = undefined;
    ear = listen(
      pool,
      [channelOf(schema), alerts],
      (channel, payload) => (channel === alerts ? tellEach(alertListeners) : tell(hintOf(payload))),
      () => {
        wait = BACKOFF.first;
        tell({ kind: 'all' });
        tellEach(alertListeners);
      },
      () => {
        ear = undefined;
        retry = setTimeout(start, wait * (0.5 + Math.random()));
        retry.unref();
        wait = Math.min(wait * 2, BACKOFF.most);
      },
    );
  }

  function stop(): void {
    clearTimeout(retry);
    retry = undefined;
    ear?.end();
    ear = undefined;
  }

  function join<Told extends readonly unknown[]>(
    those: Set<(...told: Told) => void>,
    listener: (...told: Told) => void,
  ): () => void {
    // A function of its own, so that one that is subscribed twice is told twice, and ended one at a time.
    const own = (...told: Told): void => listener(...told);
    those.add(own);
    if (!closed && ear === undefined && retry === undefined) start();
    return () => {
      those.delete(own);
      if (listeners.size + alertListeners.size === 0) stop();
    };
  }

  return {
    subscribe: (listener) => join(listeners, listener),
    subscribeAlerts: (listener) => join(alertListeners, listener),
    close() {
      closed = true;
      listeners.clear();
      alertListeners.clear();
      stop();
    },
  };
}
