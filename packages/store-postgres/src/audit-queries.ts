import type { Statement } from './session.ts';

/** Of several tenants at once. A record that is known, linked or not, is passed over. */
export const KEEP_AUDIT: Statement = {
  name: 'audit-keep',
  text: `
    INSERT INTO audit (tenant_id, id, body)
    SELECT tenant_id, id, body
    FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (tenant_id, id, body, place)
    ORDER BY place
    ON CONFLICT (tenant_id, id) DO NOTHING`,
};

/** From tenant to tenant by the index: rows of one that has many are not read. */
export const AUDIT_TENANTS: Statement = {
  name: 'audit-tenants',
  text: `
    WITH RECURSIVE known (tenant_id) AS (
      SELECT min(tenant_id) FROM audit WHERE tenant_id > $1
      UNION ALL
      SELECT (SELECT min(audit.tenant_id) FROM audit WHERE audit.tenant_id > known.tenant_id)
      FROM known WHERE known.tenant_id IS NOT NULL)
    SELECT tenant_id FROM known WHERE tenant_id IS NOT NULL LIMIT $2`,
};

/** The same over what waits; of each tenant only the first record is looked at. */
export const AUDIT_WAITING: Statement = {
  name: 'audit-waiting',
  text: `
    WITH RECURSIVE waiting (tenant_id, seq) AS (
      (SELECT tenant_id, seq FROM audit WHERE sequence IS NULL ORDER BY tenant_id, seq LIMIT 1)
      UNION ALL
      SELECT next.tenant_id, next.seq
      FROM waiting CROSS JOIN LATERAL (
        SELECT audit.tenant_id, audit.seq FROM audit
        WHERE audit.sequence IS NULL AND audit.tenant_id > waiting.tenant_id
        ORDER BY audit.tenant_id, audit.seq LIMIT 1) AS next)
    SELECT tenant_id FROM waiting ORDER BY seq LIMIT $1`,
};

export const AUDIT_UNLINKED: Statement = {
  name: 'audit-unlinked',
  text: 'SELECT body FROM audit WHERE tenant_id = $1 AND sequence IS NULL ORDER BY seq LIMIT $2',
};

export const AUDIT_HEAD: Statement = {
  name: 'audit-head',
  text: `
    SELECT body FROM audit WHERE tenant_id = $1 AND sequence IS NOT NULL
    ORDER BY sequence DESC LIMIT 1`,
};

export const AUDIT_READ: Statement = {
  name: 'audit-read',
  text: 'SELECT body FROM audit WHERE tenant_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
};

export const AUDIT_IS_LINKED: Statement = {
  name: 'audit-is-linked',
  text: `
    SELECT id FROM audit WHERE tenant_id = $1 AND id = ANY($2::text[]) AND sequence IS NOT NULL
    LIMIT 1`,
};

/** What waits becomes an entry; what never waited comes as one. */
export const AUDIT_LINK: Statement = {
  name: 'audit-link',
  text: `
    INSERT INTO audit (tenant_id, id, sequence, body)
    SELECT $1, id, sequence, body FROM unnest($2::text[], $3::bigint[], $4::text[]) AS given (id, sequence, body)
    ON CONFLICT (tenant_id, id) DO UPDATE SET sequence = excluded.sequence, body = excluded.body`,
};

/** Never the last one: the chain goes on from it. */
export const AUDIT_DROP: Statement = {
  name: 'audit-drop',
  text: `
    DELETE FROM audit WHERE tenant_id = $1 AND sequence = ANY(ARRAY(
      SELECT sequence FROM audit
      WHERE tenant_id = $1 AND sequence <= $2 AND sequence < (SELECT max(sequence) FROM audit WHERE tenant_id = $1)
      ORDER BY sequence LIMIT $3))
    RETURNING 1 AS gone`,
};
