import { resolve } from 'node:path';
import type { PublicKey, SignedHead } from '@localert/audit';
import type { AuditLog, FixtureStore } from '@localert/core';
import type { Invocation } from './command.ts';
import type { AuditSetup } from './config.ts';
import { ConfigLacksError, FileUnreadableError } from './errors.ts';
import { readText } from './json-document.ts';
import { optionalPackage } from './optional-package.ts';

/** What the commands of the trail work with. */
export interface AuditHouse extends Omit<AuditSetup, 'publicKeys'> {
  readonly log: AuditLog;
  readonly publicKeys: readonly PublicKey[] | undefined;
  readonly store: FixtureStore;
  readonly file: string;
}

/** @throws LOCALERT_CLI_PACKAGE_MISSING */
export const auditPackage = () =>
  optionalPackage('@localert/audit', 'the trail is verified by it', () => import('@localert/audit'));

const HINT = 'Use a store that keeps a trail, or add audit: () => ({ log }).';

/** Opens the trail. @throws LOCALERT_CLI_CONFIG_LACKS, LOCALERT_CLI_CONFIG_FAILED */
export async function auditHouse(call: Invocation): Promise<AuditHouse> {
  const loaded = await call.config();
  const store = await loaded.make('store', HINT);
  const setup: AuditSetup = loaded.config.audit === undefined ? {} : await loaded.make('audit', HINT);
  const log = setup.log ?? store.audit;
  if (log === undefined) throw new ConfigLacksError({ file: loaded.file, key: 'audit', hint: HINT });
  // A config names keys by their shape; whoever verifies refuses what is no key.
  const publicKeys = setup.publicKeys as readonly PublicKey[] | undefined;
  return { ...setup, publicKeys, log, store, file: loaded.file };
}

/** Public keys in PEM files. @throws LOCALERT_CLI_FILE_UNREADABLE */
export async function keysIn(call: Invocation): Promise<readonly string[] | undefined> {
  const names = call.options.list('key');
  if (names.length === 0) return undefined;
  return Promise.all(names.map((name) => readText(resolve(call.io.cwd, name), name)));
}

/** Signed heads in a file: a JSON list, one alone, or one a line. @throws LOCALERT_CLI_FILE_UNREADABLE */
export async function headsIn(call: Invocation): Promise<readonly SignedHead[] | undefined> {
  const file = call.options.text('heads');
  if (file === undefined) return undefined;
  const text = (await readText(resolve(call.io.cwd, file), file)).trim();
  try {
    const isLines = !text.startsWith('[') && text.includes('\n{');
    const json: unknown = JSON.parse(isLines ? `[${text.split('\n').join(',')}]` : text);
    return [json].flat() as SignedHead[];
  } catch (error) {
    throw new FileUnreadableError({ file, problem: 'it holds no signed heads as JSON.' }, { cause: error });
  }
}
