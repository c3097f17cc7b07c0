import { expect, test } from 'vitest';
import { maskedPatterns } from './masked-pattern.ts';
import { textFaults } from './text-fault.ts';

test('tells of arguments quoted away, with their place', () => {
  expect(textFaults("🧯\nl'{host} et '{name, number}'", 'icu')).toMatchObject([
    { code: 'argument-quoted', argument: 'host', line: 2, column: 2 },
  ]);
  expect(textFaults("a '{name, number}' {n, plural, one {'#{x}'} other {#}}", 'icu')).toMatchObject([
    { argument: 'name', column: 3 },
    { argument: 'x', column: 37 },
  ]);
  expect(textFaults("'{'name'}' it''s '{\"a\": 1}' {a}", 'icu')).toEqual([]);
});

test('tells of directions that are opened alone', () => {
  expect(textFaults('a\n\u2067b', 'icu')).toMatchObject([{ code: 'bidi-unpaired', line: 2, column: 1 }]);
  expect(textFaults('.input {$n :number} .match $n one {{\u2067}} * {{\u2067x\u2069}}', 'mf2')).toMatchObject(
    [{ code: 'bidi-unpaired', message: expect.stringContaining('U+2067') }],
  );
  expect(textFaults('{\u2067$x\u2069}', 'mf2')).toEqual([]);
});

test('knows custom functions and leaves what does not parse to others', () => {
  expect(textFaults("{u, mention} l'{x}", 'icu', ['mention'])).toHaveLength(1);
  expect(textFaults("{u, mention} l'{x}", 'icu')).toEqual([]);
  expect(textFaults("l'{x} {", 'icu')).toHaveLength(1);
  expect(textFaults("{a l'{x}", 'icu')).toEqual([]);
  expect(textFaults('{x}', 'icu')).toEqual([]);
});

test('masks what is no literal text', () => {
  const shown = (source: string, syntax: 'icu' | 'mf2') =>
    maskedPatterns(source, syntax).map(({ offset, text }) => [offset, text.replaceAll('\0', '_')]);
  expect(shown("**{a}** it''s {n, plural, one {#x} other {y}}", 'icu')).toEqual([
    [0, "**___** it''s _______________________________"],
    [31, '_x'],
    [42, 'y'],
  ]);
  expect(shown('{{a {$x} b}}', 'mf2')).toEqual([[2, 'a ____ b']]);
  expect(maskedPatterns('{u, m}x', 'icu', ['m'])[0]?.text).toBe('\0\0\0\0\0\0x');
});
