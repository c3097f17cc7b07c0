import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { FileUnreadableError, FileUnwritableError } from './errors.ts';
import { fileName } from './file-name.ts';
import { readText } from './json-document.ts';
import { reasonOf } from './write-file.ts';

/** Where long work keeps how far it is. */
export interface CheckpointFile {
  /** As messages name it. */
  readonly file: string;
  /** What an earlier run left. @throws LOCALERT_CLI_FILE_UNREADABLE */
  read(): Promise<string | undefined>;
  /** Keeps a checkpoint, at most a few times a second. @throws LOCALERT_CLI_FILE_UNWRITABLE */
  keep(checkpoint: string): void;
  /** Writes what was kept last. */
  flush(): void;
  remove(): void;
}

const EVERY_MS = 250;

/** A checkpoint in a file, which is whole at any moment. It holds no texts. */
export function checkpointFile(path: string, cwd: string, now: () => number): CheckpointFile {
  const file = fileName(cwd, path);
  let last = Number.NEGATIVE_INFINITY;
  let kept: string | undefined;

  function write(): void {
    if (kept === undefined) return;
    const beside = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(beside, `${JSON.stringify({ checkpoint: kept })}\n`, { flush: true });
      renameSync(beside, path);
      kept = undefined;
    } catch (error) {
      rmSync(beside, { force: true });
      throw new FileUnwritableError({ file, problem: reasonOf(error) }, { cause: error });
    }
  }

  return {
    file,
    async read() {
      if (!existsSync(path)) return undefined;
      const text = await readText(path, file);
      try {
        const { checkpoint } = JSON.parse(text) as { checkpoint?: unknown };
        if (typeof checkpoint === 'string') return checkpoint;
      } catch {
        // Said below.
      }
      throw new FileUnreadableError({ file, problem: 'it is no checkpoint; say --restart to begin again.' });
    },
    keep(checkpoint) {
      kept = checkpoint;
      if (now() - last < EVERY_MS) return;
      last = now();
      write();
    },
    flush: write,
    remove() {
      kept = undefined;
      rmSync(path, { force: true });
    },
  };
}
