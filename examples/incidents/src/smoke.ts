// Runs the example as a reader would, and looks at what it says.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, main], {
  encoding: 'utf8',
});
process.stdout.write(stdout);
const wanted = [
  'rule "storage" sends it to #storage',
  '#storage: El disco de db-1 está lleno al 97',
  'incident opened, in es',
  '#lead: ⏰ Nadie ha confirmado esta alerta todavía / El disco de db-1 está lleno al 97',
  'acknowledged by slack:U024BE7LH',
  '✅ Resuelto / El disco de db-1 está lleno al 41',
  'resolved in es; open: 0',
  'slow queries: queued, queued, gathered, gathered',
  '#storage: Disks are cleaned at 80% from now on',
  'saved with its alert: revision 1, queued',
  '0 of ',
];
const missing = wanted.filter((line) => !stdout.includes(line));
if (status !== 0 || missing.length > 0) throw new Error(`It did not say ${missing.join(', ')}: ${stderr}`);
console.log('The incident said what it should.');
