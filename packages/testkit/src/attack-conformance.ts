import { attackDetector } from './attack-detector.ts';
import { type AttackOptions, attackHarness } from './attack-house.ts';
import { attackIds } from './attack-ids.ts';
import { attackLimits } from './attack-limits.ts';
import { attackMedium } from './attack-medium.ts';
import { attackMessages } from './attack-messages.ts';
import { attackTrail } from './attack-trail.ts';
import { watchPrototype } from './hostile.ts';
import type { TestApi } from './test-api.ts';

/**
 * Registers the attacks that every stack of manager, store and decorators has to stand. Each test's name says which
 * attack of the threat model it is, and which guard stops it. What a stack has no surface for is skipped by name.
 *
 * @param test - `describe` and `it` of your test runner: vitest, `node:test` or jest
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { type AttackOptions, attackConformance } from '@localert/testkit';
 *
 * declare const open: AttackOptions['open'];
 *
 * attackConformance({ describe, it }, { name: 'mongo', open });
 * ```
 */
export function attackConformance(test: TestApi, options: AttackOptions): void {
  const harness = attackHarness(test, options);
  test.describe(`${options.name}: attacks`, () => {
    const assertPrototype = watchPrototype();
    attackIds(harness);
    attackMessages(harness);
    attackDetector(harness);
    attackLimits(harness);
    attackMedium(harness);
    attackTrail(harness);
    test.it('attack 4: after all of it Object.prototype is as it was', async () => assertPrototype());
  });
}
