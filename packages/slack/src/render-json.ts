import type { ArgumentValues, Locale, RenderProblem } from '@localert/core';
import type { LocaleMatch } from '@localert/icu';
import type { TenantBundle } from './bundle.ts';
import { areCalm } from './calm.ts';
import { hasFirmEnds } from './firm-ends.ts';
import { type JsonPlan, type JsonTemplate, planJson } from './json-plan.ts';
import { type RenderedAlert, type RenderRequest, renderAlert } from './render.ts';

/** One alert as it goes out, in JSON text. */
export interface RenderedJson {
  /** The locale of the text. */
  readonly locale: Locale;
  /** How it was found. `minimal`: no text of the fixture could be shown. */
  readonly step: RenderedAlert['step'];
  /** JSON text of the message. */
  readonly payload: string;
  /** JSON text of the same words without Block Kit. */
  readonly plain: string;
  readonly problems: readonly RenderProblem[];
}

/** The same with the payload in UTF-8. */
export interface RenderedBytes extends Omit<RenderedJson, 'payload'> {
  readonly payload: Uint8Array;
}

function fill({ head, tail }: JsonTemplate, texts: readonly string[]): string {
  let json = head;
  for (const { source, after } of tail) json += texts[source] + after;
  return json;
}

/** The texts of a plan's sources, or `undefined` when one of them needs more than to be put in its place. */
function textsOf(
  plan: JsonPlan,
  values: ArgumentValues,
  now: number | undefined,
): readonly string[] | undefined {
  let faulty = false;
  const report = () => {
    faulty = true;
  };
  const texts: string[] = [];
  const calm = areCalm(values, plan.names);
  for (const source of plan.sources) {
    const { read, most, refused } = source;
    const text = read(values, report, now);
    // JSON text is never shorter than what it stands for, so the sizes err on the safe side.
    if (faulty || text === undefined || text.length > most) return undefined;
    if (!(calm && source.calm) && (!hasFirmEnds(text) || refused?.test(text))) return undefined;
    texts.push(text);
  }
  for (const { sources, room } of plan.rooms) {
    let size = 0;
    for (const source of sources) size += texts[source]?.length ?? 0;
    if (size > room) return undefined;
  }
  return texts;
}

/** Most plans of one bundle: few outcomes are met in life, and each plan takes some kilobytes. */
const MAX_PLANS = 32;

function sharedPlan(bundle: TenantBundle, match: LocaleMatch): JsonPlan | null {
  const { plans } = bundle;
  const key = [match.step, ...match.order, '', ...match.skipped].join('\n');
  let plan = plans.get(key);
  if (plan === undefined && plans.size < MAX_PLANS) {
    plan = planJson(bundle, match) ?? null;
    plans.set(key, plan);
  }
  return plan ?? null;
}

function planOf(bundle: TenantBundle, requested: readonly string[]): JsonPlan | undefined {
  const route = bundle.route(requested);
  // What is not kept is not met again: a plan would cost more than it saves.
  if (route.plan === undefined) route.plan = route.kept ? sharedPlan(bundle, route.match) : null;
  return route.plan ?? undefined;
}

function quickly(bundle: TenantBundle, { requested, values, now }: RenderRequest): RenderedJson | undefined {
  try {
    const plan = planOf(bundle, requested);
    const texts = plan && bundle.keepsContract(values) ? textsOf(plan, values, now) : undefined;
    if (plan === undefined || texts === undefined) return undefined;
    const { locale, step, problems } = plan;
    return { locale, step, payload: fill(plan.payload, texts), plain: fill(plan.plain, texts), problems };
  } catch {
    // Whatever it was, the ladder of the long way has an answer.
    return undefined;
  }
}

/**
 * Renders one alert to JSON text: what `JSON.stringify(renderAlert(…).message)` gives, without building the message.
 * The static part of the payload was made when the first alert of its kind was rendered; values that break the
 * contract, texts past Slack's limits and all that needs a second look take the way of `renderAlert`.
 *
 * @example
 * ```ts
 * import { compileBundle, renderJson } from '@localert/slack';
 * import type { SlackFixture, TenantContext } from '@localert/core';
 *
 * const show = (fixture: SlackFixture, tenant: TenantContext) =>
 *   renderJson(compileBundle(fixture, tenant), { requested: ['es-MX'], values: { region: 'EU' } }).payload;
 * ```
 */
export function renderJson(bundle: TenantBundle, request: RenderRequest): RenderedJson {
  const quick = quickly(bundle, request);
  if (quick !== undefined) return quick;
  const { locale, step, message, plain, problems } = renderAlert(bundle, request);
  return { locale, step, payload: JSON.stringify(message), plain: JSON.stringify(plain), problems };
}

/** Node's own way is several times as fast as the one that every platform has. */
const { Buffer } = globalThis as { Buffer?: { from(text: string): Uint8Array } };
const encoder = new TextEncoder();
const toUtf8 = (text: string): Uint8Array => Buffer?.from(text) ?? encoder.encode(text);

/**
 * Renders one alert to the bytes of a request: {@link renderJson} in UTF-8.
 *
 * @example
 * ```ts
 * import { renderBytes, type TenantBundle } from '@localert/slack';
 *
 * const length = (bundle: TenantBundle) => renderBytes(bundle, { requested: ['de'], values: {} }).payload.byteLength;
 * ```
 */
export function renderBytes(bundle: TenantBundle, request: RenderRequest): RenderedBytes {
  const rendered = renderJson(bundle, request);
  return { ...rendered, payload: toUtf8(rendered.payload) };
}
