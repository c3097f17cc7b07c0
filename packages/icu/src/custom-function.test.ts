import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompileOptions, compileForm } from './compile.ts';
import { checkContract, checkValues, contractOf } from './contract.ts';
import { type CustomFunctions, defineFunction } from './custom-function.ts';
import { MessageUnsupportedError } from './errors.ts';
import type { ValueFault } from './fault.ts';
import { flagOption, textOption, wholeOption } from './function-options.ts';
import { isMarkup, markup } from './markup.ts';
import { compileMessage } from './message.ts';
import { parseForm } from './parse.ts';

const functions = {
  shout: defineFunction({
    takes: 'text',
    options: { marks: wholeOption(1, 3), tail: textOption, loud: flagOption, tone: ['glad', 'sad'] },
    format: (value, { marks = 1, tail = '', loud, tone }) =>
      `${loud ? value.toUpperCase() : value}${'!'.repeat(marks)}${tail}${tone === 'glad' ? '☺' : ''}`,
  }),
  double: defineFunction({ takes: 'number', format: (value) => String(Number(value) * 2) }),
  year: defineFunction({ takes: 'date', format: (value) => String(value.getUTCFullYear()) }),
  count: defineFunction({
    takes: 'list',
    format: (value) => `${value.length}:${value.map(String).join('+')}`,
  }),
  now: defineFunction({ takes: 'none', format: (_value, _options, { now }) => String(now) }),
  where: defineFunction({
    takes: 'text',
    format: (_value, _options, { locale, intlLocale, timeZone, literal }) =>
      [locale, intlLocale, timeZone, literal].join(' '),
  }),
  tag: defineFunction({ takes: 'text', format: (value) => markup(`<@${value}>`, `@${value}`) }),
  bare: defineFunction({ takes: 'text', format: (value) => markup(`<${value}>`) }),
  doubtful: defineFunction({
    takes: 'text',
    format: (value, _options, { fault }) => {
      fault();
      return value;
    },
  }),
  boom: defineFunction({
    takes: 'text',
    format: () => {
      throw new Error('no');
    },
  }),
  object: defineFunction({ takes: 'text', format: () => ({ markup: '<!here>', text: 'x' }) as never }),
  nothing: defineFunction({ takes: 'text' }),
  note: defineFunction({
    takes: 'text',
    options: { text: textOption },
    style: 'text',
    format: (value, { text }) => `${value}(${text})`,
  }),
} satisfies CustomFunctions;

const escaper = (text: string, zone: string | undefined): string =>
  `${zone ?? ''}[${text.replaceAll('<', '&lt;')}]`;

function render(
  source: string,
  values: Record<string, unknown> = {},
  options: Partial<CompileOptions> & { syntax?: 'icu' | 'mf2'; now?: number } = {},
) {
  const { syntax = 'icu', now, ...rest } = options;
  const form = parseForm(source, syntax, { functions });
  const faults: ValueFault[] = [];
  const format = compileForm(form, { locale: 'en', timeZone: 'UTC', functions, ...rest });
  return { text: format(values as never, (fault) => faults.push(fault), now), faults };
}

const featureOf = (source: string, syntax: 'icu' | 'mf2') => {
  try {
    parseForm(source, syntax, { functions });
  } catch (error) {
    return MessageUnsupportedError.is(error) ? error.details : error;
  }
  return undefined;
};

describe('what a function takes', () => {
  it.each([
    ['shout', 'text', ['a', 1, 2n, true], [['a'], new Date(0)]],
    ['double', 'number', [1, 2n, 0.5], ['1', true, [1], new Date(0)]],
    ['year', 'date', [new Date(0), 0], ['2026-01-01', new Date(Number.NaN), 1e300, [0], 1n]],
    ['count', 'list', [[], ['a', 1, 2n, false]], ['a', 1, [null], [['a']], [new Date(0)], { length: 1 }]],
  ])('%s: decides the type in the contract and what is a fault', (name, type, good, bad) => {
    const source = `{x, ${name}}`;
    const { contract, conflicts } = contractOf([parseForm(source, 'icu', { functions })]);
    expect([contract, conflicts]).toEqual([{ x: { type } }, []]);
    for (const x of good) {
      expect(render(source, { x }).faults).toEqual([]);
      expect(checkValues(contract, { x } as never)).toEqual([]);
    }
    const fault = { code: 'argument-type', argument: 'x' };
    for (const x of bad) {
      expect(render(source, { x })).toEqual({ text: '⟨x?⟩', faults: [fault] });
      // A date can be shown as text, though not by a function for texts.
      if (!(x instanceof Date && type === 'text'))
        expect(checkValues(contract, { x } as never)).toEqual([fault]);
    }
    expect(render(source)).toEqual({ text: '⟨x⟩', faults: [{ code: 'argument-missing', argument: 'x' }] });
  });

  it('takes numbers and dates that are written as strings in MessageFormat 2', () => {
    expect(render('{$x :double} {21 :double} {|2026-05-01| :year}', { x: '4' }, { syntax: 'mf2' }).text).toBe(
      '8 42 2026',
    );
    expect(render('{$x :double}', { x: 'four' }, { syntax: 'mf2' }).text).toBe('⟨x?⟩');
  });

  it('makes a conflict of uses that exclude each other; a list has no text', () => {
    const conflictsOf = (source: string) => contractOf([parseForm(source, 'icu', { functions })]).conflicts;
    expect(conflictsOf('{x, count} {x}')).toEqual([
      { code: 'argument-conflict', argument: 'x', types: ['list', 'text'] },
    ]);
    expect(conflictsOf('{x, double} {x, count}')).toHaveLength(1);
    expect(conflictsOf('{x, double} {x} {x, shout}')).toEqual([]);
    const base = contractOf([parseForm('{x, count}', 'icu', { functions })]).contract;
    expect(checkContract(parseForm('{x}', 'icu'), base)).toMatchObject([
      { code: 'argument-type', used: 'text' },
    ]);
    expect(checkContract(parseForm('{x, count}', 'icu', { functions }), base)).toEqual([]);
    expect(render('{x}', { x: ['a'] })).toMatchObject({ text: '⟨x?⟩' });
  });

  it('cuts lists, and reads no more of them', () => {
    const x = Array.from({ length: 5_000 }, () => 1);
    expect(render('{x, count}', { x }).text).toMatch(/^1000:/);
  });

  it('may take nothing, in MessageFormat 2', () => {
    expect(render('{:now}', {}, { syntax: 'mf2', now: 5 }).text).toBe('5');
    const before = Date.now();
    expect(Number(render('{:now}', {}, { syntax: 'mf2' }).text)).toBeGreaterThanOrEqual(before);
    expect(featureOf('{x, now}', 'icu')).toMatchObject({ feature: 'the function "now" with a value' });
    expect(featureOf('{$x :now}', 'mf2')).toMatchObject({ feature: 'the function "now" with a value' });
    expect(featureOf('{:double}', 'mf2')).toMatchObject({ feature: 'the function "double" without a value' });
    expect(featureOf('{|a| :count}', 'mf2')).toMatchObject({
      feature: 'the function "count" with a value that it cannot take',
    });
    expect(featureOf('{|a| :double}', 'mf2')).toMatchObject({ line: 1, column: 6 });
    expect(featureOf('{|2026-13-40| :year}', 'mf2')).toBeDefined();
    expect(featureOf('{|2| :double} {|2026-01-01| :year} {|a| :shout}', 'mf2')).toBeUndefined();
  });

  it('may depend on the options', () => {
    const either = defineFunction({
      takes: ({ as }: { as?: string | undefined }) => (as === 'n' ? ('number' as const) : ('text' as const)),
      options: { as: ['n', 't'] },
      format: (value) => typeof value,
    });
    const typeOf = (source: string) =>
      contractOf([parseForm(source, 'icu', { functions: { either } })]).contract;
    expect(typeOf('{x, either, n}')).toEqual({ x: { type: 'number' } });
    expect(typeOf('{x, either, t}')).toEqual({ x: { type: 'text' } });
  });
});

describe('options', () => {
  it('mean the same in both syntaxes', () => {
    const icu = render('{x, shout, 2 loud tone=glad tail=yes}', { x: 'a' }).text;
    const mf2 = render(
      '{$x :shout marks=2 loud=true tone=glad tail=yes}',
      { x: 'a' },
      { syntax: 'mf2' },
    ).text;
    expect([icu, mf2]).toEqual(['A!!yes☺', 'A!!yes☺']);
  });

  it('find their bare words in the order of the definition', () => {
    expect(render('{x, shout, 3 glad}', { x: 'a' }).text).toBe('a!!!glad');
    expect(render('{x, shout, loud sad}', { x: 'a' }).text).toBe('A!sad');
    expect(render('{x, shout, tail=ok glad}', { x: 'a' }).text).toBe('a!ok☺');
  });

  it('may be one text', () => {
    expect(render("{x, note, it''s '{a}' b=c}", { x: 'a' }).text).toBe("a(it's {a} b=c)");
  });

  it.each([
    ['{x, shout, marks=9}', 'icu', 'the value of the option "marks" of the function "shout"', 1],
    ['ok\n{x, shout, loud loud=true}', 'icu', 'the option "loud" of the function "shout" twice', 2],
    ['{x, shout, size=9}', 'icu', 'the option "size" of the function "shout"', 1],
    ['{x, shout, __proto__=9}', 'icu', 'the option "__proto__" of the function "shout"', 1],
    ['{x, double, wild}', 'icu', 'the style "wild" of the function "double"', 1],
    ['{x, double, ::percent}', 'icu', 'the style "::percent" of the function "double"', 1],
    ['{$x :shout marks=|x|}', 'mf2', 'the value of the option "marks" of the function "shout"', 1],
    ['{$x :shout constructor=1}', 'mf2', 'the option "constructor" of the function "shout"', 1],
  ] as const)('of %s are refused when it is parsed', (source, syntax, feature, line) => {
    expect(featureOf(source, syntax)).toMatchObject({ feature, line, syntax });
  });

  it('that are variables are read when the message is shown', () => {
    const source = '{$x :shout marks=$n tail=$t}';
    expect(render(source, { x: 'a', n: '2', t: 7 }, { syntax: 'mf2' })).toEqual({ text: 'a!!7', faults: [] });
    expect(render(source, { x: 'a', n: 9, t: '' }, { syntax: 'mf2' })).toEqual({
      text: '⟨n?⟩',
      faults: [{ code: 'argument-type', argument: 'n' }],
    });
    expect(render(source, { x: 'a', t: '' }, { syntax: 'mf2' }).text).toBe('⟨n⟩');
    expect(contractOf([parseForm(source, 'mf2', { functions })]).contract).toHaveProperty('n', {
      type: 'text',
    });
  });

  it('that are unknown are passed over where the message is read leniently', () => {
    const message = compileMessage('{$x :double size=big} {:double}', {
      locale: 'en',
      syntax: 'mf2',
      functions,
    });
    const errors: unknown[] = [];
    expect(message.format({ x: 2 }, ({ details }) => errors.push(details))).toBe('4 {:double}');
    expect(errors).toEqual([
      { syntax: 'mf2', kind: 'bad-operand', feature: 'a value that ":double" cannot take' },
    ]);
  });

  it('are read as they should be', () => {
    expect([flagOption(true), flagOption('false'), flagOption('1')]).toEqual([true, false, undefined]);
    expect([textOption(1n), textOption('a'), textOption(new Date(0))]).toEqual(['1', 'a', undefined]);
    const whole = wholeOption(-1, 3);
    expect([whole(3), whole('-1'), whole(4), whole(1.5), whole('1e0'), whole(''), whole(true)]).toEqual([
      3,
      -1,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what a function gives', () => {
  it.each(['boom', 'object', 'nothing'])('%s: a marker and a fault, never a lost message', (name) => {
    expect(render(`a {x, ${name}} b`, { x: 'v' })).toEqual({
      text: 'a ⟨x?⟩ b',
      faults: [{ code: 'argument-type', argument: 'x' }],
    });
  });

  it('may be shown and be a fault all the same, told once', () => {
    expect(render('{x, doubtful}', { x: 'v' })).toEqual({
      text: 'v',
      faults: [{ code: 'argument-type', argument: 'x' }],
    });
    const report = () => {
      throw new Error('strict');
    };
    const form = parseForm('{x, doubtful}', 'icu', { functions });
    expect(() => compileForm(form, { locale: 'en', timeZone: 'UTC', functions })({ x: 'v' }, report)).toThrow(
      'strict',
    );
  });

  it('is told where it stands', () => {
    const options = { syntax: 'mf2', locale: 'tlh', timeZone: 'Asia/Tokyo' } as const;
    expect(render('{$x :where}', { x: 'v' }, options).text).toBe('tlh en Asia/Tokyo false');
    const literals = '.local $a = {|v|} .local $b = {$a :string} {{{|v| :where}/{$b :where}}}';
    expect(render(literals, {}, { syntax: 'mf2' }).text).toBe('en en UTC true/en en UTC true');
    // What a function made of a literal may hold a value.
    const made = '.local $a = {|v| :shout tail=$x} {{{$a :where}}}';
    expect(render(made, { x: 'v' }, { syntax: 'mf2' }).text).toBe('en en UTC false');
  });

  it('is the same clock throughout a message', () => {
    let calls = 0;
    const real = Date.now;
    Date.now = () => ++calls;
    try {
      expect(render('{:now} {:now}', {}, { syntax: 'mf2' }).text).toBe('1 1');
      expect(render('no function', {}).text).toBe('no function');
    } finally {
      Date.now = real;
    }
    expect(calls).toBe(1);
  });
});

describe('markup', () => {
  it('is not escaped, and text is', () => {
    expect(render('{x, tag} {x, shout}', { x: 'U1' }, { escape: escaper }).text).toBe('<@U1> [U1!]');
    expect(render('{x, tag}', { x: 'a"b' }, { escape: escaper, mode: 'json' }).text).toBe('<@a\\"b>');
    expect(
      render('.local $t = {$x :tag} {{{$t} {$t :string}}}', { x: 'U1' }, { escape: escaper, syntax: 'mf2' })
        .text,
    ).toBe('<@U1> [@U1]');
  });

  it('becomes plain words wherever a zone says what stands around it', () => {
    const form = parseForm('{x, tag}{x, bare}', 'icu', { functions });
    const nodes = form.nodes.map((node) => ({ ...node, zone: 'code' }));
    const format = compileForm(
      { ...form, nodes },
      { locale: 'en', timeZone: 'UTC', functions, escape: escaper },
    );
    expect(format({ x: 'U1' }, () => undefined)).toBe('code[@U1]code[&lt;U1>]');
  });

  it('is whole, or gives way to its plain words', () => {
    const shown = (maxOutput: number, bidiIsolation: 'none' | 'auto' = 'none') =>
      render('ab{x, tag}', { x: 'U12' }, { maxOutput, bidiIsolation });
    const cut = [{ code: 'output-too-long' }];
    expect(shown(8)).toEqual({ text: 'ab<@U12>', faults: [] });
    expect(shown(7)).toEqual({ text: 'ab@U12', faults: [] });
    expect(shown(5)).toEqual({ text: 'ab@U1', faults: cut });
    expect(shown(2)).toEqual({ text: 'ab', faults: cut });
    expect(shown(8, 'auto')).toEqual({ text: 'ab<@U12>', faults: [] });
    const isolates = 2;
    expect(shown(6 + isolates - 1, 'auto').faults).toEqual(cut);
    expect(render('ab{x, bare}', { x: 'U12' }, { maxOutput: 6, escape: escaper }).text).toBe('ab[&lt');
  });

  it('stands in the parts as in the text', () => {
    const message = compileMessage('a {x, tag}', { locale: 'en', functions });
    expect(message.formatToParts({ x: 'U1' })).toEqual([
      { type: 'text', value: 'a ' },
      { type: 'custom', value: '<@U1>', source: '$x', locale: 'en' },
    ]);
    expect(message.format({ x: 'U1' })).toBe('a <@U1>');
    const isolating = compileMessage('{x, tag} {x}', { locale: 'he', functions, bidiIsolation: 'auto' });
    expect(isolating.format({ x: 'U1' })).toBe('<@U1> \u2068U1\u2069');
    expect(isolating.formatToParts({ x: 'U1' }).map(({ value }) => value)).toEqual([
      '<@U1>',
      ' ',
      '\u2068',
      'U1',
      '\u2069',
    ]);
  });

  it('cannot be made of data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isMarkup(value)).toBe(false);
        const evil = { evil: () => value as never };
        const form = parseForm('{x, evil}', 'icu', { functions: evil });
        const format = compileForm(form, { locale: 'en', timeZone: 'UTC', functions: evil, escape: escaper });
        expect(format({ x: 'x' }, () => undefined)).not.toContain('<');
      }),
    );
    expect(isMarkup(JSON.parse(JSON.stringify(markup('<@U1>'))))).toBe(false);
    expect(isMarkup(markup('<@U1>'))).toBe(true);
  });

  it('may come from a plain function too', () => {
    const own = { plain: (value: unknown) => markup(`<${String(value)}>`) };
    const form = parseForm('{x, plain}', 'icu', { functions: own });
    expect(
      compileForm(form, { locale: 'en', timeZone: 'UTC', functions: own, escape: escaper })(
        { x: 1 },
        () => undefined,
      ),
    ).toBe('<1>');
  });
});

describe('names', () => {
  it('of formats that Intl lacks work once they are registered', () => {
    for (const name of ['duration', 'list', 'relativetime', 'ordinal', 'spellout']) {
      const own = { [name]: defineFunction({ takes: 'text', format: (value) => `<${value}>` }) };
      expect(compileMessage(`{x, ${name}}`, { locale: 'en', functions: own }).format({ x: 'v' })).toBe('<v>');
      expect(() => parseForm(`{x, ${name}}`, 'icu')).toThrow('not supported');
    }
  });

  it('of the specification are the host’s when it takes them', () => {
    const own = { number: defineFunction({ takes: 'text', format: (value) => `own ${value}` }) };
    expect(
      compileMessage('{$x :number}', { locale: 'en', syntax: 'mf2', functions: own }).format({ x: 1 }),
    ).toBe('own 1');
    expect(compileMessage('{x, number}', { locale: 'en', functions: own }).format({ x: 1 })).toBe('own 1');
  });

  it('alone leave options unchecked, and the definition still holds when it runs', () => {
    const form = parseForm('{x, shout, wild}', 'icu', { functions: ['shout'] });
    const format = compileForm(form, { locale: 'en', timeZone: 'UTC', functions });
    expect(format({ x: 'a' }, () => undefined)).toBe('a!');
  });
});
