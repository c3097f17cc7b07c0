// Runs the example as a reader would, and looks at what it says.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, main], {
  encoding: 'utf8',
});
process.stdout.write(stdout);
const wanted = [
  'es title: Disco lleno en {host} → Disco llenísimo en {host}',
  'severity: low → high',
  'rolled back: revision 3 says "Disco lleno en {host}"',
  'revision 3: FixtureUpdated',
  'compacted: 1 event less',
];
const missing = wanted.filter((line) => !stdout.includes(line));
if (status !== 0 || missing.length > 0) throw new Error(`It did not say ${missing.join(', ')}: ${stderr}`);
console.log('History said what it should.');
