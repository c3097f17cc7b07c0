import { PERMISSIONS, type Permission } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { detector } from '../test/detector.ts';
import { codeOf, open, values } from '../test/house.ts';
import { note, OPERATIONS } from '../test/operations.ts';

describe('every operation', () => {
  it.each(Object.entries(OPERATIONS))(
    '%s asks for its permission, and for that alone',
    async (_, [wanted, work]) => {
      let granted: Permission | 'all' = 'all';
      const { acme, alerts } = await open({
        authorizer: (__, permission) => granted === 'all' || permission === granted,
      });
      await acme.create('note', note);
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
      await acme.create('note', note);
      await alerts.tenants.suspend('acme');
      // A suspended tenant's keys can be seen and ended.
      const reads = ['fixture:read', 'alert:read', 'audit:read', 'usage:read'].includes(wanted);
      const suspended = await codeOf(work(acme.untyped));
      if (reads || ['apiKeys.list', 'apiKeys.revoke'].includes(name))
        expect(suspended).not.toBe('LOCALERT_TENANT_SUSPENDED');
      else expect(`${name}: ${suspended}`).toBe(`${name}: LOCALERT_TENANT_SUSPENDED`);
      const nobody = alerts.forTenant('nobody', { actor: 'a', roles: ['admin'] });
      expect(await codeOf(work(nobody.untyped))).toBe('LOCALERT_NOT_FOUND');
      await alerts.close();
      expect(await codeOf(work(acme.untyped))).toBe('LOCALERT_MANAGER_CLOSED');
    },
  );

  it('is denied by an authorizer that throws, or that answers anything but true', async () => {
    for (const authorizer of [
      () => {
        throw new Error('the policy is away');
      },
      () => 'yes' as never,
      async () => true,
    ]) {
      const { acme, alerts } = await open({ authorizer: authorizer as never });
      expect(await codeOf(acme.get('playback_failure'))).toBe('LOCALERT_FORBIDDEN');
      await alerts.close();
    }
  });

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

  it('names an actor without an e-mail address, for both end in logs', async () => {
    const { alerts, events } = await open({ pii: detector });
    const ann = alerts.forTenant('acme', { actor: 'user:ann.canary@example.org', roles: ['viewer'] });
    const error: unknown = await ann.untyped.send('playback_failure', { values }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'LOCALERT_FORBIDDEN', details: { actor: 'user:[email]' } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'access.denied', actor: 'user:[email]' }));
    expect(`${error}${JSON.stringify(events)}`).not.toContain('canary');
    await alerts.close();
  });
});
