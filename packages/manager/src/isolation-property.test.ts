import { isolationProperty } from '../test/isolation-property.ts';
import { stacks } from '../test/stacks.ts';

for (const [name, create] of Object.entries(stacks)) isolationProperty(name, create, 15);
