import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { declarationsOf } from '@localert/icu/declarations';
import type { Command } from '../command.ts';
import { UsageError } from '../errors.ts';
import { readText } from '../json-document.ts';
import { configSources, functionNames } from '../sources.ts';
import { writeWhole } from '../write-file.ts';

const DEFAULT_FILE = 'localert.generated.ts';
const NAME = /^[A-Z][A-Za-z0-9]{0,60}$/;

/** Writes the types of what fixtures take. */
export const types: Command = async (call) => {
  const { options, io } = call;
  const loaded = await call.config();
  const file = options.text('out') ?? loaded.config.types ?? DEFAULT_FILE;
  const name = options.text('name') ?? 'Fixtures';
  if (!NAME.test(name))
    throw new UsageError({
      problem: '--name is no name of an interface.',
      hint: 'Write for example --name Fixtures.',
    });
  const { fixtures, faults } = await configSources(loaded, call);
  const [fault] = faults;
  if (fault !== undefined) {
    const more = faults.length === 1 ? '' : ` and ${faults.length - 1} more`;
    throw new UsageError({
      problem: `The fixture "${fault.id}"${more} cannot be read.`,
      hint: 'See "localert check".',
    });
  }
  const text = declarationsOf(Object.fromEntries(fixtures.map(({ id, content }) => [id, content])), {
    name,
    functions: functionNames(loaded),
  });
  const path = resolve(options.text('out') === undefined ? loaded.folder : io.cwd, file);
  const before = existsSync(path) ? await readText(path, file) : undefined;
  const isCurrent = before === text;
  const data = { file, fixtures: fixtures.length, current: isCurrent };
  if (options.flag('stdout')) {
    if (!call.json) await io.stdout.write(text);
    return { ok: true, data: { ...data, text } };
  }
  if (options.flag('check')) {
    call.say(isCurrent ? `${file} is up to date.` : `${file} is out of date. Run "localert types".`);
    return { ok: isCurrent, data };
  }
  if (!isCurrent) await writeWhole(path, text, { cwd: io.cwd, signal: io.signal });
  call.say(isCurrent ? `${file} is up to date.` : `Wrote ${file}: ${fixtures.length} fixtures.`);
  return { ok: true, data };
};
