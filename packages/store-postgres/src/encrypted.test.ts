import type { Outbox } from '@localert/core';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { describePostgres } from '@localert/servers/postgres';
import { outboxConformance, sampleAlert } from '@localert/testkit';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appPool, emptied } from '../test/database.ts';
import { acme, asOwner, system, VERSIONS } from '../test/parts.ts';
import { postgresStore } from './postgres-store.ts';

const NOW = Date.UTC(2026, 0, 2);

const kek = localKeys({
  keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
  current: 'k1',
});

for (const version of VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `sealed alerts on ${version}`,
    { version },
    (server) => {
      let pool: Pool | undefined;
      afterAll(async () => pool?.end());
      const closers = new WeakMap<Outbox, () => Promise<void>>();

      /** An outbox that seals, with a keyring of its own, as each process has. */
      function open(database: string): Outbox {
        pool ??= appPool(server(), database);
        const store = postgresStore({ pool });
        const keys = createKeyring({ kek, records: store.records });
        const sealed = encrypted(store, { keys, policy: () => 'all' });
        closers.set(sealed.outbox, () => sealed.close());
        return sealed.outbox;
      }

      outboxConformance(
        { describe, it },
        {
          name: `sealed on PostgreSQL ${version}`,
          create: async () => open(await emptied(server())),
          reopen: () => open(''),
          close: async (outbox) => closers.get(outbox)?.(),
          subscribes: true,
        },
      );

      it('leaves no text of an alert in any column of any table', async () => {
        const database = await emptied(server());
        const outbox = open(database);
        const alert = sampleAlert({
          ...{ values: '{"a":"canary-value"}', payload: '{"text":"canary-payload"}', plain: 'canary-plain' },
          ...{ destination: { channel: 'canary-channel' }, group: 'canary-group' },
          dedupe: { key: 'canary-key', windowMs: 1_000 },
        });
        await outbox.enqueue(acme, alert).durable;
        const held = async () => {
          const rows: unknown[] = [];
          for (const table of ['alert', 'record']) {
            rows.push(await asOwner(server(), database, `SELECT * FROM ${table}`));
          }
          return JSON.stringify(rows);
        };
        expect(await held()).toContain(alert.id);
        expect(await held()).not.toContain('canary');
        const [claim] = await outbox.claim(system, { now: NOW, leaseMs: 1_000, limit: 1 });
        expect(claim?.alert).toEqual(alert);
        expect(await held()).not.toContain('canary');
      });
    },
  );
}
