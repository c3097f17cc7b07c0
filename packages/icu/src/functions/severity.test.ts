import { ALERT_SEVERITIES } from '@localert/core';
import { expect, it } from 'vitest';
import { compileMessage } from '../message.ts';
import { domainFunctions as functions } from './domain-functions.ts';
import { SEVERITY_STYLES } from './severity-style.ts';

const textOf = (name: string, x: string) =>
  compileMessage(`{$x :${name}}`, { locale: 'en', syntax: 'mf2', functions }).format({ x });

it('has an emoji and a colour for every severity', () => {
  for (const severity of ALERT_SEVERITIES) {
    expect(textOf('urgencyEmoji', severity)).toBe(SEVERITY_STYLES[severity].emoji);
    expect(textOf('statusColor', severity)).toBe(SEVERITY_STYLES[severity].color);
  }
  expect(textOf('urgencyEmoji', ' HIGH\n')).toBe('🔴');
});

it('has colours for the words of monitoring tools', () => {
  expect(textOf('statusColor', 'Resolved')).toBe('#2eb67d');
  expect(textOf('statusColor', 'firing')).toBe(SEVERITY_STYLES.critical.color);
  expect(textOf('statusColor', 'degraded')).toBe(SEVERITY_STYLES.medium.color);
});

it.each(['', 'sev1', '__proto__', 'constructor', '🚨'])('marks what it does not know: %j', (x) => {
  expect(textOf('urgencyEmoji', x)).toBe('{$x}');
  expect(textOf('statusColor', x)).toBe('{$x}');
});

it.each(['urgencyEmoji', 'statusColor'])('%s chooses by the word, in whatever case', (name) => {
  const source = `.input {$x :${name}} .match $x critical {{{$x} now}} HIGH {{soon}} * {{later}}`;
  const message = compileMessage(source, { locale: 'en', syntax: 'mf2', functions });
  const shown = name === 'urgencyEmoji' ? '🚨' : '#a3001e';
  expect(['Critical', 'high', 'low', 'nonsense'].map((x) => message.format({ x }))).toEqual([
    `${shown} now`,
    'soon',
    'later',
    'later',
  ]);
});
