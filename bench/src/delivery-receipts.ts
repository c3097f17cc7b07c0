import { join } from 'node:path';
import type { Observer } from '@localert/core';
import { sqliteStore } from '@localert/store-sqlite';
import { type DeliveryManager, guardedManager, plainManager, requestOf, sink } from './delivery-manager.ts';
import { figures, nanoseconds } from './measure.ts';
import type { Row } from './report.ts';

const WARM_UP = 300;

/** What a caller waits for, in nanoseconds: the receipt, the queue's taking, and the disk. */
interface Waits {
  readonly receipts: readonly number[];
  readonly handed: readonly number[];
  readonly durables: readonly number[];
}

/** One caller, who waits for the disk each time. */
async function waitsOf(alerts: DeliveryManager, runs: number, handedAt: () => number): Promise<Waits> {
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
    handed.push(handedAt() - begun);
    durables.push(ended - begun);
  }
  return { receipts, handed, durables };
}

/** The same through a plain manager, and with encryption, audit and a counting observer on. */
export async function benchReceipts(folder: string, runs: number): Promise<readonly Row[]> {
  let counted = 0;
  let handedAt = 0;
  const observer: Observer = ({ type }) => {
    counted += 1;
    if (type === 'alert.enqueued') handedAt = nanoseconds();
  };
  // Nothing is delivered while receipts are measured: a dispatcher in the same process would share its time.
  const setup = { tenants: ['acme'], transport: sink, delivery: false as const, observer };
  const store = sqliteStore({ path: join(folder, 'plain.db') });
  const managers = [
    await plainManager({ ...setup, store }),
    await guardedManager(join(folder, 'receipts.db'), setup),
  ];
  const waits: Waits[] = [];
  for (const alerts of managers) {
    waits.push(await waitsOf(alerts, runs, () => handedAt));
    await alerts.close();
  }
  if (counted < managers.length * (WARM_UP + runs))
    throw new Error('the observer was not told of every alert');
  const [plain, guarded] = waits.map(({ receipts, handed, durables }) => ({
    receipt: figures(receipts),
    queue: figures(handed),
    durable: figures(durables),
  }));
  if (plain === undefined || guarded === undefined) throw new Error('two managers');
  const note = 'encryption, audit and a counting observer on';
  return [
    { name: 'receipt of an enqueue: p50', value: guarded.receipt.p50 / 1e3, unit: 'µs', note },
    {
      name: 'receipt of an enqueue: p99',
      value: guarded.receipt.p99 / 1e3,
      unit: 'µs',
      target: { atMost: 1_000 },
      note: 'aim: 50 µs',
    },
    { name: 'rendered and handed to the queue: p50', value: guarded.queue.p50 / 1e3, unit: 'µs', note },
    { name: 'rendered and handed to the queue: p99', value: guarded.queue.p99 / 1e3, unit: 'µs' },
    { name: 'durable (fsync), one caller: p50', value: guarded.durable.p50 / 1e6, unit: 'ms', note },
    { name: 'durable (fsync), one caller: p99', value: guarded.durable.p99 / 1e6, unit: 'ms' },
    { name: 'durable, plain manager: p50', value: plain.durable.p50 / 1e6, unit: 'ms' },
    {
      name: 'durable, plain manager: p99',
      value: plain.durable.p99 / 1e6,
      unit: 'ms',
      target: { atMost: 1 },
      note: 'the disk decides',
    },
  ];
}
