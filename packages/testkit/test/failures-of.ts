import type { RegisterTest, TestApi } from '../src/index.ts';

/** What a suite said of something. */
export interface SuiteReport {
  /** Full names, parts joined by " > ". */
  readonly passed: readonly string[];
  readonly skipped: readonly string[];
  /** Full name → what failed. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Runs a suite by itself, so that a test can look at how it ended. */
export async function reportOf(
  register: (test: TestApi) => void,
  options: { skip?: boolean } = {},
): Promise<SuiteReport> {
  const path: string[] = [];
  const tests: { name: string; body: () => Promise<void> }[] = [];
  const skipped: string[] = [];
  const nameOf = (name: string) => [...path, name].join(' > ');
  const add: RegisterTest = (name, body) => tests.push({ name: nameOf(name), body });
  const skip: RegisterTest = (name) => skipped.push(nameOf(name));
  const it = options.skip === false ? add : Object.assign(add, { skip });
  register({
    it,
    describe(name, body) {
      path.push(name);
      body();
      path.pop();
    },
  });
  const passed: string[] = [];
  const failed = new Map<string, string>();
  for (const { name, body } of tests) {
    try {
      await body();
      passed.push(name);
    } catch (error) {
      failed.set(name, (error as Error).message);
    }
  }
  return { passed, skipped, failed };
}
