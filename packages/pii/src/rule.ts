import { type InputIssue, InvalidInputError } from '@localert/core';

/** A place in a text: UTF-16 code units from its beginning, and the place after the last. */
export interface PiiSpan {
  readonly start: number;
  readonly end: number;
}

/** One kind of personal data or secret, and how it is found. Make one with {@link defineRule}. */
export interface PiiRule {
  /** Kebab-case, for example `email`; what findings name and what stands in a redacted text. */
  readonly kind: string;
  /** What it finds and what it lets be, in a few words: the docs' table shows it. */
  readonly finds: string;
  /** Texts that begin a value and stand at its first place, not after an ASCII letter or digit. */
  readonly starts?: readonly string[] | undefined;
  /** Texts that stand somewhere in or beside a value, whatever is before them. */
  readonly holds?: readonly string[] | undefined;
  /** Called before each text, for a rule that counts something within one. */
  begin?(): void;
  /**
   * Called at each of these texts: the value there, or nothing. Look a bounded way to either side, so that the whole stays
   * linear. The text has invisible characters taken out and wide forms made plain.
   *
   * @param index - where the text of `starts` or `holds` begins
   */
  at(text: string, index: number): PiiSpan | undefined;
}

/** What {@link defineRule} takes: a rule, or one with a pattern in place of its function. */
export type PiiRuleInput =
  | PiiRule
  | (Omit<PiiRule, 'at' | 'begin' | 'holds' | 'starts'> & {
      readonly starts: readonly string[];
      /** Matched where a text of `starts` begins. Bound every repetition: `{1,64}`, not `+`. */
      readonly pattern: RegExp;
    });

const KIND = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_KIND = 40;

function issuesOf({
  kind,
  starts = [],
  holds = [],
}: Pick<PiiRule, 'kind' | 'starts' | 'holds'>): readonly InputIssue[] {
  const literals = [...starts, ...holds];
  return [
    ...(KIND.test(kind) && kind.length <= MAX_KIND
      ? []
      : [{ path: 'kind', message: `expected kebab-case of at most ${MAX_KIND} characters` }]),
    ...(literals.length > 0 && literals.every((literal) => literal.length > 0)
      ? []
      : [{ path: 'starts', message: 'expected at least one text here or in holds, and none empty' }]),
  ];
}

/** The function that matches a pattern where it is asked, and nowhere else. */
function matchAt(pattern: RegExp): PiiRule['at'] {
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}y`);
  return (text, index) => {
    sticky.lastIndex = index;
    return sticky.test(text) ? { start: index, end: sticky.lastIndex } : undefined;
  };
}

/**
 * Declares a rule of your own. It is called only where one of its texts stands, so that a text without them costs nothing.
 *
 * @throws LOCALERT_INVALID_INPUT when the kind is not kebab-case or there is no text to start from
 *
 * @example
 * ```ts
 * import { createPiiDetector, defineRule } from '@localert/pii';
 *
 * const staffNumber = defineRule({
 *   kind: 'staff-number',
 *   finds: 'Numbers of our staff.',
 *   starts: ['ST-'],
 *   pattern: /ST-\d{6}(?!\d)/,
 * });
 * const detector = createPiiDetector({ custom: [staffNumber] });
 * detector.detect('paged ST-204518'); // [{ kind: 'staff-number', start: 6, end: 15 }]
 * ```
 */
export function defineRule(input: PiiRuleInput): PiiRule {
  const issues = issuesOf(input);
  if (issues.length > 0) throw new InvalidInputError({ what: 'PII rule', issues });
  if (!('pattern' in input)) return Object.freeze({ ...input });
  const { kind, finds, starts, pattern } = input;
  return Object.freeze({ kind, finds, starts, at: matchAt(pattern) });
}
