import { TRANSLATOR_SPEC, type TranslationResult, type Translator } from '@localert/core';

/** What a step of a script does: answers, fails, or something of its own. */
export type Step = Partial<TranslationResult> | Error | (() => Promise<TranslationResult>);

/** A translator that does what a script says, then answers well. */
export interface Scripted extends Translator {
  readonly calls: () => number;
}

/** Makes one. The answer to a text is the text in capitals with the name before it. */
export function scripted(
  name: string,
  steps: readonly Step[] = [],
  more: Partial<Translator> = {},
): Scripted {
  let calls = 0;
  return {
    spec: TRANSLATOR_SPEC,
    name,
    capabilities: {
      maxSegments: 10,
      maxCharacters: 1_000,
      readsContext: false,
      glossary: false,
      formality: false,
      examples: false,
      countsTokens: false,
    },
    calls: () => calls,
    async translate(_, { segments }) {
      const step = steps[calls] ?? {};
      calls += 1;
      if (step instanceof Error) throw step;
      if (typeof step === 'function') return step();
      return {
        segments: segments.map(({ id, text }) => ({ id, text: `${name}: ${text}` })),
        finishReason: 'stop',
        usage: { inputTokens: 10, outputTokens: 5 },
        model: name,
        ...step,
      };
    },
    ...more,
  };
}
