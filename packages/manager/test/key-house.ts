import { type FixtureStore, type Records, StoreUnavailableError, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { manualClock } from '@localert/testkit';
import { openAudited } from './house.ts';

/** An id that no key has. */
export const UNKNOWN_ID = '01890000-0000-7000-8000-000000000000';

const system = systemScope('test');

/** A house with a clock, and what its records were asked. */
export async function keyHouse(create: () => FixtureStore = () => memoryStore({ region: 'eu' })) {
  const clock = manualClock();
  const store = create();
  const inner = store.records as Records;
  const asked: string[] = [];
  const state = { down: false };
  const counted = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    asked.push(name);
    if (state.down) throw new StoreUnavailableError({ operation: name });
    return work();
  };
  const records: Records = {
    spec: inner.spec,
    get: (...call) => counted('get', () => inner.get(...call)),
    list: (...call) => counted('list', () => inner.list(...call)),
    put: (...call) => counted('put', () => inner.put(...call)),
    delete: (...call) => counted('delete', () => inner.delete(...call)),
  };
  const opened = await openAudited({ store, records, clock, delivery: false });
  const body = async (id: string) =>
    JSON.parse((await inner.get(system, 'acme', 'api-key', id))?.body ?? 'null');
  return { ...opened, clock, asked, down: state, records: inner, body };
}
