import type { Report } from './report.ts';

/** Bytes of UTF-8 that were read as Windows-1252 or Latin-1: what the second and third byte become. */
const NEXT = '\\u0080-\\u009f\\u00a1-\\u00aa\\u00ac-\\u00ba\\u00bc-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const MOJIBAKE = new RegExp(
  [
    '\\ufffd',
    'ï¿½|锟斤拷|â€[\\u0080-\\u00bf™œ“”¦˜š›¢–—’‘‹]',
    `[ÂÃ](?:[\\u0080-\\u009f\\u00a1-\\u00ba\\u00bc-\\u00bf‚ƒ„†‡ˆ‰Š‹ŒŽ‘™š›œžŸ€]|[\\u00a0»](?=\\p{Ll}))`,
    '[ÂÃÄÅÐÑØÙÎÏ×][‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|È[›™]|á[º»][\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]',
    '[ÄÅÆÇÈÉÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛ][\\u0080-\\u009f¡-¦¨ª¬¯±µ¶¸¹¼-¾ƒ†‡ˆ‰Š‹ŒŽšžŸ]',
    '(?<!\\p{L})[ÂÃ](?!\\p{L})|\\p{Ll}[ÂÃ](?![\\p{Lu}\\p{Ll}])|[ÄÅ][°ºª«»©®]',
    `[à-ï][${NEXT}]{2}`,
    `ð[${NEXT}]{3}`,
    '√[©®†°±¢£§•≠¶]|[├┬][\\u00a0-\\u00ff\\u2500-\\u25ff]',
  ].join('|'),
  'u',
);
/** A word of accented letters alone: Windows-1251 read as Windows-1252. */
const ACCENTS_ONLY = /[\u00c0-\u00ff]{6,}/;
const MOJIBAKE_SUSPECT = /[\u00c2-\u00f4√├┬\ufffd锟]/;
/** A letter that an encoding could not hold. */
const LOST = /\p{L}\?{1,3}\p{Ll}/u;

const MESSAGE = {
  mojibake: 'These characters come from a text that was read in the wrong encoding; read it again as UTF-8.',
  lost: 'Question marks stand inside of words where an encoding had no letter; write the letters.',
} as const;

/** Looks for a text that was read in the wrong encoding. */
export function checkMojibake(source: string, target: string, report: Report): void {
  if (MOJIBAKE_SUSPECT.test(target)) {
    const found = MOJIBAKE.exec(target) ?? ACCENTS_ONLY.exec(target);
    if (found !== null && !source.includes(found[0])) {
      report.add('mojibake', {
        message: MESSAGE.mojibake,
        start: found.index,
        end: found.index + found[0].length,
        confidence: 0.97,
      });
    }
  }
  const lost = target.includes('?') ? LOST.exec(target) : null;
  // The query of an address looks the same.
  if (
    lost !== null &&
    !/[/=&]/.test(target.slice(Math.max(0, lost.index - 40), lost.index + 40)) &&
    !LOST.test(source)
  ) {
    report.add('mojibake', {
      message: MESSAGE.lost,
      start: lost.index,
      end: lost.index + lost[0].length,
      confidence: 0.7,
    });
  }
}
