import { attacks } from '../test/attacks.ts';
import { stacks } from '../test/stacks.ts';

for (const [name, create] of Object.entries(stacks)) attacks(name, create);
