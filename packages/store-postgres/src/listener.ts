import type { ChangeHint, ChangeListener } from '@localert/core';
import type { Pool, PoolClient } from 'pg';
import { channelOf, hintOf } from './hints.ts';
import { giveBack, takeClient } from './session.ts';

/** Tells listeners what other processes, or this one, committed. */
export interface Hints {
  /** Answers how to end it. */
  subscribe(listener: ChangeListener): () => void;
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
  channel: string,
  heard: (payload: string | undefined) => void,
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
    own.on('notification', ({ payload }) => heard(payload));
    await own.query(`LISTEN "${channel}"`);
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
  const channel = channelOf(schema);
  let ear: Ear | undefined;
  let retry: NodeJS.Timeout | undefined;
  let wait: number = BACKOFF.first;
  let closed = false;

  function tell(hint: ChangeHint): void {
    first(hint);
    for (const listener of [...listeners]) {
      try {
        listener(hint);
      } catch {
        // What one throws must not keep the others from hearing.
      }
    }
  }

  function start(): void {
    retry = undefined;
    ear = listen(
      pool,
      channel,
      (payload) => tell(hintOf(payload)),
      () => {
        wait = BACKOFF.first;
        tell({ kind: 'all' });
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

  return {
    subscribe(listener) {
      // A function of its own, so that one that is subscribed twice is told twice, and ended one at a time.
      const own: ChangeListener = (hint) => listener(hint);
      listeners.add(own);
      if (!closed && ear === undefined && retry === undefined) start();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) stop();
      };
    },
    close() {
      closed = true;
      listeners.clear();
      stop();
    },
  };
}
