import { describePostgres } from '@localert/servers/postgres';
import { auditLogConformance, sampleAudit, sampleLink } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner, homeAt, newHome, partOptions, system, VERSIONS } from '../test/parts.ts';
import { postgresAudit } from './audit.ts';

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 120_000;

for (const version of VERSIONS) {
  describePostgres({ describe, beforeAll, afterAll }, `audit on ${version}`, { version }, (server) => {
    auditLogConformance({ describe, it }, partOptions(server, `PostgreSQL ${version}`, postgresAudit));

    it(
      'has each record once that is appended again while it is linked',
      async () => {
        const home = await newHome(server());
        const other = homeAt(server(), home.name);
        const [here, there] = [postgresAudit(home.database), postgresAudit(other.database)];
        for (let round = 0; round < 20; round++) {
          const records = Array.from({ length: 5 }, () => sampleAudit('acme'));
          await here.append(system, 'acme', records);
          const head = await here.head(system, 'acme');
          const [linked] = await Promise.all([
            here.link(system, 'acme', head, sampleLink(head, records)),
            ...records.map((record) => there.append(system, 'acme', [record])),
          ]);
          expect(linked).toBe(true);
          expect(await there.unlinked(system, 'acme', 10)).toEqual([]);
        }
        expect((await there.read(system, 'acme')).map(({ sequence }) => sequence)).toEqual(
          Array.from({ length: 100 }, (_, index) => index + 1),
        );
        await other.close();
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'lets one of the sealers win that link behind a head at the same time, and tells the others so',
      async () => {
        const home = await newHome(server());
        const other = homeAt(server(), home.name);
        const hands = [postgresAudit(home.database), postgresAudit(other.database)] as const;
        for (let round = 0; round < 15; round++) {
          const head = await hands[0].head(system, 'acme');
          const links = await Promise.all(
            Array.from({ length: 8 }, (_, at) =>
              hands[at % 2 === 0 ? 0 : 1].link(system, 'acme', head, sampleLink(head, [sampleAudit('acme')])),
            ),
          );
          expect(links.filter(Boolean)).toHaveLength(1);
        }
        await other.close();
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'says so when a row is not what it wrote',
      async () => {
        const home = await newHome(server());
        const audit = postgresAudit(home.database);
        const records = [sampleAudit('acme'), sampleAudit('acme')];
        await audit.append(system, 'acme', records);
        await audit.link(system, 'acme', undefined, sampleLink(undefined, records.slice(0, 1)));
        for (const body of ['torn {', '[]', '{"id":7}', '{"id":"x"}']) {
          await asOwner(server(), home.name, 'UPDATE audit SET body = $1 WHERE sequence = 1', [body]);
          await expect(audit.head(system, 'acme'), body).rejects.toMatchObject({
            code: 'LOCALERT_STORE_CORRUPT',
          });
          await expect(audit.read(system, 'acme'), body).rejects.toMatchObject({
            code: 'LOCALERT_STORE_CORRUPT',
          });
        }
        await home.close();
      },
      TIMEOUT_MS,
    );

    it(
      'drops many entries in batches, and takes any number for the last',
      async () => {
        const home = await newHome(server());
        const audit = postgresAudit(home.database);
        await asOwner(
          server(),
          home.name,
          `INSERT INTO audit (tenant_id, id, sequence, body) SELECT 'acme', 'a' || n, n, '{}' FROM generate_series(1, 1200) n`,
        );
        expect(await audit.drop(system, 'acme', Number.NaN)).toBe(0);
        expect(await audit.drop(system, 'acme', -5)).toBe(0);
        expect(await audit.drop(system, 'acme', 1.5)).toBe(1);
        expect(await audit.drop(system, 'acme', Number.POSITIVE_INFINITY)).toBe(1_198);
        await home.close();
      },
      TIMEOUT_MS,
    );
  });
}
