export type { CatalogueFormat, CatalogueSource } from './catalogue-source.ts';
export {
  type AuditSetup,
  type Awaitable,
  defineConfig,
  type FixtureSources,
  type HealthCheck,
  type KeySetup,
  type LocalertConfig,
  type ManagerSetup,
  type TokenPrices,
} from './config.ts';
export type { HostKey, HostKeyring, HostRewrap, HostRewrapReport, HostShredProof } from './keyring-port.ts';
export type {
  HostBatch,
  HostLocaleChoice,
  HostLocaleOutcome,
  HostLocaleStatus,
  HostLocalizer,
  HostPlannedLocale,
} from './localizer-port.ts';
export type { SchemaMigrations, SchemaStatus } from './schema-migrations.ts';
export type { HostPublicKey, HostSignedHead, HostSigner } from './trail-port.ts';
