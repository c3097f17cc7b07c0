import { type KekProvider, KeyUnavailableError } from '@localert/core';
import { type MemoryStore, memoryStore } from '@localert/store-memory';
import { manualClock, SAMPLE_TIME } from '@localert/testkit';
import {
  createKeyring,
  type EncryptionOptions,
  encrypted,
  type KeyringOptions,
  localKeys,
} from '../src/index.ts';

const NEW_KEY = () => crypto.getRandomValues(new Uint8Array(32));

/** A provider that counts its calls and can be made to fail. */
export function testKek() {
  const inner = localKeys({ keys: [{ id: 'k1', key: NEW_KEY() }], current: 'k1' });
  const calls: string[] = [];
  const state = { down: false };
  const note = (call: string) => {
    calls.push(call);
    if (state.down) throw new KeyUnavailableError({ provider: 'test', reason: 'unreachable' });
  };
  const kek: KekProvider = {
    ...inner,
    async generateDek(context, call) {
      note('generateDek');
      return inner.generateDek(context, call);
    },
    async unwrap(context, wrapped, call) {
      note('unwrap');
      return inner.unwrap(context, wrapped, call);
    },
    async rewrap(keys, call) {
      note('rewrap');
      return inner.rewrap(keys, call);
    },
  };
  return { kek, inner, calls, state, newKey: NEW_KEY };
}

/** A keyring over new records, and everything that it is made of. */
export function testKeys(options: Partial<KeyringOptions> = {}) {
  const provider = testKek();
  const store = memoryStore();
  const clock = manualClock(SAMPLE_TIME);
  const base = { kek: provider.kek, records: store.records, clock };
  return { ...provider, store, clock, base, keys: createKeyring({ ...base, ...options }) };
}

/** An encrypted store in memory, everything sealed. */
export function testHouse(options: Partial<EncryptionOptions & KeyringOptions> = {}) {
  const house = testKeys(options);
  const { keys, clock, store: raw } = house;
  const settings = { keys, clock, policy: () => 'all' as const, ...options };
  return { ...house, raw, settings, store: encrypted<MemoryStore>(raw, settings) };
}
