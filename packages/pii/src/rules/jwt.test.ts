import { expect, it } from 'vitest';
import { mark } from '../../test/mark.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const HEADER = encode('{"alg":"RS256","typ":"JWT"}');
const PAYLOAD = encode('{"sub":"4711"}');
const SIGNATURE = 'c2lnbmF0dXJl-_c2lnbmF0dXJl';

it.each([
  ['signed', `${HEADER}.${PAYLOAD}.${SIGNATURE}`],
  ['unsigned', `${encode('{"alg":"none"}')}.${PAYLOAD}.`],
  ['with spaces in its header', `${encode('{ "typ" : "JWT", "alg" : "HS256" }')}.${PAYLOAD}.${SIGNATURE}`],
  ['with a line end in its header', `${encode('{\n"alg":"HS256"}')}.${PAYLOAD}.${SIGNATURE}`],
  ['with a line end of Windows', `${encode('{\r\n"alg":"HS256"}')}.${PAYLOAD}.${SIGNATURE}`],
  ['encrypted', `${encode('{"alg":"RSA-OAEP","enc":"A256GCM"}')}.a1.b2.c3.d4`],
  ['encrypted directly', `${encode('{"alg":"dir","enc":"A256GCM"}')}..b2.c3.d4`],
])('finds a token that is %s', (_, token) => {
  expect(mark(`token ${token} was refused`)).toBe(`token ⟦jwt|${token}⟧ was refused`);
});

it('leaves a sentence’s stop to the sentence', () => {
  const token = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;
  expect(mark(`see ${token}. Then`)).toBe(`see ⟦jwt|${token}⟧. Then`);
});

it.each([
  ['without an algorithm', `${encode('{"typ":"JWT","kid":"1"}')}.${PAYLOAD}.${SIGNATURE}`],
  ['whose header is no object', `${encode('{"alg":"RS256"')}.${PAYLOAD}.${SIGNATURE}`],
  ['whose header is no base64', `${HEADER}a.${PAYLOAD}.${SIGNATURE}`],
  ['with one part', HEADER],
  ['with two parts', `${HEADER}.${PAYLOAD}`],
  ['whose header is too short', `eyJ9.${PAYLOAD}.${SIGNATURE}`],
  ['whose header is too long', `${encode(`{"alg":"${'x'.repeat(4096)}"}`)}.${PAYLOAD}.${SIGNATURE}`],
  ['in a longer word', `_${HEADER}.${PAYLOAD}.${SIGNATURE}`],
])('lets be what is %s', (_, token) => {
  expect(mark(`it ${token} it`)).toBe(`it ${token} it`);
});
