import type {
  AlertStatus,
  ArgumentValues,
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
import { alertStatus, deadLetters, redriveAlert } from './alerts.ts';
import type { FixturePatch } from './content.ts';
import type { FixtureDefinition } from './define-fixture.ts';
import type { House } from './house.ts';
import { listOverrides, overrideTexts } from './override.ts';
import { fixtureHistory, getFixture, listFixtures } from './read.ts';
import { type ChangeOptions, createFixture, type Saved, setArchived, updateFixture } from './save.ts';
import { type Enqueued, enqueue, type SendRequest, type SendResult } from './send.ts';
import {
  type Explanation,
  explainFixture,
  type PreviewItem,
  previewFixture,
  type Rendered,
  type RenderOptions,
  renderFixture,
} from './show.ts';

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
export interface TenantClient<Fixtures extends FixtureMap = Record<never, never>> {
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
}

/** Binds the operations to a scope. */
export function tenantClient(house: House, scope: TenantScope): TenantClient {
  const client: TenantClient = {
    scope,
    get untyped() {
      return client;
    },
    send: (fixture: FixtureId, options: SendRequest = {}) => enqueue(house, scope, fixture, options).durable,
    enqueue: (fixture: FixtureId, options: SendRequest = {}) => enqueue(house, scope, fixture, options),
    render: async (fixture: FixtureId, options: RenderOptions = {}) =>
      renderFixture(house, scope, fixture, options),
    preview: async (fixture, values) => previewFixture(house, scope, fixture, values),
    explain: async (fixture, options = {}) => explainFixture(house, scope, fixture, options.locale),
    create: async (id, fixture) => createFixture(house, scope, id, fixture),
    update: async (id, patch, options = {}) => updateFixture(house, scope, id, patch, options),
    archive: async (id, options = {}) => setArchived(house, scope, id, true, options),
    restore: async (id, options = {}) => setArchived(house, scope, id, false, options),
    get: async (id) => getFixture(house, scope, id),
    list: async (query = {}) => listFixtures(house, scope, query),
    history: async (id, page = {}) => fixtureHistory(house, scope, id, page),
    override: async (fixture, locale, messages) => overrideTexts(house, scope, fixture, locale, messages),
    overrides: async () => listOverrides(house, scope),
    status: async (alert) => alertStatus(house, scope, alert),
    deadLetters: async (page = {}) => deadLetters(house, scope, page),
    redrive: async (alert) => redriveAlert(house, scope, alert),
  };
  return Object.freeze(client);
}
