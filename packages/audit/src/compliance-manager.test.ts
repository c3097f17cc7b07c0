import { describe, expect, test } from 'vitest';
import { newSigner, setup } from '../test/setup.ts';
import type { Access } from './access.ts';
import { createComplianceManager } from './compliance-manager.ts';
import { verifyHead } from './signed-head.ts';

const base = { tenant: 'acme', actor: 'ann', resource: { kind: 'alert', id: 'a1' }, action: 'alert:view' };

function withManager(options: Parameters<typeof setup>[0] = {}, erasureActions?: string[]) {
  const made = setup(options);
  const compliance = createComplianceManager({ audit: made.audit, clock: made.clock, erasureActions });
  return { ...made, compliance };
}

describe('logAccess', () => {
  test('keeps an access with its tag, and what its framework asks for', async () => {
    const { compliance, audit, chain } = withManager();
    await compliance.logAccess({ ...base, framework: 'SOC2', control: 'CC7.2' });
    await compliance.logAccess({ ...base, framework: 'SOC2', outcome: 'denied' });
    await compliance.logAccess({ ...base, framework: 'GDPR', lawfulBasis: 'contract', subject: 'bob' });
    const record = await compliance.logAccess({
      ...base,
      framework: 'HIPAA',
      reason: 'treatment',
      payload: { a: 1 },
    });
    await audit.sealNow('acme');
    const { entries } = chain('acme');
    expect(entries).toMatchObject([
      { frameworks: ['SOC2'], details: { control: 'CC7.2' }, outcome: 'success' },
      { frameworks: ['SOC2'], details: {}, outcome: 'denied' },
      {
        frameworks: ['GDPR'],
        details: { lawfulBasis: 'contract', subject: await audit.pseudonym('acme', 'bob') },
      },
      { frameworks: ['HIPAA'], reason: 'treatment', id: record.id, payloadHash: expect.any(String) },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/ann|bob/);
  });

  test.each<[string, object, string]>([
    ['HIPAA without a purpose', { framework: 'HIPAA' }, 'reason'],
    ['HIPAA with a blank one', { framework: 'HIPAA', reason: ' ' }, 'reason'],
    ['GDPR without a ground', { framework: 'GDPR' }, 'lawfulBasis'],
    ['GDPR with another ground', { framework: 'GDPR', lawfulBasis: 'curiosity' }, 'lawfulBasis'],
    ['SOC2 with no criterion', { framework: 'SOC2', control: '=1' }, 'control'],
    ['another framework', { framework: 'PCI' }, 'framework'],
  ])('refuses %s, and keeps nothing', async (_name, wrong, path) => {
    const { compliance, chain } = withManager();
    await expect(compliance.logAccess({ ...base, ...wrong } as Access)).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_INPUT',
      details: { issues: [{ path }] },
    });
    expect(chain('acme').unlinked).toEqual([]);
  });
});

describe('reports', () => {
  test('of access count what was done, verify the chain, and are signed', async () => {
    const signer = newSigner();
    const made = setup({ signer });
    const { audit, add, clock, heads } = made;
    const compliance = createComplianceManager({
      audit,
      clock,
      publicKeys: [signer.publicKey],
      headsFor: () => heads,
    });
    await add(10);
    await audit.sealNow('acme');
    await audit.signHead('acme');
    const since = clock.advance(1000);
    await add(10);
    const report = await compliance.accessReport({ tenant: 'acme', framework: 'GDPR', since });
    expect(report).toMatchObject({
      tenant: 'acme',
      framework: 'GDPR',
      since,
      at: clock.now(),
      total: 5,
      counts: [
        { action: 'alert:send', outcome: 'denied', count: 1 },
        { action: 'alert:send', outcome: 'success', count: 4 },
      ],
      chain: { ok: true, entries: 20, headsMet: 1 },
      head: { sequence: 20 },
    });
    expect(verifyHead(report.head!, signer.publicKey)).toBe(true);
    const all = await compliance.accessReport({ tenant: 'acme', framework: 'SOC2' });
    expect(all.counts.map(({ count }) => count)).toEqual([2, 8]);
  });

  test('of a chain that is not whole say so, and are not signed', async () => {
    const { compliance, filled, chain } = withManager({ signer: newSigner() });
    await filled(4);
    Object.assign(chain('acme').entries[1]!, { outcome: 'failure' });
    const report = await compliance.accessReport({ tenant: 'acme', framework: 'SOC2' });
    expect(report.chain).toMatchObject({ ok: false, firstBad: { sequence: 2 } });
    expect(report.head).toBeUndefined();
  });

  test('of a chain that does not follow from its last head are not signed; other faults are thrown', async () => {
    const { compliance, filled, chain, audit, log } = withManager({ signer: newSigner() });
    await filled(4);
    await audit.signHead('acme');
    chain('acme').entries.pop();
    expect((await compliance.accessReport({ tenant: 'acme', framework: 'SOC2' })).head).toBeUndefined();
    let calls = 0;
    const { head } = log;
    log.head = async (...args) => {
      calls += 1;
      if (calls === 3) throw new RangeError('the store is away');
      return head(...args);
    };
    await expect(compliance.accessReport({ tenant: 'acme', framework: 'SOC2' })).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
      details: { operation: 'audit.head' },
    });
  });

  test('of one person list what they did and what was done about them, in parts', async () => {
    const { compliance, filled, audit } = withManager();
    await filled(9);
    await compliance.logAccess({ ...base, framework: 'GDPR', lawfulBasis: 'consent', subject: 'user:1' });
    const report = await compliance.subjectAccessReport('acme', 'user:1', { limit: 3 });
    expect(report).toMatchObject({ total: 4, next: 7, pseudonym: await audit.pseudonym('acme', 'user:1') });
    expect(report.entries.map(({ sequence }) => sequence)).toEqual([1, 4, 7]);
    const rest = await compliance.subjectAccessReport('acme', 'user:1', { limit: 3, after: report.next });
    expect(rest).toMatchObject({ total: 4, entries: [{ sequence: 10, action: 'alert:view' }] });
    expect(rest.next).toBeUndefined();
    expect(rest.counts).toEqual(report.counts);
    expect((await compliance.subjectAccessReport('acme', 'nobody')).entries).toEqual([]);
    for (const limit of [0, 1.5, 100_001]) {
      await expect(compliance.subjectAccessReport('acme', 'user:1', { limit })).rejects.toMatchObject({
        code: 'LOCALERT_INVALID_INPUT',
      });
    }
  });

  test('of erasures list them, and how much of a person is left', async () => {
    const { compliance, filled, audit, clock } = withManager({ erasable: true }, ['account:close']);
    await filled(6);
    await filled(1, { action: 'account:close' });
    expect(await compliance.erasureReport('acme', { person: 'user:1' })).toMatchObject({
      entries: [{ action: 'account:close' }],
      entriesLeft: 3,
    });
    clock.advance(1000);
    await audit.eraseSubject('acme', 'user:1');
    expect(await compliance.erasureReport('acme', { person: 'user:1', since: clock.now() })).toMatchObject({
      entries: [{ action: 'audit:subject-erased' }],
      entriesLeft: 0,
      chain: { ok: true },
    });
    const all = await compliance.erasureReport('acme');
    expect(all.entries).toHaveLength(2);
    expect(all.entriesLeft).toBeUndefined();
    const subject = await compliance.subjectAccessReport('acme', 'user:1');
    expect(subject).toMatchObject({ total: 0, entries: [] });
    expect(subject.pseudonym).toBeUndefined();
    const plain = createComplianceManager({ audit });
    expect((await plain.erasureReport('acme')).at).toBeGreaterThan(0);
  });
});
