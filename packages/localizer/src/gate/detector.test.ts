import { eld } from 'eld/large';
import { afterEach, describe, expect, it } from 'vitest';
import { detectLanguage, detectorCode } from './detector.ts';

const SPANISH = 'El servicio de pagos vuelve a responder';

describe('detectLanguage', () => {
  afterEach(() => {
    eld.setLanguageSubset(false);
  });

  it('tells languages by their score', () => {
    const found = detectLanguage(SPANISH);
    expect(found.language).toBe('es');
    expect(found.score('es')).toBeGreaterThan(found.score('de'));
    expect(found.score('none')).toBe(0);
    expect(detectLanguage('…').language).toBe('');
  });

  it('keeps its settings apart from those of a host that uses the same detector', () => {
    eld.setLanguageSubset(['de', 'fr']);
    expect(detectLanguage(SPANISH).language).toBe('es');
    detectLanguage('x');
    expect(eld.detect(SPANISH).language).not.toBe('es');
  });

  it('knows what a language is called there, by its script', () => {
    expect(detectorCode('nb', true)).toBe('no');
    expect(detectorCode('id', true)).toBe('ms');
    expect(detectorCode('sr', false)).toBe('sr');
    expect(detectorCode('sr', true)).toBe('hr');
    expect(detectorCode('ku', true)).toBeUndefined();
    expect(detectorCode('sw', true)).toBeUndefined();
  });
});
