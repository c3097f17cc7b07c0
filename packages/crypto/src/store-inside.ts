import type { FixtureStore } from '@localert/core';
import type { Encryption } from './encryption.ts';
import type { EncryptionLevel } from './encryption-policy.ts';
import type { ContentEvent, SealMode } from './sealed-fixture.ts';

/** What a resealing and a compaction have to know of an encrypted store. */
export interface StoreInside {
  readonly inner: FixtureStore;
  readonly encryption: Encryption;
}

/** How a content is kept under a level that seals at all. */
export const sealModeOf = (level: EncryptionLevel, { snapshot }: ContentEvent): SealMode =>
  level === 'all' || snapshot.sensitive ? 'content' : 'manifest';
