import { describePostgres } from '@localert/servers/postgres';
import { sampleAlert, sampleAudit, sampleLink, sampleTenant } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acme, type Home, newHome, outboxOf, system, VERSIONS } from '../test/parts.ts';
import { postgresAudit } from './audit.ts';
import { postgresDirectory } from './directory.ts';
import { postgresRecords } from './records.ts';
import { postgresUsage } from './usage.ts';

const KEY = { quota: 'sendsPerDay', window: 0, until: 1_000 };

const TABLES = ['tenant', 'alert', 'lane', 'bell', 'audit', 'record', 'usage'];

/** SQLSTATEs: no privilege, or against a rule of row-level security; PostgreSQL has one for both. */
const FORBIDDEN = '42501';

for (const version of VERSIONS) {
  describePostgres(
    { describe, beforeAll, afterAll },
    `rules of the parts on ${version}`,
    { version },
    (server) => {
      let home: Home;
      let names = 0;
      /** Runs a text that no code of ours has, as a tenant or as the system. */
      const as = (tenant: string | undefined, text: string) => {
        const statement = { name: `test${++names}`, text };
        return tenant === undefined
          ? home.database.asSystem('test', (query) => query<Record<string, unknown>>(statement, []))
          : home.database.asTenant('test', tenant, (query) => query<Record<string, unknown>>(statement, []));
      };
      const refused = (tenant: string | undefined, text: string) =>
        expect(as(tenant, text), text).rejects.toMatchObject({ cause: { code: FORBIDDEN } });

      beforeAll(async () => {
        home = await newHome(server());
        const { database } = home;
        const audit = postgresAudit(database);
        for (const tenant of ['acme', 'rival']) {
          await postgresDirectory(database).create(system, sampleTenant(tenant));
          const records = [sampleAudit(tenant), sampleAudit(tenant)];
          await audit.append(system, tenant, records);
          await audit.link(system, tenant, undefined, sampleLink(undefined, records.slice(0, 1)));
          const record = { kind: 'dek', id: 'k', version: 1, body: '{}' } as const;
          await postgresRecords(database).put(system, tenant, record);
          await postgresUsage(database).take(system, tenant, KEY, 1, 9);
        }
        const outbox = outboxOf(database);
        const group = { group: 'busy' };
        await outbox.enqueue(acme, sampleAlert(group)).durable;
        // A lane is made, and a bell is left.
        await outbox.claim(system, { now: Date.UTC(2026, 0, 2), leaseMs: 1_000, limit: 1 });
        await outbox.enqueue(acme, sampleAlert(group)).durable;
      }, 120_000);
      afterAll(async () => home.close());

      it('shows a tenant its own rows, whatever it asks for', async () => {
        for (const table of TABLES) {
          const column = table === 'tenant' ? 'id' : 'tenant_id';
          const seen = async (tenant: string | undefined) => [
            ...new Set(
              (await as(tenant, `SELECT ${column} AS owner FROM ${table}`)).map(({ owner }) => owner),
            ),
          ];
          expect(await seen('acme'), table).toEqual(['acme']);
          expect(await seen('nobody'), table).toEqual([]);
          expect(await seen(undefined), table).toContain('acme');
        }
      });

      it('lets a tenant put no row under another’s name', async () => {
        const values = "'rival', 'x', 'queued', 0, 0, '{}'";
        await refused(
          'acme',
          `INSERT INTO alert (tenant_id, id, state, due, created, summary) VALUES (${values})`,
        );
        await refused('acme', "INSERT INTO bell VALUES ('rival', 'x', 0, 0, 0)");
        await refused('acme', "INSERT INTO audit (tenant_id, id, body) VALUES ('rival', 'x', '{}')");
        await refused('acme', "INSERT INTO record VALUES ('rival', 'dek', 'x', 1, '{}')");
        await refused('acme', "INSERT INTO usage VALUES ('rival', 'x', 0, 1, 0, 0)");
        await refused('acme', "UPDATE record SET tenant_id = 'rival'");
        expect(await as('acme', "UPDATE record SET body = '' WHERE tenant_id = 'rival' RETURNING 1")).toEqual(
          [],
        );
        expect(await as('acme', "DELETE FROM usage WHERE tenant_id = 'rival' RETURNING 1")).toEqual([]);
      });

      it('lets nobody change what is linked, nor remove what is not', async () => {
        const touched = async (text: string) => (await as(undefined, `${text} RETURNING 1`)).length;
        expect(await touched("UPDATE audit SET body = '{}' WHERE sequence IS NOT NULL")).toBe(0);
        expect(await touched('DELETE FROM audit WHERE sequence IS NULL')).toBe(0);
        await refused(undefined, "UPDATE audit SET tenant_id = 'x'");
        await refused('acme', "UPDATE audit SET body = '{}'");
        await refused('acme', 'DELETE FROM audit');
        await refused(
          'acme',
          "INSERT INTO audit (tenant_id, id, sequence, body) VALUES ('acme', 'x', 2, '{}')",
        );
      });

      it('lets a tenant neither rewrite its alerts nor remove them, nor change its own settings', async () => {
        await refused('acme', "UPDATE alert SET body = '{}'");
        await refused('acme', 'UPDATE alert SET rank = 0');
        await refused('acme', 'DELETE FROM alert');
        await refused('acme', 'UPDATE lane SET held = 0');
        await refused('acme', "INSERT INTO lane (tenant_id, name) VALUES ('acme', 'x')");
        await refused('acme', 'DELETE FROM lane');
        await refused('acme', 'UPDATE bell SET rank = 0');
        await refused('acme', 'DELETE FROM bell');
        await refused('acme', "UPDATE tenant SET body = '{}'");
        await refused('acme', 'DELETE FROM tenant');
      });

      it('lets the system remove small records and counters, and not write them', async () => {
        for (const text of ["UPDATE record SET body = ''", 'UPDATE usage SET used = 0'])
          await refused(undefined, text);
        await refused(undefined, "INSERT INTO record VALUES ('acme', 'dek', 'x', 1, '{}')");
        expect(await as(undefined, "DELETE FROM record WHERE tenant_id = 'rival' RETURNING 1")).toHaveLength(
          1,
        );
      });
    },
  );
}
