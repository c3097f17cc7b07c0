/**
 * Writes where the sources are into the packages' manifests, before a release: npm takes a provenance statement only
 * for packages whose `repository` is the one that the statement names.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from './shell.ts';
import { publicPackages } from './workspace.ts';

/** The `repository` of a package in `folder`. `slug` is GitHub's `owner/name`. */
export function repositoryOf(slug: string, folder: string) {
  if (!/^[\w.-]+\/[\w.-]+$/.test(slug)) throw new Error('GITHUB_REPOSITORY is no owner/name.');
  return { type: 'git', url: `git+https://github.com/${slug}.git`, directory: `packages/${folder}` };
}

if (import.meta.main) {
  const slug = process.env['GITHUB_REPOSITORY'] ?? '';
  const packages = publicPackages();
  for (const { folder, path } of packages) {
    const file = join(path, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(
      file,
      `${JSON.stringify({ ...manifest, repository: repositoryOf(slug, folder) }, null, 2)}\n`,
    );
  }
  conclude([], `${packages.length} manifests name ${slug}`);
}
