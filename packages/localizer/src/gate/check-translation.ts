import { MAX_SOURCE_LENGTH } from '@localert/icu';
import { CLOSE, OPEN } from './branches.ts';
import { checkCharacters } from './characters.ts';
import { checkChatter } from './chatter.ts';
import { checkBranches, type Pair } from './check-branches.ts';
import { checkEdges } from './edges.ts';
import type { GateFinding } from './finding.ts';
import { checkGlossary } from './glossary.ts';
import { checkLanguage } from './language.ts';
import { checkMixedScript } from './mixed-script.ts';
import { isReading, quotedArguments, type Reading, readText, unquoted } from './reading.ts';
import { checkRepetition } from './repetition.ts';
import { gateReport, type Report } from './report.ts';
import { sentencesOf } from './sentences.ts';
import { type Settings, settingsOf, type TranslationInput } from './settings.ts';
import { checkSizes } from './sizes.ts';
import { checkSlackLimit } from './slack-limits.ts';
import { checkStructure } from './structure.ts';
import { checkSentences, checkUntranslated } from './untranslated.ts';
import { wordsOf } from './words.ts';

/** Longest text whose words are looked at; a message may not be longer. */
const MOST = MAX_SOURCE_LENGTH;

interface Readings {
  readonly source: Reading;
  readonly target: Reading;
}

const plain = (raw: string): Reading => {
  const reading = readText(raw, 'plain');
  return isReading(reading) ? reading : { raw, as: 'plain', branches: [], choices: [], uses: new Map() };
};

/** Reads both in the same way: as the syntax says, or as plain text when the source is none of it. */
function readBoth({ source, target, syntax, functions }: Settings, report: Report): Readings | undefined {
  if (syntax === 'plain') return { source: plain(source), target: plain(target) };
  const read = readText(source, syntax, functions);
  if (!isReading(read)) {
    report.add('source-unreadable', {
      message:
        'The source does not follow its syntax, so both texts were compared as plain text; mend the source.',
      in: 'source',
      start: read.at,
    });
    return { source: plain(source), target: plain(target) };
  }
  const loose = syntax === 'icu' && quotedArguments(source, functions).length > 0;
  // Its author puts arguments in quotation marks: apostrophes do not quote in the system that it comes from.
  const first = loose ? readText(unquoted(source), syntax, functions) : read;
  const wanted = loose && isReading(first) ? first : read;
  const given = readText(wanted === read ? target : unquoted(target), syntax, functions);
  if (!isReading(given)) {
    report.add('syntax', { message: given.message, start: given.at });
    return undefined;
  }
  if (wanted === read && syntax === 'icu') {
    for (const argument of quotedArguments(target, functions)) {
      report.add('argument-quoted', {
        message: `The apostrophe makes {${argument}} literal text, so its value is not shown; write ’ or '' for the apostrophe.`,
        ...report.at(`{${argument}`),
        fixable: true,
      });
    }
  }
  return { source: wanted, target: given };
}

const HOLES = new RegExp(`${OPEN}[^${CLOSE}]*${CLOSE}`, 'g');
/** An argument in a text whose length is looked at. */
const STAND_IN = 'xxxx';
const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();
const sized = (text: string): string => squeezed(text.replace(HOLES, STAND_IN));

const isWord = /[\p{L}\p{N}]/u;

/** The checks of words, for one sentence and its source. Answers whether the rest makes sense. */
function checkWords(pair: Pair, settings: Settings, report: Report): void {
  const { from, to } = settings;
  const source = wordsOf(pair.sourceWords);
  const target = wordsOf(pair.targetWords);
  if (checkUntranslated(source, target, to, from, report)) return;
  checkLanguage(
    { target: to, source: from, sourceWords: source, targetWords: target, text: squeezed(pair.targetWords) },
    report,
  );
}

function checkWhole(pair: Pair, settings: Settings, report: Report): void {
  const { from, to } = settings;
  const source = sized(pair.source.text);
  const target = sized(pair.target.text);
  const sourceSentences = sentencesOf(squeezed(pair.sourceWords), from.language);
  const targetSentences = sentencesOf(squeezed(pair.targetWords), to.language);
  checkSizes({ source, target, sourceSentences, targetSentences, from, to }, report);
  checkSentences(targetSentences, wordsOf(pair.sourceWords), to, from, report);
  checkRepetition(sized(pair.source.text), target, sourceSentences, targetSentences, report);
}

/** The sentence with the most words: what stands in the others is much the same. */
const longest = (pairs: readonly Pair[]): Pair | undefined => {
  let best: Pair | undefined;
  for (const pair of pairs)
    if (best === undefined || pair.target.text.length > best.target.text.length) best = pair;
  return best;
};

function checkEmpty(pairs: readonly Pair[], report: Report): boolean {
  const empty = pairs.filter(
    ({ source, target }) =>
      !isWord.test(target.text.replaceAll(OPEN, 'x')) && isWord.test(source.text.replaceAll(OPEN, 'x')),
  );
  const whole = empty.length > 0 && empty.length === pairs.length;
  for (const { target } of empty) {
    // One form of a plural may show nothing on purpose only where the source does.
    const branch = target.path.map(({ argument, key }) => `"${argument}: ${key}"`).join(', ');
    report.add('empty', {
      message:
        branch === ''
          ? 'The translation has no word; translate the source.'
          : `The branch ${branch} has no word; translate it.`,
    });
  }
  return whole;
}

function checkReadings({ source, target }: Readings, settings: Settings, report: Report): void {
  checkStructure(source, target, settings.to.locale, settings.to.language, report);
  const pairs = checkBranches(source, target, settings.profile, report);
  if (checkEmpty(pairs, report)) return;
  const endings = settings.to.scripts.some((script) => script === 'Cyrl' || script === 'Grek');
  const seen = new Set<string>();
  for (const pair of pairs) {
    if (seen.has(pair.targetWords) || seen.size >= MAX_LANGUAGE) continue;
    seen.add(pair.targetWords);
    checkMixedScript(pair.targetWords, settings.source, endings, report);
    checkWords(pair, settings, report);
  }
  const whole = longest(pairs);
  if (whole !== undefined) checkWhole(whole, settings, report);
}

/** Most branches whose language is asked for: all of them say nearly the same. */
const MAX_LANGUAGE = 6;

/**
 * Checks a translation: whether its structure is that of the source, whether everything that must stay is there and
 * nothing else came, and whether it looks like a text in its language. No rule sees meaning: what the gate cannot tell
 * stands in docs/gate.md. Findings come errors first, in the order of their places.
 *
 * A text is never an error of the call, whatever it holds.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are none: an unknown syntax, profile or code, a tag that is no language tag
 *
 * @example
 * ```ts
 * import { checkTranslation } from '@localert/localizer';
 *
 * const findings = checkTranslation({
 *   source: '{count, plural, one {# stream} other {# streams}} failing in {region}',
 *   target: '{count, plural, one {# flujo} other {# flujos}} con fallos',
 *   sourceLocale: 'en',
 *   targetLocale: 'es',
 * });
 * findings[0]?.code; // 'argument-missing'
 * ```
 */
export function checkTranslation(input: TranslationInput): readonly GateFinding[] {
  const settings = settingsOf(input);
  const { source, target, profile, ignored, slack, glossary, from, to, syntax } = settings;
  const report = gateReport(source, target, profile, ignored);
  if (source.trim() === '' && target.trim() === '') return [];
  if (target.length > MOST || source.length > MOST) {
    const where = target.length > MOST ? 'target' : 'source';
    report.add('too-long', {
      message: `A message has at most ${MOST} UTF-16 units; split it into several.`,
      in: where,
      start: MOST,
    });
    return report.findings;
  }
  checkCharacters(source, target, to, report);
  const readings = readBoth(settings, report);
  if (target.trim() === '')
    report.add('empty', { message: 'The translation is empty; translate the source.' });
  else if (readings !== undefined) checkReadings(readings, settings, report);
  checkChatter(source, target, report);
  checkEdges(source, target, { source: from.language, target: to.language }, syntax === 'icu', report);
  if (glossary.length > 0) checkGlossary(source, target, glossary, to, report);
  if (slack !== undefined)
    checkSlackLimit(target, syntax === 'mf2' ? 'mf2' : 'icu', slack, to.locale, report);
  const rank = ({ severity }: GateFinding) => (severity === 'error' ? 0 : 1);
  return [...report.findings].sort((a, b) => rank(a) - rank(b) || a.place.start - b.place.start);
}
