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
  /** What answers of a call wait for, by its name. */
  const held = new Map<string, Promise<void>>();
  const counted = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    asked.push(name);
    if (state.down) throw new StoreUnavailableError({ operation: name });
    const answer = await work();
    await held.get(name);
    return answer;
  };
  /** Lets a call do its work, and keeps its answer back until the answer of this is called. */
  const hold = (name: string): (() => void) => {
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((done) => {
      release = () => {
        held.delete(name);
        done();
      };
    });
    held.set(name, waiting);
    return release;
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
  return { ...opened, clock, asked, hold, down: state, records: inner, body };
}
