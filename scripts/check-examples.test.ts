import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleProblems } from './check-examples.ts';
import { codeBlocks } from './code-blocks.ts';
import { root } from './shell.ts';

const page = `# Title

\`\`\`ts
const count: number = 1;
\`\`\`

Text.

\`\`\`ts continue
const text: string = count;
\`\`\`

\`\`\`ts nocheck
this is { no program
\`\`\`

\`\`\`sh
npm install
\`\`\`

- in a list

  \`\`\`ts
  const inList = await Promise.resolve(missing);
  \`\`\`
`;

const source = `/** One line. */
export const one = 1;

/**
 * Makes two.
 *
 * @example
 * \`\`\`ts
 * const two: string = 2;
 * \`\`\`
 */
export const two = 2;
// \`\`\`ts
`;

test('finds the ts blocks of a page, joins what continues and leaves fragments out', () => {
  const blocks = codeBlocks('page.md', page);
  expect(blocks.map(({ lines }) => lines.map(({ line, text }) => `${line} ${text}`))).toEqual([
    ['4 const count: number = 1;', '10 const text: string = count;'],
    ['24 const inList = await Promise.resolve(missing);'],
  ]);
});

test('finds the blocks of TSDoc and of nothing else in a source', () => {
  expect(codeBlocks('two.ts', source)).toEqual([
    { file: 'two.ts', lines: [{ line: 9, text: 'const two: string = 2;' }] },
  ]);
});

test('says in which line of which file a broken example stands', async () => {
  const blocks = [...codeBlocks('page.md', page), ...codeBlocks('two.ts', source)];
  const folder = join(root, 'node_modules/.cache/localert-examples-test');
  expect((await exampleProblems(blocks, folder)).sort()).toEqual([
    "page.md:10: error TS2322: Type 'number' is not assignable to type 'string'.",
    "page.md:24: error TS2304: Cannot find name 'missing'.",
    "two.ts:9: error TS2322: Type 'number' is not assignable to type 'string'.",
  ]);
});

test('has nothing to say about examples that are right', async () => {
  const blocks = codeBlocks('page.md', '```ts\nconst one: number = 1;\n```\n');
  expect(await exampleProblems(blocks, join(root, 'node_modules/.cache/localert-examples-fine'))).toEqual([]);
});
