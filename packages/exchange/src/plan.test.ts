import { defineFixture } from '@localert/manager';
import { describe, expect, it, vi } from 'vitest';
import { codeOf, diskFull, fill, open, small, textOf } from '../test/house.ts';
import {
  checkTenantFile,
  cloneTenant,
  exportTenant,
  exportXliff,
  type FixtureDesk,
  importPo,
  importTenant,
  importXliff,
} from './index.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

const header = '{"format":"localert.tenant/1","version":1}';
const po = (...entries: readonly string[]) =>
  ['msgid ""\nmsgstr ""\n"Language: de\\n"\n', ...entries].join('\n');

describe('what a tenant says', () => {
  it('to one fixture is told, without places where there are none', async () => {
    const { acme, alerts } = await open();
    await acme.create('a', small('Where'));
    const viewer = alerts.forTenant('acme', { actor: 'user:viewer', roles: ['viewer'] });
    const line = '{"kind":"fixture","id":"b","fixture":{"baseLocale":"en","locales":{"en":{"title":"B"}}}}';
    const refused = await importTenant(viewer, `${header}\n${line}\n`);
    expect(refused.problems[0]).toEqual({ line: 2, code: 'LOCALERT_FORBIDDEN', fixture: 'b' });
    const entry = 'msgctxt "a.title"\nmsgid "Where"\nmsgstr "Wo"\n';
    const { problems, counts } = await importPo(viewer, po(entry));
    expect(problems).toEqual([{ line: 1, code: 'LOCALERT_FORBIDDEN', fixture: 'a', locale: 'de' }]);
    expect(counts.refused).toBe(1);
    await alerts.close();
  });

  it('to all of them ends the import', async () => {
    const { acme, alerts } = await open();
    const down = { ...acme, scope: acme.scope, get: async () => Promise.reject(new Error('down')) };
    const file = `${header}\n{"kind":"override","id":"b","locale":"de","messages":{"title":"x"}}\n`;
    await expect(importTenant(down as FixtureDesk, file)).rejects.toThrow('down');
    const entry = 'msgctxt "a.title"\nmsgid "Where"\nmsgstr "Wo"\n';
    await expect(importPo(down as FixtureDesk, po(entry))).rejects.toThrow('down');
    await alerts.close();
  });
});

describe('what is written', () => {
  it('says what the file says, whatever the desk notes', async () => {
    const { acme, alerts } = await open();
    const noting = {
      ...acme,
      scope: acme.scope,
      create: (id: string, content: object) =>
        acme.create(id, { ...(content as typeof diskFull), labels: { noted: 'by the desk' } }),
    } as FixtureDesk;
    const line = '{"kind":"fixture","id":"b","fixture":{"baseLocale":"en","locales":{"en":{"title":"B"}}}}';
    const file = `${header}\n${line}\n`;
    await importTenant(noting, file);
    expect((await acme.get('b')).labels).toEqual({});
    expect((await importTenant(acme, file)).counts.fixtures.unchanged).toBe(1);
    // A file without a name means the id.
    await acme.update('b', { name: 'Other', locales: { en: { title: 'C' } } });
    await importTenant(acme, file, { mode: 'replace', concurrency: 0 });
    expect(await acme.get('b')).toMatchObject({ name: 'b', locales: { en: { title: 'B' } } });
    await alerts.close();
  });

  it('is reviewed when a reviewer sends back what a model wrote', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk_full', { ...diskFull, provenance: { de: { origin: 'model' } } });
    const file = await textOf(exportXliff(acme, { source: 'en', target: 'de' }));
    const result = await importXliff(acme, file.replaceAll('state="translated"', 'state="final"'), {
      as: 'by-state',
    });
    expect(result.counts.changed).toBe(1);
    expect((await acme.get('disk_full')).provenance['de']).toMatchObject({ origin: 'model', reviewed: true });
    await alerts.close();
  });

  it('is not what was rejected, nor what stands in the code', async () => {
    const { acme, beta, alerts } = await open({
      fixtures: { in_code: defineFixture({ baseLocale: 'en', locales: { en: { title: 'In code' } } }) },
    } as never);
    await fill(acme);
    await acme.drafts.reject('cpu_hot', 'de', 'no');
    const text = await textOf(exportTenant(acme));
    expect(text).not.toContain('"kind":"draft"');
    expect(text).not.toContain('in_code');
    const { verified, counts } = await cloneTenant({ from: acme, to: beta, overrides: false });
    expect(verified).toMatchObject({ ok: true, same: 4 });
    expect(counts).toMatchObject({ drafts: { created: 0 }, overrides: { created: 0 } });
    await alerts.close();
  });

  it('differs in more fixtures than are listed', async () => {
    const { acme, beta, alerts } = await open();
    for (let n = 0; n < 101; n++) {
      await acme.create(`f${n}`, small(`Here ${n}`));
      await beta.create(`f${n}`, small(`There ${n}`));
    }
    const { verified } = await cloneTenant({ from: acme, to: beta, mode: 'create' });
    expect([verified?.different, verified?.differences.length]).toEqual([101, 100]);
    await alerts.close();
  });
});

describe('a line', () => {
  it('may hold quotes and braces in its texts, and no member that no line has', async () => {
    const line =
      '{"kind":"override","id":"b","locale":"de","messages":{"title":"say \\"[[[[\\" and \\\\ again"}}';
    const strange = line.replace('"id"', '"more":1,"id"');
    const { problems } = await checkTenantFile([header, line, strange, '{"kind":"end"}', ''].join('\n'));
    expect(problems.map(({ line: at, code, places }) => [at, code, places?.length])).toEqual([
      [3, 'shape', 1],
      [4, 'shape', undefined],
      [4, 'cut', undefined],
    ]);
  });
});

describe('a checkpoint of texts', () => {
  it('passes over faults that were told before', async () => {
    const { acme, alerts } = await open();
    for (const id of ['a', 'b', 'c']) await acme.create(id, small('Where'));
    const entry = (id: string) => `msgctxt "${id}.title"\nmsgid "Where"\nmsgstr "Wo"\n`;
    const file = po(entry('a'), 'msgid "lost"\nmsgstr "verloren"\n', entry('b'), entry('c'));
    const seen: string[] = [];
    const options = {
      concurrency: 1,
      onProgress: (at: { checkpoint: string }) => void seen.push(at.checkpoint),
    };
    const whole = await importPo(acme, file, options);
    expect(whole.problems.map(({ code }) => code)).toEqual(['key']);
    const again = await importPo(acme, file, { resume: String(seen.at(-1)) });
    expect(again).toMatchObject({ units: 4, problemCount: 1, problems: [] });
    const shorter = importPo(acme, po(entry('a')), { resume: String(seen.at(-1)) });
    expect(await codeOf(shorter)).toBe('LOCALERT_CHECKPOINT_MISMATCH');
    await alerts.close();
  });
});
