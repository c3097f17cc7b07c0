import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** How one thing is. */
export interface Health {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail' | 'skipped';
  /** What was found. */
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string | undefined;
}

const LEAST_NODE = [22, 13] as const;

/** Whether this Node runs the packages. @param version - for example `24.1.0` */
export function nodeHealth(version: string): Health {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
  const found = `Node ${version}`;
  return isOld
    ? { name: 'node', state: 'fail', found, advice: `Use Node ${LEAST_NODE.join('.')} or later.` }
    : { name: 'node', state: 'ok', found };
}

const PACKAGES = [
  'core',
  'manager',
  'icu',
  'slack',
  'crypto',
  'audit',
  'localizer',
  'store-sqlite',
  'store-postgres',
];

/** The version of a package as a folder finds it. */
function versionIn(folder: string, name: string): string | undefined {
  const paths = createRequire(join(folder, 'x.js')).resolve.paths(name) ?? [];
  const path = paths.map((one) => join(one, name, 'package.json')).find((one) => existsSync(one));
  return path && (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** Whether the packages that the host has are of one version. */
export function packageHealth(folder: string, own: string): Health {
  const found = PACKAGES.flatMap((name) => {
    const version = versionIn(folder, `@localert/${name}`);
    return version === undefined ? [] : [{ name, version }];
  });
  const others = found.filter(({ version }) => version !== own);
  if (others.length === 0)
    return { name: 'packages', state: 'ok', found: `${found.length} of version ${own}` };
  return {
    name: 'packages',
    state: 'warn',
    found: `this is ${own}; ${others.map(({ name, version }) => `@localert/${name} is ${version}`).join(', ')}`,
    advice: 'They are released together: give all of them one version.',
  };
}

const GIB = 1024 ** 3;

/** How much room a folder's disk has. @param free - bytes */
export function roomHealth(free: number): Health {
  const found = `${(free / GIB).toFixed(1)} GiB free`;
  const advice = 'Make room: a store that cannot write refuses alerts.';
  if (free < 0.1 * GIB) return { name: 'disk', state: 'fail', found, advice };
  return free < GIB ? { name: 'disk', state: 'warn', found, advice } : { name: 'disk', state: 'ok', found };
}

export async function diskHealth(folder: string): Promise<Health> {
  const { bavail, bsize } = await statfs(folder);
  return roomHealth(bavail * bsize);
}

/** Whether the clock agrees with the one of a server. @param date - a `Date` header */
export function clockHealth(date: string | null, now: number): Health {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return { name: 'clock', state: 'skipped', found: 'the answer had no time' };
  const seconds = Math.round(Math.abs(now - theirs) / 1000);
  const found = `${seconds} s apart from the server's`;
  const advice = 'Set the clock by NTP: times in alerts, keys and the trail come from it.';
  if (seconds > 60) return { name: 'clock', state: 'fail', found, advice };
  return seconds > 5
    ? { name: 'clock', state: 'warn', found, advice }
    : { name: 'clock', state: 'ok', found };
}

const TIMEOUT_MS = 5_000;

/** Whether Slack can be reached, and, as its answer tells the time, whether the clock is right. */
export async function slackHealth(
  url: string,
  now: () => number,
  signal: AbortSignal,
): Promise<readonly Health[]> {
  const host = URL.canParse(url) ? new URL(url).host : 'no address';
  try {
    const bound = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const { status, headers, body } = await fetch(url, { method: 'POST', redirect: 'manual', signal: bound });
    await body?.cancel();
    const state = status < 500 ? 'ok' : 'warn';
    const advice = state === 'ok' ? undefined : 'See https://status.slack.com.';
    return [
      { name: 'slack', state, found: `${host} answers ${status}`, advice },
      clockHealth(headers.get('date'), now()),
    ];
  } catch {
    signal.throwIfAborted();
    const advice = 'Look at DNS, firewall and proxy; --offline leaves this out.';
    return [{ name: 'slack', state: 'fail', found: `${host} does not answer`, advice }];
  }
}
