import { join } from 'node:path';
import { TRANSPORT_SPEC, type Transport } from '@localert/core';
import { createFixtureManager, defineFixture } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { figures, nanoseconds, timeEach } from './measure.ts';
import type { Row } from './report.ts';

const playback = defineFixture({
  baseLocale: 'en-US',
  severity: 'critical',
  locales: {
    'en-US': {
      title: 'Playback interrupted in {region}',
      description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
      actionRequired: 'Immediate investigation required',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión falla} other {# transmisiones fallan}} desde las {since, time, short}',
      actionRequired: 'Se requiere investigación inmediata',
    },
  },
});

/** Accepts everything at once: what is measured is our side. */
const sink: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'sink',
  groupOf: ({ tenant }) => tenant,
  deliver: async () => ({ kind: 'delivered' }),
};

/** A warm render through the manager, the receipt of an enqueue, and an awaited durable send, one caller. */
export async function benchSend(folder: string): Promise<readonly Row[]> {
  const alerts = await createFixtureManager({
    fixtures: { playback },
    tenants: [{ id: 'acme', defaultLocale: 'en-US', timeZone: 'Europe/Madrid' }],
    store: sqliteStore({ path: join(folder, 'send.db') }),
    transport: sink,
    // The queue is measured by itself: a dispatcher in the same process would share its time.
    delivery: false,
  });
  const acme = alerts.forTenant('acme', { actor: 'bench', roles: ['sender'] });
  const since = Date.now();
  const request = (index: number) => ({
    locale: 'es-MX',
    values: { region: 'eu-west-1', count: index % 7, since: since + index * 1_000 },
  });

  const render = await timeEach(20_000, (index) => acme.render('playback', request(index)));
  const receipts: number[] = [];
  const durables: number[] = [];
  for (let index = 0; index < 3_000; index++) {
    const begun = nanoseconds();
    const { durable } = acme.enqueue('playback', request(index));
    // One turn of the microtask queue: rendered and handed to the queue.
    await null;
    const handed = nanoseconds();
    await durable;
    if (index >= 500) {
      receipts.push(handed - begun);
      durables.push(nanoseconds() - begun);
    }
  }
  const begun = nanoseconds();
  const many = 20_000;
  for (let sent = 0; sent < many; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => acme.send('playback', request(sent + index))));
  }
  const perSecond = many / ((nanoseconds() - begun) / 1e9);
  await alerts.close();
  const receipt = figures(receipts);
  const durable = figures(durables);
  return [
    { name: 'render through the manager, warm: p50', value: render.p50 / 1e3, unit: 'µs' },
    { name: 'render through the manager, warm: p99', value: render.p99 / 1e3, unit: 'µs' },
    { name: 'enqueue, synchronous part: p50', value: receipt.p50 / 1e3, unit: 'µs' },
    { name: 'enqueue, synchronous part: p99', value: receipt.p99 / 1e3, unit: 'µs' },
    { name: 'send until durable (fsync), one caller: p50', value: durable.p50 / 1e6, unit: 'ms' },
    {
      name: 'send until durable (fsync), one caller: p99',
      value: durable.p99 / 1e6,
      unit: 'ms',
      note: 'depends on the disk',
    },
    {
      name: 'sends until durable, 50 callers',
      value: perSecond,
      unit: '/s',
      note: 'rendering and fsync on one thread',
    },
  ];
}
