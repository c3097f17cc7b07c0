import { translatorConformance } from '@localert/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasApertium, needsApertium, type RealApertium, startApertium } from '../../test/apertium-apy.ts';
import { BODY_CANARY } from '../../test/double.ts';
import { faultyFetch } from '../../test/faulty-fetch.ts';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { apertium } from './apertium.ts';

describe.skipIf(!hasApertium)(needsApertium('a real Apertium'), () => {
  let real: RealApertium;
  beforeAll(async () => {
    real = await startApertium();
    return async () => {
      await real[Symbol.asyncDispose]();
    };
  }, 60_000);

  translatorConformance(
    { describe, it },
    {
      name: 'Apertium of Debian',
      open: async () => {
        const faulty = faultyFetch();
        const translator = apertium({ url: real.url, fetch: faulty.fetch });
        await translator.supports?.('en', 'es');
        return { faulty, translator };
      },
      fault: ({ faulty }, fault) => {
        faulty.fault = fault;
      },
      canaries: [BODY_CANARY, '127.0.0.1'],
      unknownPair: { source: 'en', target: 'fr' },
    },
  );

  it('translates English into Spanish and Catalan, marks kept', async () => {
    const translator = apertium({ url: real.url });
    const segments = [
      { id: 'a', text: 'The server in <x id="0"/> is broken &amp; the load &gt; <x id="1"/>.' },
    ];
    for (const [targetLocale, word] of [
      ['es', 'servidor'],
      ['es-MX', 'servidor'],
      ['ca', 'servidor'],
    ] as const) {
      const { segments: answers, model } = await translator.translate(
        scopeOf(),
        requestOf({ segments, targetLocale }),
        {},
      );
      expect(answers[0]?.text).toContain(word);
      expect(answers[0]?.text).toMatch(/<x id="0"\/>.*&amp;.*&gt; <x id="1"\/>/);
      expect(model).toMatch(/^apertium eng\|(?:spa|cat)$/);
    }
  });

  it('goes by way of a third language where it may', async () => {
    const request = requestOf({
      segments: [{ id: 'a', text: 'El servidor de <x id="0"/> no funciona.' }],
      sourceLocale: 'es',
      targetLocale: 'ca',
    });
    const far = await apertium({ url: real.url }).translate(scopeOf(), request, {});
    expect(far.segments[0]?.text).toContain('<x id="0"/>');
    expect(far.segments[0]?.text).toContain('servidor');
    expect(far.model).toBe('apertium spa|cat');
    const near = apertium({ url: real.url, pivot: false });
    expect(await near.supports?.('es', 'ca')).toBe(false);
    await expect(near.translate(scopeOf(), request, {})).rejects.toMatchObject({
      code: 'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
    });
  });

  it('has the variants of a language', async () => {
    const translator = apertium({ url: real.url });
    expect(await translator.supports?.('es', 'en-US')).toBe(true);
    const { model } = await translator.translate(
      scopeOf(),
      requestOf({ segments: [{ id: 'a', text: 'El disco.' }], sourceLocale: 'es', targetLocale: 'en-US' }),
      {},
    );
    expect(model).toBe('apertium spa|eng_US');
  });
});
