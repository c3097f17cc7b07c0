import { RevisionConflictError, type TenantDirectory, type TenantInput } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open, recorder, values } from '../test/house.ts';

const hospital: TenantInput = { id: 'hospital', defaultLocale: 'de', region: 'eu', complianceLevel: 'hipaa' };

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

describe('compliance', () => {
  it('keeps a pinned tenant out of a store or transport of another region, or of none', async () => {
    const { transport } = recorder();
    const elsewhere = { store: memoryStore({ region: 'us' }), transport };
    await expect(open({ ...elsewhere, tenants: [hospital] })).rejects.toMatchObject({
      code: 'LOCALERT_COMPLIANCE_UNMET',
      message: expect.stringContaining('the store is in "us"'),
    });
    await expect(open({ store: memoryStore(), tenants: [hospital] })).rejects.toThrow(
      /the store declares none/,
    );
    const { region: _, ...nowhere } = transport;
    await expect(
      open({ store: memoryStore({ region: 'eu' }), transport: nowhere, tenants: [hospital] }),
    ).rejects.toThrow(/the transport declares none/);
    const { alerts } = await open({ tenants: [hospital] });
    expect(await codeOf(alerts.tenants.update('hospital', { region: 'us' }))).toBe(
      'LOCALERT_COMPLIANCE_UNMET',
    );
    await alerts.close();
  });

  it('is checked again where the tenant is used, whoever made it', async () => {
    const directory = memoryStore().directory as TenantDirectory;
    const made = await open({ directory, tenants: [hospital] });
    await made.alerts.close();
    const { alerts, as } = await open({ directory, store: memoryStore({ region: 'us' }), tenants: [] });
    expect(await codeOf(as('sender', 'hospital').send('playback_failure', { values }))).toBe(
      'LOCALERT_COMPLIANCE_UNMET',
    );
    await alerts.close();
  });

  it('says honestly what this set-up does and what it does not', async () => {
    const { alerts } = await open({ tenants: [hospital, { id: 'plain', defaultLocale: 'en' }] });
    expect(
      Object.fromEntries(
        (await alerts.tenants.compliance('hospital')).map(({ requirement, asked, status }) => [
          requirement,
          `${asked}: ${status}`,
        ]),
      ),
    ).toEqual({
      region: 'eu: enforced',
      encryption: 'all: unmet',
      pii: 'block: unmet',
      audit: 'HIPAA GDPR: unmet',
      retention: '7 days: enforced',
    });
    const plain = await alerts.tenants.compliance('plain');
    expect(plain.filter(({ status }) => status === 'unmet')).toEqual([]);
    await alerts.close();
  });

  it('removes delivered alerts past their tenant’s retention, and no others', async () => {
    let now = Date.now();
    const clock = { now: () => now };
    const { alerts, as } = await open({
      clock,
      store: memoryStore({ region: 'eu', clock }),
      tenants: [hospital, { id: 'plain', defaultLocale: 'en' }],
    });
    const ids: string[] = [];
    for (const tenant of ['hospital', 'plain'])
      ids.push((await as('admin', tenant).send('playback_failure', { values })).id);
    await alerts.drain();
    now += 8 * 86_400_000;
    expect(await alerts.prune()).toBe(1);
    expect(await codeOf(as('admin', 'hospital').status(ids[0] ?? ''))).toBe('LOCALERT_NOT_FOUND');
    expect((await as('admin', 'plain').status(ids[1] ?? '')).state).toBe('delivered');
    now += 30 * 86_400_000;
    expect(await alerts.prune()).toBe(1);
    await alerts.close();
  });
});
