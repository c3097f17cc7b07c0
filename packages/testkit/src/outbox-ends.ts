import { type Outbox, type Scope, type SystemScope, systemScope, type TenantScope } from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import { anyScope, GARBAGE_CURSORS, RIVAL_TENANTS } from './hostile.ts';
import { acme, claimAt, claimOne, LEASE_MS, NOW, type OutboxHarness, put, system } from './outbox-harness.ts';
import { sampleAlert } from './samples.ts';
import { itNeeding } from './test-api.ts';

/** Enqueues, claims and buries alerts; the first to die is the first named. */
async function bury(outbox: Outbox, count: number, scope: TenantScope = acme): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { id } = await put(outbox, {}, scope);
    await outbox.settle(system, await claimOne(outbox), {
      kind: 'dead',
      at: NOW + Math.floor(index / 2),
      code: 'channel_not_found',
    });
    ids.push(id);
  }
  return ids;
}

async function everyDead(outbox: Outbox, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await outbox.dead(acme, { limit, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return ids;
}

/** Dead letters, pruning, tenants, scopes, closing. */
export function outboxEnds({ test, options, withOutbox, close }: OutboxHarness): void {
  const { it } = test;

  it(
    'keeps dead letters and claims them no more',
    withOutbox(async (outbox) => {
      const [id] = (await bury(outbox, 1)) as [string];
      const expected = { state: 'dead', attempts: 1, settledAt: NOW, code: 'channel_not_found' };
      const { state, attempts, settledAt, code } = present(await outbox.status(acme, id), 'the status');
      same({ state, attempts, settledAt, code }, expected, 'the status');
      same((await outbox.dead(acme)).items, [await outbox.status(acme, id)], 'the dead letters');
      same(await claimAt(outbox, NOW + 10 * LEASE_MS), [], 'a dead letter is not claimed');
      same(await outbox.depth(system), { queued: 0, sending: 0, dead: 1 }, 'the depth');
    }),
  );

  it(
    'lists dead letters newest first, page by page',
    withOutbox(async (outbox) => {
      const ids = await bury(outbox, 7);
      const all = await everyDead(outbox, 100);
      same(all.toSorted(), ids.toSorted(), 'every dead letter, once');
      const times: number[] = [];
      for (const id of all) times.push(Number((await outbox.status(acme, id))?.settledAt));
      same(
        times,
        times.toSorted((left, right) => right - left),
        'the times',
      );
      for (const limit of [1, 2, 3, 7]) same(await everyDead(outbox, limit), all, `pages of ${limit}`);
      for (const cursor of GARBAGE_CURSORS) {
        await refused(
          () => outbox.dead(acme, { cursor }),
          'LOCALERT_INVALID_INPUT',
          `the cursor ${cursor.slice(0, 20)}`,
        );
      }
    }),
  );

  it(
    'drives a dead letter again, from its first attempt',
    withOutbox(async (outbox) => {
      const [id] = (await bury(outbox, 1)) as [string];
      same(await outbox.redrive(acme, id, NOW + 1_000), true, 'the redrive');
      same((await outbox.status(acme, id))?.state, 'queued', 'the state');
      same(await outbox.nextDue(system), NOW + 1_000, 'when it is due');
      const claim = await claimOne(outbox, NOW + 1_000);
      same([claim.alert.id, claim.attempt], [id, 1], 'the claim');
      same(await outbox.redrive(acme, id, NOW), false, 'what is on its way is not driven again');
      await outbox.settle(system, claim, { kind: 'delivered', at: NOW + 1_001 });
      same(await outbox.redrive(acme, id, NOW), false, 'nor is what was delivered');
      same(await outbox.redrive(acme, 'unknown', NOW), false, 'nor is what is unknown');
    }),
  );

  it(
    'shows and moves the alerts of one tenant only',
    withOutbox(async (outbox) => {
      const [id] = (await bury(outbox, 1)) as [string];
      for (const tenant of RIVAL_TENANTS) {
        const rival = anyScope(tenant);
        same(await outbox.status(rival, id), undefined, `what ${tenant} sees`);
        same((await outbox.dead(rival)).items, [], `the dead letters of ${tenant}`);
        same(await outbox.redrive(rival, id, NOW), false, `a redrive by ${tenant}`);
        same(await outbox.prune(system, tenant, NOW * 2), 0, `pruning ${tenant}`);
      }
      same((await outbox.status(acme, id))?.state, 'dead', 'the state');
    }),
  );

  it(
    'prunes what a tenant had delivered before a time, and nothing else',
    withOutbox(async (outbox) => {
      const names: string[] = [];
      for (const at of [NOW - 1, NOW, NOW + 1]) {
        for (const tenant of ['a', 'a-2']) {
          names.push((await put(outbox, {}, anyScope(tenant))).id);
          await outbox.settle(system, await claimOne(outbox), { kind: 'delivered', at });
        }
      }
      await bury(outbox, 1, anyScope('a'));
      const waiting = await put(outbox, {}, anyScope('a'));
      same(await outbox.prune(system, 'a', NOW), 1, 'how many went');
      const left: boolean[] = [];
      for (const [index, id] of names.entries()) {
        left.push((await outbox.status(anyScope(index % 2 === 0 ? 'a' : 'a-2'), id)) !== undefined);
      }
      same(left, [false, true, true, true, true, true], 'what is left');
      same(await outbox.depth(system), { queued: 1, sending: 0, dead: 1 }, 'the depth');
      same((await outbox.status(anyScope('a'), waiting.id))?.state, 'queued', 'what waits');
    }),
  );

  it(
    'counts what waits, what is on its way and what is dead',
    withOutbox(async (outbox) => {
      same(await outbox.depth(system), { queued: 0, sending: 0, dead: 0 }, 'an empty outbox');
      await bury(outbox, 2);
      for (let index = 0; index < 5; index++) await put(outbox);
      const [claim] = await claimAt(outbox, NOW, 2);
      same(await outbox.depth(system), { queued: 3, sending: 2, dead: 2 }, 'the depth');
      await outbox.settle(system, present(claim, 'a claim'), { kind: 'delivered', at: NOW });
      same(await outbox.depth(system), { queued: 3, sending: 1, dead: 2 }, 'after a delivery');
      const later = await outbox.depth(system, NOW + LEASE_MS);
      same(later, { queued: 4, sending: 0, dead: 2 }, 'when the lease is over');
      same((await outbox.depth(system, NOW + LEASE_MS - 1)).sending, 1, 'a moment before');
    }),
  );

  it(
    'shares no object with its callers',
    withOutbox(async (outbox) => {
      await put(outbox);
      const first = await claimOne(outbox);
      try {
        Object.assign(first.alert.destination, { channel: 'changed by the caller' });
      } catch {
        // Frozen: as good as copied.
      }
      const second = await claimOne(outbox, NOW + LEASE_MS);
      same(second.alert.destination, sampleAlert().destination, 'the destination');
    }),
  );

  it(
    'refuses scopes of the wrong kind, and those that core did not make',
    withOutbox(async (outbox) => {
      await put(outbox);
      const claim = await claimOne(outbox);
      const { id } = claim.alert;
      const forged: Scope[] = [
        { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] },
        { ...acme },
        JSON.parse('null') as Scope,
      ];
      for (const wrong of [systemScope('x'), ...forged]) {
        const scope = wrong as TenantScope;
        await refused(
          () => outbox.enqueue(scope, sampleAlert()).durable,
          'LOCALERT_INVALID_SCOPE',
          'enqueue',
        );
        await refused(() => outbox.status(scope, id), 'LOCALERT_INVALID_SCOPE', 'status');
        await refused(() => outbox.dead(scope), 'LOCALERT_INVALID_SCOPE', 'dead');
        await refused(() => outbox.redrive(scope, id, NOW), 'LOCALERT_INVALID_SCOPE', 'redrive');
      }
      for (const wrong of [acme, { kind: 'system', purpose: 'x' } as const, ...forged]) {
        const scope = wrong as SystemScope;
        await refused(
          () => outbox.claim(scope, { now: NOW, leaseMs: LEASE_MS, limit: 1 }),
          'LOCALERT_INVALID_SCOPE',
          'claim',
        );
        await refused(
          () => outbox.settle(scope, claim, { kind: 'delivered', at: NOW }),
          'LOCALERT_INVALID_SCOPE',
          'settle',
        );
        await refused(() => outbox.nextDue(scope), 'LOCALERT_INVALID_SCOPE', 'nextDue');
        await refused(() => outbox.depth(scope), 'LOCALERT_INVALID_SCOPE', 'depth');
        await refused(() => outbox.prune(scope, 'acme', NOW), 'LOCALERT_INVALID_SCOPE', 'prune');
        await refused(() => outbox.purge(scope, 'acme'), 'LOCALERT_INVALID_SCOPE', 'purge');
      }
      same(await outbox.depth(system), { queued: 0, sending: 1, dead: 0 }, 'the depth');
    }),
  );

  it(
    'takes nothing after it is closed, and can be closed twice',
    withOutbox(async (outbox) => {
      const pending = outbox.enqueue(acme, sampleAlert()).durable;
      await outbox.close();
      await outbox.close();
      isTrue((await pending).id.length > 0, 'what was taken before is kept');
      const calls: Record<string, () => unknown> = {
        enqueue: () => outbox.enqueue(acme, sampleAlert()).durable,
        claim: () => claimAt(outbox),
        settle: () =>
          outbox.settle(
            system,
            { tenant: 'acme', alert: sampleAlert(), attempt: 1, lease: 'x' },
            { kind: 'delivered', at: NOW },
          ),
        status: () => outbox.status(acme, 'x'),
        dead: () => outbox.dead(acme),
        redrive: () => outbox.redrive(acme, 'x', NOW),
        nextDue: () => outbox.nextDue(system),
        depth: () => outbox.depth(system),
        prune: () => outbox.prune(system, 'acme', NOW),
        purge: () => outbox.purge(system, 'acme'),
      };
      for (const [name, call] of Object.entries(calls))
        await refused(call, 'LOCALERT_STORE_UNAVAILABLE', `${name} after close`);
    }),
  );

  itNeeding(test, options.reopen ? undefined : 'the outbox cannot be opened again')(
    'has everything when it is opened again',
    withOutbox(async (outbox) => {
      const delivered = await put(outbox);
      await outbox.settle(system, await claimOne(outbox), { kind: 'delivered', at: NOW });
      const claimed = await put(outbox);
      const claim = await claimOne(outbox);
      const waiting = await put(outbox, { dedupe: { key: 'k', windowMs: 1_000 } });
      await close(outbox);
      const again = await present(options.reopen, 'the suite’s `reopen`')(outbox);
      try {
        const states: unknown[] = [];
        for (const { id } of [delivered, claimed, waiting])
          states.push((await again.status(acme, id))?.state);
        same(states, ['delivered', 'sending', 'queued'], 'the states');
        same(await again.settle(system, claim, { kind: 'delivered', at: NOW }), true, 'a claim from before');
        same((await claimOne(again)).alert, waiting, 'what waited');
        const second = sampleAlert({ dedupe: waiting.dedupe });
        same(
          (await again.enqueue(acme, second).durable).duplicateOf,
          waiting.id,
          'a duplicate of what waited',
        );
      } finally {
        await close(again);
      }
    }),
  );
}
