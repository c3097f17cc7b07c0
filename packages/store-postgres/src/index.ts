export {
  type PostgresMigrationOptions,
  type PostgresMigrationStatus,
  type PostgresMigrations,
  postgresMigrations,
} from './migrate.ts';
export type { PostgresRoles } from './setting.ts';
