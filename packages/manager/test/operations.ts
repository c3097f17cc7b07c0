import type { Permission } from '@localert/core';
import type { ApiKeys, Drafts, TenantClient } from '../src/index.ts';

/** The least that a stored fixture has. */
export const note = { baseLocale: 'en', locales: { en: { title: 'x' }, es: { title: 'y' } } };

type Own = Exclude<keyof TenantClient, 'scope' | 'untyped' | 'apiKeys' | 'drafts'>;

/** An operation of a client: `update` stands there once for each thing that it may ask for. */
export type OperationName =
  | Own
  | `apiKeys.${keyof ApiKeys}`
  | `drafts.${keyof Drafts}`
  | `update (${string})`;

/** Proposed texts of `note` in German. */
export const draft = {
  messages: { title: 'z' },
  provenance: { origin: 'model' as const, model: 'm' },
};

/** Does the operation, on the stored fixture `note` of severity `medium` where it needs one. */
export type Operation = (client: TenantClient) => Promise<unknown>;

/** Every operation of a client, and the one permission that it asks for. A method that is missing is a type error. */
export const OPERATIONS: Readonly<
  Record<Exclude<OperationName, `update (${string})`>, readonly [Permission, Operation]> & {
    readonly [name: `update (${string})`]: readonly [Permission, Operation];
  }
> = {
  send: ['alert:send', (client) => client.send('note')],
  enqueue: ['alert:send', (client) => client.enqueue('note').durable],
  render: ['fixture:read', (client) => client.render('note')],
  preview: ['fixture:read', (client) => client.preview('note')],
  explain: ['fixture:read', (client) => client.explain('note')],
  create: ['fixture:write', (client) => client.create('other', note)],
  update: ['fixture:write', (client) => client.update('note', { description: 'd' })],
  'update (texts of a locale)': [
    'fixture:translate',
    (client) => client.update('note', { locales: { es: { title: 'z' } } }),
  ],
  'update (a review)': [
    'fixture:review',
    (client) => client.update('note', { provenance: { es: { origin: 'human', reviewed: true } } }),
  ],
  archive: ['fixture:archive', (client) => client.archive('note')],
  restore: ['fixture:archive', (client) => client.restore('note')],
  get: ['fixture:read', (client) => client.get('note')],
  list: ['fixture:read', (client) => client.list()],
  history: ['fixture:read', (client) => client.history('note')],
  at: ['fixture:read', (client) => client.at('note', { revision: 1 })],
  diff: ['fixture:read', (client) => client.diff('note', { from: 0 })],
  watch: [
    'fixture:read',
    async (client) => {
      for await (const _ of client.watch({ signal: AbortSignal.abort() })) throw new Error('it was ended');
    },
  ],
  rollback: ['fixture:write', (client) => client.rollback('note', { to: 1 })],
  'drafts.propose': ['fixture:translate', (client) => client.drafts.propose('note', 'de', draft)],
  'drafts.approve': ['fixture:review', (client) => client.drafts.approve('note', 'es')],
  'drafts.reject': ['fixture:review', (client) => client.drafts.reject('note', 'es', 'not ours')],
  'drafts.list': ['fixture:read', (client) => client.drafts.list()],
  override: ['override:write', (client) => client.override('note', 'de', { title: 'y' })],
  overrides: ['fixture:read', (client) => client.overrides()],
  status: ['alert:read', (client) => client.status('none')],
  deadLetters: ['alert:read', (client) => client.deadLetters()],
  redrive: ['alert:redrive', (client) => client.redrive('none')],
  acknowledge: ['alert:acknowledge', (client) => client.acknowledge('none')],
  resolve: ['alert:resolve', (client) => client.resolve('none')],
  incidents: ['alert:read', (client) => client.incidents()],
  usage: ['usage:read', (client) => client.usage()],
  audit: ['audit:read', (client) => client.audit()],
  'apiKeys.create': ['api-key:manage', (client) => client.apiKeys.create({ name: 'k', roles: ['admin'] })],
  'apiKeys.list': ['api-key:manage', (client) => client.apiKeys.list()],
  'apiKeys.rotate': ['api-key:manage', (client) => client.apiKeys.rotate('none')],
  'apiKeys.revoke': ['api-key:manage', (client) => client.apiKeys.revoke('none')],
};
