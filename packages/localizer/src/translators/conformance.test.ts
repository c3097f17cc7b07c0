import { type Secret, secret, type Translator } from '@localert/core';
import { type TranslatorConformanceOptions, translatorConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { aiSdkOverDouble } from '../../test/ai-sdk-models.ts';
import { startApertiumDouble } from '../../test/apertium-double.ts';
import { startDeepLDouble } from '../../test/deep-l-double.ts';
import { BODY_CANARY, type Double } from '../../test/double.ts';
import { startHuggingFaceDouble } from '../../test/hugging-face-double.ts';
import { startLibreTranslateDouble } from '../../test/libre-translate-double.ts';
import { startOpenAiDouble } from '../../test/open-ai-double.ts';
import { aiSdkModel } from './ai-sdk-model.ts';
import { apertium } from './apertium.ts';
import { chainTranslators } from './chain.ts';
import { deepL } from './deep-l.ts';
import { huggingFace } from './hugging-face.ts';
import { libreTranslate } from './libre-translate.ts';
import { openAiCompatible } from './open-ai-compatible.ts';
import { replayTranslator } from './replay.ts';

const KEY = 'sk-canary-90210';
const KLINGON = { source: 'en', target: 'tlh' };

interface Setup {
  readonly translator: Translator;
  readonly double: Double;
}

interface Adapter {
  readonly start: () => Promise<Double>;
  readonly make: (url: string, key: Secret) => Translator;
  readonly more?: Partial<TranslatorConformanceOptions<Setup>>;
}

const ADAPTERS: Readonly<Record<string, Adapter>> = {
  'OpenAI-compatible': {
    start: () => startOpenAiDouble({ key: KEY }),
    make: (url, apiKey) => openAiCompatible({ baseUrl: `${url}/v1`, model: 'double', apiKey }),
  },
  'AI SDK with @ai-sdk/openai-compatible': {
    start: () => startOpenAiDouble({ key: KEY }),
    make: (url) => aiSdkModel({ model: aiSdkOverDouble(url, KEY) }),
  },
  DeepL: {
    start: () => startDeepLDouble(KEY),
    make: (baseUrl, apiKey) => deepL({ baseUrl, apiKey }),
    more: { unknownPair: KLINGON },
  },
  LibreTranslate: {
    start: () => startLibreTranslateDouble(KEY),
    make: (url, apiKey) => libreTranslate({ url, apiKey }),
    more: { unknownPair: KLINGON },
  },
  Apertium: {
    start: startApertiumDouble,
    make: (url) => apertium({ url }),
    more: { unknownPair: KLINGON },
  },
  'Hugging Face': {
    start: () => startHuggingFaceDouble(KEY, 'a/b'),
    make: (url, token) =>
      huggingFace({
        baseUrl: `${url}/models/a/b`,
        model: 'a/b',
        token,
        languages: { from: ['en'], to: ['es'] },
      }),
    more: { unknownPair: KLINGON },
  },
  'a chain of one': {
    start: () => startDeepLDouble(KEY),
    make: (baseUrl, apiKey) =>
      chainTranslators([deepL({ baseUrl, apiKey })], { attempts: 2, sleep: async () => undefined }),
    more: { unknownPair: KLINGON },
  },
  'a recording': {
    start: () => startDeepLDouble(KEY),
    make: (baseUrl, apiKey) => replayTranslator({ record: deepL({ baseUrl, apiKey }) }),
    more: { unknownPair: KLINGON },
  },
};

for (const [name, { start, make, more }] of Object.entries(ADAPTERS)) {
  translatorConformance<Setup>(
    { describe, it },
    {
      name,
      open: async () => {
        const double = await start();
        const translator = make(double.url, secret(KEY));
        // Lists of pairs are read before a fault, so that it meets the translation.
        await translator.supports?.('en', 'es');
        return { double, translator };
      },
      fault: ({ double }, fault) => {
        double.fault = fault;
      },
      close: async ({ double }) => {
        await double[Symbol.asyncDispose]();
      },
      canaries: [KEY, BODY_CANARY, '127.0.0.1'],
      ...more,
    },
  );
}
