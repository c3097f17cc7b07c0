import type { ChangeHint, Clock } from '@localert/core';
import type { RedisNames } from './redis-names.ts';
import type { Sealer } from './redis-seal.ts';

/** What processes tell each other. Never content. */
export type RedisMessage =
  /** `revision`: none lower may be served; absent where the form alone changed. */
  | { readonly kind: 'fixture'; readonly tenant: string; readonly id: string; readonly revision?: number }
  | { readonly kind: 'tenant'; readonly tenant: string; readonly revision?: number }
  /** The tenant is gone, with everything it had. */
  | { readonly kind: 'purged'; readonly tenant: string }
  | { readonly kind: 'all' };

/** A message and who sent it. */
export interface Received {
  readonly message: RedisMessage;
  readonly from: string;
}

/** Writes and reads messages: sealed, so that neither who changes what can be read nor a change be made up. */
export interface MessageCodec {
  write(message: RedisMessage): Buffer;
  /** Or why it is not believed. */
  read(bytes: Buffer): Received | 'seal' | 'old';
}

/** Longer than any that is written. */
const MAX_BYTES = 16_384;

/** How far two clocks may be apart, and a message be late. */
const MAX_AGE_MS = 60_000;

/** @param self - this process, told apart from all others */
export function messageCodec(
  sealer: Sealer,
  { channel }: RedisNames,
  self: string,
  clock: Clock,
): MessageCodec {
  const place = ['hint', channel];
  return {
    write: (message) => sealer.seal(place, JSON.stringify([self, clock.now(), message])),
    read(bytes) {
      const text = bytes.length > MAX_BYTES ? undefined : sealer.open(place, bytes);
      if (text === undefined) return 'seal';
      const [from, at, message] = JSON.parse(text) as [string, number, RedisMessage];
      return Math.abs(clock.now() - at) > MAX_AGE_MS ? 'old' : { from, message };
    },
  };
}

/** What listeners are told. */
export function hintOf(message: RedisMessage): ChangeHint {
  switch (message.kind) {
    case 'fixture':
      return { kind: 'fixture', tenant: message.tenant, fixture: message.id };
    case 'all':
      return { kind: 'all' };
    default:
      return { kind: 'tenant', tenant: message.tenant };
  }
}
