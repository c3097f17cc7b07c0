import type { ClaimedAlert, Outbox, Settlement, TenantId } from '@localert/core';
import { present, same } from './assertions.ts';
import { anyScope } from './hostile.ts';
import { claimAt, idsOf, LEASE_MS, NOW, type OutboxHarness, put, system } from './outbox-harness.ts';
import { sampleAlert } from './samples.ts';

/** Ids that a prefix or a pattern would take along. */
const TENANTS = ['a', 'a-2', 'a_2', 'a2', 'A', 'a%'] as const;

const KEY = { dedupe: { key: 'k', windowMs: 3_600_000 } };

/** How alerts of a tenant stand: by the name of each, its id. */
type Standing = Readonly<Record<string, string>>;

/** One alert in each state that there is, two of a group among them; and the claim that is still held. */
async function oneOfEach(outbox: Outbox, tenant: TenantId): Promise<readonly [Standing, ClaimedAlert]> {
  const scope = anyScope(tenant);
  const ends: Readonly<Record<string, Settlement>> = {
    delivered: { kind: 'delivered', at: NOW },
    dropped: { kind: 'dropped', at: NOW, code: 'stale' },
    dead: { kind: 'dead', at: NOW, code: 'gone' },
    retried: { kind: 'retry', at: NOW + 1, code: 'http_503' },
  };
  const standing: Record<string, string> = {};
  for (const [name, end] of Object.entries(ends)) {
    standing[name] = (await put(outbox, { ...(name === 'delivered' && KEY) }, scope)).id;
    const [claim] = await claimAt(outbox, NOW, 1);
    await outbox.settle(system, present(claim, 'a due alert'), end);
  }
  standing['claimed'] = (await put(outbox, { group: 'g' }, scope)).id;
  const [held] = await claimAt(outbox, NOW, 1);
  standing['behind'] = (await put(outbox, { group: 'g' }, scope)).id;
  standing['queued'] = (await put(outbox, { group: 'h', notBefore: NOW + 1 }, scope)).id;
  standing['waiting'] = (await put(outbox, { group: 'w', notBefore: NOW + LEASE_MS }, scope)).id;
  return [standing, present(held, 'a due alert')];
}

async function statesOf(
  outbox: Outbox,
  tenant: TenantId,
  standing: Standing,
): Promise<Readonly<Record<string, string | undefined>>> {
  const states: Record<string, string | undefined> = {};
  for (const [name, id] of Object.entries(standing))
    states[name] = (await outbox.status(anyScope(tenant), id))?.state;
  return states;
}

/** What goes with a tenant. */
export function outboxPurge({ test: { it }, withOutbox }: OutboxHarness): void {
  it(
    'purges every alert of a tenant, whatever has become of it, and of nobody else',
    withOutbox(async (outbox) => {
      const all = new Map<TenantId, Standing>();
      for (const tenant of TENANTS) all.set(tenant, (await oneOfEach(outbox, tenant))[0]);
      const before = new Map<TenantId, unknown>();
      for (const [tenant, standing] of all) before.set(tenant, await statesOf(outbox, tenant, standing));
      same(await outbox.purge(system, 'a'), 8, 'how many went');
      for (const [tenant, standing] of all) {
        const states = await statesOf(outbox, tenant, standing);
        same(states, tenant === 'a' ? {} : before.get(tenant), `what is left of ${tenant}`);
        const { length } = (await outbox.dead(anyScope(tenant))).items;
        same(length, tenant === 'a' ? 0 : 1, `the dead letters of ${tenant}`);
      }
      same(await outbox.depth(system), { queued: 20, sending: 5, dead: 5 }, 'the depth of five tenants');
      const claimed = await claimAt(outbox, NOW + LEASE_MS);
      same(
        idsOf(claimed).toSorted(),
        [...all]
          .filter(([tenant]) => tenant !== 'a')
          // The lease is over, and the one behind it waits for its turn.
          .flatMap(([, ids]) => [ids['claimed'], ids['queued'], ids['retried'], ids['waiting']])
          .toSorted(),
        'what is claimed after that',
      );
      same(await outbox.purge(system, 'a'), 0, 'a second purge');
      same(await outbox.purge(system, 'nobody'), 0, 'a purge of nobody');
    }),
  );

  it(
    'ends no claim of what was purged, and leaves nothing due of it',
    withOutbox(async (outbox) => {
      const [, claim] = await oneOfEach(outbox, 'a');
      await outbox.purge(system, 'a');
      same(await outbox.settle(system, claim, { kind: 'delivered', at: NOW }), false, 'the end of a claim');
      same(
        await outbox.settle(system, claim, { kind: 'retry', at: NOW, code: 'http_503' }),
        false,
        'a retry of it',
      );
      same(await outbox.status(anyScope('a'), claim.alert.id), undefined, 'the alert');
      same(await outbox.nextDue(system), undefined, 'what is due');
      same(await outbox.depth(system), { queued: 0, sending: 0, dead: 0 }, 'the depth');
    }),
  );

  it(
    'takes the same alert, group and key anew after a purge',
    withOutbox(async (outbox) => {
      const scope = anyScope('a');
      const held = await put(outbox, { group: 'g', ...KEY }, scope);
      await claimAt(outbox, NOW, 1);
      await outbox.purge(system, 'a');
      same(await outbox.enqueue(scope, held).durable, { id: held.id }, 'the receipt');
      same(idsOf(await claimAt(outbox, NOW)), [held.id], 'what is claimed');
    }),
  );

  it(
    'purges what was handed in before, kept or not',
    withOutbox(async (outbox) => {
      const scope = anyScope('a');
      const receipts = Array.from({ length: 300 }, () => outbox.enqueue(scope, sampleAlert({ group: 'g' })));
      const other = outbox.enqueue(anyScope('a-2'), sampleAlert());
      same(await outbox.purge(system, 'a'), 300, 'how many went');
      for (const { durable } of [...receipts, other]) await durable;
      same(idsOf(await claimAt(outbox, NOW)), [other.id], 'what is claimed');
    }),
  );
}
