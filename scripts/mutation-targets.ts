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

const filesOf = (folder: string, names: readonly string[], end: string): readonly string[] =>
  names.map((name) => `packages/${folder}/src/${name}${end}`);

/** Who may do what, how keys prove it, and how much of it: of the manager, and of what core decides for it. */
const AUTHORIZATION = [
  'actions',
  'api-key-record',
  'api-key-text',
  'api-keys',
  'attempts',
  'authenticate',
  'authorize',
  'authorize-change',
  'key-cache',
];
const QUOTAS = [
  'ai-budget',
  'allotments',
  'lease',
  'process-usage',
  'quota-window',
  'quotas',
  'render-budget',
  'usage',
];
const RULES = ['authorizer', 'restriction', 'usage-rules'];

/** Their tests, without those that start processes. */
const MANAGER_TESTS = [
  'allotments',
  'api-key-text',
  'api-keys',
  'audited',
  'authenticate',
  'authorize',
  'key-cache',
  'process-usage',
  'quota-window',
  'quotas',
  'render-budget',
  'restricted',
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
  // Ten thousand random operations take seconds for each mutant, and find nothing that the others do not.
  audit: { mutate: sources('audit'), tests: ['packages/audit/src/!(reconcile).test.ts'], floor: 90 },
  manager: {
    mutate: [...filesOf('manager', [...AUTHORIZATION, ...QUOTAS], '.ts'), ...filesOf('core', RULES, '.ts')],
    tests: [...filesOf('manager', MANAGER_TESTS, '.test.ts'), ...filesOf('core', RULES, '.test.ts')],
    floor: 80,
  },
};
