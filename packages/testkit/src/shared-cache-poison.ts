import { systemScope } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { anyScope } from './hostile.ts';
import { sampleCreate, sampleTenant, sampleUpdate } from './samples.ts';
import { sharedAcme as acme, type SharedHarness } from './shared-cache-harness.ts';

const system = systemScope('test:suite');

const CANARY = 'CANARY-23b7';

/** Ways to change a value where it lies. */
const CHANGES: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  'with its last byte changed': (bytes) => bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1),
  'with its first byte changed': (bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1),
  'with a byte in the middle changed': (bytes) =>
    bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 128),
  'with its end cut off': (bytes) => bytes.subarray(0, -1),
  'cut to half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  'cut to one byte': (bytes) => bytes.subarray(0, 1),
  'made empty': () => new Uint8Array(),
  'made longer': (bytes) => new Uint8Array([...bytes, 0]),
  'in the clear': () => new TextEncoder().encode(JSON.stringify({ id: 'disk', revision: 99 })),
  'made null': () => new TextEncoder().encode('null'),
};

/** Attack 23: a value in the shared level is changed, moved, brought back or made up. */
export function sharedCachePoison({ test: { it }, withShared }: SharedHarness): void {
  for (const [name, change] of Object.entries(CHANGES)) {
    it(
      `attack 23: a value ${name} is a miss, and no error (guard: sealed before it is shared)`,
      withShared(async ({ cache, data, process, kept }) => {
        await data.commit(acme, sampleCreate('disk'));
        const [one, two] = [await process(), await process()];
        const row = await one.store.get(acme, 'disk');
        await kept(1);
        for (const [at, bytes] of await cache.values()) await cache.put(at, change(bytes));
        same(await two.store.get(acme, 'disk'), row, 'the row');
        same(two.below.gets, 1, 'reads of the store');
      }),
    );
  }

  it(
    'attack 23: a value of another place is a miss (guard: the place is authenticated)',
    withShared(async ({ cache, data, process, kept }) => {
      const places = [
        ['a', 'disk'],
        ['a', 'net'],
        ['a-2', 'disk'],
      ] as const;
      const one = await process();
      const names: string[] = [];
      for (const [tenant, id] of places) {
        await data.commit(anyScope(tenant), sampleCreate(id, { snapshot: { name: `${tenant}+${id}` } }));
        await one.store.get(anyScope(tenant), id);
        await kept(names.length + 1);
        names.push(...[...(await cache.values()).keys()].filter((name) => !names.includes(name)));
      }
      await one.store.directory?.get(system, 'a');
      const values = [...(await cache.values())];
      for (const [, bytes] of values) {
        for (const name of names) await cache.put(name, bytes);
        const two = await process();
        for (const [tenant, id] of places) {
          same((await two.store.get(anyScope(tenant), id))?.name, `${tenant}+${id}`, `${tenant} + ${id}`);
        }
      }
    }),
  );

  it(
    'attack 23: an earlier value that is brought back is served to nobody who knows better, nor past its time (guards: the time inside, the least known revision)',
    withShared(async ({ cache, data, process, kept }) => {
      await data.commit(acme, sampleCreate('disk'));
      const writer = await process({ ttlMs: 1_000 });
      await writer.store.get(acme, 'disk');
      await kept(1);
      const [[name, bytes] = ['', new Uint8Array()]] = await cache.values();
      await writer.store.commit(acme, sampleUpdate('disk', 1));
      await cache.put(name, bytes);
      same((await writer.store.get(acme, 'disk'))?.revision, 2, 'the row, to whoever wrote it');
      await new Promise((resolve) => setTimeout(resolve, 1_050));
      await cache.put(name, bytes);
      const other = await process();
      same((await other.store.get(acme, 'disk'))?.revision, 2, 'the row, past the time of the old one');
    }),
  );

  it(
    'attack 23: values from before a purge stay out of reach when they are brought back (guard: the generation)',
    withShared(async ({ cache, data, process, kept }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [one, two] = [await process(), await process()];
      await one.store.get(acme, 'disk');
      await kept(1);
      const before = await cache.values();
      await one.store.purgeTenant(system, 'acme');
      // The third began after the purge and has never heard of it.
      for (const { store } of [one, two, await process()]) {
        for (const [name, bytes] of before) await cache.put(name, bytes);
        same(await store.get(acme, 'disk'), undefined, 'the purged row');
      }
    }),
  );

  it(
    'attack 25: nothing lies there in the clear (guard: sealed before it is shared)',
    withShared(async ({ cache, data, process, kept }) => {
      const { store } = await process();
      await data.directory?.create(system, sampleTenant('acme', { name: CANARY }));
      await data.commit(
        acme,
        sampleCreate('canary', { snapshot: { name: CANARY, locales: { en: { title: CANARY } } } }),
      );
      same((await store.get(acme, 'canary'))?.name, CANARY, 'the row');
      await store.directory?.get(acme, 'acme');
      await kept(1);
      for (const [name, bytes] of await cache.values()) {
        const text = `${name} ${new TextDecoder('latin1').decode(bytes)}`;
        isTrue(!text.includes(CANARY), 'a text lies in the shared level in the clear');
        isTrue(!text.includes('acme'), 'a tenant’s name lies in the shared level in the clear');
      }
    }),
  );
}
