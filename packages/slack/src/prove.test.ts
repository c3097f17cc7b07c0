import { type FixtureInput, newTenant, parseFixtureContent } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { layoutReferences } from './layout-references.ts';
import { proveFixture, proveOverride } from './prove.ts';

const tenant = newTenant({ id: 'acme', defaultLocale: 'en' }, 0);
const prove = (input: Partial<FixtureInput>) =>
  proveFixture(
    'f',
    parseFixtureContent({ baseLocale: 'en', locales: { en: { title: 'x' } }, ...input }),
    tenant,
  );
const codes = (input: Partial<FixtureInput>) =>
  prove(input).findings.map(({ severity, code, locale, field }) =>
    [severity, code, locale, field].filter(Boolean).join(' '),
  );

describe('proveFixture', () => {
  it('finds nothing in a sound fixture, and reads its contract', () => {
    const { findings, contract, broadcasts } = prove({
      locales: {
        en: { title: '{n, plural, one {#} other {#}} in {place}' },
        ja: { title: '{place} に {n, plural, other {#}}' },
      },
      arguments: { place: { maxLength: 40, description: 'where' } },
    });
    expect([findings, broadcasts]).toEqual([[], false]);
    expect(contract).toMatchObject({
      n: { type: 'number' },
      place: { type: 'text', maxLength: 40, description: 'where' },
    });
  });

  it('names the place of a message that does not parse', () => {
    const { findings } = prove({ locales: { en: { title: 'x' }, de: { title: 'a\n b {c' } } });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'message-syntax',
        locale: 'de',
        field: 'title',
        line: 2,
        column: expect.any(Number),
      },
    ]);
  });

  it('refuses a text whose apostrophe swallows an argument, and one that opens a direction alone', () => {
    const { findings } = prove({
      locales: {
        en: { title: '{host} is full' },
        fr: { title: "L'{host} est plein" },
        he: { title: 'x\n\u2067{host}' },
      },
    });
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'argument-quoted', locale: 'fr', field: 'title', line: 1, column: 2 },
      { code: 'bidi-unpaired', locale: 'he', field: 'title', line: 2, column: 1 },
    ]);
    expect(codes({ locales: { en: { title: "Write '{'name'}'" } } })).toEqual([]);
  });

  it('names a message that is too deep or too large', () => {
    const deep = `${'{a, select, other {'.repeat(20)}x${'}}'.repeat(20)}`;
    expect(codes({ locales: { en: { title: deep } } })).toEqual(['error message-syntax en title']);
  });

  it.each([
    [
      'an argument of two types',
      { locales: { en: { title: '{a, number} {a, date}' } } },
      ['error argument-conflict en'],
    ],
    ['an argument that no host can name', { locales: { en: { title: '{0}' } } }, ['error argument-name en']],
    ['no text at all', { locales: { en: {} } }, ['error message-missing en']],
    ['a note on nothing', { arguments: { ghost: { pii: true } } }, ['warning argument-unused']],
    [
      'a translation with an unknown argument',
      { locales: { en: { title: '{a}' }, es: { title: '{a} {b}' } } },
      ['error argument-unknown es title'],
    ],
    [
      'a translation with another type',
      { locales: { en: { title: '{a}' }, es: { title: '{a, number}' } } },
      ['error argument-type es title'],
    ],
    [
      'a translation with an unknown choice',
      {
        locales: {
          en: { title: '{a, select, x {1} other {2}}' },
          es: { title: '{a, select, y {1} other {2}}' },
        },
      },
      ['warning choice-unknown es title'],
    ],
    [
      'a translation that drops an argument',
      { locales: { en: { title: 'x {a}' }, es: { title: 'x' } } },
      ['warning argument-dropped es title'],
    ],
    [
      'a field that the base lacks',
      { locales: { en: { title: 'x' }, es: { title: 'x', extra: 'y' } } },
      ['warning field-unknown es extra'],
    ],
    [
      'a field that a translation lacks',
      { locales: { en: { title: 'x', more: 'y' }, es: { title: 'x' } } },
      ['warning message-missing es more'],
    ],
    [
      'a broken token',
      { locales: { en: { title: 'x', description: 'by <@{a}>' } } },
      ['warning token-argument en description'],
    ],
    [
      'a layout with an unknown field',
      { layout: { blocks: [{ type: 'header' as const, text: 'nope' }] } },
      ['error layout-field-unknown layout.blocks.0'],
    ],
    [
      'a layout with an undeclared argument',
      { layout: { notification: { arg: 'nope' }, blocks: [{ type: 'header' as const, text: 'title' }] } },
      ['error layout-argument-unknown layout.notification'],
    ],
  ])('finds %s', (_, input, expected) => {
    expect(codes(input)).toEqual(expected);
  });

  it('takes arguments that only the layout shows, when they are declared', () => {
    const layout = {
      blocks: [
        { type: 'header' as const, text: 'title' },
        {
          type: 'actions' as const,
          elements: [{ type: 'button' as const, text: 'title', url: { arg: 'link' } }],
        },
      ],
    };
    const { contract, findings } = prove({ layout, arguments: { link: { sample: 'https://example.com' } } });
    expect([contract, findings]).toEqual([{ link: { type: 'text', sample: 'https://example.com' } }, []]);
  });

  it('wants a date where the layout shows one', () => {
    const layout = {
      blocks: [
        { type: 'header' as const, text: 'title' },
        { type: 'section' as const, text: { date: 'at' } },
      ],
    };
    expect(
      codes({ layout, locales: { en: { title: 'x {at}' } }, arguments: { at: { maxLength: 20 } } }),
    ).toEqual(['error layout-argument-type layout.blocks.1']);
    expect(prove({ layout, arguments: { at: { sample: 0 } } })).toMatchObject({
      contract: { at: { type: 'date' } },
      findings: [],
    });
    expect(codes({ layout, locales: { en: { title: 'x {at, time}' } } })).toEqual([]);
  });

  it('finds the branch that is too long, in the locale where it stands', () => {
    const long = 'x'.repeat(160);
    const { findings } = prove({
      locales: {
        en: { title: '{n, plural, one {a} other {b}}' },
        pl: { title: `{n, plural, one {a} few {b} many {${long}} other {c}}` },
      },
    });
    expect(findings).toMatchObject([{ severity: 'error', code: 'slack-limit', locale: 'pl' }]);
  });

  it('warns of values that could be too long, once a place', () => {
    expect(codes({ locales: { en: { title: 'Title {a} {b}' } } })).toEqual([
      'warning slack-limit en /blocks/0/text',
    ]);
    expect(
      codes({
        locales: { en: { title: 'Title {a} {b}' } },
        arguments: { a: { maxLength: 20 }, b: { maxLength: 20 } },
      }),
    ).toEqual([]);
  });

  it('says when a text mentions everyone', () => {
    expect(prove({ locales: { en: { title: 'x', description: '<!here> now' } } }).broadcasts).toBe(true);
  });
});

describe('proveOverride', () => {
  const { contract, findings } = prove({
    locales: { en: { title: '{a}', description: 'd' }, es: { title: '{a}', description: 'd' } },
  });
  const fixture = {
    ...parseFixtureContent({
      baseLocale: 'en',
      locales: { en: { title: '{a}', description: 'd' }, es: { title: '{a}', description: 'd' } },
    }),
    id: 'f',
    name: 'f',
    arguments: contract,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
  const own = (locale: string, messages: Record<string, string>) =>
    proveOverride(fixture, locale, messages, tenant).findings.map(
      ({ severity, code }) => `${severity} ${code}`,
    );

  it('takes a part of the fields, also of the base locale and of a new one', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(own('en', { description: 'own' })).toEqual([]);
    expect(own('ja', { title: '{a}。' })).toEqual([]);
  });

  it('finds what a save would find', () => {
    expect(own('en', { title: '{b}' })).toEqual(['error argument-unknown', 'warning argument-dropped']);
    expect(own('es', { title: '{a' })).toEqual(['error message-syntax']);
    expect(own('es', { title: `{a}${'x'.repeat(160)}` })).toEqual(['error slack-limit']);
    expect(proveOverride(fixture, 'es', { description: '<!channel>' }, tenant).broadcasts).toBe(true);
  });
});

describe('layoutReferences', () => {
  it('finds every name in every kind of block', () => {
    const { layout } = parseFixtureContent({
      baseLocale: 'en',
      locales: { en: { title: 'x' } },
      layout: {
        notification: 'n',
        blocks: [
          { type: 'header', text: 'h' },
          {
            type: 'section',
            text: 's',
            fields: [{ arg: 'f' }, { text: 'fixed' }],
            accessory: { type: 'image', url: { arg: 'u' }, alt: 'alt' },
          },
          { type: 'section', text: 's2', accessory: { type: 'button', text: 'b', value: { arg: 'v' } } },
          { type: 'context', elements: ['c'] },
          {
            type: 'actions',
            elements: [{ type: 'button', text: 'b2', url: 'https://example.com', value: 'fixed' }],
          },
          { type: 'image', url: { arg: 'iu' }, alt: 'ia', title: 'it' },
          { type: 'divider' },
        ],
      },
    });
    const names =
      layout === undefined ? [] : layoutReferences(layout).map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual([
      'field n',
      'field h',
      'field s',
      'argument f',
      'argument u',
      'field alt',
      'field s2',
      'field b',
      'argument v',
      'field c',
      'field b2',
      'argument iu',
      'field ia',
      'field it',
    ]);
  });
});
