import { type Clock, type InputIssue, InvalidInputError } from '@localert/core';
import type { BullmqEvents, BullmqQueue } from './bullmq-client.ts';

/** How an outbox on BullMQ is set up. */
export interface BullmqOutboxOptions {
  /**
   * A `Queue` of BullMQ 5 on ioredis, of this outbox alone: hand the same to your dashboard. It stays yours, `close` does
   * not end it. On a Redis Cluster its prefix stands in braces: `{localert}`.
   */
  readonly queue: BullmqQueue;
  /** A `QueueEvents` of the same queue: tells this process at once what another has queued. It stays yours. */
  readonly events?: BullmqEvents | undefined;
  /**
   * Whether Redis keeps what it has answered. Leave it out where `CONFIG GET` is allowed, for then Redis says so itself;
   * needed where it is not. `false` is believed, `true` is not when Redis says otherwise.
   */
  readonly durable?: boolean | undefined;
  /** Replicas that have to hold an alert in memory before it counts as kept. Default 0: what a failover loses is lost. */
  readonly waitReplicas?: number | undefined;
  /** Milliseconds that Redis may take for a connection, and as many for a reply. Default 5,000. */
  readonly commandTimeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** The same with every default in place. */
export interface BullmqSettings {
  readonly queue: BullmqQueue;
  readonly events: BullmqEvents | undefined;
  readonly durable: boolean | undefined;
  readonly waitReplicas: number;
  readonly commandTimeoutMs: number;
  readonly clock: Clock;
}

/** @throws LOCALERT_INVALID_INPUT */
export function bullmqSettings(options: BullmqOutboxOptions): BullmqSettings {
  const settings: BullmqSettings = {
    queue: options.queue,
    events: options.events,
    durable: options.durable,
    waitReplicas: options.waitReplicas ?? 0,
    commandTimeoutMs: options.commandTimeoutMs ?? 5_000,
    clock: options.clock ?? { now: Date.now },
  };
  const { queue, events, waitReplicas, commandTimeoutMs } = settings;
  const issues: InputIssue[] = [];
  if (typeof queue?.toKey !== 'function' || typeof queue.pause !== 'function') {
    issues.push({ path: 'queue', message: 'a Queue of BullMQ' });
  }
  if (events !== undefined && typeof events.on !== 'function') {
    issues.push({ path: 'events', message: 'a QueueEvents of BullMQ' });
  }
  if (!Number.isInteger(waitReplicas) || waitReplicas < 0) {
    issues.push({ path: 'waitReplicas', message: 'a whole number from 0' });
  }
  if (!(Number.isInteger(commandTimeoutMs) && commandTimeoutMs >= 1 && commandTimeoutMs <= 600_000)) {
    issues.push({ path: 'commandTimeoutMs', message: 'whole milliseconds from 1 to 600,000' });
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'outbox options', issues });
  return settings;
}
