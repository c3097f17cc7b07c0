import type {
  AlertStatus,
  ArgumentValues,
  AuditEntry,
  AuditQuery,
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
import type { ApiKeyInfo, ApiKeyInput, NewApiKey, RotateOptions } from './api-keys.ts';
import type { FixturePatch } from './content.ts';
import type { FixtureDefinition } from './define-fixture.ts';
import type { ApproveOptions, DraftItem } from './drafts.ts';
import type { HistoryOperations } from './history-client.ts';
import type { Incident } from './incident-view.ts';
import type { IncidentQuery } from './incidents.ts';
import type { ResolveOptions, ResolveResult } from './resolve-incident.ts';
import type { ChangeOptions, Saved, SaveOptions } from './save.ts';
import type { Enqueued, SendRequest, SendResult } from './send-request.ts';
import type { Explanation, PreviewItem, PreviewOptions, Rendered, RenderOptions } from './show.ts';
import type { QuotaUsage } from './usage.ts';

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
  create(id: FixtureId, fixture: FixtureInput, options?: SaveOptions): Promise<Saved>;
  /**
   * Changes a fixture; with `alert`, an alert goes out with it.
   *
   * @throws LOCALERT_REVISION_CONFLICT, LOCALERT_FIXTURE_REFUSED, LOCALERT_FIXTURE_IN_CODE, LOCALERT_INVALID_INPUT; for an
   *   alert what `send` throws, and LOCALERT_SETUP where the store does not queue alerts with its commits
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * // The team learns of the new text if, and only if, it was saved.
   * export async function reword(acme: TenantClient, title: string): Promise<void> {
   *   const locales = { en: { title } };
   *   await acme.update('disk_full', { locales }, { alert: { fixture: 'text_changed', values: { text: title } } });
   * }
   * ```
   */
  update(id: FixtureId, patch: FixturePatch, options?: ChangeOptions & SaveOptions): Promise<Saved>;
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
  /**
   * Notes that somebody looks after an incident: what would be escalated is not posted any more. A second call changes
   * nothing. Permission `alert:acknowledge`.
   *
   * @param incident - its key, or the id of one of its alerts
   * @param by - who; default: the actor
   * @throws LOCALERT_NOT_FOUND, LOCALERT_INVALID_INPUT, LOCALERT_SETUP where the store keeps no records
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export const onButton = (acme: TenantClient, alert: string, user: string) =>
   *   acme.acknowledge(alert, `slack:${user}`);
   * ```
   */
  acknowledge(incident: string, by?: string): Promise<Incident>;
  /**
   * Ends an incident: its message is changed or answered in the language that it was told in, and marked as resolved. A
   * second call tells nobody a second time. Permission `alert:resolve`.
   *
   * @param incident - its key, or the id of one of its alerts
   * @throws LOCALERT_NOT_FOUND, LOCALERT_PII_BLOCKED, LOCALERT_SETUP, or the queue's own error when it did not take it
   *
   * @example
   * ```ts
   * import type { TenantClient } from '@localert/manager';
   *
   * export async function watchDisk(acme: TenantClient, host: string, full: boolean): Promise<void> {
   *   if (full) await acme.send('disk_full', { values: { host }, incident: `disk/${host}` });
   *   else await acme.resolve(`disk/${host}`);
   * }
   * ```
   */
  resolve(incident: string, options?: ResolveOptions): Promise<ResolveResult>;
  /** Incidents that are open, in no particular order. A page may be short, or empty, and have a cursor. */
  incidents(query?: IncidentQuery): Promise<Page<Incident>>;
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
