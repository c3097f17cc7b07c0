import type {
  DraftInput,
  Finding,
  FixtureEvent,
  FixtureId,
  FixtureInput,
  FixtureQuery,
  Messages,
  Page,
  PageRequest,
  Provenance,
  SlackFixture,
  TenantScope,
  TextOverrides,
} from '@localert/core';

/** A change of a fixture: what is left out stays, `null` takes something away. */
export type DeskPatch = {
  readonly [Key in keyof Omit<FixtureInput, 'locales' | 'provenance' | 'layout' | 'description'>]?:
    | FixtureInput[Key]
    | undefined;
} & {
  readonly layout?: FixtureInput['layout'] | null | undefined;
  readonly description?: string | null | undefined;
  readonly locales?: { readonly [locale: string]: Messages | null } | undefined;
  readonly provenance?: { readonly [locale: string]: Provenance | null } | undefined;
};

/** On which revision a change was made. */
export interface DeskOptions {
  readonly expectedRevision?: number | undefined;
}

/** A fixture that was saved. */
export interface DeskSaved {
  readonly fixture: SlackFixture;
}

/** What an export reads of a tenant. A `TenantClient` of `@localert/manager` has it. */
export interface FixtureReader {
  readonly scope: TenantScope;
  list(query?: FixtureQuery): Promise<Page<SlackFixture>>;
  history(id: FixtureId, page?: PageRequest): Promise<Page<FixtureEvent>>;
  overrides(): Promise<TextOverrides>;
}

/**
 * What an import needs of a tenant: `alerts.forTenant(…)` of `@localert/manager` fits as it is, and every change goes
 * through its authorization, proof, quotas and trail.
 */
export interface FixtureDesk extends FixtureReader {
  get(id: FixtureId): Promise<SlackFixture>;
  create(id: FixtureId, fixture: FixtureInput): Promise<DeskSaved>;
  update(id: FixtureId, patch: DeskPatch, options?: DeskOptions): Promise<DeskSaved>;
  archive(id: FixtureId, options?: DeskOptions): Promise<SlackFixture>;
  restore(id: FixtureId, options?: DeskOptions): Promise<SlackFixture>;
  override(fixture: FixtureId, locale: string, messages: Messages | null): Promise<readonly Finding[]>;
  readonly drafts: {
    propose(
      fixture: FixtureId,
      locale: string,
      draft: DraftInput,
      options?: DeskOptions,
    ): Promise<SlackFixture>;
  };
}
