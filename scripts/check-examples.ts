/** Type-checks every example that READMEs, the docs pages and TSDoc show. See code-blocks.ts for the notation. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';
import { conclude, root, run } from './shell.ts';

const pages = ['README.md', 'packages/*/README.md', 'docs/**/*.md', 'packages/*/src/**/*.ts'];

const isShown = (file: string): boolean =>
  !/(^|\/)(node_modules|reference)\//.test(file) && !/\.test(-d)?\.ts$/.test(file);

/** Makes what npm keeps beside a package, and not for all, resolve from `folder`: a host has it beside its own code. */
function linkNested(folder: string): void {
  for (const path of globSync('packages/*/node_modules/{[!@.]*,@*/*}', { cwd: root })) {
    const [, name = ''] = path.split('/node_modules/');
    const link = join(folder, 'node_modules', name);
    if (existsSync(join(root, 'node_modules', name)) || existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, path), link);
  }
}

/** Type-checks blocks in `folder`, which has to lie where the packages' names resolve; says where each error is. */
export async function exampleProblems(blocks: readonly CodeBlock[], folder: string): Promise<string[]> {
  if (blocks.length === 0) return [];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  linkNested(folder);
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { declaration: false, lib: ['ES2023', 'ES2024.String', 'ESNext.Disposable', 'DOM'] },
    include: ['*.ts'],
    // By default whatever lies under node_modules is left out.
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const [index, { lines }] of blocks.entries()) {
    // The last line makes every block a module of its own, with top-level await and names that meet no other's.
    const text = [...lines.map((one) => one.text), 'export {};', ''].join('\n');
    writeFileSync(join(folder, `${index}.ts`), text);
  }
  const { ok, output } = await run('tsc', ['-p', '.', '--pretty', 'false'], { cwd: folder });
  if (ok) return [];
  return output
    .trimEnd()
    .split('\n')
    .map((text) => {
      const [, index, line, message] = /^(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(text) ?? [];
      const block = blocks[Number(index)];
      const at = block?.lines[Math.min(Number(line), block.lines.length) - 1];
      return block ? `${block.file}:${at?.line ?? 0}: ${message}` : text;
    });
}

if (import.meta.main) {
  const files = globSync(pages, { cwd: root, exclude: ['**/node_modules'] })
    .filter(isShown)
    .sort();
  const blocks = files.flatMap((file) => codeBlocks(file, readFileSync(join(root, file), 'utf8')));
  const problems = await exampleProblems(blocks, join(root, 'node_modules/.cache/localert-examples'));
  conclude(problems, `${blocks.length} examples`);
}
