import type { Messages, SlackFixture } from '@localert/core';
import { parseForm } from '@localert/icu';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { codeOf, diskFull, open, small, textOf } from '../test/house.ts';
import { message, plural } from '../test/messages.ts';
import {
  exportPo,
  exportPot,
  exportXliff,
  type FixtureDesk,
  type ImportTextsOptions,
  type ImportTextsResult,
  importPo,
  importXliff,
  type Source,
} from './index.ts';

// Under coverage, on a machine that does other things too.
vi.setConfig({ testTimeout: 180_000 });

interface Format {
  write(desk: FixtureDesk): AsyncIterable<string>;
  read(desk: FixtureDesk, source: Source, options?: ImportTextsOptions): Promise<ImportTextsResult>;
}

const languages = { source: 'en', target: 'de' };

const formats: Readonly<Record<string, Format>> = {
  'XLIFF 2.0': { write: (desk) => exportXliff(desk, languages), read: importXliff },
  'XLIFF 1.2': { write: (desk) => exportXliff(desk, { ...languages, version: '1.2' }), read: importXliff },
  gettext: { write: (desk) => exportPo(desk, languages), read: importPo },
};

const isMessage = (source: string): boolean => {
  try {
    parseForm(source, 'icu');
    return true;
  } catch {
    return false;
  }
};

/** A desk over one fixture that takes any texts: what is tested is the file, not the proof. */
function plainDesk(en: Messages, de: Messages, syntax: 'icu' | 'mf2' = 'icu') {
  const saved: Messages[] = [];
  const contract = { type: 'text' } as const;
  const names = ['host', 'count', 'used', 'since', 'kind'];
  const row = {
    id: 'f',
    name: 'f',
    baseLocale: 'en',
    syntax,
    locales: { en, de },
    arguments: Object.fromEntries(names.map((name) => [name, contract])),
    provenance: {},
    labels: {},
    state: 'active',
    severity: 'low',
    sensitive: false,
    revision: 1,
    createdAt: 1,
    updatedAt: 1,
  } as SlackFixture;
  const desk = {
    scope: { tenant: 'acme', actor: 'user:x' },
    get: async () => row,
    list: async () => ({ items: [row] }),
    history: async () => ({ items: [{}] }),
    update: async (_id: string, patch: { locales: { de: Messages } }) => {
      saved.push(patch.locales.de);
      return { fixture: row };
    },
    drafts: {
      propose: async (_id: string, _locale: string, draft: { messages: Messages }) => {
        saved.push(draft.messages);
        return row;
      },
    },
  } as unknown as FixtureDesk;
  return { desk, saved };
}

describe.each(Object.entries(formats))('%s', (_name, format) => {
  it('that comes back untouched is, sign by sign, what went out', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(message, message), { minLength: 1, maxLength: 4 }),
        async (pairs) => {
          const good = pairs.filter(
            ([source, target]) => isMessage(source) && isMessage(target) && target !== '',
          );
          const en = Object.fromEntries(good.map(([source], index) => [`f${index}`, source]));
          const de = Object.fromEntries(good.map(([, target], index) => [`f${index}`, target]));
          const { desk, saved } = plainDesk(en, de);
          const file = await textOf(format.write(desk));
          const result = await format.read(desk, file, { as: 'by-state' });
          expect(result).toMatchObject({ problems: [], units: good.length });
          expect(result.counts).toMatchObject({ created: 0, changed: 0, refused: 0 });
          expect(saved).toEqual([]);
          // The same texts for a fixture that does not have them: what is taken is what was sent.
          const empty = plainDesk(en, {});
          const sent = await format.read(empty.desk, file, { as: 'texts' });
          const clean = Object.entries(de).filter(
            ([field]) => !sent.problems.some((problem) => problem.field === field),
          );
          for (const [field, text] of clean) {
            const taken = empty.saved[0]?.[field] ?? '';
            if (format === formats['gettext'])
              expect(parseForm(taken, 'icu')).toEqual(parseForm(text, 'icu'));
            else expect(taken).toBe(text);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps MessageFormat 2 as it is', async () => {
    const source = '.input {$n :number} .match $n one {{{$n} disk \\{ {#b}full{/b}}} * {{{$n} disks}}';
    const { desk } = plainDesk({ title: source }, { title: source.replace('disks', 'Platten') }, 'mf2');
    const { counts, problems } = await format.read(desk, await textOf(format.write(desk)), { as: 'texts' });
    expect([counts.unchanged, problems]).toEqual([1, []]);
  });

  it('tells what stands in the way, and takes the rest', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk_full', { ...diskFull, locales: { en: diskFull.locales['en'] ?? {} } });
    await acme.create('other', small('Other'));
    await acme.update('other', { locales: { de: { title: 'Anderes' } } });
    const file = await textOf(format.write(acme));
    await acme.update('other', { locales: { en: { title: 'Another' } } });
    const translated = file
      .replaceAll('Anderes', 'Etwas anderes')
      .replaceAll('state="initial"', 'state="translated"')
      .replace(
        /(disk_full\.title"[^\0]*?)<\/source>/,
        '$1</source><target state="translated">Platte voll</target>',
      )
      .replace(/(msgid "Disk full on \{host\}"\nmsgstr ")/, '$1Platte voll');
    const { problems, counts } = await format.read(acme, translated);
    expect(
      problems.map(({ fixture, field, code, places }) => [fixture, field, code, places?.[0]?.field]),
    ).toEqual([
      ['other', 'title', 'source-changed', undefined],
      ['disk_full', 'title', 'argument-lost', 'host'],
    ]);
    expect(counts).toMatchObject({ created: 0, refused: 2 });
    const accepted = await format.read(acme, translated, { stale: 'accept' });
    expect(accepted.counts).toMatchObject({ created: 1, refused: 1 });
    expect((await acme.get('other')).drafts?.['de']?.messages).toEqual({ title: 'Etwas anderes' });
    expect(await codeOf(format.read(acme, translated, { onBad: 'stop' }))).toBe('LOCALERT_IMPORT_STOPPED');
    await alerts.close();
  });

  it('is a dry run, goes on from a checkpoint, and takes states', async () => {
    const { acme, alerts } = await open();
    for (let n = 0; n < 30; n++) {
      await acme.create(`f${n}`, small(`Title ${n}`));
      await acme.drafts.propose(`f${n}`, 'de', {
        messages: { title: `Titel ${n}` },
        provenance: { origin: 'human' },
      });
    }
    const file = (await textOf(format.write(acme))).replaceAll('Titel', 'Der Titel');
    const dry = await format.read(acme, file, { dryRun: true });
    expect(dry.counts).toEqual({ created: 0, changed: 30, unchanged: 0, refused: 0 });
    expect((await acme.get('f1')).drafts?.['de']?.messages).toEqual({ title: 'Titel 1' });
    const seen: string[] = [];
    const whole = await format.read(acme, file, {
      onProgress: ({ checkpoint }) => void seen.push(checkpoint),
    });
    expect(whole.counts.changed).toBe(30);
    expect(await format.read(acme, file, { resume: String(seen[1]) })).toMatchObject({
      units: 30,
      counts: { changed: 16, unchanged: 14 },
    });
    const mismatch = 'LOCALERT_CHECKPOINT_MISMATCH';
    expect(
      await codeOf(
        format.read(acme, file.replaceAll('f0.', 'g0.').replaceAll('f29.', 'g29.'), {
          resume: String(seen.at(-1)),
        }),
      ),
    ).toBe(mismatch);
    expect(
      await codeOf(
        format.read(acme, await textOf(format.write((await open()).acme)), { resume: String(seen[1]) }),
      ),
    ).toBe(mismatch);
    expect(await codeOf(format.read(acme, file, { resume: 'x' }))).toBe(mismatch);
    const final = file
      .replaceAll('state="translated"', 'state="final"')
      .replaceAll('needs-review-translation', 'final')
      .replaceAll('#, fuzzy\n', '');
    const official = await format.read(acme, final, { as: 'by-state' });
    expect(official.counts).toMatchObject({ created: 30 });
    expect(await acme.get('f7')).toMatchObject({
      locales: { de: { title: 'Der Titel 7' } },
      provenance: { de: { origin: 'import', author: 'user:admin', reviewed: true } },
    });
    await alerts.close();
  }, 60_000);

  it('refuses what is none', async () => {
    const { acme, alerts } = await open();
    for (const file of ['nonsense "', Uint8Array.of(0xff, 0xfe, 0x41)]) {
      expect(await codeOf(format.read(acme, file))).toBe('LOCALERT_EXCHANGE_UNREADABLE');
    }
    await alerts.close();
  });
});

describe('XLIFF', () => {
  const wrap = (body: string, attributes = 'version="2.0" srcLang="en" trgLang="de"') =>
    `<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ${attributes}>${body}</xliff>`;

  it('is what the standards ask for', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk_full', diskFull);
    await acme.create('cpu', small('Hot <&> "{host}"\n'));
    expect(await textOf(exportXliff(acme, { source: 'en', target: 'ru' }))).toMatchSnapshot();
    expect(await textOf(exportXliff(acme, { source: 'en', target: 'ru', version: '1.2' }))).toMatchSnapshot();
    const none = { source: 'fr', target: 'de' } as const;
    expect(await textOf(exportXliff(acme, none))).toContain('<group id="none"/>');
    const untranslated = await textOf(exportXliff(acme, { source: 'en', target: 'es', untranslated: true }));
    expect(untranslated.match(/<unit id="[^"]+"/g)).toEqual([
      '<unit id="cpu.title"',
      '<unit id="disk_full.body"',
    ]);
    await alerts.close();
  });

  it('of other tools is read: CDATA, markers, segments, codes with content, other prefixes', async () => {
    const { acme, alerts } = await open();
    await acme.create('a', {
      baseLocale: 'en',
      locales: {
        en: { one: 'One {x}. Two.', two: 'Two', three: 'It {x} {y}', four: 'Four {x}', five: 'Five' },
      },
    });
    const two = wrap(`<file id="f"><group id="a">
      <unit id="u1" name="one"><originalData><data id="d1">{x}</data></originalData>
        <segment state="final"><source>One <ph id="1" dataRef="d1"/>.</source><target>Eins <mrk id="m1">und <ph id="1"/></mrk>.</target></segment>
        <ignorable><source> </source></ignorable>
        <segment state="reviewed"><source>Two.</source><target><![CDATA[Zwei.]]></target></segment></unit>
      <unit id="a.two"><notes><note>Two<x/></note></notes><segment state="translated"><source>Two</source><target>Z<cp hex="0009"/>w<sc id="9" dataRef="gone"/></target></segment></unit>
      <unit id="a.three"><originalData><data id="d1">{x}</data><data id="d2">{y}</data></originalData><segment state="translated"><source>It <pc id="1" dataRefStart="d1" dataRefEnd="d2"> </pc></source><target>l'<pc id="1" dataRefStart="d1" dataRefEnd="d2"> und </pc></target></segment></unit>
      <unit id="nowhere"><segment state="translated"><source>x</source><target>y</target></segment></unit>
      <unit id="a.five"><segment><source>Five</source><target>Fünf</target></segment></unit>
      </group><unit id="9"><segment state="translated"><source>x</source><target>y</target></segment></unit></file>`);
    const changes: unknown[] = [];
    const result = await importXliff(acme, two, {
      onChange: ({ locales }) => void changes.push(locales[0]?.messages),
    });
    expect(result.problems.map(({ code, field }) => [code, field])).toEqual([
      ['code-unknown', 'two'],
      ['unknown-field', 'nowhere'],
      ['key', undefined],
    ]);
    expect((await acme.get('a')).drafts?.['de']?.messages).toEqual({
      one: 'Eins und {x}. Zwei.',
      three: "l''{x} und {y}",
    });
    const one = `<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file original="o" source-language="en" target-language="de_AT" datatype="plaintext"><x:body>
      <x:trans-unit id="a.four" approved="yes"><x:source>Four <x:ph id="1">{x}</x:ph></x:source><x:seg-source>no</x:seg-source><x:target>Vier <x:g id="2"><x:ph id="1">{x}</x:ph></x:g></x:target><x:alt-trans><x:target>no</x:target></x:alt-trans></x:trans-unit>
      <x:trans-unit id="a.two"><x:source>Two</x:source><x:target>Zwei</x:target></x:trans-unit>
      <x:trans-unit id="a.five"><x:source>Five</x:source><x:target state="new">Five</x:target></x:trans-unit>
      </x:body></x:file></x:xliff>`;
    await importXliff(acme, one, { as: 'by-state' });
    const { locales, drafts } = await acme.get('a');
    expect(locales['de-AT']).toEqual({ four: 'Vier {x}' });
    expect(drafts?.['de-AT']?.messages).toEqual({ four: 'Vier {x}', two: 'Zwei' });
    await importXliff(acme, one, { locale: 'nl' });
    expect((await acme.get('a')).drafts?.['nl']?.messages).toEqual({ four: 'Vier {x}', two: 'Zwei' });
    await alerts.close();
  });

  it('refuses what would name files, grow without end or exhaust the stack', async () => {
    const { acme, alerts } = await open();
    const laughs =
      `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${wrap('<file id="f">&b;</file>')}`.replace(
        '<?xml version="1.0"?>',
        '',
      );
    const outside = `<!DOCTYPE x SYSTEM "file:///etc/passwd">${wrap('<file id="f"/>')}`.replace(
      '<?xml version="1.0"?>',
      '',
    );
    const unit = (text: string) => wrap(`<file id="f"><unit id="a.b"><segment><source>${text}`);
    const files = [
      laughs,
      outside,
      wrap('<file id="f">&unknown;</file>'),
      wrap('<file>'.repeat(100)),
      unit('x'.repeat(3_000_000)),
      unit('x<mrk id="1"/>'.repeat(30_000)),
      unit(`${'x'.repeat(600_000)}<mrk id="1"/>${'x'.repeat(600_000)}`),
      wrap('', 'version="3.0"'),
      wrap('', 'version="2.0" srcLang="en"'),
      '<html/>',
      wrap('<file id="f"><unit id="a.b">').slice(0, -9),
    ];
    for (const file of files)
      expect(await codeOf(importXliff(acme, file))).toBe('LOCALERT_EXCHANGE_UNREADABLE');
    expect(await codeOf(importXliff(acme, wrap('', 'version="2.0" trgLang="no language"')))).toBe(
      'LOCALERT_INVALID_LOCALE',
    );
    await alerts.close();
  });

  it('leaves out what no file can hold', async () => {
    const { desk } = plainDesk({ a: 'half \ud800', b: 'whole' }, {});
    const problems: unknown[] = [];
    const file = await textOf(
      exportXliff(desk, { ...languages, onProblem: (one) => void problems.push(one) }),
    );
    expect(file).not.toContain('f.a');
    expect(problems).toEqual([{ line: 1, code: 'unwritable', fixture: 'f', field: 'a', locale: 'de' }]);
  });
});

describe('gettext', () => {
  it('has plurals where a message is one, with the rule of the language', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk_full', diskFull);
    await acme.create('n', small('{count, plural, one {# disk on {host}} other {# disks on {host}}}'));
    const file = await textOf(exportPo(acme, { source: 'en', target: 'ru' }));
    expect(file).toMatchSnapshot();
    const translated = file
      .replace('msgstr[0] ""', 'msgstr[0] "# диск на {host}"')
      .replace('msgstr[1] ""', 'msgstr[1] "# диска на {host}"')
      .replace('msgstr[2] ""', 'msgstr[2] "# дисков на {host}"');
    const { counts, problems } = await importPo(acme, translated, { as: 'texts' });
    expect([counts.created, problems]).toEqual([1, []]);
    expect((await acme.get('n')).locales['ru']?.['title']).toBe(
      '{count, plural, one {# диск на {host}} few {# диска на {host}} many {# дисков на {host}} other {# дисков на {host}}}',
    );
    expect((await importPo(acme, translated, { as: 'texts' })).counts.unchanged).toBe(1);
    const short = translated.replace(/msgstr\[2\] ".*"\n/, '');
    expect((await importPo(acme, short)).problems).toMatchObject([{ code: 'plural-forms', fixture: 'n' }]);
    await alerts.close();
  });

  it('of plurals that come back untouched changes none, in whatever spelling', async () => {
    await fc.assert(
      fc.asyncProperty(plural, plural, async (source, target) => {
        if (!isMessage(source) || !isMessage(target)) return;
        const { desk, saved } = plainDesk({ a: source }, { a: target });
        await importPo(desk, await textOf(exportPo(desk, languages)), { as: 'texts' });
        expect(saved).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is a template without a language', async () => {
    const { acme, alerts } = await open();
    await acme.create('disk_full', diskFull);
    expect(await textOf(exportPot(acme, { source: 'en' }))).toMatchSnapshot();
    expect(await codeOf(importPo(acme, await textOf(exportPot(acme, { source: 'en' }))))).toBe(
      'LOCALERT_EXCHANGE_UNREADABLE',
    );
    await alerts.close();
  });

  it('of other tools is read: character sets, languages, what is obsolete', async () => {
    const { acme, alerts } = await open();
    await acme.create('a', small('Where'));
    const head = (language: string, charset: string) =>
      `msgid ""\nmsgstr ""\n"Language: ${language}\\n"\n"Content-Type: text/plain; charset=${charset}\\n"\n\n`;
    const entry = 'msgctxt "a.title"\nmsgid "Where"\nmsgstr "Où"\n\n#~ msgid "old"\n#~ msgstr "alt"\n';
    const run = async (file: string | Uint8Array) => {
      await importPo(acme, file);
      return (await acme.get('a')).drafts;
    };
    expect(
      (await run(Buffer.from(head('fr_CA', 'iso-8859-1') + entry, 'latin1')))?.['fr-CA']?.messages,
    ).toEqual({ title: 'Où' });
    expect(Object.keys((await run(head('sr@latin', 'UTF-8') + entry)) ?? {})).toContain('sr-Latn');
    const filler = Array.from(
      { length: 3_000 },
      (_, n) => `msgctxt "x${n}.title"\nmsgid "x"\nmsgstr ""\n`,
    ).join('\n');
    const long = Buffer.from(`${head('it', 'iso-8859-1')}${filler}\n${entry}`, 'latin1');
    expect((await run(long))?.['it']?.messages).toEqual({ title: 'Où' });
    const problems = await importPo(
      acme,
      `${head('de', 'utf-8')}msgid "x"\nmsgstr "y"\n\nmsgctxt "__proto__.title"\nmsgid "x"\nmsgstr "y"\n\nmsgctxt "a.title"\nmsgid "Where"\nmsgid_plural "W"\n${Array.from({ length: 7 }, (_, n) => `msgstr[${n}] "y"\n`).join('')}`,
    );
    expect(problems.problems.map(({ code }) => code)).toEqual(['key', 'key', 'plural-forms']);
    expect(await codeOf(importPo(acme, `${head('de', 'utf-8')}msgid "${'x'.repeat(17_000_000)}"`))).toBe(
      'LOCALERT_EXCHANGE_UNREADABLE',
    );
    await alerts.close();
  });
});
