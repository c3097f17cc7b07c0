import { Command, CommanderError, Option } from 'commander';
import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from './command-spec.ts';
import { COMMANDS, GROUPS } from './command-table.ts';
import type { CliIo } from './io.ts';
import { ownVersion } from './version.ts';

/** What was understood of a command line. */
interface Chosen {
  readonly spec: CommandSpec;
  readonly args: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

const USAGE = 2;

const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== ''),
];

function optionOf({ flags, about, choices, kind, default: given }: OptionSpec): Option {
  const option = new Option(flags, about);
  if (choices !== undefined) option.choices([...choices]);
  if (given !== undefined) option.default(given);
  if (kind === 'list') option.argParser(collect);
  return option;
}

const examplesOf = ({ examples }: CommandSpec): string =>
  `\nExamples:\n${examples.map(({ line, about }) => `  $ ${line}\n      ${about}`).join('\n')}\n`;

/** Has a command hold itself to the outside that it was given, and end nothing by itself. */
function outside(command: Command, io: CliIo, errors: string[]): Command {
  return command
    .exitOverride()
    .showHelpAfterError(false)
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void errors.push(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

/** The whole tree of commands. Nothing in it has loaded the code of any. */
export function program(io: CliIo, choose: (chosen: Chosen) => void, errors: string[] = []): Command {
  const root = outside(new Command('localert'), io, errors)
    .description('Localized Slack alerts: check, preview, translate, import, export, look after.')
    .version(ownVersion(), '-v, --version', 'print the version')
    .addHelpText('after', '\nExit codes: 0 done, 1 the answer is no, 2 not done, 130 stopped.\n');
  const groups = new Map<string, Command>();
  for (const [name, about] of Object.entries(GROUPS)) {
    const group = outside(new Command(name), io, errors).description(about);
    groups.set(name, group);
  }
  for (const spec of COMMANDS) {
    const [first = '', second] = spec.name.split(' ');
    const parent = second === undefined ? root : groups.get(first);
    const command = outside(new Command(second ?? first), io, errors)
      .summary(spec.summary)
      .description([spec.summary, spec.about].filter((text) => text !== undefined).join('\n\n'))
      .addHelpText('after', examplesOf(spec));
    for (const { name, about } of spec.arguments ?? []) command.argument(name, about);
    for (const option of spec.options) command.addOption(optionOf(option));
    command.optionsGroup('Common options:');
    for (const option of COMMON_OPTIONS) command.addOption(optionOf(option));
    command.action(() => choose({ spec, args: command.processedArgs.flat(), values: command.opts() }));
    const group = groups.get(first);
    if (group !== undefined && group.parent === null) root.addCommand(group);
    parent?.addCommand(command);
  }
  return root;
}

/** Text that commander wrote: without its own label. */
const usageText = (errors: readonly string[]): string =>
  errors
    .join('')
    .replace(/^error: /, '')
    .trim();

/**
 * Runs one command line and answers its exit code: 0 done, 1 the answer is no, 2 not done, 130 stopped. It ends nothing
 * and reads nothing but what it is given.
 *
 * @param argv - what stands behind the program's name
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let chosen: Chosen | undefined;
  const errors: string[] = [];
  try {
    await program(
      io,
      (found) => {
        chosen = found;
      },
      errors,
    ).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const message = usageText(errors);
    if (argv.includes('--json')) {
      const fault = { code: 'LOCALERT_CLI_USAGE', message, retryable: false };
      void io.stdout.write(`${JSON.stringify({ command: null, ok: false, error: fault }, null, 2)}\n`);
    } else {
      void io.stderr.write(
        error.code === 'commander.help'
          ? `${message}\n`
          : `LOCALERT_CLI_USAGE: ${message}\nSee "localert --help".\n`,
      );
    }
    return USAGE;
  }
  // `--help` and `--version` end above: only a command loads what commands need.
  if (chosen === undefined) return USAGE;
  const { invoke } = await import('./invoke.ts');
  return invoke(chosen.spec, chosen.args, chosen.values, io);
}
