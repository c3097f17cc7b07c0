import { detectPii } from '@localert/pii';
import { attackConformance } from '@localert/testkit';
import { describe, it } from 'vitest';
import { attackHouse } from '../test/attack-stack.ts';
import { stacks } from '../test/stacks.ts';

for (const [name, create] of Object.entries(stacks)) {
  const { medium, auditor } = create();
  const has = { sealed: medium !== undefined, audited: auditor !== undefined };
  attackConformance(
    { describe, it },
    { name, ...has, detect: detectPii, open: (setup) => attackHouse(create(), setup) },
  );
}
