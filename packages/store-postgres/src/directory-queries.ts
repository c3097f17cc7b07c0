import type { Statement } from './session.ts';

export const READ_TENANT: Statement = {
  name: 'tenant-read',
  text: 'SELECT revision, body FROM tenant WHERE id = $1',
};

export const LIST_TENANTS: Statement = {
  name: 'tenant-list',
  text: 'SELECT body FROM tenant WHERE id > $1 ORDER BY id LIMIT $2',
};

export const CREATE_TENANT: Statement = {
  name: 'tenant-create',
  text: 'INSERT INTO tenant (id, revision, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING RETURNING 1 AS made',
};

export const REPLACE_TENANT: Statement = {
  name: 'tenant-replace',
  text: 'UPDATE tenant SET revision = $2, body = $3 WHERE id = $1 AND revision = $4 RETURNING 1 AS made',
};

export const DELETE_TENANT: Statement = {
  name: 'tenant-delete',
  text: 'DELETE FROM tenant WHERE id = $1 RETURNING 1 AS gone',
};
