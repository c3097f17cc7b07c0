import { InvalidInputError } from '@localert/core';

/** The roles that statements run as. Both may not log in. */
export interface PostgresRoles {
  /** Sees the rows of one tenant, the one that its transaction names. Default `localert_tenant`. */
  readonly tenant?: string | undefined;
  /** Works across tenants, on the tables that need it. Default `localert_system`. */
  readonly system?: string | undefined;
}

/** Where the tables are, and as whom they are used. */
export interface Setting {
  readonly schema: string;
  readonly tenantRole: string;
  readonly systemRole: string;
}

/** Plain names only: they need no quotes, stand in names of statements and channels, and 63 bytes hold them. */
const NAME = /^[a-z_][a-z0-9_]{0,31}$/;

/** @throws LOCALERT_INVALID_INPUT for a name that is none */
export function settingOf(given: {
  readonly schema?: string | undefined;
  readonly roles?: PostgresRoles | undefined;
}): Setting {
  const { schema = 'localert', roles = {} } = given;
  const { tenant = 'localert_tenant', system = 'localert_system' } = roles;
  const named = { schema, 'roles.tenant': tenant, 'roles.system': system };
  const issues = Object.entries(named)
    .filter(([, name]) => typeof name !== 'string' || !NAME.test(name) || name.startsWith('pg_'))
    .map(([path]) => ({
      path,
      message: 'a name of 1 to 32 of a-z, 0-9 and _, not beginning with a digit or pg_',
    }));
  if (tenant === system) issues.push({ path: 'roles.system', message: 'another role than that of tenants' });
  if (issues.length > 0) throw new InvalidInputError({ what: 'PostgreSQL store', issues });
  return { schema, tenantRole: tenant, systemRole: system };
}
