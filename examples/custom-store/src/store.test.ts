import { storeConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { mapStore } from './store.ts';

storeConformance(
  { describe, it },
  { name: 'map', create: mapStore, lacks: ['directory', 'outbox', 'rebuild', 'backup'] },
);
