import {
  assertCompaction,
  assertSystemScope,
  compacts,
  type FixtureCompacted,
  type FixtureEvent,
  type FixtureStore,
  InvalidInputError,
  isSameJson,
  systemScope,
  type TenantId,
  type TenantScope,
  tenantScope,
} from '@localert/core';
import { everyEvent } from './every-event.ts';
import { untilDone } from './key-records.ts';
import { resealRecord, rowWith } from './reseal-fixture.ts';
import { isOfFixture } from './row-hash.ts';
import { contentRevisionOf, isSameContent, openRow, sealEvent } from './sealed-fixture.ts';
import { type StoreInside, sealModeOf } from './store-inside.ts';

const SYSTEM = systemScope('compact');
const ACTOR = 'system:compact';

type OpenEvent = (tenant: TenantId, event: FixtureEvent) => Promise<FixtureEvent>;

/**
 * Compaction of a store whose contents are sealed: the event that stands for the first ones is sealed for its own
 * revision, so that no earlier content can be passed off as it. A row whose content went into it is sealed anew with
 * it, where the trail is told: a rebuild makes the row from that event, and its hash has to be the one that is known.
 */
export function encryptedCompact(
  inside: StoreInside,
  openEvent: OpenEvent,
): NonNullable<FixtureStore['compact']> {
  const { inner, encryption } = inside;
  const { keys, policies } = encryption;

  async function sealed(tenant: TenantId, event: FixtureCompacted): Promise<FixtureCompacted> {
    const { level } = await policies.of(tenant);
    if (level === 'off') return event;
    const key = await keys.current(tenant, event.fixture);
    return sealEvent(key, tenant, event, sealModeOf(level, event)) as FixtureCompacted;
  }

  /** Brings the row to the seal of the event, unless it has another content by now. */
  async function follow(scope: TenantScope, plain: FixtureCompacted, event: FixtureCompacted): Promise<void> {
    const { tenant } = scope;
    const policy = await policies.of(tenant);
    await untilDone(async () => {
      const row = await inner.get(scope, event.fixture);
      if (row === undefined || (contentRevisionOf(row) ?? row.revision) > event.revision) return true;
      const to = rowWith(row, event);
      // Only what opens as the content that the event has: what somebody else put there must not come to look true.
      if (isSameJson(to, row) || !isSameContent(await openRow(keys, tenant, row), plain.snapshot))
        return true;
      const audit = [resealRecord({ inside, scope, policy }, to)];
      const change = { fixture: row.id, row: { from: row, to }, events: [], audit };
      return (await inner.reseal?.(SYSTEM, tenant, change)) === false ? undefined : true;
    });
  }

  return async (system, tenant, compaction) => {
    assertSystemScope(system);
    assertCompaction(compaction);
    const { fixture, event } = compaction;
    if (event.snapshot.sealed !== undefined) {
      const issues = [{ path: 'event.snapshot.sealed', message: 'nothing: the store seals' }];
      throw new InvalidInputError({ what: 'compaction', issues });
    }
    const scope = tenantScope({ tenant, actor: ACTOR });
    const replaced: FixtureEvent[] = [];
    for (const one of await everyEvent(inner, scope, fixture))
      if (one.revision <= event.revision) replaced.push(await openEvent(tenant, one));
    if (!compacts(compaction, replaced)) return false;
    const stored = await sealed(tenant, event);
    if (!(await inner.compact?.(system, tenant, { ...compaction, event: stored }))) return false;
    const isTold = compaction.audit?.some((record) => isOfFixture(record, fixture)) ?? false;
    if (isTold) await follow(scope, event, stored);
    return true;
  };
}
