/** `npm run sbom`: a bill of materials (CycloneDX 1.6, JSON) of each published package, into out/sbom/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bomOf, bomProblems } from './cyclonedx.ts';
import { readLock } from './lock.ts';
import { productionOf } from './production.ts';
import { conclude, root } from './shell.ts';
import { publicPackages } from './workspace.ts';

const folder = join(root, 'out/sbom');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const lock = readLock();
const problems: string[] = [];
let components = 0;
const packages = publicPackages();
for (const { folder: name, manifest } of packages) {
  const bom = bomOf(productionOf(lock, `packages/${name}`));
  components += bom.components.length;
  problems.push(...bomProblems(bom, [root, homedir()]).map((problem) => `${manifest.name}: ${problem}`));
  writeFileSync(join(folder, `${name}.cdx.json`), `${JSON.stringify(bom, null, 2)}\n`);
}
conclude(problems, `${packages.length} bills in out/sbom, ${components} components`);
