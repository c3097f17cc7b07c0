import type { Clock } from '@localert/core';
import type { Floors } from './redis-floors.ts';
import type { Place } from './redis-names.ts';
import type { Sealer } from './redis-seal.ts';

/** What counts writes: a fixture's row, a tenant's settings. */
export interface Revised {
  readonly revision: number;
}

/** What was found at a place. */
export type Found<Value> =
  | { readonly value: Value | undefined }
  | { readonly miss: 'absent' | 'outdated' }
  | { readonly rejected: 'seal' | 'expired' | 'future' | 'superseded' };

/** Makes values for Redis, and judges what comes from there. */
export interface ValueCodec {
  write(place: Place, value: Revised | undefined, now: Beginning, ttlMs: number): Buffer;
  read<Value extends Revised>(
    place: Place,
    bytes: Buffer | null,
    generation: string | undefined,
    epoch: string,
  ): Found<Value>;
}

/** What a value is from: it is worth nothing after a purge or a rebuild. */
export interface Beginning {
  readonly generation: string;
  readonly epoch: string;
}

/** How far the clocks of two processes may be apart. */
const SKEW_MS = 60_000;

type Content = [generation: string, epoch: string, sealedAt: number, until: number, value: Revised | null];

function freezeAll(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeAll(inner);
}

/** All who ask at once are handed one object: nobody may change it. */
export function frozen<Value>(value: Value): Value {
  freezeAll(value);
  return value;
}

const partsOf = ({ kind, tenant, id, value }: Place) => ['value', kind, value, tenant, id];

export function valueCodec(sealer: Sealer, floors: Floors, clock: Clock): ValueCodec {
  return {
    write(place, value, { generation, epoch }, ttlMs) {
      const now = clock.now();
      const content: Content = [generation, epoch, now, now + ttlMs, value ?? null];
      return sealer.seal(partsOf(place), JSON.stringify(content));
    },

    read<Value extends Revised>(
      place: Place,
      bytes: Buffer | null,
      generation: string | undefined,
      epoch: string,
    ): Found<Value> {
      if (bytes === null) return { miss: 'absent' };
      const text = sealer.open(partsOf(place), bytes);
      if (text === undefined) return { rejected: 'seal' };
      const [ofGeneration, ofEpoch, sealedAt, until, value] = JSON.parse(text) as Content;
      const now = clock.now();
      // Redis lets go of it at the same time, unless somebody put it there again.
      if (now >= until) return { rejected: 'expired' };
      if (sealedAt > now + SKEW_MS) return { rejected: 'future' };
      if (ofGeneration !== generation || ofEpoch !== epoch) return { miss: 'outdated' };
      if (!floors.admits(place, value?.revision ?? 0, sealedAt)) return { rejected: 'superseded' };
      return { value: value === null ? undefined : (frozen(value) as Value) };
    },
  };
}
