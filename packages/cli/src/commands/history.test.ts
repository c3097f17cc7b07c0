import { expect, test } from 'vitest';
import { filled, inHouse } from '../../test/filled.ts';
import { answers, config, DISK_FULL, type Project, project } from '../../test/project.ts';

async function house(): Promise<Project> {
  const host = project({ 'localert.config.ts': config(DISK_FULL) });
  await filled(host, { queue: { en: { title: 'Queue {name}' } } });
  await inHouse(host, async (client) => {
    await client.update('queue', { locales: { es: { title: 'Cola {name}' } } });
    await client.update('queue', { locales: { en: { title: 'Queue {name} full' } }, severity: 'critical' });
    await client.drafts.propose('queue', 'ja', {
      messages: { title: '{name}' },
      provenance: { origin: 'human' },
    });
  });
  return host;
}

test('a history is listed', async () => {
  const host = await house();
  const { out } = await host.run('history queue');
  expect(out).toMatch(/1 +\S+Z +FixtureCreated +svc:host\n2 +\S+Z +FixtureUpdated +svc:host\n3/);
  expect(out).toMatch(/4 .*DraftProposed +ja/);
  expect((await host.run('history queue --json')).json['events']).toHaveLength(4);
  expect((await host.run('history disk_full')).out).toContain('is defined in code');
  expect((await host.run('history nothing')).err).toContain('LOCALERT_NOT_FOUND');
});

test('two revisions are compared', async () => {
  const host = await house();
  const { out } = await host.run('history queue --diff 1..3');
  expect(out).toContain('es added');
  expect(out).toContain('    + Cola {name}');
  expect(out).toContain('    - Queue {name}\n');
  expect(out).toContain('severity\n    - "medium"\n    + "critical"');
  expect((await host.run('history queue --diff 4..')).out).toContain('Nothing is another.');
  expect((await host.run('history queue --diff 0..1')).out).toContain('nothing → 1');
  expect((await host.run('history queue --diff 3')).err).toContain('--diff names no two revisions');
});

test('a moment is shown, by revision or time', async () => {
  const host = await house();
  const { json } = await host.run('history queue --at 1 --json');
  expect(json).toMatchObject({ revision: 1, content: { locales: { en: { title: 'Queue {name}' } } } });
  expect((await host.run('history queue --at 2099-01-01')).out).toContain('Revision 4');
  expect((await host.run('history queue --at 1999-01-01')).err).toContain('LOCALERT_NOT_FOUND');
  expect((await host.run('history queue --at then')).err).toContain('--at is no revision and no time');
});

test('a rollback shows what it does, and does it by --yes or when asked', async () => {
  const host = await house();
  const refused = await host.run('history queue --rollback 1');
  expect(refused.code).toBe(2);
  expect(refused.out).toContain('es removed');
  expect(refused.err).toContain('LOCALERT_CLI_CONFIRMATION_NEEDED');
  expect(
    (await host.run('history queue --rollback 2', { prompts: answers([/revision 2/, true]) })).out,
  ).toContain('is at revision 5');
  expect((await host.run('history queue --rollback 5 --yes')).out).toContain('Nothing is another.');
  expect((await host.run('history queue --rollback 1 --yes --json')).json).toMatchObject({
    ok: true,
    revision: 6,
  });
  const texts = await inHouse(host, async (client) => (await client.get('queue')).locales);
  expect(texts).toEqual({ en: { title: 'Queue {name}' } });
  expect((await host.run('history queue --rollback 1 --at 2')).err).toContain('do not go together');
  expect((await host.run('history queue --rollback x')).err).toContain('--rollback is no whole number');
});
