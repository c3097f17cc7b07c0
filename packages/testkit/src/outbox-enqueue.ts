import type { QueuedAlert } from '@localert/core';
import { isTrue, refused, same } from './assertions.ts';
import { anyScope, HOSTILE_TEXTS, PROTOTYPE_IDS, RIVAL_TENANTS } from './hostile.ts';
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
import { SAMPLE_TIME, sampleAlert } from './samples.ts';

/** Alerts that no queue could order or find again. */
const BROKEN: Readonly<Record<string, Partial<QueuedAlert>>> = {
  'no id': { id: '' },
  'half a character in the id': { id: 'x\ud800' },
  'a NUL in the id': { id: 'x\u0000' },
  'a priority below 0': { priority: -1 },
  'a priority above 7': { priority: 8 },
  'a priority between two': { priority: 1.5 },
  'a time that is none': { createdAt: Number.NaN },
  'a rank that is none': { rank: Number.NaN },
  'a rank between two': { rank: 1.5 },
  'a beginning that is none': { notBefore: Number.POSITIVE_INFINITY },
  'an end that is none': { expiresAt: Number.NaN },
  'a window that is none': { dedupe: { key: 'k', windowMs: Number.NaN } },
};

/** What goes in: receipts, duplicates, hostile texts and tenants. */
export function outboxEnqueue({ test, withOutbox }: OutboxHarness): void {
  const { it } = test;

  it(
    'answers an enqueue at once, and says later that it is kept',
    withOutbox(async (outbox) => {
      const alert = sampleAlert();
      const receipt = outbox.enqueue(acme, alert);
      same(receipt.id, alert.id, 'the receipt');
      same(await receipt.durable, { id: alert.id }, 'the durable receipt');
      const { id, fixture, locale, severity, createdAt } = alert;
      const expected = { id, fixture, locale, severity, createdAt, state: 'queued', attempts: 0 };
      same(await outbox.status(acme, id), expected, 'the status');
      same(await outbox.status(acme, 'unknown'), undefined, 'the status of an unknown alert');
    }),
  );

  it(
    'keeps 300 alerts that come at once, each under its id',
    withOutbox(async (outbox) => {
      const alerts = Array.from({ length: 300 }, () => sampleAlert());
      const receipts = await Promise.all(alerts.map((alert) => outbox.enqueue(acme, alert).durable));
      same(
        receipts,
        alerts.map(({ id }) => ({ id })),
        'the receipts',
      );
      same(
        idsOf(await claimAt(outbox, NOW, 1_000)),
        alerts.map(({ id }) => id),
        'the alerts, in order',
      );
    }),
  );

  it(
    'hands out what was enqueued, every text as it was written',
    withOutbox(async (outbox) => {
      const alert = sampleAlert({
        values: JSON.stringify(HOSTILE_TEXTS),
        plain: Object.values(HOSTILE_TEXTS).join('|'),
        payload: 'ß'.repeat(100_000),
        destination: { channel: '#alerts', workspace: 'T1', thread: '1700000000.000100' },
        dedupe: { key: HOSTILE_TEXTS.nul, windowMs: 1_000 },
        group: HOSTILE_TEXTS.quotes,
        rank: SAMPLE_TIME + 12_345,
        fallback: { channel: '#other' },
        follows: { alert: 'an earlier one', as: 'reply' },
        purpose: 'digest',
        notBefore: SAMPLE_TIME + 1,
        expiresAt: NOW + 1,
      });
      const given = structuredClone(alert);
      const { durable } = outbox.enqueue(acme, given);
      // The caller may use its object again: the alert was taken when it was handed over.
      Object.assign(given, { payload: 'changed by the caller' });
      await durable;
      const claim = await claimOne(outbox);
      same(claim.alert, alert, 'the alert');
      same([claim.tenant, claim.attempt], ['acme', 1], 'tenant and attempt');
    }),
  );

  it(
    'queues an alert once, however often it is handed in',
    withOutbox(async (outbox) => {
      const alert = sampleAlert();
      const receipts = await Promise.all([1, 2, 3].map(() => outbox.enqueue(acme, alert).durable));
      const again = { id: alert.id, duplicateOf: alert.id };
      same(receipts, [{ id: alert.id }, again, again], 'the receipts');
      same(await outbox.depth(system), { queued: 1, sending: 0, dead: 0 }, 'the depth');
    }),
  );

  it(
    'refuses a broken alert, and only it',
    withOutbox(async (outbox) => {
      const before = outbox.enqueue(acme, sampleAlert()).durable;
      const broken = Object.entries(BROKEN).map(([what, change]) => {
        const { durable } = outbox.enqueue(acme, sampleAlert(change));
        return refused(() => durable, 'LOCALERT_INVALID_INPUT', what);
      });
      const after = outbox.enqueue(acme, sampleAlert()).durable;
      await Promise.all([before, ...broken, after]);
      same((await outbox.depth(system)).queued, 2, 'the number of alerts');
    }),
  );

  it(
    'drops a second alert with the same key inside its window',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'player/eu', windowMs: 10_000 };
      const first = await put(outbox, { dedupe });
      const enqueue = (at: number, change: Partial<QueuedAlert> = {}) =>
        outbox.enqueue(acme, sampleAlert({ createdAt: SAMPLE_TIME + at, dedupe, ...change })).durable;
      same((await enqueue(9_999)).duplicateOf, first.id, 'inside the window');
      same(
        (await enqueue(9_999, { dedupe: { ...dedupe, key: 'player/us' } })).duplicateOf,
        undefined,
        'another key',
      );
      same((await enqueue(9_999, { dedupe: undefined })).duplicateOf, undefined, 'no key');
      same(
        (await enqueue(9_999, { dedupe: { ...dedupe, windowMs: 9_000 } })).duplicateOf,
        undefined,
        'a shorter window',
      );
      same((await outbox.depth(system)).queued, 4, 'the number of alerts');
    }),
  );

  it(
    'takes an alert whose earlier one stands ahead, by a clock that was set back since',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'player/eu', windowMs: 10_000 };
      await put(outbox, { createdAt: SAMPLE_TIME + 3_600_000, dedupe });
      const now = sampleAlert({ createdAt: SAMPLE_TIME, dedupe });
      same(await outbox.enqueue(acme, now).durable, { id: now.id }, 'the receipt');
    }),
  );

  it(
    'takes an alert with the same key once the window is over',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'player/eu', windowMs: 10_000 };
      await put(outbox, { dedupe });
      const late = sampleAlert({ createdAt: SAMPLE_TIME + 10_000, dedupe });
      same(await outbox.enqueue(acme, late).durable, { id: late.id }, 'the receipt');
      const next = sampleAlert({ createdAt: SAMPLE_TIME + 10_001, dedupe });
      same(
        (await outbox.enqueue(acme, next).durable).duplicateOf,
        late.id,
        'the earlier alert that is named',
      );
    }),
  );

  it(
    'keeps one of 50 alerts with one key that come at once',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'k', windowMs: 1_000 };
      const alerts = Array.from({ length: 50 }, () => sampleAlert({ dedupe }));
      const receipts = await Promise.all(alerts.map((alert) => outbox.enqueue(acme, alert).durable));
      same(receipts.filter(({ duplicateOf }) => duplicateOf === undefined).length, 1, 'the alerts kept');
      same((await outbox.depth(system)).queued, 1, 'the depth');
    }),
  );

  it(
    'counts a delivered alert as a duplicate, a dead one not',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'k', windowMs: 3_600_000 };
      const first = await put(outbox, { dedupe });
      await outbox.settle(system, await claimOne(outbox), { kind: 'delivered', at: NOW });
      const second = sampleAlert({ dedupe });
      same((await outbox.enqueue(acme, second).durable).duplicateOf, first.id, 'after a delivered alert');
      const rival = anyScope('acme2');
      await put(outbox, { dedupe }, rival);
      await outbox.settle(system, await claimOne(outbox), {
        kind: 'dead',
        at: NOW,
        code: 'channel_not_found',
      });
      const third = sampleAlert({ dedupe });
      same(await outbox.enqueue(rival, third).durable, { id: third.id }, 'after a dead alert');
    }),
  );

  it(
    'compares keys inside a tenant only',
    withOutbox(async (outbox) => {
      const dedupe = { key: 'k', windowMs: 1_000 };
      for (const tenant of RIVAL_TENANTS) {
        const alert = sampleAlert({ dedupe });
        same(
          await outbox.enqueue(anyScope(tenant), alert).durable,
          { id: alert.id },
          `the first of ${tenant}`,
        );
      }
      for (const [tenant, key] of [
        ['a:b', 'c'],
        ['a', 'b:c'],
      ] as const) {
        const alert = sampleAlert({ dedupe: { key, windowMs: 1_000 } });
        same(await outbox.enqueue(anyScope(tenant), alert).durable, { id: alert.id }, `${tenant} + ${key}`);
      }
      for (const key of PROTOTYPE_IDS) {
        const alert = sampleAlert({ dedupe: { key, windowMs: 1_000 } });
        same(await outbox.enqueue(acme, alert).durable, { id: alert.id }, `the key ${key}`);
      }
    }),
  );

  it(
    'lets two tenants use one alert id',
    withOutbox(async (outbox) => {
      const alert = sampleAlert();
      for (const tenant of RIVAL_TENANTS)
        same(await outbox.enqueue(anyScope(tenant), alert).durable, { id: alert.id }, tenant);
      const claims = await claimAt(outbox);
      same(
        claims.map(({ tenant }) => tenant),
        [...RIVAL_TENANTS],
        'the tenants of the claims',
      );
      const [claim] = claims;
      isTrue(
        claim !== undefined && (await outbox.settle(system, claim, { kind: 'delivered', at: NOW })),
        'the first is settled',
      );
      const states: unknown[] = [];
      for (const tenant of RIVAL_TENANTS)
        states.push((await outbox.status(anyScope(tenant), alert.id))?.state);
      same(
        states,
        RIVAL_TENANTS.map((_, index) => (index === 0 ? 'delivered' : 'sending')),
        'the states',
      );
      same(await outbox.nextDue(system), NOW + LEASE_MS, 'the end of the leases');
    }),
  );
}
