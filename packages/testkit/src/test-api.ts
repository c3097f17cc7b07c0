/** Registers one test. */
export type RegisterTest = (name: string, body: () => Promise<void>) => unknown;

/**
 * The test functions that a suite is given: those of vitest, `node:test` or jest.
 * Each test opens what it needs and closes it again, so no hooks are needed.
 */
export interface TestApi {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: RegisterTest & { readonly skip?: RegisterTest | undefined };
}

/**
 * The `it` for tests that need something: without it they are skipped by name, so that a report says what was not
 * proved, and why.
 *
 * @param missing - why the tests cannot run, for example `the store has no backup`; `undefined` when they can
 */
export function itNeeding(test: TestApi, missing: string | undefined): RegisterTest {
  if (missing === undefined) return (name, body) => test.it(name, body);
  const nothing = async () => undefined;
  return (name, body) => {
    const skippedName = `${name} (skipped: ${missing})`;
    return test.it.skip ? test.it.skip(skippedName, body) : test.it(skippedName, nothing);
  };
}
