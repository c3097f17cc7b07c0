/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** What is wrong with an answer; `undefined` when nothing is. */
export type TextCheck = (answer: string) => string | undefined;

/** Asks a person. Every question rejects with LOCALERT_CLI_STOPPED when it is left by Ctrl-C or Escape. */
export interface Prompts {
  text(
    question: string,
    options?: { readonly initial?: string; readonly check?: TextCheck },
  ): Promise<string>;
  confirm(question: string, initial?: boolean): Promise<boolean>;
  select(question: string, choices: readonly Choice[], initial?: string): Promise<string>;
}
