import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLDR_PARENTS } from './cldr-parents.ts';
import { familyOf } from './locale-family.ts';
import { type NegotiationRequest, negotiateLocale } from './negotiate.ts';

const require = createRequire(import.meta.url);
const ALL: readonly string[] = require('cldr-core/availableLocales.json').availableLocales.full;
const LOCALES = ALL.filter((tag) => tag !== 'und').map((tag) => Intl.getCanonicalLocales(tag)[0]!);
const PARENTS: Readonly<Record<string, string>> = require('cldr-core/supplemental/parentLocales.json')
  .supplemental.parentLocales.parentLocale;

const scriptOf = (tag: string) => new Intl.Locale(tag).maximize().script;

function negotiate(
  requested: string | readonly string[],
  available: readonly string[],
  more: Partial<NegotiationRequest> = {},
) {
  const list = typeof requested === 'string' ? [requested] : requested;
  const { locale, step } = negotiateLocale({ requested: list, available, base: 'xx', ...more });
  return `${locale} ${step}`;
}

describe('the parents', () => {
  it('are CLDR’s, all of them', () => {
    expect(Object.fromEntries(CLDR_PARENTS)).toEqual(PARENTS);
  });

  it.each([
    ['es-MX', ['es-Latn-MX', 'es-419', 'es-Latn-419', 'es']],
    ['pt-AO', ['pt-Latn-AO', 'pt-PT', 'pt-Latn-PT', 'pt']],
    ['en-AU', ['en-Latn-AU', 'en-001', 'en-Latn-001', 'en']],
    ['en-AT', ['en-Latn-AT', 'en-150', 'en-Latn-150', 'en-001', 'en-Latn-001', 'en']],
    ['zh-Hant-HK', ['zh-HK', 'zh-Hant']],
    ['zh-TW', ['zh-Hant-TW', 'zh-Hant']],
    ['zh-MO', ['zh-Hant-MO', 'zh-Hant-HK', 'zh-HK', 'zh-Hant']],
    ['sr-ME', ['sr-Latn-ME', 'sr-Latn']],
    ['nn', ['no', 'nb']],
    ['nb-NO', ['nb-Latn-NO', 'nb', 'no']],
    ['ca-ES-valencia', ['ca-ES', 'ca-Latn-ES', 'ca']],
    ['zh-Hant', []],
    ['sr-Latn', []],
    ['uz-Cyrl-UZ', ['uz-Cyrl']],
    ['ht-HT', ['ht-Latn-HT', 'ht', 'fr-HT', 'fr-Latn-HT', 'fr']],
    ['de', []],
  ])('of %s', (tag, parents) => {
    expect(familyOf(tag).ancestors).toEqual(parents);
  });

  it('of every CLDR locale keep its script, never reach the root, and follow the explicit ones', () => {
    let explicit = 0;
    for (const tag of LOCALES) {
      const { ancestors } = familyOf(tag);
      expect(ancestors).not.toContain('und');
      expect(ancestors).not.toContain(tag);
      expect(new Set(ancestors).size).toBe(ancestors.length);
      const parent = PARENTS[tag];
      if (parent === 'und') expect(ancestors).toEqual([]);
      else if (parent !== undefined) {
        explicit += 1;
        expect(ancestors).toContain(parent);
        for (const above of familyOf(parent).ancestors) expect([...ancestors, tag]).toContain(above);
      } else {
        for (const ancestor of ancestors) {
          if (!tag.startsWith('hi-Latn') && !tag.startsWith('ht'))
            expect(scriptOf(ancestor)).toBe(scriptOf(tag));
        }
      }
    }
    expect(explicit).toBeGreaterThan(100);
  });

  it('of locales without an explicit one are their truncation', () => {
    for (const tag of LOCALES) {
      const { language, script, region } = new Intl.Locale(tag);
      if (
        PARENTS[tag] !== undefined ||
        region === undefined ||
        (`${language}-${script ?? region}` === tag && script)
      )
        continue;
      const cut = script === undefined ? language : `${language}-${script}`;
      if (
        scriptOf(cut) === scriptOf(tag) &&
        PARENTS[`${language}-${scriptOf(tag)}-${region}`] === undefined
      ) {
        expect(familyOf(tag).ancestors).toContain(cut);
      }
    }
  });
});

describe('one requested locale', () => {
  it.each([
    ['es-MX', ['en', 'es', 'es-MX', 'es-419'], 'es-MX exact'],
    ['es-mx', ['es-MX'], 'es-MX exact'],
    ['es-MX', ['en', 'es', 'es-419'], 'es-419 parent'],
    ['es-MX', ['en', 'es'], 'es parent'],
    ['es-MX', ['en-US', 'es-AR', 'es-ES'], 'es-ES language'],
    ['es-MX', ['es-UY', 'es-AR'], 'es-AR language'],
    ['en', ['en-GB', 'en-US', 'en-AU'], 'en-US language'],
    ['en-AU', ['en-US', 'en-001'], 'en-001 parent'],
    ['en-AU', ['en-US', 'en-GB'], 'en-US language'],
    ['pt', ['pt-PT', 'pt-BR'], 'pt-BR language'],
    ['pt-AO', ['pt', 'pt-PT'], 'pt-PT parent'],
    ['pt-AO', ['pt'], 'pt parent'],
    ['zh-TW', ['zh', 'zh-Hans', 'zh-CN'], 'xx base'],
    ['zh-TW', ['zh', 'zh-Hant'], 'zh-Hant parent'],
    ['zh-TW', ['zh-Hant-TW', 'zh-Hant'], 'zh-Hant-TW parent'],
    ['zh-Hant', ['zh-HK', 'zh-TW', 'zh-CN'], 'zh-TW language'],
    ['zh-Hans-SG', ['zh-CN', 'zh-TW'], 'zh-CN language'],
    ['zh', ['zh-Hant', 'zh-TW'], 'xx base'],
    ['zh-Hans-CN', ['zh-CN', 'zh'], 'zh-CN parent'],
    ['sr-Cyrl', ['sr-Latn'], 'xx base'],
    ['sr', ['sr-Latn', 'sr-Cyrl-BA'], 'sr-Cyrl-BA language'],
    ['sr-ME', ['sr', 'sr-Latn'], 'sr-Latn parent'],
    ['no', ['nb'], 'nb parent'],
    ['nb-NO', ['no'], 'no parent'],
    ['nn-NO', ['nb-NO'], 'nb-NO language'],
    ['iw', ['he'], 'he exact'],
    ['de-DE-u-co-phonebk', ['de-DE'], 'de-DE exact'],
    ['de-x-formal', ['de'], 'de exact'],
    ['ja', ['en'], 'xx base'],
    ['und', ['en'], 'en language'],
  ])('%s among %j', (requested, available, expected) => {
    expect(negotiate(requested, available)).toBe(expected);
  });

  it('finds every CLDR locale by its own name and never another script', () => {
    for (const tag of LOCALES) {
      expect(negotiate(tag, LOCALES)).toBe(`${tag} exact`);
      const others = LOCALES.filter((other) => other !== tag);
      const { order, locale, step } = negotiateLocale({ requested: [tag], available: others, base: 'en-US' });
      if (step === 'base' || PARENTS[tag] !== undefined || tag.startsWith('hi-Latn') || tag.startsWith('ht'))
        continue;
      expect([locale, scriptOf(locale)]).toEqual([locale, scriptOf(tag)]);
      for (const other of order.slice(0, -1)) expect(scriptOf(other)).toBe(scriptOf(tag));
    }
  });
});

describe('the whole ladder', () => {
  const available = ['en-US', 'es-ES', 'fr', 'de', 'it'];

  it('goes through the requested locales in turn, each in full, before the next', () => {
    expect(negotiate(['es-MX', 'fr'], available)).toBe('es-ES language');
    expect(negotiate(['ja', 'fr-CA'], available)).toBe('fr parent');
    expect(negotiateLocale({ requested: ['ja', 'fr-CA'], available, base: 'en-US' }).requested).toBe('fr-CA');
  });

  it('then the chain, the tenant’s default, the base', () => {
    const rest = { chain: ['ko', 'it-CH'], defaultLocale: 'de-AT', base: 'en-US' };
    expect(negotiate('ja', available, rest)).toBe('it chain');
    expect(negotiate('ja', available, { ...rest, chain: [] })).toBe('de default');
    expect(negotiate('ja', available, { base: 'en-US' })).toBe('en-US base');
    expect(negotiate([], [], { base: 'en-US' })).toBe('en-US base');
    expect(negotiateLocale({ requested: ['ja'], available, ...rest })).not.toHaveProperty('requested');
  });

  it('names every step down, each locale once, the base last', () => {
    const request = {
      requested: ['es-MX', 'fr', 'es'],
      available,
      chain: ['fr', 'it'],
      defaultLocale: 'de',
      base: 'en-US',
    };
    expect(negotiateLocale(request).order).toEqual(['es-ES', 'fr', 'it', 'de', 'en-US']);
    expect(negotiateLocale({ ...request, requested: ['en', 'es'] }).order).toEqual([
      'en-US',
      'es-ES',
      'fr',
      'it',
      'de',
    ]);
  });

  it('skips malformed requests and says so', () => {
    const hostile = ['es_ES', '', '*', 'x'.repeat(10_000), '../etc', '\u0000', '__proto__', 'constructor'];
    expect(negotiateLocale({ requested: [...hostile, 'fr'], available, base: 'en-US' })).toEqual({
      locale: 'fr',
      step: 'exact',
      requested: 'fr',
      order: ['fr', 'en-US'],
      skipped: hostile,
    });
  });

  it('gives locales as they were given, and passes over malformed ones', () => {
    expect(negotiate('es-mx', ['es_ES', 'ES-mx', 'es-MX'])).toBe('ES-mx exact');
    expect(negotiate('ja', ['fr'], { chain: ['f_r'], defaultLocale: 'f_r' })).toBe('xx base');
  });

  it('is pure, and its answer heads the order', () => {
    const tags = fc.array(fc.oneof(fc.constantFrom(...LOCALES), fc.string()), { maxLength: 6 });
    const locales = fc.uniqueArray(fc.constantFrom(...LOCALES), { maxLength: 12 });
    fc.assert(
      fc.property(tags, locales, locales, fc.constantFrom(...LOCALES), (requested, shelf, chain, base) => {
        const request = { requested, available: [...shelf, base], chain, base };
        const match = negotiateLocale(request);
        expect(match).toEqual(negotiateLocale({ ...request, available: [base, ...shelf].reverse() }));
        expect(match.order[0]).toBe(match.locale);
        expect(new Set(match.order).size).toBe(match.order.length);
        expect(match.order).toContain(base);
        for (const locale of match.order) expect(request.available).toContain(locale);
      }),
    );
  });

  it('keeps a bounded memory of tags', () => {
    for (let index = 0; index < 4_500; index += 1) {
      const region = String(100 + (index % 900));
      negotiate(`${String.fromCharCode(97 + (index % 26), 97 + (index % 25), 97 + (index % 23))}-${region}`, [
        'en',
      ]);
    }
    expect(negotiate('es-MX', ['es'])).toBe('es parent');
  });
});
