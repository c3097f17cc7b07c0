import type { Breaker } from './redis-breaker.ts';
import type { RedisArgument, RedisClient } from './redis-client.ts';
import type { RedisCacheListener, RedisFault, RedisOperation } from './redis-events.ts';

/** Sends commands to Redis, and waits no longer than it may. */
export interface Link {
  /** Whether a question makes sense now. */
  readonly usable: boolean;
  /** The reply, or `undefined` when there is none: then it was counted. @param probing - asks although the breaker is open */
  ask(operation: RedisOperation, command: string, args: RedisArgument[], probing?: boolean): Promise<unknown>;
}

const FAULTS: readonly (readonly [RegExp, RedisFault])[] = [
  [/^OOM\b/, 'memory'],
  [/^READONLY\b/, 'readonly'],
  [/^(?:LOADING|MASTERDOWN|BUSY)\b/, 'loading'],
  [/^(?:MOVED|ASK|CLUSTERDOWN|TRYAGAIN|CROSSSLOT)\b|slots cache/i, 'cluster'],
  [/^(?:NOAUTH|WRONGPASS|NOPERM)\b/, 'auth'],
  [/closed|ended|refused|reset|retries per request|writeable/i, 'away'],
];

/** Of an error only what kind it is goes on: its words may quote a key. */
export function faultOf(error: unknown): RedisFault {
  const text = error instanceof Error ? error.message : '';
  // The words inside a script's error stand behind its name.
  return FAULTS.find(([pattern]) => pattern.test(text.replace(/^ERR (?=[A-Z]{3})/, '')))?.[1] ?? 'other';
}

export const TIMED_OUT = Symbol('timed out');

/** Waits for a reply. A process that was busy itself reads what has come before it calls Redis slow. */
export async function inTime(reply: Promise<unknown>, ms: number): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, TIMED_OUT), ms);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a command is sent at once, or with the first connection. */
export const canAsk = ({ status }: RedisClient): boolean => status === 'ready' || status === 'wait';

/** How a link is set up. */
export interface LinkOptions {
  readonly client: RedisClient;
  /** Milliseconds that a reply may take. */
  readonly commandTimeoutMs: number;
  readonly breaker: Breaker;
  readonly tell: RedisCacheListener;
  /** Is told when replicas may have taken over, or data may have come back from a disk. */
  readonly onDoubt: () => void;
}

export function createLink({ client, commandTimeoutMs, breaker, tell, onDoubt }: LinkOptions): Link {
  function fail(operation: RedisOperation, fault: RedisFault): undefined {
    tell({ type: 'failed', operation, fault });
    if (fault !== 'timeout' && fault !== 'memory') onDoubt();
    if (fault === 'away') breaker.trip();
    else breaker.failed();
    return undefined;
  }

  return {
    get usable() {
      return breaker.closed;
    },
    async ask(operation, command, args, probing = false) {
      if (!probing && !breaker.closed) return undefined;
      // Not while it connects: an alert does not wait for that.
      if (!canAsk(client)) return fail(operation, 'away');
      try {
        const reply = await inTime(client.callBuffer(command, args), commandTimeoutMs);
        if (reply === TIMED_OUT) return fail(operation, 'timeout');
        breaker.succeeded();
        return reply;
      } catch (error) {
        return fail(operation, faultOf(error));
      }
    },
  };
}
