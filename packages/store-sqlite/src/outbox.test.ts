import { sampleAlert } from '@localert/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';

const { newPath, open, tamper } = scratch();

const NOW = Date.UTC(2026, 0, 2);
const claimAll = { now: NOW, leaseMs: 1_000, limit: 100 };

describe('the outbox in a file', () => {
  it('sets an alert aside that cannot be read, and delivers the others', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const alerts = [sampleAlert(), sampleAlert(), sampleAlert()];
    for (const alert of alerts) await outbox.enqueue(acme, alert).durable;
    tamper(path, (database) =>
      database.prepare("UPDATE alert SET body = 'torn {' WHERE id = ?").run(alerts[0]!.id),
    );
    const claims = await outbox.claim(system, claimAll);
    expect(claims.map(({ alert }) => alert.id)).toEqual([alerts[1]!.id, alerts[2]!.id]);
    expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 2, dead: 1 });
    expect(await outbox.claim(system, { ...claimAll, now: NOW + 500 })).toEqual([]);
    await expect(outbox.status(acme, alerts[0]!.id)).rejects.toMatchObject({
      code: 'LOCALERT_STORE_CORRUPT',
    });
  });

  it('forgets what was posted once it is delivered', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    const alert = sampleAlert({
      payload: 'posted-text',
      plain: 'plain-text',
      values: 'the-values',
      group: 'the-group',
    });
    await outbox.enqueue(acme, alert).durable;
    const [claim] = await outbox.claim(system, claimAll);
    await outbox.settle(system, claim!, { kind: 'retry', at: NOW, code: 'http_503' });
    const [again] = await outbox.claim(system, claimAll);
    await outbox.settle(system, again!, { kind: 'delivered', at: NOW });
    const body = tamper(path, (database) =>
      String(database.prepare('SELECT body FROM alert').get()?.['body']),
    );
    for (const text of ['posted-text', 'plain-text', 'the-values', 'the-group', alert.destination.channel!])
      expect(body).not.toContain(text);
    expect(await outbox.status(acme, alert.id)).toMatchObject({
      id: alert.id,
      fixture: 'disk_full',
      locale: 'es',
      state: 'delivered',
      code: 'http_503',
    });
  });

  it('stamps a retry with its own clock', async () => {
    const { outbox } = open({ clock: { now: () => 12_345 } });
    const alert = sampleAlert();
    await outbox.enqueue(acme, alert).durable;
    const [claim] = await outbox.claim(system, claimAll);
    await outbox.settle(system, claim!, { kind: 'retry', at: NOW + 9, code: 'x' });
    expect(await outbox.status(acme, alert.id)).toMatchObject({ settledAt: 12_345 });
  });

  it('prunes more than one transaction removes', async () => {
    const path = newPath();
    const { outbox } = open({ path });
    await Promise.all(Array.from({ length: 1_200 }, () => outbox.enqueue(acme, sampleAlert()).durable));
    tamper(path, (database) =>
      database.exec(`UPDATE alert SET state = 'delivered', ready = NULL, settled = ${NOW}`),
    );
    expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(1_200);
    expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(0);
  });

  it('claims nothing for a limit that is none', async () => {
    const { outbox } = open();
    await outbox.enqueue(acme, sampleAlert()).durable;
    for (const limit of [0, -1, 0.5, Number.NaN])
      expect(await outbox.claim(system, { ...claimAll, limit })).toEqual([]);
  });

  it('can be closed before its store', async () => {
    const store = open();
    await store.outbox.close();
    await expect(store.outbox.depth(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
    expect(await store.count(acme)).toBe(0);
  });

  it('loses and doubles nothing, whatever order things come in', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('enqueue' as const), priority: fc.integer({ min: 0, max: 7 }) }),
      fc.record({ do: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }),
      fc.record({
        do: fc.constant('settle' as const),
        kind: fc.constantFrom('delivered' as const, 'dead' as const, 'retry' as const, 'release' as const),
      }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const store = open({ path: ':memory:' });
        const { outbox } = store;
        let now = NOW;
        const held: Awaited<ReturnType<typeof outbox.claim>>[number][] = [];
        const leases = new Map<string, number>();
        const ended = new Set<string>();
        const all = new Set<string>();
        for (const one of steps) {
          if (one.do === 'wait') now += one.ms;
          if (one.do === 'enqueue') {
            const alert = sampleAlert({ priority: one.priority, createdAt: now });
            all.add(alert.id);
            await outbox.enqueue(acme, alert).durable;
          }
          if (one.do === 'claim') {
            for (const claim of await outbox.claim(system, { now, leaseMs: 1_000, limit: one.limit })) {
              const { id } = claim.alert;
              expect(ended.has(id)).toBe(false);
              expect(leases.get(id) ?? 0).toBeLessThanOrEqual(now);
              leases.set(id, now + 1_000);
              held.push(claim);
            }
          }
          const claim = one.do === 'settle' ? held.shift() : undefined;
          if (one.do === 'settle' && claim !== undefined) {
            const done = await outbox.settle(system, claim, { kind: one.kind, at: now, code: 'x' });
            const { id } = claim.alert;
            if (done) leases.set(id, 0);
            if (done && (one.kind === 'delivered' || one.kind === 'dead')) ended.add(id);
          }
        }
        const { queued, sending } = await outbox.depth(system);
        expect(queued + sending + ended.size).toBe(all.size);
        await store.close();
      }),
      { numRuns: 60 },
    );
  });
});
