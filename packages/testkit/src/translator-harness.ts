import {
  type Locale,
  type TranslationCall,
  type TranslationRequest,
  type TranslationResult,
  type TranslationSegment,
  type Translator,
  tenantScope,
} from '@localert/core';
import type { TestApi } from './test-api.ts';

/** What the service behind a translator does instead of answering. */
export type TranslatorFault =
  /** Status 401. */
  | 'unauthorized'
  /** Status 429 with `Retry-After: 7`. */
  | 'too-many-requests'
  /** Status 500. */
  | 'server-error'
  /** Takes the request, and never answers. */
  | 'hang'
  /** Ends the connection in the middle of the answer. */
  | 'cut'
  /** Status 200 with a body that is no JSON. */
  | 'not-json'
  /** Status 200 with JSON that has nothing of an answer. */
  | 'wrong-json';

/** A translator that was opened for one test. */
export interface TranslatorSetup {
  readonly translator: Translator;
}

/** The translator under test. */
export interface TranslatorConformanceOptions<Setup extends TranslatorSetup = TranslatorSetup> {
  /** Stands in the report. */
  readonly name: string;
  /** Opens a translator over a service that answers well; it is called once for each test. */
  readonly open: () => Setup | Promise<Setup>;
  /** Makes the service meet each later request with a fault. Without it what needs one is skipped. */
  readonly fault?: ((setup: Setup, fault: TranslatorFault) => void | Promise<void>) | undefined;
  /** A pair that it translates; default English to Spanish. */
  readonly pair?: { readonly source: Locale; readonly target: Locale } | undefined;
  /** A pair that it does not know. Without it what needs one is skipped. */
  readonly unknownPair?: { readonly source: Locale; readonly target: Locale } | undefined;
  /** Texts that nothing may show: keys, addresses, what the service writes into its errors. */
  readonly canaries?: readonly string[] | undefined;
  /** Called once a test is over. */
  readonly close?: ((setup: Setup) => void | Promise<void>) | undefined;
}

/** What the parts of the suite share. */
export interface TranslatorHarness<Setup extends TranslatorSetup = TranslatorSetup> {
  readonly test: TestApi;
  readonly options: TranslatorConformanceOptions<Setup>;
  /** The body of a test that is given a translator. */
  readonly withTranslator: (
    body: (tools: TranslatorTools, setup: Setup) => Promise<void>,
  ) => () => Promise<void>;
}

/** A translator, and short ways to call it. */
export interface TranslatorTools {
  readonly translator: Translator;
  readonly request: (segments: readonly TranslationSegment[]) => TranslationRequest;
  readonly translate: (
    segments: readonly TranslationSegment[],
    call?: TranslationCall,
  ) => Promise<TranslationResult>;
}

export const SCOPE = tenantScope({ tenant: 'acme', actor: 'test:suite', roles: ['admin'] });

/** A word of the texts that no error may show. */
export const TEXT_CANARY = 'Quillonbrook';

/** Texts of alerts with everything that the contract lets stand in one. */
export const SEGMENTS: readonly TranslationSegment[] = [
  { id: 'title', text: 'Playback stopped in <x id="0"/>', marks: { 0: 'region' } },
  {
    id: 'body',
    text: '<x id="0"/> streams of <x id="1"/> are failing since <x id="2"/>. Restart the server &amp; wait.',
    marks: { 0: 'count (a number)', 1: 'link', 2: 'since (a time)' },
    maxLength: 400,
    note: 'branch "other"',
  },
  { id: 'action', text: 'Check that the load &lt; 80 and the disk is not full.' },
];

/** Makes the tools of a suite. */
export function translatorHarness<Setup extends TranslatorSetup>(
  test: TestApi,
  options: TranslatorConformanceOptions<Setup>,
): TranslatorHarness<Setup> {
  const { source, target } = options.pair ?? { source: 'en', target: 'es' };
  const request = (segments: readonly TranslationSegment[]): TranslationRequest => ({
    // Frozen, so that whoever changes a request is found, and none of the suite's own texts changes.
    segments: Object.freeze(segments.map((segment) => Object.freeze({ ...segment }))),
    sourceLocale: source,
    targetLocale: target,
    context: { urgency: 'critical' },
    glossary: [],
    examples: [],
    feedback: [],
  });
  return {
    test,
    options,
    withTranslator: (body) => async () => {
      const setup = await options.open();
      const { translator } = setup;
      try {
        const translate: TranslatorTools['translate'] = (segments, call = {}) =>
          translator.translate(SCOPE, request(segments), call);
        await body({ translator, request, translate }, setup);
      } finally {
        await options.close?.(setup);
      }
    },
  };
}
