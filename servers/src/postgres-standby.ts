import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { makeOwnedFolder, writeOwned } from './postgres-process.ts';

/**
 * Copies the data of a running cluster into another folder, as the start of a replica: what `pg_basebackup` does, which
 * the embedded binaries lack (https://www.postgresql.org/docs/current/continuous-archiving.html).
 *
 * @param url - of the superuser
 * @returns the name of the slot that keeps the log for the replica
 */
export async function copyCluster(url: string, from: string, to: string): Promise<string> {
  const slot = `localert_${randomBytes(4).toString('hex')}`;
  const target = join(to, 'data');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]);
    await client.query("SELECT pg_backup_start('standby', true)");
    // Files come and go while a server runs: what is missing then, the log brings.
    await promisify(execFile)('cp', ['-a', join(from, 'data'), target]).catch(() => undefined);
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
    for (const name of ['postmaster.pid', 'postmaster.opts', 'pg_wal', 'pg_replslot']) {
      rmSync(join(target, name), { recursive: true, force: true });
    }
    for (const name of ['pg_wal', 'pg_wal/archive_status', 'pg_replslot'])
      makeOwnedFolder(join(target, name));
    writeOwned(join(target, 'backup_label'), rows[0].labelfile);
    writeOwned(join(target, 'standby.signal'), '');
  } finally {
    await client.end();
  }
  return slot;
}
