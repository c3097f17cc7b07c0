/** One of several processes on one file: watch-processes.test.ts starts it, and kills those that watch. */
import { appendFileSync, readFileSync } from 'node:fs';
import { sqliteStore } from '@localert/store-sqlite';
import { open } from './house.ts';

const [task = '', path = '', name = '', count = '0'] = process.argv.slice(2);

const { acme, alerts } = await open({
  store: sqliteStore({ path, followMs: 5, busyTimeoutMs: 60_000 }),
  tenants: [],
  fixtures: {},
  delivery: false,
});

/** Where it was before it was killed. */
function cursorIn(file: string): string {
  try {
    // A kill may cut what was being written: then it is none, and the line before counts.
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.at(-1) ?? 'beginning';
  } catch {
    return 'beginning';
  }
}

const TASKS: Readonly<Record<string, () => Promise<void>>> = {
  /** Writes fixtures of its own, some revisions each. */
  async write() {
    for (let index = 0; index < Number(count); index++) {
      const id = `${name}-${index % 5}`;
      if (index < 5) await acme.create(id, { baseLocale: 'en', locales: { en: { title: 'x' } } });
      else await acme.update(id, { description: `${index}` });
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await alerts.close();
  },
  /** Notes each change, then its cursor: what was noted without a cursor comes again. */
  async watch() {
    const file = `${path}.cursor`;
    process.stdout.write('ready\n');
    for await (const { fixture, revision, cursor } of acme.watch({ from: cursorIn(file) })) {
      appendFileSync(`${path}.seen`, `${fixture} ${revision}\n`);
      appendFileSync(file, `${cursor}\n`);
    }
  },
};

await TASKS[task]?.();
