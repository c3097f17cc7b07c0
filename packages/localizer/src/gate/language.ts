import { chineseOf } from './chinese.ts';
import { detectLanguage, detectorCode } from './detector.ts';
import type { LocaleFacts } from './locale-facts.ts';
import type { Report } from './report.ts';
import { scriptShare } from './script-share.ts';
import { ENGLISH, knownWords, lowerWords, ownWords } from './words.ts';

/** What the checks of language look at. */
export interface LanguageScene {
  readonly target: LocaleFacts;
  readonly source: LocaleFacts;
  readonly sourceWords: readonly string[];
  readonly targetWords: readonly string[];
  /** The words of the translation as a text. */
  readonly text: string;
}

/** Languages that short texts do not tell apart; each pair in both orders. */
const NEAR: readonly (readonly string[])[] = [
  ['no', 'da', 'sv'],
  ['hr', 'sr', 'sl'],
  ['cs', 'sk'],
  ['es', 'ca', 'pt'],
  ['uk', 'be', 'ru', 'bg'],
  ['az', 'tr'],
  ['et', 'fi'],
  ['nl', 'de'],
  ['ms', 'tl'],
  ['hi', 'mr'],
  ['ar', 'fa', 'ur', 'ku'],
];
const near = (one: string, other: string): boolean =>
  NEAR.some((group) => group.includes(one) && group.includes(other));
/** What short texts of one language are, for the detector, in the other too. */
const ONE_FAMILY: readonly (readonly string[])[] = [
  ['no', 'da'],
  ['hr', 'sr'],
];
const sameFamily = (one: string, other: string): boolean =>
  ONE_FAMILY.some((group) => group.includes(one) && group.includes(other));

/**
 * By how much another language must fit better, in units of the detector's score for one part of a word: the length of
 * the text in UTF-16 units, and the sum over its parts. Calibrated on human translations (docs/gate.md).
 */
const BOUNDS: readonly (readonly [length: number, bound: number])[] = [
  [12, 300],
  [16, 220],
  [20, 170],
  [30, 100],
  [40, 50],
  [60, 25],
  [Number.POSITIVE_INFINITY, 20],
];
const boundFor = (length: number): number => BOUNDS.find(([most]) => length < most)?.[1] ?? 20;
/** Units of one part of a word. */
const PART = 3;
/** Shorter texts say nothing about their language. */
const LEAST = 10;

/** Foreign letters that formulas, units and names bring along. */
const FEW_FOREIGN = 3;

const SCRIPT_NAMES: Readonly<Record<string, string>> = {
  Latn: 'Latin',
  Cyrl: 'Cyrillic',
  Hani: 'Chinese characters',
  Hira: 'kana',
  Kana: 'kana',
  Hang: 'Hangul',
  Arab: 'Arabic',
  Hebr: 'Hebrew',
};

const sum = (share: ReadonlyMap<string, number>, scripts: readonly string[]): number =>
  scripts.reduce((total, script) => total + (share.get(script) ?? 0), 0);

/** Whether the script alone refuses the text. */
function checkScript({ target, text, targetWords, sourceWords }: LanguageScene, report: Report): boolean {
  const share = scriptShare(text);
  const own = sum(share, target.scripts);
  const latin = target.scripts.includes('Latn') ? 0 : (share.get('Latn') ?? 0);
  let foreign = 0;
  let most = '';
  for (const [script, count] of share) {
    if (target.scripts.includes(script) || script === 'Latn') continue;
    foreign += count;
    if (count > (share.get(most) ?? 0)) most = script;
  }
  const inSource = foreign > 0 ? sum(scriptShare(sourceWords.join('')), [most]) : 0;
  if (foreign - inSource >= FEW_FOREIGN && foreign - inSource > own * 0.1) {
    report.add('script', {
      message: `The text has letters of another script (${SCRIPT_NAMES[most] ?? most}) than ${target.locale} is written in; translate it.`,
      confidence: 0.97,
    });
    return true;
  }
  if (latin > 0 && own === 0) {
    const known = knownWords(sourceWords);
    const lower = lowerWords(targetWords);
    // Names, codes and units stay in Latin letters; a phrase in small letters does not, nor do words of a third language.
    const strange = targetWords.filter((word) => word.length > 3 && !known.has(word.toLowerCase()));
    if (
      lower.length >= 3 ||
      strange.length >= 2 ||
      // No name of the source has letters that English lacks.
      strange.some((word) => /[\u0080-\uffff]/.test(word)) ||
      lower.some((word) => ENGLISH.has(word) && targetWords.length >= 3)
    ) {
      report.add('script', {
        message: `The text has no letter of the script that ${target.locale} is written in; translate it.`,
        confidence: 0.9,
      });
      return true;
    }
  }
  // Mostly Latin letters in a sentence, with a particle of the language here and there, is a text half translated.
  return false;
}

function checkChinese({ target, text }: LanguageScene, report: Report): boolean {
  const share = scriptShare(text);
  const han = share.get('Hani') ?? 0;
  const kana = (share.get('Hira') ?? 0) + (share.get('Kana') ?? 0);
  if (target.chinese !== undefined) {
    const found = chineseOf(text);
    if (
      found !== undefined &&
      found.kind !== target.chinese &&
      found.signs >= 2 &&
      found.signs > 2 * found.others
    ) {
      report.add('language', {
        message: `The text is written in ${found.kind === 'Hans' ? 'simplified' : 'traditional'} characters, ${target.locale} is written in the others; write it in those.`,
        confidence: 0.95,
      });
      return true;
    }
  }
  if (target.language === 'ja' && han >= 10 && kana === 0) {
    report.add('language', {
      message: 'A Japanese text of this length has kana; this one is not Japanese. Translate it again.',
      confidence: 0.9,
    });
    return true;
  }
  if (target.language === 'ko' && han >= 4 && (share.get('Hang') ?? 0) === 0) {
    report.add('language', {
      message: 'The text has no Hangul; translate it into Korean.',
      confidence: 0.95,
    });
    return true;
  }
  return false;
}

const NOT_LATIN = /[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Gurmukhi}]/u;

/** Looks for a text in another script or language than it should be in. */
export function checkLanguage(scene: LanguageScene, report: Report): void {
  const { target, source, sourceWords, targetWords } = scene;
  if (scene.text.trim() === '' || checkScript(scene, report) || checkChinese(scene, report)) return;
  const latin = /\p{Script=Latin}/u.test(scene.text) && !NOT_LATIN.test(scene.text);
  const wanted = detectorCode(target.language, latin);
  const known = knownWords(sourceWords);
  const own = ownWords(targetWords, known).join(' ');
  if (own.length < LEAST) return;
  const found = detectLanguage(own);
  if (found.language === '' || found.language === wanted) return;
  const { language } = found;
  const family = wanted !== undefined && sameFamily(language, wanted);
  if (family) return;
  if (wanted === undefined) {
    // Of a language that the detector does not know, only the source's is told apart.
    if (
      language !== detectorCode(source.language, latin) ||
      own.length < 25 ||
      lowerWords(targetWords).filter((word) => ENGLISH.has(word)).length < 3
    )
      return;
  }
  const better =
    ((found.score(language) - (wanted === undefined ? 0 : found.score(wanted))) * own.length) / PART;
  const bound = boundFor(own.length) * (wanted !== undefined && near(language, wanted) ? 1.6 : 1);
  if (better >= bound) {
    report.add('language', {
      message: `The text is in another language (it looks like "${language}") than ${target.locale}; translate it.`,
      confidence: Math.min(0.99, 0.85 + better / (bound * 40)),
    });
  } else if (better >= bound / 2) {
    report.add('language-doubtful', {
      message: `The text looks more like "${language}" than ${target.locale}; see whether it is in the right language.`,
      confidence: 0.3,
    });
  }
}
