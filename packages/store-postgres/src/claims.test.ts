import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { tenantScope } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleAlert } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerPool } from '../test/database.ts';
import { acme, asOwner, type Home, homeAt, newHome, outboxOf, system, VERSIONS } from '../test/parts.ts';

const NOW = Date.UTC(2026, 0, 2);
const LEASE_MS = 30_000;

const HAND = fileURLToPath(new URL('../test/hand.ts', import.meta.url));

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 120_000;

/** Another process at the queue. */
function startHand(url: string) {
  const args = ['--conditions=@localert/source', '--no-warnings', HAND, url];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const lines = () => output.split('\n').slice(0, -1);
  return {
    lines,
    closed: once(child, 'close'),
    go: () => child.stdin.write('go\n'),
    async ready() {
      while (!lines().includes('ready') && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `claims on ${version}`, { version }, (server) => {
    const claimAll = { now: NOW, leaseMs: LEASE_MS, limit: 100 };

    async function withHomes(count: number, body: (homes: readonly Home[]) => Promise<void>): Promise<void> {
      const first = await newHome(server());
      const homes = [first];
      while (homes.length < count) homes.push(homeAt(server(), first.name));
      try {
        await body(homes);
      } finally {
        for (const home of homes) await home.close();
      }
    }

    it(
      'gives several processes every alert once while a lease lasts',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const scopes = ['a', 'b', 'c'].map((tenant) => tenantScope({ tenant, actor: 'test' }));
          const sent = await Promise.all(
            Array.from({ length: 600 }, async (_, index) => {
              const scope = scopes[index % 3] as (typeof scopes)[number];
              const { id } = await outbox.enqueue(scope, sampleAlert({ priority: index % 8 })).durable;
              return `got ${scope.tenant}/${id} 1`;
            }),
          );
          const url = server().url({ database: name, user: 'localert_app', password: 'localert_app' });
          const hands = [1, 2, 3].map(() => startHand(url));
          await Promise.all(hands.map((hand) => hand.ready()));
          for (const hand of hands) hand.go();
          await Promise.all(hands.map((hand) => hand.closed));
          for (const hand of hands) expect(hand.lines().at(-1)).toBe('done');
          const got = hands.flatMap((hand) => hand.lines().filter((line) => line.startsWith('got')));
          expect(got.toSorted()).toEqual(sent.toSorted());
          const { sending, queued } = await outbox.depth(system);
          expect([queued, sending > 0]).toEqual([0, true]);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'gives an alert whose lease is over to one of many claimers, and takes no end from the first',
      async () => {
        await withHomes(3, async (homes) => {
          const outboxes = homes.map(({ database }) => outboxOf(database));
          const [first] = outboxes as [ReturnType<typeof outboxOf>];
          for (let index = 0; index < 40; index++) await first.enqueue(acme, sampleAlert()).durable;
          const lost = await first.claim(system, claimAll);
          const later = { ...claimAll, now: NOW + LEASE_MS, limit: 7 };
          const claims = (
            await Promise.all(
              Array.from({ length: 12 }, (_, at) => outboxes[at % 3]?.claim(system, later) ?? []),
            )
          ).flat();
          const ids = claims.map(({ alert }) => alert.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBe(40);
          expect(claims.every(({ attempt }) => attempt === 2)).toBe(true);
          for (const claim of lost) {
            expect(await first.settle(system, claim, { kind: 'delivered', at: NOW })).toBe(false);
          }
        });
      },
      TIMEOUT_MS,
    );

    it(
      'does not wait for a lane that somebody else is just taking, and forgets none of its alerts',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const [first, second] = [sampleAlert({ group: 'one' }), sampleAlert({ group: 'two' })];
          for (const alert of [first, second]) await outbox.enqueue(acme, alert).durable;
          for (const claim of await outbox.claim(system, claimAll))
            await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
          const [third, fourth] = [sampleAlert({ group: 'one' }), sampleAlert({ group: 'two' })];
          for (const alert of [third, fourth]) await outbox.enqueue(acme, alert).durable;
          const other = ownerPool(server(), name);
          const client = await other.connect();
          await client.query('BEGIN');
          await client.query(
            'SELECT FROM localert.lane WHERE name = (SELECT lane FROM localert.alert WHERE id = $1) FOR UPDATE',
            [third.id],
          );
          expect((await outbox.claim(system, claimAll)).map(({ alert }) => alert.id)).toEqual([fourth.id]);
          await client.query('ROLLBACK');
          client.release();
          await other.end();
          expect((await outbox.claim(system, claimAll)).map(({ alert }) => alert.id)).toEqual([third.id]);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'lets an enqueue wait for no claim and no end of its lane, and misses nothing that came meanwhile',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const group = { group: 'busy' };
          await outbox.enqueue(acme, sampleAlert(group)).durable;
          const [claim] = await outbox.claim(system, claimAll);
          const other = ownerPool(server(), name);
          const client = await other.connect();
          await client.query('BEGIN');
          // As somebody does who claims or ends, and has not committed yet.
          await client.query('UPDATE localert.lane SET seq = seq');
          const late = sampleAlert(group);
          expect(await outbox.enqueue(acme, late).durable).toEqual({ id: late.id });
          const ended = outbox.settle(system, claim!, { kind: 'delivered', at: NOW });
          await client.query('COMMIT');
          client.release();
          await other.end();
          expect(await ended).toBe(true);
          expect((await outbox.claim(system, claimAll)).map(({ alert }) => alert.id)).toEqual([late.id]);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'loses no alert and keeps each group in order while several enqueue, claim and end at once',
      async () => {
        await withHomes(3, async (homes) => {
          const outboxes = homes.map(({ database }) => outboxOf(database));
          const total = 400;
          const sent: string[] = [];
          const got: string[] = [];
          let done = false;
          const send = async (from: number) => {
            for (let index = 0; index < total / 2; index++) {
              const alert = sampleAlert({
                group: `g${from}/${index % 3}`,
                createdAt: NOW - 1_000_000 + index,
              });
              await outboxes[from]?.enqueue(acme, alert).durable;
              sent.push(`${alert.group} ${alert.createdAt}`);
            }
          };
          const take = async (from: number) => {
            const outbox = outboxes[from] as ReturnType<typeof outboxOf>;
            for (;;) {
              const last = done;
              const claims = await outbox.claim(system, { ...claimAll, limit: 4 });
              for (const { alert } of claims) got.push(`${alert.group} ${alert.createdAt}`);
              await Promise.all(
                claims.map((claim) => outbox.settle(system, claim, { kind: 'delivered', at: NOW })),
              );
              if (last && claims.length === 0) return;
            }
          };
          const takers = [take(0), take(1), take(2)];
          await Promise.all([send(0), send(1)]);
          done = true;
          await Promise.all(takers);
          expect(got).toHaveLength(total);
          const groups = ['g0/0', 'g0/1', 'g0/2', 'g1/0', 'g1/1', 'g1/2'];
          const byGroup = (all: readonly string[]) =>
            groups.map((group) => all.filter((one) => one.startsWith(`${group} `)));
          expect(byGroup(got)).toEqual(byGroup(sent));
        });
      },
      TIMEOUT_MS,
    );

    it(
      'lets a late end and the next claim of an alert meet: one of them has it',
      async () => {
        await withHomes(2, async ([one, two]) => {
          const [here, there] = [outboxOf((one as Home).database), outboxOf((two as Home).database)];
          for (let round = 0; round < 20; round++) {
            await here.enqueue(acme, sampleAlert()).durable;
            const at = NOW + round * 10 * LEASE_MS;
            const [claim] = await here.claim(system, { ...claimAll, now: at });
            if (claim === undefined) throw new Error('no claim');
            const [settled, again] = await Promise.all([
              here.settle(system, claim, { kind: 'delivered', at }),
              there.claim(system, { ...claimAll, now: at + LEASE_MS }),
            ]);
            expect(settled).toBe(again.length === 0);
            for (const next of again) await there.settle(system, next, { kind: 'delivered', at });
          }
        });
      },
      TIMEOUT_MS,
    );

    it(
      'sets an alert aside that cannot be read, and delivers the others',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const alerts = [sampleAlert(), sampleAlert(), sampleAlert(), sampleAlert()];
          for (const alert of alerts) await outbox.enqueue(acme, alert).durable;
          const [torn, other, , rest] = alerts.map(({ id }) => id);
          await asOwner(server(), name, 'UPDATE alert SET body = $2 WHERE id = $1', [torn, 'torn {']);
          await asOwner(server(), name, 'UPDATE alert SET body = $2 WHERE id = $1', [other, '{"id":7}']);
          const claims = await outbox.claim(system, claimAll);
          expect(claims.map(({ alert }) => alert.id)).toEqual([alerts[2]?.id, rest]);
          expect(await outbox.depth(system)).toEqual({ queued: 0, sending: 2, dead: 2 });
          const { items } = await outbox.dead(acme);
          expect(items.map(({ code, settledAt }) => [code, settledAt])).toEqual([
            ['store_corrupt', NOW],
            ['store_corrupt', NOW],
          ]);
          await asOwner(server(), name, "UPDATE alert SET summary = '7' WHERE id = $1", [torn]);
          await expect(outbox.status(acme, torn as string)).rejects.toMatchObject({
            code: 'LOCALERT_STORE_CORRUPT',
          });
        });
      },
      TIMEOUT_MS,
    );

    it(
      'drops what was posted when it is delivered, and keeps what a status shows',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const alert = sampleAlert({
            payload: 'canary-payload',
            plain: 'canary-plain',
            values: 'canary-values',
          });
          await outbox.enqueue(acme, alert).durable;
          const [claim] = await outbox.claim(system, claimAll);
          await outbox.settle(system, claim as NonNullable<typeof claim>, {
            kind: 'retry',
            at: NOW,
            code: 'busy',
          });
          const [again] = await outbox.claim(system, claimAll);
          await outbox.settle(system, again as NonNullable<typeof again>, { kind: 'delivered', at: NOW + 9 });
          const rows = await asOwner<object>(server(), name, 'SELECT * FROM alert');
          expect(JSON.stringify(rows)).not.toContain('canary');
          const { id, fixture, locale, severity, createdAt } = alert;
          expect(await outbox.status(acme, id)).toEqual({
            ...{ id, fixture, locale, severity, createdAt },
            ...{ state: 'delivered', attempts: 2, settledAt: NOW + 9, code: 'busy' },
          });
        });
      },
      TIMEOUT_MS,
    );

    it(
      'finds nothing by ids and leases that no store can keep',
      async () => {
        await withHomes(1, async ([home]) => {
          const outbox = outboxOf((home as Home).database);
          await outbox.enqueue(acme, sampleAlert({ id: 'x\ufffd' })).durable;
          const [claim] = await outbox.claim(system, claimAll);
          if (claim === undefined) throw new Error('no claim');
          for (const id of ['x\ud800', 'x\0']) {
            const forged = { ...claim, alert: { ...claim.alert, id } };
            expect(await outbox.settle(system, forged, { kind: 'delivered', at: NOW })).toBe(false);
            expect(await outbox.status(acme, id)).toBeUndefined();
            expect(await outbox.redrive(acme, id, NOW)).toBe(false);
          }
          const forged = { ...claim, lease: '\0' };
          expect(await outbox.settle(system, forged, { kind: 'delivered', at: NOW })).toBe(false);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'counts a lane anew whose alerts went otherwise, and claims from the others in the same breath',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const alerts = [1, 2, 3].map((n) => sampleAlert({ group: `g${n}` }));
          for (const alert of alerts) await outbox.enqueue(acme, alert).durable;
          for (const claim of await outbox.claim(system, { ...claimAll, limit: 1 }))
            await outbox.settle(system, claim, { kind: 'release', at: NOW });
          await outbox.claim(system, { ...claimAll, limit: 1 });
          await asOwner(server(), name, 'DELETE FROM alert WHERE id = $1', [alerts[1]?.id]);
          const [claim] = await outbox.claim(system, { ...claimAll, limit: 1 });
          expect(claim?.alert.id).toBe(alerts[2]?.id);
          const open = await asOwner(server(), name, 'SELECT FROM lane WHERE open = 1');
          expect(open).toEqual([]);
          expect(await outbox.nextDue(system)).toBe(NOW + LEASE_MS);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'forgets lanes that are empty and past their pace, and keeps the pace of the others',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const lanes = () => asOwner<object>(server(), name, 'SELECT FROM lane');
          for (let index = 0; index < 3; index++) await outbox.enqueue(acme, sampleAlert()).durable;
          const paced = sampleAlert({ group: 'paced' });
          await outbox.enqueue(acme, paced).durable;
          const pace = { everyMs: 10_000 };
          for (const claim of await outbox.claim(system, { ...claimAll, limit: 3 }))
            await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
          for (const claim of await outbox.claim(system, { ...claimAll, pace }))
            await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
          expect(await lanes()).toHaveLength(4);
          expect(await outbox.claim(system, claimAll)).toEqual([]);
          expect(await lanes()).toHaveLength(1);
          await outbox.enqueue(acme, sampleAlert({ group: 'paced' })).durable;
          expect(await outbox.claim(system, { ...claimAll, now: NOW + 9_999 })).toEqual([]);
          const [claim] = await outbox.claim(system, { ...claimAll, now: NOW + 10_000 });
          await outbox.settle(system, claim!, { kind: 'delivered', at: NOW + 10_000 });
          expect(await outbox.claim(system, { ...claimAll, now: NOW + 120_000 })).toEqual([]);
          expect(await lanes()).toEqual([]);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'hears every bell, however many ring for lanes that are not free',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          const busy = { group: 'busy', priority: 0 };
          await outbox.enqueue(acme, sampleAlert(busy)).durable;
          await outbox.claim(system, claimAll);
          for (let index = 0; index < 40; index++) await outbox.enqueue(acme, sampleAlert(busy)).durable;
          const other = sampleAlert({ priority: 7 });
          await outbox.enqueue(acme, other).durable;
          const claims = await outbox.claim(system, { ...claimAll, limit: 1 });
          expect(claims.map(({ alert }) => alert.id)).toEqual([other.id]);
          expect(await asOwner(server(), name, 'SELECT FROM bell')).toEqual([]);
        });
      },
      TIMEOUT_MS,
    );

    it(
      'claims no more than a thousand at once, and prunes more than that',
      async () => {
        await withHomes(1, async ([home]) => {
          const { name, database } = home as Home;
          const outbox = outboxOf(database);
          await asOwner(
            server(),
            name,
            `INSERT INTO alert (tenant_id, id, lane, rank, state, ready, due, created, summary, body)
          SELECT 'acme', 'a' || n, 'l' || n, n, 'queued', 1, n, n, '{}', '{"id":"a","payload":""}' FROM generate_series(1, 1200) n`,
          );
          await asOwner(server(), name, 'INSERT INTO bell SELECT tenant_id, lane, rank, seq, due FROM alert');
          expect(await outbox.claim(system, { ...claimAll, limit: 5_000 })).toHaveLength(1_000);
          expect(await outbox.claim(system, { ...claimAll, limit: Number.NaN })).toEqual([]);
          await asOwner(
            server(),
            name,
            "UPDATE alert SET state = 'delivered', ready = NULL, lease = NULL, settled = $1",
            [NOW],
          );
          expect(await outbox.prune(system, 'acme', NOW)).toBe(0);
          expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(1_200);
        });
      },
      TIMEOUT_MS,
    );
  });
}
