import type { TranslationRequest, TranslationSegment, Translator } from '@localert/core';

/** What a call will use at the most, as far as one can know before. */
export interface TokenEstimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Instructions and the shape of the answer. */
const PROMPT_TOKENS = 700;
/** What stands around each segment: its id, its quotes, its note. */
const SEGMENT_TOKENS = 24;
/** Bytes of UTF-8 that a token stands for, on the careful side: it is more in English, and less in most other scripts. */
const BYTES_PER_TOKEN = 3;
/** A translation may be longer than its source, and of a script that takes more tokens. */
const GROWTH = 3;

const utf8 = new TextEncoder();

const tokensIn = (text: string): number => Math.ceil(utf8.encode(text).length / BYTES_PER_TOKEN);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Tokens that the answer to some segments may take. */
export const answerTokens = (segments: readonly TranslationSegment[]): number =>
  sum(segments.map(({ text }) => SEGMENT_TOKENS + GROWTH * tokensIn(text)));

/** Estimates one call. Nothing for translators that do not count tokens. */
export function estimateCall({ capabilities }: Translator, request: TranslationRequest): TokenEstimate {
  if (!capabilities.countsTokens) return { inputTokens: 0, outputTokens: 0 };
  const { segments, context, glossary, examples, feedback } = request;
  const data = tokensIn(JSON.stringify({ segments, context, glossary, examples, feedback }));
  return { inputTokens: PROMPT_TOKENS + data, outputTokens: answerTokens(segments) };
}
