/** What may stand between the end of a sentence and the next one. */
const END = /([.!?…。！？؟।॥։።]+)(["'”’»)\]」』]{0,3})(\s+|$)|([。！？।])(["'”’»)\]」』]{0,3})/gu;
/** A new sentence begins with a capital, or with a letter of a script that has none. */
const BEGINS = /^["'“„«([「『¿¡\s]*(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{N}|[¿¡\ue002])/u;
/** What stands before the point of a shortened word: one letter, or one of these. */
const SHORT =
  /(?:^|[\s("'“„«/-])(?:\p{L}|\p{L}\.\s?\p{L}|max|min|info|inf|resp|bzw|evtl|ggf|inkl|exkl|approx|tzn|tzv|např|nap|por|ej|pág|núm|maks|ind|напр|англ|тел|мин|сек|макс|стр|св|др|rif|ad es|vs|nr|abk|sog|ca|tel|sek|std|ust|örn|vb|vd|np|ex|eg|ie|bv|bl|cf|tj|mj|dr|mr|ms|mrs|st|incl|excl|vgl)$/iu;
/** "4." is a number in its order in these languages. */
const ORDINAL = /(?:^|[\s("'“„«/-])\p{N}{1,2}$/u;
const ORDINALS: ReadonlySet<string> = new Set(
  'de cs sk pl da nb nn no fi et lv hr sr bs sl hu is tr sq az eu'.split(' '),
);

/** "the mark '!' here": a mark that is talked about. */
const QUOTED = /(?:^|[\s(\p{Lo}])["'“„«‘「`]$/u;

/** Splits a text into its sentences. What has no mark of an end is one. */
export function sentencesOf(text: string, language: string): readonly string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    const before = text.slice(start, match.index);
    const rest = text.slice(end);
    const wide = match[4] !== undefined || /[。！？।॥]/.test(match[1] ?? '');
    if (rest.trim() !== '' && !wide && !BEGINS.test(rest)) continue;
    if (match[1] === '.' && SHORT.test(before)) continue;
    if (match[1] === '.' && ORDINALS.has(language) && ORDINAL.test(before)) continue;
    if (!/[\p{L}\p{N}]/u.test(before) || QUOTED.test(before)) continue;
    sentences.push(text.slice(start, end));
    start = end;
  }
  const rest = text.slice(start);
  if (/[\p{L}]/u.test(rest)) sentences.push(rest);
  return sentences;
}

/** Whether a text ends with the mark of a sentence. */
export const isEnded = (text: string): boolean => /[.!?…。！？؟।॥։።][\s"'”’»)\]」』]*$/u.test(text);
