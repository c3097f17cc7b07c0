import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { COMMON_OPTIONS } from '../packages/cli/src/command-spec.ts';
import { COMMANDS } from '../packages/cli/src/command-table.ts';
import { cliPage, withCommands } from './cli-page.ts';

test('docs/cli.md lists the commands and options that help shows', async () => {
  const page = await readFile(cliPage, 'utf8');
  expect(page, 'run "npm run docs:cli"').toBe(withCommands(page));
  for (const { name, options, examples } of COMMANDS) {
    expect(page).toContain(`### ${name}\n`);
    for (const { flags } of [...options, ...COMMON_OPTIONS]) expect(page).toContain(`\`${flags}\``);
    for (const { line } of examples) expect(page).toContain(line);
  }
});

test('a page without a place for them is refused', () => {
  expect(() => withCommands('# Command line')).toThrow('no place for common');
});
