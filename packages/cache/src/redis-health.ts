import { setTimeout as pause } from 'node:timers/promises';
import type { SharedCacheHealth } from '@localert/core';
import type { RedisClient } from './redis-client.ts';
import { canAsk, faultOf, inTime, TIMED_OUT } from './redis-link.ts';

/** Milliseconds that a client that was made just now has to connect, and between two looks whether it has. */
const CONNECT_MS = 2_000;
const LOOK_MS = 20;

/** One that has lost its connection is away, and says so at once. */
const connects = ({ status }: RedisClient): boolean => status === 'connecting' || status === 'connect';

/** Asks Redis by itself, past the breaker: whoever looks after a house must neither open nor close that. */
export async function redisHealth(
  client: RedisClient,
  key: string,
  commandTimeoutMs: number,
): Promise<SharedCacheHealth> {
  for (let waited = 0; connects(client) && waited < CONNECT_MS; waited += LOOK_MS) await pause(LOOK_MS);
  if (!canAsk(client)) return { ok: false, reason: 'away' };
  try {
    const reply = await inTime(client.callBuffer('GET', [key]), commandTimeoutMs);
    return reply === TIMED_OUT ? { ok: false, reason: 'timeout' } : { ok: true };
  } catch (error) {
    return { ok: false, reason: faultOf(error) };
  }
}
