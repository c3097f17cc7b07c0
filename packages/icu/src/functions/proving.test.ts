/** That fixtures with functions and lists are proven: samples, worst cases and covering values that fit. */
import { argumentContractSchema } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { checkValues, contractOf } from '../contract.ts';
import { coveringValues } from '../cover.ts';
import { defineFunction } from '../custom-function.ts';
import { compileMessage } from '../message.ts';
import { parseForm } from '../parse.ts';
import { sampleValues, worstCaseValues } from '../samples.ts';
import { domainFunctions } from './domain-functions.ts';

const functions = {
  ...domainFunctions,
  ticket: defineFunction({
    takes: 'text',
    sample: 'OPS-1',
    format: (value) => (/^[A-Z]+-\d+$/.test(value) ? `<${value}>` : undefined),
  }),
  size: defineFunction({
    takes: 'number',
    format: (value) => String(value),
    select: (value, keys) =>
      keys.find((key) => (key === 'big' ? value > 100 : Number(key) === Number(value))),
  }),
};

const source = '{hosts, list} {t, ticket} {t} {took, duration} {severity, urgencyEmoji} {note}';
const form = parseForm(source, 'icu', { functions });
const { contract, conflicts } = contractOf([form]);

it('keeps an example of what a function takes, apart from what authors say', () => {
  expect(conflicts).toEqual([]);
  expect(contract).toEqual({
    hosts: { type: 'list' },
    t: { type: 'text', example: 'OPS-1' },
    took: { type: 'number', example: 5_400_000 },
    severity: { type: 'text', example: 'critical' },
    note: { type: 'text' },
  });
  expect(argumentContractSchema.parse(contract)).toEqual(contract);
});

describe('samples', () => {
  it('are values that the functions take', () => {
    expect(sampleValues(contract)).toEqual({
      hosts: ['hosts 1', 'hosts 2', 'hosts 3'],
      t: 'OPS-1',
      took: 5_400_000,
      severity: 'critical',
      note: 'note',
    });
  });

  it('are the author’s where they fit the type', () => {
    const noted = {
      hosts: { type: 'list', sample: ['db-1', 8080, true] },
      bad: { type: 'list', sample: 'db-1' },
      text: { type: 'text', sample: ['a'] },
      t: { type: 'text', sample: 'OPS-2', example: 'OPS-1' },
    } as const;
    expect(sampleValues(argumentContractSchema.parse(noted))).toEqual({
      hosts: ['db-1', 8080, true],
      bad: ['bad 1', 'bad 2', 'bad 3'],
      text: 'text',
      t: 'OPS-2',
    });
  });

  it('at their worst are long lists of long texts, and still what the functions take', () => {
    const worst = worstCaseValues({ ...contract, short: { type: 'list', maxLength: 7 } });
    expect(worst['short']).toEqual(Array.from({ length: 20 }, () => 'WMWM 漢字'));
    expect(String((worst['hosts'] as string[])[0])).toHaveLength(100);
    expect(worst['t']).toBe('OPS-1');
    const { short: _, ...values } = worst;
    expect(checkValues(contract, values)).toEqual([]);
    expect(() => compileMessage(source, { locale: 'en', functions }).format(values)).not.toThrow();
  });
});

describe('covering values', () => {
  const texts = (message: string) => {
    const parsed = parseForm(message, 'mf2', { functions });
    const compiled = compileMessage(message, { locale: 'en', syntax: 'mf2', functions });
    return coveringValues([parsed], contractOf([parsed]).contract, { functions }).map((values) =>
      compiled.format(values),
    );
  };

  it('reach every branch that a function chooses', () => {
    const words = '.input {$s :urgencyEmoji} .match $s critical {{c}} low {{l}} * {{other}}';
    expect(texts(words)).toEqual(['c', 'l', 'other']);
    const numbers = '.input {$n :size} .match $n 7 {{seven}} big {{big}} * {{some {$n}}}';
    expect(texts(numbers).map((text) => text.replace(/\d+/, 'n'))).toEqual(['seven', 'big', 'some n']);
  });
});
