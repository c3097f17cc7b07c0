/** One of several processes on one file: the tests in quotas-processes.test.ts start it. Says what became of each try. */
import { once } from 'node:events';
import { isLocalertError } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { open } from './house.ts';

const [task = '', path = '', name = '', tries = '0'] = process.argv.slice(2);

const { acme, alerts } = await open({ store: sqliteStore({ path }), tenants: [], delivery: false });

const TASKS: Readonly<Record<string, (index: number) => Promise<string>>> = {
  send: async (index) => {
    const { id } = await acme.send('playback_failure', { values: { region: name, count: index, since: 0 } });
    return `taken ${id}`;
  },
  sendOnce: async (index) => {
    const request = { values: { region: name, count: index, since: 0 }, dedupeKey: `key ${index % 20}` };
    const { status, id } = await acme.send('playback_failure', request);
    return status === 'queued' ? `taken ${id}` : 'duplicate';
  },
  create: async (index) => {
    await acme.create(`${name}-${index}`, { baseLocale: 'en', locales: { en: { title: 'Note' } } });
    return 'taken';
  },
};

async function attempt(index: number): Promise<void> {
  let said: string;
  try {
    said = await (TASKS[task] as (typeof TASKS)[string])(index);
  } catch (error) {
    said = isLocalertError(error) ? error.code : `untyped ${String(error)}`;
  }
  process.stdout.write(`${said}\n`);
}

process.stdout.write('ready\n');
await once(process.stdin, 'data');
await Promise.all(Array.from({ length: Number(tries) }, (_, index) => attempt(index)));
await alerts.close({ drainMs: 0 });
process.stdout.write('done\n');
process.stdin.destroy();
