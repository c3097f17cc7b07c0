import type { TranslationResult, TranslationSegment } from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { itNeeding } from './test-api.ts';
import { SCOPE, SEGMENTS, type TranslatorHarness, type TranslatorSetup } from './translator-harness.ts';

const marksOf = (text: string): string[] =>
  Array.from(text.matchAll(/<x id="\d+"\/>/g), ([mark]) => mark).sort();

const idsOf = (segments: readonly { readonly id: string }[]): string[] => segments.map(({ id }) => id);

/** Fails unless the answer has each segment once, in order, with its marks and nothing that is not escaped. */
function assertAnswers(segments: readonly TranslationSegment[], result: TranslationResult): void {
  same(idsOf(result.segments), idsOf(segments), 'the ids');
  same(result.finishReason, 'stop', 'the finish reason');
  isTrue(result.model !== '', 'the model has a name');
  for (const [at, { id, text: source }] of segments.entries()) {
    const { text } = present(result.segments[at], id);
    isTrue(text.trim() !== '', `${id} has no text`);
    same(marksOf(text), marksOf(source), `the marks of ${id}`);
    const words = text.replaceAll(/<x id="\d+"\/>/g, '');
    isTrue(!/[<>]/.test(words), `${id} has a bracket that is not escaped`);
    isTrue(!/&(?!amp;|lt;|gt;)/.test(words), `${id} has an ampersand that is not escaped`);
  }
}

const numbered = (count: number, prefix = 'n'): TranslationSegment[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at}`, text: 'The disk is full.' }));

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

/** What a translator answers to requests of all kinds. */
export function translatorAnswers<Setup extends TranslatorSetup>(harness: TranslatorHarness<Setup>): void {
  const { test, options, withTranslator } = harness;

  test.it(
    'gives each segment its translation, with its marks and escapes',
    withTranslator(async ({ translate }) => assertAnswers(SEGMENTS, await translate(SEGMENTS))),
  );

  test.it(
    'brings back ids of any form',
    withTranslator(async ({ translate }) => {
      const ids = ['__proto__', 'constructor', '1', '0', 'a b/c:d', '<x id="0"/>', '"}]'];
      const segments = ids.map((id) => ({ id, text: 'The disk is full.' }));
      assertAnswers(segments, await translate(segments));
    }),
  );

  test.it(
    'changes nothing of the request',
    withTranslator(async ({ translator, request }) => {
      const asked = request(SEGMENTS);
      const before = JSON.stringify(asked);
      assertAnswers(SEGMENTS, await translator.translate(SCOPE, Object.freeze(asked), Object.freeze({})));
      same(JSON.stringify(asked), before, 'the request');
    }),
  );

  test.it(
    'answers an empty request with nothing',
    withTranslator(async ({ translate }) => {
      const { segments, finishReason, usage } = await translate([]);
      same([segments, finishReason], [[], 'stop'], 'the answer');
      same([usage.inputTokens, usage.outputTokens], [0, 0], 'the tokens');
    }),
  );

  test.it(
    'takes as many segments as it says, and refuses one more',
    withTranslator(async ({ translator, translate }) => {
      const { maxSegments } = translator.capabilities;
      const most = numbered(Math.min(maxSegments, 200));
      assertAnswers(most, await translate(most));
      await refused(
        () => translate(numbered(maxSegments + 1)),
        'LOCALERT_TRANSLATOR_REFUSED',
        'too many segments',
      );
    }),
  );

  test.it(
    'refuses more characters than it says',
    withTranslator(async ({ translator, translate }) => {
      const { maxCharacters } = translator.capabilities;
      const segments = [{ id: 'long', text: 'long '.repeat(Math.ceil(maxCharacters / 5) + 1) }];
      await refused(() => translate(segments), 'LOCALERT_TRANSLATOR_REFUSED', 'too many characters');
    }),
  );

  test.it(
    'says what was used',
    withTranslator(async ({ translator, translate }) => {
      const { inputTokens, outputTokens, characters } = (await translate(SEGMENTS)).usage;
      isTrue(isCount(inputTokens) && isCount(outputTokens), 'the tokens are counts');
      isTrue(characters === undefined || isCount(characters), 'the characters are a count');
      const counted = translator.capabilities.countsTokens
        ? Math.min(inputTokens, outputTokens)
        : (characters ?? 0);
      isTrue(counted > 0, 'nothing was counted');
    }),
  );

  test.it(
    'keeps calls apart that run at once',
    withTranslator(async ({ translate }) => {
      const batches = Array.from({ length: 8 }, (_, at) => numbered(2, `call-${at}-`));
      await Promise.all(batches.map(async (segments) => assertAnswers(segments, await translate(segments))));
    }),
  );

  test.it(
    'refuses a scope that core did not make',
    withTranslator(async ({ translator, request }) => {
      const scope = { ...SCOPE };
      const call = () => translator.translate(scope, request(SEGMENTS), {});
      await refused(call, 'LOCALERT_INVALID_SCOPE', 'a scope of another make');
    }),
  );

  const { unknownPair, pair = { source: 'en', target: 'es' } } = options;
  itNeeding(test, unknownPair ? undefined : 'no pair is known to be unknown')(
    'knows which pairs it has',
    withTranslator(async ({ translator, request }) => {
      const { source, target } = present(unknownPair, 'the unknown pair');
      if (translator.supports !== undefined) {
        same(await translator.supports(pair.source, pair.target), true, 'the pair that it has');
        same(await translator.supports(source, target), false, 'the pair that it has not');
      }
      const other = { ...request(SEGMENTS), sourceLocale: source, targetLocale: target };
      await refused(
        () => translator.translate(SCOPE, other, {}),
        'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
        'the pair that it has not',
      );
    }),
  );
}
