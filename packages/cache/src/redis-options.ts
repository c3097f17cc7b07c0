import { type Clock, type InputIssue, InvalidInputError } from '@localert/core';
import type { RedisClient, RedisSubscriber } from './redis-client.ts';
import type { RedisCacheListener } from './redis-events.ts';
import type { RedisKey } from './redis-seal.ts';

/** How a second level is set up. */
export interface RedisCachedOptions {
  /** Sends commands: a `Redis` or `Cluster` of ioredis. It stays yours, `close` does not end it. */
  readonly client: RedisClient;
  /**
   * Listens for what other processes change: another `Redis`, or the same `Cluster`. Without it nothing tells this
   * process but the store, and what it keeps in memory is as old as its own time allows.
   */
  readonly subscriber?: RedisSubscriber | undefined;
  /** What is in Redis is sealed under one of these. To rotate: add a key everywhere, then make it current, then remove the old one. */
  readonly keys: readonly RedisKey[];
  /** The id of the key that seals. */
  readonly current: string;
  /** Begins the name of everything in Redis: 1 to 64 of A-Z a-z 0-9 . _ - :. Default `localert`. */
  readonly prefix?: string | undefined;
  /** Milliseconds that a value is served, less up to a tenth, so that not all end at once. Default 60,000. */
  readonly ttlMs?: number | undefined;
  /** Milliseconds that "known to be absent" is believed. Default 5,000. */
  readonly negativeTtlMs?: number | undefined;
  /** Milliseconds that Redis may take for a reply. Default 100. */
  readonly commandTimeoutMs?: number | undefined;
  /** Milliseconds that whoever reads the store for all may take; what it reads later is not kept. Default 3,000. */
  readonly leaseMs?: number | undefined;
  /** Milliseconds that the others wait for it before they read the store themselves. Default 250. */
  readonly waitMs?: number | undefined;
  /** Milliseconds that a write may take before others may fill again. Default 10,000. */
  readonly writeMs?: number | undefined;
  /** Failures in a row after which Redis is left alone. Default 5. */
  readonly failures?: number | undefined;
  /** Milliseconds until one probe asks whether it is back, give or take a half. Default 1,000. */
  readonly openMs?: number | undefined;
  /** Milliseconds between two proofs that this process still hears messages. Default 5,000. */
  readonly beatMs?: number | undefined;
  /** Bytes of JSON above which a value is not put into Redis. Default 1 MiB. */
  readonly maxValueBytes?: number | undefined;
  /** Keeps tenants' settings as well; default true. */
  readonly directory?: boolean | undefined;
  readonly clock?: Clock | undefined;
  readonly onEvent?: RedisCacheListener | undefined;
}

/** The same with every default in place. */
export interface RedisSettings {
  readonly client: RedisClient;
  readonly subscriber: RedisSubscriber | undefined;
  readonly keys: readonly RedisKey[];
  readonly current: string;
  readonly prefix: string;
  readonly ttlMs: number;
  readonly negativeTtlMs: number;
  readonly commandTimeoutMs: number;
  readonly leaseMs: number;
  readonly waitMs: number;
  readonly writeMs: number;
  readonly failures: number;
  readonly openMs: number;
  readonly beatMs: number;
  readonly maxValueBytes: number;
  readonly directory: boolean;
  readonly clock: Clock;
  readonly onEvent: RedisCacheListener | undefined;
}

const KEY_BYTES = 32;

function keyIssues(keys: readonly RedisKey[], current: string): InputIssue[] {
  const issues: InputIssue[] = [];
  if (!Array.isArray(keys)) return [{ path: 'keys', message: 'a list of keys' }];
  for (const [index, { id, key }] of keys.entries()) {
    if (typeof id !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(id)) {
      issues.push({ path: `keys.${index}.id`, message: '1 to 64 printable ASCII characters' });
    }
    if (!(key instanceof Uint8Array) || key.length < KEY_BYTES) {
      issues.push({ path: `keys.${index}.key`, message: `${KEY_BYTES} bytes or more` });
    }
  }
  const ids = keys.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) issues.push({ path: 'keys', message: 'ids that differ' });
  if (!ids.includes(current)) issues.push({ path: 'current', message: 'the id of one of the keys' });
  return issues;
}

/** @throws LOCALERT_INVALID_INPUT */
export function redisSettings(options: RedisCachedOptions): RedisSettings {
  const settings: RedisSettings = {
    client: options.client,
    subscriber: options.subscriber,
    keys: options.keys,
    current: options.current,
    prefix: options.prefix ?? 'localert',
    ttlMs: options.ttlMs ?? 60_000,
    negativeTtlMs: options.negativeTtlMs ?? 5_000,
    commandTimeoutMs: options.commandTimeoutMs ?? 100,
    leaseMs: options.leaseMs ?? 3_000,
    waitMs: options.waitMs ?? 250,
    writeMs: options.writeMs ?? 10_000,
    failures: options.failures ?? 5,
    openMs: options.openMs ?? 1_000,
    beatMs: options.beatMs ?? 5_000,
    maxValueBytes: options.maxValueBytes ?? 1_048_576,
    directory: options.directory ?? true,
    clock: options.clock ?? { now: Date.now },
    onEvent: options.onEvent,
  };
  const issues = keyIssues(settings.keys, settings.current);
  if (typeof settings.client?.callBuffer !== 'function') {
    issues.push({ path: 'client', message: 'a Redis or Cluster of ioredis' });
  }
  const { subscriber } = settings;
  if (subscriber !== undefined && typeof subscriber.subscribe !== 'function') {
    issues.push({ path: 'subscriber', message: 'a Redis or Cluster of ioredis' });
  }
  // A plain connection that listens can do nothing else; a cluster opens one of its own for that.
  if (subscriber !== undefined && Object.is(subscriber, settings.client) && !('nodes' in subscriber)) {
    issues.push({ path: 'subscriber', message: 'another connection than the client' });
  }
  if (!/^[A-Za-z0-9._:-]{1,64}$/.test(settings.prefix)) {
    issues.push({ path: 'prefix', message: '1 to 64 of A-Z a-z 0-9 . _ - :' });
  }
  for (const [path, value] of Object.entries(settings)) {
    if (typeof value === 'number' && !(Number.isSafeInteger(value) && value > 0)) {
      issues.push({ path, message: 'a whole number above 0' });
    }
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'redis cache', issues });
  return settings;
}
