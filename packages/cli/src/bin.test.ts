import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { filled } from '../test/filled.ts';
import { config, type Project, project } from '../test/project.ts';
import { ownVersion } from './version.ts';

const BIN = fileURLToPath(new URL('./bin.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the program as a shell does. @param during - is told what it writes, and may stop it */
function start(
  host: Project,
  args: readonly string[],
  during: (text: string, child: ReturnType<typeof spawn>) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=@localert/source', BIN, ...args], {
    cwd: host.path,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    during(text, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    during(text, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const slow = { timeout: 120_000 };

test('answers, and ends with the code of the answer', slow, async () => {
  const host = project({ 'en.json': '{"a":"x {"}' });
  expect(await start(host, ['--version'])).toMatchObject({ code: 0, out: `${ownVersion()}\n`, err: '' });
  expect((await start(host, ['check', 'en.json'])).code).toBe(1);
});

test('ends though the host has left something open', slow, async () => {
  const host = project({
    'localert.config.mjs': 'setInterval(() => {}, 1000); export default { fixtures: {} };',
  });
  expect((await start(host, ['types', '--stdout'])).code).toBe(0);
});

test('a reader who goes early is no fault', slow, async () => {
  const texts = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 'two  spaces']));
  const host = project({ 'en.json': JSON.stringify(texts) });
  const { code, err } = await start(host, ['check', 'en.json'], (_text, child) => child.stdout?.destroy());
  expect([code, err]).toEqual([0, '']);
});

test('an export to a reader who goes early stops, silently', slow, async () => {
  const host = project({ 'localert.config.ts': config() });
  const text = 'x'.repeat(2_000);
  await filled(
    host,
    Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [`f${n}`, { en: { title: 'T', description: text } }]),
    ),
  );
  const { code, err } = await start(host, ['export'], (_text, child) => child.stdout?.destroy());
  expect([code, err.replace(/^\(node:.*\n|.*ExperimentalWarning.*\n/gm, '')]).toEqual([0, '']);
});

test('Ctrl-C ends with 130, and leaves the old file and no half of a new one', slow, async () => {
  const host = project({
    'localert.config.mjs': `
      export default {
        tenant: 'acme',
        store: () => ({ close: async () => {} }),
        audit: () => ({
          log: {
            spec: 'localert.audit/1', append: async () => {}, tenants: async () => ({ items: [] }), waiting: async () => [], unlinked: async () => [],
            link: async () => false, drop: async () => 0, head: async () => undefined,
            async read(_scope, tenant, { after = 0, limit = 1000 } = {}) {
              process.stderr.write('page\\n');
              await new Promise((resolve) => setTimeout(resolve, 50));
              return Array.from({ length: limit }, (_, n) => ({ id: 'x', sequence: after + n + 1, at: 0, tenant, actor: 'a', action: 'b', resource: { kind: 'c' }, outcome: 'success', frameworks: [], previousHash: 'p', hash: 'h' }));
            },
          },
        }),
      };`,
    'trail.csv': 'old',
  });
  let pages = 0;
  const { code, err } = await start(
    host,
    ['audit', 'export', '--format', 'csv', '--out', 'trail.csv'],
    (text, child) => {
      if (text.includes('page') && ++pages === 3) child.kill('SIGINT');
    },
  );
  expect(err).toContain('LOCALERT_CLI_STOPPED');
  expect(code).toBe(130);
  expect(readFileSync(host.at('trail.csv'), 'utf8')).toBe('old');
  expect(readdirSync(host.path).filter((name) => name.includes('tmp'))).toEqual([]);
});

test('help and version load neither core nor any command', slow, async () => {
  const host = project({
    'loaded.mjs': `
      import { registerHooks } from 'node:module';
      import { writeFileSync } from 'node:fs';
      const seen = [];
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
      process.on('exit', () => writeFileSync('loaded.json', JSON.stringify(seen)));`,
  });
  for (const args of [['--version'], ['check', '--help']]) {
    const child = spawn(
      process.execPath,
      ['--conditions=@localert/source', '--import', host.at('loaded.mjs'), BIN, ...args],
      {
        cwd: host.path,
        stdio: 'ignore',
      },
    );
    await new Promise((resolve) => child.on('close', resolve));
    const seen = JSON.parse(readFileSync(host.at('loaded.json'), 'utf8')) as string[];
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.filter((url) => /zod|packages\/core|commands\/|clack|jiti|momoa/.test(url))).toEqual([]);
  }
  expect(existsSync(host.at('loaded.json'))).toBe(true);
});
