import {
  type FixtureInput,
  newTenant,
  parseFixtureContent,
  type SlackFixture,
  type TenantInput,
} from '@localert/core';
import { contractOf, parseForm } from '@localert/icu';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileBundle } from './bundle.ts';
import { checkLimits } from './check-limits.ts';
import { createFallbackRenderer } from './fallback-renderer.ts';
import { FALLBACK_TEXTS } from './fallback-texts.ts';
import { renderAlert } from './render.ts';
import { renderJson } from './render-json.ts';

const texts = {
  en: { title: 'Down in {region}', description: '{count, plural, one {# stream} other {# streams}}' },
  es: { title: 'Caída en {region}', description: '{count, plural, one {# emisión} other {# emisiones}}' },
  fr: { title: 'Panne : {region}' },
};

function fixtureOf(input: Partial<FixtureInput> = {}): SlackFixture {
  const { arguments: _, ...content } = parseFixtureContent({
    baseLocale: 'en',
    severity: 'critical',
    locales: texts,
    ...input,
  });
  const forms = Object.values(content.locales[content.baseLocale] ?? {}).flatMap((source) => {
    try {
      return [parseForm(source, content.syntax)];
    } catch {
      return [];
    }
  });
  return {
    ...content,
    id: 'down',
    name: 'down',
    arguments: contractOf(forms).contract,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
}

const tenantOf = (input: Partial<TenantInput> = {}) =>
  newTenant({ id: 'acme', defaultLocale: 'en', ...input }, 0);
const bundleOf = (fixture: Partial<FixtureInput> = {}, tenant: Partial<TenantInput> = {}) =>
  compileBundle(fixtureOf(fixture), tenantOf(tenant));
const values = { region: 'EU', count: 2 };

describe('renderAlert', () => {
  it('gives payload, plain text and the way there', () => {
    const alert = renderAlert(bundleOf(), { requested: ['es-MX'], values });
    expect([alert.locale, alert.step, alert.problems]).toEqual(['es', 'parent', []]);
    expect(alert.plain).toEqual({ text: '🚨 Caída en EU\n2 emisiones' });
    expect(alert.message.blocks?.[0]).toMatchObject({ type: 'header', text: { text: '🚨 Caída en EU' } });
    expect(alert.message.attachments?.[0]?.blocks).toMatchObject([
      { type: 'section', text: { text: '2 emisiones' } },
    ]);
    expect(checkLimits(alert.message)).toEqual([]);
  });

  it('passes over what is no language tag, and says so', () => {
    const { locale, problems } = renderAlert(bundleOf(), { requested: ['es_ES\n', 'fr', ''], values });
    expect(locale).toBe('fr');
    expect(
      problems.filter(({ code }) => code === 'locale-malformed').map((problem) => problem.locale),
    ).toEqual(['es_ES\\u{000a}', '']);
  });

  it('takes a missing field from the next locale, and lists it', () => {
    const { locale, problems, plain } = renderAlert(bundleOf(), { requested: ['fr'], values });
    expect(locale).toBe('fr');
    expect(problems).toEqual([{ code: 'message-missing', locale: 'fr', field: 'description' }]);
    expect(plain.text).toBe('🚨 Panne : EU\n2 streams');
  });

  it('passes over a broken text, and over one that fails while it runs', () => {
    const bundle = bundleOf({ locales: { ...texts, es: { title: '{oops', description: 'bien' } } });
    expect(renderAlert(bundle, { requested: ['es'], values })).toMatchObject({
      plain: { text: '🚨 Down in EU\nbien' },
      problems: [{ code: 'message-broken', locale: 'es', field: 'title' }],
    });
    const failsInSpanish = (locale: string) => () => {
      if (locale === 'es') throw new Error('x');
      return 'fine';
    };
    const failing = {
      ...bundle,
      compiled: (locale: string) => ({
        broken: new Set<string>(),
        fields: new Map([
          [
            'title',
            {
              overridden: false,
              calm: true,
              render: failsInSpanish(locale),
              renderJson: failsInSpanish(locale),
              renderMarkdown: failsInSpanish(locale),
            },
          ],
        ]),
      }),
    };
    expect(renderAlert(failing, { requested: ['es'], values })).toMatchObject({
      plain: { text: '🚨 fine' },
      problems: expect.arrayContaining([{ code: 'message-broken', locale: 'es', field: 'title' }]),
    });
  });

  it('ends with a minimal message in the reader’s language when no text can be shown', () => {
    const bundle = bundleOf({ locales: { en: { title: '{' }, es: { title: '{x' } } });
    const alert = renderAlert(bundle, { requested: ['fr-CA'], values: {} });
    expect(alert).toMatchObject({ locale: 'fr', step: 'minimal', choices: [] });
    expect(alert.message.text).toBe(
      '🚨 Alerte down (gravité : critique). Son texte ne peut pas être affiché pour le moment.',
    );
    expect(alert.problems).toContainEqual({ code: 'minimal-message' });
    expect(
      renderAlert(bundleOf({ locales: { en: { title: ' ' } } }), { requested: [], values: {} }).step,
    ).toBe('minimal');
  });

  it('falls to the plain text when the layout fails', () => {
    const bundle = { ...bundleOf(), layout: null as never };
    const alert = renderAlert(bundle, { requested: ['es'], values });
    expect(alert.message).toEqual(alert.plain);
    expect(alert.problems).toEqual([{ code: 'layout-broken' }]);
  });

  it('always has a text, even where the layout shows none', () => {
    const layout = {
      notification: { field: 'absent', optional: true },
      blocks: [{ type: 'divider' as const }],
    };
    expect(renderAlert(bundleOf({ layout }), { requested: [], values }).message.text).toMatch(/\S/);
  });

  it('fills argument slots of the layout with plain values only', () => {
    const layout = {
      blocks: [{ type: 'section' as const, fields: ['a', 'b', 'c', 'd', 'e', 'f'].map((arg) => ({ arg })) }],
    };
    const given = {
      ...values,
      a: '<!here>',
      b: 7n,
      c: new Date(0),
      d: new Date(Number.NaN),
      e: {} as never,
      f: null,
    };
    const { message } = renderAlert(bundleOf({ layout }), { requested: [], values: given });
    const shown = JSON.stringify(message);
    expect(shown).toContain('&lt;!here&gt;');
    expect(shown).toContain('1970-01-01T00:00:00.000Z');
    expect(shown).not.toMatch(/object|Invalid/);
  });

  it('shows an instant in each reader’s own time zone, and in the tenant’s where Slack cannot', () => {
    const layout = {
      notification: { date: 'at' },
      blocks: [
        { type: 'header' as const, text: { date: 'at' } },
        { type: 'section' as const, text: { date: 'at', format: '{date_long} {time_secs}' } },
        { type: 'context' as const, elements: [{ date: 'old' }, { date: 'gone' }, { date: 'odd' }] },
      ],
    };
    const bundle = bundleOf({ layout }, { timeZone: 'Europe/Madrid' });
    const at = new Date('2026-01-02T03:04:05Z');
    const { message, problems } = renderAlert(bundle, {
      requested: ['es'],
      values: { ...values, at, old: -1, odd: 'x' },
    });
    expect(message.text).toBe('<!date^1767323045^{date_short_pretty} {time}|2 ene 2026, 4:04>');
    expect(message.blocks?.[0]).toMatchObject({ text: { text: '2 ene 2026, 4:04' } });
    expect(JSON.stringify(message)).toContain('<!date^1767323045^{date_long} {time_secs}|2 ene 2026, 4:04>');
    expect(JSON.stringify(message)).toContain('1 ene 1970');
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: 'argument-missing', argument: 'gone' },
        { code: 'argument-type', argument: 'odd' },
      ]),
    );
  });

  it('negotiates once for one list of languages, and remembers no more than it should', () => {
    const bundle = bundleOf();
    expect(bundle.negotiate(['es'])).toBe(bundle.negotiate(['es']));
    for (let index = 0; index < 300; index++) bundle.negotiate([`es-x-a${index}`]);
    expect(bundle.negotiate(['es-x-a299'])).not.toBe(bundle.negotiate(['es-x-a299']));
  });

  it('keeps to the tenant’s enabled locales, texts and time zone', () => {
    const localeConfiguration = {
      enabledLocales: ['fr'],
      overrides: { down: { fr: { description: '{count, number} flux' } }, other: { fr: { title: 'x' } } },
    };
    const bundle = bundleOf({}, { localeConfiguration });
    expect(bundle.available).toEqual(['en', 'fr']);
    const regions = bundleOf(
      { locales: { ...texts, 'es-MX': texts.es, est: texts.es } },
      { localeConfiguration: { enabledLocales: ['es'] } },
    );
    expect(regions.available).toEqual(['en', 'es', 'es-MX']);
    const alert = renderAlert(bundle, { requested: ['es', 'fr'], values });
    expect(alert.plain.text).toBe('🚨 Panne : EU\n2 flux');
    expect(alert.choices.map(({ field, compiled }) => [field, compiled.overridden])).toEqual([
      ['title', false],
      ['description', true],
    ]);
  });

  it('holds every alert to Slack’s limits, whatever is in it', () => {
    const bundle = bundleOf({
      locales: {
        en: { title: '{a}', description: '{b}', actionRequired: '{c}', more: '{a}{b}{c}', footer: '{c}' },
      },
    });
    const text = fc.string({ unit: 'binary', maxLength: 6_000 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const { message, plain } = renderAlert(bundle, { requested: ['en'], values: { a, b, c } });
        expect(checkLimits(message)).toEqual([]);
        expect(checkLimits(plain)).toEqual([]);
        expect(message.text).toMatch(/\S/);
        expect(JSON.stringify(message)).not.toContain('<!');
      }),
      { numRuns: 60 },
    );
  });
});

describe('createFallbackRenderer', () => {
  it('knows six languages, severities included', () => {
    const { minimal, more } = createFallbackRenderer();
    const said = Object.keys(FALLBACK_TEXTS).map(
      (locale) => `${minimal('disk', 'medium', [locale]).message.text} ${more(1_200, locale)}`,
    );
    expect(said).toMatchSnapshot();
    expect(minimal('disk', 'info', ['xx']).locale).toBe('en');
    expect(minimal('disk', 'info', ['zh', 'pt-BR']).locale).toBe('pt');
  });

  it('escapes what it names', () => {
    expect(createFallbackRenderer().minimal('<!here>', 'low', ['en']).message.text).toContain(
      '&lt;!here&gt;',
    );
  });

  it('takes the host’s own, checked at once', () => {
    const own = createFallbackRenderer({ nl: { minimal: '{fixture}!', more: '{count} meer' } });
    expect(own.minimal('disk', 'low', ['en'])).toEqual({ locale: 'nl', message: { text: '🔵 disk!' } });
    expect(own.more(3, 'en')).toBe('3 meer');
    expect(() => createFallbackRenderer({})).toThrowError(/at least one locale/);
    expect(() => createFallbackRenderer({ nl: { minimal: '{', more: '' } })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_MESSAGE_SYNTAX' }),
    );
    expect(() => createFallbackRenderer({ nl_NL: { minimal: '', more: '' } })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_LOCALE' }),
    );
  });
});

describe('languages from right to left', () => {
  const link = '`{path}` <https://x.example/{path}|{path}> {path} {path, code}';
  const locales = {
    en: { title: '{path} of {used, number, percent}', link },
    he: { title: '{path} מתוך {used, number, percent}', link },
  };
  const shown = (locale: string) => {
    const bundle = bundleOf({ locales });
    const request = { requested: [locale], values: { path: '/var', used: 0.5 } };
    const { plain, message } = renderAlert(bundle, request);
    expect(JSON.parse(renderJson(bundle, request).payload)).toEqual(message);
    return { title: plain.text, all: JSON.stringify(message) };
  };

  it('keep a value from turning the words around it, but not where it is followed, copied or marked up', () => {
    const { title, all } = shown('he');
    expect(title).toContain('\u2068/var\u2069 מתוך \u206750%\u2069');
    expect(all).toContain('`/var` <https://x.example//var|/var> \u2068/var\u2069 `/var`');
  });

  it('are the only ones where anything stands around a value', () => {
    expect(shown('en').all).not.toMatch(/[\u2066-\u2069]/);
  });
});
