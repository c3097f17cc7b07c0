import { describe, expect, test } from 'vitest';
import { config, project, runIn } from '../test/project.ts';
import { COMMANDS, GROUPS } from './command-table.ts';
import { ownVersion } from './version.ts';

const here = import.meta.dirname;

describe('help', () => {
  test('lists every command', async () => {
    const { code, out, err } = await runIn(here, '--help');
    expect([code, err]).toEqual([0, '']);
    for (const { name, summary } of COMMANDS) if (!name.includes(' ')) expect(out).toContain(summary);
    for (const about of Object.values(GROUPS)) expect(out).toContain(about);
  });

  test.each(COMMANDS.map((spec) => [spec.name, spec] as const))(
    'of %s has its options and an example',
    async (name, spec) => {
      const { code, out } = await runIn(here, [...name.split(' '), '--help'], { columns: 400 });
      expect(code).toBe(0);
      expect(out).toContain(spec.summary);
      for (const { flags, about } of spec.options) {
        expect(out).toContain(flags);
        expect(out).toContain(about);
      }
      for (const { line, about } of spec.examples) {
        expect(line.startsWith(`localert ${name}`)).toBe(true);
        expect(out).toContain(`$ ${line}\n      ${about}`);
      }
      expect(out).toContain('--json');
      expect(out.endsWith('\n')).toBe(true);
    },
  );

  test('every example is a command line that is understood', async () => {
    const words = (line: string): string[] =>
      [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const host = project();
    for (const { examples } of COMMANDS) {
      for (const { line } of examples) {
        const argv = words(line.replace(/ > \S+$/, '')).slice(1);
        if (argv[0] === 'init' || argv[0] === 'doctor') continue;
        const { err } = await host.run(argv);
        expect(err).not.toContain('LOCALERT_CLI_USAGE');
        expect(err).not.toContain('LOCALERT_CLI_UNEXPECTED');
      }
    }
  });
});

test('the version is the package’s', async () => {
  for (const flag of ['--version', '-v']) {
    expect(await runIn(here, flag)).toMatchObject({ code: 0, out: `${ownVersion()}\n`, err: '' });
  }
});

describe('what is not understood ends with 2, and says what is near', () => {
  test.each([
    ['chek', 'Did you mean check?'],
    ['keys rotat', 'Did you mean rotate?'],
    ['check --fial-on error', 'Did you mean --fail-on?'],
    ['preview', "missing required argument 'fixture'"],
    ['types extra', 'too many arguments'],
    ['check --config', 'argument missing'],
  ])('%s', async (line, words) => {
    const { code, out, err } = await runIn(here, line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^LOCALERT_CLI_USAGE: /);
    expect(err).toContain(words);
    expect(err).toContain('--help');
  });

  test('as JSON where JSON is wanted', async () => {
    const { code, json, err } = await runIn(here, 'chek --json');
    expect([code, err]).toEqual([2, '']);
    expect(json).toMatchObject({ ok: false, error: { code: 'LOCALERT_CLI_USAGE' } });
  });

  test.each(['', 'keys'])('"%s" alone shows what there is', async (line) => {
    const { code, err } = await runIn(here, line);
    expect(code).toBe(2);
    expect(err).toContain('Usage: localert');
    expect(err).toContain('Commands:');
  });
});

describe('faults', () => {
  test('are one line with a code, and the same as JSON', async () => {
    const host = project();
    const plain = await host.run('types');
    expect(plain).toMatchObject({ code: 2, out: '' });
    expect(plain.err).toBe(
      'LOCALERT_CLI_CONFIG_NOT_FOUND: There is no localert.config.ts. Make one with "localert init", or name it with --config <file>.\n',
    );
    const { code, json, err } = await host.run('types --json');
    expect([code, err]).toEqual([2, '']);
    expect(json).toEqual({
      command: 'types',
      ok: false,
      error: {
        code: 'LOCALERT_CLI_CONFIG_NOT_FOUND',
        message: expect.any(String),
        retryable: false,
        details: { file: 'localert.config.ts' },
      },
    });
  });

  test('of what nobody expected say nothing but their class, unless --debug is said', async () => {
    const host = project({
      'localert.config.mjs':
        "export default { fixtures: { a: new Proxy({}, { ownKeys() { throw new RangeError('xoxb-secret'); } }) } };",
    });
    const { code, err, out } = await host.run('check');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('LOCALERT_CLI_UNEXPECTED');
    expect(err).toContain('RangeError');
    expect(err).not.toContain('xoxb');
    expect((await host.run('check --debug')).err).toContain('xoxb-secret');
  });

  test('of a stopped command end with 130', async () => {
    const host = project({ 'localert.config.mjs': config().replace('fixtures', 'fixtures') });
    const stop = new AbortController();
    stop.abort();
    const { code, err } = await host.run('check --stored', { signal: stop.signal });
    expect(code).toBe(130);
    expect(err).toContain('LOCALERT_CLI_STOPPED');
  });
});
