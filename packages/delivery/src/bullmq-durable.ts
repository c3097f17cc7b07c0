import { InvalidInputError } from '@localert/core';
import { type BullmqClient, ioredisOf } from './bullmq-client.ts';

/** A server that can be asked for its settings. */
interface Server {
  call?(command: string, ...args: string[]): Promise<unknown>;
}

/** @returns `undefined` when it does not say */
async function settingOf(server: Server, name: string): Promise<string | undefined> {
  const reply = await server.call?.('CONFIG', 'GET', name);
  const value: unknown = Array.isArray(reply) ? reply[1] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Whether what a server has answered survives a loss of power, and is not thrown out for want of memory. */
async function keeps(server: Server): Promise<boolean | undefined> {
  const appendOnly = await settingOf(server, 'appendonly');
  const fsync = await settingOf(server, 'appendfsync');
  const policy = await settingOf(server, 'maxmemory-policy');
  if (appendOnly === undefined || fsync === undefined || policy === undefined) return undefined;
  return appendOnly === 'yes' && fsync === 'always' && !policy.startsWith('allkeys-');
}

/** Whether all servers keep what they have answered; `undefined` when one does not say. */
async function saidDurable(client: BullmqClient): Promise<boolean | undefined> {
  const parts = ioredisOf(client);
  // Any of a cluster may come to be the one that holds the queue.
  const servers: readonly Server[] = parts.isCluster === true ? (parts.nodes?.('all') ?? []) : [parts];
  try {
    const answers = await Promise.all(servers.map(keeps));
    if (answers.includes(false)) return false;
    return answers.length === 0 || answers.includes(undefined) ? undefined : true;
  } catch {
    return undefined;
  }
}

const refused = (message: string) =>
  new InvalidInputError({ what: 'outbox options', issues: [{ path: 'durable', message }] });

/**
 * Whether `durable` may be called so: by what Redis says of itself, and where it does not, by what the host says.
 *
 * @throws LOCALERT_INVALID_INPUT when neither says, or the host says what Redis denies
 */
export async function durability(client: BullmqClient, said: boolean | undefined): Promise<boolean> {
  if (said === false) return false;
  const found = await saidDurable(client);
  if (found === undefined && said === undefined) {
    throw refused('true or false: this Redis does not tell whether it keeps what it answers');
  }
  if (found === false && said === true) {
    throw refused(
      'Redis with appendonly yes, appendfsync always and a maxmemory-policy that throws out no alerts',
    );
  }
  return found ?? said === true;
}
