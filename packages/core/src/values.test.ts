import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArgumentItem, type ArgumentValue, MAX_LIST_ITEMS, packValues, unpackValues } from './values.ts';

const item: fc.Arbitrary<ArgumentItem> = fc.oneof(fc.string(), fc.double(), fc.bigInt(), fc.boolean());
const value: fc.Arbitrary<ArgumentValue> = fc.oneof(
  fc.array(item),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.date({ noInvalidDate: false }),
  fc.constant(null),
);

describe('packValues', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]\w{0,9}$/), value), (values) => {
        expect({ ...unpackValues(packValues(values)) }).toEqual({ ...values });
      }),
    );
  });

  it('tells -0, NaN and the infinities apart', () => {
    expect(unpackValues(packValues({ a: -0, b: Number.NaN, c: -Infinity }))).toEqual({
      a: -0,
      b: Number.NaN,
      c: -Infinity,
    });
  });

  it('leaves out what is undefined, and keeps no object', () => {
    expect(packValues({ a: undefined, b: { secret: 1 } as never })).toBe('{"b":null}');
  });

  it('keeps no more of a list than is ever shown, and nothing in it that is no item', () => {
    const many = Array.from({ length: MAX_LIST_ITEMS + 5 }, (_, index) => index);
    expect(unpackValues(packValues({ many }))['many']).toEqual(many.slice(0, MAX_LIST_ITEMS));
    const bad = ['a', { toJSON: () => 'b' }, ['c'], new Date(0), undefined] as never;
    expect(unpackValues(packValues({ bad }))['bad']).toEqual(['a', null, null, null, null]);
    expect(unpackValues(packValues({ empty: [] }))['empty']).toEqual([]);
  });

  it('takes names as data', () => {
    const values = JSON.parse('{"__proto__":"x","constructor":"y"}');
    const back = unpackValues(packValues(values));
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });
});
