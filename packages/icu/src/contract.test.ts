import { argumentContractSchema, type MessageSyntax } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { checkContract, checkValues, contractOf } from './contract.ts';
import { parseForm } from './parse.ts';

const forms = (sources: readonly string[], syntax: MessageSyntax = 'icu') =>
  sources.map((source) => parseForm(source, syntax, { functions: ['custom'] }));
const of = (sources: readonly string[], syntax?: MessageSyntax) => contractOf(forms(sources, syntax));
const check = (source: string, base: string) => checkContract(parseForm(source, 'icu'), of([base]).contract);

describe('the contract of messages', () => {
  it('has each argument with the type of its uses', () => {
    const { contract, conflicts } = of([
      '{t} {n, number} {d, date} {c, time} {p, plural, =1 {{inner}} other {#}} {o, selectordinal, other {}}',
      '{g, select, a {{deep, number, percent}} b {} other {}} {x, custom}',
    ]);
    expect(conflicts).toEqual([]);
    expect(contract).toEqual({
      t: { type: 'text' },
      n: { type: 'number' },
      d: { type: 'date' },
      c: { type: 'date' },
      p: { type: 'number' },
      inner: { type: 'text' },
      o: { type: 'number' },
      g: { type: 'choice', choices: ['a', 'b'] },
      deep: { type: 'number' },
      x: { type: 'text' },
    });
    expect(argumentContractSchema.safeParse(contract).success).toBe(true);
  });

  it('lets text give way to what else an argument is used as', () => {
    const { contract, conflicts } = of([
      '{n} {d} {g}',
      '{n, number} {d, date} {g, select, a {} other {}}',
      '{n} {d} {g}',
    ]);
    expect(conflicts).toEqual([]);
    expect(Object.values(contract).map((spec) => spec.type)).toEqual(['number', 'date', 'choice']);
  });

  it('joins the choices of all messages', () => {
    const { contract } = of(['{g, select, a {} b {} other {}}', '{g, select, b {} c {} other {}}']);
    expect(contract).toEqual({ g: { type: 'choice', choices: ['a', 'b', 'c'] } });
  });

  it('names uses that exclude each other', () => {
    expect(of(['{n, number}', '{n} {n, date}']).conflicts).toEqual([
      { code: 'argument-conflict', argument: 'n', types: ['number', 'text', 'date'] },
    ]);
    expect(of(['{n, number} {n, select, a {} other {}}']).conflicts).toHaveLength(1);
  });

  it('names arguments that models cannot hold, and pollutes no prototype', () => {
    const { contract, conflicts } = of(['{0} {__proto__} {constructor} {été}']);
    expect(conflicts.map(({ code, argument }) => `${code} ${argument}`)).toEqual([
      'argument-name 0',
      'argument-name __proto__',
      'argument-name constructor',
      'argument-name été',
    ]);
    expect(Object.keys(contract)).toContain('__proto__');
    expect(Object.getPrototypeOf(contract)).toBe(Object.prototype);
  });

  it('of MessageFormat 2 looks through declarations and options', () => {
    const { contract } = of(
      [
        '.input {$n :integer} .local $m = {$n :offset add=1} .input {$g :string} .local $h = {$g} .match $m $h 1 a {{}} * * {{{$m}}}',
        '{$d :datetime} {$x :number minimumFractionDigits=$digits} {$t} {|5| :number} {#b a=$mark}{$c :custom o=$opt}{/b}',
        '.input {$s} .local $k = {$s :number} {{{$k :string}}}',
        '.input {$z :string} .local $q = {$z :number} {{{$q}}}',
      ],
      'mf2',
    );
    expect(contract).toEqual({
      n: { type: 'number' },
      g: { type: 'choice', choices: ['a'] },
      d: { type: 'date' },
      x: { type: 'number' },
      digits: { type: 'text' },
      t: { type: 'text' },
      mark: { type: 'text' },
      c: { type: 'text' },
      opt: { type: 'text' },
      s: { type: 'number' },
      z: { type: 'number' },
    });
  });
});

describe('a translation', () => {
  it('may use less, and show anything as text', () => {
    expect(check('{n} {d} {g}', '{n, number} {d, date} {g, select, a {} other {}} {more}')).toEqual([]);
    expect(check('nothing', '{n}')).toEqual([]);
  });

  it('may not use what the base has not, or in another way', () => {
    expect(check('{x} {n, date} {t, number}', '{n, number} {t}')).toEqual([
      { code: 'argument-unknown', argument: 'x', used: 'text' },
      { code: 'argument-type', argument: 'n', used: 'date', expected: 'number' },
      { code: 'argument-type', argument: 't', used: 'number', expected: 'text' },
    ]);
    expect(check('{n, number} {n, date}', '{n, number}')).toMatchObject([
      { code: 'argument-type', used: 'date' },
    ]);
    expect(check('{constructor}', '{n}')).toMatchObject([{ code: 'argument-unknown' }]);
  });

  it('that has choices of its own is told so', () => {
    const base = '{g, select, a {} b {} other {}}';
    expect(check('{g, select, a {} other {}}', base)).toEqual([]);
    expect(check('{g, select, a {} eins {} other {}}', base)).toEqual([
      { code: 'choice-unknown', argument: 'g', used: 'choice', choices: ['eins'] },
    ]);
    expect(
      checkContract(parseForm('{g, select, a {} other {}}', 'icu'), { g: { type: 'choice' } }),
    ).toHaveLength(1);
  });
});

describe('the values of an alert', () => {
  const contract = of(['{t} {n, number} {d, date} {g, select, a {} other {}}']).contract;
  const good = { t: 'x', n: 1, d: new Date(0), g: 'a' };

  it('that keep the contract have no fault', () => {
    for (const more of [
      {},
      { t: 5 },
      { t: 5n },
      { t: true },
      { t: new Date(0) },
      { n: 2n },
      { n: Number.NaN },
      { d: 0 },
      { g: true },
      { g: 'z' },
    ]) {
      expect(checkValues(contract, { ...good, ...more })).toEqual([]);
    }
  });

  it('are told what is missing, wrong or unknown', () => {
    expect(checkValues(contract, { t: null, n: '1', d: 'now', g: new Date(0), extra: 1 })).toEqual([
      { code: 'argument-missing', argument: 't' },
      { code: 'argument-type', argument: 'n' },
      { code: 'argument-type', argument: 'd' },
      { code: 'argument-type', argument: 'g' },
      { code: 'argument-unknown', argument: 'extra' },
    ]);
    expect(checkValues(contract, { ...good, d: new Date(Number.NaN), t: {} as never })).toEqual([
      { code: 'argument-type', argument: 't' },
      { code: 'argument-type', argument: 'd' },
    ]);
    expect(checkValues(contract, { ...good, t: new Date(Number.NaN) })).toHaveLength(1);
  });

  it('are read by own properties', () => {
    expect(checkValues(JSON.parse('{"toString": {"type": "text"}}'), {})).toEqual([
      { code: 'argument-missing', argument: 'toString' },
    ]);
    expect(checkValues({}, JSON.parse('{"__proto__": 1}'))).toEqual([
      { code: 'argument-unknown', argument: '__proto__' },
    ]);
  });
});
