import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Edit } from './guard.ts';
import { guards } from './guards.ts';
import { root } from './shell.ts';

const edits = guards.flatMap(({ attack, guard, also = [], ...own }) =>
  [own, ...also].map((edit): [string, Edit] => [`attack ${attack}, ${guard}: ${edit.file}`, edit]),
);

// `npm run guards` takes minutes: that a guard has moved shows here at once.
it.each(edits)('%s has the guard once', (_, { file, remove, leave }) => {
  expect(readFileSync(join(root, file), 'utf8').split(remove)).toHaveLength(2);
  expect(leave).not.toBe(remove);
});

it('names tests that are there, and every guard once', () => {
  expect(guards.filter(({ test }) => !existsSync(join(root, test)))).toEqual([]);
  const names = guards.map(({ attack, guard }) => `${attack} ${guard}`);
  expect(new Set(names).size).toBe(names.length);
});
