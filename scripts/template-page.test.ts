/** Holds docs/templates.md to the code. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { templateIds } from '../packages/templates/src/template.ts';
import { templatePage, withTemplateLists } from './template-page.ts';

test('the lists of docs/templates.md are those of the code; else run `npm run docs:templates`', async () => {
  const text = await readFile(templatePage, 'utf8');
  const made = withTemplateLists(text);
  expect(made).toBe(text);
  for (const id of templateIds) expect(made).toContain(`### ${id}\n`);
});

test('a page without a place for a list is an error', () => {
  expect(() => withTemplateLists('# Nothing')).toThrow(/no place for "languages"/);
});
