import { present, same } from './assertions.ts';
import { sampleCreate, sampleUpdate } from './samples.ts';
import { sharedAcme as acme, kept, type SharedHarness } from './shared-cache-harness.ts';

/** The level goes, and comes back. */
export function sharedCacheOutage({ itHaving, withShared }: SharedHarness): void {
  const it = itHaving('outage');

  it(
    'reads and writes without the level',
    withShared(async ({ cache, process }) => {
      const { store } = await process();
      await store.commit(acme, sampleCreate('disk'));
      await store.get(acme, 'disk');
      await present(cache.down, 'down')();
      same((await store.get(acme, 'disk'))?.revision, 1, 'a read');
      same((await store.commit(acme, sampleUpdate('disk', 1))).revision, 2, 'a write');
      same((await store.get(acme, 'disk'))?.revision, 2, 'a read after the write');
      same(await store.get(acme, 'none'), undefined, 'an absence');
    }),
  );

  it(
    'serves nobody what was written over while the level was away',
    withShared(async ({ cache, data, process }) => {
      await data.commit(acme, sampleCreate('disk'));
      const [one, two] = [await process(), await process()];
      await one.store.get(acme, 'disk');
      await kept(cache, 1);
      await present(cache.down, 'down')();
      await one.store.commit(acme, sampleUpdate('disk', 1));
      await present(cache.up, 'up')();
      for (const { store } of [one, two]) {
        same((await store.get(acme, 'disk'))?.revision, 2, 'the row, once the level is back');
      }
      await kept(cache, 1);
    }),
  );
}
