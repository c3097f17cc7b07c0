import { storeConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { mapStore } from './store.ts';

storeConformance(
  { describe, it },
  {
    name: 'map',
    create: mapStore,
    lacks: [
      'directory',
      'outbox',
      'takesAlerts',
      'audit',
      'records',
      'usage',
      'storedBytes',
      'reseal',
      'compact',
      'changes',
      'rebuild',
      'backup',
    ],
  },
);
