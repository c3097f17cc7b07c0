import { type ArgumentValues, newTenant, parseFixtureContent, type SlackFixture } from '@localert/core';
import { type CompiledForm, compileForm, contractOf, parseForm } from '@localert/icu';
import { compileBundle, renderBytes, renderJson, slackEscaper, type TenantBundle } from '@localert/slack';
import type { Peer, Run } from './render-peer.ts';
import { icuSources, LOCALES, type Locale, type MessageName, TIME_ZONE } from './render-texts.ts';
import { SETS, type Values } from './render-values.ts';

/** The one place that knows how a host gets an alert as JSON text. */
const renderText = (bundle: TenantBundle, requested: readonly string[], values: ArgumentValues): string =>
  renderJson(bundle, { requested, values }).payload;

/** The one place that knows how a host gets an alert as bytes. */
const toBytes = (bundle: TenantBundle, requested: readonly string[], values: ArgumentValues): Uint8Array =>
  renderBytes(bundle, { requested, values }).payload;

const refuse = (fault: { readonly code: string }): never => {
  throw new Error(`The values of the benchmark have a fault: ${fault.code}.`);
};

const settings = (locale: Locale) => ({ locale, timeZone: TIME_ZONE });

/** A message compiled once. */
export const localert: Peer = {
  name: 'Localert',
  use: 'cached',
  prepare(name, locale) {
    const format = compileForm(parseForm(icuSources[locale][name], 'icu'), settings(locale));
    return (values) => format(values, refuse);
  },
};

/** A message parsed and compiled for every call. */
export const localertNaive: Peer = {
  name: 'Localert',
  use: 'naive',
  prepare: (name, locale) => (values) =>
    compileForm(parseForm(icuSources[locale][name], 'icu'), settings(locale))(values, refuse),
};

const fieldsOf = (locale: Locale) => {
  const { title, description, actionRequired } = icuSources[locale];
  return { title, description, actionRequired };
};

function alertFixture(): SlackFixture {
  const { arguments: _, ...content } = parseFixtureContent({
    baseLocale: LOCALES[0],
    severity: 'critical',
    locales: Object.fromEntries(LOCALES.map((locale) => [locale, fieldsOf(locale)])),
  });
  const forms = Object.values(fieldsOf(LOCALES[0])).map((source) => parseForm(source, 'icu'));
  const { contract } = contractOf(forms);
  return {
    ...content,
    id: 'playback',
    name: 'playback',
    arguments: contract,
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  };
}

/** The way that a host's call takes: negotiation, contract, layout, limits, problems. */
function hostPath<Output extends string | Uint8Array>(
  render: (bundle: TenantBundle, requested: readonly string[], values: ArgumentValues) => Output,
  sets: readonly Values[],
): (index: number) => Output {
  const tenant = newTenant({ id: 'acme', defaultLocale: LOCALES[0], timeZone: TIME_ZONE }, 0);
  const bundle = compileBundle(alertFixture(), tenant);
  const requests = LOCALES.map((locale) => [locale]);
  return (index) => {
    const values = sets[index & (SETS - 1)];
    const requested = requests[index % LOCALES.length];
    if (values === undefined || requested === undefined) throw new Error('No values.');
    return render(bundle, requested, values);
  };
}

/** The alert through the host's path to JSON text. */
export const localertText = (sets: readonly Values[]): Run => hostPath(renderText, sets);
/** The alert through the host's path to UTF-8 bytes. */
export const localertBytes = (sets: readonly Values[]): Run => hostPath(toBytes, sets);

/** The engine alone: messages of a known locale in JSON mode, put between the constant pieces of the payload. */
export function leanText(sets: readonly Values[]): (index: number) => string {
  const compiled = (name: MessageName, locale: Locale): CompiledForm =>
    compileForm(parseForm(icuSources[locale][name], 'icu'), {
      ...settings(locale),
      mode: 'json',
      escape: slackEscaper,
    });
  const byLocale = LOCALES.map((locale) => ({
    title: compiled('title', locale),
    description: compiled('description', locale),
    action: compiled('actionRequired', locale),
  }));
  return (index) => {
    const values = sets[index & (SETS - 1)];
    const forms = byLocale[index % LOCALES.length];
    if (values === undefined || forms === undefined) throw new Error('No values.');
    const title = forms.title(values, refuse);
    const description = forms.description(values, refuse);
    const action = forms.action(values, refuse);
    return (
      `{"text":"${title}\\n${description}","blocks":[{"type":"header","text":{"type":"plain_text",` +
      `"text":"\\ud83d\\udea8 ${title}","emoji":true}}],"attachments":[{"color":"#a3001e","blocks":[{"type":"section",` +
      `"text":{"type":"mrkdwn","text":"${description}"}},{"type":"section","text":{"type":"mrkdwn",` +
      `"text":"*${action}*"}}]}]}`
    );
  };
}

/** The engine alone to UTF-8 bytes. */
export function leanBytes(sets: readonly Values[]): Run {
  const text = leanText(sets);
  return (index) => Buffer.from(text(index));
}
