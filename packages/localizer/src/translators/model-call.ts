import {
  type TenantScope,
  type TranslationCall,
  TranslationInvalidError,
  type TranslationRequest,
  type TranslationResult,
  type TranslatorCapabilities,
  TranslatorRefusedError,
} from '@localert/core';
import { bounded, type Patience } from './bounds.ts';
import { ANSWER_FORMS, type AnswerForms, readAnswer, tokensUsed } from './model-answer.ts';
import { type TranslationPrompt, translationPrompt } from './prompt.ts';
import { assertTakes, nothingAsked } from './request-rules.ts';

/** What a model said. */
export interface ModelReply {
  readonly text: string;
  readonly finishReason: TranslationResult['finishReason'];
  readonly usage: { readonly input: unknown; readonly output: unknown };
  readonly model: string;
}

/** One question to a model. */
export interface ModelQuestion {
  readonly prompt: TranslationPrompt;
  readonly form: AnswerForms;
  readonly signal: AbortSignal;
  readonly maxOutputTokens: number | undefined;
}

/** What a model can do, seen from the pipeline. */
export const MODEL_CAPABILITIES: TranslatorCapabilities = {
  maxSegments: 50,
  maxCharacters: 20_000,
  readsContext: true,
  glossary: true,
  formality: true,
  examples: true,
  countsTokens: true,
};

/** Statuses by which endpoints refuse a form that they do not know. */
const REFUSES_FORM: ReadonlySet<number | undefined> = new Set([400, 415, 422, 501]);

const refusesForm = (error: unknown): boolean =>
  TranslatorRefusedError.is(error) && REFUSES_FORM.has(error.details.status);

/** The way from a request to a model and back, which all adapters to models share. */
export function modelCaller(options: {
  readonly patience: Patience;
  readonly model: string;
  readonly capabilities: TranslatorCapabilities;
  readonly forms: readonly AnswerForms[];
  readonly ask: (question: ModelQuestion) => Promise<ModelReply>;
}) {
  const { patience, model, capabilities, ask } = options;
  const { translator } = patience;
  // Once a form has been refused and a looser one taken, the firm one is not tried again.
  let firmest = 0;

  async function steppingDown(question: Omit<ModelQuestion, 'form'>) {
    let refusal: unknown;
    for (const [at, form] of options.forms.entries()) {
      if (at < firmest) continue;
      try {
        const reply = await ask({ ...question, form });
        firmest = Math.max(firmest, at);
        return { reply, form };
      } catch (error) {
        if (!refusesForm(error)) throw error;
        refusal = error;
      }
    }
    throw refusal;
  }

  return async (
    scope: TenantScope,
    request: TranslationRequest,
    call: TranslationCall,
  ): Promise<TranslationResult> => {
    assertTakes(translator, capabilities, scope, request);
    call.signal?.throwIfAborted();
    if (request.segments.length === 0) return nothingAsked(model);
    const prompt = translationPrompt(request);
    const { reply, form } = await bounded(call, patience, (signal) =>
      steppingDown({ prompt, signal, maxOutputTokens: call.maxOutputTokens }),
    );
    const usage = tokensUsed(reply.usage, {
      input: prompt.system.length + prompt.user.length,
      output: reply.text.length,
    });
    const result = { finishReason: reply.finishReason, usage, model: reply.model };
    if (reply.finishReason === 'refused') return { ...result, segments: [] };
    try {
      return { ...result, segments: readAnswer(translator, request, prompt.ids, reply.text, form) };
    } catch (error) {
      if (reply.finishReason !== 'length') throw error;
      const reason = 'it was cut off (finish reason length)';
      throw new TranslationInvalidError({ translator, reason }, { cause: error });
    }
  };
}

/** The forms to try, from the one that a host knows its endpoint to take. */
export const formsFrom = (first: AnswerForms): readonly AnswerForms[] =>
  ANSWER_FORMS.slice(ANSWER_FORMS.indexOf(first));
