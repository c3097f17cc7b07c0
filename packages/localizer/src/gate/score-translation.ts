import { GATE_CHECKS } from './checks.ts';
import { detectorCode } from './detector.ts';
import type { GateFinding } from './finding.ts';
import { localeFacts } from './locale-facts.ts';
import { scriptShare } from './script-share.ts';
import { settingsOf, type TranslationInput } from './settings.ts';
import { tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

/** Why no rule could tell whether a text is right. */
export type UnconfirmedReason = 'short' | 'language-unknown' | 'source-unreadable' | 'checks-ignored';

/** How good a translation looks to rules. */
export interface TranslationScore {
  /** 0 to 100; 100 is a translation in which nothing was found. */
  readonly score: number;
  /** Whether the score rests on less than all checks: a person should look before it counts. */
  readonly unconfirmed: boolean;
  readonly reasons: readonly UnconfirmedReason[];
}

/** Letters from which on the language of a text is told well enough (docs/gate.md). */
const LEAST_LETTERS = 20;

/** Scripts of several languages: the script alone does not say which. */
const SHARED_SCRIPTS: ReadonlySet<string> = new Set(['Latn', 'Cyrl', 'Arab', 'Deva', 'Hani']);

/** A second finding of a kind takes half of the first, a third a third, and so on: they often have one cause. */
function penalty(findings: readonly GateFinding[]): number {
  const times = new Map<string, number>();
  let sum = 0;
  for (const { code, confidence } of findings) {
    const count = (times.get(code) ?? 0) + 1;
    times.set(code, count);
    sum += (GATE_CHECKS[code].weight * confidence) / count;
  }
  return sum;
}

function reasonsFor(findings: readonly GateFinding[], input: TranslationInput): readonly UnconfirmedReason[] {
  const { target, to, from, ignored } = settingsOf(input);
  const { words } = tokensOf(target);
  const letters = wordsOf(words).join('').length;
  const facts = localeFacts(to.locale);
  const told = [...scriptShare(words).keys()].some(
    (script) => facts.scripts.includes(script) && !SHARED_SCRIPTS.has(script),
  );
  return [
    ...(letters < LEAST_LETTERS && !told ? (['short'] as const) : []),
    ...(!told &&
    facts.language !== from.language &&
    detectorCode(facts.language, facts.scripts.includes('Latn')) === undefined
      ? (['language-unknown'] as const)
      : []),
    ...(findings.some(({ code }) => code === 'source-unreadable') ? (['source-unreadable'] as const) : []),
    ...(ignored.size > 0 ? (['checks-ignored'] as const) : []),
  ];
}

/**
 * A score from findings, after the model of MQM: 100 less the weight of each finding (`GATE_CHECKS`) times its
 * confidence. It says how much the rules found, not how good the words are: what is unconfirmed may be anything.
 *
 * @param findings - what `checkTranslation` gave for the same input
 * @throws LOCALERT_INVALID_INPUT as `checkTranslation` does
 *
 * @example
 * ```ts
 * import { checkTranslation, scoreTranslation } from '@localert/localizer';
 *
 * const input = { source: 'Disk full', target: 'Disco lleno', sourceLocale: 'en', targetLocale: 'es' };
 * scoreTranslation(checkTranslation(input), input); // { score: 100, unconfirmed: true, reasons: ['short'] }
 * ```
 */
export function scoreTranslation(
  findings: readonly GateFinding[],
  input: TranslationInput,
): TranslationScore {
  const reasons = reasonsFor(findings, input);
  const score = Math.round(Math.max(0, 100 - penalty(findings)) * 10) / 10;
  return { score, unconfirmed: reasons.length > 0, reasons };
}
