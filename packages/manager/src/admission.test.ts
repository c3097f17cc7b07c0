import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdmission } from './admission.ts';

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  return { begun, ends, work };
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await turn();
};

describe('admission', () => {
  it('begins at once while there is room', () => {
    const { begun, work } = held();
    const admission = createAdmission({ underWay: 3, inTurn: 2 });
    for (const name of ['a1', 'a2', 'a3']) void admission.run('a', work(name));
    expect(begun).toEqual(['a1', 'a2']);
  });

  it('lets so many in at one time, and tenants in turn', async () => {
    const { begun, ends, work } = held();
    const admission = createAdmission({ underWay: 2, inTurn: 8 });
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void admission.run('a', work(name));
    void admission.run('b', work('b1'));
    void admission.run('c', work('c1'));
    await turns(3);
    expect(begun).toEqual(['a1', 'a2']);
    while (ends.length > 0) {
      ends.shift()?.();
      await turns(2);
    }
    expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'a5']);
  });

  it('lets so many begin in a turn of the event loop', async () => {
    const { begun, work } = held();
    const admission = createAdmission({ underWay: 100, inTurn: 3 });
    for (let index = 0; index < 8; index++) void admission.run('a', work(`a${index}`));
    const counts = [begun.length];
    for (let index = 0; index < 3; index++) {
      await turn();
      counts.push(begun.length);
    }
    expect(counts).toEqual([3, 6, 8, 8]);
  });

  it('lets more and more in while nothing ends, until something does', async () => {
    const { begun, ends, work } = held();
    const admission = createAdmission({ underWay: 2, inTurn: 100, stallMs: 20 });
    for (let index = 0; index < 40; index++) void admission.run('a', work(`a${index}`));
    const counts = new Set<number>();
    while (begun.length < 16) {
      counts.add(begun.length);
      await pause(1);
    }
    expect([...counts]).toEqual([2, 4, 8]);
    // Fifteen of sixteen: still more than two are under way, and nobody is let in.
    for (const end of ends.splice(0, 14)) end();
    await turns(4);
    expect(begun).toHaveLength(16);
    ends.shift()?.();
    await turns(4);
    expect(begun).toHaveLength(17);
  });

  it('lets in who comes when all that is under way hangs already', async () => {
    const { begun, work } = held();
    const admission = createAdmission({ underWay: 1, inTurn: 100, stallMs: 10 });
    void admission.run('a', work('a1'));
    await turns(3);
    void admission.run('b', work('b1'));
    while (begun.length < 2) await pause(1);
    expect(begun).toEqual(['a1', 'b1']);
  });

  it('lets nobody pass who came later, of one tenant', async () => {
    const { begun, work } = held();
    const admission = createAdmission({ underWay: 100, inTurn: 2 });
    for (const name of ['a1', 'a2', 'a3']) void admission.run('a', work(name));
    // A turn later there is room, and somebody waits.
    await Promise.resolve();
    void admission.run('a', work('a4'));
    await turns(2);
    expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('hands on what work comes to, and goes on after a fault', async () => {
    const admission = createAdmission({ underWay: 1, inTurn: 1 });
    const results = await Promise.allSettled([
      admission.run('a', () => Promise.reject(new Error('refused'))),
      admission.run('a', async () => 2),
      admission.run('b', async () => 3),
    ]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'refused'))).toEqual([
      'refused',
      2,
      3,
    ]);
  });

  it('ends all, each once, each tenant’s in its order, whatever the limits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ underWay: fc.integer({ min: 1, max: 5 }), inTurn: fc.integer({ min: 1, max: 5 }) }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }),
        async (most, tenants) => {
          const admission = createAdmission(most);
          const begun: [string, number][] = [];
          let [under, highest] = [0, 0];
          await Promise.all(
            tenants.map((tenant, index) =>
              admission.run(tenant, async () => {
                begun.push([tenant, index]);
                highest = Math.max(highest, ++under);
                await (index % 2 === 0 ? turn() : undefined);
                under--;
              }),
            ),
          );
          expect(highest).toBeLessThanOrEqual(most.underWay);
          for (const tenant of ['a', 'b', 'c']) {
            const own = (list: [string, number][]) => list.filter(([name]) => name === tenant);
            expect(own(begun)).toEqual(own(tenants.map((name, index) => [name, index])));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
