import { RevisionConflictError, type TenantDirectory, type TenantInput } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open, values } from '../test/house.ts';

describe('tenants', () => {
  it('are made, changed, suspended, resumed, listed and deleted at run time', async () => {
    const { alerts, as, types } = await open();
    const { tenants } = alerts;
    await tenants.create({ id: 'beta', defaultLocale: 'fr' });
    expect(await codeOf(tenants.create({ id: 'beta', defaultLocale: 'fr' }))).toBe('LOCALERT_ALREADY_EXISTS');
    expect(await tenants.update('beta', { timeZone: 'Europe/Paris' })).toMatchObject({
      revision: 2,
      defaultLocale: 'fr',
      timeZone: 'Europe/Paris',
    });
    expect(await codeOf(tenants.update('beta', {}, { expectedRevision: 1 }))).toBe(
      'LOCALERT_REVISION_CONFLICT',
    );
    expect((await tenants.list()).items.map(({ id }) => id)).toEqual(['acme', 'beta']);

    const client = as('admin', 'beta');
    await tenants.suspend('beta');
    expect((await tenants.suspend('beta')).revision).toBe(3);
    expect(await codeOf(client.send('playback_failure', { values }))).toBe('LOCALERT_TENANT_SUSPENDED');
    expect(await codeOf(client.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } }))).toBe(
      'LOCALERT_TENANT_SUSPENDED',
    );
    expect((await client.list()).items).toHaveLength(1);
    await tenants.resume('beta');
    expect((await client.send('playback_failure', { values })).status).toBe('queued');

    await client.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } } });
    await client.untyped.send('x');
    expect(await tenants.delete('beta')).toBe(true);
    expect(await tenants.delete('beta')).toBe(false);
    expect(await codeOf(client.untyped.send('x'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(tenants.get('beta'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(tenants.update('beta', {}))).toBe('LOCALERT_NOT_FOUND');
    await tenants.create({ id: 'beta', defaultLocale: 'fr' });
    expect(await codeOf(as('admin', 'beta').get('x'))).toBe('LOCALERT_NOT_FOUND');
    expect(types().filter((type) => type === 'tenant.changed').length).toBeGreaterThanOrEqual(6);
    await alerts.close();
  });

  it('in code are brought in; what the code leaves out stays as it was set at run time', async () => {
    const directory = memoryStore().directory as TenantDirectory;
    const declared: TenantInput = {
      id: 'acme',
      defaultLocale: 'en-US',
      localeConfiguration: { fallbackChain: ['es'] },
    };
    const first = await open({ directory, tenants: [declared] });
    await first.acme.override('playback_failure', 'es', { title: 'Corte {region}' });
    await first.alerts.tenants.update('acme', { timeZone: 'Europe/Madrid' });
    const before = await first.alerts.tenants.get('acme');
    await first.alerts.close();

    const again = await open({ directory, tenants: [declared] });
    expect(await again.alerts.tenants.get('acme')).toEqual(before);
    await again.alerts.close();

    const changed = await open({ directory, tenants: [{ ...declared, defaultLocale: 'es' }] });
    const after = await changed.alerts.tenants.get('acme');
    expect(after).toMatchObject({
      defaultLocale: 'es',
      timeZone: 'Europe/Madrid',
      revision: before.revision + 1,
    });
    expect(after.localeConfiguration.overrides).toEqual(before.localeConfiguration.overrides);
    await changed.alerts.close();
  });

  it('are brought in once by two processes that start together', async () => {
    const store = memoryStore();
    const [one, two] = await Promise.all([open({ store }), open({ store })]);
    expect((await one.alerts.tenants.list()).items).toHaveLength(1);
    await one.alerts.close();
    await two.alerts.close();
  });

  it('that are deleted and made anew elsewhere get nothing of their namesakes', async () => {
    let now = 1_000;
    const clock = { now: () => now++ };
    const store = memoryStore();
    const here = await open({ store, clock, cache: { tenantTtlMs: 1 } });
    const there = await open({ store, clock });
    const note = (title: string) => ({ baseLocale: 'en', locales: { en: { title } } });
    await here.acme.create('note', note('of the first'));
    await here.acme.untyped.render('note');
    await there.alerts.tenants.delete('acme');
    await there.alerts.tenants.create({ id: 'acme', defaultLocale: 'en' });
    await there.acme.create('note', note('of the second'));
    // The clock of the tenant cache is coarse; the entry itself would be fresh for a minute.
    await new Promise((resolve) => setTimeout(resolve, 30));
    await here.acme.list();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await here.acme.untyped.render('note')).message.text).toContain('of the second');
    await here.alerts.close();
    await there.alerts.close();
  });

  it('whose writes race are looked at again', async () => {
    const inner = memoryStore().directory as TenantDirectory;
    await open({ directory: inner });
    let races = 2;
    const racing: TenantDirectory = {
      ...inner,
      replace: async (scope, tenant) => {
        if (races-- > 0)
          throw new RevisionConflictError({ kind: 'tenant', id: tenant.id, expected: 1, actual: 2 });
        return inner.replace(scope, tenant);
      },
    };
    const { alerts } = await open({ directory: racing, tenants: [{ id: 'acme', defaultLocale: 'de' }] });
    expect((await alerts.tenants.get('acme')).defaultLocale).toBe('de');
    const broken: TenantDirectory = { ...inner, replace: async () => Promise.reject(new Error('broken')) };
    await expect(
      open({ directory: broken, tenants: [{ id: 'acme', defaultLocale: 'fr' }] }),
    ).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
      cause: { name: 'Error' },
    });
    await alerts.close();
  });

  it('refuse bad input, each place named', async () => {
    const { alerts } = await open();
    expect(await codeOf(alerts.tenants.create({ id: '../x', defaultLocale: 'en' }))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    expect(await codeOf(alerts.tenants.create({ id: 'ok', defaultLocale: 'en_US' }))).toBe(
      'LOCALERT_INVALID_INPUT',
    );
    expect(await codeOf(alerts.tenants.get('../x'))).toBe('LOCALERT_INVALID_TENANT_ID');
    expect(await codeOf(alerts.tenants.delete('a/b'))).toBe('LOCALERT_INVALID_TENANT_ID');
    expect(() => alerts.forTenant("';--", { actor: 'a' })).toThrowError(
      expect.objectContaining({ code: 'LOCALERT_INVALID_TENANT_ID' }),
    );
    await alerts.close();
  });
});
