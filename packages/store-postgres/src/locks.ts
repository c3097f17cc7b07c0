import { createHash } from 'node:crypto';
import type { Statement } from './session.ts';
import type { Step } from './transaction.ts';

/** "LCRT": the first half of every advisory lock that is taken here, so that none meets one of the host's. */
const SPACE = 0x4c43_5254;

/** In the order of the array: who takes several takes them in one order, so that no two wait for each other. */
const LOCK: Statement = {
  name: 'lock',
  text: 'SELECT pg_advisory_xact_lock($1, number) FROM unnest($2::integer[]) AS number',
};

/** A number of 32 bits for a text: equal for equal texts, and seldom for others. */
export const lockNumber = (text: string): number => createHash('sha256').update(text).digest().readInt32BE();

/**
 * Waits until nobody else holds one of these numbers; they are held until the transaction ends. What two different texts
 * have in common they wait for once too often, and that is all.
 */
export function lock(numbers: readonly number[]): Step {
  const each = [...new Set(numbers)].sort((left, right) => left - right);
  return [LOCK, [SPACE, each]];
}
