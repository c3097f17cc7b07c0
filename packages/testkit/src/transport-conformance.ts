import { TRANSPORT_SPEC } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import type { TestApi } from './test-api.ts';
import { assertOutcome, hasGoodName, transportExtras, transportFaults } from './transport-faults.ts';
import { type TransportConformanceOptions, transportHarness } from './transport-harness.ts';
import { SCOPE, transportKeys } from './transport-keys.ts';

/**
 * Registers the tests that every `Transport` has to pass: it answers whatever happens, shows nothing, obeys its signal, is
 * honest about what is in doubt, and keeps tenants apart.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Transport } from '@localert/core';
 * import { transportConformance } from '@localert/testkit';
 *
 * declare function chat(options: { fetch: (url: string, init?: RequestInit) => Promise<Response> }): Transport;
 *
 * transportConformance({ describe, it }, { name: 'chat', create: chat, canaries: ['the-token'] });
 * ```
 */
export function transportConformance(test: TestApi, options: TransportConformanceOptions): void {
  const harness = transportHarness(test, options);
  test.describe(`${options.name}: transport`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${TRANSPORT_SPEC}`,
      harness.withTransport(async ({ transport }) => {
        same(transport.spec, TRANSPORT_SPEC, 'the contract');
        isTrue(hasGoodName(transport), 'the name is a word');
      }),
    );
    test.it(
      'delivers',
      harness.withTransport(async ({ transport, message, seen }) => {
        const outcome = await transport.deliver(SCOPE, message());
        same(outcome.kind, 'delivered', 'a message that was taken');
        assertOutcome(outcome, options.canaries ?? [], 'a delivery');
        if (options.lacksAnswers === undefined) same(seen.length, 1, 'requests');
      }),
    );
    transportKeys(harness);
    transportFaults(harness);
    transportExtras(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
