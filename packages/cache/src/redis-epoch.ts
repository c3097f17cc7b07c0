import { randomUUID } from 'node:crypto';
import type { Clock } from '@localert/core';
import type { Link } from './redis-link.ts';
import { EPOCH } from './redis-scripts.ts';

/** What all values of all tenants begin with: a new one puts all of them aside. */
export interface Epoch {
  /** `undefined` when Redis does not say. */
  current(): Promise<string | undefined> | string | undefined;
  /** Asks anew. */
  read(probing?: boolean): Promise<string | undefined>;
  /** Another process made a new one. */
  forget(): void;
}

/** How old what is known of it may be, in milliseconds. It lies in a slot of its own, so that it is not read each time. */
const FRESH_MS = 1_000;

export function createEpoch(link: Link, name: string, clock: Clock): Epoch {
  let known: string | undefined;
  let readAt = 0;
  let reading: Promise<string | undefined> | undefined;

  async function read(probing = false): Promise<string | undefined> {
    const reply = await link.ask('epoch', 'EVAL', [EPOCH, 1, name, randomUUID()], probing);
    if (!Buffer.isBuffer(reply)) return undefined;
    known = reply.toString('latin1');
    readAt = clock.now();
    return known;
  }

  return {
    read,
    forget() {
      readAt = 0;
    },
    current() {
      if (known !== undefined && Math.abs(clock.now() - readAt) < FRESH_MS) return known;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
