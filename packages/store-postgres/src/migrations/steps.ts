import { fixtures } from './fixtures.ts';
import { lanes } from './lanes.ts';
import { parts } from './parts.ts';
import type { MigrationStep } from './step.ts';

/** The steps of the schema; the first makes version 1. */
export const STEPS: readonly MigrationStep[] = [fixtures, parts, lanes];
