import {
  type FixtureStore,
  PII_SPEC,
  type PiiDetector,
  systemScope,
  type TenantDirectory,
  type TenantInput,
} from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { recordingAuditor } from '../test/auditor.ts';
import { codeOf, open, openAudited, recorder, values } from '../test/house.ts';

const hospital: TenantInput = { id: 'hospital', defaultLocale: 'de', region: 'eu', complianceLevel: 'hipaa' };

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
    const { alerts } = await open({ compliance: 'report', tenants: [hospital] });
    expect(await codeOf(alerts.tenants.update('hospital', { region: 'us' }))).toBe(
      'LOCALERT_COMPLIANCE_UNMET',
    );
    await alerts.close();
  });

  it('is checked again where the tenant is used, whoever made it', async () => {
    const directory = memoryStore().directory as TenantDirectory;
    const made = await open({ directory, compliance: 'report', tenants: [hospital] });
    await made.alerts.close();
    const { alerts, as } = await open({
      directory,
      store: memoryStore({ region: 'us' }),
      compliance: 'report',
      tenants: [],
    });
    expect(await codeOf(as('sender', 'hospital').send('playback_failure', { values }))).toBe(
      'LOCALERT_COMPLIANCE_UNMET',
    );
    await alerts.close();
  });

  it('says honestly what this set-up does and what it does not', async () => {
    const { alerts } = await open({
      compliance: 'report',
      tenants: [hospital, { id: 'plain', defaultLocale: 'en' }],
    });
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
      compliance: 'report',
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

  it('removes audit entries past their retention, those of deleted tenants too', async () => {
    const { alerts, told, store } = await openAudited({
      compliance: 'report',
      tenants: [hospital, { id: 'plain', defaultLocale: 'en' }],
    });
    await alerts.tenants.create({ id: 'gone', defaultLocale: 'en' });
    await alerts.tenants.delete('gone');
    expect((await store.audit?.tenants(systemScope('test')))?.items).toContain('gone');
    told.length = 0;
    await alerts.prune();
    expect(told).toEqual(['prune hospital 2190', 'prune plain 90', 'prune gone 2190']);
    await alerts.close();
  });

  it('leaves the trail to auditors that remove nothing, and to logs that are elsewhere', async () => {
    const store = memoryStore({ region: 'eu' });
    const { auditor, told } = recordingAuditor(store.audit);
    const { prune: _, ...keeping } = auditor;
    const first = await open({ store, audit: keeping });
    await first.alerts.prune();
    // It need not be over the log of the store that it serves.
    const second = await open({
      store: { ...memoryStore({ region: 'eu' }), audit: undefined },
      audit: { ...auditor, close: async () => undefined },
    });
    await second.alerts.prune();
    expect(told).toHaveLength(1);
    await first.alerts.close();
    await second.alerts.close();
  });
});

/** A set-up with all that there is, and the same without each. */
const pii: PiiDetector = { spec: PII_SPEC, detect: () => [] };
const plain = memoryStore({ region: 'eu' });
const sealedQueue = { ...plain.outbox, encryption: 'by-policy' } as NonNullable<FixtureStore['outbox']>;
const sealed = { ...plain, encryption: 'by-policy', outbox: sealedQueue } as const;
const whole = { store: sealed, pii, audit: recordingAuditor(plain.audit).auditor };
const { pii: _pii, ...withoutPii } = whole;
const { audit: _audit, ...withoutAudit } = whole;
const level = (complianceLevel: 'soc2' | 'gdpr' | 'hipaa', region = 'eu'): Partial<TenantInput> => ({
  complianceLevel,
  region,
});

describe('what a tenant has declared', () => {
  it.each([
    ['nothing lacks', whole, level('hipaa'), undefined],
    ['nothing lacks', whole, level('gdpr'), undefined],
    ['nothing lacks', whole, level('soc2'), undefined],
    [
      'the store does not encrypt',
      { ...whole, store: { ...sealed, encryption: undefined } },
      level('hipaa'),
      'encryption "all"',
    ],
    [
      'the queue does not encrypt',
      { ...whole, store: { ...sealed, outbox: plain.outbox } },
      level('gdpr'),
      'encryption "sensitive"',
    ],
    [
      'another queue does not encrypt',
      { ...whole, outbox: plain.outbox as never },
      level('soc2'),
      'encryption "sensitive"',
    ],
    ['nobody looks for personal data', withoutPii, level('hipaa'), 'pii "block"'],
    ['nobody looks for personal data', withoutPii, level('gdpr', 'us'), 'pii "redact"'],
    ['nobody looks for personal data', withoutPii, level('soc2', 'us'), undefined],
    ['nobody looks for personal data', withoutPii, level('soc2'), 'pii "redact"'],
    ['there is no trail', withoutAudit, level('soc2', 'us'), 'audit "SOC2"'],
    ['there is no trail', withoutAudit, level('hipaa'), 'audit "HIPAA GDPR"'],
    ['nothing is there', { store: plain }, {}, undefined],
    ['nothing is there', { store: plain }, { region: 'eu' }, undefined],
    ['nothing is there', { store: plain }, { encryption: 'off', pii: 'warn' }, undefined],
    ['nothing is there', { store: plain }, { encryption: 'sensitive' }, 'encryption "sensitive"'],
    ['nothing is there', { store: plain }, { encryption: 'all' }, 'encryption "all"'],
    ['nothing is there', { store: plain }, { pii: 'redact' }, 'pii "redact"'],
    ['it asks for what is there', whole, { encryption: 'all', pii: 'block' }, undefined],
  ] as const)('%s (%#): is refused, or is not', async (_, setup, asks, lacks) => {
    const region = 'us' === (asks as Partial<TenantInput>).region ? 'us' : 'eu';
    const { transport } = recorder();
    const placed = {
      ...setup,
      store: { ...setup.store, region } as FixtureStore,
      transport: { ...transport, region },
      directory: memoryStore().directory as TenantDirectory,
      tenants: [],
    };
    const tenant: TenantInput = { id: 't', defaultLocale: 'en', ...asks };
    const strict = await open(placed);
    const made = strict.alerts.tenants.create(tenant);
    if (lacks === undefined) {
      expect(await codeOf(made)).toBe('no error');
    } else {
      await expect(made).rejects.toMatchObject({
        code: 'LOCALERT_COMPLIANCE_UNMET',
        details: { tenant: 't', requirement: lacks },
        message: expect.stringMatching(
          /^The tenant "t" requires .+: nothing here does it; hand in .+ @localert.+'report'\.$/,
        ),
      });
      const lax = await open({ ...placed, compliance: 'report' });
      await lax.alerts.tenants.create(tenant);
      const unmet = (await lax.alerts.tenants.compliance('t')).filter(({ status }) => status === 'unmet');
      expect(unmet.map(({ requirement, asked }) => `${requirement} "${asked}"`)).toContain(lacks);
    }
  });
});

describe('the report', () => {
  it('says what is enforced, what is not, and what nobody asked for', async () => {
    const { transport } = recorder();
    const status = async (setup: object, tenant: Partial<TenantInput>) => {
      const { alerts } = await open({
        transport,
        ...setup,
        directory: memoryStore().directory as TenantDirectory,
        compliance: 'report',
        tenants: [{ id: 't', defaultLocale: 'en', ...tenant }],
      });
      return (await alerts.tenants.compliance('t')).map(
        ({ requirement, asked, status: is }) => `${requirement} ${asked}: ${is}`,
      );
    };
    expect(await status(whole, level('hipaa'))).toEqual([
      'region eu: enforced',
      'encryption all: enforced',
      'pii block: enforced',
      'audit HIPAA GDPR: enforced',
      'retention 7 days: enforced',
    ]);
    expect(await status({ store: plain }, { region: 'eu' })).toEqual([
      'region any: not-asked',
      'encryption off: not-asked',
      'pii redact: unmet',
      'audit GDPR: unmet',
      'retention 30 days: enforced',
    ]);
    expect(await status({ store: plain }, { pii: 'block', encryption: 'all' })).toEqual([
      'region any: not-asked',
      'encryption all: unmet',
      'pii block: unmet',
      'audit none: not-asked',
      'retention 30 days: enforced',
    ]);
    // A house without a queue has none that could be in the clear.
    expect(
      await status({ store: { ...sealed, outbox: undefined }, transport: undefined }, level('soc2')),
    ).toContain('encryption sensitive: enforced');
  });

  it('does not move the region: it is held to either way', async () => {
    const { alerts } = await open({ compliance: 'report', tenants: [] });
    expect(
      await codeOf(
        alerts.tenants.create({ id: 't', defaultLocale: 'en', complianceLevel: 'gdpr', region: 'us' }),
      ),
    ).toBe('LOCALERT_COMPLIANCE_UNMET');
    await alerts.close();
  });
});
