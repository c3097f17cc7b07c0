import { describe, expect, it } from 'vitest';
import { matchesQuery } from './keyset.ts';
import { searchTerms, searchWords } from './search.ts';

const fixture = {
  id: 'disk_full',
  name: 'Дисковый Überlauf ﬁle',
  labels: { 'team/owner': 'Storage-1', disk: 'x'.repeat(80) },
};

describe('searchWords', () => {
  it('takes the words of id, name and labels, each once, in one form', () => {
    expect(searchWords(fixture)).toEqual([
      'disk',
      'full',
      'дисковый',
      'überlauf',
      'file',
      'team',
      'owner',
      'storage',
      '1',
      'x'.repeat(64),
    ]);
  });
});

describe('searchTerms', () => {
  it('takes each word once, and not too many', () => {
    expect(searchTerms(' Disk, disk  FULL! ')).toEqual(['disk', 'full']);
    expect(searchTerms(Array.from({ length: 30 }, (_, n) => `w${n}`).join(' '))).toHaveLength(16);
    expect(searchTerms('—%_*')).toEqual([]);
  });
});

describe('matchesQuery', () => {
  it.each([
    ['dis', true],
    ['full stor', true],
    ['UBERLAUF', false],
    ['ÜBER', true],
    ['isk', false],
    ['disk ram', false],
    ['', true],
    ['%', true],
  ])('searches for %j: %s', (search, found) => {
    expect(matchesQuery(fixture as never, { search })).toBe(found);
  });
});
