import { spawnSync } from 'node:child_process';
import { type RedisNode, type RedisNodeOptions, startNode } from './redis-process.ts';
import { until } from './resp.ts';

export { makeCertificate, opensslMissing } from './certificates.ts';
export type { RedisNode, RedisNodeOptions, RedisTls } from './redis-process.ts';

const HOW = 'redis-server is missing; apt-get install redis-server, or set REDIS_URL';

let found: boolean | undefined;

function isOnPath(): boolean {
  found ??= spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
  return found;
}

/**
 * Why tests with a real Redis cannot run: one line for the name of what is skipped, `undefined` when they can. Under
 * REQUIRE_SERVICES=1 they run, to fail.
 *
 * @param own - whether the tests need a server of their own: one to kill, to fill, or to set up
 */
export function redisMissing(own = false): string | undefined {
  if (process.env['REQUIRE_SERVICES'] === '1') return undefined;
  return isOnPath() || (!own && process.env['REDIS_URL']) ? undefined : HOW;
}

/** A Redis for tests: where it is, and how to be done with it. */
export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The Redis of REDIS_URL, else one of its own. What another test left there may still be there: use a prefix. */
export async function anyRedis(): Promise<RedisServer> {
  const url = process.env['REDIS_URL'];
  return url ? { url, stop: async () => undefined } : startRedis();
}

/** Starts a server of its own. @throws Error when redis-server is missing */
export async function startRedis(options: RedisNodeOptions = {}): Promise<RedisNode> {
  if (!isOnPath()) throw new Error(HOW);
  return startNode(options);
}

/** Starts many at once; when one fails, none is left. */
async function startAll(setups: readonly RedisNodeOptions[]): Promise<RedisNode[]> {
  if (!isOnPath()) throw new Error(HOW);
  const outcomes = await Promise.allSettled(setups.map((setup) => startNode(setup)));
  const nodes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return nodes;
  await stopAll(nodes);
  throw failed.reason;
}

const stopAll = async (nodes: readonly RedisNode[]): Promise<void> => {
  await Promise.all(nodes.map((node) => node.stop()));
};

/** Runs the set-up; when it fails, no process is left. */
async function orStop<Result>(nodes: readonly RedisNode[], setUp: () => Promise<Result>): Promise<Result> {
  try {
    return await setUp();
  } catch (error) {
    await stopAll(nodes);
    throw error;
  }
}

const linked = (node: RedisNode) =>
  until('a replica', async () =>
    (await node.command('INFO', 'replication')).includes('master_link_status:up'),
  );

/** Three masters and a replica of each. */
export interface RedisCluster {
  readonly masters: readonly RedisNode[];
  /** In the order of their masters. */
  readonly replicas: readonly RedisNode[];
  readonly nodes: readonly RedisNode[];
  /** Waits until every node that runs calls the cluster whole. */
  whole(): Promise<void>;
  stop(): Promise<void>;
}

const SLOTS = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
] as const;

/**
 * Forms a cluster of six nodes.
 *
 * @param options - `failoverMs`: how long a node may be silent before another takes its place; default 1,500
 */
export async function startRedisCluster(
  options: RedisNodeOptions & { readonly failoverMs?: number } = {},
): Promise<RedisCluster> {
  const { failoverMs = 1_500, config = [], ...rest } = options;
  const clustered = [
    ...['cluster-enabled yes', 'cluster-port {busPort}', `cluster-node-timeout ${failoverMs}`],
    ...['cluster-replica-validity-factor 0', ...config],
  ];
  const nodes = await startAll(Array.from({ length: 6 }, () => ({ ...rest, config: clustered })));
  const masters = nodes.slice(0, 3);
  const replicas = nodes.slice(3);
  const isWhole = async (node: RedisNode) =>
    (await node.command('CLUSTER', 'INFO')).includes('cluster_state:ok');
  const whole = async (): Promise<void> => {
    for (const node of nodes) {
      // One that does not run has no say.
      const runs = await node.command('PING').catch(() => undefined);
      if (runs !== undefined) await until('the cluster', () => isWhole(node));
    }
  };
  return orStop(nodes, async () => {
    for (const [index, master] of masters.entries()) {
      const [first = 0, last = 0] = SLOTS[index] ?? [];
      await master.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
      await master.command('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
    }
    const [seed] = nodes;
    if (seed === undefined) throw new Error('no node was started');
    for (const node of nodes.slice(1)) {
      await seed.command('CLUSTER', 'MEET', '127.0.0.1', String(node.port), await busPortOf(node));
    }
    for (const node of nodes) {
      await until('the meeting', async () => {
        const lines = (await node.command('CLUSTER', 'NODES')).trim().split('\n');
        return lines.length === nodes.length && lines.every((line) => !line.includes('handshake'));
      });
    }
    for (const [index, replica] of replicas.entries()) {
      const id = await masters[index]?.command('CLUSTER', 'MYID');
      await replica.command('CLUSTER', 'REPLICATE', id ?? '');
    }
    for (const replica of replicas) await linked(replica);
    await whole();
    return { masters, replicas, nodes, whole, stop: () => stopAll(nodes) };
  });
}

/** The port of a node's bus, as the node itself names it. */
async function busPortOf(node: RedisNode): Promise<string> {
  const [line = ''] = (await node.command('CLUSTER', 'NODES'))
    .split('\n')
    .filter((text) => text.includes('myself'));
  return /@(\d+)/.exec(line)?.[1] ?? '';
}

/** A master with a replica, and the sentinels that watch them. */
export interface RedisSentinels {
  /** What the sentinels call it. */
  readonly name: 'localert';
  readonly master: RedisNode;
  readonly replica: RedisNode;
  readonly sentinels: readonly RedisNode[];
  /** The port of the master, as a sentinel sees it. */
  masterPort(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts a master, a replica and three sentinels.
 *
 * @param options - `failoverMs`: how long the master may be silent before the replica takes its place; default 1,000
 */
export async function startRedisSentinel(
  options: RedisNodeOptions & { readonly failoverMs?: number } = {},
): Promise<RedisSentinels> {
  const { failoverMs = 1_000, ...rest } = options;
  const [master, replica] = await startAll([rest, rest]);
  if (master === undefined || replica === undefined) throw new Error('no node was started');
  const pair = [master, replica];
  const watched = [
    `sentinel monitor localert 127.0.0.1 ${master.port} 2`,
    `sentinel down-after-milliseconds localert ${failoverMs}`,
    'sentinel failover-timeout localert 3000',
    ...(rest.password === undefined ? [] : [`sentinel auth-pass localert ${rest.password}`]),
  ];
  return orStop(pair, async () => {
    await replica.command('REPLICAOF', '127.0.0.1', String(master.port));
    await linked(replica);
    const sentinels = await startAll(
      Array.from({ length: 3 }, () => ({ sentinel: true, config: watched, tls: rest.tls })),
    );
    return orStop(sentinels, async () => {
      for (const sentinel of sentinels) {
        await until('the sentinels', async () => {
          const info = await sentinel.command('INFO', 'sentinel');
          return info.includes('slaves=1,sentinels=3');
        });
      }
      return {
        name: 'localert',
        master,
        replica,
        sentinels,
        async masterPort() {
          const info = (await sentinels[0]?.command('INFO', 'sentinel')) ?? '';
          return Number(/address=127\.0\.0\.1:(\d+)/.exec(info)?.[1]);
        },
        stop: () => stopAll([...sentinels, ...pair]),
      };
    });
  });
}
