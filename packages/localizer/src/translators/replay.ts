import {
  assertPort,
  defineError,
  TRANSLATOR_SPEC,
  type TranslationRequest,
  type TranslationResult,
  type Translator,
  type TranslatorCapabilities,
} from '@localert/core';
import { bounded } from './bounds.ts';
import { MODEL_CAPABILITIES } from './model-call.ts';
import { type ReplayLine, readReplay, replayKey, writeReplay } from './replay-lines.ts';
import { assertTakes, nothingAsked, pairedByOrder } from './request-rules.ts';

const FOREVER_MS = 2_147_483_647;

/** A request that no replay file knows. */
export const ReplayMissingError = defineError<
  'LOCALERT_REPLAY_MISSING',
  { translator: string; key: string; source: string; target: string }
>('LOCALERT_REPLAY_MISSING', {
  message: ({ translator, key, source, target }) =>
    `The replay file of "${translator}" has no answer to the request ${key} (${source} to ${target}). ` +
    `Run once with replayTranslator({ text, record: yourTranslator }), and write what recording() gives into the file.`,
});

/** Options of {@link replayTranslator}. */
export interface ReplayOptions {
  /** JSON Lines of an earlier recording; reading the file is the host's. */
  readonly text?: string | undefined;
  /** Asked for what the text does not know. Absent: such a request is LOCALERT_REPLAY_MISSING. */
  readonly record?: Translator | undefined;
  /** Default `replay`, or the recorded translator's. */
  readonly name?: string | undefined;
  /** Default: the recorded translator's, or those of a model. */
  readonly capabilities?: TranslatorCapabilities | undefined;
}

/** A translator that answers out of a recording. */
export interface ReplayTranslator extends Translator {
  /** All that is known by now, as JSON Lines sorted by key: the text to write into the file. */
  recording(): string;
}

/**
 * A translator that answers as a recording says: the same request, the same answer, with no key and no network. For tests, and
 * for demonstrations. With `record`, what is missing is asked for and added.
 *
 * A line holds a hash of the request and the texts of the answer; keys, tokens and addresses are in neither.
 *
 * @throws LOCALERT_INVALID_INPUT for a text that is no recording
 *
 * @example
 * ```ts
 * import { replayTranslator } from '@localert/localizer';
 *
 * declare const file: string; // readFileSync('test/replay.jsonl', 'utf8')
 * const translator = replayTranslator({ text: file });
 * ```
 */
export function replayTranslator(options: ReplayOptions): ReplayTranslator {
  const { record } = options;
  if (record !== undefined) assertPort('translator', record, TRANSLATOR_SPEC);
  const lines = readReplay(options.text ?? '');
  const name = options.name ?? record?.name ?? 'replay';
  const capabilities = options.capabilities ?? record?.capabilities ?? MODEL_CAPABILITIES;

  const answerOf = (request: TranslationRequest, line: ReplayLine): TranslationResult => ({
    segments: line.finishReason === 'refused' ? [] : pairedByOrder(name, request, line.texts),
    finishReason: line.finishReason,
    usage: line.usage,
    model: line.model,
  });

  return {
    spec: TRANSLATOR_SPEC,
    name,
    capabilities,
    ...(record?.supports === undefined
      ? {}
      : { supports: (source, target) => record.supports?.(source, target) ?? true }),
    recording: () => writeReplay(lines),
    async translate(scope, request, call) {
      assertTakes(name, capabilities, scope, request);
      call.signal?.throwIfAborted();
      if (request.segments.length === 0) return nothingAsked(name);
      return bounded(call, { translator: name, timeoutMs: FOREVER_MS, now: Date.now }, async () => {
        const key = await replayKey(request);
        const known = lines.get(key);
        if (known !== undefined) return answerOf(request, known);
        const { sourceLocale: source, targetLocale: target } = request;
        if (record === undefined) {
          throw new ReplayMissingError({ translator: name, key: key.slice(0, 16), source, target });
        }
        const { segments, finishReason, usage, model } = await record.translate(scope, request, call);
        const texts = new Map(segments.map(({ id, text }) => [id, text]));
        const inOrder = request.segments.flatMap(({ id }) => texts.get(id) ?? []);
        const line = { key, source, target, texts: inOrder, finishReason, usage, model };
        const answer = answerOf(request, line);
        lines.set(key, line);
        return answer;
      });
    },
  };
}
