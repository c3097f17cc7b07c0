import { detectPii } from '@localert/pii';
import { attackConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { attackHouse } from './attack-stack.ts';
import type { CreateStack } from './stacks.ts';

/** Registers every attack on a stack. One whose name begins with `encrypted` seals. */
export function attacks(name: string, create: CreateStack): void {
  const has = { sealed: name.startsWith('encrypted'), audited: true };
  attackConformance(
    { describe, it },
    { name, ...has, detect: detectPii, open: async (setup) => attackHouse(await create(), setup) },
  );
}
