/**
 * Packs every public package, installs the tarballs as a stranger would, and imports every public entry point
 * from each kind of host there is: ESM, CommonJS by require(esm), and TypeScript under the module settings in
 * use; programs that packages bring are started by npx. What only works inside this repository fails here. Needs a
 * build.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installHost } from './host.ts';
import { scratchFolder } from './scratch.ts';
import { conclude, run } from './shell.ts';
import { entryPoints, publicPackages } from './workspace.ts';

interface Host {
  readonly title: string;
  readonly type: 'module' | 'commonjs';
  readonly file: string;
  readonly program: (specifiers: readonly string[]) => string;
  readonly command: readonly string[];
}

/** Goes on in both kinds of program from `found`: specifier → its module. */
const assertFilled = `for (const [name, all] of Object.entries(found)) {
  if (Object.keys(all).length === 0) throw new Error(name + ' exports nothing');
}
`;

const importing = (specifiers: readonly string[]): string =>
  [
    ...specifiers.map((specifier, n) => `import * as e${n} from '${specifier}';`),
    `const found = { ${specifiers.map((specifier, n) => `'${specifier}': e${n}`).join(', ')} };`,
    assertFilled,
  ].join('\n');

const requiring = (specifiers: readonly string[]): string =>
  `const found = { ${specifiers.map((one) => `'${one}': require('${one}')`).join(', ')} };\n${assertFilled}`;

/** Queues an alert, and looks whether the thread that writes it was started and lives. */
const startingThread = (load: (name: string) => string): string => `
const { subscribe } = process.getBuiltinModule('node:diagnostics_channel');
const threads = [];
subscribe('worker_threads', ({ worker }) => threads.push(worker.on('error', (error) => { throw error; })));
const { sqliteStore } = ${load('@localert/store-sqlite')};
const { tenantScope } = ${load('@localert/core')};
const store = sqliteStore({ path: 'alerts-' + process.pid + '.db' });
const alert = { id: 'a', fixture: 'f', revision: 1, severity: 'high', priority: 1, locale: 'en', requested: [], values: '{}',
  payload: '{}', plain: 'x', destination: {}, group: 'g', createdAt: 1 };
store.outbox.enqueue(tenantScope({ tenant: 'acme', actor: 'host' }), alert).durable.then(async () => {
  await store.close();
  if (threads.length !== 1) throw new Error('no thread was started');
});
`;

const strict = ['--strict', '--noEmit', '--target', 'es2023', '--types', 'node', '--pretty', 'false'];

/** Both compilers in use. 7 checks our declarations too; 6, which takes long for that, how they are found. */
const compilers = [['tsc'], ['tsc6', '--skipLibCheck']] as const;

const typescript = (type: Host['type'], module: string, ...flags: readonly string[]): Host[] =>
  compilers.map(([compiler, ...own]) => ({
    title: `TypeScript (${compiler}), ${type}, module ${module}`,
    type,
    file: 'main.ts',
    program: importing,
    command: [compiler, 'main.ts', ...strict, '--module', module, ...flags, ...own],
  }));

const hosts: readonly Host[] = [
  { title: 'ESM', type: 'module', file: 'main.js', program: importing, command: ['node', 'main.js'] },
  { title: 'CommonJS', type: 'commonjs', file: 'main.js', program: requiring, command: ['node', 'main.js'] },
  ...typescript('module', 'nodenext'),
  ...typescript('module', 'node16'),
  ...typescript('module', 'esnext', '--moduleResolution', 'bundler'),
  ...typescript('commonjs', 'nodenext'),
];

const packages = publicPackages();
const specifiers = packages.flatMap(({ manifest }) => entryPoints(manifest));
using folder = scratchFolder('hosts');
await installHost(folder.path, packages, { development: true });

const problems: string[] = [];
for (const [index, { title, type, file, program, command }] of hosts.entries()) {
  // Below the folder that holds node_modules, where each finds the one installation.
  const cwd = join(folder.path, `host-${index}`);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ type }));
  writeFileSync(join(cwd, file), program(specifiers));
  const [binary = '', ...args] = command;
  const { ok, output, seconds } = await run(binary, args, { cwd });
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1)} s  ${title}`);
  if (!ok) problems.push(`${title}:\n${output.trimEnd()}`);
}
// What is called by name: as npx finds it in an application that has it installed.
for (const { manifest } of packages) {
  for (const name of Object.keys(manifest.bin ?? {})) {
    const { ok, output, seconds } = await run('npx', ['--no-install', name, '--version'], {
      cwd: folder.path,
    });
    const works = ok && output.trim() === manifest.version;
    console.log(`${works ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1)} s  npx ${name} --version`);
    if (!works) problems.push(`npx ${name} --version:\n${output.trimEnd()}`);
  }
}
// What starts a thread: its file is found from where the package was installed.
const threads = join(folder.path, 'threads');
mkdirSync(threads);
for (const [file, load] of [
  ['main.mjs', (name: string) => `await import('${name}')`],
  ['main.cjs', (name: string) => `require('${name}')`],
] as const) {
  writeFileSync(join(threads, file), startingThread(load));
  const { ok, output, seconds } = await run('node', [file], { cwd: threads });
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1)} s  a thread of ${file}`);
  if (!ok) problems.push(`a thread of ${file}:\n${output.trimEnd()}`);
}
conclude(
  problems,
  `${specifiers.length} entry points of ${packages.length} packages in ${hosts.length} hosts`,
);
