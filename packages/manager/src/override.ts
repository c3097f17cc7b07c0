import {
  assertFixtureId,
  canonicalLocale,
  type Finding,
  type FixtureId,
  InvalidInputError,
  type Locale,
  type Messages,
  messagesSchema,
  parseInput,
  patchTenant,
  RevisionConflictError,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
  type TextOverrides,
} from '@localert/core';
import { proveOverride } from '@localert/slack';
import { authorize } from './authorize.ts';
import type { House } from './house.ts';
import { refuseErrors } from './prove-save.ts';
import { resolve } from './resolve.ts';
import { activeTenantOf, tenantOf } from './tenant-context.ts';

/** Longest text of all overrides of a tenant together, as JSON, in UTF-16 code units: they travel with its settings. */
export const MAX_OVERRIDES_LENGTH = 1_000_000;

/** Times that a change of settings is repeated when another one came first. */
const TRIES = 5;

/** The tenant's own texts. */
export async function listOverrides(house: House, scope: TenantScope): Promise<TextOverrides> {
  authorize(house, scope, 'fixture:read');
  return (await tenantOf(house, scope)).localeConfiguration.overrides;
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
): Promise<readonly Finding[]> {
  assertFixtureId(fixture);
  const locale = canonicalLocale(tag, 'override');
  authorize(house, scope, 'override:write', { fixture, locale });
  const tenant = await activeTenantOf(house, scope);
  const { entry } = await resolve(house, scope, tenant, fixture);
  const messages = texts === null ? null : parseInput(messagesSchema, texts, 'override');
  const findings = messages === null ? [] : proveSave(house, scope, tenant, entry.fixture, locale, messages);
  for (let tries = 1; ; tries++) {
    try {
      await replaceOverride(house, scope, fixture, locale, messages);
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
  if (proof.broadcasts) authorize(house, scope, 'mention:broadcast', { fixture: fixture.id, locale });
  refuseErrors(fixture.id, proof.findings);
  return proof.findings;
}

async function replaceOverride(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  locale: Locale,
  messages: Messages | null,
): Promise<void> {
  const current = await house.directory.get(house.system, scope.tenant);
  if (current === undefined) return;
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
  await house.directory.replace(
    house.system,
    patchTenant(current, { localeConfiguration }, house.clock.now()),
  );
  house.tenants.purge(scope, scope.tenant);
  house.observe({ type: 'tenant.changed', tenant: scope.tenant, change: 'updated' });
}
