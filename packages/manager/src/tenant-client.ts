import type { AuditResource, FixtureId, TenantScope } from '@localert/core';
import { ACTIONS, theFixture, theNamed, theOverride } from './actions.ts';
import { alertStatus, deadLetters, redriveAlert } from './alerts.ts';
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from './api-keys.ts';
import { type Act, audited } from './audited.ts';
import type { ApiKeys, Drafts, TenantClient } from './client.ts';
import { approveDraft, listDrafts, proposeDraft, rejectDraft } from './drafts.ts';
import { historyOperations } from './history-client.ts';
import type { House } from './house.ts';
import { acknowledgeIncident, listIncidents } from './incidents.ts';
import { listOverrides, overrideTexts } from './override.ts';
import { fixtureHistory, getFixture, listFixtures } from './read.ts';
import { resolveIncident } from './resolve-incident.ts';
import { createFixture, setArchived, updateFixture } from './save.ts';
import { enqueue } from './send.ts';
import type { SendRequest } from './send-request.ts';
import { explainFixture, previewFixture, type RenderOptions, renderFixture } from './show.ts';
import { readTrail } from './trail.ts';
import { tenantUsage } from './usage.ts';

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
    create: (id, fixture, options = {}) =>
      act('create', theFixture(id), (acting) => createFixture(house, scope, id, fixture, options, acting)),
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
    acknowledge: (incident, by = scope.actor) =>
      act('acknowledge', { kind: 'alert' }, (acting) =>
        acknowledgeIncident(house, scope, incident, by, acting),
      ),
    resolve: (incident, options = {}) =>
      act('resolve', { kind: 'alert' }, (acting) => resolveIncident(house, scope, incident, options, acting)),
    incidents: (query = {}) => act('incidents', { kind: 'alert' }, () => listIncidents(house, scope, query)),
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
