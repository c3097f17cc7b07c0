import type { Setting } from '../setting.ts';

/** What the tables are made with. */
export interface MigrationSetting extends Setting {
  /** Over how many tables the events are spread, by their tenant. */
  readonly partitions: number;
}

/** One step of the schema. One that was released never changes: another is added. */
export interface MigrationStep {
  /** Says what it brings, for whoever reads the plan. */
  readonly name: string;
  /**
   * Its statements, with the schema on the search path: no name of a table needs it. One that has to change rows acts as
   * the system's role for that, since row-level security holds for the owner too.
   */
  readonly sql: (setting: MigrationSetting) => string;
}

/**
 * The policies of a table: the role of tenants sees the rows of the tenant that its transaction names, and none when it
 * names none; the system's sees all, if it works on the table at all. They hold for the owner too.
 *
 * @param column - the one that holds the tenant
 */
export const policies = (
  { tenantRole, systemRole }: Setting,
  table: string,
  column = 'tenant_id',
  system = true,
): string => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON ${table} TO ${tenantRole}
  USING (${column} = current_setting('localert.tenant', true))
  WITH CHECK (${column} = current_setting('localert.tenant', true));
${system ? `CREATE POLICY of_system ON ${table} TO ${systemRole} USING (true) WITH CHECK (true);` : ''}`;
