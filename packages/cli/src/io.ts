import type { Prompts } from './prompts.ts';

/** Where text goes. */
export interface TextSink {
  /** Takes text; a promise asks whoever has much to write to wait. */
  write(text: string): void | Promise<void>;
  /** Nobody reads any more: what is written is dropped. */
  readonly closed: boolean;
  readonly isTTY: boolean;
  /** Cells in a line, where it is a terminal. */
  readonly columns?: number | undefined;
}

/** All that the command line reads from and writes to the outside, so that tests can put their own in its place. */
export interface CliIo {
  /** Answers: text for people, or one JSON document. */
  readonly stdout: TextSink;
  /** Everything else: notes, progress, errors. */
  readonly stderr: TextSink;
  /** All of standard input. */
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Who runs the command, for the audit trail. */
  readonly user: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Absent where nobody can be asked. */
  readonly prompts?: Prompts | undefined;
}
