import { describe, expect, test, vi } from 'vitest';
import { filled, inHouse } from '../../test/filled.ts';
import { answers, config, type Project, project, runIn } from '../../test/project.ts';
import { run } from '../run.ts';

const codesIn = ({ findings }: Record<string, unknown>): string[] =>
  (findings as { code: string; severity: string }[])
    .map(({ code, severity }) => `${severity} ${code}`)
    .sort();

async function house(more = ''): Promise<Project> {
  const host = project({ 'localert.config.ts': config(more) });
  await filled(host, { disk: { en: { title: 'Disk {host} full' }, es: { title: 'Disco {host} lleno' } } });
  return host;
}

describe('check', () => {
  test('of texts that are no messages, wherever they stand', async () => {
    const host = project({
      'en.json': '{"a":{"defaultMessage":"x {"}}',
      'i.json': '{"a":{"b":"{{x"},"c_one":"{{count}} c","c":"c"}',
      'n.json': '5',
    });
    expect(codesIn((await host.run('check en.json --json')).json)).toContain('error syntax');
    expect((await host.run('check i.json --from i18next --locale en --json')).code).toBeLessThan(2);
    expect((await host.run('check n.json --locale en')).err).toContain('LOCALERT_CATALOG_UNREADABLE');
    expect((await host.run('check en.json --base-locale fr --json')).code).toBe(1);
  });

  test('what a catalogue says in another way is a warning', async () => {
    const host = project({
      'localert.config.ts': config(
        "catalogues: [{ files: 'l/{locale}.arb', format: 'arb', separator: '_' }],",
      ),
      'l/en.arb': '{"@@locale":"en","disk_title":"Disk","@disk_title":5}',
      'own.json': '{"a":"two  spaces"}',
    });
    expect(codesIn((await host.run('check --json')).json)).toContain('warning catalogue-metadata');
    expect(codesIn((await host.run('check l/en.arb --from arb --json')).json)).toContain(
      'warning catalogue-metadata',
    );
    const own = await host.run('check own.json --locale en --fix');
    expect(own.out).toContain('Mended 1 text.');
  });

  test('fixtures in a file of another name', async () => {
    const host = project({ 'alerts.txt': '{"baseLocale":"en","locales":{"en":{"title":"A  b"}}}' });
    expect((await host.run('check alerts.txt --from fixtures')).out).toContain('fixture en title');
  });

  test('types of one fixture that cannot be read', async () => {
    const host = project({ 'localert.config.mjs': 'export default { fixtures: { a: {} } };' });
    expect((await host.run('types')).err).toContain('The fixture "a" cannot be read.');
  });
});

describe('preview', () => {
  test('needs no tenant, and takes values that no text uses', async () => {
    const host = project({
      'localert.config.mjs':
        "export default { fixtures: { hi: { baseLocale: 'en', locales: { en: { title: 'Hi' } } } } };",
    });
    expect((await host.run(['preview', 'hi', '--values', '{"other":1}'])).out).toContain('Hi');
    expect((await host.run('preview hi --tenant globex')).code).toBe(0);
  });

  test('of what is stored, or of no tenant', async () => {
    const host = await house();
    expect((await host.run('preview disk --stored')).out).toContain('Disk host full');
    const { code, err } = await host.run('preview nothing --tenant globex');
    expect(code).toBe(2);
    expect(err).toContain('tenant');
  });
});

describe('exchange', () => {
  test('ends where nobody reads any more', async () => {
    const host = await house();
    for (const line of ['export', 'audit export --format csv'])
      expect(await host.run(line, { closed: true })).toMatchObject({ code: 0, out: '' });
  });

  test('into a store whose tenants are not in the config', async () => {
    const host = await house();
    const { out } = await host.run('export');
    host.write(
      'bare.config.ts',
      config('functions: {},').replace("tenants: [{ id: 'acme', defaultLocale: 'en' }],", ''),
    );
    host.write('acme.jsonl', out);
    host.write('folder.jsonl/x', '');
    expect((await host.run('import acme.jsonl --yes --on-bad stop --config bare.config.ts')).code).toBe(0);
    expect((await host.run('import folder.jsonl')).err).toContain('it is a folder');
    expect((await host.run('import none.jsonl')).err).toContain('there is no such file');
  });

  test('of what the fixtures do not have is told, a thousand times at the most', async () => {
    const host = await house();
    const texts = Object.fromEntries(Array.from({ length: 1_005 }, (_, n) => [`f${n}.title`, 'x']));
    host.write('es.json', JSON.stringify({ ...texts, 'disk.title': 'Disco {host}' }));
    const { code, json } = await host.run('import es.json --stale accept --json');
    expect(code).toBe(1);
    expect(json['problemCount']).toBeGreaterThan(1_000);
    expect(json['problems']).toHaveLength(1_000);
  });

  test('of an export that is a part of the trail', async () => {
    const host = await house();
    expect((await host.run('review --list')).code).toBe(0);
    await host.run('audit export --action fixture:create --out part.jsonl');
    expect((await host.run('audit verify --export part.jsonl')).out).toContain('a part of the chain');
  });
});

describe('what a host’s own parts answer', () => {
  const own = (more: string) =>
    `export default { tenant: 'acme', store: () => ({ close: async () => {} }), ${more} };`;

  test('doctor: keys and schema that are well, or say nothing', async () => {
    const host = project({
      'a.mjs': own(
        'keys: () => ({ keyring: {} }), migrations: () => ({ status: async () => ({ version: 3, known: 3, pending: [] }) })',
      ),
      'b.mjs': own("keys: () => ({ keyring: {}, kek: { name: 'k', health: async () => ({ ok: true }) } })"),
      'c.mjs': own("keys: () => ({ keyring: {}, kek: { name: 'k', health: async () => ({ ok: false }) } })"),
    });
    const told = async (file: string) => (await host.run(`doctor --offline --config ${file}`)).out;
    expect(await told('a.mjs')).toContain('the config names no KEK provider');
    expect(await told('a.mjs')).toContain('✓ schema    version 3');
    expect(await told('b.mjs')).toContain('✓ keys      k answers');
    expect(await told('c.mjs')).toContain('k does not answer (no reason)');
  });

  test('doctor asks Slack where no other address is named', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(null, { headers: { date: new Date(0).toUTCString() } });
    });
    try {
      expect((await project().run('doctor', { now: 0 })).out).toContain('✓ slack     slack.com answers 200');
    } finally {
      vi.unstubAllGlobals();
    }
    expect(asked).toEqual(['https://slack.com/api/api.test']);
  });

  test('keys that have a name, and keys that are refused', async () => {
    const host = project({
      'localert.config.mjs': own(`keys: () => ({ keyring: {
        keys: async () => [{ kind: 'named', name: 'pii', kek: 'k1', createdAt: 0, current: false }],
        rewrapAll: async () => ({ tenants: 1, keys: 2, rewrapped: 1, failed: 1 }),
      } })`),
    });
    expect((await host.run('keys status')).out).toMatch(/named +pii +k1/);
    const rotated = await host.run('keys rotate --kek --tenant acme --yes');
    expect(rotated.code).toBe(1);
    expect(rotated.err).toContain('Those that were refused are as they were');
  });

  test('a localizer whose budget is used up', async () => {
    const host = project({
      'localert.config.ts': config(
        `localizer: () => ({
          plan: async () => [{ fixture: 'disk', locale: 'es', severity: 'low', status: 'missing', estimate: { inputTokens: 1, outputTokens: 1 } }],
          batch: async () => { throw new NotFoundError({ kind: 'fixture', id: 'disk' }); },
        }),`,
        "import { NotFoundError } from '@localert/core';",
      ),
    });
    await filled(host, {});
    const { code, err } = await host.run('localize --locales es --yes');
    expect(code).toBe(2);
    expect(err).toContain('0 drafts are done and stay, 1 are left (LOCALERT_NOT_FOUND)');
  });

  test('a package or a file that a config does not find is named', async () => {
    const missing = (words: string) =>
      own(
        `keys: () => { throw Object.assign(new Error(${JSON.stringify(words)}), { code: 'ERR_MODULE_NOT_FOUND' }); }`,
      );
    const host = project();
    const from = 'imported from /x/hidden.ts';
    for (const [file, words, told] of [
      ['a.mjs', `Cannot find package 'nothing-there' ${from}`, '"nothing-there" not found'],
      ['b.mjs', `Cannot find module '${host.at('own/none.mjs')}' ${from}`, '"own/none.mjs" not found'],
      ['c.mjs', 'hidden', 'Error ERR_MODULE_NOT_FOUND'],
    ] as const) {
      host.write(file, missing(words));
      const { code, err } = await host.run(`keys status --config ${file}`);
      expect(code).toBe(2);
      expect(err).toContain(`its "keys" failed with ${told}`);
      expect(err).not.toContain('hidden');
    }
  });
});

describe('a move', () => {
  async function two(more = ''): Promise<Project> {
    const host = await house(more);
    host.write('other.config.ts', config().replace('./localert.db', './other.db'));
    return host;
  }

  test('goes on from its checkpoint, of the storage that the config names', async () => {
    const host = await two(
      "storage: () => sqliteStore({ path: new URL('./localert.db', import.meta.url).pathname, busyTimeoutMs: 50 }),",
    );
    expect((await host.run('migrate --to other.config.ts --yes')).code).toBe(0);
    const rest = await host.run('migrate --to other.config.ts --frozen --leave-pruned-trails --yes');
    expect(rest.err).toContain('Going on from localert.move.checkpoint.');
    expect(rest.out).toContain('Both hold the same.');
  });

  test('that only counts has nothing to go on from when it is stopped', async () => {
    const host = await two();
    const { code, err } = await host.run('migrate --to other.config.ts --dry-run', {
      signal: AbortSignal.abort(),
    });
    expect(code).toBe(130);
    expect(err).not.toContain('What was copied stays');
  });
});

test('an edit that changes nothing approves the draft as it is', async () => {
  const host = await house();
  await inHouse(host, (client) =>
    client.drafts.propose('disk', 'fr', {
      messages: { title: 'Disque {host}' },
      provenance: { origin: 'human' },
    }),
  );
  const prompts = answers([/disk fr/, 'edit'], [/title/, 'Disque {host}']);
  expect((await host.run('review', { prompts })).out).toContain('1 decided');
});

test('standard output that breaks is no usage fault', async () => {
  const broken = () => {
    throw new TypeError('gone');
  };
  const sink = { isTTY: false, closed: false, write: broken };
  const io = {
    stdout: sink,
    stderr: sink,
    stdin: async () => '',
    env: {},
    cwd: '/',
    user: 'u',
    now: Date.now,
  };
  await expect(run(['--help'], { ...io, signal: new AbortController().signal })).rejects.toThrow('gone');
  expect((await runIn('/', '')).code).toBe(2);
});

test('a locked database is told, and waited for no longer than it says', async () => {
  const host = await house();
  host.write('es.json', '{"disk.title":"Otro {host}"}');
  const { DatabaseSync } = await import('node:sqlite');
  const other = new DatabaseSync(host.at('localert.db'));
  other.exec('BEGIN EXCLUSIVE');
  try {
    const { code, err } = await host.run('import es.json --as texts --yes');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_STORE_UNAVAILABLE');
  } finally {
    other.close();
  }
});
