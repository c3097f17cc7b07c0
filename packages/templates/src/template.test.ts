import { parseFixtureContent } from '@localert/core';
import { expect, test } from 'vitest';
import { de } from './locales/de.ts';
import { allLocales } from './locales/index.ts';
import { ja } from './locales/ja.ts';
import { template, templateIds, templateMemory, templates } from './template.ts';

test('a template has English and the languages that were asked for, and says where each comes from', () => {
  const diskFull = template('disk_full', { locales: [de, ja] });
  expect(diskFull).toMatchObject({ name: 'Disk nearly full', severity: 'high', baseLocale: 'en' });
  expect(Object.keys(diskFull.locales)).toEqual(['en', 'de', 'ja']);
  expect(diskFull.locales).toMatchObject({ de: de.texts.disk_full, ja: ja.texts.disk_full });
  const provenance = { origin: 'template', author: '@localert/templates', reviewed: false };
  expect(diskFull.provenance).toEqual({ en: provenance, de: provenance, ja: provenance });
});

test('without locales it is English only', () => {
  expect(Object.keys(template('recovered').locales)).toEqual(['en']);
  expect(Object.keys(templates().recovered.locales)).toEqual(['en']);
});

test('a layout is there only where the template has one', () => {
  expect(template('escalation').layout?.blocks).toHaveLength(4);
  expect(template('disk_full')).not.toHaveProperty('layout');
});

test('what a host changes in one copy does not reach the next', () => {
  const first = template('disk_full', { locales: [de] });
  Object.assign(first.labels, { team: 'storage' });
  Object.assign(first.provenance, { de: { origin: 'human' } });
  const second = template('disk_full', { locales: [de] });
  expect(second.labels).toEqual({ category: 'capacity' });
  expect(second.provenance['de']).toMatchObject({ origin: 'template' });
});

test.each(templateIds)('%s is what a fixture may be', (id) => {
  const content = parseFixtureContent(template(id, { locales: allLocales }));
  expect(content.state).toBe('active');
  expect(Object.keys(content.locales)).toHaveLength(allLocales.length + 1);
  expect(Object.keys(content.provenance)).toEqual(Object.keys(content.locales));
});

test('all templates together are the same as each alone', () => {
  const all = templates({ locales: [ja] });
  expect(Object.keys(all)).toEqual(templateIds);
  expect(all.dns_failure).toEqual(template('dns_failure', { locales: [ja] }));
});

test('the memory has a unit for every translated text', () => {
  const units = templateMemory([de, ja], 1234);
  const fields = templateIds.flatMap((id) => Object.keys(template(id).locales.en));
  expect(units).toHaveLength(fields.length * 2);
  expect(units).toContainEqual({
    source: 'Open log',
    target: 'Protokoll öffnen',
    sourceLocale: 'en',
    targetLocale: 'de',
    syntax: 'icu',
    origin: 'template',
    at: 1234,
  });
});
