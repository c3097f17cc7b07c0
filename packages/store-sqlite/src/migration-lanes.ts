/** The step to version 4: alerts in lanes. Like every step it never changes once it was released. */
export const LANES = `
  -- A lane is a group of a tenant: its alerts go out one after the other. "rank" and "head" are those of its first alert
  -- that may be claimed, absent for none. "open" is 1 where that may go now, and 0 until "until": while a claim is out
  -- ("holder" is its alert, "until" the end of its lease), and while its pace or an end of a claim holds it ("free").
  -- "next" is the pace's. "idle" says of a lane without alerts from when on nothing has to be remembered of it. So a claim
  -- reads the head of one short index, and steps over nothing that has to wait, however long the line behind it.
  CREATE TABLE lane (
    id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    grp TEXT NOT NULL,
    rank INTEGER,
    head INTEGER,
    open INTEGER NOT NULL DEFAULT 1,
    until INTEGER,
    holder INTEGER,
    free INTEGER,
    next INTEGER,
    idle INTEGER
  );
  CREATE UNIQUE INDEX lane_by_group ON lane (tenant, grp);

  -- "lane" is absent for what has ended. The columns stand before the body, which may fill pages of its own.
  CREATE TABLE alert_in_lanes (
    seq INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    ready INTEGER,
    due INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    rank INTEGER,
    lane INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    doubt INTEGER NOT NULL DEFAULT 0,
    suppressed INTEGER NOT NULL DEFAULT 0,
    lease TEXT,
    created INTEGER NOT NULL,
    dedupe TEXT,
    settled INTEGER,
    ending TEXT,
    body TEXT NOT NULL
  );
  INSERT INTO lane (tenant, grp)
    SELECT DISTINCT tenant, coalesce(CASE WHEN json_valid(body) THEN body -> '$.group' END, '') FROM alert
    WHERE ready IS NOT NULL;
  INSERT INTO alert_in_lanes (seq, tenant, id, state, ready, due, priority, rank, lane, attempts, lease, created, dedupe,
      settled, ending, body)
    SELECT seq, tenant, id, state, ready, due, priority, created + priority * 30000,
      CASE WHEN ready IS NOT NULL THEN (
        SELECT lane.id FROM lane WHERE lane.tenant = alert.tenant
        AND lane.grp = coalesce(CASE WHEN json_valid(alert.body) THEN alert.body -> '$.group' END, '')) END,
      attempts, lease, created, dedupe, settled, ending, body
    FROM alert ORDER BY seq;
  DROP TABLE alert;
  ALTER TABLE alert_in_lanes RENAME TO alert;
  CREATE UNIQUE INDEX alert_by_id ON alert (tenant, id);
  CREATE INDEX alert_in_lane ON alert (lane, ready, rank, seq, state) WHERE ready IS NOT NULL;
  CREATE INDEX alert_waiting ON alert (due, state) WHERE ready = 0;
  CREATE INDEX alert_dedupe ON alert (tenant, dedupe, created) WHERE dedupe IS NOT NULL;
  CREATE INDEX alert_dead ON alert (tenant, settled, seq) WHERE state = 'dead';
  CREATE INDEX alert_delivered ON alert (tenant, settled) WHERE state = 'delivered';
  CREATE INDEX alert_dropped ON alert (tenant, settled) WHERE state = 'dropped';

  UPDATE lane SET (rank, head) = (
    SELECT rank, seq FROM alert WHERE alert.lane = lane.id AND ready = 1 ORDER BY rank, seq LIMIT 1);
  UPDATE lane SET (open, until, holder) = (
      SELECT 0, due, seq FROM alert WHERE alert.lane = lane.id AND ready = 0 AND state = 'sending' ORDER BY due DESC LIMIT 1)
    WHERE EXISTS (SELECT 1 FROM alert WHERE alert.lane = lane.id AND ready = 0 AND state = 'sending');
  CREATE INDEX lane_open ON lane (rank, head) WHERE open = 1 AND rank IS NOT NULL;
  CREATE INDEX lane_waiting ON lane (until, holder) WHERE open = 0 AND rank IS NOT NULL;
  CREATE INDEX lane_idle ON lane (idle) WHERE idle IS NOT NULL;

  -- By triggers, so that heads are right too where a process that opened the file at an earlier version writes: it knows
  -- no lanes. (It claims without them as well, by priority alone, until it is started anew.)
  CREATE TRIGGER alert_without_lane AFTER INSERT ON alert WHEN new.lane IS NULL AND new.ready IS NOT NULL BEGIN
    INSERT INTO lane (tenant, grp)
      VALUES (new.tenant, coalesce(CASE WHEN json_valid(new.body) THEN new.body -> '$.group' END, ''))
      ON CONFLICT DO NOTHING;
    UPDATE alert SET rank = new.created + new.priority * 30000, lane = (
        SELECT id FROM lane WHERE tenant = new.tenant
        AND grp = coalesce(CASE WHEN json_valid(new.body) THEN new.body -> '$.group' END, ''))
      WHERE seq = new.seq;
  END;
  CREATE TRIGGER alert_again_without_lane AFTER UPDATE OF ready ON alert
  WHEN new.lane IS NULL AND new.ready IS NOT NULL BEGIN
    INSERT INTO lane (tenant, grp)
      VALUES (new.tenant, coalesce(CASE WHEN json_valid(new.body) THEN new.body -> '$.group' END, ''))
      ON CONFLICT DO NOTHING;
    UPDATE alert SET rank = coalesce(rank, new.created + new.priority * 30000), lane = (
        SELECT id FROM lane WHERE tenant = new.tenant
        AND grp = coalesce(CASE WHEN json_valid(new.body) THEN new.body -> '$.group' END, ''))
      WHERE seq = new.seq;
  END;
  CREATE TRIGGER alert_comes AFTER INSERT ON alert WHEN new.lane IS NOT NULL AND new.ready = 1 BEGIN
    UPDATE lane SET rank = new.rank, head = new.seq, idle = NULL
      WHERE id = new.lane AND (rank IS NULL OR (new.rank, new.seq) < (rank, head));
  END;
  CREATE TRIGGER alert_comes_early AFTER INSERT ON alert WHEN new.lane IS NOT NULL AND new.ready = 0 BEGIN
    UPDATE lane SET idle = NULL WHERE id = new.lane AND idle IS NOT NULL;
  END;
  CREATE TRIGGER alert_is_ready AFTER UPDATE OF ready, lane ON alert WHEN new.lane IS NOT NULL AND new.ready = 1 BEGIN
    UPDATE lane SET rank = new.rank, head = new.seq, idle = NULL
      WHERE id = new.lane AND (rank IS NULL OR (new.rank, new.seq) < (rank, head));
  END;
  CREATE TRIGGER alert_is_taken AFTER UPDATE OF ready ON alert WHEN old.ready = 1 AND new.ready IS NOT 1 BEGIN
    UPDATE lane SET (rank, head) = (
        SELECT rank, seq FROM alert WHERE alert.lane = old.lane AND ready = 1 ORDER BY rank, seq LIMIT 1)
      WHERE id = old.lane AND head = old.seq;
  END;
  CREATE TRIGGER alert_ends AFTER UPDATE OF ready ON alert WHEN old.lane IS NOT NULL AND new.ready IS NULL BEGIN
    UPDATE alert SET lane = NULL WHERE seq = new.seq AND lane IS NOT NULL;
    UPDATE lane SET idle = max(ifnull(next, 0), ifnull(free, 0))
      WHERE id = old.lane AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.lane = old.lane AND ready IS NOT NULL);
  END;
  CREATE TRIGGER alert_goes AFTER DELETE ON alert WHEN old.lane IS NOT NULL BEGIN
    UPDATE lane SET (rank, head) = (
        SELECT rank, seq FROM alert WHERE alert.lane = old.lane AND ready = 1 ORDER BY rank, seq LIMIT 1)
      WHERE id = old.lane AND head = old.seq;
    UPDATE lane SET idle = max(ifnull(next, 0), ifnull(free, 0))
      WHERE id = old.lane AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.lane = old.lane AND ready IS NOT NULL);
  END;
`;
