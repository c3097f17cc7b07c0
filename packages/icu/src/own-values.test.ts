import { afterEach, describe, expect, it } from 'vitest';
import { compileForm } from './compile.ts';
import { contractKeeper } from './keeps-contract.ts';
import { compileMessage } from './message.ts';
import { givesOwnValues, isInherited } from './own-values.ts';
import { parseForm } from './parse.ts';

const polluted = Object.prototype as Record<string, unknown>;

afterEach(() => {
  delete polluted['region'];
});

describe('values', () => {
  it('of plain objects are their own, until somebody adds to what all objects inherit', () => {
    expect([givesOwnValues({}), givesOwnValues(Object.create(null))]).toEqual([true, true]);
    expect([givesOwnValues(Object.create({ region: 'EU' })), givesOwnValues(new Date())]).toEqual([
      false,
      false,
    ]);
    polluted['region'] = 'EU';
    expect(givesOwnValues({})).toBe(false);
    expect([isInherited('constructor'), isInherited('__proto__'), isInherited('count')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('that are inherited are missing, in texts, numbers, dates and choices alike', () => {
    const sources = [
      'in {region}',
      'in {region, number}',
      'in {region, date}',
      '{region, plural, other {#}}',
      '{region, select, EU {x} other {y}}',
    ];
    for (const source of sources) {
      const show = compileForm(parseForm(source, 'icu'), { locale: 'en', timeZone: 'UTC' });
      const faults: unknown[] = [];
      polluted['region'] = 'EU';
      show({}, (fault) => faults.push(fault));
      delete polluted['region'];
      show(Object.create({ region: 'EU' }), (fault) => faults.push(fault));
      expect(new Set(faults.map((fault) => JSON.stringify(fault))), source).toEqual(
        new Set(['{"code":"argument-missing","argument":"region"}']),
      );
    }
  });

  it('that every object inherits are missing too', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
      expect(() => compileMessage(`{${name}}`, { locale: 'en' }).format({}), name).toThrow(/is missing/);
    const values = JSON.parse('{"__proto__":"own","constructor":"mine"}');
    expect(compileMessage('{__proto__} {constructor}', { locale: 'en' }).format(values)).toBe('own mine');
  });

  it('keep a contract with their own alone', () => {
    const keeps = contractKeeper({ region: { type: 'text' } });
    expect([keeps({ region: 'EU' }), keeps({}), keeps(Object.create({ region: 'EU' }))]).toEqual([
      true,
      false,
      false,
    ]);
    polluted['region'] = 'EU';
    expect(keeps({})).toBe(false);
    const inherited = Object.fromEntries([['constructor', { type: 'text' as const }]]);
    expect(contractKeeper(inherited)({})).toBe(false);
  });
});
