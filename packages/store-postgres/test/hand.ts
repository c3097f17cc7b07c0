import { createInterface } from 'node:readline';
import { systemScope } from '@localert/core';
import { Pool } from 'pg';
import { openDatabase } from '../src/database.ts';
import { settingOf } from '../src/setting.ts';
import { outboxOf } from './parts.ts';

/** Another process at the queue: claims all there is, settles every other one, and says what it got. */
const [url = ''] = process.argv.slice(2);
const NOW = Date.UTC(2026, 0, 2);
const system = systemScope('test:hand');
const pool = new Pool({ connectionString: url, max: 2, pipeline: true });
const database = openDatabase({ ...settingOf({}), pool, statementTimeoutMs: 60_000 });
const outbox = outboxOf(database);
await outbox.nextDue(system);
console.log('ready');
await new Promise((resolve) => createInterface(process.stdin).once('line', resolve));
for (;;) {
  const claims = await outbox.claim(system, { now: NOW, leaseMs: 3_600_000, limit: 7 });
  if (claims.length === 0) break;
  for (const [index, claim] of claims.entries()) {
    console.log(`got ${claim.tenant}/${claim.alert.id} ${claim.attempt}`);
    if (index % 2 === 0) await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
  }
}
console.log('done');
await outbox.close();
await database.close();
await pool.end();
process.exit(0);
