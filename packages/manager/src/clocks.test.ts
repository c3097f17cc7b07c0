import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAudit } from '@localert/audit';
import {
  type DeliveryOutcome,
  type FixtureStore,
  systemScope,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { open, values } from '../test/house.ts';
import { until } from '../test/moody.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-clocks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 5, 1, 12);
/** Where the clock is set, in hours from noon. */
const JUMPS = [0, 3, -2, 5, -6, 0.5, -0.5, 9] as const;
const system = systemScope('test');

/** Posts that fail now and then, so that alerts wait for another attempt across the jumps. */
function flaky() {
  const posts: string[] = [];
  let asked = 0;
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'flaky',
    region: 'eu',
    groupOf: (_, { channel }) => channel ?? '',
    async deliver(_, { id }): Promise<DeliveryOutcome> {
      asked += 1;
      if (asked % 3 === 0) return { kind: 'retry', code: 'busy' };
      posts.push(id);
      return { kind: 'delivered' };
    },
  };
  return { transport, posts };
}

const stores: Readonly<Record<string, (name: string) => FixtureStore>> = {
  memory: () => memoryStore({ region: 'eu' }),
  sqlite: (name) => sqliteStore({ path: join(folder, `${name}.db`), region: 'eu' }),
};

for (const [kind, create] of Object.entries(stores)) {
  describe(`a clock that jumps by hours, over ${kind}`, () => {
    it('loses no alert and doubles none, and the trail stays whole', async () => {
      let now = NOON;
      const clock = { now: () => now };
      const store = create('jumps');
      const { transport, posts } = flaky();
      const log = store.audit as NonNullable<FixtureStore['audit']>;
      const audit = createAudit({ log, records: store.records, clock, seal: false });
      const { alerts, acme } = await open({
        store,
        transport,
        clock,
        audit,
        delivery: { pollMs: 5, retry: { backoff: { baseMs: 4, maxMs: 8 } } },
      });
      await acme.create('disk', { baseLocale: 'en', locales: { en: { title: 'Disk full' } } });
      const accepted: string[] = [];
      for (const hours of JUMPS) {
        now = NOON + hours * HOUR;
        for (let index = 0; index < 12; index++) {
          const destination = { channel: `C${index % 4}` };
          const sent = await acme.untyped.send(index % 2 === 0 ? 'disk' : 'playback_failure', {
            values,
            destination,
          });
          accepted.push(sent.id);
          now += 7;
        }
        await audit.sealNow();
      }
      // What waits for a second attempt waits for its time by the clock, however that is set: later, never not.
      now = NOON + 24 * HOUR;
      await until(async () => {
        now += 1_000;
        return (await alerts.drain(1_000)) && posts.length >= accepted.length;
      });
      expect(posts.toSorted()).toEqual(accepted.toSorted());
      await audit.sealNow();
      const { ok, entries } = await audit.verify('acme');
      expect([ok, entries]).toEqual([true, accepted.length + 2]);
      const times = (await log.read(system, 'acme', { limit: 1_000 })).map(({ at }) => at);
      expect(times.length).toBe(accepted.length + 2);
      expect(times).not.toEqual(times.toSorted((left, right) => left - right));
      await alerts.close();
    });

    it('does not stretch the window of a dedupe key', async () => {
      let now = NOON;
      const { alerts, acme } = await open({
        store: create('dedupe'),
        clock: { now: () => now },
        delivery: false,
      });
      const send = () =>
        acme.send('playback_failure', { values, dedupeKey: 'player/eu', dedupeWindowMs: 60_000 });
      expect((await send()).status).toBe('queued');
      now += 59_999;
      expect((await send()).status).toBe('duplicate');
      // Set back by two hours: the earlier one stands in the future now, and hides nothing for two hours.
      now -= 2 * HOUR;
      expect((await send()).status).toBe('queued');
      now += 1_000;
      expect((await send()).status).toBe('duplicate');
      await alerts.close();
    });
  });
}

describe('two processes whose clocks are hours apart', () => {
  it('accept and deliver everything; nothing that has ended is delivered again', async () => {
    const path = join(folder, 'apart.db');
    const [one, two] = [flaky(), flaky()];
    const delivery = { pollMs: 5, retry: { backoff: { baseMs: 4, maxMs: 8 } } };
    const start = ({ transport }: typeof one, skew: number) =>
      open({
        store: sqliteStore({ path, region: 'eu' }),
        transport,
        delivery,
        clock: { now: () => Date.now() + skew },
      });
    const early = await start(one, -2 * HOUR);
    const late = await start(two, 2 * HOUR);
    const accepted: string[] = [];
    for (let index = 0; index < 60; index++) {
      const { acme } = index % 2 === 0 ? early : late;
      accepted.push((await acme.send('playback_failure', { values })).id);
    }
    const posts = () => [...one.posts, ...two.posts];
    // The early one cannot take what the late one has put off by its own clock; the late one can.
    await until(() => new Set(posts()).size === accepted.length);
    await until(async () => (await late.alerts.health()).queue?.depth?.queued === 0);
    await until(async () => (await late.alerts.health()).queue?.depth?.sending === 0);
    const ended = posts().length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(posts().length).toBe(ended);
    expect(new Set(posts())).toEqual(new Set(accepted));
    await early.alerts.close();
    await late.alerts.close();
  });
});
