import type { AuditEntry } from '@localert/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, newSigner, setup } from '../test/setup.ts';
import { entryHash, linkRecords } from './entry-json.ts';
import { signedHead } from './signed-head.ts';
import { verifyChain } from './verify-chain.ts';

type Mutable = { -readonly [Name in keyof AuditEntry]: AuditEntry[Name] };

const codeAt = (code: string, sequence: number) => ({ ok: false, firstBad: { code, sequence } });

/** What one with write access can do to one entry. */
const CHANGES: Record<string, (entry: Mutable) => void> = {
  id: (entry) => {
    entry.id += '0';
  },
  at: (entry) => {
    entry.at += 1;
  },
  tenant: (entry) => {
    entry.tenant = 'beta';
  },
  actor: (entry) => {
    entry.actor = 'p_somebody';
  },
  action: (entry) => {
    entry.action = 'fixture:read';
  },
  kind: (entry) => {
    entry.resource = { ...entry.resource, kind: 'tenant' };
  },
  resourceId: (entry) => {
    entry.resource = { ...entry.resource, id: 'other' };
  },
  locale: (entry) => {
    entry.resource = { ...entry.resource, locale: 'fr' };
  },
  revision: (entry) => {
    entry.resource = { ...entry.resource, revision: 99 };
  },
  lessResource: (entry) => {
    entry.resource = { kind: entry.resource.kind };
  },
  noResource: (entry) => {
    Reflect.deleteProperty(entry, 'resource');
  },
  outcome: (entry) => {
    entry.outcome = 'failure';
  },
  reason: (entry) => {
    entry.reason = 'because';
  },
  frameworks: (entry) => {
    entry.frameworks = [...entry.frameworks, 'SOC2'];
  },
  frameworksText: (entry) => {
    entry.frameworks = 7 as never;
  },
  payloadHash: (entry) => {
    entry.payloadHash = 'x';
  },
  rowHash: (entry) => {
    entry.rowHash = 'x';
  },
  details: (entry) => {
    entry.details = { count: 1 };
  },
  sequence: (entry) => {
    entry.sequence += 0.5;
  },
  previousHash: (entry) => {
    entry.previousHash = 'B'.repeat(43);
  },
  hash: (entry) => {
    entry.hash = 'B'.repeat(43);
  },
  extra: (entry) => {
    Object.assign(entry, { note: 'x' });
  },
  type: (entry) => {
    entry.actor = 7 as never;
  },
  surrogate: (entry) => {
    entry.reason = '\ud800';
  },
};

/** Links what is left anew, as one who knows the code can. */
function rebuild(entries: readonly AuditEntry[]): AuditEntry[] {
  return linkRecords(
    undefined,
    entries.map(({ sequence: _, previousHash: __, hash: ___, ...record }) => record),
  );
}

describe('a whole chain', () => {
  test('is found whole, over pages, with its rate', async () => {
    const { audit, filled } = setup();
    await filled(2500);
    const progress: number[] = [];
    const verdict = await audit.verify('acme', { onProgress: (entries) => progress.push(entries) });
    expect(verdict).toMatchObject({ ok: true, entries: 2500, headsMet: 0, head: { sequence: 2500 } });
    expect(verdict.rate).toBeGreaterThan(0);
    expect(progress).toEqual([1000, 2000, 2500]);
  });

  test('may be empty', async () => {
    const { audit } = setup();
    expect(await audit.verify('acme')).toEqual({ ok: true, entries: 0, headsMet: 0, rate: 0 });
  });

  test('goes on from a head', async () => {
    const { audit, filled, log } = setup();
    await filled(10);
    const { head } = await audit.verify('acme');
    expect(await audit.verify('acme', { from: head })).toMatchObject({ ok: true, entries: 0, head });
    await filled(5);
    expect(await audit.verify('acme', { from: head, pageSize: 2 })).toMatchObject({ ok: true, entries: 5 });
    const signer = newSigner();
    const signed = await signedHead(signer, 'acme', head!, 0);
    const publicKeys = [signer.publicKey];
    const from = { log, tenant: 'acme', publicKeys };
    expect(await verifyChain({ ...from, from: signed })).toMatchObject({ ok: true, entries: 5 });
    expect(await verifyChain({ ...from, from: head })).toMatchObject(codeAt('BAD_SIGNATURE', 10));
    const beta = await signedHead(signer, 'beta', head!, 0);
    expect(await verifyChain({ ...from, from: beta })).toMatchObject(codeAt('BAD_SIGNATURE', 10));
  });

  test('is read until the caller has enough', async () => {
    const { audit, filled } = setup();
    await filled(50);
    const controller = new AbortController();
    const verifying = audit.verify('acme', {
      pageSize: 10,
      signal: controller.signal,
      onProgress: () => controller.abort(new RangeError('enough')),
    });
    await expect(verifying).rejects.toThrow('enough');
  });
});

describe('attack 20: a chain that somebody changed', () => {
  test.each(Object.keys(CHANGES))('in %s of any one entry is found there', async (name) => {
    const { audit, chain, filled } = setup();
    await filled(12);
    const whole = structuredClone(chain('acme').entries);
    for (let index = 0; index < whole.length; index += 1) {
      chain('acme').entries = structuredClone(whole);
      CHANGES[name]!(chain('acme').entries[index]!);
      const { ok, firstBad } = await audit.verify('acme');
      expect([ok, firstBad?.sequence]).toEqual([false, index + 1]);
    }
  });

  test('by any removal, insertion, doubling or exchange is found (property)', async () => {
    const { audit, chain, filled } = setup();
    await filled(20);
    const whole = structuredClone(chain('acme').entries);
    const at = fc.nat({ max: 18 });
    const change = fc.oneof(
      fc.record({ kind: fc.constant('remove' as const), at }),
      fc.record({ kind: fc.constant('double' as const), at }),
      fc.record({ kind: fc.constant('insert' as const), at }),
      fc.record({ kind: fc.constant('exchange' as const), at, to: at }).filter((one) => one.at !== one.to),
    );
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async (one, renumber) => {
        const entries = structuredClone(whole);
        const [taken] = entries.slice(one.at, one.at + 1) as [AuditEntry];
        if (one.kind === 'remove') entries.splice(one.at, 1);
        if (one.kind === 'double') entries.splice(one.at, 0, taken);
        if (one.kind === 'insert') {
          const made = { ...taken, id: 'made-up' };
          entries.splice(one.at, 0, { ...made, hash: entryHash(made) });
        }
        if (one.kind === 'exchange') [entries[one.at], entries[one.to]] = [entries[one.to]!, taken];
        chain('acme').entries = renumber
          ? entries.map((entry, index) => ({ ...entry, sequence: index + 1 }))
          : entries.toSorted((left, right) => left.sequence - right.sequence);
        // An exchange that the store's order undoes is none.
        fc.pre(JSON.stringify(chain('acme').entries) !== JSON.stringify(whole));
        const { ok, firstBad } = await audit.verify('acme');
        expect(ok).toBe(false);
        expect(
          Math.abs(firstBad!.sequence - 1 - Math.min(one.at, 'to' in one ? one.to : 20)),
        ).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('by a hash made anew is found at the entry behind it', async () => {
    const { audit, chain, filled } = setup();
    await filled(5);
    const entry = chain('acme').entries[2]! as Mutable;
    entry.outcome = 'failure';
    entry.hash = entryHash(entry);
    expect(await audit.verify('acme')).toMatchObject(codeAt('BROKEN_LINK', 4));
  });

  test("by another tenant's chain put in its place is found", async () => {
    const { audit, chain, filled } = setup();
    await filled(3);
    await filled(3, { tenant: 'beta' });
    chain('acme').entries = structuredClone(chain('beta').entries);
    expect(await audit.verify('acme')).toMatchObject(codeAt('WRONG_TENANT', 1));
  });

  test('by a cut at its end is found against a head', async () => {
    const signer = newSigner();
    const { audit, chain, filled, heads } = setup({ signer });
    await filled(10);
    await audit.signHead('acme');
    const publicKeys = [signer.publicKey];
    expect(await audit.verify('acme', { heads, publicKeys })).toMatchObject({ ok: true, headsMet: 1 });
    chain('acme').entries.length = 7;
    expect(await audit.verify('acme')).toMatchObject({ ok: true });
    expect(await audit.verify('acme', { heads, publicKeys })).toMatchObject(codeAt('TAIL_CUT', 8));
    expect(await audit.verify('acme', { heads })).toMatchObject(codeAt('TAIL_CUT', 8));
    expect(await audit.verify('acme', { from: heads[0] })).toMatchObject(codeAt('TAIL_CUT', 8));
    chain('acme').entries.length = 0;
    expect(await audit.verify('acme', { heads, publicKeys })).toMatchObject(codeAt('TAIL_CUT', 1));
    expect(await audit.verify('acme', { from: heads[0] })).toMatchObject(codeAt('TAIL_CUT', 1));
  });

  test('by being built anew from its beginning is found against a head', async () => {
    const signer = newSigner();
    const { audit, chain, filled, heads } = setup({ signer });
    await filled(10);
    await audit.signHead('acme');
    await filled(5);
    chain('acme').entries = rebuild(chain('acme').entries.filter(({ sequence }) => sequence !== 4));
    expect(await audit.verify('acme')).toMatchObject({ ok: true, entries: 14 });
    expect(await audit.verify('acme', { heads })).toMatchObject(codeAt('HEAD_MISMATCH', 10));
    chain('acme').entries.length = 10;
    expect(await audit.verify('acme', { from: heads[0] })).toMatchObject(codeAt('HEAD_MISMATCH', 10));
  });

  test('and heads with it is found: heads by another key, of another shape, of another chain', async () => {
    const signer = newSigner();
    const { audit, filled, log } = setup({ signer });
    await filled(10);
    const head = (await audit.signHead('acme'))!;
    const forged = await signedHead(newSigner(), 'acme', head, 0);
    const publicKeys = [signer.publicKey];
    const verify = (heads: (typeof head)[]) => verifyChain({ log, tenant: 'acme', heads, publicKeys });
    expect(await verify([forged])).toMatchObject(codeAt('BAD_SIGNATURE', 10));
    expect(await verify([{ ...forged, sequence: 99 }])).toMatchObject(codeAt('BAD_SIGNATURE', 99));
    expect(await verify([{ ...head, sequence: undefined as never }])).toMatchObject({ ok: false });
    expect(await verify([{ ...head, tenant: 'beta' }])).toMatchObject({ ok: true, headsMet: 0 });
  });

  test('is found when the log names another end than it has', async () => {
    const { audit, chain, filled, log } = setup();
    await filled(5);
    const lying = (sequence: number) => ({ ...log, head: async () => ({ sequence, hash: 'x' }) });
    expect(await verifyChain({ log: lying(5), tenant: 'acme' })).toMatchObject(codeAt('HEAD_MISMATCH', 5));
    expect(await verifyChain({ log: lying(6), tenant: 'acme' })).toMatchObject(codeAt('TAIL_CUT', 6));
    expect(chain('acme').entries).toHaveLength(5);
    expect((await audit.verify('acme')).ok).toBe(true);
  });

  test('by a cut at its beginning is found, for nobody signed a checkpoint', async () => {
    const { audit, chain, filled } = setup();
    await filled(10);
    chain('acme').entries.splice(0, 4);
    expect(await audit.verify('acme')).toMatchObject(codeAt('UNPROVEN_START', 5));
    expect(await audit.verify('acme', { from: { sequence: 2, hash: 'x' } })).toMatchObject(
      codeAt('UNPROVEN_START', 5),
    );
  });
});

describe('attack 20: payloads', () => {
  test('that are still there are compared with their keyed hash', async () => {
    const { audit } = setup();
    const records = [
      await audit.record(act(1, { payload: { text: 'one' } })),
      await audit.record(act(2)),
      await audit.record(act(3, { payload: 'three' })),
    ];
    await audit.append('acme', records);
    await audit.sealNow('acme');
    const payloads = new Map<number, unknown>([[1, { text: 'one' }]]);
    const payloadFor = ({ sequence }: AuditEntry) => payloads.get(sequence);
    expect(await audit.verify('acme', { payloadFor })).toMatchObject({ ok: true, entries: 3 });
    payloads.set(3, 'four');
    expect(await audit.verify('acme', { payloadFor })).toMatchObject(codeAt('PAYLOAD_MISMATCH', 3));
  });

  test('are not asked for without keys', async () => {
    const { audit, log } = setup();
    await audit.append('acme', [await audit.record(act(1, { payload: 'x' }))]);
    await audit.sealNow('acme');
    const payloadFor = () => 'y';
    expect(await verifyChain({ log, tenant: 'acme', payloadFor })).toMatchObject({ ok: true });
  });
});
