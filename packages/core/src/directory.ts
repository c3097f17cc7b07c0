import type { AuditRecord } from './audit.ts';
import type { TenantId } from './ids.ts';
import type { Page, PageRequest } from './page.ts';
import type { Scope, SystemScope } from './scope.ts';
import type { TenantContext } from './tenant.ts';

/** The version of the {@link TenantDirectory} contract. */
export const DIRECTORY_SPEC = 'localert.directory/1';

/** What goes with a change. */
export interface DirectoryWrite {
  /** Kept in the transaction of the change, where {@link TenantDirectory.takesAudit} says so. */
  readonly audit?: readonly AuditRecord[] | undefined;
}

/**
 * Keeps the tenants. It stores what it is given: core's `newTenant` and `patchTenant` make the contexts, so that every
 * directory has the same rules.
 */
export interface TenantDirectory {
  readonly spec: typeof DIRECTORY_SPEC;
  /** Whether audit records that are handed along are kept in the transaction of the change. */
  readonly takesAudit?: boolean | undefined;
  /** A tenant; with a tenant scope only its own: another id answers `undefined`, as an absent one does. */
  get(scope: Scope, id: TenantId): Promise<TenantContext | undefined>;
  /** By id. */
  list(scope: SystemScope, page?: PageRequest): Promise<Page<TenantContext>>;
  /** @throws LOCALERT_ALREADY_EXISTS */
  create(scope: SystemScope, tenant: TenantContext, write?: DirectoryWrite): Promise<void>;
  /**
   * Replaces a tenant whose stored revision is `tenant.revision - 1`.
   *
   * @throws LOCALERT_REVISION_CONFLICT, LOCALERT_NOT_FOUND
   */
  replace(scope: SystemScope, tenant: TenantContext, write?: DirectoryWrite): Promise<void>;
  /** Removes a tenant; answers whether there was one. */
  delete(scope: SystemScope, id: TenantId, write?: DirectoryWrite): Promise<boolean>;
}
