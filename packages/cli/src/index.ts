export type { CatalogueFormat, CatalogueSource } from './catalogue-source.ts';
export {
  type AuditSetup,
  type Awaitable,
  defineConfig,
  type FixtureSources,
  type KeySetup,
  type LocalertConfig,
  type ManagerSetup,
  type TokenPrices,
} from './config.ts';
export type { SchemaMigration, SchemaMigrations } from './schema-migrations.ts';
