import type {
  ArgumentContract,
  ArgumentValues,
  Layout,
  Locale,
  Messages,
  SlackFixture,
  TenantContext,
} from '@localert/core';
import {
  type CompiledForm,
  type CompileOptions,
  type CustomFunctions,
  compileForm,
  contractKeeper,
  DEFAULT_MAX_OUTPUT,
  type LocaleMatch,
  type MessageForm,
  negotiateLocale,
  parseForm,
  type RenderMode,
} from '@localert/icu';
import { isCalmPattern } from './calm.ts';
import { weightOfBundle, weightOfForm } from './compiled-weight.ts';
import { defaultLayout } from './default-layout.ts';
import { slackEscaper } from './escape.ts';
import { builtInFallback, type FallbackRenderer } from './fallback-renderer.ts';
import { withSlackFunctions } from './functions/slack-functions.ts';
import type { JsonPlan } from './json-plan.ts';
import { markdownEscaper } from './markdown-escape.ts';
import { isRightToLeft } from './right-to-left.ts';
import { markSlackText } from './slack-tokens.ts';

/** One message field in one locale, ready to run. */
export interface CompiledField {
  readonly render: CompiledForm;
  /** The same as what stands between the quotes of a JSON string. */
  readonly renderJson: CompiledForm;
  /** The same for Markdown blocks: values can bring no markup of Markdown. */
  readonly renderMarkdown: CompiledForm;
  /** Calm values make a calm text: no layout would change it. */
  readonly calm: boolean;
  /** The text is the tenant's own. */
  readonly overridden: boolean;
}

/** One locale of a bundle. */
export interface CompiledLocale {
  readonly fields: ReadonlyMap<string, CompiledField>;
  /** Fields whose message does not compile: the ladder goes on to the next locale. */
  readonly broken: ReadonlySet<string>;
}

/** One outcome of a negotiation in a bundle. */
export interface Route {
  readonly match: LocaleMatch;
  /** Whether the next reader with the same wishes gets this very object. */
  readonly kept: boolean;
  /** Made at the first use; `null` when there can be none. */
  plan?: JsonPlan | null;
}

/** What rendering needs of one fixture for one tenant. */
export interface TenantBundle {
  readonly fixture: SlackFixture;
  readonly tenant: TenantContext;
  readonly contract: ArgumentContract;
  readonly layout: Layout;
  /** Field names in the order of the base texts. */
  readonly fields: readonly string[];
  /** The locales that this tenant may get. */
  readonly available: readonly Locale[];
  readonly fallback: FallbackRenderer;
  /** Whether values have no fault against the contract. */
  keepsContract(values: ArgumentValues): boolean;
  /** What the messages may call: the host's functions and the built-in ones. */
  readonly functions: CustomFunctions;
  /** A locale's texts, compiled at their first use. */
  compiled(locale: Locale): CompiledLocale;
  /** The best locale for a reader, and the order in which the others stand in. */
  negotiate(requested: readonly string[]): LocaleMatch;
  /** The same, with what is known about rendering for such readers. */
  route(requested: readonly string[]): Route;
  /** By the outcome of a negotiation: readers who wish in other words often come to the same. */
  readonly plans: Map<string, JsonPlan | null>;
  /**
   * An estimate of what the bundle takes in memory now, in bytes, the fixture's own texts left out. It grows as locales
   * are compiled.
   */
  compiledBytes(): number;
}

/** Distinct requests for languages that are remembered for one bundle. */
const MAX_REMEMBERED = 256;

/** Compiles a form in both encodings: JSON text for sending; plain text and Markdown, which few ask for, at first use. */
function compiledField(
  parsed: MessageForm,
  form: MessageForm,
  options: Pick<CompileOptions, 'locale' | 'timeZone' | 'functions' | 'maxOutput'>,
  overridden: boolean,
): CompiledField {
  // A path or a name in Latin letters would turn the words around it, or be turned by them.
  const bidiIsolation = isRightToLeft(options.locale) ? 'auto' : 'none';
  const compile = (mode: RenderMode) =>
    compileForm(form, { ...options, mode, escape: slackEscaper, bidiIsolation });
  let text: CompiledForm | undefined;
  let markdown: CompiledForm | undefined;
  // Not at its first use: what does not compile has to show while the locale is compiled.
  const json = compile('json');
  return {
    overridden,
    renderJson: json,
    renderMarkdown(values, report, now) {
      markdown ??= compileForm(parsed, { ...options, mode: 'text', escape: markdownEscaper, bidiIsolation });
      return markdown(values, report, now);
    },
    calm: isCalmPattern(form.nodes),
    render(values, report, now) {
      text ??= compile('text');
      return text(values, report, now);
    },
  };
}

function compileMessages(
  fixture: SlackFixture,
  own: Messages | undefined,
  locale: Locale,
  { timeZone, quotas }: TenantContext,
  functions: CustomFunctions,
): { readonly compiled: CompiledLocale; readonly bytes: number } {
  const maxOutput = Math.min(quotas.renderOutput ?? DEFAULT_MAX_OUTPUT, DEFAULT_MAX_OUTPUT);
  let bytes = 0;
  const fields = new Map<string, CompiledField>();
  const broken = new Set<string>();
  const messages: Messages = { ...fixture.locales[locale], ...own };
  for (const [field, source] of Object.entries(messages)) {
    try {
      const parsed = parseForm(source, fixture.syntax, { functions });
      const form = markSlackText(parsed);
      const overridden = own !== undefined && Object.hasOwn(own, field);
      fields.set(field, compiledField(parsed, form, { locale, timeZone, functions, maxOutput }, overridden));
      bytes += weightOfForm(form);
    } catch {
      // A save would have refused it; what comes from elsewhere must not stop an alert.
      broken.add(field);
    }
  }
  return { compiled: { fields, broken }, bytes };
}

function availableLocales(
  fixture: SlackFixture,
  tenant: TenantContext,
  overridden: readonly Locale[],
): Locale[] {
  const all = new Set([...Object.keys(fixture.locales), ...overridden]);
  const { enabledLocales } = tenant.localeConfiguration;
  if (enabledLocales === undefined) return [...all];
  // Who enables a language means its regions too: `es` stands for es-MX.
  const enabled = (locale: Locale) =>
    enabledLocales.some((tag) => locale === tag || locale.startsWith(`${tag}-`));
  return [...all].filter((locale) => locale === fixture.baseLocale || enabled(locale));
}

/**
 * Makes a tenant's bundle of a fixture: overrides applied, locales compiled when they are first needed. It never throws
 * for a bad text: that text is marked broken, and the next locale stands in.
 *
 * @param fallback - texts of last resort; default: the built-in ones
 * @param own - the host's functions; they go before the built-in ones of the same name
 *
 * @example
 * ```ts
 * import type { SlackFixture, TenantContext } from '@localert/core';
 * import { compileBundle, renderAlert } from '@localert/slack';
 *
 * const show = (fixture: SlackFixture, tenant: TenantContext) =>
 *   renderAlert(compileBundle(fixture, tenant), { requested: ['es-MX'], values: { region: 'EU' } }).message;
 * ```
 */
export function compileBundle(
  fixture: SlackFixture,
  tenant: TenantContext,
  fallback: FallbackRenderer = builtInFallback(),
  own: CustomFunctions = {},
): TenantBundle {
  const functions = withSlackFunctions(own);
  const { overrides, fallbackChain } = tenant.localeConfiguration;
  const texts = Object.hasOwn(overrides, fixture.id) ? (overrides[fixture.id] ?? {}) : {};
  const available = availableLocales(fixture, tenant, Object.keys(texts));
  const fields = Object.keys(fixture.locales[fixture.baseLocale] ?? {});
  const locales = new Map<Locale, CompiledLocale>();
  let localeBytes = 0;
  const routes = new Map<string, Route>();
  const plans = new Map<string, JsonPlan | null>();
  const route = (requested: readonly string[]): Route => {
    const key = requested.length === 1 ? String(requested[0]) : requested.join('\n');
    const known = routes.get(key);
    if (known !== undefined) return known;
    const match = negotiateLocale({
      requested,
      available,
      chain: fallbackChain,
      defaultLocale: tenant.defaultLocale,
      base: fixture.baseLocale,
    });
    const made: Route = { match, kept: routes.size < MAX_REMEMBERED };
    if (made.kept) routes.set(key, made);
    return made;
  };
  return {
    fixture,
    tenant,
    contract: fixture.arguments,
    layout: fixture.layout ?? defaultLayout(fixture.severity, fields),
    fields,
    available,
    fallback,
    keepsContract: contractKeeper(fixture.arguments),
    functions,
    compiled(locale) {
      let compiled = locales.get(locale);
      if (compiled === undefined) {
        const made = compileMessages(
          fixture,
          Object.hasOwn(texts, locale) ? texts[locale] : undefined,
          locale,
          tenant,
          functions,
        );
        compiled = made.compiled;
        locales.set(locale, compiled);
        localeBytes += made.bytes;
      }
      return compiled;
    },
    negotiate: (requested) => route(requested).match,
    route,
    plans,
    compiledBytes: () => localeBytes + weightOfBundle(plans.size, fields.length),
  };
}
