import { tenantScope } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleAlert, sampleAudit } from '@localert/testkit';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, asOwner, homeAt, newHome, outboxOf, system, VERSIONS } from '../test/parts.ts';
import { postgresAudit } from './audit.ts';
import { auditRows } from './audit-rows.ts';
import { alertRow, enqueueAlerts } from './enqueue.ts';

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 120_000;

/** Too long for an index, whatever it is compressed to. */
const unfitId = () => Array.from({ length: 4_000 }, () => Math.random().toString(36).slice(2, 10)).join('');

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `enqueue on ${version}`, { version }, (server) => {
    it(
      'refuses the alert that the tables cannot keep, and keeps its neighbours',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const bad = [4, 5, 17];
        const alerts = Array.from({ length: 30 }, (_, at) =>
          sampleAlert(bad.includes(at) ? { id: unfitId() } : {}),
        );
        const records = alerts.map(() => sampleAudit('acme'));
        const results = await Promise.allSettled(
          alerts.map((alert, at) => outbox.enqueue(acme, alert, { audit: [records[at]!] }).durable),
        );
        const refused = results.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));
        expect(refused).toEqual(bad);
        expect(results[4]).toMatchObject({ reason: { code: 'LOCALERT_INVALID_INPUT' } });
        expect(await outbox.depth(system)).toEqual({ queued: 27, sending: 0, dead: 0 });
        const kept = await postgresAudit(home.database).unlinked(system, 'acme', 100);
        expect(kept).toEqual(records.filter((_, at) => !bad.includes(at)));
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'writes the alerts of a turn in one transaction, and tells of them once',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const ear = new Client({ connectionString: server().url({ database: home.name }) });
        ear.on('error', () => undefined);
        await ear.connect();
        await ear.query('LISTEN localert_alerts');
        const heard: (string | undefined)[] = [];
        ear.on('notification', ({ payload }) => heard.push(payload));
        const scopes = ['a', 'b'].map((tenant) => tenantScope({ tenant, actor: 'test' }));
        await Promise.all(
          scopes.flatMap((scope) => [1, 2, 3].map(() => outbox.enqueue(scope, sampleAlert()).durable)),
        );
        const rows = await asOwner<{ xmin: string }>(
          server(),
          home.name,
          'SELECT DISTINCT xmin::text FROM alert',
        );
        expect(rows).toHaveLength(1);
        await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['']);
        // A duplicate is nothing to wake for.
        const dedupe = { key: 'k', windowMs: 1_000 };
        await outbox.enqueue(acme, sampleAlert({ dedupe })).durable;
        await outbox.enqueue(acme, sampleAlert({ dedupe })).durable;
        await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['', '']);
        const [claim] = await outbox.claim(system, { now: Date.now(), leaseMs: 1_000, limit: 1 });
        await outbox.settle(system, claim!, { kind: 'dead', at: 0, code: 'x' });
        await outbox.redrive(tenantScope({ tenant: claim!.tenant, actor: 'test' }), claim!.alert.id, 0);
        await ear.query('SELECT 1');
        expect(heard).toEqual(['', '', '']);
        await ear.end();
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'keeps one alert of a key that several processes enqueue at the same time',
      async () => {
        const home = await newHome(server());
        const homes = [home, homeAt(server(), home.name), homeAt(server(), home.name)];
        const outboxes = homes.map(({ database }) => outboxOf(database));
        for (let round = 0; round < 5; round++) {
          const keys = Array.from({ length: 30 }, (_, at) => `key ${round} ${at}`);
          const receipts = await Promise.all(
            outboxes.flatMap((outbox, turned) =>
              // Each in another order, so that two would wait for each other if locks were taken as they come.
              [...keys.slice(turned * 10), ...keys.slice(0, turned * 10)].map(async (key) => {
                const alert = sampleAlert({ dedupe: { key, windowMs: 1_000 } });
                return { key, ...(await outbox.enqueue(acme, alert).durable) };
              }),
            ),
          );
          for (const key of keys) {
            const own = receipts.filter((receipt) => receipt.key === key);
            const [winner, ...more] = own.filter(({ duplicateOf }) => duplicateOf === undefined);
            expect(more).toEqual([]);
            expect(own.filter(({ duplicateOf }) => duplicateOf === winner?.id)).toHaveLength(2);
          }
        }
        for (const one of homes) await one.close();
      },
      TIMEOUT_MS,
    );

    it(
      'finds the duplicates inside of a batch as if one came after the other',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const at = (createdAt: number, windowMs = 10, key = 'k') =>
          sampleAlert({ createdAt, dedupe: { key, windowMs } });
        const stored = at(100, 10, 'stored');
        await outbox.enqueue(acme, stored).durable;
        const [first, inside, outside, latest, longKey] = [
          at(100),
          at(109),
          at(110),
          at(111, 50),
          at(0, 1, 'x'.repeat(9_000)),
        ];
        const batch = [
          first,
          inside,
          outside,
          latest,
          longKey,
          { ...first },
          at(105, 10, 'stored'),
          stored,
          { ...longKey, id: 'other' },
        ];
        const receipts = await Promise.all(batch.map((alert) => outbox.enqueue(acme, alert).durable));
        expect(receipts.map(({ duplicateOf }) => duplicateOf)).toEqual([
          undefined,
          first.id,
          undefined,
          outside.id,
          undefined,
          first.id,
          stored.id,
          stored.id,
          longKey.id,
        ]);
        // A dead letter's key is free, but its id is not, and what follows in the batch is no duplicate of it.
        const claims = await outbox.claim(system, { now: 1_000, leaseMs: 1_000, limit: 100 });
        for (const claim of claims) await outbox.settle(system, claim, { kind: 'dead', at: 0, code: 'x' });
        const next = at(105);
        const again = await Promise.all([first, next].map((alert) => outbox.enqueue(acme, alert).durable));
        expect(again).toEqual([{ id: first.id, duplicateOf: first.id }, { id: next.id }]);
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'waits for the disk, whatever the database has as default, and for more where that is asked for',
      async () => {
        const show = { name: 'show', text: "SELECT current_setting('synchronous_commit') AS mode" };
        for (const [given, wanted] of [
          ['off', 'on'],
          ['local', 'local'],
          ['remote_apply', 'remote_apply'],
        ]) {
          const home = await newHome(server());
          await asOwner(server(), home.name, `ALTER DATABASE ${home.name} SET synchronous_commit = ${given}`);
          const [row] = await home.database.asSystem('test', async (query) => {
            await enqueueAlerts(query, [alertRow('acme', sampleAlert(), [])]);
            return query<{ mode: string }>(show, []);
          });
          expect(row?.mode).toBe(wanted);
          await home.close();
        }
      },
      TIMEOUT_MS,
    );

    it(
      'shares a transaction with other changes: all of it is kept, or none',
      async () => {
        const home = await newHome(server());
        const outbox = outboxOf(home.database);
        const rowOf = (alert = sampleAlert()) =>
          alertRow('acme', alert, auditRows('acme', [sampleAudit('acme')]));
        const undone = home.database.asTenant('test', 'acme', async (query) => {
          await enqueueAlerts(query, [rowOf(), rowOf()]);
          throw new Error('the other change failed');
        });
        await expect(undone).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
        expect((await outbox.depth(system)).queued).toBe(0);
        const alert = sampleAlert();
        const receipts = await home.database.asTenant('test', 'acme', (query) =>
          enqueueAlerts(query, [rowOf(alert), rowOf(alert)]),
        );
        expect(receipts).toEqual([{ id: alert.id }, { id: alert.id, duplicateOf: alert.id }]);
        expect((await outbox.depth(system)).queued).toBe(1);
        expect(await postgresAudit(home.database).unlinked(system, 'acme', 9)).toHaveLength(2);
        await home.close();
      },
      TIMEOUT_MS,
    );
  });
}
