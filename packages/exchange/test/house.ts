import type { FixtureInput, FixtureStore } from '@localert/core';
import { createFixtureManager, type ManagerOptions, type TenantClient } from '@localert/manager';
import { memoryStore } from '@localert/store-memory';
import type { FixtureDesk } from '../src/index.ts';

/** A fixture with something in every place. */
export const diskFull: FixtureInput = {
  name: 'Disk full',
  baseLocale: 'en',
  severity: 'high',
  description: 'A disk is nearly full',
  labels: { team: 'storage' },
  arguments: { host: { description: 'The machine', sample: 'db-1' } },
  layout: { blocks: [{ type: 'header', text: 'title' }] },
  locales: {
    en: {
      title: 'Disk full on {host}',
      body: '{count, plural, one {# disk is} other {# disks are}} over {used, number, percent}',
    },
    de: {
      title: 'Platte voll auf {host}',
      body: '{count, plural, one {# Platte ist} other {# Platten sind}} über {used, number, percent}',
    },
    es: { title: 'Disco lleno en {host}' },
  },
};

/** A smaller one. */
export const small = (title: string): FixtureInput => ({ baseLocale: 'en', locales: { en: { title } } });

/** A manager with the tenants `acme` and `beta`, and their administrators. */
export async function open(options: Partial<ManagerOptions<Record<never, never>>> = {}) {
  const store: FixtureStore = options.store ?? memoryStore();
  const alerts = await createFixtureManager({
    tenants: [
      { id: 'acme', defaultLocale: 'en' },
      { id: 'beta', defaultLocale: 'en' },
    ],
    ...options,
    store,
  });
  const client = (tenant: string, actor = 'user:admin'): TenantClient =>
    alerts.forTenant(tenant, { actor, roles: ['admin'] });
  return { alerts, store, client, acme: client('acme'), beta: client('beta') };
}

/** All of a text that comes in pieces. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** A tenant with fixtures, a draft, texts of its own and one that is archived. */
export async function fill(desk: FixtureDesk): Promise<void> {
  await desk.create('disk_full', diskFull);
  await desk.create('cpu_hot', small('Hot: {host}'));
  await desk.create('old', small('Old {what}'));
  await desk.create('waiting', { ...small('Waiting'), state: 'draft' });
  await desk.archive('old');
  await desk.drafts.propose('cpu_hot', 'de', {
    messages: { title: 'Heiß: {host}' },
    provenance: { origin: 'model', model: 'some-model', score: 90 },
    untranslated: [],
  });
  await desk.override('disk_full', 'en', { title: 'Our disk is full on {host}' });
}

/** The code of what a promise rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'no error';
}
