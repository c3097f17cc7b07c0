import { PERMISSIONS, type Permission } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { codeOf, open, values } from '../test/house.ts';
import type { TenantClient } from './index.ts';

const content = { baseLocale: 'en', locales: { en: { title: 'x' } } };

/** Every operation of a client, and the one permission that it asks for. */
const OPERATIONS: Readonly<
  Record<
    Exclude<keyof TenantClient, 'scope' | 'untyped'>,
    readonly [Permission, (client: TenantClient) => Promise<unknown>]
  >
> = {
  send: ['alert:send', (client) => client.send('note')],
  enqueue: ['alert:send', (client) => client.enqueue('note').durable],
  render: ['fixture:read', (client) => client.render('note')],
  preview: ['fixture:read', (client) => client.preview('note')],
  explain: ['fixture:read', (client) => client.explain('note')],
  create: ['fixture:write', (client) => client.create('other', content)],
  update: ['fixture:write', (client) => client.update('note', { description: 'd' })],
  archive: ['fixture:archive', (client) => client.archive('note')],
  restore: ['fixture:archive', (client) => client.restore('note')],
  get: ['fixture:read', (client) => client.get('note')],
  list: ['fixture:read', (client) => client.list()],
  history: ['fixture:read', (client) => client.history('note')],
  override: ['override:write', (client) => client.override('note', 'de', { title: 'y' })],
  overrides: ['fixture:read', (client) => client.overrides()],
  status: ['alert:read', (client) => client.status('none')],
  deadLetters: ['alert:read', (client) => client.deadLetters()],
  redrive: ['alert:redrive', (client) => client.redrive('none')],
};

describe('every operation', () => {
  it.each(Object.entries(OPERATIONS))(
    '%s asks for its permission, and for that alone',
    async (_, [wanted, work]) => {
      let granted: Permission | 'all' = 'all';
      const { acme, alerts } = await open({
        authorizer: (__, permission) => granted === 'all' || permission === granted,
      });
      await acme.create('note', content);
      for (const permission of PERMISSIONS) {
        granted = permission;
        const code = await codeOf(work(acme.untyped));
        if (permission === wanted) expect(code).not.toBe('LOCALERT_FORBIDDEN');
        else expect(`${permission}: ${code}`).toBe(`${permission}: LOCALERT_FORBIDDEN`);
      }
      await alerts.close();
    },
  );

  it.each(Object.entries(OPERATIONS))(
    '%s knows a suspended, an absent and a closed tenant',
    async (name, [wanted, work]) => {
      const { acme, alerts } = await open();
      await acme.create('note', content);
      await alerts.tenants.suspend('acme');
      const reads = ['fixture:read', 'alert:read'].includes(wanted);
      const suspended = await codeOf(work(acme.untyped));
      if (reads) expect(suspended).not.toBe('LOCALERT_TENANT_SUSPENDED');
      else expect(`${name}: ${suspended}`).toBe(`${name}: LOCALERT_TENANT_SUSPENDED`);
      const nobody = alerts.forTenant('nobody', { actor: 'a', roles: ['admin'] });
      expect(await codeOf(work(nobody.untyped))).toBe('LOCALERT_NOT_FOUND');
      await alerts.close();
      expect(await codeOf(work(acme.untyped))).toBe('LOCALERT_MANAGER_CLOSED');
    },
  );

  it('says who lacks what, and tells observers', async () => {
    const { alerts, as, events } = await open();
    await expect(as('viewer').send('playback_failure', { values })).rejects.toThrow(
      '"user:viewer" lacks the permission alert:send',
    );
    expect(events).toContainEqual({
      type: 'access.denied',
      tenant: 'acme',
      actor: 'user:viewer',
      permission: 'alert:send',
    });
    await alerts.close();
  });
});
