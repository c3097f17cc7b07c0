import { OUTBOX_SPEC } from '@localert/core';
import { same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import { outboxClaims } from './outbox-claims.ts';
import { outboxEnds } from './outbox-ends.ts';
import { outboxEnqueue } from './outbox-enqueue.ts';
import { outboxGroups } from './outbox-groups.ts';
import { type OutboxConformanceOptions, outboxHarness } from './outbox-harness.ts';
import { outboxPlaces } from './outbox-places.ts';
import { outboxPurge } from './outbox-purge.ts';
import { outboxSubscribe } from './outbox-subscribe.ts';
import type { TestApi } from './test-api.ts';

/**
 * Registers the tests that every `Outbox` has to pass: nothing lost, nothing claimed twice, tenants apart.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Outbox } from '@localert/core';
 * import { outboxConformance } from '@localert/testkit';
 *
 * declare function natsOutbox(): Promise<Outbox>;
 *
 * outboxConformance({ describe, it }, { name: 'nats', create: natsOutbox });
 * ```
 */
export function outboxConformance(test: TestApi, options: OutboxConformanceOptions): void {
  const harness = outboxHarness(test, options);
  test.describe(`${options.name}: outbox`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${OUTBOX_SPEC}`,
      harness.withOutbox(async ({ spec, durable }) =>
        same([spec, typeof durable], [OUTBOX_SPEC, 'boolean'], 'the contract'),
      ),
    );
    outboxEnqueue(harness);
    outboxClaims(harness);
    outboxGroups(harness);
    outboxPlaces(harness);
    outboxEnds(harness);
    outboxPurge(harness);
    outboxSubscribe(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
