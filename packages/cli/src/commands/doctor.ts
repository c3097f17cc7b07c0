import type { Command, Invocation } from '../command.ts';
import { diskHealth, type Health, nodeHealth, packageHealth, slackHealth } from '../doctor-checks.ts';
import { cacheHealth, fixtureHealth, keyHealth, lookAt, schemaHealth, storeHealth } from '../doctor-house.ts';
import type { LoadedConfig } from '../load-config.ts';
import { shown } from '../shown.ts';
import { ownVersion } from '../version.ts';

const SLACK_URL = 'https://slack.com/api/api.test';

const MARKS = {
  ok: ['green', '✓'],
  warn: ['yellow', '!'],
  fail: ['red', '✗'],
  skipped: ['dim', '-'],
} as const;

async function houseHealth(call: Invocation, loaded: LoadedConfig): Promise<readonly Health[]> {
  const again = 'Mend it, and run this again; --debug on another command shows more.';
  const own = (loaded.config.checks ?? []).map(({ name, check }): [string, () => Promise<Health>] => [
    name,
    async () => ({ name, state: 'ok', found: (await check()) ?? 'well' }),
  ]);
  const looks: [string, () => Promise<Health>][] = [
    ['fixtures', () => fixtureHealth(call, loaded)],
    ['store', () => storeHealth(call, loaded)],
    ['schema', () => schemaHealth(loaded)],
    ['cache', () => cacheHealth(loaded)],
    ['keys', () => keyHealth(loaded)],
    ...own,
  ];
  const all: Health[] = [];
  // One after the other: what opens the store opens it for all.
  for (const [name, look] of looks) all.push(await lookAt(name, again, look));
  return all;
}

/** Looks at everything that the house stands on. Changes nothing. */
export const doctor: Command = async (call) => {
  const { io, options, paint } = call;
  const all: Health[] = [nodeHealth(process.versions.node)];
  let loaded: LoadedConfig | undefined;
  all.push(
    await lookAt('config', 'Make one with "localert init", or see what is wrong with --debug.', async () => {
      loaded = await call.config();
      return { name: 'config', state: 'ok', found: loaded.file };
    }),
  );
  const folder = loaded?.folder ?? io.cwd;
  all.push(packageHealth(folder, ownVersion()));
  all.push(await lookAt('disk', 'Look at the disk.', () => diskHealth(folder)));
  if (loaded !== undefined) all.push(...(await houseHealth(call, loaded)));
  if (options.flag('offline')) all.push({ name: 'slack', state: 'skipped', found: '--offline' });
  else all.push(...(await slackHealth(loaded?.config.slack?.url ?? SLACK_URL, io.now, io.signal)));
  for (const { name, state, found, advice } of all) {
    const [style, mark] = MARKS[state];
    call.say(`${paint(style, mark)} ${name.padEnd(9)} ${shown(found)}`);
    if (advice !== undefined) call.say(`            ${shown(advice)}`);
  }
  return { ok: all.every(({ state }) => state !== 'fail'), data: { checks: all } };
};
