export {
  type PostgresMigrationOptions,
  type PostgresMigrationStatus,
  type PostgresMigrations,
  postgresMigrations,
} from './migrate.ts';
export { type PostgresStore, type PostgresStoreOptions, postgresStore } from './postgres-store.ts';
export type { PostgresRoles } from './setting.ts';
