import { expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

it.each([
  ['YTpi', 'a:b'],
  ['YTo=', 'a:'],
  ['YTo', 'a:'],
  ['YQ==', 'a'],
  ['', ''],
  ['YTpiY', undefined],
  ['YTo==', undefined],
  ['YTp=i', undefined],
  ['YTo-', undefined],
  ['Y===', undefined],
])('decodes "%s" to %s', (encoded, decoded) => {
  expect(decodeBase64(encoded)).toBe(decoded);
});
