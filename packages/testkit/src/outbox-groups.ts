import { present, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import {
  acme,
  busy,
  claimAt,
  claimOne,
  idsOf,
  LEASE_MS,
  line,
  NOW,
  type OutboxHarness,
  pass,
  put,
  system,
} from './outbox-harness.ts';

/** Groups, their pace and what holds them. */
export function outboxGroups({ test, options, withOutbox, close }: OutboxHarness): void {
  const { it } = test;

  it(
    'hands out the alerts of a group one after the other, whoever claims',
    withOutbox(async (outbox) => {
      const second = options.reopen ? await options.reopen(outbox) : outbox;
      try {
        const ids = await line(outbox, 5);
        const other = await put(outbox);
        const claims = (
          await Promise.all(
            Array.from({ length: 8 }, (_, index) => claimAt(index % 2 === 0 ? outbox : second)),
          )
        ).flat();
        same(
          idsOf(claims).toSorted(),
          [String(ids[0]), other.id].toSorted(),
          'one of the group, and the other',
        );
        for (const claim of claims) await outbox.settle(system, claim, { kind: 'delivered', at: NOW });
        const order: string[] = [];
        for (let index = 1; index < ids.length; index++) order.push(await pass(second, NOW));
        same(order, ids.slice(1), 'the rest of the group, in order');
      } finally {
        if (second !== outbox) await close(second);
      }
    }),
  );

  it(
    'gives a group free when a lease in it ends',
    withOutbox(async (outbox) => {
      const [first, second] = await line(outbox, 2);
      await claimOne(outbox);
      same(await claimAt(outbox, NOW + LEASE_MS - 1), [], 'while the lease lasts');
      same(await outbox.nextDue(system), NOW + LEASE_MS, 'when a claim may find something');
      same(await pass(outbox, NOW + LEASE_MS), first, 'the first again');
      same(await pass(outbox, NOW + LEASE_MS), second, 'the second');
    }),
  );

  it(
    'lets an alert that waits for its time hold up no other of its group',
    withOutbox(async (outbox) => {
      const [first, second, third] = await line(outbox, 3);
      await pass(outbox, NOW, { kind: 'retry', at: NOW + 5_000, code: 'http_503' });
      same(await pass(outbox, NOW + 1), second, 'the second goes first');
      same(await pass(outbox, NOW + 5_000), first, 'at its time the first keeps its place');
      same(await pass(outbox, NOW + 5_000), third, 'before the third');
    }),
  );

  it(
    'keeps groups of one name in several tenants apart',
    withOutbox(async (outbox) => {
      for (const tenant of RIVAL_TENANTS) await put(outbox, busy, anyScope(tenant));
      const claims = await claimAt(outbox);
      same(claims.length, RIVAL_TENANTS.length, 'the claims');
      const [one] = claims;
      await outbox.settle(system, present(one, 'a claim'), {
        ...{ kind: 'delivered', at: NOW },
        holdUntil: NOW + 1_000,
      });
      const [held, free] = [String(one?.tenant), String(claims[1]?.tenant)];
      await outbox.settle(system, present(claims[1], 'another claim'), { kind: 'delivered', at: NOW });
      for (const tenant of [held, free]) await put(outbox, busy, anyScope(tenant));
      same(
        (await claimAt(outbox)).map(({ tenant }) => tenant),
        [free],
        'whose group is free',
      );
    }),
  );

  it(
    'keeps the pace of a group, with its burst, over all claimers',
    withOutbox(async (outbox) => {
      const second = options.reopen ? await options.reopen(outbox) : outbox;
      try {
        const ids = await line(outbox, 6);
        const pace = { everyMs: 1_000, burst: 2 };
        const begun: [string, number][] = [];
        for (let at = 0; at <= 4_000; at += 250) {
          const claimer = at % 500 === 0 ? outbox : second;
          const request = { now: NOW + at, leaseMs: LEASE_MS, limit: 10, pace };
          for (const claim of await claimer.claim(system, request)) {
            begun.push([claim.alert.id, at]);
            await claimer.settle(system, claim, { kind: 'delivered', at: NOW + at });
          }
        }
        const expected = [0, 250, 1_000, 2_000, 3_000, 4_000].map((at, index) => [ids[index], at]);
        same(begun, expected, 'when each began');
      } finally {
        if (second !== outbox) await close(second);
      }
    }),
  );

  it(
    'tells when the pace lets the next one go',
    withOutbox(async (outbox) => {
      await line(outbox, 2);
      const pace = { everyMs: 1_000 };
      const [claim] = await outbox.claim(system, { now: NOW, leaseMs: LEASE_MS, limit: 1, pace });
      await outbox.settle(system, present(claim, 'a claim'), { kind: 'delivered', at: NOW + 20 });
      same(await outbox.nextDue(system), NOW + 1_000, 'when it is due');
      same(await claimAt(outbox, NOW + 999), [], 'before');
      same((await claimAt(outbox, NOW + 1_000)).length, 1, 'at its time');
    }),
  );

  it(
    'holds a group until the time that an end names, and no other',
    withOutbox(async (outbox) => {
      const [first, second] = await line(outbox, 2);
      await pass(outbox, NOW, { kind: 'retry', at: NOW + 10, code: 'ratelimited', holdUntil: NOW + 3_000 });
      const other = await put(outbox);
      same(await pass(outbox, NOW + 2_999), other.id, 'another group goes on');
      same(await claimAt(outbox, NOW + 2_999), [], 'the group waits');
      same(await outbox.nextDue(system), NOW + 3_000, 'when it is due');
      same(await pass(outbox, NOW + 3_000), first, 'then the first');
      same(await pass(outbox, NOW + 3_000), second, 'and the second');
    }),
  );

  it(
    'frees nothing by an end that comes after its lease, while another of the group is claimed',
    withOutbox(async (outbox) => {
      const [late] = await line(outbox, 1);
      const claim = await claimOne(outbox);
      const urgent = await put(outbox, { ...busy, priority: 0 });
      const last = await put(outbox, { ...busy, priority: 7 });
      const after = NOW + LEASE_MS;
      const other = await claimOne(outbox, after);
      same([claim.alert.id, other.alert.id], [late, urgent.id], 'who is claimed');
      const holdUntil = after + 60_000;
      // Nobody has claimed it since: its end is as good as ever.
      same(
        await outbox.settle(system, claim, { kind: 'delivered', at: after, holdUntil }),
        true,
        'the late end',
      );
      same(await claimAt(outbox, after), [], 'while the other is claimed');
      same(
        await outbox.settle(system, other, { kind: 'delivered', at: after }),
        true,
        'the end of the other',
      );
      same(await claimAt(outbox, holdUntil - 1), [], 'up to the hold of the late end');
      same(idsOf(await claimAt(outbox, holdUntil)), [last.id], 'after it');
      same((await outbox.status(acme, String(late)))?.state, 'delivered', 'the first');
    }),
  );

  it(
    'is not held by a clock that was set back since',
    withOutbox(async (outbox) => {
      const [first] = await line(outbox, 2);
      const ahead = NOW + 48 * 3_600_000;
      const pace = { everyMs: 1_000 };
      const [claim] = await outbox.claim(system, { now: ahead, leaseMs: LEASE_MS, limit: 1, pace });
      same(claim?.alert.id, first, 'the claim');
      await outbox.settle(system, present(claim, 'a claim'), {
        ...{ kind: 'delivered', at: ahead },
        holdUntil: ahead + 60_000,
      });
      const request = { now: NOW, leaseMs: LEASE_MS, limit: 1, pace };
      same((await outbox.claim(system, request)).length, 1, 'a claim at the time of now');
    }),
  );
}
