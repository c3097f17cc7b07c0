import { randomBytes } from 'node:crypto';
import type { Outbox } from '@localert/core';
import { redisMissing } from '@localert/servers/redis';
import { Queue, QueueEvents, type QueueOptions } from 'bullmq';
import { type BullmqOutboxOptions, bullmqOutbox } from '../src/bullmq.ts';

/** The title of tests with a real Redis, and why they may be skipped. */
export const redisTitle = (title: string, own = false): string => {
  const missing = redisMissing(own);
  return missing === undefined ? title : `${title} (skipped: ${missing})`;
};

/** A name under which no queue ever was. */
export const newName = (): string => `test-${randomBytes(8).toString('hex')}`;

type Connection = QueueOptions['connection'];

/** An outbox with a queue of its own, as a process has it. */
export interface Opened {
  readonly outbox: Outbox;
  readonly queue: Queue;
  readonly name: string;
  close(): Promise<void>;
}

/** Opens an outbox, and ends its connections with it. */
export async function open(
  connection: Connection,
  { name = newName(), ...options }: Partial<BullmqOutboxOptions> & { readonly name?: string } = {},
): Promise<Opened> {
  const queue = new Queue(name, { connection, prefix: '{localert}', skipVersionCheck: true });
  queue.on('error', () => undefined);
  try {
    const outbox = await bullmqOutbox({ queue, ...options });
    const close = async () => {
      await outbox.close();
      await queue.close();
    };
    return { outbox, queue, name, close };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

/** Listens to a queue. */
export function eventsOf(connection: Connection, name: string): QueueEvents {
  const events = new QueueEvents(name, { connection, prefix: '{localert}', skipVersionCheck: true });
  events.on('error', () => undefined);
  return events;
}

/** Waits until something is so. */
export async function eventually(
  good: () => boolean | Promise<boolean>,
  what: string,
  ms = 15_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await good())) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
