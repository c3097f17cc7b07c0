import { join } from 'node:path';
import { createAudit } from '@localert/audit';
import { createKeyring, encrypted, localKeys } from '@localert/crypto';
import { createFixtureManager, defineFixture, type FixtureManager } from '@localert/manager';
import { createPiiDetector } from '@localert/pii';
import { sqliteStore } from '@localert/store-sqlite';
import { sink } from './delivery-manager.ts';
import { figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

const playback = defineFixture({
  baseLocale: 'en',
  severity: 'critical',
  sensitive: true,
  locales: {
    en: {
      title: 'Playback interrupted in {region}',
      description: '{count, plural, one {# stream} other {# streams}} failing on {host}: {reason}',
      actionRequired: 'Immediate investigation required',
    },
  },
});

type Manager = FixtureManager<{ playback: typeof playback }>;

const common = {
  fixtures: { playback },
  transport: sink,
  delivery: false,
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
} as const;

async function plain(path: string): Promise<Manager> {
  return createFixtureManager({ ...common, store: sqliteStore({ path }) });
}

/** Everything on: all of it encrypted, every send in the trail, every value looked at. */
async function guarded(path: string): Promise<Manager> {
  const store = sqliteStore({ path });
  const kek = localKeys({
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    current: 'k1',
  });
  const keys = createKeyring({ kek, records: store.records });
  return createFixtureManager({
    ...common,
    store: encrypted(store, { keys, policy: () => 'all' }),
    audit: createAudit({ log: store.audit, records: store.records, keys: keys.tenantKeys }),
    pii: createPiiDetector(),
  });
}

const request = (index: number) => ({
  values: {
    region: 'eu-west-1',
    count: index % 7,
    host: `edge-${index % 40}.example.net`,
    reason: 'upstream timed out after 3000 ms while reading response header',
  },
});

const CALLERS = 50;
const ROUNDS = 24;
const SENDS = 2_000;

/** Milliseconds of wall clock and of CPU for so many sends until durable, fifty at a time. */
async function burst(alerts: Manager): Promise<{ readonly wall: number; readonly cpu: number }> {
  const acme = alerts.forTenant('acme', { actor: 'svc:bench', roles: ['sender'] });
  const cpu = process.cpuUsage();
  const begun = nanoseconds();
  for (let sent = 0; sent < SENDS; sent += CALLERS) {
    await Promise.all(
      Array.from({ length: CALLERS }, (_, index) => acme.send('playback', request(sent + index))),
    );
  }
  const wall = (nanoseconds() - begun) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1e3 };
}

/** One send after the other until durable, in milliseconds. */
async function single(alerts: Manager): Promise<number> {
  const acme = alerts.forTenant('acme', { actor: 'svc:bench', roles: ['sender'] });
  const times: number[] = [];
  for (let index = 0; index < 200; index++) {
    const begun = nanoseconds();
    await acme.send('playback', request(index));
    times.push((nanoseconds() - begun) / 1e6);
  }
  return figures(times).p50;
}

const median = (values: readonly number[]): number => figures(values).p50;

/** A send with encryption, audit and the look for personal data, beside one without, in turns within one run. */
export async function benchGuardedSend(folder: string): Promise<readonly Row[]> {
  const off = await plain(join(folder, 'off.db'));
  const on = await guarded(join(folder, 'on.db'));
  const walls: number[] = [];
  const cpus: number[] = [];
  const singles: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const without = await burst(off);
    const withAll = await burst(on);
    const one = (await single(on)) / (await single(off));
    if (round < 0) continue;
    walls.push(withAll.wall / without.wall);
    cpus.push(withAll.cpu / without.cpu);
    singles.push(one);
  }
  await off.close();
  await on.close();
  return [
    {
      name: 'send until durable, one caller: all guards on ÷ off',
      value: median(singles),
      unit: '×',
      target: { atMost: 1.5 },
    },
    {
      name: 'send until durable, 50 callers: all guards on ÷ off',
      value: median(walls),
      unit: '×',
      target: { atMost: 1.5 },
    },
    { name: 'CPU of a send, 50 callers: all guards on ÷ off', value: median(cpus), unit: '×' },
  ];
}
