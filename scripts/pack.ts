import { join } from 'node:path';
import { mustRun } from './shell.ts';
import type { Workspace } from './workspace.ts';

/** Packs built packages as they would be published: name → path of its tarball in `folder`. */
export async function packInto(folder: string, packages: readonly Workspace[]): Promise<Map<string, string>> {
  const named = packages.map(({ manifest }) => `--workspace=${manifest.name}`);
  const { stdout } = await mustRun('npm', [
    'pack',
    '--json',
    '--ignore-scripts',
    `--pack-destination=${folder}`,
    ...named,
  ]);
  const packed = JSON.parse(stdout) as readonly { readonly name: string; readonly filename: string }[];
  return new Map(packed.map(({ name, filename }) => [name, join(folder, filename)]));
}
