import { describe, expect, it, vi } from 'vitest';
import { bounded, mapAtMost } from './bounds.ts';

const patience = { translator: 'x', timeoutMs: 60_000, now: () => 1_000 };
const never = () => new Promise<never>(() => undefined);

describe('bounded', () => {
  it('answers what the work answers', async () => {
    expect(await bounded({ deadline: 2_000 }, patience, async () => 7)).toBe(7);
  });

  it('passes a fault of the work on', async () => {
    const fault = new Error('x');
    await expect(bounded({}, patience, () => Promise.reject(fault))).rejects.toBe(fault);
  });

  it('begins nothing that is over', async () => {
    const work = vi.fn(never);
    await expect(bounded({ deadline: 1_000 }, patience, work)).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
    });
    await expect(bounded({ signal: AbortSignal.abort('why') }, patience, work)).rejects.toBe('why');
    expect(work).not.toHaveBeenCalled();
  });

  it('ends work that is deaf to its signal', async () => {
    const controller = new AbortController();
    const call = bounded({ signal: controller.signal }, patience, never);
    controller.abort('why');
    await expect(call).rejects.toBe('why');
    await expect(bounded({}, { ...patience, timeoutMs: 5 }, never)).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
    });
  });

  it('tells the reason, not what an aborted fetch fails with', async () => {
    const controller = new AbortController();
    const call = bounded(
      { signal: controller.signal },
      patience,
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new TypeError('aborted')));
        }),
    );
    controller.abort('why');
    await expect(call).rejects.toBe('why');
  });

  it('leaves no listener at a signal that lives on', async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    await bounded({ signal }, patience, async () => 1);
    expect(removed).toHaveBeenCalledTimes(1);
  });
});

describe('mapAtMost', () => {
  it('runs so many at a time, and answers in order', async () => {
    let running = 0;
    let most = 0;
    const answers = await mapAtMost([5, 4, 3, 2, 1], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return item * 10;
    });
    expect(answers).toEqual([50, 40, 30, 20, 10]);
    expect(most).toBe(2);
  });

  it('ends with the first fault', async () => {
    await expect(mapAtMost([1, 2], 1, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  });
});
