import { InvalidInputError, PII_SPEC, type PiiDetector, type PiiFinding } from '@localert/core';
import { dispatchOf } from './dispatch.ts';
import { PiiRuleFailedError } from './errors.ts';
import { asItIs, type FoldedText, foldText } from './folded-text.ts';
import type { PiiRule, PiiSpan } from './rule.ts';
import { type PhoneCheck, phoneRule } from './rules/phone.ts';
import { PII_RULES } from './rules.ts';
import { type Found, settle } from './settle.ts';

/** Which rules a detector has. */
export interface PiiDetectorOptions {
  /** In place of {@link PII_RULES}. Where findings overlap, the earlier rule names the kind. */
  readonly rules?: readonly PiiRule[] | undefined;
  /** Kinds to look for; all others are left out. */
  readonly only?: readonly string[] | undefined;
  /** Kinds to leave out. */
  readonly except?: readonly string[] | undefined;
  /** Says which phone candidates are phone numbers, for example with `libphonenumber-js`. */
  readonly phone?: PhoneCheck | undefined;
  /** Rules of your own, asked before the others. */
  readonly custom?: readonly PiiRule[] | undefined;
}

const NOTHING: readonly PiiFinding[] = Object.freeze([]);

/** The rules that the options leave, in order. */
function rulesOf({
  rules = PII_RULES,
  only,
  except = [],
  phone,
  custom = [],
}: PiiDetectorOptions): readonly PiiRule[] {
  const own =
    phone === undefined ? rules : rules.map((rule) => (rule.kind === 'phone' ? phoneRule(phone) : rule));
  const all = [...custom, ...own];
  const kinds = new Set(all.map(({ kind }) => kind));
  const issues = Object.entries({ only: only ?? [], except }).flatMap(([path, named]) =>
    named.filter((kind) => !kinds.has(kind)).map(() => ({ path, message: 'names a kind that no rule has' })),
  );
  if (issues.length > 0) throw new InvalidInputError({ what: 'choice of PII rules', issues });
  return all.filter(({ kind }) => (only === undefined || only.includes(kind)) && !except.includes(kind));
}

const isPlace = ({ start, end }: PiiSpan, length: number): boolean =>
  Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length;

/** What a rule finds at a place. A rule that fails may have overlooked something, so that nothing is vouched for. */
function spanAt(rule: PiiRule, text: string, index: number): PiiSpan | undefined {
  let span: PiiSpan | undefined;
  try {
    span = rule.at(text, index);
  } catch (cause) {
    throw new PiiRuleFailedError({ kind: rule.kind, reason: 'failed' }, { cause });
  }
  if (span !== undefined && !isPlace(span, text.length)) {
    throw new PiiRuleFailedError({ kind: rule.kind, reason: 'gave a place outside the text' });
  }
  return span;
}

/**
 * Makes a detector of personal data and secrets: pure, synchronous, one pass over the text whatever the number of rules.
 *
 * Characters that are not seen and wide forms do not hide a value; places are those of the text as it came.
 *
 * @throws LOCALERT_INVALID_INPUT when `only` or `except` names a kind that no rule has; from `detect`
 *   LOCALERT_PII_RULE_FAILED when a rule of your own fails
 *
 * @example
 * ```ts
 * import { createPiiDetector } from '@localert/pii';
 *
 * const detector = createPiiDetector({ except: ['ipv4', 'ipv6'] });
 * detector.detect('ann@example.org from 203.0.113.7'); // [{ kind: 'email', start: 0, end: 15 }]
 * ```
 */
export function createPiiDetector(options: PiiDetectorOptions = {}): PiiDetector {
  const rules = rulesOf(options);
  const dispatch = dispatchOf(rules);
  const counting = rules.filter(({ begin }) => begin !== undefined);
  const kindOf = (rule: number): string => rules[rule]?.kind ?? '';

  /** What is in a text, or nothing when it has to be folded first. */
  const look = (
    { text, startOf, endOf }: FoldedText,
    isFolded: boolean,
  ): readonly PiiFinding[] | undefined => {
    const found: Found[] = [];
    for (const rule of counting) rule.begin?.();
    const whole = dispatch(text, isFolded, (number, index) => {
      const rule = rules[number];
      const span = rule && spanAt(rule, text, index);
      if (span === undefined) return 0;
      found.push({ rule: number, start: startOf(span.start), end: endOf(span.end) });
      return span.end;
    });
    if (!whole) return undefined;
    return found.length === 0 ? NOTHING : settle(found, kindOf);
  };

  return Object.freeze({
    spec: PII_SPEC,
    detect: (text) => look(asItIs(text), false) ?? look(foldText(text), true) ?? NOTHING,
  } satisfies PiiDetector);
}
