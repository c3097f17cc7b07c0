import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';
import { fixTranslation } from './fix-translation.ts';

const fix = (source: string, target: string, targetLocale = 'de') =>
  fixTranslation({ source, target, sourceLocale: 'en', targetLocale });

describe('fixTranslation', () => {
  it('gives the edges the white space of the source', () => {
    expect(fix('Disk full: ', '  Platte voll:')).toEqual({ target: 'Platte voll: ', fixed: ['edge-space'] });
  });

  it('writes apostrophes that quote nothing', () => {
    const { target, fixed } = fix('The disk of {host} is full', "Le disque d'{host} est plein", 'fr');
    expect(target).toBe('Le disque d’{host} est plein');
    expect(fixed).toContain('argument-quoted');
  });

  it('takes out what nobody sees', () => {
    expect(fix('The disk is full', 'Die Pla\u200btte\u0007 ist\u200b voll').target).toBe(
      'Die Platte ist voll',
    );
  });

  it('takes off quotation marks around the whole', () => {
    expect(fix('The disk is full', '„Die Platte ist voll“')).toEqual({
      target: 'Die Platte ist voll',
      fixed: ['wrapper'],
    });
    expect(fix('The disk is full', '**Die Platte ist voll**').target).toBe('Die Platte ist voll');
  });

  it('mends one thing after the other', () => {
    expect(fix('The disk is full', ' „\u200bDie Platte ist voll“ ').target).toBe('Die Platte ist voll');
  });

  it('leaves alone what is fine and what needs thought', () => {
    expect(fix('The disk is full', 'Die Platte ist voll')).toEqual({
      target: 'Die Platte ist voll',
      fixed: [],
    });
    expect(fix('Disk of {host} full', 'Platte voll')).toEqual({ target: 'Platte voll', fixed: [] });
    expect(fix('Disk full', '   ')).toEqual({ target: '   ', fixed: [] });
  });

  const piece = fc.constantFrom(
    'Die Platte',
    ' ',
    "'",
    '{host}',
    '„',
    '“',
    '"',
    '\u200b',
    '\u0007',
    '**',
    ' ist voll',
    '\n',
    '<',
    '{',
    '}',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('is done after one call, and makes no new finding', () => {
    fc.assert(
      fc.property(text, text, (source, target) => {
        const once = fix(source, target);
        expect(fix(source, once.target)).toEqual({ target: once.target, fixed: [] });
        const count = (of: string) => {
          const counts: Record<string, number> = {};
          for (const { code } of checkTranslation({
            source,
            target: of,
            sourceLocale: 'en',
            targetLocale: 'de',
          })) {
            counts[code] = (counts[code] ?? 0) + 1;
          }
          return counts;
        };
        const before = count(target);
        for (const [code, after] of Object.entries(count(once.target))) {
          expect(after).toBeLessThanOrEqual(before[code] ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
