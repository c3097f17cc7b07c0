import type { Outbox, QueuedAlert, TenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../test/failures-of.ts';
import { outboxConformance } from './outbox-conformance.ts';
import { NOW } from './outbox-harness.ts';
import { unsafeScope } from './unsafe-scope.ts';

const broken = (change: (outbox: Outbox) => Partial<Outbox>) => (): Outbox => {
  const { outbox } = memoryStore();
  return { ...outbox, ...change(outbox) };
};

const changed = (change: (alert: QueuedAlert) => Partial<QueuedAlert>) =>
  broken((outbox) => ({ enqueue: (scope, alert) => outbox.enqueue(scope, { ...alert, ...change(alert) }) }));

const trusting = (scope: TenantScope) => unsafeScope(scope?.tenant ?? 'acme');

/** A fault → how it is made, and a test that has to find it. */
const FAULTS: Readonly<Record<string, readonly [() => Outbox, string]>> = {
  'another contract': [broken(() => ({ spec: 'localert.outbox/0' as 'localert.outbox/1' })), 'speaks'],
  'a receipt that comes too late': [
    broken((outbox) => ({
      enqueue: (scope, alert) => {
        const { id, durable } = outbox.enqueue(scope, alert);
        return { id: `${id}!`, durable };
      },
    })),
    'answers an enqueue at once',
  ],
  'no order by priority': [changed(() => ({ priority: 3 })), 'claims by priority'],
  'last in, first out': [
    broken((outbox) => ({
      claim: async (scope, request) => (await outbox.claim(scope, request)).toReversed(),
    })),
    'keeps 300 alerts',
  ],
  'more than was asked for': [
    broken((outbox) => ({ claim: (scope, request) => outbox.claim(scope, { ...request, limit: 1_000 }) })),
    'claims no more than it is asked for',
  ],
  'leases that never hold': [
    broken((outbox) => ({ claim: (scope, request) => outbox.claim(scope, { ...request, leaseMs: -1 }) })),
    'gives concurrent claimers different alerts',
  ],
  'leases that never end': [
    broken((outbox) => ({ claim: (scope, request) => outbox.claim(scope, { ...request, leaseMs: 1e15 }) })),
    'keeps a claim until its lease ends',
  ],
  'every end believed': [
    broken((outbox) => ({ settle: async (...given) => (await outbox.settle(...given)) || true })),
    'ignores who has lost the lease',
  ],
  'retries at once': [
    broken((outbox) => ({
      settle: (scope, claim, settlement) =>
        outbox.settle(scope, claim, settlement.kind === 'retry' ? { ...settlement, at: 0 } : settlement),
    })),
    'claims a retry again at its time',
  ],
  'released claims that count': [
    broken((outbox) => ({
      settle: (scope, claim, settlement) =>
        outbox.settle(
          scope,
          claim,
          settlement.kind === 'release' ? { kind: 'retry', at: settlement.at, code: 'http_503' } : settlement,
        ),
    })),
    'does not count a claim that was given back',
  ],
  'dead letters forgotten': [broken(() => ({ dead: async () => ({ items: [] }) })), 'keeps dead letters'],
  'the first page for a cursor that is none': [
    broken((outbox) => ({
      dead: async (scope, page = {}) => outbox.dead(scope, page).catch(() => outbox.dead(scope)),
    })),
    'lists dead letters newest first',
  ],
  'redrives for everyone': [
    broken(() => ({ redrive: async () => true })),
    'shows and moves the alerts of one tenant only',
  ],
  'no duplicates found': [changed(() => ({ dedupe: undefined })), 'drops a second alert with the same key'],
  'a window without end': [
    changed(({ dedupe }) => ({ dedupe: dedupe && { ...dedupe, windowMs: dedupe.windowMs * 1_000 } })),
    'takes an alert with the same key once the window is over',
  ],
  'keys over all tenants': [
    broken((outbox) => ({ enqueue: (_, alert) => outbox.enqueue(unsafeScope('all'), alert) })),
    'compares keys inside a tenant only',
  ],
  'texts made well-formed': [
    changed(({ plain }) => ({ plain: plain.replaceAll('\u0000', '') })),
    'hands out what was enqueued',
  ],
  'the caller’s object kept': [
    broken((outbox) => ({
      enqueue: (scope, alert) => ({
        id: alert.id,
        durable: Promise.resolve().then(() => outbox.enqueue(scope, alert).durable),
      }),
    })),
    'hands out what was enqueued',
  ],
  'broken alerts taken': [
    changed(({ priority }) => ({ priority: Math.min(7, Math.max(0, Math.round(priority))) })),
    'refuses a broken alert',
  ],
  'a status for everyone': [
    broken((outbox) => ({
      status: async (scope, id) => (await outbox.status(scope, id)) ?? outbox.status(unsafeScope('acme'), id),
    })),
    'shows and moves the alerts of one tenant only',
  ],
  'nothing due': [broken(() => ({ nextDue: async () => undefined })), 'tells when the next alert is due'],
  'no depth': [
    broken(() => ({ depth: async () => ({ queued: 0, sending: 0, dead: 0 }) })),
    'counts what waits',
  ],
  'pruning of everyone': [
    broken((outbox) => ({
      prune: async (scope, _, before) =>
        (await outbox.prune(scope, 'a', before)) + (await outbox.prune(scope, 'a-2', before)),
    })),
    'prunes what a tenant had delivered',
  ],
  'a purge of everyone': [
    broken((outbox) => ({
      purge: async (scope) => {
        let gone = 0;
        for (const tenant of ['a', 'a-2', 'a_2', 'a2', 'A', 'a%']) gone += await outbox.purge(scope, tenant);
        return gone;
      },
    })),
    'purges every alert of a tenant',
  ],
  'a purge of what has ended': [
    broken((outbox) => ({ purge: (scope, tenant) => outbox.prune(scope, tenant, NOW * 2) })),
    'ends no claim of what was purged',
  ],
  'a purge that comes before what was handed in': [
    broken((outbox) => ({
      enqueue(scope, alert) {
        const durable = new Promise((resolve) => setTimeout(resolve, 1)).then(
          () => outbox.enqueue(scope, alert).durable,
        );
        durable.catch(() => undefined);
        return { id: alert.id, durable };
      },
    })),
    'purges what was handed in before',
  ],
  'any scope taken': [
    broken((outbox) => ({ status: (scope, id) => outbox.status(trusting(scope), id) })),
    'refuses scopes of the wrong kind',
  ],
  'a close that closes nothing': [
    broken(() => ({ close: async () => undefined })),
    'takes nothing after it is closed',
  ],
  'a prototype written to': [
    broken((outbox) => ({
      depth: (scope) => {
        Object.defineProperty(Object.prototype, 'leak', { value: 1, configurable: true });
        return outbox.depth(scope);
      },
    })),
    'leaves Object.prototype as it was',
  ],
};

describe('outboxConformance', () => {
  it.each(Object.entries(FAULTS))('finds %s', async (_, [create, test]) => {
    const { failed } = await reportOf((api) => outboxConformance(api, { name: 'x', create }));
    Reflect.deleteProperty(Object.prototype, 'leak');
    expect(
      [...failed.keys()].some((name) => name.includes(test)),
      [...failed.keys()].join('\n'),
    ).toBe(true);
  });

  it('passes an outbox by itself', async () => {
    const { failed, skipped } = await reportOf((api) =>
      outboxConformance(api, { name: 'x', create: () => memoryStore().outbox }),
    );
    expect([...failed]).toEqual([]);
    expect(skipped).toEqual([
      'x: outbox > has everything when it is opened again (skipped: the outbox cannot be opened again)',
      'x: outbox > tells of what another process enqueues or drives again, to all who listen, until they end it (skipped: the outbox has no subscribe)',
      'x: outbox > lets nobody listen with a scope that core did not make, or after it is closed (skipped: the outbox has no subscribe)',
    ]);
  });
});
