// Makes the README's picture of the demo's page with a local Chromium: `npm run demo:picture`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium, QUIET } from './chromium.ts';

const [page = join('out', 'demo.html'), picture = join('docs', 'images', 'demo.png')] = process.argv.slice(2);
const chromium = findChromium();
if (chromium === undefined) {
  console.error('No Chromium on the PATH. Debian and Ubuntu: apt-get install chromium');
  process.exit(1);
}
const profile = mkdtempSync(join(tmpdir(), 'localert-picture-'));
const run = spawnSync(
  chromium,
  [
    ...QUIET,
    `--user-data-dir=${profile}`,
    '--hide-scrollbars',
    '--window-size=820,1440',
    `--screenshot=${resolve(picture)}`,
    pathToFileURL(resolve(page)).href,
  ],
  { stdio: 'ignore' },
);
rmSync(profile, { recursive: true, force: true });
console.log(run.status === 0 ? `Wrote ${picture}` : `Chromium ended with ${run.status}`);
process.exitCode = run.status ?? 1;
