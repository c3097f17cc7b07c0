import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { UsageError } from '../errors.ts';
import type { SchemaStatus } from '../schema-migrations.ts';

const HINT =
  'Add migrations: () => postgresMigrations({ pool }) of @localert/store-postgres. SQLite looks after itself.';

const statusText = ({ version, known, pending }: SchemaStatus): string =>
  pending.length === 0
    ? `Up to date: version ${version}.`
    : `Version ${version} of ${known}. To make: ${pending.join(', ')}.`;

/** Says where the schema is. */
const migrateStatus: Command = async (call) => {
  const migrations = await (await call.config()).make('migrations', HINT);
  const status = await migrations.status();
  call.say(statusText(status));
  return { ok: status.pending.length === 0, data: { ...status } };
};

/** Brings the schema up to date, or shows the SQL that would. */
const migrateUp: Command = async (call) => {
  const { options } = call;
  const migrations = await (await call.config()).make('migrations', HINT);
  const before = await migrations.status();
  if (options.flag('dryRun')) {
    const sql = (await migrations.plan?.()) ?? '';
    call.say(sql === '' ? statusText(before) : sql.trimEnd());
    return { ok: true, data: { ...before, made: [], sql } };
  }
  if (before.pending.length === 0) {
    call.say(statusText(before));
    return { ok: true, data: { ...before, made: [] } };
  }
  await confirmed(call, `${before.pending.length} steps change the schema: ${before.pending.join(', ')}.`);
  const after = await migrations.up();
  call.say(`Made ${before.pending.join(', ')}. ${statusText(after)}`);
  return { ok: after.pending.length === 0, data: { ...after, made: before.pending } };
};

/** Looks after the schema of a store. */
export const migrate: Command = async (call) => {
  if (call.options.text('to') !== undefined) return (await import('./migrate-to.ts')).migrateTo(call);
  const action = call.args[0] ?? 'status';
  if (action === 'status') return migrateStatus(call);
  if (action === 'up') return migrateUp(call);
  throw new UsageError({ problem: `"${action}" is nothing to migrate.`, hint: 'Say status or up.' });
};
