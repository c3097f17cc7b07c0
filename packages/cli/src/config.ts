import type { AuditLog, FixtureStore, KekProvider, TenantInput } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import type { FixtureDefinition, ManagerOptions } from '@localert/manager';
import type { CatalogueSource } from './catalogue-source.ts';
import type { HostKeyring } from './keyring-port.ts';
import type { HostLocalizer } from './localizer-port.ts';
import type { SchemaMigrations } from './schema-migrations.ts';
import type { HostPublicKey, HostSignedHead, HostSigner } from './trail-port.ts';

/** Something, or a promise of it. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Fixtures by id: from `defineFixture`, or as data. */
export type FixtureSources = { readonly [id: string]: FixtureDefinition<unknown> | object };

/** What of a manager's options a config adds to what it says elsewhere. */
export type ManagerSetup = Partial<
  Omit<ManagerOptions<Record<never, never>>, 'store' | 'fixtures' | 'tenants' | 'delivery' | 'functions'>
>;

/** What the commands of keys work with. */
export interface KeySetup {
  readonly keyring: HostKeyring;
  /** Asked for its health by `doctor`, and for its version by `keys status`. */
  readonly kek?: KekProvider | undefined;
}

/** What the commands of the audit trail work with. */
export interface AuditSetup {
  /** Default: the store's own. */
  readonly log?: AuditLog | undefined;
  /** Keys that may have signed heads. */
  readonly publicKeys?: readonly HostPublicKey[] | undefined;
  /** Heads that were signed earlier, from a place that the store's writers cannot reach. */
  readonly heads?: readonly HostSignedHead[] | undefined;
  /** Signs exports. */
  readonly signer?: HostSigner | undefined;
}

/** What a million tokens cost, for the estimate of `localize`. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  /** For example `USD`. */
  readonly currency: string;
}

/** Something that `doctor` looks at besides, for example whether the Redis of a queue answers. */
export interface HealthCheck {
  readonly name: string;
  /** Throws when it is not well; what it answers is shown. */
  readonly check: () => Awaitable<string | undefined>;
}

/**
 * What the command line is told of a host. Every function is called when a command needs what it makes, and at most
 * once: `--help`, `types` and `check` of files open no store.
 */
export interface LocalertConfig {
  /** Opens the store. Closed when the command ends. */
  readonly store?: (() => Awaitable<FixtureStore>) | undefined;
  /** The store inside of `encrypted`, for `migrate --to`: data moves as it lies. Default: `store`. */
  readonly storage?: (() => Awaitable<FixtureStore>) | undefined;
  /** Stops everything that uses the store, in every process, for the end of `migrate --to`. */
  readonly pause?: (() => Promise<void>) | undefined;
  /** Fixtures in code. */
  readonly fixtures?: FixtureSources | (() => Awaitable<FixtureSources>) | undefined;
  /** Fixtures whose texts lie in files. */
  readonly catalogues?: readonly CatalogueSource[] | undefined;
  /** The tenant of commands that are not told one. */
  readonly tenant?: string | undefined;
  /** Tenants in code. A command that writes makes those that the store lacks; it changes none. */
  readonly tenants?: readonly TenantInput[] | undefined;
  /** Roles of whoever runs a command. Default `['admin']`: who can run the config can open the store anyway. */
  readonly roles?: readonly string[] | undefined;
  /** The host's functions that messages may use. */
  readonly functions?: CustomFunctions | undefined;
  /** What else the host's manager is made with: `audit`, `pii`, `plugins`, `transport`, … Nothing is delivered. */
  readonly manager?: ((house: { readonly store: FixtureStore }) => Awaitable<ManagerSetup>) | undefined;
  /** The keyring, for `keys` and `doctor`. */
  readonly keys?: ((house: { readonly store: FixtureStore }) => Awaitable<KeySetup>) | undefined;
  /** The trail, for `audit`. */
  readonly audit?: ((house: { readonly store: FixtureStore }) => Awaitable<AuditSetup>) | undefined;
  /** For `localize`, and so that it learns from `review`. */
  readonly localizer?: (() => Awaitable<HostLocalizer>) | undefined;
  /** Locales that fixtures should have, for `localize`. */
  readonly locales?: readonly string[] | undefined;
  readonly prices?: TokenPrices | undefined;
  /** The store's schema, for `migrate`. */
  readonly migrations?: (() => Awaitable<SchemaMigrations>) | undefined;
  /** The file that `types` writes. Default `localert.generated.ts`. */
  readonly types?: string | undefined;
  /** What `doctor` looks at besides. */
  readonly checks?: readonly HealthCheck[] | undefined;
  /** What `doctor` asks whether Slack can be reached. Default `https://slack.com/api/api.test`. */
  readonly slack?: { readonly url: string } | undefined;
}

/**
 * Types a config. It does nothing else.
 *
 * @example
 * ```ts
 * import { defineFixture } from '@localert/manager';
 * import { sqliteStore } from '@localert/store-sqlite';
 * import { defineConfig } from 'localert';
 *
 * // export default
 * defineConfig({
 *   store: () => sqliteStore({ path: 'localert.db' }),
 *   tenant: 'acme',
 *   tenants: [{ id: 'acme', defaultLocale: 'en' }],
 *   fixtures: {
 *     disk_full: defineFixture({ baseLocale: 'en', locales: { en: { title: 'Disk full on {host}' } } }),
 *   },
 *   catalogues: [{ files: 'locales/{locale}.json', format: 'formatjs', baseLocale: 'en' }],
 * });
 * ```
 */
export function defineConfig(config: LocalertConfig): LocalertConfig {
  return config;
}
