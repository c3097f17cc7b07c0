import { type MigrationStep, policies } from './step.ts';

/**
 * Lanes: the alerts of one group of a tenant go one after the other, at a pace.
 *
 * What is in line by then keeps its place, by priority and age. Rows are changed without the rules of row-level security,
 * which hold for the owner too: not every owner may act as the system's role, and nobody else sees the table meanwhile.
 */
export const lanes: MigrationStep = {
  name: 'lanes of alerts',
  sql: (setting) => {
    const { tenantRole: tenant, systemRole: system } = setting;
    return `
ALTER TABLE alert
  -- A digest of the group, which may be longer than an index takes.
  ADD COLUMN lane text COLLATE "C",
  -- What goes first: the smaller, then in the order of arrival.
  ADD COLUMN rank double precision,
  -- An earlier attempt may have posted it.
  ADD COLUMN doubt boolean NOT NULL DEFAULT false,
  -- Duplicates of it that were not queued.
  ADD COLUMN suppressed integer NOT NULL DEFAULT 0,
  DROP CONSTRAINT alert_state_check;
ALTER TABLE alert ADD CONSTRAINT alert_state_check CHECK (state IN ('queued', 'sending', 'delivered', 'dropped', 'dead'));

-- What is in line already. Where a group cannot be read, its alerts go alone.
CREATE FUNCTION lane_of(body text, seq bigint) RETURNS text LANGUAGE plpgsql AS $$ BEGIN
  RETURN left(translate(encode(sha256(convert_to(to_json(body::json ->> 'group')::text, 'UTF8')), 'base64'), '+/', '-_'), 22);
EXCEPTION WHEN OTHERS THEN RETURN 'alert ' || seq; END $$;
ALTER TABLE alert NO FORCE ROW LEVEL SECURITY;
UPDATE alert SET rank = created + priority * 30000, lane = coalesce(lane_of(body, seq), 'alert ' || seq)
WHERE ready IS NOT NULL OR state = 'dead';
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
DROP FUNCTION lane_of;
ALTER TABLE alert ADD CONSTRAINT alert_in_lane CHECK (ready IS NULL OR (lane IS NOT NULL AND rank IS NOT NULL));

-- What stands on the way of many alerts is written as seldom as can be: one index is enough to find one by.
DROP INDEX alert_ready, alert_delivered;
ALTER TABLE alert DROP COLUMN priority, DROP CONSTRAINT alert_pkey;
ALTER TABLE alert ADD CONSTRAINT alert_by_id PRIMARY KEY USING INDEX alert_by_id;
CREATE INDEX alert_line ON alert (tenant_id, lane, rank, seq) WHERE ready = 1;
CREATE INDEX alert_ended ON alert (tenant_id, settled) WHERE state IN ('delivered', 'dropped');
GRANT UPDATE (suppressed) ON alert TO ${tenant};

-- Only who claims and who ends a claim writes here; who enqueues rings a bell, and waits for nobody.
CREATE TABLE lane (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  name text COLLATE "C" NOT NULL,
  -- 1: its first alert may be claimed. 0: it waits until "wake", for the end of a claim or of a hold. NULL: none is in
  -- line; "wake" is when it may be forgotten.
  open smallint CHECK (open IN (0, 1)),
  -- Where its first alert stands, or before that: what was heard of since it was counted last.
  rank double precision,
  seq bigint,
  wake double precision,
  -- Of the claim that is out.
  lease text COLLATE "C",
  -- Nothing of it is claimed before.
  held double precision,
  -- Of its pace: the theoretical arrival time of the next.
  next double precision,
  PRIMARY KEY (tenant_id, name)
) WITH (fillfactor = 70);
CREATE INDEX lane_open ON lane (rank, seq) WHERE open = 1;
CREATE INDEX lane_waiting ON lane (wake) WHERE open = 0;
CREATE INDEX lane_idle ON lane (wake) WHERE open IS NULL;

-- Alerts came into a lane. Written with them; gone when the lane knows.
CREATE TABLE bell (
  tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
  lane text COLLATE "C" NOT NULL,
  -- Of the first of them.
  rank double precision NOT NULL,
  seq bigint NOT NULL,
  due double precision NOT NULL
);
CREATE INDEX bell_line ON bell (rank, seq);
-- It has no key; who publishes the tables must still be able to say which one went.
ALTER TABLE bell REPLICA IDENTITY FULL;
${['lane', 'bell']
  .map(
    (table) => `ALTER TABLE ${table} SET (
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05,
  autovacuum_vacuum_cost_delay = 0);`,
  )
  .join('\n')}
GRANT SELECT ON lane TO ${tenant};
GRANT SELECT, INSERT ON bell TO ${tenant};
GRANT SELECT, INSERT, UPDATE, DELETE ON lane, bell TO ${system};

ALTER TABLE alert NO FORCE ROW LEVEL SECURITY;
INSERT INTO lane (tenant_id, name, open, wake, lease)
SELECT tenant_id, lane, 0, max(due), max(lease) FROM alert WHERE state = 'sending' AND ready = 0 GROUP BY 1, 2;
INSERT INTO bell (tenant_id, lane, rank, seq, due)
SELECT DISTINCT ON (tenant_id, lane) tenant_id, lane, rank, seq, due FROM alert WHERE ready = 1
ORDER BY tenant_id, lane, rank, seq;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
${['lane', 'bell'].map((table) => policies(setting, table)).join('\n')}
`;
  },
};
