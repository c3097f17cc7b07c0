import type { Command } from './command.ts';

/** One option of a command. */
export interface OptionSpec {
  /** As commander reads them, for example `--fail-on <severity>`. */
  readonly flags: string;
  readonly about: string;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** `list`: may be given more than once, and each time with commas. */
  readonly kind?: 'list';
}

/** One argument of a command. */
export interface ArgumentSpec {
  /** For example `<fixture>` or `[files...]`. */
  readonly name: string;
  readonly about: string;
}

/** A command line to copy. */
export interface ExampleSpec {
  readonly line: string;
  readonly about: string;
}

/** A command: what help and the docs say of it, and where its code is. */
export interface CommandSpec {
  /** One word, or two for one of a group. */
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What else one should know. */
  readonly about?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly [ExampleSpec, ...ExampleSpec[]];
  /** Loads the code: help and the version load none. */
  readonly load: () => Promise<Command>;
}

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--config <file>',
    about: 'the config file (default: localert.config.ts, .mts, .js or .mjs here)',
  },
  { flags: '--tenant <id>', about: 'the tenant (default: the one in the config)' },
  { flags: '--actor <name>', about: 'who acts, for the audit trail (default: cli:<your user name>)' },
  { flags: '--json', about: 'answer with one JSON document' },
  { flags: '--no-color', about: 'no colours; NO_COLOR does the same' },
  { flags: '--debug', about: 'show stacks and what foreign code threw; it may quote secrets' },
];
