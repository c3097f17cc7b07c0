import { type ArgumentValues, canonicalLocale, InvalidInputError } from '@localert/core';
import type { CustomFunctions } from './custom-function.ts';
import { directionOf, isolates, PDI } from './direction.ts';
import { expressionCompiler } from './expression.ts';
import { type ValueFault, valueMarker } from './fault.ts';
import { DEFAULT_MAX_OUTPUT, type FormNode, type MessageForm, type PlaceholderNode } from './form.ts';
import { dateFormat } from './formatters.ts';
import { intlLocale, pluralLocale } from './intl-locale.ts';
import { type Env, type Run, sourceOf, startRun } from './run.ts';
import { compileMatch } from './select.ts';

/** `json`: what stands between the quotes of a JSON string. */
export type RenderMode = 'text' | 'json';

/** How a form is compiled. */
export interface CompileOptions {
  readonly locale: string;
  /** IANA name; dates are shown in it, never in the host's. */
  readonly timeZone: string;
  /** Default `text`. */
  readonly mode?: RenderMode;
  /**
   * Escapes what values show, never the message's own text. Gets the placeholder's `zone`. Numbers and dates without
   * ASCII punctuation that markup uses are not passed through it.
   */
  readonly escape?: (text: string, zone: string | undefined) => string;
  /** Longest text in UTF-16 code units, counted before JSON escaping; the rest is cut. Default 65,536. */
  readonly maxOutput?: number;
  /** The host's functions that the form was parsed with. */
  readonly functions?: CustomFunctions;
  /** `auto` isolates values as LDML 48 part 9 says. Default `none`. */
  readonly bidiIsolation?: 'none' | 'auto';
}

/**
 * A message that only wants its values. Faults are reported, possibly more than once for an argument, and leave a
 * marker in the text; what `report` throws passes through.
 */
export type CompiledForm = (
  values: ArgumentValues,
  report: (fault: ValueFault) => void,
  /** Epoch milliseconds, for functions that count from now. Default: the clock's. */
  now?: number,
) => string;

/** Emits its piece in the output's encoding, and counts its text. */
type Emit = (run: Run) => string;

/** How the text looks. */
export interface TextSettings {
  readonly mode: RenderMode;
  readonly escape: CompileOptions['escape'];
  readonly isolate: boolean;
  /** Words what stands in for a value that cannot be shown. */
  readonly fallback: (run: Run, source: string) => string;
}

/** What compiling one form's nodes needs. */
interface Kit extends TextSettings {
  readonly env: Env;
  readonly encode: (text: string) => string;
  readonly compile: ReturnType<typeof expressionCompiler>;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const JSON_SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/;
/** ASCII punctuation that markup languages use; Intl's numbers and dates rarely have any. */
const MARKUP = /[&<>*_~`|@#!\\[\]{}"]/;

const asJson = (text: string): string => (JSON_SPECIAL.test(text) ? JSON.stringify(text).slice(1, -1) : text);
const asText = (text: string): string => text;

/** As much of a text as fits, without half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  const next = text.charCodeAt(length);
  const splits = last >= 0xd800 && last <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
  return text.slice(0, splits ? length - 1 : length);
}

function overflow(run: Run, text: string, encode: (text: string) => string): string {
  const kept = cut(text, run.left);
  run.left = 0;
  run.full = true;
  run.report({ code: 'output-too-long' });
  return encode(kept);
}

function literal(value: string, { encode }: Kit): Emit {
  const encoded = encode(value);
  const { length } = value;
  return (run) => {
    if (length > run.left) return overflow(run, value, encode);
    run.left -= length;
    return encoded;
  };
}

function placeholder(node: PlaceholderNode, kit: Kit): Emit {
  const { encode, escape: escaper, env, fallback } = kit;
  const { expression, zone } = node;
  const program = kit.compile(expression);
  const source = sourceOf(expression, env.form);
  const intl = program.kind === 'number' || program.kind === 'date';
  const isolate = kit.isolate ? isolates(env.direction, expression.direction) : undefined;
  return (run) => {
    const shown = program.show(run);
    const whole = shown === undefined || zone !== undefined ? undefined : program.markup?.(run);
    // Half a token would be none, or another one: markup that does not fit gives way to its plain words.
    const fits = whole !== undefined && whole.length + (isolate ? 2 : 0) <= run.left;
    const markup = fits ? whole : undefined;
    let text = markup ?? shown ?? fallback(run, source);
    // No escaper needs to see more than can be kept; a hostile value must not make it work for nothing.
    const long = text.length > run.left;
    if (long) text = text.slice(0, run.left + 1);
    if (escaper && markup === undefined && (!intl || shown === undefined || MARKUP.test(text)))
      text = escaper(text, zone);
    const open = isolate?.(shown !== undefined && program.localized(run));
    if (open) text = open + text + PDI;
    if (long || text.length > run.left) return overflow(run, text, encode);
    run.left -= text.length;
    return encode(text);
  };
}

function nodeEmit(node: FormNode, kit: Kit): Emit | undefined {
  if (node.type === 'text') return literal(node.value, kit);
  if (node.type === 'placeholder') return placeholder(node, kit);
  if (node.type === 'markup') return undefined;
  const pick = compileMatch(node, kit.compile, kit.env);
  const branches = node.variants.map((variant) => pattern(variant.nodes, kit));
  return (run) => branches[pick(run)]?.(run) ?? '';
}

function pattern(nodes: readonly FormNode[], kit: Kit): Emit {
  const emits = nodes.map((node) => nodeEmit(node, kit)).filter((emit) => emit !== undefined);
  const [only] = emits;
  if (!only) return () => '';
  if (emits.length === 1) return only;
  return (run) => {
    let out = '';
    for (const emit of emits) {
      out += emit(run);
      if (run.full) break;
    }
    return out;
  };
}

function checkedTimeZone(timeZone: string): string {
  try {
    dateFormat('en', { timeZone });
    return timeZone;
  } catch (cause) {
    const issues = [{ path: 'timeZone', message: 'an IANA time zone such as "Europe/Madrid"' }];
    throw new InvalidInputError({ what: 'compile options', issues }, { cause });
  }
}

/**
 * What a form's compilation shares: locale, zone and functions, checked.
 *
 * @throws LOCALERT_INVALID_LOCALE, LOCALERT_INVALID_INPUT for an unknown time zone
 */
export function compileEnv(form: MessageForm, options: CompileOptions): Env {
  const locale = canonicalLocale(options.locale, 'compile options');
  return {
    form,
    locale,
    intlLocale: intlLocale(locale),
    pluralLocale: pluralLocale(locale),
    direction: directionOf(locale),
    timeZone: checkedTimeZone(options.timeZone),
    functions: options.functions ?? {},
  };
}

/** Compiles a form's nodes to one closure over a run. */
export function compileText(env: Env, settings: TextSettings): (run: Run) => string {
  const encode = settings.mode === 'json' ? asJson : asText;
  return pattern(env.form.nodes, { ...settings, env, encode, compile: expressionCompiler(env) });
}

/**
 * Compiles a form to a closure: no code is generated, so it works under any Content-Security-Policy. Numbers, dates and
 * plural rules come from `Intl`, built once and shared.
 *
 * Values: `null` and `undefined` are missing. `{x}` shows a string as it is, digits of a number, `true` or `false`, a
 * date as medium date and time. Numbers are numbers or bigints (MessageFormat 2: also numeric strings); dates are
 * `Date` or finite epoch milliseconds (MessageFormat 2: also ISO strings). A choice without a usable value takes
 * its `other` branch.
 *
 * @throws LOCALERT_INVALID_LOCALE, LOCALERT_INVALID_INPUT for an unknown time zone
 *
 * @example
 * ```ts
 * import { compileForm, parseForm } from '@localert/icu';
 *
 * const form = parseForm('{count, plural, one {# stream} other {# streams}} failing in {region}', 'icu');
 * const render = compileForm(form, { locale: 'en-US', timeZone: 'Europe/Madrid' });
 * render({ count: 1200, region: 'EU' }, console.warn); // '1,200 streams failing in EU'
 * ```
 */
export function compileForm(form: MessageForm, options: CompileOptions): CompiledForm {
  const env = compileEnv(form, options);
  const emit = compileText(env, {
    mode: options.mode ?? 'text',
    escape: options.escape,
    isolate: options.bidiIsolation === 'auto',
    fallback: (run, source) => valueMarker(run.argument ?? source, run.code),
  });
  const maxOutput = options.maxOutput ?? DEFAULT_MAX_OUTPUT;
  return (values, report, now) => emit(startRun(values, report, maxOutput, undefined, now));
}
