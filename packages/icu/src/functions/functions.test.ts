/** What holds for all of Localert's functions: both syntaxes and both output modes say the same, values do no harm. */
import type { ArgumentValue } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileForm } from '../compile.ts';
import { contractOf } from '../contract.ts';
import type { ValueFault } from '../fault.ts';
import type { MessageForm } from '../form.ts';
import { parseForm } from '../parse.ts';
import { sampleValues, worstCaseValues } from '../samples.ts';
import type { RenderMode } from '../step.ts';
import { domainFunctions } from './domain-functions.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const functions = domainFunctions;

function show(form: MessageForm, locale: string, mode: RenderMode, x: ArgumentValue) {
  const faults: ValueFault[] = [];
  const format = compileForm(form, { locale, timeZone: 'Europe/Madrid', functions, mode });
  return { text: format({ x }, (fault) => faults.push(fault), NOW), faults };
}

const locale = fc.constantFrom(
  'en',
  'de',
  'fr',
  'es-MX',
  'ar-EG',
  'he',
  'hi',
  'ja',
  'fi',
  'pl',
  'zh-Hant',
  'tlh',
);
const item = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt(),
  fc.boolean(),
);
const value: fc.Arbitrary<ArgumentValue> = fc.oneof(
  fc.string(),
  fc.constantFrom('critical', 'OK', '__proto__', 'constructor', 'toString', '<!channel>', '5', '2026-01-01'),
  fc.double(),
  fc.integer(),
  fc.integer({ min: -1e12, max: 1e12 }),
  fc.bigInt(),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.array(item),
  fc.array(fc.constant(null)).map((items) => items as never),
);

/** A call by its function, its style and the same options in MessageFormat 2. */
const CALLS = [
  ['urgencyEmoji', '', ''],
  ['statusColor', '', ''],
  ['duration', '', ''],
  ['duration', 'narrow', 'style=narrow'],
  ['duration', 'long seconds largest=hour', 'style=long from=seconds largest=hour'],
  ['duration', 'digital smallest=millisecond', 'style=digital smallest=millisecond'],
  ['relativeTime', '', ''],
  ['relativeTime', 'auto short', 'numeric=auto style=short'],
  ['relativeTime', 'unit=day auto', 'unit=day numeric=auto'],
  ['list', '', ''],
  ['list', 'disjunction max=2', 'type=disjunction max=2'],
  ['list', 'unit narrow 3', 'type=unit style=narrow max=3'],
  ['bytes', '', ''],
  ['bytes', 'binary 2', 'system=binary digits=2'],
  ['bytes', 'long digits=0', 'style=long digits=0'],
] as const;

describe.each(CALLS)('%s %s', (name, style, options) => {
  const icu = parseForm(style === '' ? `{x, ${name}}` : `{x, ${name}, ${style}}`, 'icu', { functions });
  const mf2 = parseForm(`{$x :${name} ${options}}`, 'mf2', { functions });

  it('has one contract', () => {
    expect(contractOf([mf2])).toEqual(contractOf([icu]));
  });

  it('shows its samples, the longest too', () => {
    const { contract } = contractOf([icu]);
    for (const values of [sampleValues(contract), worstCaseValues(contract)]) {
      const { text, faults } = show(icu, 'en', 'text', values['x']);
      expect(faults).toEqual([]);
      expect(text).not.toBe('');
    }
  });

  it('says the same in both syntaxes and both modes, and what it cannot show it marks', () => {
    fc.assert(
      fc.property(locale, value, (tag, x) => {
        const shown = show(icu, tag, 'text', x);
        const json = show(icu, tag, 'json', x);
        expect(JSON.parse(`"${json.text}"`)).toBe(shown.text);
        expect(json.faults).toEqual(shown.faults);
        expect(show(mf2, tag, 'json', x).text).toBe(show(mf2, tag, 'text', x).text.replace(/["\\]/g, '\\$&'));
        // MessageFormat 2 also takes numbers and dates that are written as strings.
        if (typeof x !== 'string') expect(show(mf2, tag, 'text', x)).toEqual(shown);
        if (shown.faults.length > 0) expect(shown.text).toBe('⟨x?⟩');
        expect(shown.text).not.toMatch(/undefined|NaN|Invalid|Infinity|\[object/);
      }),
      { numRuns: 150 },
    );
  });
});

it('are frozen, under their own names alone', () => {
  expect(Object.isFrozen(functions)).toBe(true);
  expect(Object.keys(functions).sort()).toEqual([
    'bytes',
    'duration',
    'list',
    'relativeTime',
    'statusColor',
    'urgencyEmoji',
  ]);
});
