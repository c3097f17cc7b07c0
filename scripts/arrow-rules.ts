/** Adapters and plugins: everything a command line may wire together. */
const adapters = [
  'crypto',
  'pii',
  'audit',
  'cache',
  'store-memory',
  'store-sqlite',
  'store-postgres',
  'exchange',
  'localizer',
  'templates',
  'analytics',
  'telemetry',
];

/**
 * Which package may import what: the table of the architecture page, and its only copy in code.
 * A plain word is a folder under `packages/`; a name after `npm:` is a third party, `*` ends a prefix.
 * A package that is not listed may import nothing, so that adding one is a decision made here.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  core: ['npm:zod'],
  icu: ['core', 'npm:@formatjs/*', 'npm:messageformat'],
  slack: ['core', 'icu'],
  crypto: ['core', 'npm:@noble/ciphers', 'npm:@noble/hashes'],
  pii: ['core'],
  audit: ['core'],
  cache: ['core', 'npm:lru-cache', 'npm:ioredis'],
  'store-memory': ['core'],
  'store-sqlite': ['core'],
  'store-postgres': ['core', 'npm:pg', 'npm:@types/pg'],
  delivery: ['core', 'npm:cockatiel', 'npm:bullmq'],
  exchange: ['core', 'icu', 'npm:gettext-parser', 'npm:saxes'],
  localizer: ['core', 'icu', 'slack', 'npm:eld', 'npm:cockatiel'],
  templates: ['core'],
  analytics: ['core'],
  telemetry: ['core', 'npm:@opentelemetry/*'],
  manager: ['core', 'icu', 'slack', 'cache', 'delivery'],
  http: ['manager', 'npm:hono', 'npm:@hono/*'],
  studio: ['core', 'icu', 'slack'],
  cli: [
    'manager',
    'core',
    'icu',
    'slack',
    'delivery',
    'http',
    'studio',
    ...adapters,
    'npm:commander',
    'npm:@clack/prompts',
    'npm:jiti',
    'npm:@humanwhocodes/momoa',
    'npm:fast-string-width',
    'npm:fast-wrap-ansi',
  ],
  testkit: ['core', 'icu'],
};

/** Their entry points run in browsers and at the edge; only what a `/node` sub-path reaches may need Node. */
export const portable: ReadonlySet<string> = new Set([
  'core',
  'icu',
  'slack',
  'pii',
  'templates',
  'localizer',
]);

/** They are applications, or hold one together: `core` is theirs. For all others it is the host's, a peer. */
export const ownsCore: ReadonlySet<string> = new Set(['manager', 'http', 'studio', 'cli']);

/** What tests may use on top of their package's own dependencies and devDependencies. */
export const testTools: readonly string[] = ['@localert/testkit', 'fast-check', 'vitest'];
