import { describe, expect, it } from 'vitest';
import { open, small, textOf } from '../test/house.ts';
import { exportPo, exportPot, importPo } from './index.ts';
import { splitPlural } from './po-plural.ts';

describe('a plural', () => {
  it('is split at its braces, whatever apostrophes stand in it', () => {
    expect(splitPlural("{n, plural, one {it's # disk} other {they're '{'#'}'}}", 'en')).toMatchObject({
      argument: 'n',
      one: "it's # disk",
      other: "they're '{'#'}'",
      forms: ["it's # disk", "they're '{'#'}'"],
    });
    expect(splitPlural("{n, plural, one {x} other {y'", 'en')).toBeUndefined();
    expect(splitPlural('{n, plural, one {x} other {{bad bad}}}', 'en')).toBeUndefined();
    expect(splitPlural('{n, plural, one {x}}', 'ja')).toBeUndefined();
    expect(splitPlural('{n, plural, one {x} few {y} many {z}}', 'ru')).toBeUndefined();
  });

  it('has the words for any number where a language has no form for one', () => {
    expect(splitPlural('{n, plural, other {# 台}}', 'ja')).toMatchObject({
      one: '# 台',
      other: '# 台',
      forms: ['# 台'],
    });
  });

  it('goes into templates, and stays whole for languages whose rule gettext cannot say', async () => {
    const { acme, alerts } = await open();
    await acme.create('n', small('{n, plural, one {# disk} other {# disks}}'));
    const template = await textOf(exportPot(acme, { source: 'en' }));
    expect(template).toContain('msgid_plural "# disks"\nmsgstr[0] ""\nmsgstr[1] ""');
    const breton = await textOf(exportPo(acme, { source: 'en', target: 'br' }));
    expect(breton).not.toContain('msgid_plural');
    await alerts.close();
  });
});

describe('a file of gettext', () => {
  it('names a script as its modifier, and may be empty', async () => {
    const { acme, alerts } = await open();
    await acme.create('a', small('Where'));
    const head = 'msgid ""\nmsgstr ""\n"Language: uz@cyrillic\\n"\n';
    await importPo(acme, `${head}\nmsgctxt "a.title"\nmsgid "Where"\nmsgstr "Qayerda"\n`);
    expect(Object.keys((await acme.get('a')).drafts ?? {})).toEqual(['uz-Cyrl']);
    expect(await importPo(acme, '')).toMatchObject({ units: 0, problemCount: 0 });
    await alerts.close();
  });
});
