import { defineError, NotFoundError, parseFixtureContent, type SlackFixture } from '@localert/core';
import { describe, expect, it, vi } from 'vitest';
import { codeOf, diskFull, open, small } from '../test/house.ts';
import { canonical, isSame } from './canonical.ts';
import { exportCatalogue, importCatalogue } from './catalogue.ts';
import { textFault } from './check-text.ts';
import { isSameContent, mergedContent, patchTo, withOrigin } from './content.ts';
import { gettextPlural } from './gettext-plurals.ts';
import { idSet } from './id-set.ts';
import { joinedPieces, piecesOf } from './pieces.ts';
import { pluralText, splitPlural } from './po-plural.ts';
import { problemList } from './problem.ts';
import { proofFaults } from './proof.ts';
import { placesOf, refusalOf, untilSettled } from './refusal.ts';
import { withBranchesOf } from './target-branches.ts';
import { sheetOf } from './translation.ts';
import { xmlAttribute, xmlText } from './xml.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

describe('catalogue files', () => {
  it.each(['formatjs', 'arb', 'mf2', 'i18next'] as const)('of %s go out and come back', async (format) => {
    const { acme, alerts } = await open();
    const texts = {
      title: 'Platte voll auf {host}',
      body: '{count, plural, one {# Platte} other {# Platten}}',
    };
    const en = { title: 'Disk full on {host}', body: '{count, plural, one {# disk} other {# disks}}' };
    await acme.create('diskfull', { baseLocale: 'en', locales: { en, de: texts } });
    const options = {
      format,
      locale: 'de',
      ...(format === 'mf2' ? {} : { prefix: format === 'arb' ? 'a' : 'alerts.' }),
    };
    const { json, problems } = await exportCatalogue(acme, options);
    expect(problems).toEqual([]);
    const same = await importCatalogue(acme, json, { ...options, as: 'texts' });
    expect(same).toMatchObject({ units: 2, counts: { unchanged: 1 }, problems: [], reading: [] });
    const changed = JSON.parse(JSON.stringify(json).replace('Platte voll', 'Die Platte ist voll')) as unknown;
    expect((await importCatalogue(acme, changed, { ...options, dryRun: true })).counts.created).toBe(1);
    await importCatalogue(acme, changed, options);
    const draft = (await acme.get('diskfull')).drafts?.['de'];
    expect(draft?.messages['title']).toBe('Die Platte ist voll auf {host}');
    expect(draft?.provenance).toMatchObject({ origin: 'import', author: 'user:admin' });
    const drafted = await exportCatalogue(acme, { ...options, drafts: true });
    expect(JSON.stringify(drafted.json)).toContain('Die Platte');
    await alerts.close();
  });

  it('tell what names nothing, lost an argument or cannot be converted', async () => {
    const { acme, alerts } = await open();
    await acme.create('a', {
      baseLocale: 'en',
      syntax: 'mf2',
      locales: { en: { one: 'One {$x}', two: 'Two' } },
    });
    await acme.create('b', small('B {x}'));
    const json = {
      'x.a.one': 'Eins {x}',
      'x.a.two': '{x, number, ::compact-short}',
      'x.a.three': 'Drei',
      'x.nowhere': 'x',
      'x.gone.title': 'x',
      'x.b.title': "B '{x}'",
      'x.a.broken': '{',
      menu: 'File',
      'x.b.other': 7,
    };
    const { problems } = await importCatalogue(acme, json, {
      format: 'formatjs',
      locale: 'de',
      prefix: 'x.',
    });
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'LOCALERT_NOT_FOUND',
      'argument-quoted',
      'conversion',
      'entry',
      'key',
      'message',
      'unknown-field',
    ]);
    expect((await acme.get('a')).drafts?.['de']?.messages).toEqual({ one: 'Eins {$x :string}' });
    const wrong = { format: 'other' as 'arb', locale: 'de' };
    expect(await codeOf(exportCatalogue(acme, wrong))).toBe('LOCALERT_EXCHANGE_UNREADABLE');
    const base = await importCatalogue(
      acme,
      { 'b.title': 'Better {x}' },
      { format: 'formatjs', locale: 'en', functions: ['own'] },
    );
    expect(base.counts.changed).toBe(1);
    expect((await acme.get('b')).locales['en']).toEqual({ title: 'Better {x}' });
    const refused = await importCatalogue(acme, { 'b.title': '{' }, { format: 'mf2', locale: 'fr' });
    expect(refused.problemCount).toBeGreaterThan(0);
    await alerts.close();
  });
});

describe('plural rules of gettext', () => {
  it.each([
    ['ja', 1],
    ['en', 2],
    ['fr', 3],
    ['es', 3],
    ['pt-BR', 3],
    ['ru', 3],
    ['uk', 3],
    ['sr', 3],
    ['pl', 3],
    ['cs', 3],
    ['lt', 3],
    ['lv', 3],
    ['ro', 3],
    ['sl', 4],
    ['ar', 6],
    ['ga', 5],
    ['he', 3],
    ['is', 2],
    ['hi', 2],
  ] as const)('of %s have %i forms, and choose as CLDR does', (locale, forms) => {
    const rule = gettextPlural(locale);
    expect(rule?.categories.length).toBe(forms);
    const body = /plural=(.*);$/.exec(rule?.expression ?? '')?.[1] ?? '';
    const choose = new Function('n', `return Number(${body})`) as (n: number) => number;
    const cldr = new Intl.PluralRules(locale);
    for (const n of [...Array(1_200).keys(), 1_000_000, 1_000_001, 3_000_000]) {
      expect([n, rule?.categories[choose(n)]]).toEqual([n, cldr.select(n)]);
    }
  });

  it('are none where no known one fits', () => {
    expect(gettextPlural('br')).toBeUndefined();
    expect(splitPlural('{n, plural, one {x} other {y}}', 'br')).toBeUndefined();
  });

  it('make plurals, and leave alone what is none', () => {
    for (const source of [
      '{n, plural, =0 {no} one {x} other {y}}',
      '{n, plural, offset:1 one {x} other {y}}',
      'a {n, plural, one {x} other {y}}',
      '{n, plural, one {x} one {y} other {z}}',
      '{n, plural, one {x}',
      '{n, plural, one {x} other {{}}',
      '{n, select, other {x}}',
    ])
      expect(splitPlural(source, 'en')).toBeUndefined();
    expect(splitPlural("{n, plural, one {it''s '{'one'}'} other {'#' # '''}'}}", 'en')?.one).toBe(
      "it''s '{'one'}'",
    );
    expect(pluralText(['a'], 'plain', undefined, 'ja')).toBeUndefined();
    expect(pluralText(['a', 'b'], '{n, plural, other {x}}', undefined, 'ja')).toBeUndefined();
    expect(
      pluralText(
        ['a', 'b', 'c'],
        '{n, plural, one {x} other {y}}',
        '{n, plural, one {1} few {2} many {5} other {1.5}}',
        'ru',
      ),
    ).toBe('{n, plural, one {a} few {b} many {c} other {1.5}}');
  });
});

describe('small parts', () => {
  it('problems past the first hundred are counted and told', () => {
    const told: number[] = [];
    const list = problemList(({ line }) => void told.push(line), 5);
    const quiet = problemList(undefined);
    for (let line = 0; line < 150; line++) {
      list.add({ line, code: 'x' });
      quiet.add({ line, code: 'x' });
    }
    expect([list.count(), list.listed.length, told.length, quiet.count()]).toEqual([155, 100, 150, 150]);
  });

  it('a change takes away what is not wanted, and says who wrote what nobody said', () => {
    const bare = parseFixtureContent({ baseLocale: 'en', locales: { en: { a: 'x' } } });
    const full = parseFixtureContent({ ...diskFull, provenance: { de: { origin: 'model' } } });
    expect(patchTo(full, bare, 'id')).toMatchObject({
      name: 'id',
      layout: null,
      description: null,
      locales: { en: { a: 'x' }, de: null, es: null },
      provenance: { de: null },
    });
    expect(patchTo(bare, full, 'id')).toMatchObject({ name: 'Disk full', description: full.description });
    expect(isSameContent('id', bare, { ...bare, name: 'id' })).toBe(true);
    expect(withOrigin(full, full, 'me').provenance['de']).toEqual({ origin: 'model' });
    expect(withOrigin({ ...full, provenance: {} }, full, 'me').provenance['de']).toEqual({ origin: 'model' });
    expect(withOrigin(bare, undefined, 'me').provenance['en']).toEqual({ origin: 'import', author: 'me' });
    expect(mergedContent(full, bare).locales['de']).toEqual(full.locales['de']);
  });

  it('a set of ids knows all of many', () => {
    const set = idSet();
    for (let n = 0; n < 20_000; n++) expect(set.add(`fixture_${n}`)).toBe(true);
    for (let n = 0; n < 20_000; n++) expect(set.add(`fixture_${n}`)).toBe(false);
    expect([set.has('fixture_7'), set.has('fixture_x')]).toEqual([true, false]);
  });

  it('JSON in one order', () => {
    expect(canonical({ b: [1, undefined, null], a: undefined, c: 'x' })).toBe('{"b":[1,null,null],"c":"x"}');
    expect(isSame({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  });

  it('a translation is held against its source', () => {
    const fault = (source: string, target: string, syntax: 'icu' | 'mf2' = 'icu') =>
      textFault(source, target, syntax, ['known']);
    expect(fault('{x}', '{x} {known}')).toBeUndefined();
    expect(fault('{x}', 'x'.repeat(20_000))).toEqual({ code: 'size' });
    expect(fault('{x}', '{')).toEqual({ code: 'message' });
    expect(fault('{', '{x}')).toBeUndefined();
    expect(fault('{x}', "'{x}'")).toEqual({ code: 'argument-quoted', argument: 'x' });
    // Beside a function of the host too.
    expect(fault('{x, mention} {y}', "{x, mention} '{y}'")).toEqual({
      code: 'argument-quoted',
      argument: 'y',
    });
    expect(fault('{x}', '{y} {x}')).toEqual({ code: 'argument-unknown', argument: 'y' });
    expect(fault('{x, mention}', '{x, mention}')).toBeUndefined();
    expect(fault('{x, mention}', 'lost')).toEqual({ code: 'argument-lost', argument: 'x' });
    expect(fault('{$x :own}', 'lost', 'mf2')?.code).toBe('argument-lost');
  });

  it('a dry run sees what every tenant refuses', () => {
    const content = {
      baseLocale: 'en',
      syntax: 'icu',
      severity: 'low',
      labels: {},
      sensitive: false,
      provenance: {},
      arguments: { extra: {} },
      state: 'active',
    } as const;
    const faults = (locales: Record<string, Record<string, string>>) =>
      proofFaults({ ...content, locales }).map(({ code, locale }) => `${code} ${locale}`);
    expect(faults({ en: { a: '{x} {n, number}' }, de: { a: '{x} {extra} {n, number}' } })).toEqual([]);
    expect(faults({ en: { a: '{x}' }, de: { a: '{y}', b: '{' } })).toEqual(['message de', 'contract de']);
    expect(faults({ en: { a: '{x, number} {x, date}' } })).toEqual(['contract en', 'contract en']);
    expect(faults({ en: { a: '{x, mention}' }, de: { a: '{y}' } })).toEqual([]);
    expect(
      faults({ en: { a: '{k, select, a {x} other {y}}' }, de: { a: '{k, select, b {x} other {y}}' } }),
    ).toEqual([]);
  });

  it('what is about one fixture is no end', async () => {
    const Own = defineError<
      'LOCALERT_FIXTURE_REFUSED',
      { findings: readonly { code?: string; kind?: string; locale?: string; field?: string }[] }
    >('LOCALERT_FIXTURE_REFUSED', { message: () => 'x' });
    const error = new Own({ findings: [{ code: 'a', locale: 'de', field: 'title' }, { kind: 'email' }, {}] });
    expect(refusalOf(error)).toBe(error);
    expect(placesOf(error)).toEqual([
      { code: 'a', locale: 'de', field: 'title' },
      { code: 'email' },
      { code: 'finding' },
    ]);
    expect(refusalOf(new Error('x'))).toBeUndefined();
    expect(refusalOf(new NotFoundError({ kind: 'tenant', id: 'x' }))).toBeUndefined();
    expect(placesOf(new NotFoundError({ kind: 'fixture', id: 'x' }))).toEqual([]);
    const Raced = defineError<'LOCALERT_REVISION_CONFLICT', Record<string, never>>(
      'LOCALERT_REVISION_CONFLICT',
      { message: () => 'x' },
    );
    let tries = 0;
    await untilSettled(async () => {
      tries += 1;
      if (tries < 3) throw new Raced({});
    });
    expect(tries).toBe(3);
    await expect(untilSettled(async () => Promise.reject(new Raced({})))).rejects.toThrow();
  });

  it('messages in pieces', () => {
    expect(piecesOf('', 'icu')).toEqual([]);
    expect(piecesOf('{', 'icu')).toEqual([{ kind: 'text', text: '{' }]);
    const back = [
      { kind: 'text', text: "d'" },
      { kind: 'code', text: '{x' },
      { kind: 'text', text: 'y' },
    ] as const;
    expect(joinedPieces(back, 'icu')).toBe("d'{xy");
    expect(withBranchesOf('{n, selectordinal, one {#st} other {#th}}', 'icu', 'de')).toBe(
      '{n, selectordinal, other {#th}}',
    );
    expect(
      withBranchesOf('{n, plural, =0 {none} one {#} other {{k, select, a {x} other {y}}}}', 'icu', 'ru'),
    ).toContain('few {');
    expect(withBranchesOf('{n, plural, one {{x, own}} other {{x, own}s}}', 'icu', 'ru')).toContain(
      'few {{x, own}s}',
    );
    expect(withBranchesOf('{n, plural, one {', 'icu', 'ru')).toBeUndefined();
    expect(withBranchesOf('{n, plural, one {x} other {y}}', 'icu', 'es-XX-x')).toBeUndefined();
  });

  it('what translators are told', () => {
    const row = {
      ...diskFull,
      id: 'x',
      syntax: 'icu',
      arguments: {
        host: { type: 'choice', choices: ['a'], sample: ['b', 'c'] },
        count: { type: 'number', example: 5 },
        used: { type: 'number' },
      },
      provenance: { de: { origin: 'model' } },
      drafts: { fr: { state: 'rejected' } },
    } as unknown as SlackFixture;
    const [title, body] = sheetOf(row, 'de').translations;
    expect(title).toMatchObject({ state: 'translated', notes: ['{host} (choice of a), for example b, c'] });
    expect(body?.notes).toEqual(['{count} (number), for example 5', '{used} (number)']);
    expect(sheetOf(row, 'fr').translations[0]?.state).toBe('initial');
    expect([xmlText('<&>\r"'), xmlAttribute('<&>"\r\n\t\u0001')]).toEqual([
      '&lt;&amp;&gt;&#13;"',
      '&lt;&amp;&gt;&quot;&#13;&#10;&#9;',
    ]);
  });
});
