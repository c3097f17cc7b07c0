import { createHash } from 'node:crypto';
import { isLocalertError, StoreUnavailableError } from '@localert/core';
import { type BullmqClient, type BullmqQueue, ioredisOf, scriptOf } from './bullmq-client.ts';
import { faultOf } from './bullmq-faults.ts';

/** Runs scripts on the queue's Redis, and waits no longer than it may. */
export interface BullmqLink {
  readonly client: BullmqClient;
  /** Does something else with it. @throws LOCALERT_STORE_UNAVAILABLE, LOCALERT_STORE_FULL, and typed errors as they are */
  guarded<Reply>(operation: string, send: () => Promise<Reply>): Promise<Reply>;
  /** @throws LOCALERT_STORE_UNAVAILABLE, LOCALERT_STORE_FULL */
  run(operation: string, lua: string, args: readonly string[]): Promise<unknown>;
  /** The same, and answers when that many replicas have it in memory. */
  runWaiting(operation: string, lua: string, args: readonly string[], replicas: number): Promise<unknown>;
}

const NO_REPLICAS = 'too few replicas have confirmed it; it may be there nevertheless';

/** Milliseconds that replicas may take: until then nothing else goes over the connection. */
const WAIT_MS = 1_000;

/** Rejects what takes too long. A process that was busy itself reads what has come before it calls Redis slow. */
async function inTime<Result>(operation: string, reply: Promise<Result>, ms: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new StoreUnavailableError({ operation }))), ms);
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a connection, so that nothing stays in the client's own queue and runs when nobody waits for it any more. */
async function ready(operation: string, client: BullmqClient, ms: number): Promise<void> {
  if (client.status === 'ready') return;
  let arrived: (() => void) | undefined;
  const connected = new Promise<void>((resolve) => {
    arrived = resolve;
    client.once('ready', resolve);
  });
  try {
    await inTime(operation, connected, ms);
  } finally {
    if (arrived !== undefined) client.off('ready', arrived);
  }
}

const nameOf = (lua: string): string =>
  `localert_${createHash('sha256').update(lua).digest('hex').slice(0, 16)}`;

/**
 * @param timeoutMs - milliseconds for a connection, and as many for a reply
 * @throws LOCALERT_STORE_UNAVAILABLE when there is no connection in time
 */
export async function openLink(queue: BullmqQueue, timeoutMs: number): Promise<BullmqLink> {
  const client = await inTime(
    'outbox.open',
    queue.client.catch((error: unknown) => {
      throw faultOf('outbox.open', error);
    }),
    timeoutMs,
  );
  const meta = queue.toKey('meta');
  const names = new Map<string, string>();

  function defined(lua: string): string {
    const known = names.get(lua);
    if (known !== undefined) return known;
    const name = nameOf(lua);
    client.defineCommand(name, { numberOfKeys: 1, lua });
    names.set(lua, name);
    return name;
  }

  async function guarded<Reply>(operation: string, send: () => Promise<Reply>): Promise<Reply> {
    await ready(operation, client, timeoutMs);
    const reply = send().catch((error: unknown) => {
      throw isLocalertError(error) ? error : faultOf(operation, error);
    });
    return inTime(operation, reply, timeoutMs);
  }

  return {
    client,
    guarded,
    run: (operation, lua, args) =>
      guarded(operation, async () => {
        const name = defined(lua);
        const parts = ioredisOf(client);
        const given = [meta, ...args];
        return parts.runCommand ? parts.runCommand(name, given) : scriptOf(client, name)(given);
      }),

    runWaiting: (operation, lua, args, replicas) =>
      guarded(operation, async () => {
        // A pipeline knows the scripts that were there before it.
        const name = defined(lua);
        const pipeline = ioredisOf(client).pipeline?.();
        if (pipeline === undefined) throw new TypeError('the connection has no pipelines');
        scriptOf(pipeline, name)([meta, ...args]);
        pipeline.call('WAIT', String(replicas), String(Math.min(WAIT_MS, timeoutMs)));
        const [ran, waited] = (await pipeline.exec()) ?? [];
        const error = ran?.[0] ?? waited?.[0];
        if (error) throw error;
        if (Number(waited?.[1]) >= replicas) return ran?.[1];
        throw new StoreUnavailableError({ operation, hint: NO_REPLICAS });
      }),
  };
}
