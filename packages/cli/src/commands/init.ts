import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { tenantIdFault } from '@localert/core';
import type { Command, Invocation } from '../command.ts';
import { ConfirmationNeededError, FileUnwritableError, UsageError } from '../errors.ts';
import { firstFixture, templateChoices } from '../first-fixture.ts';
import { type InitChoice, ignoring, initFiles } from '../init-files.ts';
import { readText } from '../json-document.ts';
import { CONFIG_NAMES } from '../load-config.ts';
import { writeWhole } from '../write-file.ts';

const DATABASE = 'localert.db';

function assertTenant(id: string): string {
  const fault = tenantIdFault(id);
  if (fault === undefined) return id;
  throw new UsageError({ problem: '--tenant is no id of a tenant.', hint: `Take ${fault}.` });
}

/** What to make: from flags, and, where somebody is there to ask, from them. */
async function chosen(call: Invocation): Promise<InitChoice> {
  const { options, io, prompts } = call;
  const typescript =
    options.flag('ts') || (!options.flag('js') && existsSync(resolve(io.cwd, 'tsconfig.json')));
  let tenant = options.text('tenant') ?? 'acme';
  let template = options.text('template');
  let database = options.text('database') ?? DATABASE;
  if (!options.flag('yes')) {
    if (prompts === undefined) {
      throw new ConfirmationNeededError({ what: 'Nobody is there to be asked.', flag: '--yes' });
    }
    tenant = await prompts.text('The first tenant?', { initial: tenant, check: tenantIdFault });
    database = await prompts.text('The SQLite file?', { initial: database });
    const choices = (await templateChoices()).map(({ id, about }) => ({ value: id, label: id, hint: about }));
    const first = template ?? choices[0]?.value;
    if (choices.length > 1) template = await prompts.select('The first alert?', choices, first);
  }
  const fixture = await firstFixture(template, options.list('locales'));
  return { tenant: assertTenant(tenant), database, typescript, fixture };
}

/** Makes a config, a first fixture, and has the database left out of git. */
export const init: Command = async (call) => {
  const { io, options, paint } = call;
  const isNew = !options.flag('force');
  const there = CONFIG_NAMES.find((name) => existsSync(resolve(io.cwd, name)));
  if (isNew && there !== undefined) {
    throw new FileUnwritableError({
      file: there,
      problem: 'it is there already; say --force to replace it.',
    });
  }
  const choice = await chosen(call);
  const files = initFiles(choice);
  // All or nothing: a second file that is there should not leave the first.
  const second = files.find(({ path }) => isNew && existsSync(resolve(io.cwd, path)));
  if (second !== undefined) {
    throw new FileUnwritableError({
      file: second.path,
      problem: 'it is there already; say --force to replace it.',
    });
  }
  const written: string[] = [];
  for (const { path, text } of files) {
    await writeWhole(resolve(io.cwd, path), text, { isNew, cwd: io.cwd, signal: io.signal });
    written.push(path);
  }
  const ignore = resolve(io.cwd, '.gitignore');
  const ignored = ignoring(existsSync(ignore) ? await readText(ignore, '.gitignore') : '', choice.database);
  if (ignored !== undefined) {
    await writeWhole(ignore, ignored, { cwd: io.cwd, signal: io.signal });
    written.push('.gitignore');
  }
  const { id } = choice.fixture;
  const next = [
    'npm install localert @localert/manager @localert/store-sqlite',
    'npx localert check',
    `npx localert preview ${id}`,
  ];
  for (const path of written) call.say(`${paint('green', '✓')} ${path}`);
  call.say('\nNext:');
  for (const [index, line] of next.entries()) call.say(`  ${index + 1}. ${line}`);
  return { ok: true, data: { written, fixture: id, tenant: choice.tenant, next } };
};
