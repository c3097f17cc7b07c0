import { detectPii } from '@localert/pii';
import { attackConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { attackHouse } from '../test/attack-stack.ts';
import { stacks } from '../test/stacks.ts';

for (const [name, create] of Object.entries(stacks)) {
  const has = { sealed: create().medium !== undefined, audited: true };
  attackConformance(
    { describe, it },
    { name, ...has, detect: detectPii, open: (setup) => attackHouse(create(), setup) },
  );
}
