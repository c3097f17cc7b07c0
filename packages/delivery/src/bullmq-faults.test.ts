import type { EventEmitter } from 'node:events';
import { inspect } from 'node:util';
import { type Outbox, systemScope, tenantScope } from '@localert/core';
import { type RedisNode, redisMissing, startRedis } from '@localert/servers/redis';
import { SAMPLE_TIME, sampleAlert } from '@localert/testkit';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, eventually, newName, open, redisTitle } from '../test/bullmq-house.ts';
import { type BullmqClient, type BullmqQueue, bullmqOutbox } from './bullmq.ts';
import { CLAIM } from './bullmq-claim-script.ts';
import { durability } from './bullmq-durable.ts';
import { REDRIVE, SETTLE } from './bullmq-end-scripts.ts';
import { ENQUEUE } from './bullmq-enqueue-script.ts';
import { faultOf } from './bullmq-faults.ts';
import { openLink } from './bullmq-link.ts';
import { claimOf, claimRow, enqueueRow, listOf, settleRow, statusOf } from './bullmq-rows.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const NOW = SAMPLE_TIME + 60_000;

const canary = () =>
  sampleAlert({ payload: '{"text":"canary"}', group: 'canary', destination: { channel: 'canary' } });

async function faultIn(work: Promise<unknown>): Promise<Error & { code?: string }> {
  const error = await work.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  return error as Error;
}

describe.skipIf(redisMissing(true))(redisTitle('bullmqOutbox and the faults of Redis', true), () => {
  let node: RedisNode;
  beforeAll(async () => {
    node = await startRedis({ config: ['appendonly yes', 'appendfsync always'] });
  });
  afterAll(() => node?.stop());

  const at = (now: number, limit = 10) => ({ now, leaseMs: 1_000, limit });

  async function withOutbox(
    body: (outbox: Outbox) => Promise<void>,
    options: Parameters<typeof open>[1] = {},
  ): Promise<void> {
    const house = await open({ url: node.url, retryStrategy: () => 50 }, options);
    try {
      await body(house.outbox);
    } finally {
      await house.close();
    }
  }

  it('refuses alerts where memory is full, and lets out what is there', () =>
    withOutbox(async (outbox) => {
      for (let place = 0; place < 4; place++) await outbox.enqueue(acme, sampleAlert()).durable;
      try {
        await node.command('CONFIG', 'SET', 'maxmemory', '1');
        const refused = await faultIn(outbox.enqueue(acme, canary()).durable);
        expect(refused.code).toBe('LOCALERT_STORE_FULL');
        const [one, two, three, four] = await outbox.claim(system, at(NOW));
        if (!one || !two || !three || !four) throw new Error('four claims');
        expect(await outbox.settle(system, one, { kind: 'delivered', at: NOW })).toBe(true);
        expect(await outbox.settle(system, two, { kind: 'dead', at: NOW, code: 'x' })).toBe(true);
        expect(
          await outbox.settle(system, three, { kind: 'retry', at: NOW, code: 'x', holdUntil: NOW }),
        ).toBe(true);
        expect(await outbox.settle(system, four, { kind: 'dropped', at: NOW, code: 'x' })).toBe(true);
        expect(await outbox.redrive(acme, two.alert.id, NOW)).toBe(true);
        expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(2);
        expect(await outbox.claim(system, at(NOW))).toHaveLength(2);
      } finally {
        await node.command('CONFIG', 'SET', 'maxmemory', '0');
      }
      expect((await outbox.enqueue(acme, canary()).durable).duplicateOf).toBeUndefined();
    }));

  it('answers in time when Redis does not, and goes on when it does', { timeout: 30_000 }, () =>
    withOutbox(
      async (outbox) => {
        await outbox.enqueue(acme, sampleAlert()).durable;
        const calls = () => [
          outbox.enqueue(acme, canary()).durable,
          outbox.claim(system, at(NOW)),
          outbox.status(acme, 'x'),
          outbox.depth(system),
          outbox.nextDue(system),
          outbox.dead(acme),
          outbox.redrive(acme, 'x', NOW),
          outbox.prune(system, 'acme', NOW),
        ];
        node.pause();
        try {
          for (const fault of await Promise.all(calls().map(faultIn)))
            expect(fault.code).toBe('LOCALERT_STORE_UNAVAILABLE');
        } finally {
          node.resume();
        }
        expect((await outbox.depth(system)).dead).toBe(0);
        await node.kill();
        const began = performance.now();
        for (const fault of await Promise.all(calls().map(faultIn)))
          expect(fault.code).toBe('LOCALERT_STORE_UNAVAILABLE');
        expect(performance.now() - began).toBeLessThan(8_000);
        await node.restart();
        await eventually(async () => {
          const depth = await outbox.depth(system).catch(() => undefined);
          return depth !== undefined && depth.queued + depth.sending >= 1;
        }, 'the return');
      },
      { commandTimeoutMs: 1_500 },
    ),
  );

  it('does not open where there is no Redis', async () => {
    const queue = new Queue(newName(), {
      connection: { host: '127.0.0.1', port: 1, retryStrategy: () => 50 },
      skipVersionCheck: true,
    });
    queue.on('error', () => undefined);
    expect((await faultIn(bullmqOutbox({ queue, commandTimeoutMs: 200 }))).code).toBe(
      'LOCALERT_STORE_UNAVAILABLE',
    );
    await queue.close();
    // A close takes BullMQ's own listeners away, and tells of a connection that never was only then.
    (queue as unknown as { connection: EventEmitter }).connection.on('error', () => undefined);
    const ended: BullmqQueue = {
      client: Promise.reject(new Error('Connection is closed: canary')),
      toKey: queue.toKey,
      isPaused: () => queue.isPaused(),
      pause: () => queue.pause(),
    };
    expect((await faultIn(bullmqOutbox({ queue: ended }))).code).toBe('LOCALERT_STORE_UNAVAILABLE');
  });

  it('calls durable what Redis keeps, by its own word', { timeout: 30_000 }, async () => {
    const durableWith = async (durable?: boolean) => {
      const house = await open({ url: node.url }, { durable });
      await house.close();
      return house.outbox.durable;
    };
    expect([await durableWith(), await durableWith(true), await durableWith(false)]).toEqual([
      true,
      true,
      false,
    ]);
    for (const [name, value, back] of [
      ['appendfsync', 'everysec', 'always'],
      ['maxmemory-policy', 'allkeys-lru', 'noeviction'],
      ['appendonly', 'no', 'yes'],
    ] as const) {
      await node.command('CONFIG', 'SET', name, value);
      try {
        expect(await durableWith()).toBe(false);
        expect((await faultIn(durableWith(true))).message).toMatch(/durable: Redis with appendonly yes/);
      } finally {
        await node.command('CONFIG', 'SET', name, back);
      }
    }
  });

  it('asks the host where Redis does not tell', async () => {
    await node.command('ACL', 'SETUSER', 'limited', 'on', '>open', '~*', '&*', '+@all', '-config');
    const url = node.url.replace('//', '//limited:open@');
    expect((await faultIn(open({ url }))).message).toMatch(/durable: true or false/);
    for (const durable of [true, false]) {
      const house = await open({ url }, { durable });
      expect(house.outbox.durable).toBe(durable);
      await house.close();
    }
  });

  it('needs no more of Redis than the user in the docs may', async () => {
    const name = newName();
    const allowed = ['+@all', '-@dangerous', '+info', '+config|get', `~{localert}:${name}:*`];
    await node.command('ACL', 'SETUSER', 'narrow', 'on', '>open', ...allowed);
    const url = node.url.replace('//', '//narrow:open@');
    const events = eventsOf({ url }, name);
    const house = await open({ url }, { name, events });
    try {
      expect(house.outbox.durable).toBe(true);
      await events.waitUntilReady();
      const dedupe = { key: 'k', windowMs: 1_000 };
      await house.outbox.enqueue(acme, sampleAlert({ dedupe })).durable;
      await house.outbox.enqueue(acme, sampleAlert({ notBefore: NOW * 2 })).durable;
      const [claim] = await house.outbox.claim(system, { ...at(NOW), pace: { everyMs: 1_000 } });
      if (claim === undefined) throw new Error('a claim');
      await house.outbox.settle(system, claim, { kind: 'dead', at: NOW, code: 'x' });
      expect((await house.outbox.dead(acme)).items).toHaveLength(1);
      expect(await house.outbox.redrive(acme, claim.alert.id, NOW)).toBe(true);
      expect(
        await house.outbox.claim(system, { ...at(NOW), dueBy: NOW * 3, tenants: ['acme'] }),
      ).toHaveLength(2);
      expect(await house.outbox.nextDue(system)).toBeDefined();
      expect(await house.outbox.prune(system, 'acme', NOW)).toBe(0);
    } finally {
      await events.close();
      await house.close();
    }
  });

  it('refuses options that are none', async () => {
    const queue = new Queue(newName(), { connection: { url: node.url }, skipVersionCheck: true });
    const wrong = [
      [{ queue: {} as never }, /queue: a Queue/],
      [{ queue: undefined as never }, /queue: a Queue/],
      // As BullMQ 6 is.
      [{ queue: { ...queue, toKey: queue.toKey, client: undefined } as never }, /queue: a Queue of BullMQ 5/],
      [{ queue, events: {} as never }, /events: a QueueEvents/],
      [{ queue, waitReplicas: -1 }, /waitReplicas/],
      [{ queue, commandTimeoutMs: 0 }, /commandTimeoutMs/],
      [{ queue, commandTimeoutMs: 1e9 }, /commandTimeoutMs/],
    ] as const;
    for (const [options, words] of wrong)
      expect((await faultIn(bullmqOutbox(options))).message).toMatch(words);
    const client = await queue.client;
    const clustered: BullmqQueue = {
      client: Promise.resolve(over(client, { isCluster: true, nodes: () => [client] })),
      toKey: (type) => `bull:alerts:${type}`,
      isPaused: () => queue.isPaused(),
      pause: () => queue.pause(),
    };
    expect((await faultIn(bullmqOutbox({ queue: clustered }))).message).toMatch(
      /queue: on a cluster a prefix/,
    );
    await queue.close();
  });

  it('counts an alert as kept when enough replicas have it', { timeout: 30_000 }, async () => {
    const replica = await startRedis();
    try {
      await replica.command('REPLICAOF', '127.0.0.1', String(node.port));
      await eventually(async () => {
        const info = await replica.command('INFO', 'replication');
        return info.includes('master_link_status:up');
      }, 'a replica');
      await withOutbox(
        async (outbox) => {
          const kept = await Promise.all(
            Array.from({ length: 20 }, () => outbox.enqueue(acme, sampleAlert()).durable),
          );
          expect(kept.filter(({ duplicateOf }) => duplicateOf === undefined)).toHaveLength(20);
          // A server that was restarted has forgotten the scripts.
          await node.command('SCRIPT', 'FLUSH');
          expect((await outbox.enqueue(acme, sampleAlert()).durable).duplicateOf).toBeUndefined();
        },
        { waitReplicas: 1 },
      );
      await withOutbox(
        async (outbox) => {
          const alert = canary();
          const refused = await faultIn(outbox.enqueue(acme, alert).durable);
          expect(refused.message).toMatch(/too few replicas/);
          // It is there all the same, once.
          expect((await outbox.status(acme, alert.id))?.state).toBe('queued');
        },
        { waitReplicas: 2, commandTimeoutMs: 500 },
      );
    } finally {
      await replica.stop();
    }
  });

  it('refuses alerts where memory is full, with replicas too', () =>
    withOutbox(
      async (outbox) => {
        await node.command('CONFIG', 'SET', 'maxmemory', '1');
        try {
          const refused = await faultIn(outbox.enqueue(acme, canary()).durable);
          expect(refused.code).toBe('LOCALERT_STORE_FULL');
        } finally {
          await node.command('CONFIG', 'SET', 'maxmemory', '0');
        }
      },
      { waitReplicas: 1 },
    ));

  it(
    'claims and prunes many in several scripts, and nothing of what no alert is called',
    { timeout: 30_000 },
    () =>
      withOutbox(async (outbox) => {
        await Promise.all(Array.from({ length: 450 }, () => outbox.enqueue(acme, sampleAlert()).durable));
        for (const limit of [0, 0.9, -3, Number.NaN])
          expect(await outbox.claim(system, at(NOW, limit))).toEqual([]);
        expect(await outbox.claim(system, at(NOW, 2.9))).toHaveLength(2);
        const claims = await outbox.claim(system, at(NOW, 401));
        expect(claims).toHaveLength(401);
        expect(new Set(claims.map(({ alert }) => alert.id)).size).toBe(401);
        await Promise.all(
          claims.map((claim) => outbox.settle(system, claim, { kind: 'delivered', at: NOW })),
        );
        expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(401);
        const [claim] = await outbox.claim(system, at(NOW, 1));
        if (claim === undefined) throw new Error('a claim');
        for (const id of ['x\ud800', 'x\ufffd', 'x\u0000']) {
          expect(await outbox.status(acme, id)).toBeUndefined();
          expect(await outbox.redrive(acme, id, NOW)).toBe(false);
          const other = { ...claim, alert: { ...claim.alert, id } };
          expect(await outbox.settle(system, other, { kind: 'delivered', at: NOW })).toBe(false);
        }
      }),
  );

  it('goes on when a lane has lost its notes', async () => {
    const house = await open({ url: node.url });
    try {
      await house.outbox.enqueue(acme, sampleAlert({ group: 'T1/C1' })).durable;
      const base = house.queue.toKey('');
      const lanes = JSON.parse(
        await node.command(
          'EVAL',
          "return cjson.encode(redis.call('ZRANGE', KEYS[1], 0, -1))",
          '1',
          `${base}l:lanes`,
        ),
      ) as string[];
      expect(lanes).toHaveLength(1);
      await node.command('DEL', `${base}l:lane:${lanes[0]}`);
      await node.command('DEL', `${base}l:ready:${lanes[0]}`);
      await node.command('DEL', `${base}000000000001`);
      expect(await house.outbox.claim(system, at(NOW))).toEqual([]);
      await house.outbox.enqueue(acme, sampleAlert({ group: 'T1/C1' })).durable;
      expect(await house.outbox.claim(system, at(NOW))).toHaveLength(1);
    } finally {
      await house.close();
    }
  });

  it('believes no word of durability that a server does not say', async () => {
    const client = await new Queue(newName(), { connection: { url: node.url }, skipVersionCheck: true })
      .client;
    const said = (change: Readonly<Record<string, unknown>>) => durability(over(client, change), undefined);
    const keeping = {
      call: async (_: string, __: string, name: string) => [name, name === 'appendonly' ? 'yes' : 'always'],
    };
    const losing = { call: async (_: string, __: string, name: string) => [name, 'no'] };
    expect(await said({ call: keeping.call })).toBe(true);
    expect(await said({ isCluster: true, nodes: () => [keeping, keeping] })).toBe(true);
    expect(await said({ isCluster: true, nodes: () => [keeping, losing] })).toBe(false);
    const silent = [
      { call: undefined },
      { call: async () => 'OK' },
      { call: async () => ['appendonly', 7] },
      { call: async () => Promise.reject(new Error('NOPERM')) },
      { isCluster: true, nodes: () => [] },
      { isCluster: true, nodes: undefined },
      { isCluster: true, nodes: () => [keeping, {}] },
    ];
    for (const change of silent) expect((await faultIn(said(change))).message).toMatch(/true or false/);
    client.disconnect();
  });

  it('takes a script that a client sends again for the same', async () => {
    const queue = new Queue(newName(), { connection: { url: node.url }, skipVersionCheck: true });
    const client = await queue.client;
    // As BullMQ had it before: ioredis itself, with scripts as methods.
    const plain: BullmqQueue = {
      client: Promise.resolve(over(client, { runCommand: undefined })),
      toKey: queue.toKey,
      isPaused: () => queue.isPaused(),
      pause: () => queue.pause(),
    };
    for (const link of [await openLink(queue, 1_000), await openLink(plain, 1_000)]) {
      const alert = sampleAlert();
      const twice = async (lua: string, row: readonly string[]) => [
        await link.run('test', lua, row),
        await link.run('test', lua, row),
      ];
      expect(await twice(ENQUEUE, ['e1', ...enqueueRow('acme', alert)])).toEqual([[[]], [[]]]);
      expect(await link.run('test', ENQUEUE, ['e2', ...enqueueRow('acme', alert)])).toEqual([[alert.id, 0]]);
      const [first, second] = await twice(CLAIM, claimRow(at(NOW), `c-${alert.id}`));
      expect(second).toEqual(first);
      const [claim] = listOf(first).map(claimOf);
      if (claim === undefined) throw new Error('a claim');
      const dead = { kind: 'dead', at: NOW, code: 'x' } as const;
      expect(await twice(SETTLE, settleRow(claim, dead, NOW, 's1'))).toEqual([1, 1]);
      expect(await link.run('test', SETTLE, settleRow(claim, dead, NOW, 's2'))).toBe(0);
      const [, tenant = ''] = settleRow(claim, dead, NOW, '');
      expect(await twice(REDRIVE, ['r1', tenant, alert.id, String(NOW)])).toEqual([1, 1]);
      expect(await link.run('test', REDRIVE, ['r2', tenant, alert.id, String(NOW)])).toBe(0);
      const [again] = listOf(await link.run('test', CLAIM, claimRow(at(NOW), 'c2'))).map(claimOf);
      if (again) await link.run('test', SETTLE, settleRow(again, { kind: 'delivered', at: NOW }, NOW, 's3'));
    }
    await queue.close();
  });

  it('says of a connection that takes no scripts what it is', async () => {
    const queue = new Queue(newName(), { connection: { url: node.url }, skipVersionCheck: true });
    const client = await queue.client;
    const bare: BullmqQueue = {
      client: Promise.resolve(
        over(client, { runCommand: undefined, defineCommand: () => undefined, pipeline: undefined }),
      ),
      toKey: queue.toKey,
      isPaused: () => queue.isPaused(),
      pause: () => queue.pause(),
    };
    const link = await openLink(bare, 500);
    expect((await faultIn(link.run('outbox.claim', 'return 1', []))).code).toBe('LOCALERT_STORE_UNAVAILABLE');
    const waiting = link.runWaiting('outbox.enqueue', 'return 1', [], 1);
    expect((await faultIn(waiting)).code).toBe('LOCALERT_STORE_UNAVAILABLE');
    await queue.close();
  });
});

/** A client with something else in places. */
const over = (client: BullmqClient, change: Readonly<Record<string, unknown>>): BullmqClient =>
  new Proxy(client, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(change, name)) return change[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

describe('what goes wrong with Redis', () => {
  it('is told by its kind, without a word of the client', () => {
    const told: Readonly<Record<string, RegExp>> = {
      'OOM command not allowed': /no space left/,
      'ERR OOM command not allowed': /no space left/,
      "READONLY You can't write against a read only replica.": /replica now/,
      'LOADING Redis is loading the dataset in memory': /loading/,
      'CLUSTERDOWN Hash slot not served': /cluster is not whole/,
      'Too many Cluster redirections. Last error: canary': /cluster is not whole/,
      "CROSSSLOT Keys in request don't hash to the same slot": /prefix in braces/,
      'NOPERM this user has no permissions': /refuses the user/,
      'NOREPLICAS Not enough good replicas to write.': /too few replicas/,
      'MISCONF Errors writing to the AOF file': /cannot write to its disk/,
      'canary canary': /busy, closed or unreachable/,
    };
    for (const [words, expected] of Object.entries(told)) {
      const fault = faultOf('outbox.claim', new Error(words));
      expect(fault.message).toMatch(expected);
      expect(inspect(fault)).not.toContain('canary');
    }
    expect(faultOf('outbox.claim', 'canary').message).not.toContain('canary');
  });

  it('is called damage when a job holds something else', () => {
    for (const row of [
      [['"x"', '{}', '1', 'l', '']],
      [['[1]', '{', '1', 'l', '']],
      [['[1]', 'null', '1', 'l', '']],
    ]) {
      expect(() => row.map(claimOf)).toThrow(/damaged/);
    }
    expect(() => statusOf(['canary', 'queued', '0', null, null, null, null, null])).toThrow(/damaged/);
    expect(() => listOf('canary')).toThrow(/damaged/);
    const round: Record<string, unknown> = {};
    round['self'] = round;
    expect(() => enqueueRow('acme', sampleAlert({ destination: round as never }))).toThrow(/plain JSON/);
  });
});
