import MessageFormat from '@messageformat/core';
import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mf1Messages, mf1Values } from '../test/mf1-messages.ts';
import { coreStyles, formatjsStyles } from '../test/mf1-styles.ts';
import { compileForm } from './compile.ts';
import { MAX_FORMATS, MAX_SOURCE_LENGTH } from './form.ts';
import { parseForm } from './parse.ts';

/**
 * Generated messages against other libraries. Where one differs on purpose the generator keeps away from it, and a test
 * of its own pins both sides; docs/differences.md tells why.
 */
const ZONE = 'Asia/Kolkata';
/** More of them now and then: DIFFERENTIAL_RUNS=100000. */
const RUNS = Number(process.env['DIFFERENTIAL_RUNS'] ?? 2_500);
const MINUTES = 60_000 * Math.max(2, RUNS / 10_000);
const LOCALES = ['en-US', 'es', 'pl', 'ar-EG', 'hi', 'cy', 'de-CH', 'fr', 'ja', 'ru', 'pt-PT', 'lv'];

const refuse = (fault: object): never => {
  throw new Error(JSON.stringify(fault));
};

const kept = new Map<string, unknown>();

function once<Value>(
  kind: string,
  build: (locales: string | string[] | undefined, options: object | undefined) => Value,
) {
  return (locales?: string | string[], options?: object): Value => {
    const key = JSON.stringify([kind, locales, options]);
    if (!kept.has(key)) kept.set(key, build(locales, options));
    return kept.get(key) as Value;
  };
}

// intl-messageformat has no time zone option of its own, and keeps its formatters for one message only.
const formatters = {
  getNumberFormat: once('number', (locales, options) => new Intl.NumberFormat(locales, options)),
  getPluralRules: once('plural', (locales, options) => new Intl.PluralRules(locales, options)),
  getDateTimeFormat: once(
    'date',
    (locales, options) => new Intl.DateTimeFormat(locales, { ...options, timeZone: ZONE }),
  ),
};

function formatjs(source: string, locale: string, given: object): string {
  const message = new IntlMessageFormat(source, locale, undefined, {
    ignoreTag: true,
    formatters: formatters as never,
  });
  return String(message.format(given as never));
}

const cores = new Map(
  LOCALES.map((locale) => [locale, new MessageFormat(locale, { strictPluralKeys: false })]),
);
const core = (source: string, locale: string, given: object): string =>
  String(cores.get(locale)?.compile(source)(given as Record<string, unknown>));

/** Ours has limits that the others have not. */
const fits = (source: string): boolean =>
  source.length <= MAX_SOURCE_LENGTH && [...source.matchAll(/number|date|time/g)].length <= MAX_FORMATS;

const ours = (source: string, locale: string, given: object) =>
  compileForm(parseForm(source, 'icu'), { locale, timeZone: ZONE })(given as never, refuse);

/** A text, or that there is none: Intl refuses some combinations of styles, and both sides must say so. */
function outcome(format: typeof ours, source: string, locale: string, given: object): string {
  try {
    return `text ${format(source, locale, given)}`;
  } catch {
    return 'refused';
  }
}

/** What the generated messages have to contain. */
const KINDS = ['plural', 'selectordinal', 'select', 'number', 'date', 'time', 'offset', '::', "'{", '#'];

/** Everything that a run came across, so that a generator that went dull is seen. */
function tally() {
  const counts = new Map<string, number>();
  return {
    note(source: string, shown: string): void {
      const kinds = [
        ...source.matchAll(/(?:plural|selectordinal|select|number|date|time)(?=[,\s}])|offset|=\d|::|'\{|#/g),
      ];
      for (const [kind] of new Set(kinds)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (shown === 'refused') counts.set('refused', (counts.get('refused') ?? 0) + 1);
    },
    of: (kind: string): number => counts.get(kind) ?? 0,
  };
}

describe('against intl-messageformat', () => {
  it(
    'formats generated messages the same',
    () => {
      const seen = tally();
      fc.assert(
        fc.property(
          mf1Messages({ styles: formatjsStyles, poundInSelect: false }),
          fc.constantFrom(...LOCALES),
          mf1Values(true),
          (source, locale, given) => {
            fc.pre(fits(source));
            // formatjs multiplies a bigint by a fraction, which throws.
            fc.pre(typeof given.n === 'number' || !source.includes('scale/0.5'));
            const shown = outcome(ours, source, locale, given);
            seen.note(source, shown);
            expect(shown).toBe(outcome(formatjs, source, locale, given));
          },
        ),
        { numRuns: RUNS },
      );
      for (const kind of KINDS) expect(seen.of(kind), kind).toBeGreaterThan(RUNS / 10);
      expect(seen.of('refused')).toBeLessThan(RUNS / 5);
    },
    MINUTES,
  );
});

describe('against @messageformat/core', () => {
  const zone = process.env['TZ'];
  // It knows no other zone than the process's.
  beforeAll(() => {
    process.env['TZ'] = ZONE;
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it(
    'formats generated messages the same',
    () => {
      const seen = tally();
      fc.assert(
        fc.property(
          mf1Messages({ styles: coreStyles, poundInSelect: true }),
          fc.constantFrom(...LOCALES),
          mf1Values(false),
          (source, locale, given) => {
            fc.pre(fits(source));
            // Its plural rules know no numbers below zero, which an offset leads to.
            fc.pre(given.c >= 10 || !source.includes('offset'));
            const shown = outcome(ours, source, locale, given);
            seen.note(source, shown);
            expect(shown).toBe(outcome(core, source, locale, given));
          },
        ),
        { numRuns: RUNS },
      );
      for (const kind of KINDS) expect(seen.of(kind), kind).toBeGreaterThan(RUNS / 10);
      expect(seen.of('refused')).toBe(0);
    },
    MINUTES,
  );
});
