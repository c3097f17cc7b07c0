import { maskedPatterns } from '@localert/icu/lint';
import { slackFunctions } from '@localert/slack';
import { expect, test } from 'vitest';
import { fallbackTexts } from '../src/fallback-texts.ts';
import { everyText, type OneText } from './every-text.ts';

const NAMES = Object.keys(slackFunctions);

const lastResort = Object.entries(fallbackTexts).flatMap(([locale, texts]) =>
  Object.entries(texts).map(
    ([field, source]: [string, string]): OneText => ({
      place: `${locale} fallback.${field}`,
      locale,
      id: 'fallback',
      field,
      source,
      english: '',
    }),
  ),
);
const all = [...everyText, ...lastResort];

/** Literal text, with `_` for what a placeholder or choice fills. */
const literal = ({ source }: OneText): string[] =>
  maskedPatterns(source, 'icu', NAMES).map(({ text }) => text.replaceAll(/\0+/g, '_'));

const within = (...locales: readonly string[]) => all.filter(({ locale }) => locales.includes(locale));

/** The places of the texts in which a pattern is found. */
const found = (texts: readonly OneText[], pattern: RegExp): string[] =>
  texts.filter((one) => literal(one).some((text) => pattern.test(text))).map(({ place }) => place);

const endsOf = (texts: readonly OneText[], pattern: RegExp): string[] =>
  texts.filter(({ source }) => pattern.test(source)).map(({ place }) => place);

test('no straight quotes, no dots for an ellipsis, no exclamation', () => {
  expect(found(all, /["']|\.\.|[!！¡]/)).toEqual([]);
});

test('no double space, none at an edge of a line, none before a comma or stop', () => {
  expect(found(all, / {2}| \n|\n | [.,،。、，।]/)).toEqual([]);
  expect(endsOf(all, /^\s|\s$/)).toEqual([]);
});

test('titles and buttons end without a stop, requests with one', () => {
  const headings = all.filter(({ field }) => /^(?:title|open\w+|start|end|footer)$/.test(field));
  expect(headings.length).toBeGreaterThan(900);
  expect(endsOf(headings, /[.。।:：]$/)).toEqual([]);
  const requests = all.filter(({ field, locale }) => field === 'actionRequired' && locale !== 'th');
  expect(requests.filter(({ source }) => !/[.。।]$/.test(source))).toEqual([]);
});

test('no stop follows a date or a duration, which may end with one', () => {
  expect(endsOf(all, /, (?:duration|slackDate|date, long|time, short)\}[.。।]/)).toEqual([]);
});

test('French has a narrow no-break space before high punctuation, and nowhere else', () => {
  const french = within('fr');
  expect(found(french, /\u202f[:;]/).length).toBeGreaterThan(30);
  expect(found(french, /(?<!\u202f)[:;!?]/)).toEqual([]);
  expect(found(french, /\u202f(?![:;])|\u00a0/)).toEqual([]);
  expect(
    found(
      all.filter(({ locale }) => locale !== 'fr'),
      /[\s\u202f][:;?]/,
    ),
  ).toEqual([]);
});

test('Japanese and Chinese have full-width punctuation without spaces around it', () => {
  const texts = within('ja', 'zh-Hans', 'zh-Hant');
  expect(found(texts, /[。：]/).length).toBeGreaterThan(200);
  expect(found(texts, /[.,:;?()]/)).toEqual([]);
  expect(found(texts, /[ \u3000][。、，；：（）]|[。、，；：（）][ \u3000]/)).toEqual([]);
});

test('Chinese of one script has no letter of the other', () => {
  expect(found(within('zh-Hans'), /[務請檢變備證連請聯網錯誤執過資訊]/)).toEqual([]);
  expect(found(within('zh-Hant'), /[务请检变备证连联网错误执过资讯]/)).toEqual([]);
});

test('Korean has punctuation of half width', () => {
  expect(found(within('ko'), /[。、，：；（）]/)).toEqual([]);
});

test('Arabic has its own comma and semicolon, and no figures of its own in the text', () => {
  const arabic = within('ar');
  expect(found(arabic, /؛|،/).length).toBeGreaterThan(1);
  expect(found(arabic, /[,;?]/)).toEqual([]);
});

test('Arabic and Hebrew leave directions to the renderer', () => {
  expect(found(within('ar', 'he'), /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)).toEqual([]);
});

test('Hindi ends sentences with a danda', () => {
  expect(found(within('hi'), /\./)).toEqual([]);
  expect(found(within('hi'), /।/).length).toBeGreaterThan(30);
});

test('Thai has no stops', () => {
  expect(found(within('th'), /[.。।]/)).toEqual([]);
});

test('Romanian letters have commas below, Ukrainian a curved apostrophe', () => {
  expect(found(within('ro'), /[şţŞŢ]/)).toEqual([]);
  expect(found(within('uk'), /[ʼ`]/)).toEqual([]);
  expect(found(within('uk'), /\p{L}’\p{L}/u).length).toBeGreaterThan(3);
});

test('Russian writes ё', () => {
  expect(found(within('ru'), /(?<!\p{L})еще(?!\p{L})|учетн|разверт|растет|отчет/iu)).toEqual([]);
});

test('each text is written in the script of its language', () => {
  const scripts: Readonly<Record<string, RegExp>> = {
    ar: /\p{Script=Arabic}/u,
    he: /\p{Script=Hebrew}/u,
    hi: /\p{Script=Devanagari}/u,
    ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    ko: /\p{Script=Hangul}/u,
    ru: /\p{Script=Cyrillic}/u,
    th: /\p{Script=Thai}/u,
    uk: /\p{Script=Cyrillic}/u,
    'zh-Hans': /\p{Script=Han}/u,
    'zh-Hant': /\p{Script=Han}/u,
  };
  const strange = all.filter(({ locale, source }) => {
    const own = scripts[locale];
    return own !== undefined && !own.test(source) && source !== '';
  });
  expect(strange.map(({ place }) => place)).toEqual([]);
  const latin = all.filter(({ locale }) => !(locale in scripts));
  expect(found(latin, /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u)).toEqual([]);
});
