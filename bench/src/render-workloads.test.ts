import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIME_ZONE } from './render-texts.ts';
import { assertSame, workloads } from './render-workloads.ts';

describe('the workloads', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = TIME_ZONE;
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each(workloads)('$title: all contenders give the same', ({ title, racers }) => {
    // Those that make a new object for every call run the same texts through the same code.
    assertSame(
      title,
      racers().filter(({ name }) => !name.endsWith('new a call')),
    );
  });

  it('would show a contender that does not', () => {
    const racers = [
      { name: 'one', run: (index: number) => String(index % 512) },
      { name: 'other', run: (index: number) => (index === 700 ? 'wrong' : String(index % 512)) },
    ];
    expect(() => assertSame('X', racers)).toThrow('X, other: gives\n  wrong\nwhere one has\n  188');
    expect(() => assertSame('X', [])).toThrow('nobody runs');
  });
});
