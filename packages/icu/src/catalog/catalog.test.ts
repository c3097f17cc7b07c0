import fc from 'fast-check';
import { parseMessage } from 'messageformat';
import { describe, expect, it } from 'vitest';
import { icuMessage } from '../../test/catalog-icu.ts';
import { mf2Message } from '../../test/catalog-mf2.ts';
import { parseForm } from '../parse.ts';
import type { Catalog } from './catalog.ts';
import { CatalogUnreadableError } from './errors.ts';
import { readFormatJs, writeFormatJs } from './formatjs.ts';
import { readMf2Json, writeMf2Json } from './mf2-json.ts';

const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'a.b'));

const catalogOf = (syntax: 'icu' | 'mf2', sources: Record<string, string>): Catalog => ({
  syntax,
  messages: Object.fromEntries(
    Object.entries(sources).map(([id, source]) => [id, { source, description: `of ${id}` }]),
  ),
});

const codes = (problems: readonly { code: string; key: string }[]) =>
  problems.map(({ code, key: id }) => `${code} ${id}`);

describe.each([
  ['FormatJS', readFormatJs],
  ['MessageFormat 2', readMf2Json],
])('reading %s', (format, read) => {
  it.each([null, undefined, 'text', 7, true, ['text'], new Map(), new Date()])(
    'refuses %s as no catalogue',
    (json) => {
      expect(() => read(json)).toThrow(
        expect.objectContaining({
          code: CatalogUnreadableError.code,
          details: expect.objectContaining({ format }),
        }),
      );
    },
  );

  it('takes what is sound and says what is not', () => {
    const json = JSON.parse(
      '{ "good": "Hello", "__proto__": "own", "broken": "a {", "long": "", "list": [1], "none": null, "number": 5 }',
    );
    json.long = 'x'.repeat(20_000);
    const { catalog, problems } = read(json, { locale: 'de-at' });
    expect(catalog.locale).toBe('de-AT');
    expect(Object.keys(catalog.messages)).toEqual(['good', '__proto__']);
    expect(Object.values(catalog.messages)).toEqual([{ source: 'Hello' }, { source: 'own' }]);
    expect(codes(problems)).toEqual([
      'message broken',
      'size long',
      'entry list',
      'entry none',
      'entry number',
    ]);
    for (const { message } of problems) expect(message).toMatch(/;|write|expected/);
  });

  it('reads 100,000 entries', () => {
    const json = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key-${at}`, 'text']));
    expect(Object.keys(read(json).catalog.messages)).toHaveLength(100_000);
  });

  it('refuses a locale that is none', () => {
    expect(() => read({}, { locale: 'x' })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
    );
  });
});

describe('FormatJS', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.dictionary(key, icuMessage, { maxKeys: 4 }), fc.boolean(), (sources, descriptors) => {
        const catalog = catalogOf('icu', sources);
        const { json, problems } = writeFormatJs(catalog, { descriptors });
        expect(problems).toEqual([]);
        const { messages } = readFormatJs(JSON.parse(JSON.stringify(json))).catalog;
        expect(
          Object.entries(messages)
            .map(([id, { source }]) => [id, source])
            .sort(),
        ).toEqual(Object.entries(sources).sort());
        if (descriptors) expect(messages).toEqual(catalog.messages);
      }),
      { numRuns: 100 },
    );
  });

  it('reads extracted entries and compiled trees', () => {
    const json = {
      extracted: { id: 'x', defaultMessage: 'Hello {name}', description: 'Greets', file: 'a.ts', start: 1 },
      objectDescription: { defaultMessage: 'a', description: { for: 'us' } },
      compiled: [
        { type: 0, value: "it's " },
        {
          type: 6,
          value: 'n',
          offset: 1,
          pluralType: 'cardinal',
          options: { other: { value: [{ type: 7 }] } },
        },
      ],
      nested: { defaultMessage: [{ type: 1, value: 'x' }] },
      noMessage: { description: 'a' },
      noTree: [{ type: 6, value: 'n' }],
      oddTree: [null],
      oddBranch: [{ type: 5, value: 'g', options: { other: { value: [{ type: 9 }] } } }],
      oddChild: [{ type: 8, value: 'b', children: 'x' }],
      tag: [{ type: 8, value: 'b', children: [{ type: 0, value: 'x' }] }],
    };
    const { catalog, problems } = readFormatJs(json);
    expect(catalog.messages).toEqual({
      extracted: { source: 'Hello {name}', description: 'Greets' },
      objectDescription: { source: 'a' },
      compiled: { source: expect.stringContaining('{n,plural,offset:1 other{#}}') },
      nested: { source: '{x}' },
      tag: { source: '<b>x</b>' },
    });
    expect(codes(problems)).toEqual([
      'entry noMessage',
      'entry noTree',
      'entry oddTree',
      'entry oddBranch',
      'entry oddChild',
    ]);
  });

  it('reads and writes custom functions that it is told of', () => {
    expect(codes(readFormatJs({ a: '{x, mention}' }).problems)).toEqual(['message a']);
    const { catalog } = readFormatJs({ a: '{x, mention}' }, { functions: ['mention'] });
    expect(writeFormatJs(catalog, { functions: ['mention'] }).json).toEqual({ a: '{x, mention}' });
  });

  it('quotes what would start a tag there', () => {
    const source = "<https://x.y|{name}> isn't {n, plural, other {<b>#</b>}}";
    const { json } = writeFormatJs(catalogOf('icu', { a: source }));
    expect(json).toEqual({ a: "'<'https://x.y|{name}> isn't {n, plural, other {'<'b>#'<'/b>}}" });
    expect(parseForm(String(Object.values(json)[0]), 'icu')).toEqual(parseForm(source, 'icu'));
  });

  it('converts MessageFormat 2, and says what it cannot', () => {
    const catalog = catalogOf('mf2', {
      a: '.input {$n :integer} .match $n one {{a}} * {{b}}',
      b: '{#b}x{/b}',
      c: '{$d :time hour12=false}',
    });
    const { json, problems } = writeFormatJs(catalog);
    expect(json).toEqual({ a: '{n, plural, one {a} other {b}}', c: '{d, time, ::Hm}' });
    expect(codes(problems)).toEqual(['difference a', 'conversion b', 'difference c']);
    expect(JSON.stringify(problems)).not.toContain('x{/b}');
  });
});

describe('MessageFormat 2 JSON', () => {
  it('gives back what was written, as sources and as models', () => {
    fc.assert(
      fc.property(fc.dictionary(key, mf2Message, { maxKeys: 4 }), fc.boolean(), (sources, model) => {
        const catalog = catalogOf('mf2', sources);
        const { json, problems } = writeMf2Json(catalog, { model });
        expect(problems).toEqual([]);
        const { messages } = readMf2Json(JSON.parse(JSON.stringify(json))).catalog;
        expect(Object.keys(messages).sort()).toEqual(Object.keys(sources).sort());
        for (const [id, source] of Object.entries(sources)) {
          expect(parseForm(messages[id]?.source ?? '', 'mf2')).toEqual(parseForm(source, 'mf2'));
          if (model) expect(messages[id]?.description).toBe(`of ${id}`);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    '.input {$n :number minimumFractionDigits=2 @a @b=|c|} .local $x = {|l| :string u:dir=ltr} .match $n 1 |a b| {{}} * * {{{#b o=1}x{/b}{#i/} {$x} \\{}}'
      .replace('|a b| ', '')
      .replace('* * ', '* '),
    'Hello {$name} {:f}',
  ])('reads the model of %s in both spellings', (source) => {
    const model = JSON.stringify(parseMessage(source));
    const options = { functions: ['f'] };
    for (const text of [model, model.replaceAll('"functionRef"', '"function"')]) {
      const { catalog, problems } = readMf2Json({ a: JSON.parse(text) }, options);
      expect(problems).toEqual([]);
      expect(parseForm(catalog.messages['a']?.source ?? '', 'mf2', options)).toEqual(
        parseForm(source, 'mf2', options),
      );
    }
  });

  it('refuses what is not of the model', () => {
    const message = (...pattern: unknown[]) => ({ type: 'message', declarations: [], pattern });
    const ref = { type: 'variable', name: 'x' };
    const bad: Record<string, unknown> = {
      type: { type: 'other' },
      noDeclarations: { type: 'message', pattern: [] },
      patternText: { type: 'message', declarations: [], pattern: 'x' },
      part: message(5),
      empty: message({ type: 'expression' }),
      name: message({ type: 'expression', arg: { type: 'variable', name: 'x} {$y' } }),
      arg: message({ type: 'expression', arg: { type: 'list' } }),
      literal: message({ type: 'expression', arg: { type: 'literal', value: 5 } }),
      functionName: message({ type: 'expression', arg: ref, functionRef: { type: 'function', name: 'a b' } }),
      functionType: message({ type: 'expression', arg: ref, functionRef: { name: 'a' } }),
      options: message({
        type: 'expression',
        arg: ref,
        functionRef: { type: 'function', name: 'string', options: [] },
      }),
      optionName: message({
        type: 'expression',
        arg: ref,
        functionRef: { type: 'function', name: 'string', options: { 'a b': ref } },
      }),
      attribute: message({ type: 'expression', arg: ref, attributes: { a: false } }),
      markup: message({ type: 'markup', kind: 'none', name: 'b' }),
      input: {
        type: 'message',
        declarations: [{ type: 'input', name: 'y', value: { type: 'expression', arg: ref } }],
        pattern: [],
      },
      key: { type: 'select', declarations: [], selectors: [ref], variants: [{ keys: [5], value: [] }] },
      variant: { type: 'select', declarations: [], selectors: [ref], variants: [5] },
    };
    const { catalog, problems } = readMf2Json(bad);
    expect(catalog.messages).toEqual({});
    expect(problems.map(({ code, key: id }) => [code, id])).toEqual(
      Object.keys(bad).map((id) => ['entry', id]),
    );
    const select = {
      type: 'select',
      declarations: [],
      selectors: [ref],
      variants: [{ keys: [{ type: '*' }], value: ['a'] }],
    };
    expect(codes(readMf2Json({ select }).problems)).toEqual(['message select']);
  });

  it('converts MessageFormat 1, and says what it cannot', () => {
    const catalog = catalogOf('icu', {
      a: '{n, number, ::compact-short}',
      b: '{d, date, short}',
      c: '{0}',
      d: '{n, plural, other {#}}',
    });
    const { json, problems } = writeMf2Json(catalog);
    expect(Object.keys(json)).toEqual(['b', 'd']);
    expect(codes(problems)).toEqual(['conversion a', 'difference b', 'conversion c']);
  });
});
