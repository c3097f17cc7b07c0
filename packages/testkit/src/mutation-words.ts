import { allNodes, changed, type Maker, pick, print, type Scene, withText } from './mutation-text.ts';

const wordsIn = (text: string): number => text.match(/\p{L}{2,}/gu)?.length ?? 0;
const textOf = ({ target }: Scene): string =>
  allNodes(target.nodes)
    .flatMap((node) => (node.type === 'text' ? [node.value] : []))
    .join(' ');

/** Changes the letters of every text. */
const everywhere = (scene: Scene, change: (text: string) => string): string =>
  print(
    changed(scene.target, (node) =>
      node.type === 'text' ? [{ type: 'text', value: change(node.value) }] : undefined,
    ),
  );

const untranslated: Maker = ({ pair }) => {
  if (pair.source === pair.target) return undefined;
  const plain = pair.source.replace(/<[^<>]*>|\{[^{}]*\}|https?:\S+/g, ' ');
  return wordsIn(plain) >= 5 ? pair.source : undefined;
};

const wrongLanguage: Maker = ({ pair, random }) => {
  const others = (pair.inOtherLocales ?? []).filter(
    (text) => text !== pair.target && text !== pair.source && text.length >= 30,
  );
  return pick(others, random);
};

const addSentence: Maker = (scene) => {
  const { pair, random, target } = scene;
  const sentence = pick(
    (pair.otherSentences ?? []).filter((text) => !/[{}<>`']/.test(text) && text.length >= 20),
    random,
  );
  const last = target.nodes.at(-1);
  if (sentence === undefined || last === undefined || (target.syntax === 'mf2' && last.type === 'match'))
    return undefined;
  const end = /[.!?。！？।]\s*$/.test(pair.target) ? ' ' : '. ';
  return print({ ...target, nodes: [...target.nodes, { type: 'text', value: end + sentence }] });
};

const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text as it looks when its UTF-8 is read as Windows-1252. */
function misread(text: string): string {
  let out = '';
  for (const byte of new TextEncoder().encode(text)) {
    out += byte >= 0x80 && byte < 0xa0 ? (CP1252[byte - 0x80] ?? '') : String.fromCharCode(byte);
  }
  return out;
}

const mojibake: Maker = (scene) =>
  /[\u00c0-\u{10ffff}]/u.test(textOf(scene)) ? everywhere(scene, misread) : undefined;

const within =
  (piece: string): Maker =>
  ({ target, random }) => {
    const form = withText(target, random, (text) => {
      const places = [...text.matchAll(/(?<=\p{L})(?=\p{L})/gu)].map(({ index }) => index);
      const at = pick(places, random);
      return at === undefined ? undefined : text.slice(0, at) + piece + text.slice(at);
    });
    return form === undefined ? undefined : print(form);
  };

/** Look-alikes of Latin letters among the Cyrillic ones, and the other way round. */
const LATIN = 'aceopxyABCEHKMOPTX';
const CYRILLIC = 'асеорхуАВСЕНКМОРТХ';

const mixScripts: Maker = ({ target, random }) => {
  const form = withText(target, random, (text) => {
    const places = [...text.matchAll(/(?<=\p{L}{2})[aceopxyасеорху](?=\p{L}{2})/gu)];
    const found = pick(places, random);
    if (found === undefined) return undefined;
    const [letter] = found;
    const other = LATIN.includes(letter) ? CYRILLIC[LATIN.indexOf(letter)] : LATIN[CYRILLIC.indexOf(letter)];
    return text.slice(0, found.index) + other + text.slice(found.index + 1);
  });
  return form === undefined ? undefined : print(form);
};

/** Something before and after the message, which stays whole. */
const around =
  (...sides: readonly (readonly [before: string, after: string])[]): Maker =>
  ({ pair, target, random }) => {
    const [before, after] = pick(sides, random) ?? ['', ''];
    if (target.syntax === 'mf2' && /^\s*[.{]/.test(pair.target)) return undefined;
    return before + pair.target + after;
  };

const instead =
  (...texts: readonly string[]): Maker =>
  ({ pair, random }) =>
    wordsIn(pair.source) >= 3 ? pick(texts, random) : undefined;

const repeat: Maker = ({ target, random }) => {
  const form = withText(target, random, (text) => {
    const word = pick(text.match(/\p{L}{3,}/gu) ?? [], random);
    return word === undefined
      ? undefined
      : text.replace(word, Array.from({ length: 8 }, () => word).join(' '));
  });
  return form === undefined ? undefined : print(form);
};

const double: Maker = ({ pair, target, random }) => {
  if (target.syntax === 'mf2' || wordsIn(pair.target) === 0) return undefined;
  return `${pair.target}${pick([' ', '\n', '. '], random)}${pair.target}`;
};

const blowUp: Maker = ({ pair, target, random }) => {
  const sentences = (pair.otherSentences ?? []).filter((text) => !/[{}<>`']/.test(text) && text.length >= 30);
  const last = target.nodes.at(-1);
  if (sentences.length === 0 || last === undefined || target.syntax === 'mf2') return undefined;
  let more = '';
  while (more.length < pair.target.length * 5 + 100) more += ` ${pick(sentences, random)}`;
  return print({ ...target, nodes: [...target.nodes, { type: 'text', value: more }] });
};

/** Faults of words and characters. */
export const wordMakers = {
  empty: ({ random }) => pick(['', ' ', '\n'], random),
  untranslated,
  'wrong-language': wrongLanguage,
  'sentence-added': addSentence,
  mojibake,
  'bidi-override': within('\u202e'),
  invisible: within('\u200b'),
  'mixed-script': mixScripts,
  fence: around(['```\n', '\n```'], ['```text\n', '\n```']),
  chatter: around(
    ['Here is the translation: ', ''],
    ['Sure! Here is the translated text:\n', ''],
    ['Translation: ', ''],
    ['', '\n\nNote: I kept the placeholders as they are.'],
  ),
  refusal: instead(
    "I'm sorry, but I cannot translate this text.",
    'As an AI language model, I am not able to help with that.',
    'I cannot assist with this request.',
  ),
  repetition: repeat,
  doubled: double,
  'blown-up': blowUp,
} satisfies Readonly<Record<string, Maker>>;
