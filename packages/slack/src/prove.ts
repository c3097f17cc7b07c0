import type {
  ArgumentContract,
  Finding,
  FixtureContent,
  Layout,
  Locale,
  Messages,
  SlackFixture,
  TenantContext,
} from '@localert/core';
import { type CustomFunctions, contractOf } from '@localert/icu';
import { compileBundle } from './bundle.ts';
import { defaultLayout } from './default-layout.ts';
import { withSlackFunctions } from './functions/slack-functions.ts';
import { layoutReferences } from './layout-references.ts';
import { distinct, renderThrough } from './proof-render.ts';
import { checkTokens, checkTranslation, checkWhole, type Forms, parseMessages } from './proof-texts.ts';

/** What a proof found. */
export interface Proof {
  /** What the base messages take, with the author's notes. */
  readonly contract: ArgumentContract;
  readonly findings: readonly Finding[];
  /** A text mentions everyone (`<!channel>`, `<!here>`, `<!everyone>`): the author needs a permission for it. */
  readonly broadcasts: boolean;
}

/** The arguments of the messages, and those that only the layout shows: the author declares these, they are texts. */
function wholeContract(
  base: Forms,
  content: FixtureContent,
  layout: Layout,
  findings: Finding[],
): ArgumentContract {
  const { contract: read, conflicts } = contractOf([...base.values()]);
  for (const { code, argument, types } of conflicts) {
    const message =
      code === 'argument-name'
        ? `The argument name "${argument}" cannot be used; take letters, digits and "_", a letter first.`
        : `The argument "${argument}" is used as ${types.join(' and as ')}; one value cannot be both.`;
    findings.push({ severity: 'error', code, message, locale: content.baseLocale });
  }
  const shown = new Map(
    layoutReferences(layout).flatMap(({ name, type }) => (type === undefined ? [] : [[name, type] as const])),
  );
  const contract: Record<string, ArgumentContract[string]> = { ...read };
  for (const [name, note] of Object.entries(content.arguments)) {
    const type = shown.get(name);
    const spec = Object.hasOwn(read, name) ? read[name] : type && { type };
    if (spec === undefined) {
      findings.push({
        severity: 'warning',
        code: 'argument-unused',
        message: `No base message and no layout slot takes the argument "${name}".`,
      });
    } else {
      contract[name] = { ...spec, ...note };
    }
  }
  return contract;
}

/** Layout slots that name what does not exist show nothing: better told now. */
function checkLayout(
  layout: Layout,
  fields: ReadonlySet<string>,
  contract: ArgumentContract,
  findings: Finding[],
): void {
  for (const { kind, name, type, place } of layoutReferences(layout)) {
    const known = kind === 'field' ? fields.has(name) : Object.hasOwn(contract, name);
    const used = known && kind === 'argument' ? contract[name]?.type : undefined;
    if (used !== undefined && (type === 'text' ? used === 'list' : used !== type)) {
      const message = `The layout shows the argument "${name}" as a ${type}; the messages use it as a ${used}.`;
      findings.push({ severity: 'error', code: 'layout-argument-type', message, field: place });
    }
    if (known) continue;
    const message =
      kind === 'field'
        ? `The layout shows the field "${name}", which the base texts lack.`
        : `The layout shows the argument "${name}"; declare it under "arguments".`;
    findings.push({ severity: 'error', code: `layout-${kind}-unknown`, message, field: place });
  }
}

/**
 * Proves a fixture before it is saved: every text parses, every translation keeps the contract, every locale is rendered
 * with sample and worst-case values through every branch and held against Slack's limits.
 *
 * Errors are faults that readers would see; warnings are worth a look.
 *
 * @param tenant - whose settings the fixture is proved with
 * @param own - the host's functions, as the bundle will have them
 *
 * @example
 * ```ts
 * import { newTenant, parseFixtureContent } from '@localert/core';
 * import { proveFixture } from '@localert/slack';
 *
 * const tenant = newTenant({ id: 'acme', defaultLocale: 'en' }, Date.now());
 * const content = parseFixtureContent({ baseLocale: 'en', locales: { en: { title: 'Disk {' } } });
 * proveFixture('disk_full', content, tenant).findings[0]?.code; // 'message-syntax'
 * ```
 */
export function proveFixture(
  id: string,
  content: FixtureContent,
  tenant: TenantContext,
  own: CustomFunctions = {},
): Proof {
  const functions = withSlackFunctions(own);
  const findings: Finding[] = [];
  const { baseLocale, locales, syntax } = content;
  const forms = new Map(
    Object.entries(locales).map(([locale, texts]) => [
      locale,
      parseMessages(texts, syntax, locale, findings, functions),
    ]),
  );
  const base: Forms = forms.get(baseLocale) ?? new Map();
  const fields = Object.keys(locales[baseLocale] ?? {});
  if (fields.length === 0) {
    findings.push({
      severity: 'error',
      code: 'message-missing',
      message: 'The base locale has no text at all.',
      locale: baseLocale,
    });
  }
  const layout = content.layout ?? defaultLayout(content.severity, fields);
  const contract = wholeContract(base, content, layout, findings);
  checkLayout(layout, new Set(fields), contract, findings);
  let broadcasts = false;
  for (const [locale, parsed] of forms) {
    if (locale !== baseLocale) {
      checkTranslation(locale, parsed, base, contract, findings);
      checkWhole(locale, locales[locale] ?? {}, locales[baseLocale] ?? {}, findings);
    }
    if (checkTokens(locale, parsed, findings)) broadcasts = true;
  }
  // A text that does not parse would fall back in the renders below and hide behind another locale's.
  if (!findings.some(({ severity }) => severity === 'error')) {
    const { arguments: _, ...rest } = content;
    const bundle = bareBundle(
      { ...rest, id, name: id, arguments: contract, revision: 1, createdAt: 0, updatedAt: 0 },
      tenant,
      {},
      own,
    );
    for (const [locale, parsed] of forms) findings.push(...renderThrough(bundle, locale, parsed, contract));
  }
  return { contract, findings: distinct(findings), broadcasts };
}

/**
 * Proves a tenant's own texts of a fixture in one locale, as {@link proveFixture} proves the fixture's.
 *
 * @param messages - the fields that differ from the fixture's
 * @param own - the host's functions
 */
export function proveOverride(
  fixture: SlackFixture,
  locale: Locale,
  messages: Messages,
  tenant: TenantContext,
  own: CustomFunctions = {},
): Proof {
  const functions = withSlackFunctions(own);
  const findings: Finding[] = [];
  const { baseLocale, syntax } = fixture;
  const texts = parseMessages(messages, syntax, locale, findings, functions);
  const base = parseMessages(fixture.locales[baseLocale] ?? {}, syntax, baseLocale, [], functions);
  checkTranslation(locale, texts, base, fixture.arguments, findings);
  const broadcasts = checkTokens(locale, texts, findings);
  if (!findings.some(({ severity }) => severity === 'error')) {
    const inherited = parseMessages(fixture.locales[locale] ?? {}, syntax, locale, [], functions);
    const bundle = bareBundle(fixture, tenant, { [fixture.id]: { [locale]: messages } }, own);
    findings.push(...renderThrough(bundle, locale, new Map([...inherited, ...texts]), fixture.arguments));
  }
  return { contract: fixture.arguments, findings: distinct(findings), broadcasts };
}

/** A bundle in which every locale is enabled and only these overrides are in force. */
function bareBundle(
  fixture: SlackFixture,
  tenant: TenantContext,
  overrides: TenantContext['localeConfiguration']['overrides'],
  own: CustomFunctions,
) {
  const { enabledLocales: _, ...configuration } = tenant.localeConfiguration;
  const settings = { ...tenant, localeConfiguration: { ...configuration, overrides } };
  return compileBundle(fixture, settings, undefined, own);
}
