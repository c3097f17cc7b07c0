import {
  TRANSLATOR_SPEC,
  type TranslationCall,
  type TranslationRequest,
  type TranslationResult,
  type TranslationSegment,
  type Translator,
  type TranslatorCapabilities,
  tenantScope,
} from '@localert/core';
import type { QualityGate } from '../src/index.ts';

export const scope = tenantScope({ tenant: 'acme', actor: 'user:ana' });

/** A call as a scripted translator saw it. */
export interface SeenCall extends TranslationCall {
  readonly request: TranslationRequest;
}

/** What a scripted translator does. */
export interface Script extends Partial<TranslatorCapabilities> {
  readonly name?: string;
  /** Answers a segment. Default: its text in guillemets. */
  readonly say?: (segment: TranslationSegment, request: TranslationRequest) => string;
  /** Changes or replaces the whole answer. */
  readonly answer?: (result: TranslationResult, request: TranslationRequest) => TranslationResult;
}

/** A translator that does as it is told, and remembers its calls. */
export function scripted({ name = 'scripted', say, answer, ...capabilities }: Script = {}) {
  const calls: SeenCall[] = [];
  const translator: Translator = {
    spec: TRANSLATOR_SPEC,
    name,
    capabilities: {
      maxSegments: 100,
      maxCharacters: 100_000,
      readsContext: true,
      glossary: true,
      formality: true,
      examples: true,
      countsTokens: true,
      ...capabilities,
    },
    async translate(_, request, call) {
      calls.push({ request, ...call });
      const segments = request.segments.map((segment) => ({
        id: segment.id,
        text: say?.(segment, request) ?? `«${segment.text}»`,
      }));
      const result: TranslationResult = {
        segments,
        finishReason: 'stop',
        usage: { inputTokens: 100, outputTokens: 10 },
        model: `${name}-1`,
      };
      return answer?.(result, request) ?? result;
    },
  };
  return { translator, calls };
}

/** A gate that refuses what holds `bad`, warns of `odd`, and takes `fixme` away. */
export const testGate: QualityGate = {
  version: 'test-1',
  check: ({ target }) => [
    ...(target.includes('bad') ? [{ code: 'bad', severity: 'error' as const, message: 'It is bad.' }] : []),
    ...(target.includes('odd') ? [{ code: 'odd', severity: 'warning' as const, message: 'It is odd.' }] : []),
  ],
  fix: ({ target }) => target.replaceAll('fixme', ''),
  score: ({ target }, findings) => ({
    score: 100 - 10 * findings.length,
    unconfirmed: target.includes('short'),
  }),
};
