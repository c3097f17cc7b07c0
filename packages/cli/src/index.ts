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
export type { SchemaMigrations, SchemaStatus } from './schema-migrations.ts';
