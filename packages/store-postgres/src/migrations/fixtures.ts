import { type MigrationStep, policies } from './step.ts';

/**
 * Fixtures, their events, the words and labels that they are found by, and what each tenant has of them. Every key
 * begins with the tenant. Ids compare by bytes (`COLLATE "C"`), whatever locale the database has.
 *
 * A body is `json`, not `jsonb`: `jsonb` refuses NUL and lone halves of characters, and sorts members anew.
 */
export const fixtures: MigrationStep = {
  name: 'fixtures and their events',
  sql: (setting) => {
    const { tenantRole: tenant, systemRole: system, schema, partitions } = setting;
    const parts = Array.from(
      { length: partitions },
      (_, part) =>
        `CREATE TABLE event_${part} PARTITION OF event FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part});`,
    );
    return `
GRANT USAGE ON SCHEMA "${schema}" TO ${tenant}, ${system};
GRANT SELECT ON schema_version TO ${tenant}, ${system};

CREATE TABLE fixture (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  id text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  -- Epoch milliseconds; what JavaScript calls a number comes back as it was.
  created double precision NOT NULL,
  updated double precision NOT NULL,
  state text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  -- What stands of this fixture in fixture_term.
  terms text[] COLLATE "C" NOT NULL,
  bytes integer NOT NULL GENERATED ALWAYS AS (octet_length(body::text)) STORED,
  body json NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX fixture_by_change ON fixture (tenant_id, updated DESC, id) INCLUDE (state, severity);

-- Words and labels as rows, not in a GIN index: its operators are not leak-proof, so row-level security keeps the
-- planner from using it; comparisons of text are.
CREATE TABLE fixture_term (
  tenant_id text COLLATE "C" NOT NULL,
  term text COLLATE "C" NOT NULL,
  fixture_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, term, fixture_id)
);

CREATE SEQUENCE event_seq CACHE 1;
CREATE TABLE event (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  fixture_id text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  at double precision NOT NULL,
  -- The transaction that wrote it, and its place in there: the order of the feed of changes.
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint NOT NULL DEFAULT nextval('event_seq'),
  body json NOT NULL,
  PRIMARY KEY (tenant_id, fixture_id, revision)
) PARTITION BY HASH (tenant_id);
${parts.join('\n')}
CREATE INDEX event_of_tenant ON event (tenant_id, xid, seq);
CREATE INDEX event_feed ON event (xid, seq);

-- How many fixtures each tenant has, and their bytes: what quotas are held against.
CREATE TABLE total (
  tenant_id text COLLATE "C" PRIMARY KEY CHECK (tenant_id <> ''),
  fixtures bigint NOT NULL,
  bytes bigint NOT NULL
);

-- No more than the work needs: who can only run the statements of a tenant cannot rewrite its history.
GRANT SELECT, INSERT, UPDATE ON fixture, total TO ${tenant};
GRANT SELECT, INSERT ON event TO ${tenant};
GRANT SELECT, INSERT, DELETE ON fixture_term TO ${tenant};
GRANT SELECT, INSERT, UPDATE, DELETE ON fixture, fixture_term, event, total TO ${system};
GRANT USAGE ON SEQUENCE event_seq TO ${tenant}, ${system};
${['fixture', 'fixture_term', 'event', 'total'].map((table) => policies(setting, table)).join('\n')}
`;
  },
};
