import { TRANSLATOR_SPEC, type Translator } from '@localert/core';
import { localizer, type QualityGate, translationPrompt } from '@localert/localizer';
import { createFixtureManager } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import { template, templateIds } from '@localert/templates';
import { progress, type Row } from './report.ts';

/** Bytes of UTF-8 to a token, as it is with English and the tokenizers of today. */
const BYTES_PER_TOKEN = 4;
const tokensOf = (text: string): number => Math.ceil(new TextEncoder().encode(text).length / BYTES_PER_TOKEN);

/** Repeats the source: what a model's answer would be as long as. Counts what the real prompt takes. */
function echo(): Translator {
  return {
    spec: TRANSLATOR_SPEC,
    name: 'echo',
    capabilities: {
      maxSegments: 100,
      maxCharacters: 50_000,
      readsContext: true,
      glossary: true,
      formality: true,
      examples: true,
      countsTokens: true,
    },
    async translate(_, request) {
      const { system, user } = translationPrompt(request);
      const segments = request.segments.map(({ id, text }) => ({ id, text }));
      const usage = {
        inputTokens: tokensOf(system) + tokensOf(user),
        outputTokens: tokensOf(JSON.stringify({ segments })),
      };
      return { segments, usage, finishReason: 'stop', model: 'echo' };
    },
  };
}

/** Lets everything pass: what is measured is what a first answer costs. */
const open: QualityGate = {
  version: 'bench',
  check: () => [],
  fix: ({ target }) => target,
  score: () => ({ score: 100, unconfirmed: false }),
};

/** What a fixture costs in a locale, and what a second run does. */
export async function benchCost(): Promise<readonly Row[]> {
  progress('tokens for the library in two languages');
  const alerts = await createFixtureManager({
    store: memoryStore(),
    tenants: [{ id: 'acme', defaultLocale: 'en' }],
  });
  const client = alerts.forTenant('acme', { actor: 'user:bench', roles: ['admin'] }).untyped;
  for (const id of templateIds) await client.create(id, template(id));
  const ai = localizer({ translators: [echo()], gate: open });
  const locales = ['de', 'ru'];
  const first = await ai.batch(client, { locales });
  const second = await ai.batch(client, { locales });
  await alerts.close();
  const drafts = first.outcomes.filter(({ outcome }) => outcome === 'drafted').length;
  if (drafts !== templateIds.length * locales.length) throw new Error('Not every fixture was drafted.');
  const row = (name: string, value: number, target?: Row['target']): Row => ({
    ...{ name, value, unit: 'tokens' },
    ...(target && { target }),
  });
  return [
    row('a fixture in a locale: input', first.usage.inputTokens / drafts),
    row('a fixture in a locale: output', first.usage.outputTokens / drafts),
    row('a second run, nothing changed', second.usage.inputTokens + second.usage.outputTokens, { atMost: 0 }),
  ];
}
