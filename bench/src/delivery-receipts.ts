import { join } from 'node:path';
import { TRANSPORT_SPEC, type Transport } from '@localert/core';
import { guardedManager, requestOf } from './delivery-manager.ts';
import { figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

/** Nothing is delivered while receipts are measured: a dispatcher in the same process would share its time. */
const sink: Transport = {
  spec: TRANSPORT_SPEC,
  name: 'sink',
  groupOf: ({ tenant }) => tenant,
  deliver: async () => ({ kind: 'delivered' }),
};

const WARM_UP = 300;

/** What a caller waits for: the receipt, the queue's taking, and the disk; with encryption, audit and an observer on. */
export async function benchReceipts(folder: string, runs: number): Promise<readonly Row[]> {
  let counted = 0;
  let handedAt = 0;
  const alerts = await guardedManager(join(folder, 'receipts.db'), {
    tenants: ['acme'],
    transport: sink,
    delivery: false,
    observer: ({ type }) => {
      counted += 1;
      if (type === 'alert.enqueued') handedAt = nanoseconds();
    },
  });
  const acme = alerts.forTenant('acme', { actor: 'svc:bench', roles: ['sender'] });
  const receipts: number[] = [];
  const handed: number[] = [];
  const durables: number[] = [];
  for (let index = 0; index < WARM_UP + runs; index++) {
    const begun = nanoseconds();
    const { durable } = acme.enqueue('playback', requestOf(index));
    const received = nanoseconds();
    await durable;
    const ended = nanoseconds();
    if (index < WARM_UP) continue;
    receipts.push(received - begun);
    handed.push(handedAt - begun);
    durables.push(ended - begun);
  }
  await alerts.close();
  if (counted < WARM_UP + runs) throw new Error('the observer was not told of every alert');
  const [receipt, queue, durable] = [figures(receipts), figures(handed), figures(durables)];
  const note = 'encryption, audit and a counting observer on';
  return [
    { name: 'receipt of an enqueue: p50', value: receipt.p50 / 1e3, unit: 'µs', note },
    {
      name: 'receipt of an enqueue: p99',
      value: receipt.p99 / 1e3,
      unit: 'µs',
      target: { atMost: 1_000 },
      note: 'aim: 50 µs',
    },
    { name: 'rendered and handed to the queue: p50', value: queue.p50 / 1e3, unit: 'µs' },
    { name: 'rendered and handed to the queue: p99', value: queue.p99 / 1e3, unit: 'µs' },
    { name: 'durable (fsync), one caller: p50', value: durable.p50 / 1e6, unit: 'ms' },
    {
      name: 'durable (fsync), one caller: p99',
      value: durable.p99 / 1e6,
      unit: 'ms',
      target: { atMost: 1 },
      note: 'the disk decides',
    },
  ];
}
