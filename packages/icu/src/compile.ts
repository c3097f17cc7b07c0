import { type ArgumentValues, canonicalLocale, InvalidInputError } from '@localert/core';
import type { CustomFunctions } from './custom-function.ts';
import { dateFormat } from './date-text.ts';
import { directionOf } from './direction.ts';
import type { Escape } from './escape.ts';
import { execute } from './execute.ts';
import { type ValueFault, valueMarker } from './fault.ts';
import { DEFAULT_MAX_OUTPUT, type MessageForm } from './form.ts';
import { intlLocale, pluralLocale } from './intl-locale.ts';
import { type Env, startRun } from './run.ts';
import { compileSteps, type RenderMode } from './step.ts';

/** How a form is compiled. */
export interface CompileOptions {
  readonly locale: string;
  /** IANA name; dates are shown in it, never in the host's. */
  readonly timeZone: string;
  /** Default `text`. */
  readonly mode?: RenderMode;
  /**
   * Escapes what values show, never the message's own text. Numbers and dates without ASCII punctuation that markup
   * uses are not passed through it.
   */
  readonly escape?: Escape;
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
  const { syntax, declarations } = form;
  return {
    form: { syntax, declarations },
    locale,
    intlLocale: intlLocale(locale),
    pluralLocale: pluralLocale(locale),
    direction: directionOf(locale),
    timeZone: checkedTimeZone(options.timeZone),
    functions: options.functions ?? {},
  };
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
  const { steps, kit } = compileSteps(env, form.nodes, {
    mode: options.mode ?? 'text',
    escape: options.escape,
    isolate: options.bidiIsolation === 'auto',
    fallback: (run, source) => valueMarker(run.argument ?? source, run.code),
  });
  const maxOutput = options.maxOutput ?? DEFAULT_MAX_OUTPUT;
  return (values, report, now) => execute(steps, startRun(values, report, maxOutput, undefined, now), kit);
}
