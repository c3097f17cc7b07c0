import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { scratch } from '../test/scratch.ts';
import type { AlertRow } from './alert-insert.ts';
import { openDatabase } from './database.ts';
import type { OutboxWork } from './outbox-work.ts';
import { serveOutbox } from './serve-outbox.ts';
import { type FromThread, packWorks, unpackOutcome, unpackWorks } from './thread-words.ts';

const { newPath, tamper } = scratch();

const row = (id: string, change: Partial<AlertRow> = {}): AlertRow => ({
  ...{ tenant: 'acme', id, group: '"g"', rank: 5, priority: 1, created: 5, body: '{}', audit: [] },
  ...{ notBefore: undefined, dedupe: undefined },
  ...change,
});

const enqueue = (id: string, change: Partial<AlertRow> = {}): OutboxWork => ({
  kind: 'enqueue',
  row: row(id, change),
});

const works: readonly OutboxWork[] = [
  enqueue('a'),
  { kind: 'prune', tenant: 'acme', before: 5, limit: 9 },
  enqueue('b', {
    notBefore: 9,
    dedupe: { key: '"k"', windowMs: 7 },
    audit: [
      { id: '1', body: '{}' },
      { id: '2', body: '[]' },
    ],
  }),
  { kind: 'claim', request: { now: 5, leaseMs: 1, limit: 1, holdsUntil: 9 } },
];

describe('work on its way to the thread', () => {
  it('comes out as it went in', () => {
    expect(unpackWorks(structuredClone(packWorks(works)))).toEqual(works);
  });
});

describe('who serves an outbox', () => {
  async function served() {
    const path = newPath();
    openDatabase({ path, busyTimeoutMs: 0 }, { now: () => 0 }).close();
    const { port1, port2 } = new MessageChannel();
    serveOutbox(port2, { path, busyTimeoutMs: 1_000, reserveBytes: 0 });
    const hear = async () => (await once(port1, 'message'))[0] as FromThread;
    expect(await hear()).toBe('ready');
    return { path, port: port1, hear };
  }

  it('does what has come by now as one group, and answers in order', async () => {
    const { path, port, hear } = await served();
    port.postMessage(packWorks(works.slice(0, 1)));
    port.postMessage(packWorks(works.slice(1)));
    port.postMessage(packWorks([enqueue('a')]));
    const answer = (await hear()) as Exclude<FromThread, 'ready'>;
    const outcomes = answer.map((outcome, index) => unpackOutcome(works[index] ?? enqueue('a'), outcome));
    expect(outcomes).toMatchObject([
      { value: { id: 'a' } },
      { value: 0 },
      { value: { id: 'b' } },
      { value: [{ tenant: 'acme', attempt: 1 }] },
      { value: { id: 'a', duplicateOf: 'a' } },
    ]);
    port.postMessage('close');
    await once(port, 'close');
    expect(tamper(path, (other) => other.prepare('SELECT id FROM alert ORDER BY seq').all()).length).toBe(2);
  });

  it('tells of a fault what it is, and not what it says', async () => {
    const { port, hear } = await served();
    port.postMessage(packWorks([{ kind: 'prune', tenant: 'acme', before: {} as number, limit: 9 }]));
    expect(await hear()).toEqual([{ fault: { errcode: undefined, code: 'ERR_INVALID_ARG_TYPE' } }]);
    port.postMessage('close');
    await once(port, 'close');
  });
});
