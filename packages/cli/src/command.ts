import type { CliIo } from './io.ts';
import type { LoadedConfig } from './load-config.ts';
import type { OptionReader } from './option-reader.ts';
import type { Paint } from './paint.ts';
import type { Prompts } from './prompts.ts';

/** One call of a command. */
export interface Invocation {
  readonly io: CliIo;
  /** What was named besides the options, in order. */
  readonly args: readonly string[];
  /** The first of them; empty where nothing was named. */
  readonly first: string;
  readonly options: OptionReader;
  /** One JSON document is wanted. */
  readonly json: boolean;
  /** Colours of standard output. */
  readonly paint: Paint;
  /** Nobody is there to ask, or nobody wants to be asked: absent. */
  readonly prompts: Prompts | undefined;
  /** The config file, loaded at the first call. @throws LOCALERT_CLI_CONFIG_NOT_FOUND and what loading it throws */
  config(): Promise<LoadedConfig>;
  /** A line of the answer for people; nothing where JSON is wanted. */
  say(line?: string): void;
  /** A line beside the answer, on the stream of errors. */
  note(line: string): void;
}

/** What a command came to. */
export interface Outcome {
  /** False where the answer is no: something was found, is out of date, or failed. The exit code is 1 then. */
  readonly ok: boolean;
  /** The members of the JSON document. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The command has written standard output itself: no JSON document is added. */
  readonly written?: boolean | undefined;
}

/** The code of a command. It throws what keeps it from an answer. */
export type Command = (call: Invocation) => Promise<Outcome>;
