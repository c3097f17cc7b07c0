import {
  authoredContent,
  type FixtureContent,
  type FixtureId,
  isSameJson,
  parseFixtureContent,
  type TenantScope,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorizeChange, authorizeChangeAhead } from './authorize-change.ts';
import type { FixturePatch } from './content.ts';
import { FixtureNotActiveError } from './errors.ts';
import type { House } from './house.ts';
import { storedAt } from './moments.ts';
import { type ChangeOptions, type Saved, stored, write } from './save.ts';
import { activeTenantOf } from './tenant-context.ts';

/** Options of a rollback. */
export interface RollbackOptions extends ChangeOptions {
  /** The revision whose content is to be the newest again. */
  readonly to: number;
}

const isSame = (left: unknown, right: unknown): boolean => isSameJson(left ?? {}, right ?? {});

/** What differs in a part that changes locale by locale; `null` for what is to go. */
function differing<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | null>> | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  return changed.length === 0
    ? undefined
    : Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

/** The change that a rollback is: what has to be permitted is what would have to be for the same by `update`. */
function patchTo(before: FixtureContent, after: FixtureContent): FixturePatch {
  const { locales, provenance, ...rest } = after;
  const { locales: _, provenance: __, ...had } = before;
  const [old, now]: Readonly<Record<string, unknown>>[] = [had, rest];
  const names = Object.keys({ ...had, ...rest });
  const others = names.filter((name) => !isSame(old?.[name], now?.[name]));
  return {
    // What is not there any more goes: a layout, a description.
    ...Object.fromEntries(others.map((name) => [name, now?.[name] ?? null])),
    locales: differing(before.locales, locales),
    provenance: differing(before.provenance, provenance),
  };
}

/**
 * Makes an earlier content the newest one, as another revision: nothing of the history is undone. It is proved as every
 * change is, by the rules of today. Drafts that wait stay as they are.
 *
 * @throws LOCALERT_NOT_FOUND, LOCALERT_FORBIDDEN, LOCALERT_FIXTURE_REFUSED, LOCALERT_FIXTURE_IN_CODE,
 *   LOCALERT_FIXTURE_NOT_ACTIVE, LOCALERT_REVISION_CONFLICT, LOCALERT_QUOTA_EXCEEDED, LOCALERT_INVALID_INPUT
 */
export async function rollBack(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  { to, ...options }: RollbackOptions,
  act: Act,
): Promise<Saved> {
  authorizeChangeAhead(house, scope, id, {});
  const tenant = await activeTenantOf(house, scope);
  const current = await stored(house, scope, id, options);
  authorizeChange(house, scope, current, {});
  if (current.state === 'archived') throw new FixtureNotActiveError({ fixture: id, state: 'archived' });
  const old = await storedAt(house, scope, id, { revision: to });
  const content = parseFixtureContent(authoredContent(old));
  const patch = patchTo(authoredContent(current), content);
  authorizeChange(house, scope, current, patch);
  act.touches({}, { to });
  if (Object.values(patch).every((value) => value === undefined)) return { fixture: current, warnings: [] };
  const { drafts } = current;
  return write(house, scope, tenant, id, current.revision, { type: 'FixtureUpdated', content, drafts }, act);
}
