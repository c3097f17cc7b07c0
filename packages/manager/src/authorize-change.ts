import {
  type FixtureId,
  type Permission,
  type Resource,
  type SlackFixture,
  type TenantScope,
  tryCanonicalLocale,
} from '@localert/core';
import { authorize, authorizeAhead } from './authorize.ts';
import type { FixturePatch } from './content.ts';
import type { House } from './house.ts';

/** Own members of what may come from a caller without types. */
const entriesOf = (record: unknown): readonly (readonly [string, unknown])[] =>
  typeof record === 'object' && record !== null ? Object.entries(record) : [];

const isReviewed = (provenance: unknown): boolean =>
  (provenance as { reviewed?: unknown } | null | undefined)?.reviewed === true;

/**
 * What a change asks for: the texts of a locale, and what is said of them, are translation; to call them reviewed is a
 * review; all else, and a change of nothing, is writing.
 */
function asksOf(
  fixture: FixtureId,
  patch: FixturePatch,
): readonly (readonly [Permission, Resource & { readonly fixture: FixtureId }])[] {
  const { locales, provenance, ...rest } = patch;
  const at = (tag: string) => ({ fixture, locale: tryCanonicalLocale(tag) ?? tag });
  const texts = entriesOf(locales).map(([tag]) => ['fixture:translate', at(tag)] as const);
  const told = entriesOf(provenance).map(
    ([tag, value]) => [isReviewed(value) ? 'fixture:review' : 'fixture:translate', at(tag)] as const,
  );
  const asks = [...texts, ...told];
  const writes = asks.length === 0 || Object.values(rest).some((value) => value !== undefined);
  return writes ? [...asks, ['fixture:write', { fixture }]] : asks;
}

/** May this actor change this of the fixture? Asked before anything is read. @throws LOCALERT_FORBIDDEN */
export function authorizeChangeAhead(
  house: House,
  scope: TenantScope,
  fixture: FixtureId,
  patch: FixturePatch,
): void {
  for (const [permission, resource] of asksOf(fixture, patch))
    authorizeAhead(house, scope, permission, resource);
}

/**
 * The same, once the fixture is known: its severity, the one that it shall have, and that the base locale's texts decide
 * what the fixture takes, so that they are writing too.
 *
 * @throws LOCALERT_FORBIDDEN
 */
export function authorizeChange(
  house: House,
  scope: TenantScope,
  current: SlackFixture,
  patch: FixturePatch,
): void {
  const { id: fixture, severity, baseLocale } = current;
  for (const [permission, resource] of asksOf(fixture, patch)) {
    authorize(house, scope, permission, { ...resource, severity });
    if (permission === 'fixture:translate' && resource.locale === baseLocale)
      authorize(house, scope, 'fixture:write', { ...resource, severity });
  }
  if (patch.severity !== undefined && patch.severity !== severity)
    authorize(house, scope, 'fixture:write', { fixture, severity: patch.severity });
}
