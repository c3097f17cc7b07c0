import { type LocalertEvent, type Outbox, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { afterEach } from 'vitest';
import { createDispatcher, type Dispatcher } from '../src/dispatcher.ts';
import type { DispatcherOptions } from '../src/settings.ts';

export const acme = tenantScope({ tenant: 'acme', actor: 'svc:test' });

/** Back-off for tests. */
export const quick = { backoff: { baseMs: 4, maxMs: 8 } };

const running: Dispatcher[] = [];

/** Stops it after the test. */
export const startedDispatcher = (dispatcher: Dispatcher): void => void running.push(dispatcher);

afterEach(async () => {
  await Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop()));
});

/** The queue of a new store in memory. */
export function outboxOf(): Outbox {
  const { outbox } = memoryStore();
  if (outbox === undefined) throw new Error('no outbox');
  return outbox;
}

/** A dispatcher that runs, and everything it told. */
export function start(options: Partial<DispatcherOptions> & Pick<DispatcherOptions, 'transport'>) {
  const events: LocalertEvent[] = [];
  const outbox = options.outbox ?? outboxOf();
  const dispatcher = createDispatcher({
    pollMs: 20,
    retry: quick,
    observer: (event) => void events.push(event),
    ...options,
    outbox,
  });
  startedDispatcher(dispatcher);
  dispatcher.start();
  return { outbox, dispatcher, events, types: () => events.map(({ type }) => type) };
}

/** Resolves when something has happened; fails after five seconds. */
export async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5_000;
  while (!(await happened())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
