import type { Guard } from './guard.ts';

const SHARED = 'packages/cache/src/redis-shared.test.ts';
const HINTS = 'packages/cache/src/redis-hints.test.ts';
const PARTS = 'packages/cache/src/redis-parts.test.ts';

/** Guards of what lies in a cache that processes share: attack 23, and 25 as far as it can be read there. */
export const sharedGuards: readonly Guard[] = [
  {
    attack: 23,
    guard: 'the tag of what is shared',
    file: 'packages/cache/src/redis-seal.ts',
    remove: "return decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8');",
    leave: "return decipher.update(ciphertext, undefined, 'utf8');",
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'the place of what is shared',
    file: 'packages/cache/src/redis-value.ts',
    remove: "['value', kind, value, tenant, id]",
    leave: "['value', kind, value, tenant, id].slice(0, 1)",
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'lengths before the parts of a place',
    file: 'packages/cache/src/redis-seal.ts',
    remove: 'return [length, bytes];',
    leave: 'return [bytes];',
    test: PARTS,
  },
  {
    attack: 23,
    guard: 'ids are hashed as they are',
    file: 'packages/cache/src/redis-names.ts',
    remove: ".update(id, 'utf16le')",
    leave: ".update(id.slice(0, 1), 'utf16le')",
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'the time inside',
    file: 'packages/cache/src/redis-value.ts',
    remove: "      if (now >= until) return { rejected: 'expired' };\n",
    leave: '',
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'the least known revision',
    file: 'packages/cache/src/redis-value.ts',
    remove:
      "      if (!floors.admits(place, value?.revision ?? 0, sealedAt)) return { rejected: 'superseded' };\n",
    leave: '',
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'the generation of what is shared',
    file: 'packages/cache/src/redis-value.ts',
    remove: 'if (ofGeneration !== generation || ofEpoch !== epoch)',
    leave: 'if (ofEpoch !== epoch)',
    test: SHARED,
  },
  {
    attack: 23,
    guard: 'messages are sealed',
    file: 'packages/cache/src/redis-messages.ts',
    remove: 'bytes.length > MAX_BYTES ? undefined : sealer.open(place, bytes)',
    leave: "sealer.open(place, bytes) ?? JSON.stringify(['', clock.now(), { kind: 'all' }])",
    test: HINTS,
  },
  {
    attack: 23,
    guard: 'messages have a time',
    file: 'packages/cache/src/redis-messages.ts',
    remove: "Math.abs(clock.now() - at) > MAX_AGE_MS ? 'old' : { from, message }",
    leave: "at < 0 ? 'old' : { from, message }",
    test: HINTS,
  },
  {
    attack: 25,
    guard: 'what is shared is sealed',
    file: 'packages/cache/src/redis-seal.ts',
    remove: "cipher.update(text, 'utf8'), cipher.final()",
    leave: 'cipher.final(), Buffer.from(text)',
    test: SHARED,
  },
];
