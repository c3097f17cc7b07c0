import type { AuditRecord, Scope, TenantScope } from '@localert/core';
import { present, refused, same } from './assertions.ts';
import {
  type AuditLogHarness,
  acme,
  appendSome,
  idsOf,
  linkAll,
  system,
  trailOf,
} from './audit-log-harness.ts';
import { anyScope, GARBAGE_CURSORS, HOSTILE_TEXTS, RIVAL_TENANTS } from './hostile.ts';
import { SAMPLE_TIME, sampleAudit } from './samples.ts';
import { itNeeding } from './test-api.ts';

/** Records that no log could keep or find again. */
const BROKEN: Readonly<Record<string, Partial<AuditRecord>>> = {
  'no id': { id: '' },
  'an id that is none': { id: 7 as unknown as string },
  'half a character in the id': { id: 'x\ud800' },
  'a NUL in the id': { id: 'x\u0000' },
  'an id of 201 characters': { id: 'x'.repeat(201) },
  'a time that is none': { at: Number.NaN },
  'another tenant': { tenant: 'acme2' },
};

/** What goes in, and waits: order of arrival, known ids, tenants, scopes. */
export function auditLogAppends({ test, options, withPart, withHands, close }: AuditLogHarness): void {
  const { it } = test;

  it(
    'keeps a record as it was given',
    withPart(async (log) => {
      const record = sampleAudit('acme', {
        reason: Object.values(HOSTILE_TEXTS).join('|'),
        resource: { kind: 'alert', id: 'a1', locale: 'es-MX', revision: 3 },
        outcome: 'denied',
        payloadHash: 'p'.repeat(43),
        rowHash: 'r'.repeat(43),
        details: { ...HOSTILE_TEXTS, count: 2, rate: 0.1, whole: true },
      });
      same(await log.unlinked(system, 'acme', 10), [], 'an empty log');
      await log.append(acme, 'acme', [record]);
      same(await log.unlinked(system, 'acme', 10), [record], 'what waits');
      same((await trailOf(log, 'acme')).linked, [], 'nothing is linked');
    }),
  );

  it(
    'keeps the order of arrival, whatever the times and ids say, over every hand',
    withHands(async (log, hand) => {
      const ids: string[] = [];
      for (let index = 0; index < 12; index++) {
        const records = [2, 1].map((part) => sampleAudit('acme', { at: SAMPLE_TIME - index * 10 + part }));
        await hand(index).append(system, 'acme', records);
        ids.push(...idsOf(records));
      }
      same(idsOf(await log.unlinked(system, 'acme', 100)), ids, 'the order');
      same(idsOf(await log.unlinked(system, 'acme', 5)), ids.slice(0, 5), 'the first five');
      same(await log.unlinked(system, 'acme', 0), [], 'none');
    }),
  );

  it(
    'passes over a record that it knows, linked or not',
    withPart(async (log) => {
      const [first, second] = (await appendSome(log, 'acme', 2)) as [AuditRecord, AuditRecord];
      const third = sampleAudit('acme');
      const changed = { ...first, reason: 'another' };
      await log.append(system, 'acme', [changed, third, third]);
      same(await log.unlinked(system, 'acme', 10), [first, second, third], 'what waits');
      await linkAll(log, 'acme', [first]);
      await log.append(system, 'acme', [changed]);
      same(await log.unlinked(system, 'acme', 10), [second, third], 'what waits after a link');
    }),
  );

  it(
    'keeps each of 50 records once that two hands append at the same time',
    withHands(async (log, hand) => {
      const records = Array.from({ length: 50 }, () => sampleAudit('acme'));
      await Promise.all(
        records.flatMap((record, index) => [
          hand(index).append(system, 'acme', [record]),
          hand(index + 1).append(system, 'acme', [record]),
        ]),
      );
      same(
        idsOf(await log.unlinked(system, 'acme', 100)).toSorted(),
        idsOf(records).toSorted(),
        'the records',
      );
    }),
  );

  it(
    'refuses a broken record, and every other of the same append',
    withPart(async (log) => {
      for (const [what, change] of Object.entries(BROKEN)) {
        const records = [sampleAudit('acme'), sampleAudit('acme', change)];
        await refused(() => log.append(system, 'acme', records), 'LOCALERT_INVALID_INPUT', what);
      }
      same(await log.unlinked(system, 'acme', 10), [], 'what waits');
    }),
  );

  it(
    'keeps tenants apart that look alike, and lets them use one id',
    withPart(async (log) => {
      const id = sampleAudit('a').id;
      for (const tenant of RIVAL_TENANTS) await log.append(system, tenant, [sampleAudit(tenant, { id })]);
      for (const tenant of RIVAL_TENANTS) {
        const own = await log.unlinked(system, tenant, 10);
        same(
          own.map((record) => [record.id, record.tenant]),
          [[id, tenant]],
          `what waits for ${tenant}`,
        );
      }
      await linkAll(log, 'a', [sampleAudit('a', { id })]);
      for (const tenant of RIVAL_TENANTS) {
        const { unlinked, linked } = await trailOf(log, tenant);
        const expected = tenant === 'a' ? [0, 1] : [1, 0];
        same([unlinked.length, linked.length], expected, `the trail of ${tenant} after one was linked`);
      }
      for (const tenant of ['a-', 'b', '%', 'toString'])
        same((await trailOf(log, tenant)).unlinked, [], `what waits for ${tenant}`);
    }),
  );

  it(
    'names the tenants that wait, the longest waiting first',
    withPart(async (log) => {
      same(await log.waiting(system, 10), [], 'nobody waits');
      const [first] = (await appendSome(log, 'c', 1)) as [AuditRecord];
      await appendSome(log, 'a', 2);
      await appendSome(log, 'b', 1);
      await appendSome(log, 'c', 1);
      same(await log.waiting(system, 10), ['c', 'a', 'b'], 'the order');
      same(await log.waiting(system, 2), ['c', 'a'], 'the first two');
      await linkAll(log, 'c', [first]);
      same(await log.waiting(system, 10), ['a', 'b', 'c'], 'the order when the oldest is linked');
      await linkAll(log, 'b', await log.unlinked(system, 'b', 10));
      same(await log.waiting(system, 10), ['a', 'c'], 'who has nothing unlinked waits no more');
    }),
  );

  it(
    'lists the tenants that have anything, page by page',
    withPart(async (log) => {
      const tenants = Array.from({ length: 7 }, (_, index) => `t${index}`);
      for (const tenant of tenants.toReversed()) await appendSome(log, tenant, 2);
      for (const tenant of ['t1', 't3', 't6'])
        await linkAll(log, tenant, await log.unlinked(system, tenant, 10));
      for (const limit of [1, 3, 7, 8]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await log.tenants(system, { limit, cursor });
          seen.push(...page.items);
          cursor = page.cursor;
        } while (cursor !== undefined);
        same(seen, tenants, `pages of ${limit}`);
      }
      for (const cursor of GARBAGE_CURSORS) {
        await refused(
          () => log.tenants(system, { cursor }),
          'LOCALERT_INVALID_INPUT',
          `the cursor ${cursor.slice(0, 20)}`,
        );
      }
    }),
  );

  it(
    'lets a tenant append to its own trail only',
    withPart(async (log) => {
      for (const own of ['a', 'a-2', 'a%']) {
        for (const tenant of ['a', 'a-2', 'a%']) {
          const append = () => log.append(anyScope(own), tenant, [sampleAudit(tenant)]);
          if (own === tenant) await append();
          else await refused(append, 'LOCALERT_INVALID_SCOPE', `${own} appends to ${tenant}`);
        }
      }
      for (const tenant of ['a', 'a-2', 'a%'])
        same((await log.unlinked(system, tenant, 10)).length, 1, `what waits for ${tenant}`);
      const forged: Scope[] = [
        { kind: 'system', purpose: 'x' },
        { ...acme },
        JSON.parse('null') as TenantScope,
      ];
      for (const scope of forged) {
        const append = () => log.append(scope, 'acme', [sampleAudit('acme')]);
        await refused(append, 'LOCALERT_INVALID_SCOPE', 'append');
      }
    }),
  );

  itNeeding(test, options.reopen ? undefined : 'the log cannot be opened again')(
    'has everything when it is opened again',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 5);
      await linkAll(log, 'acme', records.slice(0, 3));
      const before = await trailOf(log, 'acme');
      const again = await present(options.reopen, 'the suite’s `reopen`')(log);
      try {
        same(await trailOf(again, 'acme'), before, 'the trail');
        await again.append(system, 'acme', records);
        same((await again.unlinked(system, 'acme', 10)).length, 2, 'what waits');
      } finally {
        await close(again);
      }
    }),
  );
}
