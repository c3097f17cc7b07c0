import { cacheConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { createCache } from './cache.ts';

cacheConformance(
  { describe, it },
  { name: '@localert/cache', create: (setup) => createCache<string>(setup) },
);
