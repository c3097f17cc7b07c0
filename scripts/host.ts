import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packInto } from './pack.ts';
import { mustRun } from './shell.ts';
import { publicPackages, rootManifest, type Workspace } from './workspace.ts';

/** The packages by these names and whatever of ours they depend on, ready to be packed together. */
export function withDependencies(names: readonly string[]): Workspace[] {
  const all = new Map(publicPackages().map((one) => [one.manifest.name, one]));
  const found = new Map<string, Workspace>();
  for (const queue = [...names]; queue.length > 0; ) {
    const one = all.get(queue.shift() ?? '');
    if (!one || found.has(one.manifest.name)) continue;
    found.set(one.manifest.name, one);
    queue.push(...Object.keys({ ...one.manifest.dependencies, ...one.manifest.peerDependencies }));
  }
  return [...found.values()];
}

/**
 * Installs packed packages into `folder` as a stranger's application would, with npm and from tarballs.
 * `development` brings what a TypeScript host has besides: Node's types and the peers that are optional.
 */
export async function installHost(
  folder: string,
  packages: readonly Workspace[],
  { development = false } = {},
): Promise<void> {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  const packed = await packInto(tarballs, packages);
  const dependencies: Record<string, string> = {};
  for (const [name, path] of packed) dependencies[name] = `file:${path}`;
  if (development) {
    dependencies['@types/node'] = rootManifest().devDependencies?.['@types/node'] ?? '*';
    for (const { manifest } of packages) {
      for (const [name, range] of Object.entries(manifest.peerDependencies ?? {}))
        dependencies[name] ??= range;
    }
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'host', private: true, dependencies }));
  await mustRun('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
}
