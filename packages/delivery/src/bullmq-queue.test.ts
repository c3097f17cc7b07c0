import { type QueuedAlert, systemScope, tenantScope } from '@localert/core';
import { anyRedis, type RedisServer, redisMissing } from '@localert/servers/redis';
import { SAMPLE_TIME, sampleAlert } from '@localert/testkit';
import { Worker } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, eventually, type Opened, open, redisTitle } from '../test/bullmq-house.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const NOW = SAMPLE_TIME + 60_000;

describe.skipIf(redisMissing())(redisTitle('what BullMQ shows of an outbox'), () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await anyRedis();
  });
  afterAll(() => server?.stop());

  const at = (now: number, limit = 10) => ({ now, leaseMs: 1_000, limit });

  async function withHouse(body: (house: Opened) => Promise<void>): Promise<void> {
    const house = await open({ url: server.url }, { durable: false });
    try {
      await body(house);
    } finally {
      await house.close();
    }
  }

  async function put({ outbox }: Opened, change: Partial<QueuedAlert> = {}): Promise<string> {
    return (await outbox.enqueue(acme, sampleAlert(change)).durable).id;
  }

  it('shows each alert as a job of its state', () =>
    withHouse(async (house) => {
      const { outbox, queue } = house;
      await put(house, { priority: 7 });
      const later = await put(house, { notBefore: NOW + 86_400_000 });
      const bad = await put(house);
      const good = await put(house);
      await put(house);
      const [dead, done, ...rest] = await outbox.claim(system, at(NOW, 3));
      expect([dead?.alert.id, done?.alert.id, rest.length]).toEqual([bad, good, 1]);
      if (dead) await outbox.settle(system, dead, { kind: 'dead', at: NOW, code: 'channel_not_found' });
      if (done) {
        const ref = { channel: 'C1', ts: '1.2' };
        await outbox.settle(system, done, { kind: 'delivered', at: NOW, ref });
      }
      const counts = await queue.getJobCounts();
      expect(counts).toMatchObject({ prioritized: 1, delayed: 1, active: 1, failed: 1, completed: 1 });
      expect(counts).toMatchObject({ waiting: 0, paused: 0 });
      const [failed] = await queue.getFailed();
      expect(failed).toMatchObject({ name: 'disk_full', failedReason: 'channel_not_found', finishedOn: NOW });
      expect(failed?.data).toMatchObject({ id: bad, payload: '{"text":"Disco lleno en db-1","blocks":[]}' });
      expect(failed?.attemptsMade).toBe(1);
      const [completed] = await queue.getCompleted();
      expect(completed?.returnvalue).toEqual({ channel: 'C1', ts: '1.2' });
      // What was delivered is needed no more.
      expect(JSON.stringify(completed?.data)).not.toContain('Disco');
      const [delayed] = await queue.getDelayed();
      expect(delayed?.data.id).toBe(later);
      expect(delayed?.timestamp).toBe(SAMPLE_TIME);
      expect(delayed?.delay).toBe(60_000 + 86_400_000);
      const [active] = await queue.getActive();
      expect(active?.processedOn).toBe(NOW);
      for (const job of [failed, completed, delayed, active]) {
        const state = await job?.getState();
        expect(['failed', 'completed', 'delayed', 'active']).toContain(state);
      }
    }));

  it('gives nothing to a worker of BullMQ, which knows of no groups', () =>
    withHouse(async (house) => {
      await put(house);
      const taken: string[] = [];
      const worker = new Worker(
        house.name,
        async (job) => {
          taken.push(String(job.id));
        },
        { connection: { url: server.url }, prefix: '{localert}', skipVersionCheck: true, drainDelay: 1 },
      );
      try {
        await worker.waitUntilReady();
        expect(await worker.getNextJob('token', { block: false })).toBeUndefined();
        await put(house);
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(taken).toEqual([]);
        expect(await house.outbox.claim(system, at(NOW))).toHaveLength(2);
      } finally {
        await worker.close(true);
      }
    }));

  it('takes a dead letter that somebody retries by a dashboard as driven again', () =>
    withHouse(async (house) => {
      const { outbox, queue } = house;
      const id = await put(house);
      const [claim] = await outbox.claim(system, at(NOW));
      if (claim) await outbox.settle(system, claim, { kind: 'dead', at: NOW, code: 'x' });
      const [job] = await queue.getFailed();
      await job?.retry('failed');
      const again = await outbox.claim(system, at(NOW + 5));
      expect(again.map(({ alert, attempt }) => [alert.id, attempt])).toEqual([[id, 1]]);
      expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 1, dead: 0 });
      expect((await outbox.dead(acme)).items).toEqual([]);
    }));

  it('takes what somebody promotes by a dashboard as due, and forgets a retry of what was delivered', () =>
    withHouse(async (house) => {
      const { outbox, queue } = house;
      const id = await put(house, { notBefore: NOW + 86_400_000 });
      const [delayed] = await queue.getDelayed();
      await delayed?.promote();
      const claims = await outbox.claim(system, at(NOW));
      expect(claims.map(({ alert }) => alert.id)).toEqual([id]);
      const [claim] = claims;
      if (claim) await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
      const [completed] = await queue.getCompleted();
      await completed?.retry('completed');
      expect(await outbox.claim(system, at(NOW + 5_000))).toEqual([]);
      expect(await queue.getJobCounts('completed', 'waiting', 'paused')).toMatchObject({
        completed: 1,
        paused: 0,
      });
      expect((await outbox.status(acme, id))?.state).toBe('delivered');
    }));

  it('leaves a job that is none of its own where it is', () =>
    withHouse(async (house) => {
      await house.queue.add('strange', {});
      await put(house);
      expect(await house.outbox.claim(system, at(NOW))).toHaveLength(1);
      expect(await house.queue.getJobCountByTypes('waiting', 'paused')).toBe(1);
    }));

  it('goes on when somebody removes alerts by a dashboard', () =>
    withHouse(async (house) => {
      const { outbox, queue } = house;
      const group = 'T1/C1';
      const ids: string[] = [];
      for (let place = 0; place < 3; place++) ids.push(await put(house, { group }));
      const waits = await put(house, { group, notBefore: NOW + 10 });
      const bad = await put(house);
      const [, dead] = await outbox.claim(system, { ...at(NOW), leaseMs: 100 });
      expect(dead?.alert.id).toBe(bad);
      if (dead) await outbox.settle(system, dead, { kind: 'dead', at: NOW, code: 'x' });
      // The one that is claimed, the next, the one that waits for its time, and the dead one.
      for (const [name, index] of [
        ['active', 0],
        ['prioritized', 0],
        ['delayed', 0],
        ['failed', 0],
      ] as const) {
        const jobs = await queue.getJobs([name], 0, -1, true);
        await jobs[index]?.remove();
      }
      expect((await outbox.dead(acme)).items).toEqual([]);
      for (const gone of [ids[0], waits, bad])
        expect(await outbox.status(acme, String(gone))).toBeUndefined();
      const claims = await outbox.claim(system, at(NOW + 1_000));
      const left = claims.map(({ alert }) => alert.id);
      expect(left).toEqual([ids[2]]);
      const [claim] = claims;
      if (claim) await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
      expect(await outbox.claim(system, at(NOW + 10_000))).toEqual([]);
      expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 0, dead: 0 });
      expect(await outbox.nextDue(system)).toBeUndefined();
      // It may come again.
      const again = sampleAlert({ id: String(ids[0]), group });
      expect(await outbox.enqueue(acme, again).durable).toEqual({ id: ids[0] });
      expect(await outbox.claim(system, at(NOW + 10_000))).toHaveLength(1);
    }));

  it('tells another process at once, and its listeners what becomes of an alert', { timeout: 30_000 }, () =>
    withHouse(async (house) => {
      const events = eventsOf({ url: server.url }, house.name);
      const other = await open({ url: server.url }, { name: house.name, events, durable: false });
      try {
        await events.waitUntilReady();
        const seen: string[] = [];
        for (const name of ['added', 'waiting', 'active', 'delayed', 'failed', 'completed'] as const)
          events.on(name, () => void seen.push(name));
        let told = 0;
        const end = other.outbox.subscribe?.(system, () => void told++);
        expect(house.outbox.subscribe).toBeUndefined();
        await eventually(async () => {
          await put(house);
          return told > 0;
        }, 'a word of an enqueue');
        const before = told;
        await put(house, { notBefore: NOW * 2 });
        await eventually(() => told > before, 'a word of what will be due');
        end?.();
        const [one, two] = await house.outbox.claim(system, at(NOW, 1)).then(async ([first]) => {
          await put(house);
          return [first, (await house.outbox.claim(system, at(NOW, 1)))[0]];
        });
        if (one) await house.outbox.settle(system, one, { kind: 'dead', at: NOW, code: 'x' });
        if (two) await house.outbox.settle(system, two, { kind: 'dropped', code: 'acknowledged', at: NOW });
        await eventually(() => seen.includes('completed'), 'an event');
        const count = told;
        await put(house);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(told).toBe(count);
        expect(new Set(seen)).toEqual(
          new Set(['added', 'waiting', 'active', 'delayed', 'failed', 'completed']),
        );
        await other.outbox.close();
        expect(() => other.outbox.subscribe?.(system, () => undefined)).toThrow(/did not answer/);
        expect(() => other.outbox.subscribe?.(acme as never, () => undefined)).toThrow(/system scope/);
      } finally {
        await events.close();
        await other.close();
      }
    }),
  );
});
