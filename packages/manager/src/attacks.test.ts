import { attackConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { attackHouse } from '../test/attack-stack.ts';
import { stacks } from '../test/stacks.ts';

for (const [name, create] of Object.entries(stacks)) {
  attackConformance(
    { describe, it },
    { name, sealed: create().medium !== undefined, open: (setup) => attackHouse(create(), setup) },
  );
}
