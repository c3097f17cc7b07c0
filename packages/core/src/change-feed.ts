import type { FixtureChange } from './change.ts';
import { cursorCodec } from './cursor.ts';
import type { FixtureEvent } from './event.ts';
import type { TenantId } from './ids.ts';

/** What a feed tells of an event, for adapters. */
export const changeOf = (
  tenant: TenantId,
  { id, fixture, revision, type, at }: FixtureEvent,
): FixtureChange => ({ tenant, fixture, revision, type, at, event: id });

/** The cursors of a feed whose places are numbers, for adapters. */
export const changeCursors = cursorCodec('changes', ['number']);
