import type { AuditEntry, AuditHead, AuditRecord, Scope, SystemScope } from '@localert/core';
import { isTrue, present, refused, same } from './assertions.ts';
import {
  type AuditLogHarness,
  acme,
  appendSome,
  idsOf,
  linkAll,
  system,
  trailOf,
} from './audit-log-harness.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import { sampleAudit, sampleLink } from './samples.ts';

const OTHER_HASH = 'B'.repeat(43);

/** Faults of the second of two entries. */
const BROKEN_LINKS: Readonly<Record<string, (entry: AuditEntry, first: AuditEntry) => Partial<AuditEntry>>> =
  {
    'a gap': (entry) => ({ sequence: entry.sequence + 1 }),
    'a sequence that is there already': (entry) => ({ sequence: entry.sequence - 1 }),
    'a sequence that is none': () => ({ sequence: Number.NaN }),
    'another previous hash': () => ({ previousHash: OTHER_HASH }),
    'no hash': () => ({ hash: '' }),
    'half a hash': (entry) => ({ hash: entry.hash.slice(0, 20) }),
    'another tenant': () => ({ tenant: 'acme2' }),
    'the same record again': (_, first) => ({ id: first.id }),
  };

/** What is linked: order, heads, ranges, retention. */
export function auditLogChains({ test, withPart, withHands }: AuditLogHarness): void {
  const { it } = test;

  it(
    'links records and takes them from what waits',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 5);
      same(await log.head(system, 'acme'), undefined, 'the head before');
      const first = sampleLink(undefined, records.slice(0, 2));
      same(await log.link(system, 'acme', undefined, first), true, 'the first link');
      const { sequence, hash } = present(first[1], 'the second entry');
      same(await log.head(system, 'acme'), { sequence: 2, hash }, 'the head');
      same(await log.unlinked(system, 'acme', 10), records.slice(2), 'what waits');
      const second = sampleLink({ sequence, hash }, records.slice(2));
      same(await log.link(system, 'acme', { sequence, hash }, second), true, 'the second link');
      same((await trailOf(log, 'acme')).linked, [...first, ...second], 'the chain');
      same(await log.unlinked(system, 'acme', 10), [], 'nothing waits');
    }),
  );

  it(
    'links nothing behind a head that is not the chain’s',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 4);
      const early: AuditHead = { sequence: 3, hash: OTHER_HASH };
      same(
        await log.link(system, 'acme', early, sampleLink(early, records)),
        false,
        'a head before there is a chain',
      );
      same((await trailOf(log, 'acme')).unlinked, records, 'what waits');
      const head = present(await linkAll(log, 'acme', records.slice(0, 2)), 'the head');
      const before = await trailOf(log, 'acme');
      const heads = [
        undefined,
        { sequence: 1, hash: present(before.linked[0], 'the first').hash },
        { ...head, hash: OTHER_HASH },
        { ...head, sequence: 3 },
      ];
      for (const other of heads) {
        const entries = sampleLink(other, records.slice(2));
        same(
          await log.link(system, 'acme', other, entries),
          false,
          `a head at ${other?.sequence ?? 'nothing'}`,
        );
      }
      same(await trailOf(log, 'acme'), before, 'the trail');
    }),
  );

  it(
    'lets exactly one of 16 sealers win that link at the same time',
    withHands(async (log, hand) => {
      const records = await appendSome(log, 'acme', 16);
      const links = await Promise.all(
        records.map((record, index) =>
          hand(index).link(system, 'acme', undefined, sampleLink(undefined, [record])),
        ),
      );
      same(links.filter(Boolean).length, 1, 'the sealers that won');
      const winner = present(records[links.indexOf(true)], 'the winner');
      const { linked, unlinked } = await trailOf(log, 'acme');
      same(linked, sampleLink(undefined, [winner]), 'the chain');
      same(unlinked.length, 15, 'what waits');
    }),
  );

  it(
    'refuses entries that do not follow, as a whole',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 4);
      const head = await linkAll(log, 'acme', records.slice(0, 2));
      const before = await trailOf(log, 'acme');
      const [third, fourth] = sampleLink(head, records.slice(2)) as [AuditEntry, AuditEntry];
      for (const [what, change] of Object.entries(BROKEN_LINKS)) {
        const entries = [third, { ...fourth, ...change(fourth, third) }];
        await refused(() => log.link(system, 'acme', head, entries), 'LOCALERT_INVALID_INPUT', what);
      }
      const first = { ...third, previousHash: OTHER_HASH };
      await refused(
        () => log.link(system, 'acme', head, [first]),
        'LOCALERT_INVALID_INPUT',
        'a first entry that does not follow the head',
      );
      const again = sampleLink(head, [...records.slice(2, 3), ...records.slice(0, 1)]);
      await refused(
        () => log.link(system, 'acme', head, again),
        'LOCALERT_INVALID_INPUT',
        'a record that is linked already',
      );
      same(await trailOf(log, 'acme'), before, 'the trail');
      const beginning = sampleLink({ sequence: 0, hash: OTHER_HASH }, [sampleAudit('b')]);
      await refused(
        () => log.link(system, 'b', undefined, beginning),
        'LOCALERT_INVALID_INPUT',
        'a chain that begins with another previous hash',
      );
    }),
  );

  it(
    'keeps the chains of tenants apart that look alike',
    withPart(async (log) => {
      for (const tenant of RIVAL_TENANTS) await linkAll(log, tenant, await appendSome(log, tenant, 2));
      await linkAll(log, 'a', await appendSome(log, 'a', 1));
      for (const tenant of RIVAL_TENANTS) {
        const { linked, head } = await trailOf(log, tenant);
        same(
          new Set(linked.map((entry) => entry.tenant)),
          new Set([tenant]),
          `the tenants in the chain of ${tenant}`,
        );
        const length = tenant === 'a' ? 3 : 2;
        same([linked.length, head?.sequence], [length, length], `the length of the chain of ${tenant}`);
      }
    }),
  );

  it(
    'reads a range of the chain by sequence',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 1_005);
      await linkAll(log, 'acme', records);
      const sequences = async (range?: { after?: number; limit?: number }) =>
        (await log.read(system, 'acme', range)).map(({ sequence }) => sequence);
      const from = (after: number, count: number) =>
        Array.from({ length: count }, (_, index) => after + index + 1);
      same(await sequences(), from(0, 1_000), 'no range');
      same(await sequences({ after: 1_000 }), from(1_000, 5), 'the rest');
      same(await sequences({ after: 3, limit: 4 }), from(3, 4), 'a range');
      same(await sequences({ limit: 20_000 }), from(0, 1_005), 'more than there are');
      same(await sequences({ limit: 0 }), [1], 'at least one');
      same(await sequences({ after: 1_005 }), [], 'behind the end');
      same(
        idsOf(await log.read(system, 'acme', { after: 1_003 })),
        idsOf(records.slice(1_003)),
        'the records at the end',
      );
    }),
  );

  it(
    'drops old entries, and never the last',
    withPart(async (log) => {
      const records = await appendSome(log, 'acme', 6);
      await linkAll(log, 'acme', records.slice(0, 5));
      await linkAll(log, 'acme2', await appendSome(log, 'acme2', 5));
      const { head } = await trailOf(log, 'acme');
      same(await log.drop(system, 'acme', 0), 0, 'up to 0');
      same(await log.drop(system, 'acme', 2), 2, 'up to 2');
      same(await log.drop(system, 'acme', 2), 0, 'up to 2 again');
      const left = async (tenant: string) => (await log.read(system, tenant)).map(({ sequence }) => sequence);
      same(await left('acme'), [3, 4, 5], 'what is left');
      same(await log.drop(system, 'acme', 100), 2, 'all of it');
      same(await left('acme'), [5], 'the last one');
      same(await log.head(system, 'acme'), head, 'the head');
      same(await log.drop(system, 'nobody', 100), 0, 'an absent chain');
      same(await left('acme2'), [1, 2, 3, 4, 5], 'the other tenant’s chain');
      same(await log.unlinked(system, 'acme', 10), records.slice(5), 'what waits');
      await linkAll(log, 'acme', records.slice(5));
      same(await left('acme'), [5, 6], 'the chain goes on');
    }),
  );

  it(
    'shows a tenant its own chain and no other',
    withPart(async (log) => {
      for (const tenant of RIVAL_TENANTS) await linkAll(log, tenant, await appendSome(log, tenant, 1));
      for (const own of RIVAL_TENANTS) {
        for (const tenant of RIVAL_TENANTS) {
          const expected = own === tenant ? [1, 1] : [undefined, 0];
          const head = await log.head(anyScope(own), tenant);
          const entries = await log.read(anyScope(own), tenant);
          same([head?.sequence, entries.length], expected, `${own} asks for ${tenant}`);
        }
      }
    }),
  );

  it(
    'refuses scopes of the wrong kind, and those that core did not make',
    withPart(async (log) => {
      const [record] = (await appendSome(log, 'acme', 1)) as [AuditRecord];
      const forged: Scope[] = [
        { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] },
        { ...acme },
        { kind: 'system', purpose: 'x' },
        JSON.parse('null') as Scope,
      ];
      for (const scope of forged) {
        await refused(() => log.head(scope, 'acme'), 'LOCALERT_INVALID_SCOPE', 'head');
        await refused(() => log.read(scope, 'acme'), 'LOCALERT_INVALID_SCOPE', 'read');
      }
      for (const wrong of [acme, ...forged]) {
        const scope = wrong as SystemScope;
        const entries = sampleLink(undefined, [record]);
        const calls: Record<string, () => unknown> = {
          tenants: () => log.tenants(scope),
          waiting: () => log.waiting(scope, 1),
          unlinked: () => log.unlinked(scope, 'acme', 1),
          link: () => log.link(scope, 'acme', undefined, entries),
          drop: () => log.drop(scope, 'acme', 1),
        };
        for (const [name, call] of Object.entries(calls)) await refused(call, 'LOCALERT_INVALID_SCOPE', name);
      }
      same((await trailOf(log, 'acme')).linked, [], 'the chain');
    }),
  );

  it(
    'shares no object with its callers',
    withPart(async (log) => {
      const change = (object: unknown) => {
        try {
          (object as { resource: { kind: string } }).resource.kind = 'changed by the caller';
        } catch {
          // Frozen: as good as copied.
        }
      };
      const [first, second] = [sampleAudit('acme'), sampleAudit('acme')];
      const kind = first.resource.kind;
      await log.append(system, 'acme', [first, second]);
      change(first);
      change((await log.unlinked(system, 'acme', 10))[0]);
      const entries = sampleLink(undefined, await log.unlinked(system, 'acme', 1));
      isTrue(await log.link(system, 'acme', undefined, entries), 'the link');
      change((await log.read(system, 'acme'))[0]);
      const { linked, unlinked } = await trailOf(log, 'acme');
      same(
        [...linked, ...unlinked].map(({ resource }) => resource.kind),
        [kind, kind],
        'the kinds',
      );
    }),
  );
}
