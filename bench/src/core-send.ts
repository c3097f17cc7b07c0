import { join } from 'node:path';
import { sqliteStore } from '@localert/store-sqlite';
import { plainManager, requestOf, sink } from './delivery-manager.ts';
import { figures, nanoseconds, timeEach } from './measure.ts';
import type { Row } from './report.ts';

/** A warm render through the manager, the receipt of an enqueue, and an awaited durable send, one caller. */
export async function benchSend(folder: string): Promise<readonly Row[]> {
  const alerts = await plainManager({
    tenants: ['acme'],
    store: sqliteStore({ path: join(folder, 'send.db') }),
    transport: sink,
    // The queue is measured by itself: a dispatcher in the same process would share its time.
    delivery: false,
  });
  const acme = alerts.forTenant('acme', { actor: 'bench', roles: ['sender'] });

  const render = await timeEach(20_000, (index) => acme.render('playback', requestOf(index)));
  const receipts: number[] = [];
  const durables: number[] = [];
  for (let index = 0; index < 3_000; index++) {
    const begun = nanoseconds();
    const { durable } = acme.enqueue('playback', requestOf(index));
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
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => acme.send('playback', requestOf(sent + index))),
    );
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
