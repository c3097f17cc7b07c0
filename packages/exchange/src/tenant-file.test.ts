import { describe, expect, it, vi } from 'vitest';
import { codeOf, diskFull, fill, open, small, textOf } from '../test/house.ts';
import {
  checkTenantFile,
  exportTenant,
  type ImportProblem,
  type ImportProgress,
  type ItemChange,
  importTenant,
} from './index.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

const clock = { now: () => 1_760_000_000_000 };

async function filled(): Promise<string> {
  const { acme, alerts } = await open();
  await fill(acme);
  const text = await textOf(exportTenant(acme, { clock }));
  await alerts.close();
  return text;
}

const linesOf = (text: string) => text.trimEnd().split('\n');

describe('a file of a tenant', () => {
  it('has a first line, a line for each thing, and a last one that proves them', async () => {
    const lines = linesOf(await filled()).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({
      format: 'localert.tenant/1',
      version: 1,
      tenant: 'acme',
      exportedAt: 1_760_000_000_000,
    });
    expect(lines.map(({ kind }) => kind)).toEqual([
      undefined,
      'fixture',
      'draft',
      'fixture',
      'fixture',
      'fixture',
      'override',
      'end',
    ]);
    expect(lines.at(-1)).toMatchObject({ fixtures: 4, drafts: 1, overrides: 1 });
  });

  it('makes another tenant the same, and changes nothing a second time', async () => {
    const text = await filled();
    const { beta, store, alerts } = await open();
    const first = await importTenant(beta, text);
    expect(first).toMatchObject({
      complete: true,
      problemCount: 0,
      counts: { fixtures: { created: 4 }, drafts: { created: 1 }, overrides: { created: 1 } },
    });
    expect(
      linesOf(await textOf(exportTenant(beta, { clock })))
        .slice(1, -1)
        .map(withoutRevision)
        .sort(),
    ).toEqual(linesOf(text).slice(1, -1).map(withoutRevision).sort());
    const before = await store.history(beta.scope, 'disk_full');
    for (const mode of ['merge', 'create', 'replace'] as const) {
      const again = await importTenant(beta, text, { mode });
      expect(again.counts).toMatchObject({
        fixtures: { created: 0, changed: 0, unchanged: 4, refused: 0 },
        drafts: { created: 0, changed: 0, unchanged: 1, refused: 0 },
        overrides: { created: 0, changed: 0, unchanged: 1, refused: 0 },
      });
    }
    expect(await store.history(beta.scope, 'disk_full')).toEqual(before);
    await alerts.close();
  });

  it('leaves out what is not asked for, and fixtures in code', async () => {
    const { acme, alerts } = await open();
    await fill(acme);
    const options = { drafts: false, overrides: false, query: { state: 'active' } } as const;
    const kinds = linesOf(await textOf(exportTenant(acme, options))).map((line) => JSON.parse(line).id);
    expect(kinds).toEqual([undefined, 'cpu_hot', 'disk_full', undefined]);
    await alerts.close();
  });

  it('has every fixture once while others change it', async () => {
    const { acme, alerts } = await open();
    for (let n = 0; n < 450; n++) await acme.create(`f${n}`, small(`Title ${n}`));
    const ids: string[] = [];
    let changed = 0;
    for await (const piece of exportTenant(acme)) {
      for (const line of linesOf(piece)) {
        const { id } = JSON.parse(line);
        if (id) ids.push(id);
      }
      // The oldest ones, which were not written yet, move to the head of the list.
      if (changed < 20) await acme.update(`f${changed++}`, { labels: { n: String(changed) } });
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(450);
    await alerts.close();
  });

  it('stops when it is told to', async () => {
    const { acme, alerts } = await open();
    await fill(acme);
    const signal = AbortSignal.abort();
    await expect(textOf(exportTenant(acme, { signal }))).rejects.toThrow('aborted');
    await expect(importTenant(acme, await filled(), { signal })).rejects.toThrow('aborted');
    await alerts.close();
  });
});

const withoutRevision = (line: string): string => line.replace(/"revision":\d+,/, '');

describe('what is there already', () => {
  async function changedAcme() {
    const text = await filled();
    const house = await open();
    const { acme } = house;
    await fill(acme);
    await acme.update('disk_full', {
      severity: 'low',
      description: null,
      layout: null,
      locales: { es: null, fr: { title: 'Disque plein sur {host}' }, de: { title: 'Anders {host}' } },
    });
    return { ...house, text };
  }

  it('stays in mode create', async () => {
    const { acme, text, alerts } = await changedAcme();
    const problems: ImportProblem[] = [];
    const result = await importTenant(acme, text, {
      mode: 'create',
      onProblem: (one) => void problems.push(one),
    });
    expect(result.counts.fixtures).toEqual({ created: 0, changed: 0, unchanged: 3, refused: 1 });
    expect(problems).toEqual([{ line: 6, code: 'LOCALERT_ALREADY_EXISTS', fixture: 'disk_full' }]);
    expect((await acme.get('disk_full')).severity).toBe('low');
    await alerts.close();
  });

  it('keeps its own locales in mode merge', async () => {
    const { acme, text, alerts } = await changedAcme();
    const changes: ItemChange[] = [];
    await importTenant(acme, text, { onChange: (change) => void changes.push(change) });
    const fixture = await acme.get('disk_full');
    expect(Object.keys(fixture.locales).sort()).toEqual(['de', 'en', 'es', 'fr']);
    expect(fixture.locales['de']).toEqual(diskFull.locales['de']);
    expect(fixture).toMatchObject({ severity: 'high', description: 'A disk is nearly full' });
    expect(changes.find(({ outcome }) => outcome === 'changed')).toMatchObject({
      fixture: 'disk_full',
      parts: expect.arrayContaining(['severity', 'description', 'layout']),
    });
    await alerts.close();
  });

  it('becomes what the file has in mode replace, as a dry run told', async () => {
    const { acme, text, store, alerts } = await changedAcme();
    const run = async (dryRun: boolean) => {
      const changes: ItemChange[] = [];
      const { counts } = await importTenant(acme, text, {
        mode: 'replace',
        dryRun,
        onChange: (change) => void changes.push(change),
      });
      return { counts, changes: changes.sort((left, right) => left.line - right.line) };
    };
    const before = await store.history(acme.scope, 'disk_full');
    const told = await run(true);
    expect(await store.history(acme.scope, 'disk_full')).toEqual(before);
    expect(told.changes.find(({ fixture }) => fixture === 'disk_full')?.locales).toEqual([
      {
        locale: 'de',
        change: 'changed',
        messages: [
          { field: 'body', after: diskFull.locales['de']?.['body'] },
          { field: 'title', before: 'Anders {host}', after: 'Platte voll auf {host}' },
        ],
      },
      { locale: 'es', change: 'added', messages: [{ field: 'title', after: 'Disco lleno en {host}' }] },
      { locale: 'fr', change: 'removed', messages: [{ field: 'title', before: 'Disque plein sur {host}' }] },
    ]);
    expect(await run(false)).toEqual(told);
    expect((await acme.get('disk_full')).locales).toEqual(diskFull.locales);
    expect((await run(false)).counts.fixtures.unchanged).toBe(4);
    await alerts.close();
  });

  it('is archived or put back as the file says', async () => {
    const { acme, text, alerts } = await changedAcme();
    await acme.restore('old');
    await acme.update('old', { labels: { a: 'b' } });
    await acme.archive('cpu_hot');
    const { counts } = await importTenant(acme, text, { mode: 'replace' });
    expect(counts.fixtures).toMatchObject({ changed: 3, unchanged: 1 });
    expect((await acme.get('old')).state).toBe('archived');
    expect((await acme.get('cpu_hot')).state).toBe('active');
    await acme.archive('disk_full');
    const archived = (await textOf(exportTenant(acme))).replace('"Disk full on', '"A disk is full on');
    await importTenant(acme, archived, { mode: 'replace' });
    expect(await acme.get('disk_full')).toMatchObject({
      state: 'archived',
      locales: { en: { title: 'A disk is full on {host}' } },
    });
    await alerts.close();
  });

  it('takes the draft and the own texts of the file', async () => {
    const { acme, text, alerts } = await changedAcme();
    await acme.override('disk_full', 'en', { body: 'x {count, plural, other {#}}' });
    await acme.drafts.propose('cpu_hot', 'de', {
      messages: { title: 'Warm: {host}' },
      provenance: { origin: 'human' },
    });
    const refused = await importTenant(acme, text, { mode: 'create' });
    expect(refused.counts).toMatchObject({ drafts: { refused: 1 }, overrides: { refused: 1 } });
    const { counts } = await importTenant(acme, text);
    expect(counts).toMatchObject({ drafts: { changed: 1 }, overrides: { changed: 1 } });
    expect((await acme.overrides())['disk_full']?.['en']).toEqual({
      title: 'Our disk is full on {host}',
      body: 'x {count, plural, other {#}}',
    });
    expect((await acme.get('cpu_hot')).drafts?.['de']?.messages).toEqual({ title: 'Heiß: {host}' });
    await alerts.close();
  });
});

describe('bad lines', () => {
  const problemsOf = async (text: string | Uint8Array | readonly (string | Uint8Array)[], dryRun = false) => {
    const { acme, alerts } = await open();
    const result = await importTenant(acme, text, { dryRun, maxLineBytes: 100_000 });
    await alerts.close();
    return result;
  };
  const header = '{"format":"localert.tenant/1","version":1}';
  const good =
    '{"kind":"fixture","id":"good","fixture":{"baseLocale":"en","locales":{"en":{"title":"Good"}}}}';

  it('are told and passed over', async () => {
    const deep = `{"kind":"fixture","x":${'['.repeat(1_000_000)}`;
    const bad = [
      '{"kind":"fixture"',
      '[]',
      '{"kind":"other"}',
      '{"kind":"fixture","id":"__proto__","fixture":{}}',
      '{"kind":"fixture","id":"x","fixture":{"baseLocale":"en","locales":{"en":{"__proto__":"x"}}}}',
      '{"kind":"fixture","id":"x","__proto__":{"a":1},"fixture":{"baseLocale":"en","locales":{"en":{"a":"x"}}}}',
      '{"kind":"draft","id":"good","locale":7,"draft":{"messages":{},"provenance":{"origin":"human"}}}',
      '{"kind":"draft","id":"absent","locale":"de","draft":{"messages":{},"provenance":{"origin":"human"}}}',
      '{"kind":"override","id":"good","locale":"de","messages":{"title":7}}',
      '{"kind":"override","id":"absent","locale":"de","messages":{"title":"x"}}',
      '{"kind":"fixture","id":"broken","fixture":{"baseLocale":"en","locales":{"en":{"title":"{secret text"}}}}',
      '{"kind":"end","fixtures":-1}',
      deep.slice(0, 90_000),
      `{"kind":"${'x'.repeat(200_000)}"}`,
    ];
    for (const dryRun of [false, true]) {
      const text = [header, good, ...bad, ''].join('\n');
      const { problems, counts, complete } = await problemsOf([text.slice(0, 999), text.slice(999)], dryRun);
      expect(complete).toBe(false);
      expect(counts.fixtures).toMatchObject({ created: 1, refused: 1 });
      expect(
        problems.map(({ line, code }) => [line, code]).sort(([a], [b]) => Number(a) - Number(b)),
      ).toEqual([
        [3, 'json'],
        [4, 'shape'],
        [5, 'shape'],
        [6, 'shape'],
        [7, 'shape'],
        [8, 'shape'],
        [9, 'shape'],
        [10, 'LOCALERT_NOT_FOUND'],
        [11, 'shape'],
        [12, 'LOCALERT_NOT_FOUND'],
        [13, 'LOCALERT_FIXTURE_REFUSED'],
        [14, 'shape'],
        [15, 'depth'],
        [16, 'too-long'],
        [16, 'cut'],
      ]);
      expect(JSON.stringify(problems)).not.toContain('secret');
    }
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  it('do not hide wrong UTF-8, and marks and carriage returns do no harm', async () => {
    const bytes = new TextEncoder().encode(`${header}\n${good.replace('Good', 'G?')}\n`);
    bytes[bytes.indexOf(63)] = 0xff;
    const wrong = await problemsOf(bytes);
    expect(wrong.problems.map(({ code }) => code)).toEqual(['encoding', 'cut']);
    const text = `\ufeff${(await filled()).replaceAll('\n', '\r\n')}\r\n\r\n`;
    const { complete, problemCount } = await problemsOf(
      [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte)),
    );
    expect([complete, problemCount]).toEqual([true, 0]);
  });

  it('show a file that was cut or changed', async () => {
    const text = await filled();
    const lines = linesOf(text);
    const codes = async (file: string) => (await checkTenantFile(file)).problems.map(({ code }) => code);
    expect(await codes(text)).toEqual([]);
    expect(await codes(text.trimEnd())).toEqual([]);
    expect(await codes(lines.slice(0, -1).join('\n'))).toEqual(['cut']);
    expect(await codes(text.slice(0, -20))).toEqual(['json', 'cut']);
    expect(await codes([...lines.slice(0, 3), ...lines.slice(4)].join('\n'))).toEqual(['altered']);
    expect(await codes(text.replace('"high"', '"low"'))).toEqual(['altered']);
    expect(await codes(`${text}${lines[1]}\n`)).toEqual(['after-end', 'altered']);
  });

  it('of a first line refuse the file', async () => {
    for (const first of [
      '',
      '{"format":"other"}',
      'x',
      '{"format":"localert.tenant/1"}',
      '[1]',
      '{"version":1,"format":7}',
    ]) {
      expect(await codeOf(problemsOf(first))).toBe('LOCALERT_EXCHANGE_UNREADABLE');
    }
    expect(await codeOf(problemsOf('{"format":"localert.tenant/2","version":1}'))).toBe(
      'LOCALERT_EXCHANGE_NEWER',
    );
    expect(await codeOf(problemsOf('{"format":"localert.tenant/1","version":7}'))).toBe(
      'LOCALERT_EXCHANGE_NEWER',
    );
  });

  it('end an import that is told to stop, which goes on once the line is mended', async () => {
    const { acme, alerts } = await open();
    const line = (id: string, more = '') =>
      good.replace('"good"', `"${id}"`).replace('"baseLocale"', `${more}"baseLocale"`);
    const file = (second: string) => [header, line('a'), '', second, line('c'), ''].join('\n');
    let checkpoint: string | undefined;
    const onProgress = (progress: ImportProgress) => {
      checkpoint = progress.checkpoint;
    };
    const options = { onBad: 'stop', onProgress } as const;
    const error = await importTenant(acme, file(line('b', '"no":1,')), options).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code: 'LOCALERT_IMPORT_STOPPED', details: { line: 4, problem: 'shape' } });
    expect((await acme.list()).items.map(({ id }) => id)).toEqual(['a']);
    const { counts } = await importTenant(acme, file(line('b')), { ...options, resume: checkpoint });
    expect(counts.fixtures.created).toBe(3);
    const refused = file(line('b').replace('Good', '{'));
    expect(await importTenant(acme, refused, options).catch((caught: unknown) => caught)).toMatchObject({
      details: { line: 4, problem: 'LOCALERT_FIXTURE_REFUSED' },
    });
    await alerts.close();
  });
});

describe('a checkpoint', () => {
  it('goes on where a run was, at any place, with the same result', async () => {
    const text = await filled();
    const reference = await open();
    const whole: ImportProgress[] = [];
    const expected = await importTenant(reference.acme, text, {
      concurrency: 2,
      onProgress: (progress) => void whole.push(progress),
    });
    expect(whole.length).toBeGreaterThan(3);
    for (const { checkpoint, lines, bytes } of whole) {
      expect(bytes).toBeLessThanOrEqual(Buffer.byteLength(text));
      const { acme, alerts } = await open();
      const file = linesOf(text);
      // What a crash left behind: everything up to the checkpoint.
      await importTenant(acme, `${file.slice(0, lines).join('\n')}\n`);
      const result = await importTenant(acme, text, { resume: checkpoint });
      expect(result).toEqual(expected);
      await alerts.close();
    }
    await reference.alerts.close();
  });

  it('is refused with another file, a shorter one, and when it is none', async () => {
    const text = await filled();
    const { acme, alerts } = await open();
    const seen: string[] = [];
    await importTenant(acme, text, { onProgress: ({ checkpoint }) => void seen.push(checkpoint) });
    const attempt = (file: string, resume: string) => codeOf(importTenant(acme, file, { resume }));
    const mismatch = 'LOCALERT_CHECKPOINT_MISMATCH';
    const last = String(seen.at(-1));
    expect(await attempt(text.replace('"high"', '"low"'), last)).toBe(mismatch);
    expect(await attempt(linesOf(text).slice(0, 3).join('\n'), last)).toBe(mismatch);
    expect(await attempt(text, 'nothing')).toBe(mismatch);
    expect(
      await attempt(text, Buffer.from('{"kind":"localert.tenant","line":1}').toString('base64url')),
    ).toBe(mismatch);
    expect(await attempt(text, 'x'.repeat(100_000))).toBe(mismatch);
    expect(await attempt(text, last)).toBe('no error');
    await alerts.close();
  });
});
