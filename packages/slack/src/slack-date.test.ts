import { InvalidInputError } from '@localert/core';
import { expect, test } from 'vitest';
import { slackDate } from './slack-date.ts';

test('writes a date with its escaped fallback', () => {
  expect(slackDate(0, '{date_short} {time}', 'a <b>|\nc')).toBe(
    '<!date^0^{date_short} {time}|a &lt;b&gt;| c>',
  );
});

test.each([
  [1.5, '{date}', 'x', 'unixSeconds'],
  [-1, '{date}', 'x', 'unixSeconds'],
  [Number.NaN, '{date}', 'x', 'unixSeconds'],
  [1, ' ', 'x', 'format'],
  [1, '{date}^https://evil.example', 'x', 'format'],
  [1, '{date}|', 'x', 'format'],
  [1, '{date}>', 'x', 'format'],
  [1, '{date}\n', 'x', 'format'],
  [1, '{date}', '', 'fallback'],
])('refuses slackDate(%s, %j, %j)', (seconds, format, fallback, path) => {
  try {
    slackDate(seconds, format, fallback);
    expect.unreachable();
  } catch (error) {
    expect(InvalidInputError.is(error) && error.details.issues.map((issue) => issue.path)).toEqual([path]);
  }
});
