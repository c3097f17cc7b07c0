import {
  type AuditDetails,
  type AuditFramework,
  type AuditOutcome,
  type Auditor,
  type AuditRecord,
  type AuditResource,
  ComplianceUnmetError,
  ForbiddenError,
  NotFoundError,
  protectionOf,
  type TenantContext,
  type TenantScope,
} from '@localert/core';
import type { Action } from './actions.ts';
import { errorCode } from './error-code.ts';
import { AuditUnavailableError, ManagerClosedError, UnauthenticatedError } from './errors.ts';
import type { House } from './house.ts';
import { withPatience } from './patience.ts';
import { knownTenant } from './tenant-context.ts';

/** An operation that is under way, as the trail sees it. */
export interface Act {
  /** The tenant's settings, for an operation that makes or removes it. */
  of(tenant: TenantContext): void;
  /** More of what the operation touches, as it learns it. */
  touches(resource: Omit<AuditResource, 'kind'>, details?: AuditDetails): void;
  /**
   * The entry of its success, for the write that takes it along in its transaction. `undefined` when the write does not
   * take one: it is kept by itself, afterwards.
   *
   * @param takes - whether the store, queue or directory takes entries along
   * @param payload - what is written; only its keyed hash is kept
   * @throws LOCALERT_AUDIT_UNAVAILABLE; never for an alert
   */
  along(
    takes: boolean,
    payload?: unknown,
  ): Promise<{ readonly audit: readonly AuditRecord[] } | undefined> | undefined;
}

/** Without an auditor nothing is kept, and nothing costs. */
const UNSEEN: Act = Object.freeze({ of() {}, touches() {}, along: () => undefined });

/**
 * Does an operation and keeps its entry: success, denial (`denied`) or failure, with the error's code. It stands as one
 * line around every operation.
 *
 * What is read is handed out only when its entry is kept. An alert goes out all the same. What was written stays, for it
 * cannot be undone; an entry that was lost then is told to observers as `audit.failed`.
 *
 * @throws LOCALERT_AUDIT_UNAVAILABLE, and what the operation throws
 */
export function audited<Result>(
  house: House,
  scope: TenantScope,
  action: Action,
  resource: AuditResource,
  work: (act: Act) => Promise<Result>,
): Promise<Result> {
  if (house.audit === undefined) return work(UNSEEN);
  return witnessed(new Witness(house, house.audit, scope, action, resource), work);
}

async function witnessed<Result>(witness: Witness, work: (act: Act) => Promise<Result>): Promise<Result> {
  let result: Result;
  try {
    result = await work(witness);
  } catch (error) {
    await witness.failed(error);
    throw error;
  }
  await witness.succeeded();
  return result;
}

class Witness implements Act {
  readonly #house: House;
  readonly #auditor: Auditor;
  readonly #scope: TenantScope;
  readonly #action: Action;
  #resource: AuditResource;
  #details: AuditDetails = {};
  #tenant: TenantContext | undefined;
  #along = false;

  constructor(house: House, auditor: Auditor, scope: TenantScope, action: Action, resource: AuditResource) {
    this.#house = house;
    this.#auditor = auditor;
    this.#scope = scope;
    this.#action = action;
    this.#resource = resource;
  }

  of(tenant: TenantContext): void {
    this.#tenant = tenant;
  }

  touches(resource: Omit<AuditResource, 'kind'>, details?: AuditDetails): void {
    this.#resource = { ...this.#resource, ...resource };
    this.#details = { ...this.#details, ...details };
  }

  async along(
    takes: boolean,
    payload?: unknown,
  ): Promise<{ readonly audit: readonly AuditRecord[] } | undefined> {
    if (!takes) return undefined;
    // From here on the entry goes with the write, or is given up: it is not kept a second time.
    this.#along = true;
    try {
      return { audit: [await this.#inTime(this.#made(payload))] };
    } catch (error) {
      this.#lost(error, this.#action.mode === 'send');
      if (this.#action.mode === 'send') return undefined;
      throw this.#unavailable(error);
    }
  }

  async #made(payload: unknown): Promise<AuditRecord> {
    return this.#record('success', undefined, await this.#frameworks(), payload);
  }

  /** An alert does not wait for its entry longer than for anything else. */
  #inTime<Result>(work: Promise<Result>): Result | Promise<Result> {
    return this.#action.mode === 'send' ? withPatience('auditor', this.#house.limits.patienceMs, work) : work;
  }

  /** Keeps the entry of a success, unless the write took it along. */
  async succeeded(): Promise<void> {
    if (this.#along) return;
    try {
      await this.#inTime(this.#keep('success'));
    } catch (error) {
      const closed = this.#action.mode === 'read';
      this.#lost(error, !closed);
      if (closed) throw this.#unavailable(error);
    }
  }

  /** Keeps the entry of a denial or failure. The operation's own error goes on, whatever becomes of the entry. */
  async failed(cause: unknown): Promise<void> {
    // A manager that is closed keeps nothing any more; an entry that could not be kept has been told.
    if (ManagerClosedError.is(cause) || AuditUnavailableError.is(cause)) return;
    // What the operation was about to make may not be there: the directory knows.
    this.#tenant = undefined;
    const denied = ForbiddenError.is(cause) || UnauthenticatedError.is(cause);
    const outcome = denied ? 'denied' : 'failure';
    try {
      await this.#inTime(this.#keep(outcome, errorCode(cause)));
    } catch (error) {
      this.#lost(error, false);
    }
  }

  async #keep(outcome: AuditOutcome, reason?: string): Promise<void> {
    let frameworks: readonly AuditFramework[];
    try {
      frameworks = await this.#frameworks();
    } catch (error) {
      // There is no such tenant: neither a trail nor keys are made for a name that somebody guessed.
      if (NotFoundError.is(error)) return;
      throw error;
    }
    const record = await this.#record(outcome, reason, frameworks, undefined);
    await this.#auditor.append(this.#scope.tenant, [record]);
  }

  #record(
    outcome: AuditOutcome,
    reason: string | undefined,
    frameworks: readonly AuditFramework[],
    payload: unknown,
  ): AuditRecord | Promise<AuditRecord> {
    const { tenant, actor } = this.#scope;
    return this.#auditor.record({
      tenant,
      actor,
      action: this.#action.name,
      resource: this.#resource,
      outcome,
      frameworks,
      ...(reason === undefined ? {} : { reason }),
      ...(payload === undefined ? {} : { payload }),
      ...(Object.keys(this.#details).length === 0 ? {} : { details: this.#details }),
    });
  }

  /** The frameworks that the tenant's entries are kept for. @throws LOCALERT_NOT_FOUND when there is no such tenant */
  async #frameworks(): Promise<readonly AuditFramework[]> {
    return protectionOf(this.#tenant ?? (await this.#settings())).auditFrameworks;
  }

  async #settings(): Promise<TenantContext> {
    try {
      return await knownTenant(this.#house, this.#scope);
    } catch (error) {
      if (!ComplianceUnmetError.is(error)) throw error;
      // It may not be used here, and that is what the entry tells.
      const { tenant: id } = this.#scope;
      const tenant = await this.#house.directory.get(this.#house.system, id);
      if (tenant === undefined) throw new NotFoundError({ kind: 'tenant', id }, { cause: error });
      return tenant;
    }
  }

  #unavailable(cause: unknown): Error {
    return new AuditUnavailableError({ tenant: this.#scope.tenant, action: this.#action.name }, { cause });
  }

  #lost(error: unknown, served: boolean): void {
    this.#house.observe({
      type: 'audit.failed',
      tenant: this.#scope.tenant,
      action: this.#action.name,
      code: errorCode(error),
      served,
    });
  }
}
