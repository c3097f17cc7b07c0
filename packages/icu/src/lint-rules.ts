import type { LintSeverity } from './lint-finding.ts';

/** One rule of the lint. */
export interface LintRule {
  /** The severity that it usually has. */
  readonly severity: LintSeverity;
  /** What it finds, as one clause. */
  readonly finds: string;
}

const rule = (severity: LintSeverity, finds: string): LintRule => Object.freeze({ severity, finds });

/**
 * Every code that `lintMessage` and `lintMessages` give, with its usual severity. `docs/lint.md` is held to this list by a
 * test.
 */
export const LINT_RULES = Object.freeze({
  syntax: rule('error', 'the message does not follow its syntax'),
  unsupported: rule('error', 'a style, function or option that `Intl` has nothing for'),
  limit: rule('error', 'more text, nodes or nesting than one message may have'),
  'limit-near': rule('warning', 'more than three quarters of what one message may have'),
  'argument-quoted': rule('error', 'apostrophes that turn an argument into literal text'),
  'apostrophe-ambiguous': rule(
    'warning',
    'an apostrophe that vanishes, or quotes in other readers of the syntax',
  ),
  'argument-conflict': rule('error', 'one argument used as two types'),
  'argument-name': rule('warning', 'an argument name that a fixture cannot have'),
  'argument-positional': rule('info', 'a number in place of an argument name'),
  'branch-duplicate': rule('warning', 'two branches for the same number'),
  'branch-unreachable': rule('warning', 'a branch that no count leads to, or that better branches shadow'),
  'category-unknown': rule('warning', 'a plural category that the language does not have'),
  'category-missing': rule(
    'warning',
    'no branch for a plural category that whole numbers of the language have',
  ),
  'select-same': rule('warning', 'a select whose branches all say the same'),
  'plural-same': rule('warning', 'a plural whose branches all say the same, without the number'),
  'pound-outside': rule('info', 'a `#` outside of a plural, which shows itself'),
  'function-unknown': rule('error', 'a function that is neither of the specification nor of the host'),
  'declaration-unused': rule('warning', 'a declared variable that nothing uses'),
  'bidi-unpaired': rule('error', 'an invisible direction control without its other half'),
  'bidi-override': rule('warning', 'an invisible control that shows text in reverse'),
  'character-invisible': rule('warning', 'an invisible character that the script does not need'),
  'surrogate-lone': rule('error', 'half of a character'),
  'space-double': rule('info', 'two spaces in a row'),
  'space-edge': rule('info', 'white space at the beginning or end'),
  'field-unknown': rule('warning', 'a field that the base texts do not have'),
  'argument-unknown': rule('error', 'an argument that the base texts do not take'),
  'argument-type': rule('error', 'an argument used as another type than in the base texts'),
  'argument-dropped': rule('warning', 'an argument of the base message that this one leaves out'),
  'choice-unknown': rule('warning', 'a branch of a select that the base texts do not have'),
}) satisfies Readonly<Record<string, LintRule>>;

/** A code of {@link LINT_RULES}. */
export type LintCode = keyof typeof LINT_RULES;
