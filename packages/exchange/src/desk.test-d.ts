import type { TenantClient } from '@localert/manager';
import { expectTypeOf } from 'vitest';
import type { FixtureDesk, FixtureReader } from './index.ts';

// `alerts.forTenant(…)` fits as it is, with fixtures in code too.
expectTypeOf<TenantClient>().toExtend<FixtureDesk>();
expectTypeOf<TenantClient>().toExtend<FixtureReader>();
expectTypeOf<FixtureDesk>().toExtend<FixtureReader>();
expectTypeOf<TenantClient<{ disk_full: { content: never } }>>().toExtend<FixtureDesk>();
