import { newTenant } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { createRenderBudget } from './render-budget.ts';

const tenant = (id: string, renderMsPerSecond?: number) =>
  newTenant(
    { id, defaultLocale: 'en', quotas: renderMsPerSecond === undefined ? {} : { renderMsPerSecond } },
    0,
  );

function budget() {
  const clock = manualClock();
  let elapsed = 0;
  const renders = createRenderBudget(clock, () => elapsed);
  /** Renders for so long. */
  const render = (whose: ReturnType<typeof tenant>, ms: number) =>
    renders.run(whose, () => {
      elapsed += ms;
      return 'text';
    });
  return { clock, renders, render };
}

describe('createRenderBudget', () => {
  it('lets the last one overrun, and refuses the next until the second ends', () => {
    const { clock, render, renders } = budget();
    const acme = tenant('acme', 10);
    clock.advance(250);
    expect(render(acme, 9)).toBe('text');
    expect(renders.spent('acme')).toBe(9);
    expect(render(acme, 50)).toBe('text');
    expect(() => render(acme, 1)).toThrowError(
      expect.objectContaining({
        code: 'LOCALERT_QUOTA_EXCEEDED',
        details: { quota: 'renderMsPerSecond', limit: 10, retryAfterMs: 750 },
      }),
    );
    expect(renders.spent('acme')).toBe(59);
    clock.advance(750);
    expect(renders.spent('acme')).toBe(0);
    expect(render(acme, 1)).toBe('text');
    expect(renders.spent('acme')).toBe(1);
  });

  it('refuses at the limit itself', () => {
    const { render } = budget();
    render(tenant('acme', 10), 10);
    expect(() => render(tenant('acme', 10), 0)).toThrow();
    expect(render(tenant('acme', 10.5), 0)).toBe('text');
  });

  it('counts a render that throws', () => {
    const { renders, render } = budget();
    const acme = tenant('acme', 10);
    expect(() =>
      renders.run(acme, () => {
        render(acme, 20);
        throw new Error('x');
      }),
    ).toThrow('x');
    expect(() => render(acme, 1)).toThrow();
  });

  it('measures nobody without a limit, and keeps tenants apart', () => {
    const { renders, render } = budget();
    render(tenant('free'), 10_000);
    expect(render(tenant('free'), 1)).toBe('text');
    expect(renders.spent('free')).toBe(0);
    render(tenant('acme', 1), 5);
    expect(render(tenant('other', 1), 5)).toBe('text');
    renders.forget('acme');
    expect(render(tenant('acme', 1), 5)).toBe('text');
  });

  it('forgets past seconds where there are many tenants', () => {
    const { clock, renders, render } = budget();
    for (let index = 0; index < 10_000; index++) render(tenant(`t${index}`, 1), 5);
    clock.advance(1_000);
    render(tenant('late', 1), 5);
    expect(() => render(tenant('late', 1), 5)).toThrow();
    clock.advance(-1_000);
    // Its second was forgotten with all the others of that second.
    expect(renders.spent('t1')).toBe(0);
  });

  it('goes by real time where nobody says otherwise', () => {
    const renders = createRenderBudget({ now: () => 0 });
    renders.run(tenant('acme', 1), () => {
      const until = performance.now() + 3;
      while (performance.now() < until);
    });
    expect(renders.spent('acme')).toBeGreaterThanOrEqual(3);
  });
});
