import { describe, expect, it } from 'vitest';
import { detectPii } from '../src/index.ts';
import { readSet, SETS } from './labelled.ts';
import { score } from './score.ts';

describe.each(SETS)('the set %s', (name) => {
  const { positive, negative } = readSet(name);
  const result = score(detectPii, positive, negative);

  it('has many texts of both sorts, in many languages', () => {
    expect(positive.length).toBeGreaterThan(100);
    expect(negative.length).toBeGreaterThan(100);
    expect(result.items).toBeGreaterThanOrEqual(positive.length);
    expect(new Set([...positive, ...negative].map(({ locale }) => locale)).size).toBeGreaterThan(10);
    expect(negative.every(({ items }) => items.length === 0)).toBe(true);
  });

  it('has at least 95 % of its items found', () => {
    expect(result.found / result.items, result.missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  it('has false alarms in at most 5 % of its texts without items', () => {
    expect(result.alarmed / result.clean, result.alarms.join('\n')).toBeLessThanOrEqual(0.05);
  });
});

describe('a score', () => {
  const texts = [
    { locale: 'en', text: 'ab cd', items: [{ slot: 'x', start: 0, end: 2 }] },
    { locale: 'en', text: 'ab cd', items: [{ slot: 'y', start: 3, end: 5 }] },
  ];
  const clean = [{ locale: 'en', text: 'ab', items: [] }];

  it('counts an item that is covered whole, and a text that has a finding but no item', () => {
    const found = score(() => [{ kind: 'k', start: 0, end: 2 }], texts, clean);
    expect(found).toMatchObject({ items: 2, found: 1, clean: 1, alarmed: 1 });
    expect(found.missed).toEqual(['y: ab ⟦cd⟧']);
    expect([...found.wrong]).toEqual([['k', 2]]);
    const half = score(() => [{ kind: 'k', start: 0, end: 1 }], texts, []);
    expect(half).toMatchObject({ found: 0, alarmed: 0 });
    expect([...half.wrong]).toEqual([['k', 1]]);
  });
});
