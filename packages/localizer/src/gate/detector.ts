import { eld } from 'eld/large';

/** How well a text fits languages: the mean score of its parts, by ISO 639-1 code. */
export interface Detection {
  /** The best; empty when nothing fits. */
  readonly language: string;
  score(language: string): number;
}

/** Languages that the detector tells apart, by our codes. */
const SAME: Readonly<Record<string, string>> = {
  nb: 'no',
  nn: 'no',
  id: 'ms',
  fil: 'tl',
  iw: 'he',
  in: 'ms',
  cmn: 'zh',
  yue: 'zh',
  bs: 'hr',
  cnr: 'hr',
  prs: 'fa',
  ckb: 'ku',
};

const KNOWN: ReadonlySet<string> = new Set(
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'.split(
    ' ',
  ),
);

/** What the detector knows in one script only, and what is next to it in Latin letters. */
const IN_LATIN: Readonly<Record<string, string | undefined>> = {
  sr: 'hr',
  ku: undefined,
  pa: undefined,
  kk: undefined,
};

/**
 * The detector's code of a language; `undefined` when it does not know it.
 *
 * @param latin - whether the text is written in Latin letters
 */
export function detectorCode(language: string, latin: boolean): string | undefined {
  if (latin && Object.hasOwn(IN_LATIN, language)) return IN_LATIN[language];
  const code = SAME[language] ?? language;
  return KNOWN.has(code) ? code : undefined;
}

let own: { detect(text: string): { language: string; getScores(): Record<string, number> } } | undefined;

/** Longest text that is looked at, in UTF-16 code units: more tells no more. */
const MOST = 240;
/** The detector shows a mean m as m / (m + 25). */
const SCALE = 25;

/** Detects a language. Its instance is our own: settings of the host's stay the host's, and ours ours. */
export function detectLanguage(text: string): Detection {
  own ??= eld.newInstance();
  const result = own.detect(text.slice(0, MOST));
  let scores: Record<string, number> | undefined;
  return {
    language: result.language,
    score: (language) => {
      scores ??= result.getScores();
      const shown = scores[language] ?? 0;
      return shown >= 1 ? 0 : (SCALE * shown) / (1 - shown);
    },
  };
}
