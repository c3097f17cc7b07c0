// The figures of the main job: cache, store, render, send. `npm run bench:core`, `-- --json` for machines.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAuthorize } from './core-authorize.ts';
import { benchCache } from './core-cache.ts';
import { benchSend } from './core-send.ts';
import { benchStore } from './core-store.ts';
import { progress, type Row, report } from './report.ts';

const folder = await mkdtemp(join(tmpdir(), 'localert-bench-'));
try {
  const rows: Row[] = [];
  progress('authorization: a check of roles and restrictions');
  rows.push(...benchAuthorize());
  progress('cache: hits beside Map and lru-cache');
  rows.push(...(await benchCache()));
  progress('render and send on SQLite, one caller');
  rows.push(...(await benchSend(folder)));
  progress('store: get, put and lists at 1,000 and 100,000 fixtures of 100 tenants (about a minute)');
  rows.push(...(await benchStore(folder)));
  report('The main job', rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
