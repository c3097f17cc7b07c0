import { describe, expect, it } from 'vitest';
import { sampleValues, worstCaseValues } from './samples.ts';

const contract = {
  text: { type: 'text' },
  number: { type: 'number' },
  date: { type: 'date' },
  choice: { type: 'choice', choices: ['a', 'longest', 'bb'] },
  open: { type: 'choice' },
} as const;

describe('sample values', () => {
  it('are the same every time', () => {
    expect(sampleValues(contract as never)).toEqual({
      text: 'text',
      number: 3,
      date: new Date('2026-01-15T12:34:56Z'),
      choice: 'a',
      open: 'other',
    });
  });

  it('are the author’s where they fit the type', () => {
    expect(
      sampleValues({
        a: { type: 'text', sample: 'EU' },
        b: { type: 'number', sample: 12 },
        c: { type: 'number', sample: 'twelve' },
        d: { type: 'date', sample: 0 },
        e: { type: 'date', sample: 'now' },
        f: { type: 'choice', sample: 'b', choices: ['a', 'b'] },
        g: { type: 'text', sample: true },
      }),
    ).toEqual({ a: 'EU', b: 12, c: 3, d: new Date(0), e: new Date('2026-01-15T12:34:56Z'), f: 'b', g: true });
  });
});

describe('worst cases', () => {
  it('are long, of the length that the author named', () => {
    const worst = worstCaseValues({ ...contract, short: { type: 'text', maxLength: 7 } } as never);
    expect(String(worst['text'])).toHaveLength(100);
    expect(worst).toMatchObject({
      short: 'WMWM 漢字',
      choice: 'longest',
      open: 'other',
      number: -9876543210.987,
    });
    expect(worst['date']).toEqual(new Date('2026-09-30T22:58:58Z'));
  });

  it('are whole characters at every length', () => {
    for (let maxLength = 1; maxLength <= 80; maxLength += 1) {
      for (const hostile of [false, true]) {
        const text = String(worstCaseValues({ x: { type: 'text', maxLength } }, { hostile })['x']);
        expect(text).toHaveLength(maxLength);
        expect(() => encodeURIComponent(text)).not.toThrow();
      }
    }
  });

  it('can be hostile', () => {
    expect(worstCaseValues({ x: { type: 'text', maxLength: 12 } }, { hostile: true })).toEqual({
      x: '&<>*_~`"\\&<>',
    });
  });
});
