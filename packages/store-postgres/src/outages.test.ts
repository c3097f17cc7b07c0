import { isLocalertError } from '@localert/core';
import { describePostgres, type PostgresServer } from '@localert/servers/postgres';
import { sampleAlert } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, asOwner, homeAt, newHome, outboxOf, system, VERSIONS } from '../test/parts.ts';

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 180_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** As it is by default: what is committed is on the disk. */
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

async function storedIds(server: PostgresServer, name: string): Promise<string[]> {
  const rows = await asOwner<{ id: string }>(server, name, 'SELECT id FROM alert');
  return rows.map(({ id }) => id);
}

for (const version of VERSIONS) {
  const options = { version, own: true, settings: DURABLE };
  describePostgres({ describe, beforeAll, afterAll }, `outages on ${version}`, options, (server) => {
    it(
      'loses no alert that it called durable, and has every other once or not, when the server is killed',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const durable: string[] = [];
        const refused = new Map<string, unknown>();
        let stop = false;
        const senders = Array.from({ length: 30 }, async () => {
          while (!stop) {
            const alert = sampleAlert();
            await outbox.enqueue(acme, alert).durable.then(
              ({ id }) => durable.push(id),
              (error: unknown) => refused.set(alert.id, error),
            );
            if (refused.size > 0) await pause(20);
          }
        });
        for (const kills of [1, 2]) {
          const before = durable.length;
          while (durable.length < before + 200) await pause(10);
          const failures = refused.size;
          await server().kill();
          while (refused.size === failures) await pause(10);
          await server().restart();
          // It goes on by itself, without anything being opened again.
          const after = durable.length;
          while (durable.length < after + 50) await pause(10);
          expect(kills).toBeLessThan(3);
        }
        stop = true;
        await Promise.all(senders);
        const stored = await storedIds(server(), home.name);
        expect(new Set(stored).size).toBe(stored.length);
        const found = new Set(stored);
        expect(durable.filter((id) => !found.has(id))).toEqual([]);
        expect(refused.size).toBeGreaterThan(0);
        for (const error of refused.values()) {
          expect(isLocalertError(error) && [error.code, error.retryable]).toEqual([
            'LOCALERT_STORE_UNAVAILABLE',
            true,
          ]);
        }
        // Who repeats what was refused learns that it is here, or brings it in.
        const [again] = refused.keys();
        const receipt = await outbox.enqueue(acme, sampleAlert({ id: again as string })).durable;
        expect(receipt.duplicateOf).toBe(found.has(again as string) ? again : undefined);
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'keeps leases over a restart: what was claimed is claimed again when its lease is over',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const { id } = await outbox.enqueue(acme, sampleAlert()).durable;
        const now = Date.now();
        const [claim] = await outbox.claim(system, { now, leaseMs: 1_000, limit: 10 });
        expect(claim?.alert.id).toBe(id);
        await server().kill();
        await expect(outbox.nextDue(system)).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
        await server().restart();
        const other = homeAt(server(), home.name);
        const there = outboxOf(other.database);
        expect(await there.nextDue(system)).toBe(now + 1_000);
        expect(await there.claim(system, { now: now + 999, leaseMs: 1_000, limit: 10 })).toEqual([]);
        const [again] = await there.claim(system, { now: now + 1_000, leaseMs: 1_000, limit: 10 });
        expect(again?.attempt).toBe(2);
        expect(await outbox.settle(system, claim!, { kind: 'delivered', at: now })).toBe(false);
        await other.close();
        await home.close();
      },
      TIMEOUT_MS,
    );
  });
}
