import type { Branch } from './branches.ts';
import { codeOf, compareTokens, type TokenDifference } from './compare-tokens.ts';
import type { GateProfile } from './finding.ts';
import { counterparts } from './match-branches.ts';
import { compareNumbers, type NumberDifference, numbersOf } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { Report } from './report.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** A sentence of the translation, taken apart, beside the sentence of the source that it stands for. */
export interface Pair {
  readonly source: Branch;
  readonly target: Branch;
  readonly sourceWords: string;
  readonly targetWords: string;
}

interface Difference extends TokenDifference {
  readonly missing: TokenDifference['missing'];
  readonly numbers: NumberDifference;
  /** Arguments that are gone. */
  readonly gone: readonly string[];
  readonly size: number;
}

/** Only these forms may leave the count out: "one" says it in a word. */
const SAYS_COUNT = /^(?:zero|one|two|=\d+)$/;

/** The arguments that a sentence may leave out, since its form says them. */
function spoken(branch: Branch): ReadonlySet<string> {
  return new Set(
    branch.path
      .filter(({ type, key }) => type !== 'select' && SAYS_COUNT.test(key))
      .map(({ argument }) => argument),
  );
}

function goneOf(source: Branch, target: Branch): readonly string[] {
  if (source.shown.length === 0) return [];
  const may = spoken(target);
  return [...new Set(source.shown)].filter((name) => !target.shown.includes(name) && !may.has(name));
}

/** MessageFormat 2 markup as tokens, so that both syntaxes are compared in one way. */
const withMarkup = ({ tokens, words }: Tokens, { markup }: Branch): Tokens =>
  markup.length === 0
    ? { tokens, words }
    : {
        tokens: [
          ...tokens,
          ...markup.map((key) => ({ kind: 'tag' as const, key, text: key.replace(/^[+-]|\/$/g, '') })),
        ],
        words,
      };

const take = (branch: Branch): Tokens => withMarkup(tokensOf(branch.text), branch);

function differenceOf(source: Branch, target: Branch, wanted: Tokens, given: Tokens): Difference {
  const { missing, added } = compareTokens(wanted.tokens, given.tokens);
  const numbers = compareNumbers(numbersOf(wanted.words), numbersOf(given.words));
  const gone = goneOf(source, target);
  const size =
    missing.length + added.length + 2 * gone.length + numbers.missing.length + numbers.added.length;
  return { missing, added, numbers, gone, size };
}

const BRANCH = (branch: Branch): string =>
  branch.path.length === 0
    ? ''
    : ` in the branch ${branch.path.map(({ argument, key }) => `"${argument}: ${key}"`).join(', ')}`;

const WHAT = {
  tag: 'tag',
  link: 'link or address',
  code: 'code span',
  mention: 'mention',
  emoji: 'emoji',
  format: 'placeholder',
  markup: 'formatted passage or line mark',
} as const;

function tell(
  source: Branch,
  target: Branch,
  found: Difference,
  chosen: ReadonlySet<string>,
  profile: GateProfile,
  report: Report,
): void {
  const where = BRANCH(target);
  for (const name of found.gone) {
    report.add('argument-missing', {
      message: `The argument {${name}} is not shown${where}; put it where it belongs.`,
    });
  }
  for (const { argument, type } of source.path) {
    if (type !== 'select' || !chosen.has(argument) || target.path.some((step) => step.argument === argument))
      continue;
    report.add('choice-missing', {
      message: `The select on "${argument}" is gone${where}; write its branches there too.`,
    });
  }
  for (const { kind, text } of found.missing) {
    const kept = kind === 'code' && target.text.includes(text.replace(/^`+|`+$/g, ''));
    report.add(codeOf(kind, 'missing'), {
      // People like quotation marks better: the words are there.
      ...(kept && profile === 'import' ? { severity: 'warning' as const } : {}),
      message: `A ${WHAT[kind]} of the source is gone or changed${where}; keep it exactly as it is.`,
    });
  }
  for (const { kind, text } of found.added) {
    // What stands in a code span of the source mentions nobody; a broadcast would, outside of it.
    if (kind === 'mention' && /^@(?!here$|channel$|everyone$)\w/i.test(text) && source.text.includes(text))
      continue;
    report.add(codeOf(kind, 'added'), {
      message: `The source has no such ${WHAT[kind]}${where}; remove it.`,
      ...report.at(text),
    });
  }
  const { missing, added, doubtful } = found.numbers;
  for (const text of added) {
    report.add('number', {
      message: `A number stands here that the source does not have${where}; take the source's.`,
      ...report.at(text),
    });
  }
  if (missing.length > 0) {
    report.add('number', { message: `A number of the source is gone or changed${where}; keep its digits.` });
  }
  if (doubtful) {
    report.add('number-doubtful', {
      message: `A digit of the source is gone or one was added${where}; see whether a word says it.`,
      confidence: 0.3,
    });
  }
  for (const name of new Set(target.shown)) {
    const times = (names: readonly string[]) => names.filter((one) => one === name).length;
    const usual = times(source.shown);
    if (usual > 0 && times(target.shown) > usual) {
      report.add('argument-repeated', {
        message: `The argument {${name}} stands more often than in the source${where}; once may be enough.`,
      });
    }
  }
}

/** Compares sentence by sentence, and answers the pairs for the checks of words. */
export function checkBranches(
  source: Reading,
  target: Reading,
  profile: GateProfile,
  report: Report,
): readonly Pair[] {
  const taken = new Map<Branch, Tokens>();
  const tokens = (branch: Branch): Tokens => {
    const known = taken.get(branch);
    if (known !== undefined) return known;
    const fresh = take(branch);
    taken.set(branch, fresh);
    return fresh;
  };
  // Of a choice that is gone as a whole another check tells.
  const chosen = new Set(
    target.choices.flatMap(({ argument, type }) => (type === 'select' ? [argument] : [])),
  );
  return target.branches.flatMap((branch): Pair[] => {
    const given = tokens(branch);
    let best: { source: Branch; found: Difference } | undefined;
    for (const candidate of counterparts(branch, source)) {
      const found = differenceOf(candidate, branch, tokens(candidate), given);
      if (best === undefined || found.size < best.found.size) best = { source: candidate, found };
      if (best.found.size === 0) break;
    }
    if (best === undefined) return [];
    tell(best.source, branch, best.found, chosen, profile, report);
    return [
      {
        source: best.source,
        target: branch,
        sourceWords: tokens(best.source).words,
        targetWords: given.words,
      },
    ];
  });
}
