import type { ArgumentValues, LocalertError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import {
  ArgumentMissingError,
  ArgumentTypeError,
  compileMessage,
  type MessageOptions,
  OutputTooLongError,
} from './message.ts';

const NOON = new Date(Date.UTC(2026, 0, 15, 12, 34, 56));

function mf2(source: string, values: ArgumentValues = {}, options: Partial<MessageOptions> = {}) {
  const errors: LocalertError[] = [];
  const message = compileMessage(source, { locale: 'en', syntax: 'mf2', ...options });
  const text = message.format(values, (error) => errors.push(error));
  const parts = message.formatToParts(values, () => undefined);
  expect(parts.map((part) => part.value).join('')).toBe(text);
  return { text, errors: errors.map(({ code, details }) => ({ code, ...details })), parts };
}

const textOf = (source: string, values?: ArgumentValues, options?: Partial<MessageOptions>) => {
  const { text, errors } = mf2(source, values, options);
  expect(errors).toEqual([]);
  return text;
};

describe('a message of MessageFormat 1', () => {
  it('formats, and tells its arguments', () => {
    const message = compileMessage('{n, plural, one {# error} other {# errors}} in {where}', {
      locale: 'en',
    });
    expect(message.format({ n: 3, where: 'EU' })).toBe('3 errors in EU');
    expect(message.args).toEqual({ n: { type: 'number' }, where: { type: 'text' } });
    expect(compileMessage('static', { locale: 'en' }).format()).toBe('static');
  });

  it('shows dates in UTC unless told otherwise', () => {
    const source = '{d, time, short}';
    expect(compileMessage(source, { locale: 'en' }).format({ d: NOON })).toBe('12:34 PM');
    expect(compileMessage(source, { locale: 'en', timeZone: 'Asia/Tokyo' }).format({ d: NOON })).toBe(
      '9:34 PM',
    );
  });

  it('throws typed errors that name the argument and what it wants, never its value', () => {
    const message = compileMessage('{n, number} {d, date} {g, select, other {}} {t}', { locale: 'en' });
    const errorOf = (values: ArgumentValues) => {
      try {
        message.format(values);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(ArgumentMissingError.is(errorOf({}))).toBe(true);
    expect(errorOf({})).toMatchObject({ details: { argument: 'n', expected: 'a number or a bigint' } });
    const wrong = errorOf({ n: 'secret' });
    expect(ArgumentTypeError.is(wrong)).toBe(true);
    expect(wrong).toMatchObject({ details: { argument: 'n' } });
    expect(JSON.stringify(wrong)).not.toContain('secret');
    expect(errorOf({ n: 1, d: 'x' })).toMatchObject({
      details: { expected: 'a valid Date or epoch milliseconds' },
    });
    expect(errorOf({ n: 1, d: 0, g: NOON })).toMatchObject({ details: { expected: 'a string' } });
    expect(errorOf({ n: 1, d: 0, g: 'a' })).toMatchObject({ details: { argument: 't' } });
    expect(() => message.formatToParts({})).toThrow(
      expect.objectContaining({ code: 'LOCALERT_ARGUMENT_MISSING' }),
    );
  });

  it('throws when it becomes too long', () => {
    const message = compileMessage('{x}{x}', { locale: 'en' });
    const call = (run: () => unknown) =>
      expect(run).toThrow(expect.objectContaining({ code: OutputTooLongError.code }));
    call(() => message.format({ x: 'a'.repeat(40_000) }));
    call(() => message.formatToParts({ x: 'a'.repeat(40_000) }));
  });

  it('uses functions of the host', () => {
    const functions = { mention: (value: unknown) => `@${String(value)}` };
    expect(compileMessage('{who, mention}', { locale: 'en', functions }).format({ who: 'ana' })).toBe('@ana');
  });

  it('comes in parts', () => {
    const message = compileMessage('{x} {n, number} {d, date, ::yM}{n, plural, other {!}}', { locale: 'en' });
    expect(message.formatToParts({ x: 'a', n: 1.5, d: NOON })).toEqual([
      { type: 'string', value: 'a', source: '$x', locale: 'en' },
      { type: 'text', value: ' ' },
      {
        type: 'number',
        value: '1.5',
        source: '$n',
        locale: 'en',
        parts: [
          { type: 'integer', value: '1' },
          { type: 'decimal', value: '.' },
          { type: 'fraction', value: '5' },
        ],
      },
      { type: 'text', value: ' ' },
      {
        type: 'datetime',
        value: '1/2026',
        source: '$d',
        locale: 'en',
        parts: [
          { type: 'month', value: '1' },
          { type: 'literal', value: '/' },
          { type: 'year', value: '2026' },
        ],
      },
      { type: 'text', value: '!' },
    ]);
    const scaled = compileMessage('{n, number, ::scale/100}', { locale: 'en' }).formatToParts({ n: 3 });
    expect(scaled).toMatchObject([{ value: '300', parts: [{ type: 'integer', value: '300' }] }]);
  });
});

const unsupported = (feature: string, kind: string) => ({
  code: 'LOCALERT_MESSAGE_UNSUPPORTED',
  syntax: 'mf2',
  feature,
  kind,
});

describe('a message of MessageFormat 2', () => {
  it('shows fallbacks and calls onError', () => {
    const { text, errors } = mf2('{$x} {$n :number} {$d :date} {|a\\|b| :number} {$y :foo} {:bar}', {
      n: 'x',
      d: 'y',
      y: 1,
    });
    expect(text).toBe('{$x} {$n} {$d} {|a\\|b|} {$y} {:bar}');
    expect(errors).toEqual([
      {
        code: 'LOCALERT_ARGUMENT_MISSING',
        argument: 'x',
        expected: 'a string, a number, a boolean or a Date',
        kind: 'unresolved-variable',
      },
      {
        code: 'LOCALERT_ARGUMENT_TYPE',
        argument: 'n',
        expected: 'a number or a bigint',
        kind: 'bad-operand',
      },
      {
        code: 'LOCALERT_ARGUMENT_TYPE',
        argument: 'd',
        expected: 'a valid Date or epoch milliseconds',
        kind: 'bad-operand',
      },
      unsupported('a value that ":number" cannot take', 'bad-operand'),
      unsupported('the function ":foo"', 'unknown-function'),
      unsupported('the function ":bar"', 'unknown-function'),
    ]);
  });

  it('is silent without onError, and takes one for all calls', () => {
    const errors: unknown[] = [];
    expect(compileMessage('{$x}', { locale: 'en', syntax: 'mf2' }).format()).toBe('{$x}');
    expect(compileMessage('{$x}', { locale: 'en', syntax: 'mf2' }).formatToParts()).toEqual([
      { type: 'fallback', source: '$x', value: '{$x}' },
    ]);
    compileMessage('{$x}', { locale: 'en', syntax: 'mf2', onError: (error) => errors.push(error) }).format();
    expect(errors).toHaveLength(1);
  });

  it('reports what became too long and keeps the rest', () => {
    const long = 'a'.repeat(40_000);
    const message = compileMessage('{$x}{$x}', { locale: 'en', syntax: 'mf2' });
    const errors: LocalertError[] = [];
    expect(message.format({ x: long }, (error) => errors.push(error))).toHaveLength(65_536);
    expect(message.formatToParts({ x: long }, (error) => errors.push(error))).toHaveLength(1);
    expect(errors.map((error) => error.code)).toEqual([OutputTooLongError.code, OutputTooLongError.code]);
  });

  it('reads numbers from strings, as literals are', () => {
    expect(
      textOf('{$a :number} {$b :integer} {|1e3| :number} {$c :percent}', { a: '-12.5', b: '2.5', c: '0.5' }),
    ).toBe('-12.5 3 1,000 50%');
    for (const a of ['', ' 1', '0x10', '1,5', '01', '.5', 'NaN'])
      expect(mf2('{$a :number}', { a }).text).toBe('{$a}');
  });

  it('reads dates from strings; without an offset they are the clock of the zone', () => {
    const timeZone = 'Asia/Tokyo';
    const show = (d: string) => textOf('{$d :datetime timePrecision=second}', { d }, { timeZone });
    expect(show('2026-01-15')).toBe('Jan 15, 2026, 12:00:00 AM');
    expect(show('2026-01-15T12:34')).toBe('Jan 15, 2026, 12:34:00 PM');
    expect(show('2026-01-15T12:34:56.789')).toBe('Jan 15, 2026, 12:34:56 PM');
    expect(show('2026-01-15T12:34:56Z')).toBe('Jan 15, 2026, 9:34:56 PM');
    expect(show('2026-01-15T12:34:56-05:00')).toBe('Jan 16, 2026, 2:34:56 AM');
    expect(show('2026-01-15Z')).toBe('Jan 15, 2026, 9:00:00 AM');
    for (const d of ['tomorrow', '2026-13-01', '2026', '20260115'])
      expect(mf2('{$d :date}', { d }).text).toBe('{$d}');
  });

  it('lets the message name its zone, calendar and clock', () => {
    expect(
      textOf('{$d :time timeZone=|Asia/Tokyo|} {$d :time timeZone=input hour12=false}', { d: NOON }),
    ).toBe('9:34 PM 12:34');
    expect(textOf('.local $e = {$d :datetime timeZone=|Asia/Tokyo|} {{{$e :time}}}', { d: NOON })).toBe(
      '9:34 PM',
    );
    expect(
      textOf('.local $e = {$d :datetime calendar=buddhist hour12=false} {{{$e :date} {$e :time}}}', {
        d: NOON,
      }),
    ).toBe('Jan 15, 2569 BE 12:34');
  });

  it('reads options from values', () => {
    expect(textOf('{$n :number minimumFractionDigits=$d}', { n: 1, d: 2 })).toBe('1.00');
    expect(textOf('{$n :number minimumFractionDigits=$d}', { n: 1, d: '2' })).toBe('1.00');
    expect(textOf('.local $c = {|EUR|} {{{$n :currency currency=$c}}}', { n: 1 })).toBe('€1.00');
    expect(textOf('{$n :currency currency=$c fractionDigits=auto}', { n: 1, c: 'JPY' })).toBe('¥1');
    expect(textOf('{$n :offset add=$a} {$n :offset subtract=$a}', { n: 5, a: 2 })).toBe('7 3');
    expect(textOf('{$d :date length=$l}', { d: NOON, l: 'long' })).toBe('January 15, 2026');
    expect(textOf('{$d :time hour12=$h}', { d: NOON, h: false })).toBe('12:34');
    expect(textOf('.local $e = {$d :date length=$l} {{{$e :time} {$e}}}', { d: NOON, l: 'long' })).toBe(
      '12:34 PM January 15, 2026',
    );
    const match =
      '.local $m = {$n :number minimumFractionDigits=$d} .match $m one {{one {$m}}} * {{other {$m}}}';
    expect(textOf(match, { n: 1, d: 0 })).toBe('one 1');
    expect(textOf(match, { n: 1, d: 1 })).toBe('other 1.0');
    expect(
      textOf('.local $m = {$n :number minimumFractionDigits=$d} .local $p = {$m :percent} {{{$p} {$p}}}', {
        n: 1,
        d: 1,
      }),
    ).toBe('100.0% 100.0%');
    expect(mf2('{$n :number minimumFractionDigits=$d}', { n: 1, d: 2 }).parts).toMatchObject([
      { type: 'number', value: '1.00' },
    ]);
  });

  it('reports options that are missing or not usable, and goes on without them', () => {
    const missing = { code: 'LOCALERT_ARGUMENT_MISSING', argument: 'd' };
    const wrong = { code: 'LOCALERT_ARGUMENT_TYPE', argument: 'd' };
    expect(mf2('{$n :number minimumFractionDigits=$d}', { n: 1 })).toMatchObject({
      text: '1',
      errors: [missing, { kind: 'bad-option' }],
    });
    expect(mf2('{$n :number minimumFractionDigits=$d}', { n: 1, d: -1 })).toMatchObject({
      text: '1',
      errors: [wrong],
    });
    expect(mf2('{$n :number minimumFractionDigits=x}', { n: 1 })).toMatchObject({
      text: '1',
      errors: [{ feature: 'an option of ":number" with this value' }],
    });
    expect(mf2('{$x :date length=$d}', { x: NOON, d: 'tall' })).toMatchObject({
      text: 'Jan 15, 2026',
      errors: [wrong],
    });
    expect(mf2('{$n :offset add=$d}', { n: 1, d: 'x' }).text).toBe('{$n}');
    expect(mf2('{$n :offset add=$d}', { n: 1 }).text).toBe('{$n}');
    expect(mf2('{$n :offset add=$d subtract=$d}', { n: 1, d: 1 }).text).toBe('{$n}');
    expect(mf2('{$n :currency}', { n: 1 }).text).toBe('{$n}');
    expect(mf2('{1 :currency currency=$d}', { d: '€' }).text).toBe('{|1|}');
    expect(mf2('{1 :unit unit=$d}', { d: 'parsec' }).text).toBe('{|1|}');
    expect(mf2('{$n :unit unit=$d}', { n: 1, d: 'parsec' })).toMatchObject({ text: '{$n}' });
    expect(mf2('{$x :date timeZone=$d}', { x: NOON, d: 'Mars/Olympus' })).toMatchObject({ text: '{$x}' });
    expect(mf2('{|2026-01-15| :date timeZone=$d}', { d: 'Mars/Olympus' })).toMatchObject({
      text: '{|2026-01-15|}',
    });
    expect(mf2('.local $c = {$n :date length=$l} {{{$c :time}}}', { n: 'x', l: 'long' }).text).toBe('{$c}');
    expect(mf2('.local $c = {$n :number minimumFractionDigits=$d} {{{$c :percent}}}', { d: 1 }).text).toBe(
      '{$c}',
    );
    expect(
      mf2('.input {$n :number select=$d} .match $n 1 {{one}} * {{other}}', { n: 1, d: 'exact' }),
    ).toMatchObject({
      text: 'other',
      errors: [{ kind: 'bad-option' }, { feature: 'selection by a number' }],
    });
    expect(mf2('{$n :number foo=bar}', { n: 1 })).toMatchObject({ text: '1', errors: [] });
  });

  it('reports a fault of a declaration with variable options once, however often it is shown', () => {
    const source = '.local $m = {$n :number minimumFractionDigits=$d} {{{$m} {$m} {$m :percent}}}';
    expect(mf2(source, { d: 1 })).toMatchObject({
      text: '{$m} {$m} {$m}',
      // The value that is missing, and what that means for each function on top of it.
      errors: [{ argument: 'n' }, { kind: 'bad-operand' }, { kind: 'bad-operand' }],
    });
  });

  it('computes long chains of declarations once: no blow-up', () => {
    let source = '';
    for (let index = 1; index < 64; index += 1) {
      const before = index - 1;
      source += `.local $a${index} = {$a${before} :number minimumFractionDigits=$a${before} maximumFractionDigits=$a${before}} `;
    }
    const start = performance.now();
    expect(textOf(`${source}{{{$a63}}}`, { a0: 2 })).toBe('2.00');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('shows texts, dates and booleans without a function', () => {
    const values = { s: 'a', n: 1234.5, b: true, d: NOON };
    expect(textOf('{$s} {$n} {$b} {$d} {$n :string}', values)).toBe(
      'a 1,234.5 true Jan 15, 2026, 12:34:56 PM 1234.5',
    );
    expect(textOf('.local $m = {$n :number minimumFractionDigits=2} {{{$m :string}}}', values)).toBe(
      '1,234.50',
    );
    expect(mf2('{$x} {$y :string}', { x: {} as never, y: Symbol.iterator as never }).text).toBe('{$x} {$y}');
  });

  it('uses functions of the host, with their options', () => {
    const functions = {
      now: (value: unknown, _options: object, locale: string) => `${String(value)} ${locale}`,
      wrap: (value: unknown, options: Readonly<Record<string, unknown>>) =>
        `${options['with']}${String(value)}`,
      fail: () => {
        throw new Error('no');
      },
    };
    expect(textOf('{:now}', {}, { functions })).toBe('undefined en');
    expect(textOf('{$x :wrap with=$w} {$x :wrap with=|<|}', { x: 1, w: '>' }, { functions })).toBe('>1 <1');
    expect(textOf('.local $y = {$x :wrap with=a} {{{$y} {$y :string}}}', { x: 1 }, { functions })).toBe(
      'a1 a1',
    );
    expect(mf2('{:fail} {$x :fail}', { x: 1 }, { functions })).toMatchObject({
      text: '{:fail} {$x}',
      errors: [{ feature: 'a value that ":fail" cannot take' }, { argument: 'x' }],
    });
    expect(mf2('{$x :wrap}', {}, { functions }).text).toBe('{$x}');
  });

  it('gives markup in parts only', () => {
    const values = { n: 5, x: 'a' };
    const { text, parts } = mf2('.local $m = {$n :number} {{{#b size=big n=$m x=$x}a{/b}{#hr/}}}', values);
    expect(text).toBe('a');
    expect(parts).toEqual([
      { type: 'markup', value: '', kind: 'open', name: 'b', options: { size: 'big', n: 5, x: 'a' } },
      { type: 'text', value: 'a' },
      { type: 'markup', value: '', kind: 'close', name: 'b', options: {} },
      { type: 'markup', value: '', kind: 'standalone', name: 'hr', options: {} },
    ]);
  });

  it('isolates values where asked to', () => {
    const options = { bidiIsolation: 'auto' } as const;
    expect(textOf('{$x}', { x: 'a' }, options)).toBe('\u2068a\u2069');
    expect(textOf('{$x :number u:dir=ltr}', { x: 1 }, options)).toBe('\u20661\u2069');
    expect(textOf('{$x :string u:dir=rtl}', { x: 'a' }, options)).toBe('\u2067a\u2069');
    expect(mf2('{$x :number}', {}, options).text).toBe('\u2068{$x}\u2069');
  });

  it('reads own properties only', () => {
    expect(mf2('{$constructor} {$__proto__} {$x :number __proto__=5}', { x: 1 }).text).toBe(
      '{$constructor} {$__proto__} 1',
    );
    expect(mf2('{$x :constructor}', { x: 1 }).text).toBe('{$x}');
    expect(mf2('{$x :hasOwnProperty}', { x: 1 }, { functions: {} }).text).toBe('{$x}');
  });
});

describe('refused', () => {
  it('is what cannot be read or shown', () => {
    const codeOf = (source: string, options: MessageOptions) => {
      try {
        compileMessage(source, options);
      } catch (error) {
        return (error as LocalertError).code;
      }
      return undefined;
    };
    expect(codeOf('{', { locale: 'en' })).toBe('LOCALERT_MESSAGE_SYNTAX');
    expect(codeOf('{x, spellout}', { locale: 'en' })).toBe('LOCALERT_MESSAGE_UNSUPPORTED');
    expect(codeOf('x', { locale: 'e_n' })).toBe('LOCALERT_INVALID_LOCALE');
    expect(codeOf('x', { locale: 'en', timeZone: 'x' })).toBe('LOCALERT_INVALID_INPUT');
  });
});
