import { TRANSLATOR_SPEC } from '@localert/core';
import { isTrue, same } from './assertions.ts';
import { watchPrototype } from './hostile.ts';
import type { TestApi } from './test-api.ts';
import { translatorAnswers } from './translator-answers.ts';
import { translatorFaults } from './translator-faults.ts';
import {
  type TranslatorConformanceOptions,
  type TranslatorSetup,
  translatorHarness,
} from './translator-harness.ts';

const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;

/**
 * Registers the tests that every `Translator` has to pass: ids, marks and escapes that come back, bounds that hold, calls that
 * end when they are called off, and faults that are typed and say nothing. How good a translation is, is the gate's to say.
 *
 * @param test - `describe` and `it` of your test runner
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import type { Translator } from '@localert/core';
 * import { type TranslatorFault, translatorConformance } from '@localert/testkit';
 *
 * interface Double {
 *   readonly translator: Translator;
 *   failWith(fault: TranslatorFault): void;
 *   stop(): Promise<void>;
 * }
 * declare function startDouble(): Promise<Double>;
 *
 * translatorConformance(
 *   { describe, it },
 *   {
 *     name: 'my engine',
 *     open: startDouble,
 *     fault: (double, fault) => double.failWith(fault),
 *     close: (double) => double.stop(),
 *     canaries: ['the-key'],
 *   },
 * );
 * ```
 */
export function translatorConformance<Setup extends TranslatorSetup>(
  test: TestApi,
  options: TranslatorConformanceOptions<Setup>,
): void {
  const harness = translatorHarness(test, options);
  test.describe(`${options.name}: translator`, () => {
    const assertPrototype = watchPrototype();
    test.it(
      `speaks ${TRANSLATOR_SPEC}`,
      harness.withTranslator(async ({ translator: { spec, name, capabilities } }) => {
        same(spec, TRANSLATOR_SPEC, 'the contract');
        isTrue(/^[a-z][a-z0-9-]*$/.test(name), 'the name is a word');
        const { maxSegments, maxCharacters } = capabilities;
        isTrue(isPositive(maxSegments) && isPositive(maxCharacters), 'the capabilities are counts');
      }),
    );
    translatorAnswers(harness);
    translatorFaults(harness);
    test.it('leaves Object.prototype as it was', async () => assertPrototype());
  });
}
