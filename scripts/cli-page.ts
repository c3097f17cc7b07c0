/** `npm run docs:cli`: writes the list of commands of docs/cli.md from the table that `localert --help` is made of. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from '../packages/cli/src/command-spec.ts';
import { COMMANDS } from '../packages/cli/src/command-table.ts';
import { root } from './shell.ts';

export const cliPage = join(root, 'docs/cli.md');

/** A cell of a table: a bar would end it, and a tag would be one. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function optionRow({ flags, about, choices, default: given }: OptionSpec): string {
  const one = choices === undefined ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
  const usual = given === undefined ? '' : ` Default \`${given}\`.`;
  return `| \`${flags}\` | ${cell(about)}${one !== '' || usual !== '' ? '.' : ''}${one}${usual} |`;
}

const optionTable = (options: readonly OptionSpec[]): string =>
  ['| option | what it does |', '|---|---|', ...options.map(optionRow)].join('\n');

function commandSection(spec: CommandSpec): string {
  const { name, summary, about, options, examples } = spec;
  const args = spec.arguments ?? [];
  const usage = [
    'localert',
    name,
    ...args.map((one) => one.name),
    ...(options.length > 0 ? ['[options]'] : []),
  ];
  const parts = [
    `### ${name}`,
    `${summary}${about === undefined ? '' : ` ${about}`}`,
    `\`${usage.join(' ')}\``,
  ];
  if (args.length > 0) parts.push(args.map((one) => `- \`${one.name}\`: ${cell(one.about)}`).join('\n'));
  if (options.length > 0) parts.push(optionTable(options));
  const lines = examples.map((one) => `${one.line}  # ${one.about}`);
  return [...parts, `\`\`\`sh\n${lines.join('\n')}\n\`\`\``].join('\n\n');
}

const PLACES: Readonly<Record<string, () => string>> = {
  common: () => optionTable(COMMON_OPTIONS),
  commands: () => COMMANDS.map(commandSection).join('\n\n'),
};

/** The page with its lists as the code has them. @throws for a page without a place for one */
export function withCommands(page: string): string {
  let text = page;
  for (const [name, made] of Object.entries(PLACES)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`docs/cli.md has no place for ${name}`);
    text = `${text.slice(0, from + begin.length)}\n\n${made()}\n\n${text.slice(to)}`;
  }
  return text;
}

if (import.meta.main) await writeFile(cliPage, withCommands(await readFile(cliPage, 'utf8')));
