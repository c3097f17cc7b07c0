import {
  assertFixtureId,
  authoredContent,
  type Finding,
  type FixtureContent,
  type FixtureEvent,
  type FixtureId,
  type FixtureInput,
  type Locale,
  NotFoundError,
  parseFixtureContent,
  RevisionConflictError,
  type SlackFixture,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { authorizeChange, authorizeChangeAhead } from './authorize-change.ts';
import { type ChangeAlert, sendWithChange, type WithCommit } from './change-alert.ts';
import { type FixturePatch, patched, withProvenance } from './content.ts';
import { FixtureInCodeError, FixtureNotActiveError } from './errors.ts';
import { entryKey } from './fixture-entry.ts';
import type { House } from './house.ts';
import { askPlugins, proveSave } from './prove-save.ts';
import type { SendResult } from './send-request.ts';
import { activeTenantOf } from './tenant-context.ts';

/** A saved fixture, with what its proof found worth a look. */
export interface Saved {
  readonly fixture: SlackFixture;
  readonly warnings: readonly Finding[];
  /** What became of the alert that was to go out with it. */
  readonly alert?: SendResult;
}

/** Options of a change. */
export interface ChangeOptions {
  /** The revision that the change was made on; default: the current one. A stale one is refused. */
  readonly expectedRevision?: number | undefined;
}

/** Options of a save. */
export interface SaveOptions {
  /** Goes out with the change: both are durable together, or neither is. Permission `alert:send`. */
  readonly alert?: ChangeAlert | undefined;
}

/** Texts that wait for a decision, by locale. */
type Drafts = SlackFixture['drafts'];

/** An event still without what every event has. */
export type Change =
  | {
      readonly type: 'FixtureCreated' | 'FixtureUpdated';
      readonly content: FixtureContent;
      readonly drafts?: Drafts;
    }
  | { readonly type: 'FixtureArchived' | 'FixtureRestored' }
  | {
      readonly type: 'DraftProposed' | 'DraftApproved' | 'DraftRejected';
      readonly locale: Locale;
      readonly content: FixtureContent;
      readonly drafts: Drafts;
    };

/** Makes a fixture of the tenant. */
export async function createFixture(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  input: FixtureInput,
  { alert }: SaveOptions,
  act: Act,
): Promise<Saved> {
  assertFixtureId(id);
  authorizeAhead(house, scope, 'fixture:write', { fixture: id });
  const tenant = await activeTenantOf(house, scope);
  if (house.inCode.has(id)) throw new FixtureInCodeError({ fixture: id });
  const content = withProvenance(parseFixtureContent(input), undefined, scope);
  authorize(house, scope, 'fixture:write', { fixture: id, severity: content.severity });
  return write(house, scope, tenant, id, 0, { type: 'FixtureCreated', content }, act, alert);
}

/** Changes a fixture of the tenant. */
export async function updateFixture(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  patch: FixturePatch,
  options: ChangeOptions & SaveOptions,
  act: Act,
): Promise<Saved> {
  authorizeChangeAhead(house, scope, id, patch);
  const tenant = await activeTenantOf(house, scope);
  const current = await stored(house, scope, id, options);
  authorizeChange(house, scope, current, patch);
  if (current.state === 'archived') throw new FixtureNotActiveError({ fixture: id, state: 'archived' });
  const content = withProvenance(patched(current, patch), authoredContent(current), scope);
  const { drafts } = current;
  const change = { type: 'FixtureUpdated', content, drafts } as const;
  return write(house, scope, tenant, id, current.revision, change, act, options.alert);
}

/** Takes a fixture out of use, its texts and history stay, or puts it back; changes nothing when it is so already. */
export async function setArchived(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  archived: boolean,
  options: ChangeOptions,
  act: Act,
): Promise<SlackFixture> {
  authorizeAhead(house, scope, 'fixture:archive', { fixture: id });
  const tenant = await activeTenantOf(house, scope);
  const current = await stored(house, scope, id, options);
  authorize(house, scope, 'fixture:archive', { fixture: id, severity: current.severity });
  if ((current.state === 'archived') === archived) return current;
  const type = archived ? 'FixtureArchived' : 'FixtureRestored';
  return (await write(house, scope, tenant, id, current.revision, { type }, act)).fixture;
}

/** A stored fixture that is about to be changed. @throws LOCALERT_NOT_FOUND, LOCALERT_FIXTURE_IN_CODE, LOCALERT_REVISION_CONFLICT */
export async function stored(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  { expectedRevision }: ChangeOptions,
): Promise<SlackFixture> {
  assertFixtureId(id);
  if (house.inCode.has(id)) throw new FixtureInCodeError({ fixture: id });
  const current = await house.store.get(scope, id);
  if (current === undefined) throw new NotFoundError({ kind: 'fixture', id });
  if (expectedRevision !== undefined && expectedRevision !== current.revision) {
    throw new RevisionConflictError({
      kind: 'fixture',
      id,
      expected: expectedRevision,
      actual: current.revision,
    });
  }
  return current;
}

/** Proof, plugins, commit, cache, observers: the way of every write. */
export async function write(
  house: House,
  scope: TenantScope,
  tenant: TenantContext,
  id: FixtureId,
  expectedRevision: number,
  change: Change,
  act: Act,
  alert?: ChangeAlert,
): Promise<Saved> {
  const at = house.clock.now();
  const base = { id: house.newId(), fixture: id, revision: expectedRevision + 1, at, actor: scope.actor };
  let event: FixtureEvent;
  let warnings: readonly Finding[] = [];
  let changed: SlackFixture | undefined;
  if ('content' in change) {
    const { contract, warnings: found } = proveSave(house, scope, tenant, id, change.content);
    const { content, drafts = {} } = change;
    const waiting = Object.keys(drafts).length > 0 ? { drafts } : {};
    const snapshot = { ...content, id, name: content.name ?? id, arguments: contract, ...waiting };
    changed = { ...snapshot, revision: base.revision, createdAt: at, updatedAt: at };
    const objections = await askPlugins(house, scope, changed);
    warnings = [...found, ...objections];
    event =
      'locale' in change
        ? { ...base, type: change.type, locale: change.locale, snapshot }
        : { ...base, type: change.type, snapshot };
  } else {
    event = { ...base, type: change.type };
  }
  act.touches({ id, revision: base.revision });
  const kept = await act.along(house.store.audit !== undefined, event);
  const commit = async (along?: WithCommit) =>
    house.store.commit(scope, {
      fixture: id,
      events: [event],
      expectedRevision,
      guards: { maxFixtures: tenant.quotas.fixtures, maxStoredBytes: tenant.quotas.storedBytes },
      ...kept,
      ...(along && { alerts: along.alerts, audit: [...(kept?.audit ?? []), ...along.audit] }),
    });
  const sent =
    alert && changed
      ? await sendWithChange(house, scope, changed, alert, commit)
      : { result: await commit(), alert: undefined };
  const fixture = sent.result;
  house.entries.delete(scope, entryKey(tenant, id));
  house.observe({ type: 'fixture.saved', tenant: scope.tenant, fixture: id, revision: fixture.revision });
  return { fixture, warnings, ...(sent.alert && { alert: sent.alert }) };
}
