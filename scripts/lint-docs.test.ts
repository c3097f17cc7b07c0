/** Holds docs/lint.md to the rules: every code stands there once, with its severity and clause, and examples give it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFixtureContent } from '../packages/core/src/index.ts';
import { LINT_RULES, lintMessage } from '../packages/icu/src/lint.ts';
import { lintSlackMessages, SLACK_LINT_RULES } from '../packages/slack/src/lint.ts';
import { root } from './shell.ts';

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly finds: string;
  readonly example: string;
}

const page = readFileSync(join(root, 'docs/lint.md'), 'utf8');

/** The rows of the table under a heading. */
function rowsUnder(heading: string): readonly Row[] {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return table.split('\n').flatMap((line) => {
    const [, code = '', severity = '', finds = '', example = ''] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim());
    return code.startsWith('`') ? [{ code: code.slice(1, -1), severity, finds, example }] : [];
  });
}

const rulesOf = (rules: Readonly<Record<string, { severity: string; finds: string }>>): readonly string[] =>
  Object.entries(rules).map(([code, { severity, finds }]) => `${code} ${severity} ${finds}`);
const told = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ code, severity, finds }) => `${code} ${severity} ${finds}`);

/** An example with its characters in place, and what it is read as. */
function exampleOf({ example }: Row): { source: string; note: string } | undefined {
  const [, shown, note = 'en'] = /^`(.*)`(?: \((\w+)\))?$/.exec(example) ?? [];
  if (shown === undefined) return undefined;
  const source = shown
    .replaceAll('␣', ' ')
    .replaceAll('␊', '\n')
    .replaceAll('\\|', '|')
    .replace(/<U\+([0-9A-F]{4})>/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { source, note };
}

const messageRows = rowsUnder('Codes of `@localert/icu/lint`');
const slackRows = rowsUnder('Codes of `@localert/slack/lint`');

test('every code stands in the table, in the order of the rules', () => {
  expect(told(messageRows)).toEqual(rulesOf(LINT_RULES));
  expect(told(slackRows)).toEqual(rulesOf(SLACK_LINT_RULES));
});

describe('examples give their code', () => {
  const withExample = (rows: readonly Row[]) => rows.filter((row) => exampleOf(row) !== undefined);

  test('most rules have one', () => {
    expect(withExample(messageRows).length).toBeGreaterThan(20);
    expect(withExample(slackRows).length).toBeGreaterThan(9);
  });

  test.each(withExample(messageRows))('$code', (row) => {
    const { source = '', note = 'en' } = exampleOf(row) ?? {};
    const findings =
      note === 'mf2'
        ? lintMessage(source, { locale: 'en', syntax: 'mf2' })
        : lintMessage(source, { locale: note });
    expect(findings.map(({ code }) => code)).toContain(row.code);
  });

  test.each(withExample(slackRows))('$code', (row) => {
    const { source = '' } = exampleOf(row) ?? {};
    const locales = { en: { title: 'x', description: source } };
    const findings = lintSlackMessages(parseFixtureContent({ baseLocale: 'en', locales }));
    expect(findings.map(({ code }) => code)).toContain(row.code);
  });
});
