import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, onTestFinished, vi } from 'vitest';
import { COMMANDS } from '../src/command-table.ts';
import type { CliIo } from '../src/io.ts';
import type { Prompts } from '../src/prompts.ts';
import { run } from '../src/run.ts';

/** Where the packages lie that a config in a test imports. */
export const MODULES = resolve(import.meta.dirname, '../../../node_modules');

vi.setConfig({ testTimeout: 120_000 });

// What commands and configs load takes seconds on a busy machine: no test should be the one that waits for it.
beforeAll(async () => {
  await Promise.all(COMMANDS.map(({ load }) => load()));
  await Promise.all([import('@localert/audit'), import('@localert/crypto'), import('@localert/localizer')]);
  await Promise.all([
    import('@localert/store-sqlite'),
    import('@localert/templates/locales'),
    import('../src/invoke.ts'),
  ]);
}, 300_000);

/** What a command line answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The JSON document on standard output. */
  readonly json: Record<string, unknown> & { ok: boolean };
}

/** The outside of one call, where it is not the usual. */
export interface Outside {
  readonly env?: Record<string, string>;
  readonly tty?: boolean;
  readonly columns?: number;
  readonly stdin?: string;
  readonly prompts?: Prompts;
  readonly signal?: AbortSignal;
  readonly now?: number;
  readonly cwd?: string;
  /** Nobody reads standard output any more. */
  readonly closed?: boolean;
  /** Is told every piece of text as it comes. */
  readonly onWrite?: (text: string) => void;
}

/** A host's folder with files in it. */
export interface Project {
  readonly path: string;
  at(name: string): string;
  write(name: string, text: string): void;
  run(line: string | readonly string[], outside?: Outside): Promise<Answer>;
}

const NOON = Date.UTC(2026, 10, 30, 12);

/** Runs a command line in this process. */
export async function runIn(
  cwd: string,
  line: string | readonly string[],
  outside: Outside = {},
): Promise<Answer> {
  let out = '';
  let err = '';
  const { tty = false, columns, env = {}, prompts, onWrite, closed = false } = outside;
  const sink = (take: (text: string) => void, isClosed = false) => ({
    ...{ isTTY: tty, columns, closed: isClosed },
    write(text: string) {
      take(text);
      onWrite?.(text);
    },
  });
  const io: CliIo = {
    stdout: sink((text) => {
      out += text;
    }, closed),
    stderr: sink((text) => {
      err += text;
    }),
    stdin: async () => outside.stdin ?? '',
    env,
    cwd: outside.cwd ?? cwd,
    user: 'tester',
    signal: outside.signal ?? new AbortController().signal,
    now: () => outside.now ?? NOON,
    prompts,
  };
  const argv = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const code = await run(argv, io);
  return {
    ...{ code, out, err },
    get json() {
      return JSON.parse(out) as Answer['json'];
    },
  };
}

/** A folder that is gone after the test. */
export function project(files: Readonly<Record<string, string>> = {}): Project {
  const path = mkdtempSync(join(tmpdir(), 'localert-cli-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  symlinkSync(MODULES, join(path, 'node_modules'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { path, write, at: (name) => join(path, name), run: (line, outside) => runIn(path, line, outside) };
}

/** A prompter that answers by what stands in the question; one that has no answer fails the test. */
export function answers(
  ...given: readonly (readonly [question: RegExp, answer: string | boolean])[]
): Prompts & {
  readonly asked: string[];
} {
  const asked: string[] = [];
  const left = [...given];
  const answer = (question: string): string | boolean => {
    asked.push(question);
    const index = left.findIndex(([pattern]) => pattern.test(question));
    const [found] = index === -1 ? [] : left.splice(index, 1);
    if (found === undefined) throw new Error(`no answer to "${question}"`);
    return found[1];
  };
  return {
    asked,
    async text(question, { check } = {}) {
      const text = String(answer(question));
      const fault = check?.(text);
      if (fault !== undefined) throw new Error(fault);
      return text;
    },
    confirm: async (question) => answer(question) === true,
    select: async (question) => String(answer(question)),
  };
}

/** A config over a SQLite file, with more of it as text. */
export const config = (more = '', imports = ''): string => `
import { defineFixture } from '@localert/manager';
import { sqliteStore } from '@localert/store-sqlite';
import { defineConfig } from 'localert';
${imports}
export default defineConfig({
  store: () => sqliteStore({ path: new URL('./localert.db', import.meta.url).pathname, busyTimeoutMs: 50 }),
  tenant: 'acme',
  tenants: [{ id: 'acme', defaultLocale: 'en' }],
  ${more}
});
`;

/** A fixture in code, as text of a config. */
export const DISK_FULL = `fixtures: {
  disk_full: defineFixture({
    baseLocale: 'en',
    severity: 'high',
    locales: {
      en: { title: 'Disk {used, number, percent} full on {host}', since: 'since {since, date, short}' },
      es: { title: 'Disco al {used, number, percent} en {host}', since: 'desde {since, date, short}' },
      ar: { title: 'القرص ممتلئ {used, number, percent} على {host}', since: 'منذ {since, date, short}' },
    },
  }),
},`;
