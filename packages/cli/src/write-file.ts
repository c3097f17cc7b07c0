import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileUnwritableError } from './errors.ts';
import { fileName } from './file-name.ts';

/** How a file is written. */
export interface WriteOptions {
  /** A file that is there is left as it is, and the write refused. */
  readonly isNew?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For messages: paths are told relative to it. */
  readonly cwd: string;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there.',
  EEXIST: 'it is there already; say --force to replace it.',
  EISDIR: 'it is a folder.',
  ENOENT: 'its folder does not exist.',
  ENOSPC: 'the disk is full.',
  ENOTDIR: 'a part of its path is no folder.',
  EPERM: 'you may not write there.',
  EROFS: 'the disk can only be read.',
};

/** What a system error means, in words. */
export const reasonOf = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return REASONS[String(code)] ?? `the system says ${typeof code === 'string' ? code : 'no'}.`;
};

/**
 * Writes a whole file, or nothing: the text goes into a file beside it, which takes its place once all of it is on the
 * disk. Whoever reads meanwhile sees the old one.
 *
 * @param chunks - the text, or its parts
 * @throws LOCALERT_CLI_FILE_UNWRITABLE, the signal's reason, what `chunks` throws
 */
export async function writeWhole(
  path: string,
  chunks: string | AsyncIterable<string> | Iterable<string>,
  { isNew = false, signal, cwd }: WriteOptions,
): Promise<void> {
  const file = fileName(cwd, path);
  const refuse = (error: unknown): never => {
    throw new FileUnwritableError({ file, problem: reasonOf(error) }, { cause: error });
  };
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  await mkdir(dirname(path), { recursive: true }).catch(refuse);
  const handle = await open(beside, 'w').catch(refuse);
  try {
    for await (const chunk of typeof chunks === 'string' ? [chunks] : chunks) {
      signal?.throwIfAborted();
      // Not `write`, which may stop in the middle of a chunk on a disk that is nearly full.
      await handle.writeFile(chunk).catch(refuse);
    }
    await handle.sync().catch(refuse);
    await handle.close();
    signal?.throwIfAborted();
    // A link fails where something is there already; a rename would replace it.
    if (isNew) await link(beside, path).catch(refuse);
    else await rename(beside, path).catch(refuse);
  } finally {
    await handle.close().catch(() => undefined);
    await rm(beside, { force: true });
  }
}
