import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, canonicalPayload } from './canonical-json.ts';

/** RFC 8785 appendix B: the bits of a double, and its text. */
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

const nested = (depth: number): unknown => {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};

describe('canonicalJson', () => {
  test('writes the example of RFC 8785 section 3.2.2', () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('sorts names by UTF-16 code units, as in section 3.2.3', () => {
    const text = canonicalJson({
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '😀': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    });
    expect([...text.matchAll(/:"([^"]+)"/g)].map(([, title]) => title)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test.each(NUMBERS)('writes the double %s of appendix B as %s', (bits, text) => {
    expect(canonicalJson(double(bits))).toBe(text);
  });

  test('what is parsed back is the same value, and has the same text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        const text = canonicalJson(value);
        // -0 is the one number whose sign JSON texts of RFC 8785 do not keep.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, unknown, string, string]>([
    ['NaN', { a: [0, Number.NaN] }, 'a.1', 'a number that is not finite'],
    ['an infinity', double('7ff0000000000000'), '', 'a number that is not finite'],
    ['a lone surrogate', { a: 'x\ud800' }, 'a', 'a text with a lone surrogate'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '\\u{dc00}', 'a text with a lone surrogate'],
    ['undefined', { a: undefined }, 'a', 'JSON has no undefined'],
    ['undefined alone', undefined, '', 'JSON has no undefined'],
    ['a hole in a list', new Array<number>(2), '0', 'JSON has no undefined'],
    ['a bigint', [1n], '0', 'JSON has no bigint'],
    ['a function', { f: () => 0 }, 'f', 'JSON has no function'],
    ['a symbol', Symbol('s'), '', 'JSON has no symbol'],
    ['a date', { at: new Date(0) }, 'at', 'neither a plain object nor a list'],
    ['a map', new Map(), '', 'neither a plain object nor a list'],
  ])('refuses %s, and says where and why', (_name, value, path, reason) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code: 'LOCALERT_NOT_CANONICAL', details: { path, reason } }),
    );
  });

  test('refuses what nests too deep, and what nests for ever', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(canonicalJson(nested(100))).toHaveLength(201);
    expect(() => canonicalJson(nested(101))).toThrow('nested deeper than 100');
    expect(() => canonicalJson(cycle)).toThrow('nested deeper than 100');
  });

  test('a member named __proto__ is a member', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  test('of payloads, absent and undefined members are the same', () => {
    expect(canonicalPayload({ a: undefined, b: { c: undefined, d: null } })).toBe('{"b":{"d":null}}');
    expect(() => canonicalPayload([undefined])).toThrow('JSON has no undefined');
  });
});
