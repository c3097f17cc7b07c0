/** Holds what hosts pay for to budgets: bytes a browser loads, packages and megabytes an install brings. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browserBundle } from './bundle.ts';
import { installHost, withDependencies } from './host.ts';
import type { Lock } from './lock.ts';
import { scratchFolder } from './scratch.ts';
import { conclude } from './shell.ts';

/** Raise one only with a reason that the commit names. */
const budgets = { 'gzipped kB of icu + slack': 100, 'packages installed': 14, 'MB installed': 16 } as const;

async function bundledKilobytes(): Promise<number> {
  const source = ['icu', 'slack'].map((name) => `export * from '@localert/${name}';`).join('\n');
  const { outputFiles } = await browserBundle(source, { minify: true });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength / 1000;
}

/** What the embedded default brings along: the manager and its SQLite store, from tarballs, dependencies included. */
async function footprint(): Promise<{ packages: number; megabytes: number }> {
  using folder = scratchFolder('size');
  await installHost(folder.path, withDependencies(['@localert/manager', '@localert/store-sqlite']));
  const lock = JSON.parse(readFileSync(join(folder.path, 'package-lock.json'), 'utf8')) as Lock;
  const packages = Object.keys(lock.packages).filter((path) => path !== '').length;
  const bytes = globSync('node_modules/**', { cwd: folder.path })
    .map((path) => statSync(join(folder.path, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  return { packages, megabytes: bytes / 1e6 };
}

const { packages, megabytes } = await footprint();
const measured: Record<keyof typeof budgets, number> = {
  'gzipped kB of icu + slack': await bundledKilobytes(),
  'packages installed': packages,
  'MB installed': megabytes,
};

const lines = Object.entries(budgets).map(([what, budget]) => {
  const value = measured[what as keyof typeof budgets];
  return { over: value > budget, text: `${Number(value.toFixed(1))} ${what}, budget ${budget}` };
});
const over = lines.filter((line) => line.over).map(({ text }) => `over budget: ${text}`);
conclude(over, lines.map(({ text }) => text).join('; '));
