import { type ChangeHint, systemScope } from '@localert/core';
import { fails, isTrue, present, refused, same } from './assertions.ts';
import { anyScope, RIVAL_TENANTS } from './hostile.ts';
import { sampleCreate, sampleTenant, sampleUpdate } from './samples.ts';
import { sharedAcme as acme, kept, type SharedHarness, soon } from './shared-cache-harness.ts';

const system = systemScope('test:suite');

/** A promise that the test keeps. */
function gate() {
  let open: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open };
}

/** What is kept, for whom, and that it never goes back in time. */
export function sharedCacheReads({ test: { it }, withShared, itHaving }: SharedHarness): void {
  it(
    'serves a second process what the first one read',
    withShared(async ({ cache, data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [one, two] = [await process(), await process()];
      const row = await one.store.get(acme, 'disk');
      await kept(cache, 1);
      same(await two.store.get(acme, 'disk'), row, 'the row');
      same([one.below.gets, two.below.gets], [1, 0], 'reads of the store');
    }),
  );

  it(
    'knows what is absent, until it is there',
    withShared(async ({ cache, process }) => {
      const [one, two] = [await process(), await process()];
      same(await one.store.get(acme, 'disk'), undefined, 'the absence');
      await kept(cache, 1);
      same(await two.store.get(acme, 'disk'), undefined, 'the absence, elsewhere');
      same(two.below.gets, 0, 'reads of the store');
      await one.store.commit(acme, sampleCreate('disk'));
      same((await two.store.get(acme, 'disk'))?.revision, 1, 'the row');
    }),
  );

  it(
    'forgets after its time',
    withShared(async ({ cache, data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const { store } = await process({ ttlMs: 150, negativeTtlMs: 50 });
      await store.get(acme, 'disk');
      await store.get(acme, 'none');
      await kept(cache, 1);
      await soon(async () => (await cache.values()).size === 0, 'an empty level');
    }),
  );

  it(
    'reads the store once for all who ask at the same time, in one process and in four',
    withShared(async ({ data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const all = [await process(), await process(), await process(), await process()];
      const { closed, open } = gate();
      for (const { below } of all) below.wait = closed;
      const asked = all.flatMap(({ store }) => Array.from({ length: 250 }, () => store.get(acme, 'disk')));
      await soon(() => all.some(({ below }) => below.gets > 0), 'a read of the store');
      open();
      const rows = await Promise.all(asked);
      isTrue(
        rows.every((row) => row?.revision === 1),
        'all are given the row',
      );
      const reads = all.map(({ below }) => below.gets);
      isTrue(Math.max(...reads) === 1, `one read a process at most, not ${reads}`);
      // On a busy machine one may be tired of waiting before it is woken.
      isTrue(reads.reduce((sum, count) => sum + count) <= 2, `one read for all, not ${reads}`);
    }),
  );

  it(
    'gives a failed read to those who wait, and reads anew after it',
    withShared(async ({ data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const { store, below } = await process();
      below.fault = new Error('the store failed');
      const asked = [store.get(acme, 'disk'), store.get(acme, 'disk')];
      for (const answer of asked) await fails(() => answer, 'a read that failed');
      below.fault = undefined;
      same((await store.get(acme, 'disk'))?.revision, 1, 'the next read');
    }),
  );

  it(
    'serves every process the new row once a write is done',
    withShared(async ({ cache, data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [one, two] = [await process(), await process()];
      for (let revision = 1; revision < 20; revision++) {
        await Promise.all([one.store.get(acme, 'disk'), two.store.get(acme, 'disk')]);
        await kept(cache, 1);
        await (revision % 2 ? one : two).store.commit(acme, sampleUpdate('disk', revision));
        const rows = await Promise.all([one.store.get(acme, 'disk'), two.store.get(acme, 'disk')]);
        same(
          rows.map((row) => row?.revision),
          [revision + 1, revision + 1],
          'the rows',
        );
      }
    }),
  );

  it(
    'keeps no row that was read before a write and comes after it (guard: the reader’s lease)',
    withShared(async ({ cache, data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [reader, writer, other] = [await process(), await process(), await process()];
      const { closed, open } = gate();
      reader.below.wait = closed;
      const old = reader.store.get(acme, 'disk');
      await soon(() => reader.below.gets === 1, 'the read of the old row');
      await writer.store.commit(acme, sampleUpdate('disk', 1));
      open();
      same((await old)?.revision, 1, 'who asked before the write may be given what was there');
      // Time for what must not be kept to be kept.
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const { store } of [other, writer, reader]) {
        same((await store.get(acme, 'disk'))?.revision, 2, 'the row after the write');
      }
      await kept(cache, 1);
      same((await other.store.get(acme, 'disk'))?.revision, 2, 'the row that is kept');
    }),
  );

  it(
    'never goes back while several write and read at once',
    withShared(async ({ data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const all = [await process(), await process(), await process()];
      let written = 1;
      const writing = async () => {
        for (let revision = 1; revision < 30; revision++) {
          await all[revision % 3]?.store.commit(acme, sampleUpdate('disk', revision));
          written = revision + 1;
        }
      };
      const reading = all.map(async ({ store }) => {
        while (written < 30) {
          const least = written;
          const row = await store.get(acme, 'disk');
          isTrue((row?.revision ?? 0) >= least, `revision ${row?.revision} after ${least} was written`);
        }
      });
      await Promise.all([writing(), ...reading]);
    }),
  );

  it(
    'leaves a write that the store refuses as it was',
    withShared(async ({ data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [one, two] = [await process(), await process()];
      await one.store.get(acme, 'disk');
      await refused(
        () => two.store.commit(acme, sampleUpdate('disk', 7)),
        'LOCALERT_REVISION_CONFLICT',
        'a stale write',
      );
      same((await one.store.get(acme, 'disk'))?.revision, 1, 'the row');
    }),
  );

  it(
    'purges one tenant, also of what is being read',
    withShared(async ({ cache, data, process }) => {
      for (const tenant of ['a', 'a-2']) await data.commit(anyScope(tenant), sampleCreate('disk'));
      const [reader, other] = [await process(), await process()];
      for (const tenant of ['a', 'a-2']) await other.store.get(anyScope(tenant), 'disk');
      await data.commit(anyScope('a'), sampleCreate('late'));
      await kept(cache, 2);
      const { closed, open } = gate();
      reader.below.wait = closed;
      const before = reader.store.get(anyScope('a'), 'late');
      await soon(() => reader.below.gets === 1, 'the read before the purge');
      await other.store.purgeTenant(system, 'a');
      open();
      await before;
      reader.below.wait = undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const { store } of [reader, other]) {
        same(await store.get(anyScope('a'), 'late'), undefined, 'what was read before the purge');
        same(await store.get(anyScope('a'), 'disk'), undefined, 'what was kept before the purge');
      }
      const gets = other.below.gets;
      same((await other.store.get(anyScope('a-2'), 'disk'))?.revision, 1, 'the other tenant');
      same(other.below.gets, gets, 'reads of the other tenant');
      // A tenant that begins anew has low revisions again.
      await other.store.commit(anyScope('a'), sampleCreate('disk'));
      same((await reader.store.get(anyScope('a'), 'disk'))?.revision, 1, 'a tenant that begins anew');
    }),
  );

  it(
    'keeps tenants apart that look alike, and names that would join to the same',
    withShared(async ({ cache, data, process }) => {
      const pairs = [
        ...RIVAL_TENANTS.map((tenant) => [tenant, 'disk'] as const),
        ...([
          ['a:b', 'c'],
          ['a', 'b:c'],
          ['a}', 'x'],
          ['{a}', 'x'],
          ['a{', 'x'],
          ['a\r\nb', 'x'],
        ] as const),
      ];
      for (const [tenant, id] of pairs) {
        await data.commit(anyScope(tenant), sampleCreate(id, { snapshot: { name: `${tenant}+${id}` } }));
      }
      const [one, two] = [await process(), await process()];
      for (const [tenant, id] of pairs) await one.store.get(anyScope(tenant), id);
      await kept(cache, pairs.length);
      for (const [tenant, id] of pairs) {
        same((await two.store.get(anyScope(tenant), id))?.name, `${tenant}+${id}`, `${tenant} + ${id}`);
      }
      same(two.below.gets, 0, 'reads of the store');
    }),
  );

  itHaving('directory')(
    'serves settings of tenants as they were last written',
    withShared(async ({ process }) => {
      const [one, two] = [await process(), await process()];
      const directory = present(one.store.directory, 'the directory');
      same(await two.store.directory?.get(system, 'acme'), undefined, 'nobody');
      await directory.create(system, sampleTenant('acme'));
      for (let revision = 1; revision < 5; revision++) {
        same((await two.store.directory?.get(acme, 'acme'))?.revision, revision, 'the settings');
        same(await two.store.directory?.get(anyScope('a'), 'acme'), undefined, 'another tenant’s settings');
        await directory.replace(system, { ...sampleTenant('acme'), revision: revision + 1 });
      }
      await directory.delete(system, 'acme');
      same(await two.store.directory?.get(system, 'acme'), undefined, 'a tenant that is gone');
      await directory.create(system, sampleTenant('acme'));
      same((await two.store.directory?.get(system, 'acme'))?.revision, 1, 'one that begins anew');
    }),
  );

  itHaving('hints')(
    'tells every process what changed',
    withShared(async ({ process }) => {
      const [one, two] = [await process(), await process()];
      const subscribe = present(two.store.subscribe, 'subscribe');
      const hints: ChangeHint[] = [];
      const end = subscribe(system, (hint) => {
        hints.push(hint);
        throw new Error('a listener’s fault is its own');
      });
      const told = (wanted: ChangeHint) =>
        soon(
          () => hints.some((hint) => JSON.stringify(hint) === JSON.stringify(wanted) || hint.kind === 'all'),
          JSON.stringify(wanted),
        );
      // Who has just begun to listen may not hear yet: told until it is heard.
      let made = 0;
      await soon(async () => {
        await one.store.commit(acme, sampleCreate(`early-${++made}`));
        return hints.length > 0;
      }, 'a first hint');
      hints.length = 0;
      await one.store.commit(acme, sampleCreate('disk'));
      await told({ kind: 'fixture', tenant: 'acme', fixture: 'disk' });
      hints.length = 0;
      await one.store.purgeTenant(system, 'acme');
      await told({ kind: 'tenant', tenant: 'acme' });
      end();
      hints.length = 0;
      await two.store.commit(acme, sampleCreate('disk'));
      same(hints, [], 'hints after the end');
    }),
  );
}
