export { type CacheOptions, createCache, type WeighingCache } from './cache.ts';
