export { type RedisCached, redisCached } from './redis-cached.ts';
export type { RedisArgument, RedisClient, RedisSubscriber } from './redis-client.ts';
export type {
  RedisCacheEvent,
  RedisCacheListener,
  RedisFault,
  RedisKind,
  RedisOperation,
} from './redis-events.ts';
export type { RedisCachedOptions } from './redis-options.ts';
export type { RedisKey } from './redis-seal.ts';
