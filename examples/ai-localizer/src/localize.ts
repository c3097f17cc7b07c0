import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Translator } from '@localert/core';
import { AILocalizationEngine, type BatchProgress, type PlannedLocale } from '@localert/localizer';
import { ALERTS, LOCALES, NEW_TITLE } from './alerts.ts';
import { open } from './house.ts';

type House = Awaited<ReturnType<typeof open>>;

const statuses = (planned: readonly PlannedLocale[]): Readonly<Record<string, string>> =>
  Object.fromEntries(planned.map(({ fixture, locale, status }) => [`${fixture} ${locale}`, status]));

const tokensOf = ({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): number =>
  inputTokens + outputTokens;

/** All that can be drafted, drafted: what it may cost first, then how far it is; and once more, for nothing. */
async function draftAll({ ai, alerts, as }: House, log: (line: string) => void) {
  const translator = as('svc:localizer', 'translator', 'reviewer');
  const planned = await ai.plan(translator, { locales: LOCALES });
  const estimate = planned.reduce((sum, one) => sum + tokensOf(one.estimate), 0);
  log(`to draft: ${planned.length}, at the most ${estimate} tokens`);

  const onProgress = ({ done, total, last }: BatchProgress) =>
    log(
      `${done}/${total} ${last.fixture} ${last.locale}: ${last.outcome}, left in English: ${last.untranslated.join() || 'nothing'}`,
    );
  const options = { locales: LOCALES, budget: alerts.budget('acme') };
  const first = await ai.batch(translator, { ...options, onProgress });
  const second = await ai.batch(translator, options);
  log(`first run ${tokensOf(first.usage)} tokens, second run ${tokensOf(second.usage)}`);
  return { planned, estimate, first, second };
}

/** People decide: as it is, with a word of theirs, or not at all. Words that they keep changing become a suggestion. */
async function review({ ai, as, styles }: House, log: (line: string) => void) {
  const reviewer = as('user:ines', 'reviewer', 'translator');
  await ai.approve(reviewer, 'disk_full', 'es');
  for (const id of ['encoder_stopped', 'encoder_late']) {
    const title = (await reviewer.get(id)).drafts?.['es']?.messages['title'] ?? '';
    await ai.approve(reviewer, id, 'es', { title: title.replace('encoder', 'codificador') });
  }
  await ai.reject(reviewer, 'encoder_late', 'ca', 'Nobody who reads Catalan is on this team.');
  const suggestions = await styles.suggestions(reviewer.scope, 'es');
  for (const suggestion of suggestions) {
    const { source, target, instead } = suggestion;
    log(`suggested: ${source} is “${target}”, not “${instead}”`);
    await styles.accept(reviewer.scope, 'es', suggestion);
  }
  return { suggestions, style: await styles.of(reviewer.scope, 'es') };
}

/** The whole example, in a folder that goes when it ends. */
export async function localize(engine: Translator, log: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'localert-ai-localizer-'));
  const house = await open(join(folder, 'alerts.db'), engine);
  const { ai, alerts, as, drafting, sent, styles } = house;
  try {
    const editor = as('user:ada', 'editor');
    // Names of products stay as they are, in every language.
    for (const locale of LOCALES)
      await styles.set(editor.scope, locale, { glossary: [{ source: 'Localert' }] });
    for (const [id, fixture] of Object.entries(ALERTS)) await editor.create(id, fixture);

    const drafted = await draftAll(house, log);
    const reviewed = await review(house, log);

    // In Spanish from now on.
    const sender = as('svc:video', 'sender').untyped;
    const values = { name: 'eu-west-1', count: 2 };
    const { locale } = await sender.send('encoder_stopped', { locale: ['es-MX'], values });
    await alerts.drain(10_000);
    const payload = sent[0]?.payload ?? '';
    log(`sent in ${locale}`);

    // Another source makes what was translated from it stale, but nobody's own words.
    for (const [id, title] of [
      ['report_ready', NEW_TITLE],
      ['encoder_late', 'The encoder {name} is behind'],
    ] as const) {
      const { locales } = await editor.get(id);
      await editor.update(id, { locales: { ...locales, en: { ...locales['en'], title } } });
    }
    const translator = as('svc:localizer', 'translator', 'reviewer');
    const changed = statuses(await ai.plan(translator, { locales: LOCALES }));
    const again = await ai.draft(translator, 'report_ready', 'es');
    log(`report_ready es is ${again.status}: ${again.outcome} again`);
    const history = (await editor.history('report_ready')).items.map(({ type }) => type);

    // The simple door, for a text that belongs to no alert.
    const simple = new AILocalizationEngine(drafting);
    const adapted = await simple.adaptContent({
      sourceText: '{count, plural, one {# stream} other {# streams}} failing in {region}',
      targetLocale: 'ca',
      context: { domain: 'live video', urgency: 'critical', technicalLevel: 'technical' },
    });
    log(`adapted: ${adapted.text}`);
    const unknown = await simple.adaptContent({ sourceText: 'Call the desk', targetLocale: 'ja' });
    log(`${unknown.text}: ${unknown.advice}`);
    return { ...drafted, ...reviewed, locale, payload, changed, again, history, adapted, unknown };
  } finally {
    await alerts.close();
    rmSync(folder, { recursive: true });
  }
}
