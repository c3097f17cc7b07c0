/** Code whose tests are tested. */
export interface MutationTarget {
  readonly mutate: readonly string[];
  /** The tests that have to notice. */
  readonly tests: readonly string[];
  /** Of these, what is left out: slow, and of no other lines than the rest. */
  readonly without?: readonly string[];
  /** Least share of mutants that the tests have to notice, in percent. */
  readonly floor: number;
}

const sources = (folder: string): readonly string[] => [
  `packages/${folder}/src/**/*.ts`,
  `!packages/${folder}/src/**/*.test.ts`,
  `!packages/${folder}/src/**/*.test-d.ts`,
  `!packages/${folder}/src/index.ts`,
];

/** What `npm run mutation` can be asked for. */
export const mutationTargets: Readonly<Record<string, MutationTarget>> = {
  crypto: {
    mutate: sources('crypto'),
    tests: ['packages/crypto/src/**/*.test.ts'],
    // The suites of encrypted-store.test.ts once more, on a store that writes to the disk.
    without: ['packages/crypto/src/encrypted-sqlite.test.ts'],
    floor: 90,
  },
  audit: { mutate: sources('audit'), tests: ['packages/audit/src/**/*.test.ts'], floor: 90 },
};
