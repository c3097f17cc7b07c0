/** How bad a finding is. `error`: readers will see it · `warning`: worth a change · `info`: worth a look. */
export type LintSeverity = 'error' | 'warning' | 'info';

/** Where in a message's source a finding stands. */
export interface LintPlace {
  /** 0-based, in UTF-16 code units. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** In UTF-16 code units. */
  readonly length?: number;
}

/** One replacement in a source: offsets in UTF-16 code units, the end is not part of it. */
export interface LintEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A way to mend a finding that needs no thought: the result parses and no longer has the finding. */
export interface LintFix {
  /** What it does, for a button. */
  readonly description: string;
  /** They do not overlap. */
  readonly edits: readonly LintEdit[];
}

/** One thing found in a message. */
export interface LintFinding {
  /** Stable, kebab-case: a key of `LINT_RULES` for messages. */
  readonly code: string;
  readonly severity: LintSeverity;
  /** What is wrong and what to do. Quotes names and syntax. */
  readonly message: string;
  readonly place: LintPlace;
  /** The name of the argument that it is about. */
  readonly argument?: string;
  readonly fix?: LintFix;
}
