import { memoryStore } from '@localert/store-memory';
import { sqliteStore } from '@localert/store-sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';

const stores = { memory: () => memoryStore(), sqlite: () => sqliteStore({ path: ':memory:' }) };
const TENANTS = ['a', 'a-2', 'a_2', 'a2'];
const prototypeBefore = Object.getOwnPropertyNames(Object.prototype).join();

afterAll(() => {
  // Attack 4: nothing that a suite did may have reached the prototype of everything.
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(prototypeBefore);
});

describe.each(Object.entries(stores))('tenants on %s', (_, create) => {
  const house = () => open({ store: create(), tenants: TENANTS.map((id) => ({ id, defaultLocale: 'en' })) });

  it('see nothing of each other, however alike their ids are', async () => {
    const { as, alerts } = await house();
    for (const tenant of TENANTS)
      await as('admin', tenant).create('note', {
        baseLocale: 'en',
        locales: { en: { title: `of ${tenant}` } },
      });
    await as('admin', 'a').create('only_a', { baseLocale: 'en', locales: { en: { title: 'secret' } } });
    for (const tenant of TENANTS) {
      const client = as('admin', tenant);
      expect((await client.get('note')).locales['en']?.['title']).toBe(`of ${tenant}`);
      const own = (await client.list()).items.filter(({ id }) => id !== 'playback_failure');
      expect(own).toHaveLength(tenant === 'a' ? 2 : 1);
    }
    await alerts.tenants.delete('a');
    for (const tenant of TENANTS.slice(1)) expect((await as('admin', tenant).get('note')).revision).toBe(1);
    await alerts.close();
  });

  it('get the same answer for what is absent and what is another’s (attack 1)', async () => {
    const { as, alerts } = await house();
    await as('admin', 'a').create('only_a', { baseLocale: 'en', locales: { en: { title: 'secret' } } });
    const other = as('admin', 'a-2').untyped;
    const answer = async (id: string) => {
      const calls = [
        other.get(id),
        other.update(id, {}),
        other.archive(id),
        other.history(id),
        other.render(id),
        other.explain(id),
        other.send(id),
        other.override(id, 'en', { title: 'x' }),
      ];
      const errors = await Promise.all(
        calls.map((call) =>
          call.then(
            () => 'no error',
            (error: Error) => error.message.replaceAll(id, 'ID'),
          ),
        ),
      );
      return errors.join('\n');
    };
    expect(await answer('only_a')).toBe(await answer('never_was'));
    expect(await answer('only_a')).not.toContain('no error');
    await alerts.close();
  });

  it('refuse ids that are no ids, before the store is asked (attacks 2 to 4)', async () => {
    const { as, alerts } = await house();
    const ids = [
      '../x',
      'a/b',
      "';--",
      'a\0',
      '',
      'x'.repeat(10_240),
      'ａ',
      'a.',
      '__proto__',
      'constructor',
      'toString',
    ];
    for (const id of ids) {
      expect(() => alerts.forTenant(id, { actor: 'x' })).toThrowError(
        expect.objectContaining({ code: 'LOCALERT_INVALID_TENANT_ID' }),
      );
      expect(await codeOf(as('admin', 'a').get(id))).toBe('LOCALERT_INVALID_FIXTURE_ID');
      expect(await codeOf(as('admin', 'a').untyped.send(id))).toBe('LOCALERT_INVALID_FIXTURE_ID');
    }
    await alerts.close();
  });

  it('create exactly as many fixtures as their quota, of 200 at once (attack 22)', async () => {
    const { alerts, as } = await open({
      store: create(),
      tenants: [{ id: 'acme', defaultLocale: 'en', quotas: { fixtures: 100 } }],
    });
    const acme = as('admin');
    const codes = await Promise.all(
      Array.from({ length: 200 }, (__, index) =>
        codeOf(acme.create(`f${index}`, { baseLocale: 'en', locales: { en: { title: 'x' } } })),
      ),
    );
    expect(codes.filter((code) => code === 'no error')).toHaveLength(100);
    expect(codes.filter((code) => code === 'LOCALERT_QUOTA_EXCEEDED')).toHaveLength(100);
    await alerts.close();
  });

  it('shows values to Slack escaped (attack 11)', async () => {
    const { as, alerts, posts } = await house();
    const client = as('admin', 'a');
    await client.create('note', {
      baseLocale: 'en',
      locales: { en: { title: 'Note: {text}', description: 'See {text}' } },
    });
    for (const text of [
      '<!channel>',
      '<@U1>',
      '<https://evil.example|bank.example>',
      'R&D',
      '`code`',
      '*bold*',
    ]) {
      await client.untyped.send('note', { values: { text } });
    }
    await alerts.drain();
    const all = posts.map(({ message }) => JSON.stringify(message)).join('\n');
    expect(posts).toHaveLength(6);
    expect(all).not.toMatch(/<!channel>|<@U1>|<https:\/\/evil/);
    expect(all).toContain('&lt;!channel&gt;');
    expect(all).toContain('R&amp;D');
    await alerts.close();
  });
});
