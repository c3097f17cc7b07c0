import type { ArgumentValues } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type CompileOptions, compileForm } from './compile.ts';
import type { ValueFault } from './fault.ts';
import { parseForm } from './parse.ts';

const settings = { locale: 'en-US', timeZone: 'Europe/Madrid' };
const NOON = new Date(Date.UTC(2026, 0, 15, 12, 34, 56));

/** Renders and collects the faults. */
function render(source: string, values: ArgumentValues = {}, options: Partial<CompileOptions> = {}) {
  const faults: ValueFault[] = [];
  const form = parseForm(source, 'icu', { functions: Object.keys(options.functions ?? {}) });
  const text = compileForm(form, { ...settings, ...options })(values, (fault) => faults.push(fault));
  return { text, faults };
}

const textOf = (source: string, values?: ArgumentValues, options?: Partial<CompileOptions>) => {
  const { text, faults } = render(source, values, options);
  expect(faults).toEqual([]);
  return text;
};

/** A value of a type that callers in JavaScript can pass and the types forbid. */
const foreign = (value: unknown) => value as ArgumentValues[string];

describe('plain arguments', () => {
  it('show a string as it is, digits of numbers, true and false', () => {
    const values = { a: '<b>', b: 1234.5, c: 12345678901234567890n, d: true, e: false, f: Number.NaN, g: -0 };
    expect(textOf('{a} {b} {c} {d} {e} {f} {g}', values)).toBe(
      '<b> 1234.5 12345678901234567890 true false NaN 0',
    );
  });

  it('show a date as medium date and time in the given zone, never in the host’s', () => {
    expect(textOf('{d}', { d: NOON })).toBe('Jan 15, 2026, 1:34:56 PM');
    expect(textOf('{d}', { d: NOON }, { timeZone: 'Asia/Tokyo' })).toBe('Jan 15, 2026, 9:34:56 PM');
  });

  it('leave a marker for what is missing or cannot be shown', () => {
    const { text, faults } = render('{a}|{b}|{c}|{d}', {
      a: null,
      b: undefined,
      c: foreign({}),
      d: new Date(Number.NaN),
    });
    expect(text).toBe('⟨a⟩|⟨b⟩|⟨c?⟩|⟨d?⟩');
    expect(faults).toEqual([
      { code: 'argument-missing', argument: 'a' },
      { code: 'argument-missing', argument: 'b' },
      { code: 'argument-type', argument: 'c' },
      { code: 'argument-type', argument: 'd' },
    ]);
  });

  it('read own properties only', () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const name of names) {
      expect(render(`{${name}}`)).toEqual({
        text: `⟨${name}⟩`,
        faults: [{ code: 'argument-missing', argument: name }],
      });
      expect(render(`{${name}, select, a {A} other {O}}`).text).toBe('O');
      expect(render(`{x, select, ${name} {A} other {O}}`, { x: 'b' }).text).toBe('O');
      expect(render(`{x, select, ${name} {A} other {O}}`, { x: name }).text).toBe('A');
    }
    expect(textOf('{__proto__}', JSON.parse('{"__proto__":"own"}'))).toBe('own');
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(render('{x}', Object.create({ x: 'inherited' })).text).toBe('⟨x⟩');
  });

  it('match names in whatever normal form they come', () => {
    expect(textOf('{\u00e9}', { '\u00e9': 'a' })).toBe('a');
    expect(textOf('{\u00e9}', { 'e\u0301': 'a' })).toBe('a');
    expect(render('{\u00e9}', { e: 'a' }).text).toBe('⟨\u00e9⟩');
  });
});

describe('numbers', () => {
  it('come from Intl', () => {
    const values = { x: 1234.567 };
    for (const locale of ['en-US', 'de', 'hi', 'ar-EG', 'es', 'fr-CH']) {
      const nf = (options?: Intl.NumberFormatOptions) =>
        new Intl.NumberFormat(locale, options).format(values.x);
      expect(textOf('{x, number}', values, { locale })).toBe(nf());
      expect(textOf('{x, number, integer}', values, { locale })).toBe(nf({ maximumFractionDigits: 0 }));
      expect(textOf('{x, number, ::currency/EUR}', values, { locale })).toBe(
        nf({ style: 'currency', currency: 'EUR' }),
      );
      expect(
        textOf('{x, number, ::measure-unit/length-meter unit-width-full-name}', values, { locale }),
      ).toBe(nf({ style: 'unit', unit: 'meter', unitDisplay: 'long' }));
      expect(textOf('{x, number, ::compact-short}', values, { locale })).toBe(nf({ notation: 'compact' }));
    }
  });

  it('a percent of 0.5 is 50%, written either way', () => {
    expect(textOf('{x, number, percent} {x, number, ::percent} {x, number, ::%}', { x: 0.5 })).toBe(
      '50% 50% 50%',
    );
    expect(textOf('{x, number, ::scale/100} {x, number, ::scale/0.5}', { x: 3n })).toBe('300 1.5');
    expect(textOf('{x, number, ::scale/100 .00}', { x: 0.5 })).toBe('50.00');
  });

  it('round as ICU does', () => {
    expect(textOf('{x, number, ::.00} {y, number, ::.00}', { x: 1.005, y: 2.345 })).toBe('1.01 2.35');
  });

  it('take NaN, infinities, -0 and bigints', () => {
    const values = { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: -0, d: 12345678901234567890n };
    expect(textOf('{a, number} {b, number} {c, number} {d, number}', values)).toBe(
      'NaN ∞ -0 12,345,678,901,234,567,890',
    );
  });

  it.each([['3'], [true], [NOON], [foreign({})], [foreign([])], [foreign(Symbol.iterator)]])(
    'refuse what is none: %s',
    (x) => {
      const { text, faults } = render('{x, number}', { x });
      expect({ text, faults }).toEqual({ text: '⟨x?⟩', faults: [{ code: 'argument-type', argument: 'x' }] });
    },
  );
});

describe('dates and times', () => {
  it('come from Intl in the given zone', () => {
    const dtf = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Madrid', ...options }).format(NOON);
    expect(textOf('{d, date}', { d: NOON })).toBe(dtf({}));
    expect(textOf('{d, date, short}', { d: NOON })).toBe('1/15/26');
    expect(textOf('{d, date, full}', { d: NOON })).toBe('Thursday, January 15, 2026');
    expect(textOf('{d, time}', { d: NOON })).toBe('1:34:56 PM');
    expect(textOf('{d, time, short}', { d: NOON })).toBe('1:34 PM');
    expect(textOf('{d, time, long}', { d: NOON })).toBe('1:34:56 PM GMT+1');
    expect(textOf('{d, date, ::yMMMMEEEEdjmm}', { d: NOON })).toBe(
      dtf({
        year: 'numeric',
        month: 'long',
        weekday: 'long',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      }),
    );
  });

  it('let the locale choose the clock of j', () => {
    expect(textOf('{d, time, ::jmm}', { d: NOON })).toBe('1:34 PM');
    expect(textOf('{d, time, ::jmm}', { d: NOON }, { locale: 'es' })).toBe('13:34');
    expect(textOf('{d, time, ::Hmm} {d, time, ::hmma}', { d: NOON }, { locale: 'es' })).toMatch(
      /^13:34 1:34/,
    );
  });

  it('take epoch milliseconds', () => {
    expect(textOf('{d, date, medium}', { d: NOON.getTime() })).toBe('Jan 15, 2026');
    expect(textOf('{d, date, ::yG}', { d: -8.64e15 }, { timeZone: 'UTC' })).toBe('271822 BC');
  });

  it.each([['2026-01-15'], [true], [new Date(Number.NaN)], [Number.NaN], [8.64e15 + 1], [5n], [foreign({})]])(
    'refuse what is none: %s',
    (d) => {
      expect(render('{d, date}', { d })).toEqual({
        text: '⟨d?⟩',
        faults: [{ code: 'argument-type', argument: 'd' }],
      });
    },
  );
});

describe('plural and select', () => {
  const plural =
    '{n, plural, offset:1 =0 {none} =1 {only you} one {you and # other} other {you and # others}}';

  it.each([
    [0, 'none'],
    [1, 'only you'],
    [2, 'you and 1 other'],
    [3, 'you and 2 others'],
    [2n, 'you and 1 other'],
    [1n, 'only you'],
    [1001.5, 'you and 1,000.5 others'],
    [-0, 'none'],
    [Number.NaN, 'you and NaN others'],
  ])('%s: exact keys test the value, categories and # the value less the offset', (n, expected) => {
    expect(textOf(plural, { n })).toBe(expected);
  });

  it('the string "1" is not the number 1', () => {
    const { text, faults } = render('{n, plural, =1 {exact} one {one} other {o #}}', { n: '1' });
    expect(text).toBe('o ⟨n?⟩');
    expect(faults.map((fault) => fault.code)).toEqual(['argument-type', 'argument-type']);
  });

  it('other is taken for what is missing', () => {
    expect(render('{n, plural, one {a} other {b}}')).toEqual({
      text: 'b',
      faults: [{ code: 'argument-missing', argument: 'n' }],
    });
    expect(render('{g, select, a {A} other {B}}', { g: NOON })).toEqual({
      text: 'B',
      faults: [{ code: 'argument-type', argument: 'g' }],
    });
  });

  it('ordinals, millions, nesting', () => {
    const ordinal = '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}';
    expect([1, 2, 3, 4, 11, 22, 1003].map((n) => textOf(ordinal, { n }))).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '22nd',
      '1,003rd',
    ]);
    expect(textOf('{n, plural, many {m #} other {o}}', { n: 1_000_000 }, { locale: 'fr' })).toBe(
      'm 1\u202f000\u202f000',
    );
    expect(
      textOf('{n, plural, other {{g, select, a {# of {m, plural, other {#}}} other {}}}}', {
        n: 5,
        g: 'a',
        m: 6,
      }),
    ).toBe('5 of 6');
  });

  it('select takes booleans and numbers by their text', () => {
    expect(textOf('{x, select, true {yes} 1 {one} other {no}}', { x: true })).toBe('yes');
    expect(textOf('{x, select, true {yes} 1 {one} other {no}}', { x: 1 })).toBe('one');
    expect(textOf('{x, select, true {yes} 1 {one} other {no}}', { x: 'x' })).toBe('no');
  });

  it('speaks of no Intl data as English, not as the host', () => {
    expect(textOf('{n, number} {n, plural, one {one} other {other}}', { n: 1234.5 }, { locale: 'tlh' })).toBe(
      '1,234.5 other',
    );
  });
});

describe('custom functions', () => {
  const functions = {
    up: (value: unknown, { style }: Readonly<Record<string, unknown>>, locale: string) =>
      `${String(value)}/${style}/${locale}`,
    fail: () => {
      throw new Error('secret');
    },
    nothing: () => 5 as never,
  };

  it('get the value, their style and the locale, and are escaped', () => {
    const escaper = (text: string) => text.replaceAll('<', '&lt;');
    expect(textOf('{x, up, loud} {x, up}', { x: '<' }, { functions, escape: escaper })).toBe(
      '&lt;/loud/en-US &lt;/undefined/en-US',
    );
  });

  it('that fail or give no string are a fault of the value', () => {
    expect(render('{x, fail}', { x: 1 }, { functions })).toEqual({
      text: '⟨x?⟩',
      faults: [{ code: 'argument-type', argument: 'x' }],
    });
    expect(render('{x, nothing}', { x: 1 }, { functions }).text).toBe('⟨x?⟩');
    expect(render('{x, up}', {}, { functions }).text).toBe('⟨x⟩');
  });

  it('that are not handed over leave a marker', () => {
    const form = parseForm('{x, gone}', 'icu', { functions: ['gone'] });
    const faults: ValueFault[] = [];
    expect(compileForm(form, settings)({ x: 1 }, (fault) => faults.push(fault))).toBe('⟨$x?⟩');
    expect(faults).toEqual([{ code: 'argument-type' }]);
  });
});

describe('escaping', () => {
  const escaper = (text: string, zone: string | undefined) => `[${zone ?? ''}:${text}]`;

  it('is for values, not for the message', () => {
    expect(textOf('& {x} {n, number} {d, date, ::MMM}', { x: 'a', n: 5, d: NOON }, { escape: escaper })).toBe(
      '& [:a] 5 Jan',
    );
    expect(render('{x}{n, number}', {}, { escape: escaper }).text).toBe('[:⟨x⟩][:⟨n⟩]');
  });

  it('looks at numbers and dates that hold markup: Danish inches are written with a quotation mark', () => {
    const inches = '{n, number, ::unit/inch unit-width-narrow}';
    expect(textOf(inches, { n: 5 }, { escape: escaper, locale: 'da' })).toBe('[:5"]');
    expect(textOf(inches, { n: 5 }, { escape: escaper, locale: 'de' })).not.toContain('[');
  });

  it('hands the zone of a placeholder over', () => {
    const form = parseForm('{x}', 'icu');
    const [node] = form.nodes;
    const zoned = { ...form, nodes: [{ ...node!, zone: 'url' }] };
    expect(compileForm(zoned, { ...settings, escape: escaper })({ x: 'a' }, () => undefined)).toBe('[url:a]');
  });
});

describe('the output cap', () => {
  it('cuts and reports once', () => {
    expect(render('12345{x}90{y}', { x: '678', y: 'z' }, { maxOutput: 7 })).toEqual({
      text: '1234567',
      faults: [{ code: 'output-too-long' }],
    });
    expect(render('1234567890', {}, { maxOutput: 4 })).toEqual({
      text: '1234',
      faults: [{ code: 'output-too-long' }],
    });
    expect(render('{x, plural, other {123{y}}}4', { x: 1, y: '4567' }, { maxOutput: 5 }).text).toBe('12345');
    expect(render('12{x}', { x: '3' }, { maxOutput: 3 })).toEqual({ text: '123', faults: [] });
  });

  it('never cuts a surrogate pair', () => {
    expect(render('1🧯', {}, { maxOutput: 2 }).text).toBe('1');
    expect(render('{x}', { x: '1🧯🧯' }, { maxOutput: 2 }).text).toBe('1');
    expect(render('{x}', { x: '1🧯🧯' }, { maxOutput: 3 }).text).toBe('1🧯');
  });

  it('stands amplification: 2,000 placeholders × 10 KB', () => {
    let escaped = 0;
    const escaper = (text: string) => {
      escaped += text.length;
      return text;
    };
    const { text, faults } = render('{x}'.repeat(2_000), { x: '&'.repeat(10_240) }, { escape: escaper });
    expect(text.length).toBe(65_536);
    expect(faults).toEqual([{ code: 'output-too-long' }]);
    expect(escaped).toBeLessThan(80_000);
  });

  it('hands an escaper no more than fits, and says so even when it shrinks', () => {
    expect(render('{x}', { x: 'a'.repeat(1_000_000) }, { maxOutput: 10, escape: () => 'b' })).toEqual({
      text: 'b',
      faults: [{ code: 'output-too-long' }],
    });
    expect(render('{x}', { x: 'aaa' }, { maxOutput: 4, escape: (text) => text.repeat(2) }).text).toBe('aaaa');
  });
});

describe('rendering', () => {
  it('builds no Intl object after the first time', () => {
    const form = parseForm(
      '{p} {n, number, percent} {n, plural, one {#} other {#}} {d, date, full} {n, selectordinal, other {#}}',
      'icu',
    );
    const compiled = compileForm(form, settings);
    const values = { p: NOON, n: 0.5, d: NOON };
    const first = compiled(values, () => expect.fail());
    const spies = (['NumberFormat', 'DateTimeFormat', 'PluralRules', 'Locale'] as const).map((name) =>
      vi.spyOn(Intl, name),
    );
    expect(compiled({ ...values }, () => expect.fail())).toBe(first);
    expect(spies.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0, 0]);
    vi.restoreAllMocks();
  });

  it('may start inside another: a custom function that renders a message', () => {
    const inner = compileForm(parseForm('<{x}>', 'icu'), { ...settings, maxOutput: 3 });
    const functions = { inner: (x: unknown) => inner({ x: String(x) }, () => undefined) };
    expect(textOf('{a} {b, inner} {a}', { a: 'a', b: 'long' }, { functions })).toBe('a <lo a');
  });
});

describe('strict use', () => {
  it('lets what report throws pass', () => {
    const strict = compileForm(parseForm('{x}', 'icu'), settings);
    const stop = new Error('stop');
    expect(() =>
      strict({}, () => {
        throw stop;
      }),
    ).toThrow(stop);
  });

  it('refuses an unknown locale tag or time zone', () => {
    const form = parseForm('x', 'icu');
    expect(() => compileForm(form, { ...settings, locale: 'es_ES' })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
    );
    expect(() => compileForm(form, { ...settings, timeZone: 'Mars/Olympus' })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });
});

describe('JSON mode', () => {
  const SOURCES = [
    'say "hi" \\ {x}\n\u0001 {n, plural, one {"#"} other {# "{x}"}}',
    '{x}{y, select, a {"} other {\ud83d}}{x}',
    '🧯 {n, number} {d, date, full} \u2028 {missing}',
  ];
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  );

  it('is the JSON string of the text, whatever the values, cut or not', () => {
    const values = fc.record({
      x: anyText,
      y: fc.constantFrom('a', 'b'),
      n: fc.oneof(fc.integer(), fc.double(), fc.bigInt()),
      d: fc.date(),
    });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...SOURCES),
        fc.integer({ min: 0, max: 60 }),
        (given, source, maxOutput) => {
          const text = render(source, given, { maxOutput });
          const json = render(source, given, { maxOutput, mode: 'json' });
          expect(JSON.parse(`"${json.text}"`)).toBe(text.text);
          expect(json.faults).toEqual(text.faults);
          expect(text.text.length).toBeLessThanOrEqual(maxOutput);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps lone surrogates as escapes', () => {
    expect(render('{x}', { x: '\ud800' }, { mode: 'json' }).text).toBe('\\ud800');
  });
});

describe('bidi isolation', () => {
  it('isolates values by their direction', () => {
    const options = { bidiIsolation: 'auto' } as const;
    expect(textOf('{x} {n, number}', { x: 'a', n: 5 }, options)).toBe('\u2068a\u2069 5');
    expect(textOf('{x} {n, number}', { x: 'a', n: 5 }, { ...options, locale: 'he' })).toBe(
      '\u2068a\u2069 \u20675\u2069',
    );
    expect(textOf('{x}', { x: 'a' })).toBe('a');
  });
});
