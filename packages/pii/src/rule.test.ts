import { describe, expect, it } from 'vitest';
import { createPiiDetector } from './detector.ts';
import { defineRule } from './rule.ts';

const base = { kind: 'staff-number', finds: 'Numbers of staff.', starts: ['ST-'] };

describe('a rule with a pattern', () => {
  it('is matched where its text stands, with the flags it has but g and y', () => {
    const { detect } = createPiiDetector({ rules: [defineRule({ ...base, pattern: /st-\d{3}(?!\d)/giy })] });
    expect(detect('ST-123 and xST-123, ST-1234, ST-456')).toEqual([
      { kind: 'staff-number', start: 0, end: 6 },
      { kind: 'staff-number', start: 29, end: 35 },
    ]);
  });

  it('is not matched further on', () => {
    const { detect } = createPiiDetector({ rules: [defineRule({ ...base, pattern: /\d{3}/ })] });
    expect(detect('ST-123')).toEqual([]);
  });
});

describe('what is refused', () => {
  const at = () => undefined;

  it.each(['', 'Staff', 'staff number', 'staff-', '-staff', '1staff', 'staff--number', 'a'.repeat(41)])(
    'the kind "%s"',
    (kind) => {
      expect(() => defineRule({ ...base, kind, at })).toThrow(
        expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
      );
    },
  );

  it.each([
    ['no text', {}],
    ['empty lists', { starts: [], holds: [] }],
    ['an empty text', { starts: ['a', ''] }],
  ])('%s to start from', (_, texts) => {
    expect(() => defineRule({ kind: 'staff', finds: '', ...texts, at })).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('nothing of a kind of forty characters', () => {
    expect(defineRule({ ...base, kind: 'a'.repeat(40), at }).kind).toHaveLength(40);
  });
});

it('is frozen', () => {
  expect(Object.isFrozen(defineRule({ ...base, at: () => undefined }))).toBe(true);
  expect(Object.isFrozen(defineRule({ ...base, pattern: /a/ }))).toBe(true);
});
