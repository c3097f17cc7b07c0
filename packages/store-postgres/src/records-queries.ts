import type { Statement } from './session.ts';

export const GET_RECORD: Statement = {
  name: 'record-get',
  text: 'SELECT kind, id, version, body FROM record WHERE tenant_id = $1 AND kind = $2 AND id = $3',
};

export const LIST_RECORDS: Statement = {
  name: 'record-list',
  text: `
    SELECT kind, id, version, body FROM record
    WHERE tenant_id = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4`,
};

export const CREATE_RECORD: Statement = {
  name: 'record-create',
  text: `
    INSERT INTO record (tenant_id, kind, id, version, body) VALUES ($1, $2, $3, 1, $4)
    ON CONFLICT (tenant_id, kind, id) DO NOTHING RETURNING 1 AS made`,
};

export const REPLACE_RECORD: Statement = {
  name: 'record-replace',
  text: `
    UPDATE record SET version = version + 1, body = $4
    WHERE tenant_id = $1 AND kind = $2 AND id = $3 AND version = $5 RETURNING 1 AS made`,
};

export const DELETE_RECORD: Statement = {
  name: 'record-delete',
  text: 'DELETE FROM record WHERE tenant_id = $1 AND kind = $2 AND id = $3 RETURNING 1 AS gone',
};
