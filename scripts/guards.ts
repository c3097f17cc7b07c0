import type { Guard } from './guard.ts';
import { addressGuards } from './guards-addresses.ts';
import { idGuards } from './guards-ids.ts';
import { isolationGuards } from './guards-isolation.ts';
import { messageGuards } from './guards-messages.ts';
import { sealGuards } from './guards-sealed.ts';
import { sharedGuards } from './guards-shared.ts';
import { trailGuards } from './guards-trail.ts';

/**
 * The guards of the attacks, for `npm run guards`: each is taken out in turn, and a test of its attack has to fail.
 * A guard that stands in several places is named once for each.
 */
export const guards: readonly Guard[] = [
  ...idGuards,
  ...isolationGuards,
  ...messageGuards,
  ...addressGuards,
  ...sealGuards,
  ...sharedGuards,
  ...trailGuards,
];
