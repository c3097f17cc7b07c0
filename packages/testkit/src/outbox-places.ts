import { isTrue, present, same } from './assertions.ts';
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
import { SAMPLE_TIME, sampleAlert } from './samples.ts';

/** Places in the line, what waits for its time, doubts, duplicates and what was dropped. */
export function outboxPlaces({ test, withOutbox }: OutboxHarness): void {
  const { it } = test;

  it(
    'claims by rank where alerts have one',
    withOutbox(async (outbox) => {
      const rank = SAMPLE_TIME + 60_000;
      const late = await put(outbox, { rank: rank + 2 });
      const early = await put(outbox, { rank });
      const between = await put(outbox, { rank: rank + 1, priority: 7 });
      // By priority and age: two levels and a minute.
      const plain = await put(outbox, { priority: 1 });
      same(idsOf(await claimAt(outbox)), [plain.id, early.id, between.id, late.id], 'the order');
    }),
  );

  it(
    'claims within a group by rank too',
    withOutbox(async (outbox) => {
      const later = await put(outbox, { ...busy, priority: 5 });
      const urgent = await put(outbox, { ...busy, priority: 0 });
      same([await pass(outbox, NOW), await pass(outbox, NOW)], [urgent.id, later.id], 'the order');
    }),
  );

  it(
    'claims what has to wait from its time on',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox, { notBefore: NOW + 5_000 });
      const now = await put(outbox);
      same(await pass(outbox, NOW), now.id, 'what need not wait');
      same(await claimAt(outbox, NOW + 4_999), [], 'before its time');
      same(await outbox.nextDue(system), NOW + 5_000, 'when it is due');
      same((await outbox.status(acme, id))?.state, 'queued', 'the state');
      same(await pass(outbox, NOW + 5_000), id, 'at its time');
    }),
  );

  it(
    'claims ahead of time what a mover asks for, of the tenants that it names',
    withOutbox(async (outbox) => {
      const [retried] = await line(outbox, 1);
      await pass(outbox, NOW, { kind: 'retry', at: NOW + 5_000, code: 'x', holdUntil: NOW + 4_000 });
      const later = await put(outbox, { notBefore: NOW + 86_400_000 });
      const held = await put(outbox);
      same((await claimOne(outbox)).alert.id, held.id, 'a claim by somebody else');
      for (const tenant of RIVAL_TENANTS) await put(outbox, {}, anyScope(tenant));
      const ahead = { now: NOW, leaseMs: LEASE_MS, limit: 100, dueBy: NOW + 10 * 86_400_000 };
      const [one, two] = RIVAL_TENANTS;
      const named = await outbox.claim(system, { ...ahead, tenants: [String(one), String(two)] });
      same(
        named.map(({ tenant }) => tenant),
        [one, two],
        'whose alerts',
      );
      const claims = await outbox.claim(system, { ...ahead, tenants: ['acme', 'nobody'] });
      same(idsOf(claims), [retried, later.id], 'what waits, and not what another holds');
      same(await outbox.claim(system, { ...ahead, tenants: [] }), [], 'of nobody');
    }),
  );

  it(
    'says of a claim whether an earlier attempt may have posted it',
    withOutbox(async (outbox) => {
      const doubted = async (now: number) => Boolean((await claimOne(outbox, now)).inDoubt);
      const { id } = await put(outbox);
      const first = await claimOne(outbox);
      same(Boolean(first.inDoubt), false, 'the first attempt');
      await outbox.settle(system, first, { kind: 'release', at: NOW });
      const given = await claimOne(outbox);
      same(Boolean(given.inDoubt), false, 'after a claim that was given back');
      await outbox.settle(system, given, { kind: 'retry', at: NOW, code: 'http_503' });
      same(await doubted(NOW), false, 'after an attempt that did not post');
      same(await doubted(NOW + LEASE_MS), true, 'after a lease whose end nobody told');
      const lost = await claimOne(outbox, NOW + 2 * LEASE_MS);
      await outbox.settle(system, lost, { kind: 'retry', at: NOW, code: 'http_503' });
      same(await doubted(NOW + 2 * LEASE_MS), false, 'once it is known that it was not posted');
      const unknown = await claimOne(outbox, NOW + 3 * LEASE_MS);
      await outbox.settle(system, unknown, { kind: 'retry', at: NOW, code: 'timeout', inDoubt: true });
      const again = await claimOne(outbox, NOW + 3 * LEASE_MS);
      same(Boolean(again.inDoubt), true, 'after an attempt that ended in doubt');
      await outbox.settle(system, again, { kind: 'dead', at: NOW, code: 'timeout', inDoubt: true });
      same(await outbox.redrive(acme, id, NOW), true, 'the redrive');
      same(await doubted(NOW + 3 * LEASE_MS), true, 'after a dead letter in doubt was driven again');
    }),
  );

  it(
    'counts the duplicates that were not queued',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'k', windowMs: 10_000 };
      const first = await put(outbox, { dedupe });
      const counts: unknown[] = [];
      for (let index = 0; index < 3; index++)
        counts.push((await outbox.enqueue(acme, sampleAlert({ dedupe })).durable).suppressed);
      same(counts, [1, 2, 3], 'the receipts');
      same((await outbox.status(acme, first.id))?.suppressed, 3, 'the status');
      await pass(outbox, NOW);
      await outbox.enqueue(acme, sampleAlert({ dedupe })).durable;
      same((await outbox.status(acme, first.id))?.suppressed, 4, 'the status once it is delivered');
      const again = await outbox.enqueue(acme, first).durable;
      same(
        again,
        { id: first.id, duplicateOf: first.id },
        'the same alert handed in again is no duplicate of it',
      );
    }),
  );

  it(
    'keeps what was dropped for a while, as neither delivered nor dead',
    withOutbox(async (outbox) => {
      const { id } = await put(outbox);
      await pass(outbox, NOW, { kind: 'dropped', code: 'acknowledged' });
      const { state, code, settledAt, ref } = present(await outbox.status(acme, id), 'the status');
      same([state, code, settledAt, ref], ['dropped', 'acknowledged', NOW, undefined], 'the status');
      same(await claimAt(outbox, NOW + 10 * LEASE_MS), [], 'it is not claimed');
      same((await outbox.dead(acme)).items, [], 'it is no dead letter');
      same(await outbox.redrive(acme, id, NOW), false, 'nor driven again');
      same(await outbox.depth(system), { queued: 0, sending: 0, dead: 0 }, 'the depth');
      same(await outbox.prune(system, 'acme', NOW + 1), 1, 'how many are pruned');
      isTrue((await outbox.status(acme, id)) === undefined, 'it is gone');
    }),
  );
}
