import type {
  AlertStatus,
  ArgumentValues,
  AuditEntry,
  AuditQuery,
  AuditResource,
  DraftInput,
  Finding,
  FixtureEvent,
  FixtureId,
  FixtureInput,
  FixtureQuery,
  Messages,
  Page,
  PageRequest,
  SlackFixture,
  TenantScope,
  TextOverrides,
} from '@localert/core';
import { ACTIONS, theFixture, theNamed, theOverride } from './actions.ts';
import { alertStatus, deadLetters, redriveAlert } from './alerts.ts';
import {
  type ApiKeyInfo,
  type ApiKeyInput,
  createApiKey,
  listApiKeys,
  type NewApiKey,
  type RotateOptions,
  revokeApiKey,
  rotateApiKey,
} from './api-keys.ts';
import { type Act, audited } from './audited.ts';
import type { FixturePatch } from './content.ts';
import type { FixtureDefinition } from './define-fixture.ts';
import {
  type ApproveOptions,
  approveDraft,
  type DraftItem,
  listDrafts,
  proposeDraft,
  rejectDraft,
} from './drafts.ts';
import { type HistoryOperations, historyOperations } from './history-client.ts';
import type { House } from './house.ts';
import { listOverrides, overrideTexts } from './override.ts';
import { fixtureHistory, getFixture, listFixtures } from './read.ts';
import { type ChangeOptions, createFixture, type Saved, setArchived, updateFixture } from './save.ts';
import { type Enqueued, enqueue, type SendRequest, type SendResult } from './send.ts';
import {
  type Explanation,
  explainFixture,
  type PreviewItem,
  type PreviewOptions,
  previewFixture,
  type Rendered,
  type RenderOptions,
  renderFixture,
} from './show.ts';
import { readTrail } from './trail.ts';
import { type QuotaUsage, tenantUsage } from './usage.ts';

/** Fixtures in code, by id. */
export type FixtureMap = { readonly [id: string]: FixtureDefinition<unknown> };

/** The ids that a client knows: those in code; any, where code has none. */
export type FixtureIdOf<Fixtures> = [keyof Fixtures] extends [never] ? string : keyof Fixtures & string;

/** The argument values of a fixture in code; any values for others. */
export type ValuesOf<Fixtures, Id> = Id extends keyof Fixtures
  ? Fixtures[Id] extends FixtureDefinition<infer Values>
    ? Values
    : ArgumentValues
  : ArgumentValues;

/** Options with the values of a fixture: they may be left out only when it takes none. */
export type WithValues<Options, Values> = Omit<Options, 'values'> &
  (Record<never, never> extends Values ? { readonly values?: Values } : { readonly values: Values });

/** The options argument itself may be left out when nothing in it is required. */
type OptionsArgument<Options> =
  Record<never, never> extends Options ? [options?: Options] : [options: Options];

/**
 * Everything that one actor can do in one tenant. Every method may reject with LOCALERT_FORBIDDEN, LOCALERT_NOT_FOUND
 * (also for the tenant, and for what belongs to another one) and LOCALERT_STORE_UNAVAILABLE.
 */
export interface TenantClient<Fixtures extends FixtureMap = Record<never, never>> extends HistoryOperations {
  /** Who acts, where. Frozen. */
  readonly scope: TenantScope;
  /** The same client for fixtures that were made at run time: any id, any values; the contract checks them. */
  readonly untyped: TenantClient;
  /**
   * Sends an alert: resolves when it is durable in the queue. Faults of values and texts do not refuse it: they are
   * marked in the text and listed in `problems`.
   *
   * @throws LOCALERT_FORBIDDEN, LOCALERT_NOT_FOUND, LOCALERT_QUOTA_EXCEEDED, LOCALERT_TENANT_SUSPENDED,
   *   LOCALERT_FIXTURE_NOT_ACTIVE, LOCALERT_INVALID_INPUT, or the queue's own error when it did not take the alert
   */
  send<Id extends FixtureIdOf<Fixtures>>(
    fixture: Id,
    ...options: OptionsArgument<WithValues<SendRequest, ValuesOf<Fixtures, Id>>>
  ): Promise<SendResult>;
  /** The same, answered at once: `durable` resolves as `send` does. */
  enqueue<Id extends FixtureIdOf<Fixtures>>(
    fixture: Id,
    ...options: OptionsArgument<WithValues<SendRequest, ValuesOf<Fixtures, Id>>>
  ): Enqueued;
  /** Renders without sending, strictly. @throws LOCALERT_RENDER_REFUSED for missing or wrong values */
  render<Id extends FixtureIdOf<Fixtures>>(
    fixture: Id,
    ...options: OptionsArgument<WithValues<RenderOptions, ValuesOf<Fixtures, Id>>>
  ): Promise<Rendered>;
  /** Every locale side by side, with sample values where none are given. */
  preview<Id extends FixtureIdOf<Fixtures>>(
    fixture: Id,
    values?: Partial<ValuesOf<Fixtures, Id>>,
    options?: PreviewOptions,
  ): Promise<readonly PreviewItem[]>;
  /** Why this tenant gets this text: locale chain, override, fallback step. */
  explain(
    fixture: FixtureIdOf<Fixtures>,
    options?: { readonly locale?: string | readonly string[] },
  ): Promise<Explanation>;
  /** @throws LOCALERT_FIXTURE_REFUSED with every place, LOCALERT_ALREADY_EXISTS, LOCALERT_QUOTA_EXCEEDED, LOCALERT_INVALID_INPUT */
  create(id: FixtureId, fixture: FixtureInput): Promise<Saved>;
  /** @throws LOCALERT_REVISION_CONFLICT, LOCALERT_FIXTURE_REFUSED, LOCALERT_FIXTURE_IN_CODE, LOCALERT_INVALID_INPUT */
  update(id: FixtureId, patch: FixturePatch, options?: ChangeOptions): Promise<Saved>;
  archive(id: FixtureId, options?: ChangeOptions): Promise<SlackFixture>;
  restore(id: FixtureId, options?: ChangeOptions): Promise<SlackFixture>;
  get(id: FixtureId): Promise<SlackFixture>;
  /** Fixtures in code first, then stored ones, newest change first. */
  list(query?: FixtureQuery): Promise<Page<SlackFixture>>;
  /** Events, oldest first. */
  history(id: FixtureId, page?: PageRequest): Promise<Page<FixtureEvent>>;
  /**
   * Gives the tenant its own texts of a fixture in a locale; `null` takes them back. Answers with warnings.
   *
   * @throws LOCALERT_FIXTURE_REFUSED, LOCALERT_INVALID_LOCALE, LOCALERT_INVALID_INPUT
   */
  override(fixture: FixtureId, locale: string, messages: Messages | null): Promise<readonly Finding[]>;
  overrides(): Promise<TextOverrides>;
  /** Where an alert stands. */
  status(alert: string): Promise<AlertStatus>;
  deadLetters(page?: PageRequest): Promise<Page<AlertStatus>>;
  /** Queues a dead letter again. */
  redrive(alert: string): Promise<void>;
  /** Every quota of the tenant with its limit and what is used of it. Permission `usage:read`. */
  usage(): Promise<readonly QuotaUsage[]>;
  /**
   * The tenant's audit trail, newest last: linked entries, from when the tenant was made on.
   *
   * @throws LOCALERT_SETUP without an auditor
   */
  audit(query?: AuditQuery): Promise<Page<AuditEntry>>;
  /** Texts that are proposed, by a model or a person, and wait for a reviewer. */
  readonly drafts: Drafts;
  /** The tenant's API keys, for services that call over a network. Permission `api-key:manage`. */
  readonly apiKeys: ApiKeys;
}

/** The drafts of a tenant's stored fixtures: one a fixture and locale. Readers never see them. */
export interface Drafts {
  /**
   * Proposes texts of a fixture in a locale; a draft that was there is replaced. Permission `fixture:translate`.
   *
   * @throws LOCALERT_FIXTURE_IN_CODE, LOCALERT_REVISION_CONFLICT, LOCALERT_INVALID_INPUT, LOCALERT_FIXTURE_REFUSED for
   *   personal data that the tenant's policy refuses
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export async function propose(acme: TenantClient): Promise<void> {
   *   await acme.drafts.propose('disk_full', 'ja', {
   *     messages: { title: '{host} のディスクに空きがありません' },
   *     provenance: { origin: 'model', model: 'some-model' },
   *   });
   *   await acme.drafts.approve('disk_full', 'ja'); // by somebody who reads Japanese
   * }
   * ```
   */
  propose(
    fixture: FixtureId,
    locale: string,
    draft: DraftInput,
    options?: ChangeOptions,
  ): Promise<SlackFixture>;
  /**
   * Makes the proposed texts those of the locale. Permission `fixture:review`; with edits, `fixture:translate` too.
   *
   * @throws LOCALERT_NOT_FOUND, LOCALERT_FIXTURE_REFUSED, LOCALERT_HUMAN_TEXT, LOCALERT_REVISION_CONFLICT
   */
  approve(fixture: FixtureId, locale: string, options?: ApproveOptions): Promise<Saved>;
  /** Says why the texts are not to be used. Permission `fixture:review`. @throws LOCALERT_NOT_FOUND, LOCALERT_INVALID_INPUT */
  reject(fixture: FixtureId, locale: string, reason: string, options?: ChangeOptions): Promise<SlackFixture>;
  /** The drafts of a page of fixtures, rejected ones too. Permission `fixture:read`. */
  list(query?: FixtureQuery): Promise<Page<DraftItem>>;
}

/** The API keys of a tenant. */
export interface ApiKeys {
  /**
   * Makes a key. It is shown this once. It may do no more than its maker: a role is handed on by who has it, or, for
   * built-in ones, by who may do all that it may.
   *
   * @throws LOCALERT_FORBIDDEN, LOCALERT_INVALID_INPUT, LOCALERT_SETUP where the store keeps no records
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export async function keyForPlayer(acme: TenantClient): Promise<string> {
   *   const { key } = await acme.apiKeys.create({ name: 'player', roles: ['sender'], only: { fixtures: ['playback'] } });
   *   return key.reveal(); // once: it cannot be read again
   * }
   * ```
   */
  create(input: ApiKeyInput): Promise<NewApiKey>;
  /** What keys there are, oldest first; never a key itself. */
  list(page?: PageRequest): Promise<Page<ApiKeyInfo>>;
  /**
   * Gives a key a new text; the one before opens for another day, or as long as is said.
   *
   * @throws LOCALERT_NOT_FOUND, LOCALERT_FORBIDDEN, LOCALERT_INVALID_INPUT
   */
  rotate(id: string, options?: RotateOptions): Promise<NewApiKey>;
  /** Ends a key at once; other processes notice within two seconds. @throws LOCALERT_NOT_FOUND */
  revoke(id: string): Promise<void>;
}

/** Binds the operations to a scope. */
export function tenantClient(house: House, scope: TenantScope): TenantClient {
  // Every operation goes through here, so that none can be without its entry in the audit trail.
  const act = async <Result>(
    operation: keyof typeof ACTIONS,
    resource: AuditResource,
    work: (acting: Act) => Promise<Result>,
  ): Promise<Result> => audited(house, scope, ACTIONS[operation], resource, work);
  const client: TenantClient = {
    scope,
    get untyped() {
      return client;
    },
    send: (fixture: FixtureId, options: SendRequest = {}) => enqueue(house, scope, fixture, options).durable,
    enqueue: (fixture: FixtureId, options: SendRequest = {}) => enqueue(house, scope, fixture, options),
    render: (fixture: FixtureId, options: RenderOptions = {}) =>
      act('render', theFixture(fixture), () => renderFixture(house, scope, fixture, options)),
    preview: (fixture, values, options = {}) =>
      act('preview', theFixture(fixture), () => previewFixture(house, scope, fixture, values, options)),
    explain: (fixture, options = {}) =>
      act('explain', theFixture(fixture), () => explainFixture(house, scope, fixture, options.locale)),
    create: (id, fixture) =>
      act('create', theFixture(id), (acting) => createFixture(house, scope, id, fixture, acting)),
    update: (id, patch, options = {}) =>
      act('update', theFixture(id), (acting) => updateFixture(house, scope, id, patch, options, acting)),
    archive: (id, options = {}) =>
      act('archive', theFixture(id), (acting) => setArchived(house, scope, id, true, options, acting)),
    restore: (id, options = {}) =>
      act('restore', theFixture(id), (acting) => setArchived(house, scope, id, false, options, acting)),
    get: (id) => act('get', theFixture(id), () => getFixture(house, scope, id)),
    list: (query = {}) => act('list', { kind: 'fixture' }, () => listFixtures(house, scope, query)),
    ...historyOperations(house, scope, act),
    history: (id, page = {}) => act('history', theFixture(id), () => fixtureHistory(house, scope, id, page)),
    override: (fixture, locale, messages) =>
      act('override', theOverride(fixture, locale), (acting) =>
        overrideTexts(house, scope, fixture, locale, messages, acting),
      ),
    overrides: () => act('overrides', { kind: 'override' }, () => listOverrides(house, scope)),
    status: (alert) => act('status', theNamed('alert', alert), () => alertStatus(house, scope, alert)),
    deadLetters: (page = {}) => act('deadLetters', { kind: 'alert' }, () => deadLetters(house, scope, page)),
    redrive: (alert) =>
      act('redrive', theNamed('alert', alert), (acting) => redriveAlert(house, scope, alert, acting)),
    usage: () => act('usage', { kind: 'usage' }, () => tenantUsage(house, scope)),
    audit: (query = {}) => act('audit', { kind: 'audit' }, () => readTrail(house, scope, query)),
    drafts: Object.freeze({
      propose: (fixture, locale, draft, options = {}) =>
        act('drafts.propose', theFixture(fixture), (acting) =>
          proposeDraft(house, scope, fixture, locale, draft, options, acting),
        ),
      approve: (fixture, locale, options = {}) =>
        act('drafts.approve', theFixture(fixture), (acting) =>
          approveDraft(house, scope, fixture, locale, options, acting),
        ),
      reject: (fixture, locale, reason, options = {}) =>
        act('drafts.reject', theFixture(fixture), (acting) =>
          rejectDraft(house, scope, fixture, locale, reason, options, acting),
        ),
      list: (query = {}) => act('drafts.list', { kind: 'fixture' }, () => listDrafts(house, scope, query)),
    } satisfies Drafts),
    apiKeys: Object.freeze({
      create: (input) => {
        const id = house.newId();
        return act('apiKeys.create', { kind: 'api-key', id }, () => createApiKey(house, scope, id, input));
      },
      list: (page = {}) => act('apiKeys.list', { kind: 'api-key' }, () => listApiKeys(house, scope, page)),
      rotate: (id, options = {}) =>
        act('apiKeys.rotate', theNamed('api-key', id), () => rotateApiKey(house, scope, id, options)),
      revoke: (id) => act('apiKeys.revoke', theNamed('api-key', id), () => revokeApiKey(house, scope, id)),
    } satisfies ApiKeys),
  };
  return Object.freeze(client);
}
