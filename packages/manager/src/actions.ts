import { type AuditResource, fixtureIdFault, tryCanonicalLocale } from '@localert/core';

/** What an audit entry calls an operation, and what becomes of the operation when the entry cannot be kept. */
export interface Action {
  readonly name: string;
  /**
   * `read`: its answer is not handed out · `write`: refused where the entry would go with the write, else done and
   * observed · `send`: goes out, and is observed.
   */
  readonly mode: 'read' | 'write' | 'send';
}

const reads = (name: string): Action => Object.freeze({ name, mode: 'read' });
const writes = (name: string): Action => Object.freeze({ name, mode: 'write' });

/** The action of every operation, by the operation's name. */
export const ACTIONS = Object.freeze({
  send: Object.freeze({ name: 'alert:send', mode: 'send' } as Action),
  render: reads('fixture:render'),
  preview: reads('fixture:preview'),
  explain: reads('fixture:explain'),
  create: writes('fixture:create'),
  update: writes('fixture:update'),
  archive: writes('fixture:archive'),
  restore: writes('fixture:restore'),
  get: reads('fixture:read'),
  list: reads('fixture:list'),
  history: reads('fixture:history'),
  at: reads('fixture:read-at'),
  diff: reads('fixture:diff'),
  watch: reads('fixture:watch'),
  rollback: writes('fixture:rollback'),
  compact: writes('fixture:compact'),
  'drafts.propose': writes('draft:propose'),
  'drafts.approve': writes('draft:approve'),
  'drafts.reject': writes('draft:reject'),
  'drafts.list': reads('draft:list'),
  override: writes('override:write'),
  overrides: reads('override:list'),
  status: reads('alert:read'),
  deadLetters: reads('alert:list-dead'),
  redrive: writes('alert:redrive'),
  acknowledge: writes('alert:acknowledge'),
  resolve: writes('alert:resolve'),
  incidents: reads('alert:list-incidents'),
  usage: reads('usage:read'),
  audit: reads('audit:read'),
  // A key whose entry is lost is not handed out, so it is as good as not made.
  'apiKeys.create': reads('api-key:create'),
  'apiKeys.list': reads('api-key:list'),
  'apiKeys.rotate': reads('api-key:rotate'),
  'apiKeys.revoke': writes('api-key:revoke'),
  authenticate: writes('api-key:authenticate'),
  'tenants.create': writes('tenant:create'),
  'tenants.update': writes('tenant:update'),
  'tenants.suspend': writes('tenant:suspend'),
  'tenants.resume': writes('tenant:resume'),
  'tenants.delete': writes('tenant:delete'),
});

/** A UUID. What a caller wrote in its place may be anything, and is not kept for years. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const identified = (kind: string, id: string, usable: boolean): AuditResource =>
  usable ? { kind, id } : { kind };

/** A fixture, as an entry names it. */
export const theFixture = (id: string): AuditResource =>
  identified('fixture', id, fixtureIdFault(id) === undefined);

/** A tenant's own texts of a fixture in a locale, as an entry names them. */
export function theOverride(fixture: string, tag: string): AuditResource {
  const locale = typeof tag === 'string' ? tryCanonicalLocale(tag) : undefined;
  const named = identified('override', fixture, fixtureIdFault(fixture) === undefined);
  return locale === undefined ? named : { ...named, locale };
}

/** Something with a UUID, as an entry names it. */
export const theNamed = (kind: 'alert' | 'api-key', id: string): AuditResource =>
  identified(kind, id, typeof id === 'string' && UUID.test(id));
