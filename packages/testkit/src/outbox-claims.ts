import type { Outbox, QueuedAlert } from '@localert/core';
import { isTrue, present, same } from './assertions.ts';
import { anyScope } from './hostile.ts';
import {
  acme,
  claimAt,
  claimOne,
  idsOf,
  LEASE_MS,
  NOW,
  type OutboxHarness,
  put,
  system,
} from './outbox-harness.ts';
import { sampleAlert } from './samples.ts';

/** What goes out: order, leases, settlements. */
export function outboxClaims({ test, options, withOutbox, close }: OutboxHarness): void {
  const { it } = test;

  it(
    'claims by priority, then in the order of arrival, over all tenants',
    withOutbox(async (outbox) => {
      const priorities = [7, 3, 0, 3, 7, 0, 5];
      const alerts: QueuedAlert[] = [];
      for (const [index, priority] of priorities.entries()) {
        alerts.push(await put(outbox, { priority }, anyScope(index % 2 === 0 ? 'a' : 'a-2')));
      }
      const expected = [2, 5, 1, 3, 6, 0, 4].map((index) => alerts[index]?.id);
      const ids: string[] = [];
      for (let round = 0; round < 4; round++) ids.push(...idsOf(await claimAt(outbox, NOW, 2)));
      same(ids, expected, 'the order');
    }),
  );

  it(
    'claims no more than it is asked for',
    withOutbox(async (outbox) => {
      for (let index = 0; index < 5; index++) await put(outbox);
      const sizes: number[] = [];
      for (const limit of [0, 2, 100, 1]) sizes.push((await claimAt(outbox, NOW, limit)).length);
      same(sizes, [0, 2, 3, 0], 'the sizes');
    }),
  );

  it(
    'gives concurrent claimers different alerts',
    withOutbox(async (outbox) => {
      const second = options.reopen ? await options.reopen(outbox) : outbox;
      try {
        const ids: string[] = [];
        for (let index = 0; index < 100; index++) ids.push((await put(outbox)).id);
        const claims = await Promise.all(
          Array.from({ length: 14 }, (_, index) => claimAt(index % 2 === 0 ? outbox : second, NOW, 8)),
        );
        same(idsOf(claims.flat()).toSorted(), ids.toSorted(), 'every alert, once');
        const leases = claims.flat().map(({ lease, alert }) => `${lease} ${alert.id}`);
        same(new Set(leases).size, 100, 'the number of proofs');
      } finally {
        if (second !== outbox) await close(second);
      }
    }),
  );

  it(
    'keeps a claim until its lease ends, then gives it to another',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      const first = await claimOne(outbox);
      same((await outbox.status(acme, id))?.state, 'sending', 'the state');
      same(await claimAt(outbox, NOW + LEASE_MS - 1), [], 'a claim while the lease lasts');
      const second = await claimOne(outbox, NOW + LEASE_MS);
      same([idsOf([second]), second.attempt], [[id], 2], 'the second claim');
      isTrue(second.lease !== first.lease, 'each claim has its own proof');
      same((await outbox.status(acme, id))?.attempts, 2, 'the attempts');
    }),
  );

  it(
    'ignores who has lost the lease',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      const lost = await claimOne(outbox);
      const held = await claimOne(outbox, NOW + LEASE_MS);
      for (const kind of ['delivered', 'release'] as const) {
        same(await outbox.settle(system, lost, { kind, at: NOW }), false, `${kind} with a lost lease`);
      }
      for (const kind of ['dead', 'retry'] as const) {
        same(
          await outbox.settle(system, lost, { kind, at: NOW, code: 'x' }),
          false,
          `${kind} with a lost lease`,
        );
      }
      const status = present(await outbox.status(acme, id), 'the status');
      same(
        [status.state, status.attempts, status.code, status.settledAt],
        ['sending', 2, undefined, undefined],
        'the status',
      );
      same(await claimAt(outbox, NOW + LEASE_MS), [], 'the claim of the second lasts');
      same(await outbox.settle(system, held, { kind: 'delivered', at: NOW }), true, 'who holds the lease');
      same(
        await outbox.settle(system, held, { kind: 'delivered', at: NOW }),
        false,
        'a claim is settled once',
      );
    }),
  );

  it(
    'takes the end of a claim whose lease is over, while no other has it',
    withOutbox(async (outbox) => {
      await put(outbox);
      const claim = await claimOne(outbox);
      same(
        await outbox.settle(system, claim, { kind: 'delivered', at: NOW + 2 * LEASE_MS }),
        true,
        'a late end',
      );
      same(await claimAt(outbox, NOW + 3 * LEASE_MS), [], 'what is left');
    }),
  );

  it(
    'believes no proof that it did not give, and none of another alert',
    withOutbox(async (outbox) => {
      await put(outbox);
      await put(outbox);
      const [one, two] = await claimAt(outbox);
      const claim = present(one, 'the first claim');
      const forged = [
        { ...claim, lease: 'made up' },
        { ...claim, lease: '' },
        { ...claim, tenant: 'other' },
        { ...claim, alert: { ...claim.alert, id: 'unknown' } },
      ];
      for (const wrong of forged)
        same(await outbox.settle(system, wrong, { kind: 'delivered', at: NOW }), false, 'a forged claim');
      same(await outbox.depth(system), { queued: 0, sending: 2, dead: 0 }, 'the depth');
      same(
        await outbox.settle(system, present(two, 'the second claim'), { kind: 'delivered', at: NOW }),
        true,
        'a true claim',
      );
    }),
  );

  it(
    'remembers where and how an alert was delivered',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      const ref = { channel: 'C1', ts: '1700000000.000100' };
      await outbox.settle(system, await claimOne(outbox), {
        kind: 'delivered',
        at: NOW + 5,
        ref,
        degraded: true,
      });
      const status = present(await outbox.status(acme, id), 'the status');
      same(
        [status.state, status.settledAt, status.ref, status.degraded],
        ['delivered', NOW + 5, ref, true],
        'the status',
      );
      same(await claimAt(outbox, NOW + 10 * LEASE_MS), [], 'a delivered alert is not claimed');
      await put(outbox);
      const plain = await claimOne(outbox);
      await outbox.settle(system, plain, { kind: 'delivered', at: NOW, ref: undefined, degraded: false });
      same((await outbox.status(acme, plain.alert.id))?.ref, undefined, 'no place');
    }),
  );

  it(
    'claims a retry again at its time, not before',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      same(
        await outbox.settle(system, await claimOne(outbox), {
          kind: 'retry',
          at: NOW + 500,
          code: 'rate_limited',
        }),
        true,
        'the end',
      );
      const status = present(await outbox.status(acme, id), 'the status');
      same([status.state, status.attempts, status.code], ['queued', 1, 'rate_limited'], 'the status');
      same(await outbox.nextDue(system), NOW + 500, 'when it is due');
      same(await claimAt(outbox, NOW + 499), [], 'before its time');
      same((await claimOne(outbox, NOW + 500)).attempt, 2, 'the attempt');
    }),
  );

  it(
    'does not count a claim that was given back',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      await outbox.settle(system, await claimOne(outbox), { kind: 'retry', at: NOW, code: 'http_503' });
      await outbox.settle(system, await claimOne(outbox), { kind: 'release', at: NOW + 500 });
      const status = present(await outbox.status(acme, id), 'the status');
      same([status.state, status.attempts, status.code], ['queued', 1, 'http_503'], 'the status');
      same(await claimAt(outbox, NOW + 499), [], 'before its time');
      same((await claimOne(outbox, NOW + 500)).attempt, 2, 'the attempt');
    }),
  );

  it(
    'keeps an alert’s place in the line over retries and lost leases',
    withOutbox(async (outbox) => {
      const [first, second, third] = [await put(outbox), await put(outbox), await put(outbox)];
      const [one, two] = await claimAt(outbox, NOW, 2);
      await outbox.settle(system, present(two, 'the second claim'), {
        kind: 'retry',
        at: NOW + 1,
        code: 'x',
      });
      isTrue(one !== undefined, 'the first is claimed, and never settled');
      same(idsOf(await claimAt(outbox, NOW + LEASE_MS)), [first.id, second.id, third.id], 'the order');
    }),
  );

  it(
    'tells when the next alert is due',
    withOutbox(async (outbox) => {
      const due = (of: Outbox) => of.nextDue(system);
      same(await due(outbox), undefined, 'an empty outbox');
      const { createdAt } = await put(outbox);
      same(await due(outbox), createdAt, 'a new alert');
      await put(outbox, { createdAt: createdAt + 1_000 });
      await outbox.settle(system, await claimOne(outbox), { kind: 'retry', at: NOW + 900, code: 'x' });
      isTrue(Number(await due(outbox)) < NOW, 'with a new alert and a retry the new one is due');
      await outbox.settle(system, await claimOne(outbox), { kind: 'delivered', at: NOW });
      same(await due(outbox), NOW + 900, 'a retry');
      const claim = await claimOne(outbox, NOW + 900);
      same(await due(outbox), NOW + 900 + LEASE_MS, 'the end of a lease: whoever holds it may be gone');
      await outbox.settle(system, claim, { kind: 'dead', at: NOW, code: 'x' });
      same(await due(outbox), undefined, 'nothing waits');
    }),
  );

  it(
    'claims an alert of any time of making',
    withOutbox(async (outbox) => {
      // The clocks of two machines differ: what was just enqueued is due, whatever its sender's clock says.
      const { id } = sampleAlert();
      await put(outbox, { id, createdAt: NOW + 3_600_000 });
      same(idsOf(await claimAt(outbox)), [id], 'the claim');
    }),
  );
}
