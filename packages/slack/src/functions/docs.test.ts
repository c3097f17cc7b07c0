/** The tables of docs/functions.md say what happens. */
import { readFileSync } from 'node:fs';
import { compileForm, parseForm } from '@localert/icu';
import { expect, it } from 'vitest';
import { escapeFor, type TextZone } from '../escape.ts';
import { markSlackText } from '../slack-tokens.ts';
import { slackFunctions } from './slack-functions.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const page = readFileSync(new URL('../../../../docs/functions.md', import.meta.url), 'utf8');

/** The text of a table's cell; code stands between backticks. */
const cellText = (cell: string): string =>
  cell
    .trim()
    .replace(/^(`+) ?(.*?) ?\1$/, '$2')
    .replaceAll('\\|', '|');

const rowOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map(cellText);

/** A date as it stands, anything else as JSON. */
const readValue = (text: string) => (/^\d{4}-/.test(text) ? new Date(text) : JSON.parse(text));

function rows() {
  const found: { source: [icu: string, mf2: string]; value: string; locale: string; text: string }[] = [];
  let locales: string[] = [];
  for (const line of page.split('\n').filter((one) => one.startsWith('|'))) {
    const [icu = '', mf2 = '', value = '', ...texts] = rowOf(line);
    if (icu === 'MessageFormat 1') locales = texts;
    if (!icu.startsWith('{')) continue;
    for (const [at, text] of texts.entries())
      found.push({ source: [icu, mf2], value, locale: locales[at] ?? '', text });
  }
  return found;
}

it.each(rows())('$source.0 of $value in $locale', ({ source, value, locale, text }) => {
  const shown = source.map((one, at) => {
    const form = markSlackText(parseForm(one, at === 0 ? 'icu' : 'mf2', { functions: slackFunctions }));
    const format = compileForm(form, {
      locale,
      timeZone: 'Europe/Madrid',
      functions: slackFunctions,
      escape: (words, zone) => escapeFor(zone as TextZone | undefined)(words),
    });
    // CLDR keeps numbers and units together with spaces that a page need not tell apart.
    return format({ x: readValue(value) }, () => expect.fail(), NOW).replace(/\s/g, ' ');
  });
  expect(shown).toEqual([text, text]);
});

it('has a table with three languages for every function', () => {
  const functions = new Set(rows().map(({ source }) => /, (\w+)/.exec(source[0])?.[1] ?? ''));
  expect([...functions].sort()).toEqual(Object.keys(slackFunctions).sort());
  expect(rows().length).toBeGreaterThanOrEqual(3 * functions.size);
});

it('names every option', () => {
  for (const [name, one] of Object.entries(slackFunctions)) {
    const section = page.split('\n## ').find((part) => part.split('\n')[0]?.includes(name)) ?? '';
    for (const option of Object.keys((typeof one === 'object' && one.options) || {})) {
      expect(section).toContain(`\`${option}\``);
    }
  }
});
