import { checkTranslation } from './check-translation.ts';
import type { CheckCode } from './checks.ts';
import { edgesOf } from './edges.ts';
import type { GateFinding } from './finding.ts';
import type { TranslationInput } from './settings.ts';

/** What was mended. */
export interface FixedTranslation {
  readonly target: string;
  /** The checks that find less than before, each once. */
  readonly fixed: readonly CheckCode[];
}

/** A way to mend one kind of finding in all of its places. */
type Fix = (target: string, input: TranslationInput, findings: readonly GateFinding[]) => string;

const placesOf = (findings: readonly GateFinding[], codes: readonly CheckCode[]) =>
  findings
    .filter(({ code, fixable, place }) => fixable && place.in === 'target' && codes.includes(code))
    .map(({ place }) => place);

/** Takes away what nobody sees. */
const withoutInvisible: Fix = (target, _, findings) => {
  const places = [...placesOf(findings, ['control', 'invisible'])].sort((a, b) => b.start - a.start);
  return places.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), target);
};

/** The white space of the source around the words of the translation. */
const withEdges: Fix = (target, { source }) => {
  if (target.trim() === '') return target;
  const [start, end] = edgesOf(source);
  return start + target.trim() + end;
};

/** A typographic apostrophe is one in every reader of the syntax. */
const withApostrophes: Fix = (target, { syntax }) =>
  syntax === undefined || syntax === 'icu' ? target.replace(/(?<!')'(?=[{<|#])|(?<=\})'(?!')/g, '’') : target;

/** What stands inside of the quotation marks around the whole text. */
const unwrapped: Fix = (target) => {
  const inner = target.trim();
  const marks = inner.startsWith('**') ? 2 : 1;
  return inner.slice(marks, -marks).trim();
};

const FIXES: readonly (readonly [codes: readonly CheckCode[], fix: Fix])[] = [
  [['control', 'invisible'], withoutInvisible],
  [['argument-quoted', 'apostrophe'], withApostrophes],
  [['wrapper'], unwrapped],
  [['edge-space'], withEdges],
];

/** Most rounds: what one fix uncovers, the next round mends. */
const MOST_ROUNDS = 8;

function counted(findings: readonly GateFinding[]): ReadonlyMap<CheckCode, number> {
  const counts = new Map<CheckCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Whether a text has nothing that it did not have before, and less of something. */
function isBetter(before: readonly GateFinding[], after: readonly GateFinding[]): boolean {
  const had = counted(before);
  for (const [code, count] of counted(after)) if (count > (had.get(code) ?? 0)) return false;
  return after.length < before.length;
}

/**
 * Mends what needs no thought: white space at the edges, apostrophes that quote, characters that nobody sees, quotation
 * marks around the whole. Each step is kept only if the gate finds less and nothing new, so mending twice is mending
 * once; everything else is left to a translator.
 *
 * @throws LOCALERT_INVALID_INPUT as {@link checkTranslation} does
 *
 * @example
 * ```ts
 * import { fixTranslation } from '@localert/localizer';
 *
 * fixTranslation({ source: 'Disk of {host} is full', target: " Le disque d'{host} est plein", sourceLocale: 'en', targetLocale: 'fr' });
 * // { target: 'Le disque d’{host} est plein', fixed: ['argument-missing', 'argument-quoted', 'edge-space'] }
 * ```
 */
export function fixTranslation(input: TranslationInput): FixedTranslation {
  const first = checkTranslation(input);
  let target = input.target;
  let findings = first;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let moved = false;
    for (const [codes, fix] of FIXES) {
      if (placesOf(findings, codes).length === 0) continue;
      const text = fix(target, input, findings);
      if (text === target) continue;
      const after = checkTranslation({ ...input, target: text });
      if (!isBetter(findings, after)) continue;
      target = text;
      findings = after;
      moved = true;
    }
    if (!moved) break;
  }
  const left = counted(findings);
  const fixed = [...counted(first)].flatMap(([code, count]) => ((left.get(code) ?? 0) < count ? [code] : []));
  return { target, fixed: fixed.sort() };
}
