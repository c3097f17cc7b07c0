import {
  type ArgumentValues,
  assertFixtureId,
  type Destination,
  type FixtureId,
  type FixtureMoment,
  type Locale,
  type RenderProblem,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { sampleValues } from '@localert/icu';
import {
  compileBundle,
  fieldChoices,
  type RenderedAlert,
  renderAlert,
  type SkippedLocale,
  type SlackMessage,
  type TenantBundle,
} from '@localert/slack';
import { authorize, authorizeAhead } from './authorize.ts';
import { RenderRefusedError } from './errors.ts';
import type { House } from './house.ts';
import { localeList } from './locale-list.ts';
import { fixtureAtMoment } from './moments.ts';
import { placesOf } from './places.ts';
import { plainValues } from './plain-values.ts';
import { olderOf, renderWithin, resolve } from './resolve.ts';
import { foundTenant } from './tenant-context.ts';

/** What to render. */
export interface RenderOptions {
  readonly locale?: string | readonly string[] | undefined;
  readonly values?: ArgumentValues | undefined;
  /** As it was at a revision or a time; default: as it is. */
  readonly at?: FixtureMoment | undefined;
}

/** Of what state of the fixture. */
export interface PreviewOptions {
  /** As it was at a revision or a time; default: as it is. */
  readonly at?: FixtureMoment | undefined;
}

/** A rendered message that is not sent. */
export interface Rendered {
  readonly locale: Locale;
  readonly step: RenderedAlert['step'];
  readonly message: SlackMessage;
  readonly problems: readonly RenderProblem[];
}

/** One locale of a preview. */
export interface PreviewItem extends Rendered {
  /** The locale that this item previews; `locale` differs from it when another had to stand in. */
  readonly requested: Locale;
}

/** Why a tenant gets this text. */
export interface Explanation {
  readonly fixture: {
    readonly id: FixtureId;
    readonly revision: number;
    readonly state: string;
    readonly origin: 'code' | 'store';
  };
  /** The store is down; this is the last good state. */
  readonly stale: boolean;
  /** How old the last good state is, in milliseconds: the older of fixture and tenant. Absent while both are fresh. */
  readonly staleMs?: number;
  /** Epoch milliseconds since when the store has not answered, as far as this process has seen. */
  readonly since?: number;
  readonly requested: readonly string[];
  /** Requested locales that are no BCP 47 tags. */
  readonly malformed: readonly string[];
  /** The locale that was chosen, and by which step: for the requested locale named, or by chain, default or base. */
  readonly chosen: { readonly locale: Locale; readonly step: RenderedAlert['step']; readonly for?: string };
  /** The order in which locales stand in. */
  readonly order: readonly Locale[];
  /** Where each field's text comes from; `skipped` says which locales were passed over for it, and why. */
  readonly fields: readonly {
    readonly field: string;
    readonly locale?: Locale;
    readonly source: 'fixture' | 'override' | 'none';
    readonly skipped: readonly SkippedLocale[];
  }[];
  /** The tenant's rule that says where it goes; absent where none matches. */
  readonly route?: {
    /** Its place in the list, from 0. */
    readonly index: number;
    readonly name?: string;
    readonly to: readonly Destination[];
    readonly fallback?: Destination;
  };
  /** The settings of the tenant that took part. */
  readonly tenant: {
    readonly defaultLocale: Locale;
    readonly fallbackChain: readonly Locale[];
    readonly enabledLocales?: readonly Locale[];
    readonly timeZone: string;
  };
}

/** What is shown of a fixture as it was: compiled for this once. */
async function bundleAt(house: House, scope: TenantScope, fixture: FixtureId, at: FixtureMoment) {
  const row = await fixtureAtMoment(house, scope, fixture, at);
  const { context: tenant, staleMs } = await foundTenant(house, scope);
  const within = <Result>(work: () => Result): Result => renderWithin(house, scope, tenant, undefined, work);
  return {
    bundle: compileBundle(row, tenant, house.fallback, house.functions),
    tenant,
    staleMs,
    within,
  };
}

async function bundleFor(house: House, scope: TenantScope, fixture: FixtureId, at?: FixtureMoment) {
  if (at !== undefined) return bundleAt(house, scope, fixture, at);
  assertFixtureId(fixture);
  authorizeAhead(house, scope, 'fixture:read', { fixture });
  const { context: tenant, staleMs: tenantMs } = await foundTenant(house, scope);
  const { entry, staleMs: fixtureMs } = await resolve(house, scope, tenant, fixture);
  authorize(house, scope, 'fixture:read', { fixture, severity: entry.fixture.severity });
  /** Within the tenant's budget of time. */
  const within = <Result>(work: () => Result): Result => renderWithin(house, scope, tenant, entry, work);
  return { bundle: entry.bundle(tenant), tenant, staleMs: olderOf(tenantMs, fixtureMs), within };
}

const shown = ({ locale, step, message, problems }: RenderedAlert): Rendered => ({
  locale,
  step,
  message,
  problems,
});

/** Faults of values; an unknown argument is as wrong as a missing one when the render is strict. */
const VALUE_FAULTS: ReadonlySet<RenderProblem['code']> = new Set([
  'argument-missing',
  'argument-type',
  'argument-unknown',
]);

/** Renders strictly: value faults throw. Nothing is sent. @throws LOCALERT_RENDER_REFUSED, LOCALERT_NOT_FOUND, LOCALERT_QUOTA_EXCEEDED */
export async function renderFixture(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  options: RenderOptions,
): Promise<Rendered> {
  const { bundle, within } = await bundleFor(house, scope, fixture, options.at);
  const request = {
    requested: localeList(options.locale),
    values: plainValues(options.values),
    now: house.clock.now(),
  };
  const alert = within(() => renderAlert(bundle, request));
  const problems = alert.problems.filter(({ code }) => VALUE_FAULTS.has(code));
  if (problems.length > 0) {
    const named = problems.map(({ code, argument }) =>
      argument === undefined ? { code } : { code, argument },
    );
    throw new RenderRefusedError({ fixture, problems: named });
  }
  return shown(alert);
}

/** Renders a fixture in every locale that the tenant may get, with sample values where none are given. */
export async function previewFixture(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  values: ArgumentValues | undefined,
  { at }: PreviewOptions = {},
): Promise<readonly PreviewItem[]> {
  const { bundle, within } = await bundleFor(house, scope, fixture, at);
  const now = house.clock.now();
  const used = { ...sampleValues(bundle.contract), ...plainValues(values) };
  return within(() =>
    bundle.available.map((requested) => ({
      ...shown(renderAlert(bundle, { requested: [requested], values: used, now })),
      requested,
    })),
  );
}

/** Says why this tenant gets this text: locale chain, override, fallback step. */
export async function explainFixture(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  locale: RenderOptions['locale'],
): Promise<Explanation> {
  const { bundle, tenant, staleMs, within } = await bundleFor(house, scope, fixture);
  const since = staleMs === undefined ? undefined : house.watch.trouble(scope.tenant)?.since;
  const requested = localeList(locale);
  const match = bundle.negotiate(requested);
  const { fallbackChain, enabledLocales } = tenant.localeConfiguration;
  const fields = within(() => bundle.fields.map((field) => explainField(bundle, match.order, field)));
  const { id, revision, state } = bundle.fixture;
  return {
    fixture: { id, revision, state, origin: house.inCode.has(id) ? 'code' : 'store' },
    stale: staleMs !== undefined,
    ...(staleMs === undefined ? {} : { staleMs }),
    ...(since === undefined ? {} : { since }),
    requested,
    malformed: match.skipped,
    chosen: {
      locale: match.locale,
      step: fields.some(({ source }) => source !== 'none') ? match.step : 'minimal',
      ...(match.requested === undefined ? {} : { for: match.requested }),
    },
    order: match.order,
    fields,
    ...routeOf(tenant, bundle.fixture),
    tenant: {
      defaultLocale: tenant.defaultLocale,
      fallbackChain,
      timeZone: tenant.timeZone,
      ...(enabledLocales === undefined ? {} : { enabledLocales }),
    },
  };
}

/** The rule that matches a fixture, as `explain` shows it. */
function routeOf(tenant: TenantContext, fixture: SlackFixture): Pick<Explanation, 'route'> {
  const { route: found } = placesOf(tenant, fixture.id, fixture.severity, fixture, {});
  if (found === undefined) return {};
  const { name, to, fallback } = found.route;
  return {
    route: { index: found.index, to, ...(name !== undefined && { name }), ...(fallback && { fallback }) },
  };
}

function explainField(
  bundle: TenantBundle,
  order: readonly Locale[],
  field: string,
): Explanation['fields'][number] {
  for (const choice of fieldChoices(bundle, order, field)) {
    const source = choice.compiled.overridden ? 'override' : 'fixture';
    return { field, locale: choice.locale, source, skipped: choice.skipped };
  }
  const skipped = order.map(
    (locale): SkippedLocale => ({
      locale,
      reason: bundle.compiled(locale).broken.has(field) ? 'broken' : 'missing',
    }),
  );
  return { field, source: 'none', skipped };
}
