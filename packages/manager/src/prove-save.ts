import {
  type ArgumentContract,
  type Finding,
  type FixtureContent,
  type FixtureId,
  frozenCopy,
  isLocalertError,
  type Locale,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import { proveFixture } from '@localert/slack';
import { authorize } from './authorize.ts';
import { type FindingDetail, FixtureRefusedError } from './errors.ts';
import { guardContent } from './guard-messages.ts';
import type { House } from './house.ts';

/** A finding without what an error need not repeat. */
export const findingDetail = ({ severity: _, ...detail }: Finding): FindingDetail => detail;

/** Refuses when there is an error among the findings. @throws LOCALERT_FIXTURE_REFUSED */
export function refuseErrors(fixture: FixtureId, findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new FixtureRefusedError({ fixture, findings: errors.map(findingDetail) });
}

/** What the quota of locales says to a fixture that is to have these. */
export function checkQuota(locales: readonly Locale[], tenant: TenantContext): readonly Finding[] {
  const { localesPerFixture } = tenant.quotas;
  const count = locales.length;
  if (localesPerFixture === undefined || count <= localesPerFixture) return [];
  const message = `It has ${count} locales; the tenant's quota is ${localesPerFixture}.`;
  return [{ severity: 'error', code: 'quota-locales', message }];
}

/**
 * Proves a content before it is saved.
 *
 * @returns its contract and its warnings
 * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_FORBIDDEN when it mentions everyone and the actor may not
 */
export function proveSave(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  fixture: FixtureId,
  content: FixtureContent,
): { contract: ArgumentContract; warnings: readonly Finding[] } {
  const proof = proveFixture(fixture, content, tenant, house.functions);
  if (proof.broadcasts) authorize(house, scope, 'mention:broadcast', { fixture, severity: content.severity });
  const personal = guardContent(house, tenant, fixture, content, proof.contract);
  const findings = [...checkQuota(Object.keys(content.locales), tenant), ...personal, ...proof.findings];
  tellRefusal(house, scope, fixture, findings);
  refuseErrors(fixture, findings);
  return { contract: proof.contract, warnings: findings };
}

/** Tells observers of a save that is refused. */
export function tellRefusal(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  findings: readonly Finding[],
): void {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) house.observe({ type: 'fixture.refused', tenant: scope.tenant, fixture, findings: errors });
}

/**
 * Asks the plugins about a fixture that is about to be saved. They are shown a frozen copy.
 *
 * @throws LOCALERT_FIXTURE_REFUSED
 */
export async function askPlugins(
  house: House,
  scope: TenantScope,
  candidate: SlackFixture,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const fixture = frozenCopy(candidate, 'fixture');
  for (const plugin of house.plugins) {
    if (plugin.onSave === undefined) continue;
    try {
      findings.push(...(await plugin.onSave({ scope, fixture })));
    } catch (error) {
      const code = isLocalertError(error) ? error.code : 'an error';
      findings.push({
        severity: 'error',
        code: 'plugin-failed',
        message: `The plugin "${plugin.name}" threw ${code}.`,
      });
    }
  }
  tellRefusal(house, scope, candidate.id, findings);
  refuseErrors(candidate.id, findings);
  return findings;
}
