import { truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { MoveReport } from '@localert/exchange';
import { expect, test } from 'vitest';
import { project } from '../test/project.ts';
import { changeText } from './change-text.ts';
import { whereIs } from './check-finding.ts';
import { sarifOf } from './check-sarif.ts';
import { packageHealth } from './doctor-checks.ts';
import { everyItem } from './every-item.ts';
import { fileFixtures, fixturesInDocument } from './file-fixtures.ts';
import { fileName } from './file-name.ts';
import { initFiles } from './init-files.ts';
import { jsonDocument, MAX_FILE_BYTES, readText } from './json-document.ts';
import { tellReport } from './move-text.ts';
import { nearest } from './nearest.ts';
import type { Paint } from './paint.ts';
import { sideBySide } from './preview-columns.ts';
import { draftText } from './review-text.ts';
import { diffText } from './revision-text.ts';
import { table } from './table.ts';

const plain: Paint = (_style, text) => text;

test('a change tells what goes, and what is another besides the texts', () => {
  const change = {
    ...{ kind: 'fixture', fixture: 'disk', parts: ['severity'] },
    locales: [{ locale: 'es', messages: [{ field: 'title', before: 'Disco' }] }],
  };
  const told = (outcome: 'created' | 'changed') =>
    changeText({ ...change, outcome } as unknown as Parameters<typeof changeText>[0], plain);
  expect(told('changed')).toBe('~ fixture disk\n    es title\n    - Disco\n    also severity');
  expect(told('created')).not.toContain('also');
});

test('a finding without a name is told by its file alone', () => {
  const finding = { severity: 'error', code: 'x', message: 'm', origin: 'file', fixable: false } as const;
  expect(whereIs({ ...finding, file: 'a.json', line: 2, column: 3 })).toBe('a.json:2:3');
  expect(whereIs({ ...finding, file: 'a.json' })).toBe('a.json');
  const text = JSON.stringify(sarifOf([{ ...finding, file: 'a b.json', line: 2 }]));
  expect(text).toContain('"region":{"startLine":2}');
  expect(text).toContain('a%20b.json');
  expect(text).not.toContain('logicalLocations');
});

test('the report of a move names what differs and what stayed', () => {
  const lines: string[] = [];
  const tell = (line = '') => void lines.push(line);
  const report = {
    ...{ tenants: 1, copied: 2, events: 3, records: 4, entries: 5, complete: true },
    alerts: { moved: 6, deadLetters: 7 },
    leftTrails: ['acme'],
    verdict: {
      ...{ ok: false, digest: 'd', differenceCount: 2 },
      differences: [
        { tenant: 'acme', what: 'fixture', id: 'disk' },
        { tenant: 'acme', what: 'settings' },
      ],
    },
  } as unknown as MoveReport;
  tellReport({ say: tell, note: tell, paint: plain }, report);
  expect(lines).toEqual([
    '1 tenants: 2 fixtures, 3 events, 4 records, 5 audit entries, 6 alerts.',
    'The trails of acme stayed behind: export them.',
    '7 dead letters stay where they are.',
    '✗ 2 differences.',
    'acme: fixture disk',
    'acme: settings',
  ]);
});

test('a draft with an error, in a field that the source lacks', () => {
  const text = draftText(
    {
      ...{ fixture: 'disk', locale: 'es', base: {}, current: undefined },
      draft: {
        ...{ state: 'proposed', messages: { title: 'Disco' }, provenance: { origin: 'human' } },
        ...{
          untranslated: [],
          findings: [{ field: 'title', severity: 'error', code: 'odd', message: 'O.' }],
        },
      },
    } as unknown as Parameters<typeof draftText>[0],
    (style, text) => `<${style}>${text}`,
  );
  expect(text).toContain('<red>    error title odd: O.');
  expect(text).toContain('    source   \n');
});

test('a comparison with what is not there any more', () => {
  const diff = { from: 1, to: undefined, locales: [], members: [{ member: 'tags', before: ['a'] }] };
  expect(diffText(diff as unknown as Parameters<typeof diffText>[0], plain)).toBe(
    '1 → nothing\ntags\n    - ["a"]',
  );
});

test('rows may be shorter or longer than the titles', () => {
  expect(table(['a', 'b'], [['xx'], ['1', '2', '3']])).toBe('a   b\nxx\n1   2  3');
});

test('columns of several heights stand side by side', () => {
  const text = sideBySide(
    [
      { title: 'A', text: 'one\ntwo' },
      { title: 'B', text: 'one' },
    ],
    100,
  );
  expect(text.split('\n')).toHaveLength(4);
});

test('a word of no letters is as far as the other is long', () => {
  expect(nearest('ab', [''])).toBe('');
  expect(nearest('abc', [''])).toBeUndefined();
  expect(nearest('', ['ab'])).toBe('ab');
  expect(nearest('stoer', ['fixtures', 'store'])).toBe('store');
});

test('a fixture whose id is a name in code already', () => {
  const fixture = { id: 'outage', content: {}, baseLocale: 'en' };
  const [, { text }] = initFiles({ tenant: 'acme', database: 'x.db', typescript: true, fixture });
  expect(text).toContain('fixtures: { outage },');
});

test('a folder without packages has none of another version', () => {
  expect(packageHealth(dirname(project().path), '1.0.0').state).toBe('ok');
});

test('the folder itself is named whole', () => {
  expect(fileName('/a', '/a')).toBe('/a');
  expect(fileName('/a', '/a/b')).toBe('b');
});

test('lists are read to their end', async () => {
  const asked: unknown[] = [];
  const all = everyItem(async (from) => {
    asked.push(from);
    return asked.length === 1 ? { items: [1, 2], cursor: 'c' } : { items: [3] };
  });
  const items: number[] = [];
  for await (const one of all) items.push(one);
  expect([items, asked]).toEqual([
    [1, 2, 3],
    [{}, { cursor: 'c' }],
  ]);
});

test('places count escapes as they are written', () => {
  const source = '{"a": "x\\n\\u00e9 y"}';
  const document = jsonDocument('/a.json', 'a.json', source);
  const text = document.textAt(['a']);
  expect(text?.text).toBe('x\né y');
  expect(text && document.placeIn(text, 3)).toEqual({ line: 1, column: source.indexOf(' y') + 1 });
});

test('JSON that is nested too deep to be looked into is refused all the same', () => {
  expect(() => jsonDocument('/a.json', 'a.json', '['.repeat(500_000))).toThrow('it is no JSON');
});

test('a file that is too large, or none, is refused', async () => {
  const host = project({ 'a.json': '', 'folder/b.json': '' });
  truncateSync(host.at('a.json'), MAX_FILE_BYTES + 1);
  await expect(readText(host.at('a.json'), 'a.json')).rejects.toThrow(`more than ${MAX_FILE_BYTES} bytes`);
  await expect(readText(host.at('folder'), 'folder')).rejects.toThrow('it is a folder.');
});

test('places of what no file holds', async () => {
  const fixture = { baseLocale: 'en', locales: { en: { title: 'A' } } };
  const document = jsonDocument('/x/a.txt', 'a.txt', JSON.stringify(fixture));
  const [one] = fixturesInDocument(document).fixtures;
  expect(one?.id).toBe('fixture');
  expect(one?.placeOf('fr', 'title')?.text).toBeUndefined();
  const host = project({ 'en.json': '{"disk.title":"A"}' });
  const { fixtures } = await fileFixtures({ files: '*.json', format: 'formatjs' }, host.path, {
    ...{ cwd: host.path, functions: [] },
  });
  expect(fixtures.map(({ placeOf }) => [placeOf('fr', 'title'), placeOf('en', 'body')])).toEqual([
    [undefined, undefined],
  ]);
});
