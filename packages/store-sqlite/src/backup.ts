import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidInputError, StoreUnavailableError } from '@localert/core';
import type { Database } from './database.ts';
import { storeFault } from './faults.ts';

/**
 * Runs in a thread of its own, since a copy takes as long as the disk does. As text and not as a module, so that it is
 * found whatever a host's bundler makes of this package. `VACUUM INTO` and not `backup()`: that came after Node 22.13.
 */
const COPY = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require('node:sqlite');
const copy = () => {
  const database = new DatabaseSync(workerData.file);
  try {
    database.exec('PRAGMA busy_timeout = ' + workerData.busyTimeoutMs);
    database.prepare('VACUUM INTO ?').run(workerData.target);
  } finally {
    database.close();
  }
};
try {
  copy();
  parentPort.postMessage({});
} catch (error) {
  parentPort.postMessage({ fault: { errcode: error.errcode, code: error.code } });
}
`;

interface CopyAnswer {
  readonly fault?: object;
}

function copyInThread(workerData: { file: string; target: string; busyTimeoutMs: number }): Promise<void> {
  return new Promise((fulfil, reject) => {
    const worker = new Worker(COPY, { eval: true, workerData });
    worker.once('message', ({ fault }: CopyAnswer) =>
      fault === undefined ? fulfil() : reject(storeFault('backup', fault)),
    );
    worker.once('error', (error) => reject(storeFault('backup', error)));
    worker.once('exit', () => reject(new StoreUnavailableError({ operation: 'backup' })));
  });
}

/** Makes the empty file that the copy goes into; what is there already is never written over. */
function claimTarget(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    const exists = (cause as { code?: unknown }).code === 'EEXIST';
    if (!exists) throw new StoreUnavailableError({ operation: 'backup' }, { cause });
    const message = 'a path at which there is nothing yet';
    throw new InvalidInputError({ what: 'backup', issues: [{ path: 'path', message }] }, { cause });
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a copy of one moment of the live database to a new file, while it is read and written.
 *
 * @throws LOCALERT_INVALID_INPUT when there is something at the path
 */
export async function backUp(database: Database, path: string, busyTimeoutMs: number): Promise<void> {
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    throw new InvalidInputError({
      what: 'backup',
      issues: [{ path: 'path', message: 'the path of a new file' }],
    });
  }
  const target = resolve(path);
  const { file } = database;
  database.use('backup', () => claimTarget(target));
  try {
    if (file === undefined) database.use('backup', (main) => main.run('VACUUM INTO ?', target));
    else await copyInThread({ file, target, busyTimeoutMs });
    syncFile(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw storeFault('backup', error);
  }
}
