import { describe, expect, it } from 'vitest';
import { labelTerms, termsOf, wordRange } from './terms.ts';

describe('terms', () => {
  it('are labels as a whole, and words, each once', () => {
    expect(termsOf({ id: 'disk_full', name: 'Disk full', labels: { team: 'disk' } })).toEqual([
      'l["team","disk"]',
      'wdisk',
      'wfull',
      'wteam',
    ]);
  });

  it('stand as a hash where they are long, and tell labels apart that a joined text would not', () => {
    const [long, other] = labelTerms({ a: 'x'.repeat(400), b: 'x'.repeat(400) });
    expect(long).toMatch(/^h[\w-]{43}$/);
    expect(other).not.toBe(long);
    expect(labelTerms({ 'a","b': 'c' })).not.toEqual(labelTerms({ a: 'b","c' }));
    expect(labelTerms({ a: '\0\ud800' })).toEqual(['l["a","\\u0000\\ud800"]']);
  });

  it('bound every word that begins with the one that is looked for', () => {
    const [from, before] = wordRange('di');
    for (const word of ['wdi', 'wdisk', 'wdi\u{1f600}']) expect(from <= word && word < before).toBe(true);
    for (const word of ['wd', 'wdj', 'l["di","x"]']) expect(from <= word && word < before).toBe(false);
  });
});
