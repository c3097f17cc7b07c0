/** Holds docs/authorization.md to the code. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PERMISSIONS } from '../packages/core/src/index.ts';
import { OPERATIONS } from '../packages/manager/test/operations.ts';
import { page, withMatrix } from './permission-matrix.ts';

test('the tables of docs/authorization.md are those of the code; else run `npm run docs:matrix`', async () => {
  const text = await readFile(page, 'utf8');
  const made = await withMatrix(text);
  expect(made).toBe(text);
  for (const permission of PERMISSIONS) expect(made).toContain(`| \`${permission}\` |`);
});

test('every operation asks for the one permission that the tests of the manager expect', async () => {
  const made = await withMatrix(await readFile(page, 'utf8'));
  for (const [name, [permission]] of Object.entries(OPERATIONS))
    expect(made).toContain(`| \`${name}\` | \`${permission}\` |`);
});

test('a page without a place for a table is an error', async () => {
  await expect(withMatrix('# Nothing')).rejects.toThrow(/no place for "roles"/);
});
