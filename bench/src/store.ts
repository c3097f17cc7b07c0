// Stores small and large. `npm run bench:store`, `-- --json` for machines, `-- --only=sqlite|postgres|import`,
// `-- --fixtures=1000000` for the import.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { progress, type Row, report } from './report.ts';
import { benchImport } from './store-import.ts';
import { benchPostgres } from './store-postgres.ts';
import { benchSqlite } from './store-sqlite.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    only: { type: 'string' },
    fixtures: { type: 'string', default: '1000000' },
  },
});
const wants = (part: string): boolean => values.only === undefined || values.only === part;

const folder = await mkdtemp(join(tmpdir(), 'localert-bench-'));
try {
  const rows: Row[] = [];
  if (wants('sqlite')) {
    progress('SQLite at 1,000, 10,000 and 100,000 fixtures, beside bare node:sqlite');
    rows.push(...(await benchSqlite(folder)));
  }
  if (wants('postgres')) {
    progress('PostgreSQL at the same sizes, beside bare pg (minutes)');
    rows.push(...(await benchPostgres()));
  }
  if (wants('import')) {
    progress('SQLite: import (minutes)');
    rows.push(...(await benchImport(folder, Number(values.fixtures))));
  }
  report('Stores', rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
