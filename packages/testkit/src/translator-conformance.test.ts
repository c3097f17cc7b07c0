import { inspect } from 'node:util';
import { type TranslationResult, type Translator, TranslatorUnavailableError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { type TinyTranslator, tinyTranslator } from '../test/tiny-translator.ts';
import { translatorConformance } from './translator-conformance.ts';

const UNKNOWN = { source: 'en', target: 'tlh' };

const options = (open: () => TinyTranslator) => ({
  name: 'x',
  open,
  fault: (tiny: TinyTranslator, fault: Parameters<TinyTranslator['failWith']>[0]) => tiny.failWith(fault),
  unknownPair: UNKNOWN,
  canaries: ['canary'],
});

const broken = (change: (translator: Translator) => Partial<Translator>) => (): TinyTranslator => {
  const tiny = tinyTranslator();
  return { ...tiny, translator: { ...tiny.translator, ...change(tiny.translator) } };
};

/** A translator whose answers are changed. */
const answering = (change: (result: TranslationResult) => TranslationResult) =>
  broken(({ translate }) => ({
    translate: async (...given) => {
      const result = await translate(...given);
      return given[1].segments.length === 0 ? result : change(result);
    },
  }));

const texts = (change: (text: string) => string) =>
  answering((result) => ({
    ...result,
    segments: result.segments.map(({ id, text }) => ({ id, text: change(text) })),
  }));

/** A translator whose faults are changed. */
const failing = (change: (fault: unknown, given: Parameters<Translator['translate']>) => unknown) =>
  broken(({ translate }) => ({
    translate: (...given) =>
      translate(...given).catch((fault) => {
        throw change(fault, given);
      }),
  }));

const shared = (): (() => TinyTranslator) => {
  let last: Promise<TranslationResult> | undefined;
  return broken(({ translate }) => ({
    translate: (...given) => {
      last ??= translate(...given).finally(() => {
        last = undefined;
      });
      return last;
    },
  }));
};

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => TinyTranslator, string]>> = {
  'another contract': [
    broken(() => ({ spec: 'localert.translator/0' as 'localert.translator/1' })),
    'speaks',
  ],
  'a name that is an address': [broken(() => ({ name: 'https://x' })), 'speaks'],
  'capabilities without bounds': [
    broken(({ capabilities }) => ({ capabilities: { ...capabilities, maxSegments: 0 } })),
    'speaks',
  ],
  'a segment that is lost': [
    answering((result) => ({ ...result, segments: result.segments.slice(1) })),
    'gives each segment',
  ],
  'segments out of order': [
    answering((result) => ({ ...result, segments: result.segments.toReversed() })),
    'gives each segment',
  ],
  'a mark that is lost': [texts((text) => text.replace('<x id="0"/>', '')), 'gives each segment'],
  'a mark that is doubled': [
    texts((text) => text.replace('<x id="0"/>', '<x id="0"/><x id="0"/>')),
    'gives each segment',
  ],
  'marks in another form': [texts((text) => text.replaceAll('/>', '></x>')), 'gives each segment'],
  'escapes taken off': [
    texts((text) => text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')),
    'gives each segment',
  ],
  'a text of blanks': [texts(() => ' '), 'gives each segment'],
  'a model without a name': [answering((result) => ({ ...result, model: '' })), 'gives each segment'],
  'ids as keys of an object': [
    answering((result) => {
      const byId: Record<string, string> = {};
      for (const { id, text } of result.segments) byId[id] = text;
      return { ...result, segments: Object.entries(byId).map(([id, text]) => ({ id, text })) };
    }),
    'brings back ids',
  ],
  'a request that is changed': [
    broken(({ translate }) => ({
      translate: (scope, request, call) => {
        (request.segments as { id: string; text: string }[]).push({ id: 'more', text: 'More.' });
        return translate(scope, request, call);
      },
    })),
    'changes nothing',
  ],
  'an empty request that costs': [
    broken(({ translate }) => ({
      translate: async (...given) => ({
        ...(await translate(...given)),
        usage: { inputTokens: 9, outputTokens: 0, characters: 9 },
      }),
    })),
    'an empty request',
  ],
  'no bound of segments': [
    broken(({ translate, capabilities }) => ({
      capabilities: { ...capabilities, maxSegments: 5 },
      translate,
    })),
    'as many segments',
  ],
  'no bound of characters': [
    broken(({ capabilities }) => ({ capabilities: { ...capabilities, maxCharacters: 500 } })),
    'more characters',
  ],
  'no usage': [
    answering((result) => ({ ...result, usage: { inputTokens: 0, outputTokens: 0 } })),
    'what was used',
  ],
  'tokens that are no counts': [
    answering((result) => ({ ...result, usage: { ...result.usage, inputTokens: Number.NaN } })),
    'what was used',
  ],
  'tokens promised and not counted': [
    broken(({ capabilities }) => ({ capabilities: { ...capabilities, countsTokens: true } })),
    'what was used',
  ],
  'answers of another call': [shared(), 'keeps calls apart'],
  'any scope': [
    broken(({ translate }) => ({
      translate: async (scope, request, call) => {
        const { SCOPE } = await import('./translator-harness.ts');
        return translate(scope.tenant === 'acme' ? SCOPE : scope, request, call);
      },
    })),
    'refuses a scope',
  ],
  'pairs that it does not have': [broken(() => ({ supports: () => true })), 'which pairs'],
  'pairs under another code': [
    failing((fault, [, { targetLocale }]) =>
      targetLocale === 'tlh' ? new TranslatorUnavailableError({ translator: 'x' }) : fault,
    ),
    'which pairs',
  ],
  'a reason of its own': [
    failing((fault, [, , { signal }]) => (signal?.aborted ? new Error('aborted') : fault)),
    'called off before',
  ],
  'deaf to its signal': [
    broken(({ translate }) => ({
      translate: (scope, request, { deadline }) =>
        translate(scope, request, deadline === undefined ? {} : { deadline }),
    })),
    'when it was called off before',
  ],
  'deaf to its deadline': [
    broken(({ translate }) => ({
      translate: (scope, request, { signal }) =>
        translate(scope, request, signal === undefined ? {} : { signal }),
    })),
    'after its deadline',
  ],
  'a key that it prints': [
    broken(() => ({ [inspect.custom]: () => 'canary' }) as Partial<Translator>),
    'nothing of its set-up',
  ],
  'a key in its JSON': [broken(() => ({ apiKey: 'canary' }) as Partial<Translator>), 'nothing of its set-up'],
  'an address in a fault': [
    failing((fault) => Object.assign(fault as object, { url: 'canary' })),
    'says nothing: server-error',
  ],
  'a text in a fault': [
    failing((fault, [, { segments }]) =>
      Object.assign(fault as object, { body: segments.map(({ text }) => text) }),
    ),
    'says nothing: not-json',
  ],
  'faults of its own kind': [failing(() => new TypeError('no')), 'says nothing: unauthorized'],
  'a wait that is dropped': [
    failing(() => new TranslatorUnavailableError({ translator: 'x', status: 429 })),
    'says nothing: too-many-requests',
  ],
  'a key to try again with': [
    failing(() => new TranslatorUnavailableError({ translator: 'x' })),
    'says nothing: unauthorized',
  ],
  'a prototype written to': [
    broken(({ translate }) => ({
      translate: (...given) => {
        Object.defineProperty(Object.prototype, 'leak', { value: 1, configurable: true });
        return translate(...given);
      },
    })),
    'leaves Object.prototype as it was',
  ],
};

describe('translatorConformance', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (name, [open, test]) => {
    const { failed } = await reportOf((api) =>
      translatorConformance(api, {
        ...options(open),
        // Deaf translators would hang the tests that need a fault.
        ...(name.startsWith('deaf') ? { fault: undefined } : {}),
      }),
    );
    Reflect.deleteProperty(Object.prototype, 'leak');
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('passes a translator that keeps the contract, and closes what it opened', async () => {
    let open = 0;
    const { failed, skipped } = await reportOf((api) =>
      translatorConformance(api, {
        ...options(() => {
          open += 1;
          return tinyTranslator();
        }),
        pair: { source: 'en', target: 'de' },
        close: () => {
          open -= 1;
        },
      }),
    );
    expect([...failed]).toEqual([]);
    expect(skipped).toEqual([]);
    expect(open).toBe(0);
  });

  it('asks for no list of pairs where there is none', async () => {
    const open = (): TinyTranslator => {
      const { translator, failWith } = tinyTranslator();
      const { supports: _, ...rest } = translator;
      return { translator: rest, failWith };
    };
    const { failed } = await reportOf((api) =>
      translatorConformance(api, { name: 'x', open, unknownPair: UNKNOWN }),
    );
    expect([...failed]).toEqual([]);
  });

  it('skips by name what cannot be tried', async () => {
    const { failed, skipped } = await reportOf((api) =>
      translatorConformance(api, { name: 'x', open: tinyTranslator }),
    );
    expect([...failed]).toEqual([]);
    expect(skipped.length).toBe(10);
    expect(skipped.join()).toContain('(skipped: the service cannot be made to fail)');
    expect(skipped.join()).toContain('(skipped: no pair is known to be unknown)');
  });
});
