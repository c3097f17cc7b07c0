import { type Translator, tenantScope } from '@localert/core';
import { AILocalizationEngine, apertium, checkTranslation } from '@localert/localizer';
import { template, templateIds } from '@localert/templates';
import { hasApertium, startApertium } from '../../packages/localizer/test/apertium-apy.ts';
import { progress, type Row } from './report.ts';

const scope = tenantScope({ tenant: 'bench', actor: 'svc:bench' });

/** Sources to translate, each once: the library's own texts and those of a corpus. */
export const templateSources: readonly string[] = [
  ...new Set(templateIds.flatMap((id) => Object.values(template(id).locales.en))),
];

/** The source as it stands, without masks and branches: what one sends who has no pipeline. */
async function raw(translator: Translator, source: string, targetLocale: string): Promise<string> {
  const text = source.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { segments } = await translator.translate(
    scope,
    {
      segments: [{ id: '0', text }],
      sourceLocale: 'en',
      targetLocale,
      context: {},
      glossary: [],
      examples: [],
      feedback: [],
    },
    {},
  );
  const answer = segments[0]?.text ?? '';
  return answer.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const passes = (source: string, target: string, targetLocale: string): boolean =>
  checkTranslation({ source, target, sourceLocale: 'en', targetLocale }).every(
    ({ severity }) => severity !== 'error',
  );

/** How many machine translations pass the gate, with the pipeline and without it. */
export async function benchApertium(sources: readonly string[]): Promise<readonly Row[]> {
  if (!hasApertium) {
    progress('no Apertium here: apt-get install apertium-apy apertium-eng-spa apertium-eng-cat');
    return [];
  }
  await using real = await startApertium();
  const translator = apertium({ url: real.url });
  const engine = new AILocalizationEngine({ translators: [translator], scope });
  const rows: Row[] = [];
  for (const targetLocale of ['es', 'ca']) {
    progress(`Apertium, en to ${targetLocale}: ${sources.length} messages`);
    let masked = 0;
    let plain = 0;
    const refused = new Map<string, number>();
    for (const sourceText of sources) {
      const adapted = await engine.adaptContent({ sourceText, targetLocale });
      if (adapted.isTranslated) masked += 1;
      else for (const { code } of adapted.findings) refused.set(code, (refused.get(code) ?? 0) + 1);
      if (passes(sourceText, await raw(translator, sourceText, targetLocale), targetLocale)) plain += 1;
    }
    const share = (count: number) => (100 * count) / sources.length;
    const why = [...refused].map(([code, count]) => `${code} ${count}`).join(', ');
    rows.push(
      {
        name: `Apertium en→${targetLocale}: pass the gate, sentence by sentence and masked`,
        value: share(masked),
        unit: '%',
        target: { atLeast: 99 },
        note: `${masked} of ${sources.length}${why === '' ? '' : `; refused: ${why}`}`,
      },
      {
        name: `Apertium en→${targetLocale}: pass the gate, the source as it stands`,
        value: share(plain),
        unit: '%',
        note: `${plain} of ${sources.length}`,
      },
    );
  }
  return rows;
}
