import { TranslationInvalidError, type TranslationRequest, type TranslationUsage } from '@localert/core';
import { normalAnswer } from './mark-forms.ts';
import { isRecord } from './request-rules.ts';

/** The name of the schema, for providers that want one. */
export const ANSWER_NAME = 'translations';

/** What a model may answer: ids and texts, and nothing else (JSON Schema; the subset that strict modes take). */
export const ANSWER_SCHEMA = {
  type: 'object' as const,
  properties: {
    segments: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        properties: { id: { type: 'string' as const }, text: { type: 'string' as const } },
        required: ['id', 'text'],
        additionalProperties: false as const,
      },
    },
  },
  required: ['segments'],
  additionalProperties: false as const,
};

/** How an answer is bound to its form, from the firmest down: by the schema, to JSON, by the prompt alone. */
export const ANSWER_FORMS = ['schema', 'json', 'text'] as const;
export type AnswerForms = (typeof ANSWER_FORMS)[number];

/** A fence around the whole answer, which models write where nothing binds them. */
const FENCED = /^\s*```[a-z]*\s*\n([\s\S]*?)\n?\s*```\s*$/i;

function parsed(text: string, form: AnswerForms): unknown {
  const body = form === 'text' ? (FENCED.exec(text)?.[1] ?? text) : text;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Reads a model's answer: exactly the segments that were asked for, in the order of the request. Words around the JSON, an
 * unknown id, a missing or a second one make it unusable; nothing is guessed.
 *
 * @throws LOCALERT_TRANSLATION_INVALID
 */
export function readAnswer(
  translator: string,
  { segments }: Pick<TranslationRequest, 'segments'>,
  ids: ReadonlyMap<string, string>,
  text: string,
  form: AnswerForms,
): { id: string; text: string }[] {
  const fail = (reason: string): never => {
    throw new TranslationInvalidError({ translator, reason });
  };
  const answer = parsed(text, form);
  const list = isRecord(answer) ? answer['segments'] : undefined;
  if (!Array.isArray(list)) return fail('it is not the JSON that was asked for');
  const texts = new Map<string, string>();
  for (const entry of list as readonly unknown[]) {
    const { id, text: words } = isRecord(entry) ? entry : {};
    if (typeof id !== 'string' || typeof words !== 'string') return fail('a segment is not an id and a text');
    const asked = ids.get(id);
    if (asked === undefined) return fail('it has a segment that was not asked for');
    if (texts.has(asked)) return fail('it has a segment twice');
    texts.set(asked, normalAnswer(words));
  }
  return segments.map(({ id }) => ({ id, text: texts.get(id) ?? fail('a segment is missing') }));
}

const count = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.ceil(value) : undefined;

/** Characters of a token where an endpoint reports none: on the high side, since a budget is counted with it. */
const CHARACTERS_PER_TOKEN = 3;

/** Tokens as they were reported, or reckoned from the lengths. */
export const tokensUsed = (
  reported: { readonly input: unknown; readonly output: unknown },
  lengths: { readonly input: number; readonly output: number },
): TranslationUsage => ({
  inputTokens: count(reported.input) ?? Math.ceil(lengths.input / CHARACTERS_PER_TOKEN),
  outputTokens: count(reported.output) ?? Math.ceil(lengths.output / CHARACTERS_PER_TOKEN),
});
