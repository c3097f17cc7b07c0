import { type MigrationStep, policies } from './step.ts';

/**
 * What stands beside the fixtures: tenants, alerts, the audit trail, small records and counters. Bodies are `text`: they
 * are read and written as a whole, and nothing looks into them.
 */
export const parts: MigrationStep = {
  name: 'tenants, alerts, audit trail, records and counters',
  sql: (setting) => {
    const { tenantRole: tenant, systemRole: system } = setting;
    return `
CREATE TABLE tenant (
  id text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
  revision bigint NOT NULL,
  body text NOT NULL
);
GRANT SELECT ON tenant TO ${tenant};
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant TO ${system};
${policies(setting, 'tenant', 'id')}

CREATE TABLE alert (
  -- The order of arrival.
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('queued', 'sending', 'delivered', 'dead')),
  -- 1 for what may be claimed now, 0 for what has to wait until "due" (a retry, or the end of a lease), NULL for what
  -- has ended: so a claim reads the head of one short index and never steps over what is not due.
  ready smallint CHECK (ready IN (0, 1)),
  -- Epoch milliseconds, here and below.
  due double precision NOT NULL,
  priority smallint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  lease text COLLATE "C",
  created double precision NOT NULL,
  -- A digest: a key may be longer than an index takes.
  dedupe text COLLATE "C",
  settled double precision,
  failure text,
  delivery text,
  -- What a status shows. The whole alert goes when it is delivered.
  summary text NOT NULL,
  body text
);
CREATE UNIQUE INDEX alert_by_id ON alert (tenant_id, id);
CREATE INDEX alert_ready ON alert (priority, seq) INCLUDE (state) WHERE ready = 1;
CREATE INDEX alert_waiting ON alert (due) INCLUDE (state) WHERE ready = 0;
CREATE INDEX alert_dedupe ON alert (tenant_id, dedupe, created) WHERE dedupe IS NOT NULL;
CREATE INDEX alert_dead ON alert (tenant_id, settled, seq) WHERE state = 'dead';
CREATE INDEX alert_delivered ON alert (tenant_id, settled) WHERE state = 'delivered';
-- Every alert is changed twice and soon removed: what is left of it is cleared away early, and not by its share of the table.
ALTER TABLE alert SET (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05,
  autovacuum_vacuum_cost_delay = 0);
GRANT SELECT, INSERT ON alert TO ${tenant};
-- A tenant drives its dead letters again; it neither delivers nor rewrites them.
GRANT UPDATE (state, ready, due, attempts) ON alert TO ${tenant};
GRANT SELECT, INSERT, UPDATE, DELETE ON alert TO ${system};
${policies(setting, 'alert')}

-- Records that wait to be linked have no "sequence"; entries of the chain have one, from 1. In one table, so that an id
-- is there once, whoever appends and links at the same time.
CREATE TABLE audit (
  -- The order of arrival.
  seq bigint GENERATED ALWAYS AS IDENTITY,
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  id text COLLATE "C" NOT NULL,
  sequence bigint,
  body text NOT NULL
);
CREATE UNIQUE INDEX audit_by_id ON audit (tenant_id, id);
CREATE UNIQUE INDEX audit_by_sequence ON audit (tenant_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX audit_waiting ON audit (tenant_id, seq) WHERE sequence IS NULL;
ALTER TABLE audit SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
GRANT SELECT, INSERT ON audit TO ${tenant};
GRANT SELECT, INSERT, DELETE ON audit TO ${system};
GRANT UPDATE (sequence, body) ON audit TO ${system};
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON audit FOR SELECT TO ${tenant}
  USING (tenant_id = current_setting('localert.tenant', true));
-- No tenant links, and nobody changes what is linked or removes what is not.
CREATE POLICY append_of_tenant ON audit FOR INSERT TO ${tenant}
  WITH CHECK (tenant_id = current_setting('localert.tenant', true) AND sequence IS NULL);
CREATE POLICY of_system ON audit FOR SELECT TO ${system} USING (true);
CREATE POLICY append_of_system ON audit FOR INSERT TO ${system} WITH CHECK (true);
CREATE POLICY link_of_system ON audit FOR UPDATE TO ${system} USING (sequence IS NULL) WITH CHECK (true);
CREATE POLICY drop_of_system ON audit FOR DELETE TO ${system} USING (sequence IS NOT NULL);

CREATE TABLE record (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (tenant_id, kind, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON record TO ${tenant};
-- To remove what a purged tenant had.
GRANT SELECT, DELETE ON record TO ${system};
${policies(setting, 'record')}

CREATE TABLE usage (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  quota text COLLATE "C" NOT NULL,
  starts bigint NOT NULL,
  ends bigint NOT NULL,
  used bigint NOT NULL,
  -- By the last take: what a statement answers is the row as it leaves it.
  granted bigint NOT NULL,
  PRIMARY KEY (tenant_id, quota, starts)
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE, DELETE ON usage TO ${tenant};
GRANT SELECT, DELETE ON usage TO ${system};
${policies(setting, 'usage')}
`;
  },
};
