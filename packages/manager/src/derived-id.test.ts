import { uuidV7 } from '@localert/core';
import { expect, it } from 'vitest';
import { derivedId, timeOfId } from './derived-id.ts';

const id = uuidV7(1_767_225_600_123, new Uint8Array(10).fill(7));

it('is the same for the same alert and use, and another for any other', () => {
  const all = [
    derivedId(id, 'digest'),
    derivedId(id, 'resolved'),
    derivedId(id.replace('7', '8'), 'digest'),
    id,
  ];
  expect(new Set(all).size).toBe(4);
  expect(derivedId(id, 'digest')).toBe(all[0]);
});

it('is a version 7 UUID of the time of its alert', () => {
  expect(timeOfId(id)).toBe(1_767_225_600_123);
  expect(timeOfId(derivedId(id, 'digest'))).toBe(1_767_225_600_123);
  expect(derivedId(id, 'digest')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

it('has no time where the alert’s id has none', () => {
  expect(timeOfId('other')).toBeUndefined();
  expect(timeOfId('00000000-0000-4000-8000-000000000000')).toBeUndefined();
  expect(timeOfId(derivedId('other', 'digest'))).toBe(0);
});
