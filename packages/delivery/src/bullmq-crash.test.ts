import { type RedisNode, redisMissing, startRedis } from '@localert/servers/redis';
import { sampleAlert } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHand } from '../test/bullmq-hands.ts';
import { eventually, newName, open, redisTitle } from '../test/bullmq-house.ts';
import { acme, claiming, drained, enqueueing, newLedger, system } from '../test/bullmq-ledger.ts';

describe.skipIf(redisMissing(true))(redisTitle('bullmqOutbox, when something is killed', true), () => {
  let node: RedisNode;
  beforeAll(async () => {
    node = await startRedis({ config: ['appendonly yes', 'appendfsync always'] });
  });
  afterAll(() => node?.stop());

  it('loses nothing and doubles nothing when Redis is killed under load', { timeout: 90_000 }, async () => {
    const name = newName();
    const options = { name, commandTimeoutMs: 1_000 };
    const connection = { url: node.url, retryStrategy: () => 30 };
    const houses = [await open(connection, options), await open(connection, options)];
    const ledger = newLedger();
    const leases = new Map<string, number>();
    let over = false;
    const work = houses.flatMap((house) => [
      ...Array.from({ length: 5 }, () => enqueueing(house, ledger, () => over)),
      claiming(house, ledger, leases, () => over),
    ]);
    try {
      for (let kills = 1; kills <= 4; kills++) {
        const before = ledger.kept.size;
        await eventually(() => ledger.kept.size > before + 100, 'a hundred alerts');
        await node.kill();
        await node.restart();
      }
      over = true;
      await Promise.all(work);
      const [house] = houses;
      expect(house && (await drained(house, ledger))).toEqual([]);
      console.log(
        `kept ${ledger.kept.size}, settled under load ${ledger.settled.size}, refused ${ledger.refused}`,
      );
      expect(ledger.settled.size).toBeGreaterThan(50);
    } finally {
      over = true;
      for (const house of houses) await house.close();
    }
  });

  it('buries nothing when workers are killed again and again', { timeout: 120_000 }, async () => {
    const house = await open({ url: node.url });
    try {
      const ids = new Set<string>();
      for (let place = 0; place < 60; place++) {
        const alert = sampleAlert({ group: `T1/C${place % 20}`, createdAt: Date.now() });
        ids.add((await house.outbox.enqueue(acme, alert).durable).id);
      }
      const lines: string[] = [];
      // Each is killed while it holds claims: it works for longer than it lives.
      for (let round = 0; round < 6; round++) {
        const hands = [1, 2].map(() => startHand(node.url, house.name, 300, 60_000));
        await Promise.all(hands.map(({ ready }) => ready));
        await eventually(() => hands.some((hand) => hand.lines().length > 0), 'a claim');
        for (const hand of hands) {
          await hand.kill();
          lines.push(...hand.lines());
        }
      }
      const attempts = lines.map((line) => Number(line.split(' ')[2]));
      // BullMQ fails a job that stalled twice.
      expect(Math.max(...attempts)).toBeGreaterThan(2);
      const last = startHand(node.url, house.name, 5_000, 1);
      try {
        await eventually(
          async () => {
            const { queued, sending, dead } = await house.outbox.depth(system);
            expect(dead).toBe(0);
            return queued + sending === 0;
          },
          'the end',
          30_000,
        );
      } finally {
        await last.kill();
      }
      for (const id of ids) expect((await house.outbox.status(acme, id))?.state).toBe('delivered');
      expect(await house.queue.getJobCounts('failed', 'completed')).toEqual({ failed: 0, completed: 60 });
    } finally {
      await house.close();
    }
  });

  it('gives two processes different alerts, and those of a group in order', { timeout: 60_000 }, async () => {
    const house = await open({ url: node.url });
    const hands = [1, 2].map(() => startHand(node.url, house.name, 5_000, 1));
    try {
      await Promise.all(hands.map(({ ready }) => ready));
      const groups = new Map<string, string[]>();
      for (let place = 0; place < 400; place++) {
        const group = `T1/C${place % 10}`;
        const alert = sampleAlert({ group, createdAt: Date.now() });
        groups.set(group, [...(groups.get(group) ?? []), alert.id]);
        await house.outbox.enqueue(acme, alert).durable;
      }
      await eventually(async () => {
        const { queued, sending } = await house.outbox.depth(system);
        return queued + sending === 0;
      }, 'the end');
      for (const hand of hands) await hand.kill();
      const lines = hands.flatMap((hand) => hand.lines()).map((line) => line.split(' '));
      const claimed = lines.filter(([word]) => word === 'claim').map(([, id = '']) => id);
      expect(claimed.toSorted()).toEqual([...groups.values()].flat().toSorted());
      expect(lines.filter(([word]) => word === 'late')).toEqual([]);
      // Both had their share.
      for (const hand of hands) expect(hand.lines().length).toBeGreaterThan(20);
      for (const [, ids] of groups) {
        const begun = lines
          .filter(([word, id = '']) => word === 'claim' && ids.includes(id))
          .sort(([, , , left], [, , , right]) => Number(left) - Number(right));
        const times = begun.map(([, id = '', , at]) => [ids.indexOf(id), Number(at)] as const);
        for (const [place, [index, at]] of times.entries()) {
          const [before, then] = times[place - 1] ?? [-1, 0];
          // Two claims of one millisecond are in no order here.
          if (at > then) expect(index).toBeGreaterThan(before);
        }
      }
    } finally {
      for (const hand of hands) await hand.kill();
      await house.close();
    }
  });
});
