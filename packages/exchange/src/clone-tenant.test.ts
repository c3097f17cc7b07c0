import { memoryStore } from '@localert/store-memory';
import { describe, expect, it, vi } from 'vitest';
import { codeOf, diskFull, fill, open, small } from '../test/house.ts';
import { type CloneProgress, cloneTenant } from './index.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

describe('a copy of a tenant', () => {
  it('has fixtures, drafts and own texts, and nothing that opens a door', async () => {
    const { acme, beta, store, alerts } = await open();
    await fill(acme);
    await acme.apiKeys.create({ name: 'key', roles: ['sender'] });
    const dry = await cloneTenant({ from: acme, to: beta, dryRun: true });
    expect(dry).toMatchObject({
      counts: { fixtures: { created: 4 }, drafts: { created: 1 }, overrides: { created: 1 } },
    });
    expect(dry.verified).toBeUndefined();
    expect((await beta.list()).items).toEqual([]);
    const { verified, problems } = await cloneTenant({ from: acme, to: beta });
    expect([verified, problems]).toEqual([{ ok: true, same: 5, different: 0, differences: [] }, []]);
    expect((await beta.apiKeys.list()).items).toEqual([]);
    const system = (await import('@localert/core')).systemScope('test');
    for (const kind of ['dek', 'tenant-key', 'api-key', 'credential'] as const) {
      expect((await store.records?.list(system, 'beta', kind))?.items).toEqual([]);
    }
    const again = await cloneTenant({ from: acme, to: beta, drafts: false, overrides: false, verify: false });
    expect(again.counts).toMatchObject({
      fixtures: { unchanged: 4 },
      drafts: { unchanged: 0 },
      overrides: { unchanged: 0 },
    });
    await alerts.close();
  });

  it('is made in another house, and tells what differs', async () => {
    const here = await open();
    const there = await open({ store: memoryStore() });
    await fill(here.acme);
    await there.beta.create('disk_full', { ...diskFull, severity: 'low' });
    await there.beta.create('own', small('Own'));
    const refused = await cloneTenant({ from: here.acme, to: there.beta, mode: 'create' });
    expect(refused.verified).toEqual({ ok: false, same: 4, different: 1, differences: ['disk_full'] });
    const { verified } = await cloneTenant({ from: here.acme, to: there.beta });
    expect(verified?.ok).toBe(true);
    await there.beta.drafts.reject('cpu_hot', 'de', 'no');
    await there.beta.override('disk_full', 'en', null);
    await there.beta.restore('old');
    const look = await cloneTenant({ from: here.acme, to: there.beta, mode: 'create' });
    expect(look.verified?.differences).toEqual(['old']);
    await here.alerts.close();
    await there.alerts.close();
  });

  it('goes on from a checkpoint, and takes what was changed meanwhile', async () => {
    let now = 1_760_000_000_000;
    const clock = { now: () => now++ };
    const { acme, beta, alerts } = await open({ clock });
    for (let n = 0; n < 20; n++) await acme.create(`f${n}`, small(`Title ${n}`));
    const seen: CloneProgress[] = [];
    const controller = new AbortController();
    const first = cloneTenant({
      from: acme,
      to: beta,
      concurrency: 2,
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.fixtures >= 10) controller.abort();
      },
    });
    await expect(first).rejects.toThrow('aborted');
    await acme.update('f19', { labels: { changed: 'yes' } });
    const resume = String(seen.at(-1)?.checkpoint);
    const { counts, verified } = await cloneTenant({ from: acme, to: beta, resume });
    expect(verified).toMatchObject({ ok: true, same: 20 });
    expect(counts.fixtures).toMatchObject({ created: 20, changed: 1 });
    const mismatch = 'LOCALERT_CHECKPOINT_MISMATCH';
    expect(await codeOf(cloneTenant({ from: acme, to: beta, resume: 'x' }))).toBe(mismatch);
    const damaged = Buffer.from('{"kind":"localert.clone","last":"x"}').toString('base64url');
    expect(await codeOf(cloneTenant({ from: acme, to: beta, resume: damaged }))).toBe(mismatch);
    await alerts.close();
  });

  it('passes over nothing when it is cut short twice, also before its first fixture was done', async () => {
    let now = 1_760_000_000_000;
    const { acme, beta, alerts } = await open({ clock: { now: () => now++ } });
    for (let n = 0; n < 12; n++) await acme.create(`f${n}`, small(`Title ${n}`));
    const cutAfter = async (fixtures: number, resume?: string): Promise<string> => {
      const controller = new AbortController();
      let checkpoint = '';
      const onProgress = (progress: CloneProgress) => {
        checkpoint = progress.checkpoint;
        if (progress.fixtures >= fixtures) controller.abort();
      };
      const { signal } = controller;
      await expect(
        cloneTenant({ from: acme, to: beta, concurrency: 1, resume, signal, onProgress }),
      ).rejects.toThrow('aborted');
      return checkpoint;
    };
    const first = await cutAfter(6);
    for (const id of ['f0', 'f3', 'f9', 'f10', 'f11']) await acme.update(id, { labels: { changed: 'yes' } });
    // Two of the five that were changed are done; the other three are newer than what the first run did.
    const second = await cutAfter(8, first);
    const { verified } = await cloneTenant({ from: acme, to: beta, resume: second });
    expect(verified).toEqual({ ok: true, same: 12, different: 0, differences: [] });
    const untouched = Buffer.from(
      JSON.stringify({
        ...{ kind: 'localert.clone', newest: null, last: null, fixtures: 0, problems: 0 },
        counts: JSON.parse(Buffer.from(first, 'base64url').toString('utf8')).counts,
      }),
    ).toString('base64url');
    expect((await cloneTenant({ from: acme, to: beta, resume: untouched })).verified?.ok).toBe(true);
    await alerts.close();
  });

  it('refuses a checkpoint whose counts are none', async () => {
    const { acme, beta, alerts } = await open();
    const place = { kind: 'localert.clone', newest: 1, last: 1, fixtures: 1, problems: 0 };
    for (const counts of [null, {}, { fixtures: {} }, 7]) {
      const resume = Buffer.from(JSON.stringify({ ...place, counts })).toString('base64url');
      expect(await codeOf(cloneTenant({ from: acme, to: beta, resume }))).toBe(
        'LOCALERT_CHECKPOINT_MISMATCH',
      );
    }
    await alerts.close();
  });
});
