import { availability } from './fixtures/availability.ts';
import { capacity } from './fixtures/capacity.ts';
import { deployment } from './fixtures/deployment.ts';
import { incidents } from './fixtures/incidents.ts';
import { jobs } from './fixtures/jobs.ts';
import { performance } from './fixtures/performance.ts';
import { security } from './fixtures/security.ts';

/** All templates by id, each with its English texts. */
export const definitions = {
  ...availability,
  ...performance,
  ...capacity,
  ...security,
  ...deployment,
  ...jobs,
  ...incidents,
};

/** All templates by id. */
export type TemplateDefinitions = typeof definitions;

/** The id of a template, for example `disk_full`. */
export type TemplateId = keyof TemplateDefinitions;
