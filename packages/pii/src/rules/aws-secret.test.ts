import { expect, it } from 'vitest';
import { mark } from '../../test/mark.ts';

const ID = 'AKIAQ2W3E4R5T6Y7U2I3';
const SECRET = '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';

it.each([
  ['right behind it', `${ID}:`, ''],
  ['behind a slash and spaces', `${ID} / `, '.'],
  ['in the next line of a credentials file', `aws_access_key_id = ${ID}\nsecret = `, '\n'],
])('finds a secret %s', (_, before, after) => {
  expect(mark(`${before}${SECRET}${after}`)).toBe(
    `${before.replace(ID, `⟦aws-access-key|${ID}⟧`)}⟦aws-secret-key|${SECRET}⟧${after}`,
  );
});

it.each([
  ['too short', SECRET.slice(1)],
  ['too long', `${SECRET}a`],
  ['in one case', SECRET.toLowerCase()],
  ['without digits', SECRET.replace(/\d/g, 'a')],
  ['too far away', `${' -'.repeat(40)}${SECRET}`],
])('lets be what is %s', (_, text) => {
  expect(mark(`${ID} ${text}`)).toBe(`⟦aws-access-key|${ID}⟧ ${text}`);
});

it('looks for none behind what is no key id', () => {
  expect(mark(`${ID}XY ${SECRET}`)).toBe(`${ID}XY ${SECRET}`);
});
