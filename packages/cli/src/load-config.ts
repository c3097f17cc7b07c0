import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FixtureStore, isLocalertError } from '@localert/core';
import { checkConfig } from './check-config.ts';
import type { Awaitable, FixtureSources, LocalertConfig } from './config.ts';
import { ConfigFailedError, ConfigLacksError, ConfigNotFoundError } from './errors.ts';
import { classOf, withForeign } from './fault.ts';
import { fileName } from './file-name.ts';

/** Names that are looked for, in this order; only in the folder where the command runs, since a config is code. */
export const CONFIG_NAMES = [
  'localert.config.ts',
  'localert.config.mts',
  'localert.config.js',
  'localert.config.mjs',
] as const;

/** A config file that was run. */
export interface LoadedConfig {
  /** As messages name it. */
  readonly file: string;
  /** Absolute; what the config names is relative to it. */
  readonly folder: string;
  readonly config: LocalertConfig;
  /**
   * Calls a function of the config, once however often it is asked for.
   *
   * @throws LOCALERT_CLI_CONFIG_LACKS with the hint where there is none, LOCALERT_CLI_CONFIG_FAILED, Localert's own errors
   */
  make<Key extends MadeKey>(key: Key, hint: string): Promise<Made<Key>>;
  /** The fixtures in code, made once; none where the config has none. */
  fixtures(): Promise<FixtureSources>;
  /** Has something done before the store is closed. */
  beforeClose(work: () => Promise<void>): void;
  /** Closes what was opened. */
  close(): Promise<void>;
}

type MadeKey = 'store' | 'storage' | 'manager' | 'keys' | 'audit' | 'localizer' | 'migrations';
type Made<Key extends MadeKey> =
  NonNullable<LocalertConfig[Key]> extends (...args: never[]) => Awaitable<infer Value> ? Value : never;

/** The first place in the config that a stack names. */
function placeIn(error: unknown, path: string): { line: number; column: number } | undefined {
  const stack = error instanceof Error ? String(error.stack) : '';
  for (const name of [pathToFileURL(path).href, path]) {
    const at = stack.indexOf(`${name}:`);
    const found = at === -1 ? null : /^:(\d+):(\d+)/.exec(stack.slice(at + name.length));
    if (found) return { line: Number(found[1]), column: Number(found[2]) };
  }
  return undefined;
}

/** Which package or file an import did not find: Node's own words quote nothing else. */
function notFound(error: unknown): string | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code !== 'ERR_MODULE_NOT_FOUND' || typeof message !== 'string') return undefined;
  const found = /^Cannot find (?:package|module) '([^']+)'/.exec(message);
  return found?.[1];
}

function failure(error: unknown, file: string, path: string, step: string): Error {
  const missing = notFound(error);
  const told =
    missing === undefined
      ? classOf(error)
      : `"${missing.startsWith('/') ? relative(dirname(path), missing) : missing}" not found`;
  return withForeign(
    new ConfigFailedError({ file, step, error: told, ...placeIn(error, path) }, { cause: error }),
    error,
  );
}

const isTypeScript = (path: string): boolean => /\.m?ts$/.test(path);

/** Whether this Node runs TypeScript whose types can be taken out. */
const stripsTypes = (): boolean =>
  process.features.typescript !== false && process.features.typescript !== undefined;

async function importWithJiti(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url).import(path);
}

async function importConfig(path: string, strips: boolean): Promise<unknown> {
  if (isTypeScript(path) && !strips) return importWithJiti(path);
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as unknown;
  } catch (error) {
    // Enums and namespaces are more than types: Node does not take them out.
    const isMore = (error as { code?: unknown }).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
    if (!isMore) throw error;
    return importWithJiti(path);
  }
}

function pathOf(cwd: string, given: string | undefined): string {
  if (given !== undefined) {
    const path = resolve(cwd, given.startsWith('file:') ? fileURLToPath(given) : given);
    if (existsSync(path)) return path;
    throw new ConfigNotFoundError({ file: given });
  }
  const name = CONFIG_NAMES.find((one) => existsSync(resolve(cwd, one)));
  if (name === undefined) throw new ConfigNotFoundError({ file: CONFIG_NAMES[0] });
  return resolve(cwd, name);
}

/** Whether a config would be found. */
export const hasConfig = (cwd: string): boolean => CONFIG_NAMES.some((one) => existsSync(resolve(cwd, one)));

/**
 * Finds and runs the config file.
 *
 * @param strips - whether this Node runs TypeScript itself
 * @throws LOCALERT_CLI_CONFIG_NOT_FOUND, LOCALERT_CLI_CONFIG_FAILED, LOCALERT_CLI_CONFIG_INVALID
 */
export async function loadConfig(
  cwd: string,
  given: string | undefined,
  strips = stripsTypes(),
): Promise<LoadedConfig> {
  const path = pathOf(cwd, given);
  const file = fileName(cwd, path);
  const module = await importConfig(path, strips).catch((error: unknown) => {
    throw failure(error, file, path, 'loading it');
  });
  const config = checkConfig((module as { default?: unknown }).default, file);
  const made = new Map<MadeKey, Promise<unknown>>();
  const closing: (() => Promise<void>)[] = [];

  async function call(key: MadeKey, hint: string): Promise<unknown> {
    const factory = config[key];
    if (factory === undefined) throw new ConfigLacksError({ file, key, hint });
    const needsStore = key === 'manager' || key === 'keys' || key === 'audit';
    const store = needsStore ? await make('store', hint) : undefined;
    try {
      return await (factory as (house: { store?: FixtureStore | undefined }) => unknown)({ store });
    } catch (error) {
      if (isLocalertError(error)) throw error;
      throw failure(error, file, path, `its "${key}"`);
    }
  }

  function make<Key extends MadeKey>(key: Key, hint: string): Promise<Made<Key>> {
    const before = made.get(key) ?? call(key, hint);
    made.set(key, before);
    return before as Promise<Made<Key>>;
  }

  async function sources(): Promise<FixtureSources> {
    const { fixtures = {} } = config;
    if (typeof fixtures !== 'function') return fixtures;
    try {
      return await fixtures();
    } catch (error) {
      if (isLocalertError(error)) throw error;
      throw failure(error, file, path, 'its "fixtures"');
    }
  }
  let inCode: Promise<FixtureSources> | undefined;

  return {
    ...{ file, config, make },
    fixtures() {
      inCode ??= sources();
      return inCode;
    },
    folder: dirname(path),
    beforeClose: (work) => void closing.push(work),
    async close() {
      for (const work of closing.splice(0)) await work();
      for (const key of ['migrations', 'storage', 'store'] as const) {
        const opened = (await made.get(key)?.catch(() => undefined)) as
          | { close?: () => Promise<void> }
          | undefined;
        await opened?.close?.();
      }
    },
  };
}
