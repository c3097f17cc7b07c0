import {
  type AlertSeverity,
  assertFixtureId,
  canonicalLocale,
  type Finding,
  type FixtureId,
  InvalidInputError,
  type Locale,
  type Messages,
  messagesSchema,
  NotFoundError,
  parseInput,
  patchTenant,
  RevisionConflictError,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
  type TextOverrides,
} from '@localert/core';
import { proveOverride } from '@localert/slack';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead, isAuthorized } from './authorize.ts';
import { guardMessages } from './guard-messages.ts';
import type { House } from './house.ts';
import { checkQuota, refuseErrors, tellRefusal } from './prove-save.ts';
import { resolve } from './resolve.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

/** Longest text of all overrides of a tenant together, as JSON, in UTF-16 code units: they travel with its settings. */
export const MAX_OVERRIDES_LENGTH = 1_000_000;

/** Times that a change of settings is repeated when another one came first. */
const TRIES = 5;

/** The tenant's own texts, of the fixtures that the actor may read. */
export async function listOverrides(house: House, scope: TenantScope): Promise<TextOverrides> {
  authorizeAhead(house, scope, 'fixture:read');
  const tenant = await tenantOf(house, scope);
  const readable: [FixtureId, TextOverrides[FixtureId]][] = [];
  for (const [fixture, texts] of Object.entries(tenant.localeConfiguration.overrides)) {
    const severity = await severityIfAsked(house, scope, tenant, fixture);
    if (isAuthorized(house, scope, 'fixture:read', { fixture, severity })) readable.push([fixture, texts]);
  }
  return Object.fromEntries(readable);
}

/** Only an actor who is restricted to severities needs the fixture for its words; one that is gone has none. */
async function severityIfAsked(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
): Promise<AlertSeverity | undefined> {
  if (scope.only?.severities === undefined) return undefined;
  try {
    return (await resolve(house, scope, tenant, fixture)).entry.fixture.severity;
  } catch (error) {
    if (NotFoundError.is(error)) return undefined;
    throw error;
  }
}

/**
 * Gives a tenant its own texts of a fixture in a locale, or takes them back.
 *
 * @param texts - the fields that differ; `null` takes the tenant's texts of this locale back
 * @returns what the proof found worth a look
 * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_NOT_FOUND, LOCALERT_FORBIDDEN, LOCALERT_INVALID_INPUT
 */
export async function overrideTexts(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  tag: string,
  texts: Messages | null,
  act: Act,
): Promise<readonly Finding[]> {
  assertFixtureId(fixture);
  const locale = canonicalLocale(tag, 'override');
  authorizeAhead(house, scope, 'override:write', { fixture, locale });
  const tenant = await activeTenantOf(house, scope);
  const { entry } = await resolve(house, scope, tenant, fixture);
  authorize(house, scope, 'override:write', { fixture, locale, severity: entry.fixture.severity });
  const messages = texts === null ? null : parseInput(messagesSchema, texts, 'override');
  const findings = messages === null ? [] : proveSave(house, scope, tenant, entry.fixture, locale, messages);
  for (let tries = 1; ; tries++) {
    try {
      await replaceOverride(house, scope, fixture, locale, messages, act);
      return findings;
    } catch (error) {
      if (!RevisionConflictError.is(error) || tries === TRIES) throw error;
    }
  }
}

function proveSave(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: SlackFixture,
  locale: Locale,
  messages: Messages,
): readonly Finding[] {
  const proof = proveOverride(fixture, locale, messages, tenant, house.functions);
  const { id, severity } = fixture;
  if (proof.broadcasts) authorize(house, scope, 'mention:broadcast', { fixture: id, locale, severity });
  const findings = [
    ...checkLocale(tenant, fixture, locale),
    ...guardMessages(house, tenant, id, messages, locale),
    ...proof.findings,
  ];
  tellRefusal(house, scope, id, findings);
  refuseErrors(id, findings);
  return findings;
}

/** A locale that the fixture lacks is one more for the tenant; in the fixture's own it may always say it in its words. */
function checkLocale(tenant: TenantContext, fixture: SlackFixture, locale: Locale): readonly Finding[] {
  const { overrides } = tenant.localeConfiguration;
  const own = Object.hasOwn(overrides, fixture.id) ? Object.keys(overrides[fixture.id] ?? {}) : [];
  const locales = new Set([...Object.keys(fixture.locales), ...own]);
  return locales.has(locale) ? [] : checkQuota([...locales, locale], tenant);
}

async function replaceOverride(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  locale: Locale,
  messages: Messages | null,
  act: Act,
): Promise<void> {
  const current = await house.directory.get(house.system, scope.tenant);
  if (current === undefined) throw new NotFoundError({ kind: 'tenant', id: scope.tenant });
  const { overrides } = current.localeConfiguration;
  const { [locale]: _, ...others } = overrides[fixture] ?? {};
  const ofFixture = messages === null ? others : { ...others, [locale]: messages };
  const { [fixture]: __, ...rest } = overrides;
  const next = Object.keys(ofFixture).length === 0 ? rest : { ...rest, [fixture]: ofFixture };
  if (JSON.stringify(next).length > MAX_OVERRIDES_LENGTH) {
    const message = `at most ${MAX_OVERRIDES_LENGTH} characters of overrides a tenant`;
    throw new InvalidInputError({ what: 'override', issues: [{ path: '', message }] });
  }
  const localeConfiguration = { ...current.localeConfiguration, overrides: next };
  const changed = patchTenant(current, { localeConfiguration }, house.clock.now());
  const write = await act.along(house.directory.takesAudit === true, messages);
  await house.directory.replace(house.system, changed, write);
  house.tenants.purge(scope, scope.tenant);
  house.observe({ type: 'tenant.changed', tenant: scope.tenant, change: 'updated' });
}
