import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { project } from '../test/project.ts';
import { breathe } from './breathe.ts';
import { findFiles, localeInName, patternOf } from './catalogue-files.ts';
import { problemText } from './change-text.ts';
import { checkpointFile } from './checkpoint-file.ts';
import { clockHealth, nodeHealth, packageHealth, roomHealth } from './doctor-checks.ts';
import { classOf, faultOf, stackOf } from './fault.ts';
import { literal } from './literal.ts';
import { nearest } from './nearest.ts';
import { optionReader } from './option-reader.ts';
import { optionalPackage } from './optional-package.ts';
import { hasColors } from './paint.ts';
import { processIo, streamSink } from './process-io.ts';
import { progressView } from './progress.ts';
import { terminalPrompts } from './terminal-prompts.ts';
import { reasonOf, writeWhole } from './write-file.ts';

describe('a whole file', () => {
  test('takes the place of the old one, or nothing does', async () => {
    const host = project({ 'a.txt': 'old' });
    const broken = async function* () {
      yield 'half';
      throw new Error('no more');
    };
    await expect(writeWhole(host.at('a.txt'), broken(), { cwd: host.path })).rejects.toThrow('no more');
    const stop = new AbortController();
    stop.abort();
    const stopped = writeWhole(host.at('a.txt'), 'new', { cwd: host.path, signal: stop.signal });
    await expect(stopped).rejects.toThrow();
    await expect(writeWhole(host.at('a.txt'), 'new', { cwd: host.path, isNew: true })).rejects.toMatchObject({
      code: 'LOCALERT_CLI_FILE_UNWRITABLE',
    });
    expect(readFileSync(host.at('a.txt'), 'utf8')).toBe('old');
    await writeWhole(host.at('a.txt'), ['n', 'ew'], { cwd: host.path });
    expect(readFileSync(host.at('a.txt'), 'utf8')).toBe('new');
    mkdirSync(host.at('folder'));
    await expect(writeWhole(host.at('folder'), 'x', { cwd: host.path })).rejects.toThrow('was not written');
    expect(readdirSync(host.path).sort()).toEqual(['a.txt', 'folder', 'node_modules']);
  });

  test('tells why in words', () => {
    expect(reasonOf({ code: 'ENOSPC' })).toBe('the disk is full.');
    expect(reasonOf({ code: 'EIO' })).toBe('the system says EIO.');
    expect(reasonOf({})).toBe('the system says no.');
  });
});

describe('a checkpoint', () => {
  test('is written now and then, whole, and goes at the end', async () => {
    const host = project();
    let now = 0;
    const keeper = checkpointFile(host.at('c'), host.path, () => now);
    expect(await keeper.read()).toBeUndefined();
    keeper.keep('a');
    keeper.keep('b');
    expect(await keeper.read()).toBe('a');
    now = 1_000;
    keeper.keep('c');
    expect(await keeper.read()).toBe('c');
    keeper.keep('d');
    keeper.flush();
    expect(await keeper.read()).toBe('d');
    keeper.flush();
    keeper.remove();
    expect(existsSync(host.at('c'))).toBe(false);
  });

  test('that cannot be written is told', () => {
    const host = project();
    const keeper = checkpointFile(host.at('none/c'), host.path, () => 0);
    expect(() => keeper.keep('a')).toThrow('its folder does not exist');
  });
});

describe('doctor', () => {
  test('judges Node, room and clock', () => {
    expect(nodeHealth('22.12.9').state).toBe('fail');
    expect(nodeHealth('20.20.0').state).toBe('fail');
    expect(nodeHealth('22.13.0').state).toBe('ok');
    expect(nodeHealth('26.0.0').state).toBe('ok');
    expect([5e7, 5e8, 5e9].map((free) => roomHealth(free).state)).toEqual(['fail', 'warn', 'ok']);
    expect(clockHealth(null, 0).state).toBe('skipped');
  });

  test('finds packages of another version', () => {
    const host = project();
    expect(packageHealth(host.path, '9.9.9')).toMatchObject({
      state: 'warn',
      found: expect.stringContaining('@localert/core is'),
    });
  });
});

test('patterns find files, and the locale in their paths', async () => {
  expect(patternOf('a/{locale}/b.{locale}.json').exec('a/es-MX/b.es-MX.json')?.groups?.['locale']).toBe(
    'es-MX',
  );
  expect(patternOf('a/{locale}/b.{locale}.json').exec('a/es/b.de.json')).toBeNull();
  expect(patternOf('./x/**/*.json').test('x/y/z/a.json')).toBe(true);
  expect(patternOf('x/**').test('x/y/z')).toBe(true);
  expect(patternOf('a?(b).json').test('ax(b).json')).toBe(true);
  const host = project({ 'l/en.json': '', 'l/es/es.json': '', 'l/none.txt': '', 'l/1.json': '' });
  const found = await findFiles({ files: ['l/**/*.json', 'l/{locale}.json'], format: 'formatjs' }, host.path);
  expect(found.map(({ path, locale }) => [path.slice(host.path.length + 1), locale])).toEqual([
    ['l/1.json', undefined],
    ['l/en.json', 'en'],
    ['l/es/es.json', undefined],
  ]);
  const names = [
    'es-MX.json',
    'messages.pt_BR.json',
    'app_de.arb',
    'app_zh_TW.arb',
    'strings.json',
    '1.json',
  ];
  expect(names.map(localeInName)).toEqual(['es-MX', 'pt-BR', 'de', 'zh-TW', undefined, undefined]);
});

test('data becomes a literal that says the same', () => {
  const data = { a: "it's", 'b-c': [1, null, true, { d: [] }], e: {}, f: 'x\n"\u2028\\', g: undefined };
  const text = literal(data);
  expect(text).toContain("a: 'it\\'s',");
  expect(text).toContain("'b-c': [");
  // biome-ignore lint/security/noGlobalEval: that it is code is what is tested
  expect(globalThis.eval(`(${text})`)).toEqual(JSON.parse(JSON.stringify(data)));
});

test('a near word is found, a far one is not', () => {
  expect(nearest('fixtures', ['fixtures'])).toBe('fixtures');
  expect(nearest('Fixture', ['store', 'fixtures'])).toBe('fixtures');
  expect(nearest('zzz', ['store'])).toBeUndefined();
  expect(nearest('a', [])).toBeUndefined();
});

test('options are read by name and own', () => {
  const options = optionReader({ a: '5', b: true, c: ['x'], d: false, e: '5x' });
  expect([options.text('a'), options.text('b'), options.text('constructor')]).toEqual([
    '5',
    undefined,
    undefined,
  ]);
  expect([options.flag('b'), options.flag('a'), options.refused('d'), options.refused('b')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([options.list('c'), options.list('a')]).toEqual([['x'], []]);
  expect([options.whole('a', 1, 9), options.whole('z', 1, 9)]).toEqual([5, undefined]);
  expect(() => options.whole('a', 6, 9)).toThrow('--a is no whole number from 6 to 9');
  expect(() => options.whole('e', 1, 9)).toThrow();
});

test('colours are decided by the terminal, its kind, and what was said', () => {
  const tty = { isTTY: true, env: {}, plain: false };
  expect(hasColors(tty)).toBe(true);
  expect(hasColors({ ...tty, env: { TERM: 'dumb' } })).toBe(false);
  expect(hasColors({ ...tty, env: { FORCE_COLOR: '0' } })).toBe(false);
  expect(hasColors({ ...tty, env: { NO_COLOR: '' } })).toBe(true);
});

test('foreign errors are told by class and code alone', () => {
  expect(classOf('text')).toBe('a thrown string');
  expect(classOf(Object.assign(new Error('secret'), { name: 'has secret', code: 'a secret' }))).toBe('Error');
  expect(faultOf(new Error('xoxb-1'), false).message).not.toContain('xoxb');
  expect(faultOf(new Error('secret'), true).code).toBe('LOCALERT_CLI_STOPPED');
  expect(stackOf('secret')).toBe('secret');
  expect(stackOf(Object.assign(new Error('x'), { stack: undefined }))).toBe('x');
});

test('a package that is missing is asked for; what else it throws is thrown', async () => {
  const missing = Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' });
  await expect(
    optionalPackage('@localert/audit', 'it is needed', () => Promise.reject(missing)),
  ).rejects.toThrow('npm install @localert/audit');
  await expect(optionalPackage('x', '', () => Promise.reject(new TypeError('y')))).rejects.toThrow('y');
});

test('problems name their places', () => {
  expect(
    problemText({
      line: 3,
      code: 'LOCALERT_FIXTURE_REFUSED',
      fixture: 'a',
      places: [{ code: 'syntax', locale: 'es', field: 'title' }],
    }),
  ).toBe('line 3: LOCALERT_FIXTURE_REFUSED a (es title syntax)');
});

test('progress is a bar on a terminal, and a line now and then elsewhere', () => {
  let text = '';
  let now = 0;
  const sink = (isTTY: boolean) => ({
    isTTY,
    closed: false,
    write(more: string) {
      text += more;
    },
  });
  const lines = progressView({ stderr: sink(false), now: () => now });
  lines.update(1, 9, 'a');
  lines.update(2, 9, 'b');
  now = 5_000;
  lines.update(3, 9, 'c');
  lines.update(9, 9, 'd');
  lines.end();
  expect(text).toBe('1/9 a\n3/9 c\n9/9 d\n');
  text = '';
  const bar = progressView({ stderr: sink(true), now: () => now });
  bar.update(0, 0, 'x');
  bar.end();
  bar.end();
  expect(text).toBe(`\r\u001b[K${'█'.repeat(24)} 0/0 x\n`);
});

test('long work lets Ctrl-C in', async () => {
  const stop = new AbortController();
  await breathe(stop.signal);
  setImmediate(() => stop.abort());
  await expect(
    (async () => {
      for (;;) await breathe(stop.signal);
    })(),
  ).rejects.toThrow();
});

describe('the streams of a process', () => {
  /** A stream that is full after each write. */
  class Full extends EventEmitter {
    readonly isTTY = true;
    readonly columns = 80;
    text = '';
    write(text: string, done?: () => void) {
      this.text += text;
      done?.();
      return false;
    }
  }

  test('are waited for once, whoever writes', async () => {
    const stream = new Full();
    const sink = streamSink(stream as unknown as NodeJS.WriteStream);
    const waits = Array.from({ length: 50 }, () => sink.write('x'));
    expect(new Set(waits).size).toBe(1);
    expect(stream.listenerCount('drain')).toBe(1);
    stream.emit('drain');
    await Promise.all(waits);
    expect(stream.listenerCount('drain')).toBe(0);
    await sink.flushed();
    expect([sink.isTTY, sink.columns]).toEqual([true, 80]);
  });

  test('take nothing any more once their reader has gone', async () => {
    const stream = new Full();
    const sink = streamSink(stream as unknown as NodeJS.WriteStream);
    const waits = sink.write('a');
    stream.emit('error', Object.assign(new Error(), { code: 'EPIPE' }));
    await waits;
    expect(sink.closed).toBe(true);
    expect(sink.write('b')).toBeUndefined();
    await sink.flushed();
    expect(stream.text).toBe('a');
  });

  test('are those of this process', async () => {
    const io = processIo(new AbortController().signal);
    expect(io.cwd).toBe(process.cwd());
    expect(io.user.length).toBeGreaterThan(0);
    expect(io.prompts).toBeUndefined();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const before = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
    vi.spyOn(process, 'stderr', 'get').mockReturnValue(new Full() as unknown as typeof process.stderr);
    vi.stubEnv('CI', '');
    try {
      stdin.end('{}');
      const asking = processIo(new AbortController().signal);
      expect(await asking.stdin()).toBe('{}');
      expect(asking.prompts).toBeDefined();
    } finally {
      Object.defineProperty(process, 'stdin', before);
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
    }
  });
});

describe('questions on a terminal', () => {
  function terminal() {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
    output.resume();
    const prompts = terminalPrompts(input, output, new AbortController().signal);
    const type = (keys: string) => setTimeout(() => input.write(keys), 200);
    return { prompts, type };
  }

  test('take a text, a choice, a yes', async () => {
    const { prompts, type } = terminal();
    type('\r');
    expect(
      await prompts.text('Name?', { initial: 'acme', check: (text) => (text === '' ? 'no' : undefined) }),
    ).toBe('acme');
    type('\r');
    expect(await prompts.confirm('Sure?', true)).toBe(true);
    type('\r');
    expect(
      await prompts.select(
        'Which?',
        [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B', hint: 'better' },
        ],
        'b',
      ),
    ).toBe('b');
  });

  test('left by Ctrl-C stop the command', async () => {
    const { prompts, type } = terminal();
    type('\u0003');
    await expect(prompts.confirm('Sure?')).rejects.toMatchObject({ code: 'LOCALERT_CLI_STOPPED' });
  });
});
