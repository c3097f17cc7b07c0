/** Holds what would be published to publint's and attw's rules. Needs a build. */
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packInto } from './pack.ts';
import { scratchFolder } from './scratch.ts';
import { conclude, run } from './shell.ts';
import { publicPackages, type Workspace } from './workspace.ts';

async function publintProblems({ manifest }: Workspace, tarball: string): Promise<string[]> {
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const packed = buffer.slice(byteOffset, byteOffset + byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: packed }, strict: true });
  return messages.map((one) => `${manifest.name}: publint: ${formatMessage(one, pkg) ?? one.code}`);
}

/** Whether a consumer's TypeScript finds types that match the code, under every module resolution with ESM. */
async function attwProblems({ manifest }: Workspace, tarball: string): Promise<string[]> {
  const flags = ['--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-definitely-typed'];
  const { ok, output } = await run('attw', [tarball, ...flags]);
  return ok ? [] : [`${manifest.name}: attw:\n${output.trim()}`];
}

if (import.meta.main) {
  using folder = scratchFolder('packages');
  const packages = publicPackages();
  const tarballs = await packInto(folder.path, packages);
  const problems: string[] = [];
  for (const one of packages) {
    const tarball = tarballs.get(one.manifest.name) ?? '';
    const found = await Promise.all([publintProblems(one, tarball), attwProblems(one, tarball)]);
    problems.push(...found.flat());
  }
  conclude(problems, `${packages.length} packages`);
}
