import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in the system's temp that is gone with the `using` block that holds it. */
export function scratchFolder(name: string): Disposable & { readonly path: string } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `localert-${name}-`)));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
