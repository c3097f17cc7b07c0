import { type MemoryUnit, type Records, tenantScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { scope } from '../../test/scripted.ts';
import { libraryMemory } from './library-memory.ts';
import { recordMemory } from './record-memory.ts';

const rival = tenantScope({ tenant: 'acme-2', actor: 'user:eve' });

const unit = (more: Partial<MemoryUnit> = {}): MemoryUnit => ({
  source: 'Disk full on {host}',
  target: 'Platte voll auf {host}',
  sourceLocale: 'en',
  targetLocale: 'de',
  syntax: 'icu',
  origin: 'human',
  at: 1,
  ...more,
});

const query = {
  source: 'Disk full on {host}',
  sourceLocale: 'en',
  targetLocale: 'de',
  syntax: 'icu' as const,
};

function house(more: Partial<Parameters<typeof recordMemory>[0]> = {}) {
  const { records } = memoryStore();
  return { records, memory: recordMemory({ records, ...more }) };
}

describe('a memory over records', () => {
  it('finds the same source again, in a new process too', async () => {
    const { memory, records } = house();
    await memory.remember(scope, [unit()]);
    for (const one of [memory, recordMemory({ records })])
      expect(await one.find(scope, query)).toEqual([{ unit: unit(), similarity: 1 }]);
  });

  it('finds near readers’ texts: of the same language and script, the very locale first', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit(), unit({ targetLocale: 'de-AT', target: 'at' })]);
    const targets = async (more: object) =>
      (await memory.find(scope, { ...query, ...more })).map((match) => match.unit.target);
    expect(await targets({ targetLocale: 'de-AT' })).toEqual(['at', 'Platte voll auf {host}']);
    expect(await targets({ targetLocale: 'de', sourceLocale: 'en-GB' })).toEqual([
      'Platte voll auf {host}',
      'at',
    ]);
    expect(await targets({ targetLocale: 'sr-Latn' })).toEqual([]);
    expect(await targets({ sourceLocale: 'fr' })).toEqual([]);
    expect(await targets({ syntax: 'mf2' })).toEqual([]);
  });

  it('finds what is alike in words, with the same arguments and choices', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit(), unit({ source: 'Disk full on {node}', target: 'other argument' })]);
    const [match, ...more] = await memory.find(scope, { ...query, source: 'Disk almost full on {host}' });
    expect(match?.unit.target).toBe('Platte voll auf {host}');
    expect(match?.similarity).toBeGreaterThan(0.75);
    expect(match?.similarity).toBeLessThan(1);
    expect(more).toEqual([]);
    expect(await memory.find(scope, { ...query, source: 'Backup failed on {host}' })).toEqual([]);
    // The same words in another order are not the same text.
    const turned = await memory.find(scope, { ...query, source: 'full Disk on {host}' });
    expect(turned[0]?.similarity).toBe(0.99);
    expect(await memory.find(scope, { ...query, source: 'full Disk on {host}', minSimilarity: 1 })).toEqual(
      [],
    );
  });

  it('compares branches, markup and what does not parse', async () => {
    const { memory } = house();
    const plural = '{n, plural, one {# disk is full} other {# disks are full}}';
    await memory.remember(scope, [
      unit({ source: '{|x| :string} Disk full', target: 'l', syntax: 'mf2' }),
      unit({
        source: '.local $a = {|x|} .match $a x {{one Disk}} * {{more Disks}}',
        target: 's',
        syntax: 'mf2',
      }),
      unit({ source: plural, target: 'p' }),
      unit({ source: '{broken', target: 'b' }),
      unit({ source: '{#b}Disk{/b} full', target: 'm', syntax: 'mf2' }),
      unit({ source: '.input {$n :number} {{Disk {$n} full}}', target: 'd', syntax: 'mf2' }),
    ]);
    const first = async (source: string, syntax: 'icu' | 'mf2' = 'icu') =>
      (await memory.find(scope, { ...query, source, syntax, minSimilarity: 0.5 }))[0]?.unit.target;
    expect(await first('{n, plural, one {# disk was full} other {# disks were full}}')).toBe('p');
    expect(await first('{n, select, one {# disk is full} other {# disks are full}}')).toBeUndefined();
    expect(await first('{broken')).toBe('b');
    expect(await first('{broken too')).toBeUndefined();
    expect(await first('{#b}Disk{/b} empty', 'mf2')).toBe('m');
    expect(await first('{#i}Disk{/i} full', 'mf2')).toBeUndefined();
    expect(await first('{|x| :string} Disk fully', 'mf2')).toBe('l');
    expect(await first('{|y| :string} Disk full', 'mf2')).toBeUndefined();
  });

  it('compares languages without spaces by their characters', async () => {
    const { memory } = house();
    const ja = { sourceLocale: 'ja', targetLocale: 'en' };
    await memory.remember(scope, [unit({ ...ja, source: 'ディスク容量が不足しています', target: 'x' })]);
    const found = await memory.find(scope, { ...query, ...ja, source: 'ディスク容量が不足しました' });
    expect(found[0]?.unit.target).toBe('x');
  });

  it('believes people first, then the newest; a person’s word is taken back by a person', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit()]);
    await memory.remember(scope, [unit({ origin: 'model', target: 'model', at: 9 })]);
    expect((await memory.find(scope, query))[0]?.unit.target).toBe('Platte voll auf {host}');
    await memory.remember(scope, [unit({ target: 'Festplatte voll auf {host}', at: 2 })]);
    expect((await memory.find(scope, query))[0]?.unit.target).toBe('Festplatte voll auf {host}');
    await memory.remember(scope, [
      unit({ sourceLocale: 'en-US', target: 'older', at: 1, origin: 'import' }),
      unit({ sourceLocale: 'en-GB', target: 'newer', at: 2, origin: 'import' }),
      unit({ sourceLocale: 'en-AU', target: 'template', at: 0, origin: 'template' }),
    ]);
    const found = await memory.find(scope, { ...query, limit: 9 });
    expect(found.map((match) => match.unit.target)).toEqual([
      'Festplatte voll auf {host}',
      'template',
      'newer',
      'older',
    ]);
    expect(await memory.find(scope, { ...query, limit: 1 })).toHaveLength(1);
  });

  it('shows nothing of one tenant to another', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit()]);
    expect(await memory.find(rival, query)).toEqual([]);
    expect(await memory.forget(rival, 'all')).toBe(0);
    expect(await memory.find(scope, query)).toHaveLength(1);
  });

  it('passes over what would not fit a record once it is sealed', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit({ source: 'long', target: '長'.repeat(14_000) })]);
    expect(await memory.find(scope, { ...query, source: 'long' })).toEqual([]);
  });

  it('forgets a source, or everything', async () => {
    const { memory, records } = house();
    await memory.remember(scope, [unit(), unit({ targetLocale: 'fr' }), unit({ source: 'x' })]);
    expect(await memory.forget(scope, { source: unit().source, targetLocale: 'fr' })).toBe(1);
    expect(await memory.forget(scope, 'all')).toBe(2);
    expect(await recordMemory({ records }).find(scope, query)).toEqual([]);
  });

  it('keeps no more than it may: the oldest that no person answers for goes first', async () => {
    const { memory, records } = house({ maxUnits: 2 });
    await memory.remember(scope, [
      unit({ source: 'a', at: 1 }),
      unit({ source: 'b', origin: 'model', at: 2 }),
      unit({ source: 'c', origin: 'model', at: 3 }),
    ]);
    const fresh = recordMemory({ records });
    const has = async (source: string) => (await fresh.find(scope, { ...query, source })).length;
    expect([await has('a'), await has('b'), await has('c')]).toEqual([1, 0, 1]);
  });

  it('notices what another process remembered, after a while; a purged tenant’s at once', async () => {
    let now = 0;
    const { records, memory } = house({ now: () => now, ttlMs: 10, maxTenants: 1 });
    expect(await memory.find(scope, query)).toEqual([]);
    await recordMemory({ records }).remember(scope, [unit()]);
    expect(await memory.find(scope, query)).toEqual([]);
    memory.purge?.('acme');
    expect(await memory.find(scope, query)).toHaveLength(1);
    await recordMemory({ records }).forget(scope, 'all');
    now = 11;
    expect(await memory.find(scope, query)).toEqual([]);
    await memory.find(rival, query);
    await recordMemory({ records }).remember(scope, [unit()]);
    // Only one tenant's units are kept at hand.
    expect(await memory.find(scope, query)).toHaveLength(1);
  });

  it('loads once for all who ask, and believes no look that failed', async () => {
    const { records } = memoryStore();
    let lists = 0;
    let fails = true;
    const counting: Records = {
      ...records,
      list: (...args) => {
        lists += 1;
        return fails ? Promise.reject(new Error('down')) : records.list(...args);
      },
    };
    const memory = recordMemory({ records: counting });
    await expect(memory.find(scope, query)).rejects.toThrow('down');
    fails = false;
    lists = 0;
    await Promise.all([
      memory.find(scope, query),
      memory.find(scope, query),
      memory.remember(scope, [unit()]),
    ]);
    expect(lists).toBe(1);
  });

  it('lets two who remember the same at once both end', async () => {
    const { memory, records } = house();
    const other = recordMemory({ records });
    await Promise.all([memory.remember(scope, [unit()]), other.remember(scope, [unit({ target: 'b' })])]);
    expect(await recordMemory({ records }).find(scope, query)).toHaveLength(1);
  });
});

describe('the words of a text', () => {
  it('are none in what has none: alike to every other such text', async () => {
    const { memory } = house();
    await memory.remember(scope, [unit({ source: '{host}', target: 'x' })]);
    expect((await memory.find(scope, { ...query, source: '{host, number}' }))[0]?.similarity).toBe(0.99);
  });
});

describe('a memory of a library', () => {
  const memory = libraryMemory([
    {
      baseLocale: 'en',
      locales: {
        en: { title: 'Disk full on {host}', extra: 'x' },
        ja: { title: '{host} のディスクがいっぱいです', gone: 'y' },
      },
    },
  ]);

  it('answers what it knows, to everybody', async () => {
    for (const who of [scope, rival])
      expect(await memory.find(who, { ...query, targetLocale: 'ja-JP' })).toMatchObject([
        { similarity: 1, unit: { target: '{host} のディスクがいっぱいです', origin: 'template' } },
      ]);
    expect(await memory.find(scope, { ...query, targetLocale: 'ko' })).toEqual([]);
  });

  it('learns nothing', async () => {
    await memory.remember(scope, [unit()]);
    expect(await memory.forget(scope, 'all')).toBe(0);
    expect(await memory.find(scope, query)).toEqual([]);
  });
});
