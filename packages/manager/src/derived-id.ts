import { createHash } from 'node:crypto';
import { uuidV7 } from '@localert/core';

const TIME_DIGITS = /^([0-9a-f]{8})-([0-9a-f]{4})-7/;

/**
 * When a version 7 UUID was made, in epoch milliseconds; `undefined` for another id.
 *
 * Source: RFC 9562 section 5.7, the first 48 bits.
 */
export function timeOfId(id: string): number | undefined {
  const found = TIME_DIGITS.exec(id);
  return found === null ? undefined : Number.parseInt(`${found[1]}${found[2]}`, 16);
}

/**
 * The id of what belongs to an alert: its escalation, its digest, its end. Always the same for the same alert and use, so
 * that a queue which is given it twice, by two processes or after a crash, keeps it once.
 */
export function derivedId(alert: string, use: string): string {
  const random = createHash('sha256')
    .update(JSON.stringify([alert, use]))
    .digest();
  return uuidV7(timeOfId(alert) ?? 0, random);
}
