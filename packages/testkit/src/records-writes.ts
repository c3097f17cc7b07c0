import {
  MAX_RECORD_LENGTH,
  RECORD_KINDS,
  type RecordKind,
  type Records,
  type StoredRecord,
} from '@localert/core';
import { present, refused, same } from './assertions.ts';
import { GARBAGE_CURSORS, HOSTILE_TEXTS, PROTOTYPE_IDS } from './hostile.ts';
import type { PartHarness } from './part-harness.ts';
import { bodiesOf, recordOf, system } from './records-harness.ts';
import { itNeeding } from './test-api.ts';

/** Records that no store could keep or find again. */
const BROKEN: Readonly<Record<string, Partial<StoredRecord>>> = {
  'no id': { id: '' },
  'an id of 201 characters': { id: 'x'.repeat(201) },
  'a NUL in the id': { id: 'x\u0000' },
  'half a character in the id': { id: 'x\ud800' },
  'a kind that is none': { kind: 'other' as RecordKind },
  'the version 0': { version: 0 },
  'half a version': { version: 1.5 },
  'a version that is none': { version: Number.NaN },
  'a body that is too long': { body: 'x'.repeat(MAX_RECORD_LENGTH + 1) },
  'a body that is no text': { body: {} as string },
  'half a character in the body': { body: '"\ud800"' },
};

/** Bodies, versions, lists, limits. */
export function recordsWrites({ test, options, withPart, withHands, close }: PartHarness<Records>): void {
  const { it } = test;

  it(
    'keeps a record as it was given, and each kind by itself',
    withPart(async (records) => {
      const body = JSON.stringify(HOSTILE_TEXTS);
      for (const kind of RECORD_KINDS) {
        same(await records.get(system, 'acme', kind, 'one'), undefined, `${kind} before`);
        const record = recordOf('one', { kind, body: `{"kind":"${kind}","texts":${body}}` });
        same(await records.put(system, 'acme', record), true, `a put of ${kind}`);
        same(await records.get(system, 'acme', kind, 'one'), record, kind);
      }
      for (const kind of RECORD_KINDS) {
        const bodies = await bodiesOf(records, 'acme', kind);
        // A store that seals keeps keys of its own beside what it is given.
        const given = bodies.filter((one) =>
          RECORD_KINDS.some((other) => one.startsWith(`{"kind":"${other}"`)),
        );
        same(given.length, 1, `how many of ${kind}`);
      }
    }),
  );

  it(
    'keeps the longest record',
    withPart(async (records) => {
      const record = recordOf('ß'.repeat(200), { body: `"${'ß'.repeat(MAX_RECORD_LENGTH - 2)}"` });
      same(await records.put(system, 'acme', record), true, 'the put');
      same(await records.get(system, 'acme', 'dek', record.id), record, 'the record');
    }),
  );

  it(
    'writes the version that is next, and no other',
    withPart(async (records) => {
      const put = (version: number) =>
        records.put(system, 'acme', recordOf('k', { version, body: `{"v":${version}}` }));
      same(await put(2), false, 'version 2 of what is absent');
      same(await put(1), true, 'version 1');
      same(await put(1), false, 'version 1 again');
      same(await put(3), false, 'a version ahead');
      same(await put(2), true, 'version 2');
      same(await put(2), false, 'version 2 again');
      same(
        await records.get(system, 'acme', 'dek', 'k'),
        recordOf('k', { version: 2, body: '{"v":2}' }),
        'the record',
      );
    }),
  );

  it(
    'lets exactly one of 16 writers win that write one version at the same time',
    withHands(async (records, hand) => {
      for (const version of [1, 2]) {
        const writers = Array.from({ length: 16 }, (_, index) =>
          recordOf('k', { version, body: `{"writer":${index}}` }),
        );
        const outcomes = await Promise.all(
          writers.map((record, index) => hand(index).put(system, 'acme', record)),
        );
        same(outcomes.filter(Boolean).length, 1, `the writers that won version ${version}`);
        same(
          await records.get(system, 'acme', 'dek', 'k'),
          writers[outcomes.indexOf(true)],
          `version ${version}`,
        );
      }
    }),
  );

  it(
    'deletes one record, says whether there was one, and takes its id anew',
    withPart(async (records) => {
      for (const id of ['k', 'k2', 'K']) await records.put(system, 'acme', recordOf(id));
      await records.put(system, 'acme', recordOf('k', { kind: 'api-key' }));
      same(await records.delete(system, 'acme', 'dek', 'k'), true, 'the first delete');
      same(await records.delete(system, 'acme', 'dek', 'k'), false, 'the second');
      same(await records.get(system, 'acme', 'dek', 'k'), undefined, 'what was deleted');
      same((await bodiesOf(records, 'acme')).length, 2, 'how many are left');
      same((await bodiesOf(records, 'acme', 'api-key')).length, 1, 'how many of the other kind');
      same(await records.put(system, 'acme', recordOf('k', { version: 2 })), false, 'a later version of it');
      same(await records.put(system, 'acme', recordOf('k')), true, 'a new one');
    }),
  );

  it(
    'takes no id for a property of an object, nor for another id',
    withPart(async (records) => {
      const ids = [...PROTOTYPE_IDS, 'a%', 'a_', 'a*', "a';--", 'a/../b', '.', ' ', 'a ', 'A'];
      for (const id of ids) {
        same(await records.get(system, 'acme', 'dek', id), undefined, `${id} before`);
        same(await records.delete(system, 'acme', 'dek', id), false, `a delete of ${id} before`);
      }
      for (const id of ids) same(await records.put(system, 'acme', recordOf(id)), true, `a put of ${id}`);
      for (const id of ids) same(await records.get(system, 'acme', 'dek', id), recordOf(id), id);
      await records.put(system, 'acme', recordOf('x\ufffd'));
      for (const id of ['', 'x', 'x\ud800', 'x\udc00', 'x\u0000', 'x'.repeat(300)]) {
        same(await records.get(system, 'acme', 'dek', id), undefined, `the id ${JSON.stringify(id)}`);
        same(await records.delete(system, 'acme', 'dek', id), false, `a delete of ${JSON.stringify(id)}`);
      }
      same((await bodiesOf(records, 'acme')).length, ids.length + 1, 'how many there are');
    }),
  );

  it(
    'refuses a record that not every store could keep',
    withPart(async (records) => {
      for (const [what, change] of Object.entries(BROKEN)) {
        await refused(
          () => records.put(system, 'acme', recordOf('k', change)),
          'LOCALERT_INVALID_INPUT',
          what,
        );
      }
      same(await bodiesOf(records, 'acme'), [], 'what was kept');
    }),
  );

  it(
    'lists by id, page by page',
    withPart(async (records) => {
      const ids = Array.from({ length: 11 }, (_, index) => `k${index}`);
      for (const id of ids.toReversed()) await records.put(system, 'acme', recordOf(id));
      for (const limit of [1, 5, 11, 12]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await records.list(system, 'acme', 'dek', { limit, cursor });
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.cursor;
        } while (cursor !== undefined);
        same(seen, ids.toSorted(), `pages of ${limit}`);
      }
      for (const cursor of GARBAGE_CURSORS) {
        await refused(
          () => records.list(system, 'acme', 'dek', { cursor }),
          'LOCALERT_INVALID_INPUT',
          `the cursor ${cursor.slice(0, 20)}`,
        );
      }
    }),
  );

  itNeeding(test, options.reopen ? undefined : 'the records cannot be opened again')(
    'has everything when it is opened again',
    withPart(async (records) => {
      await records.put(system, 'acme', recordOf('k'));
      await records.put(system, 'acme', recordOf('gone'));
      await records.delete(system, 'acme', 'dek', 'gone');
      const again = await present(options.reopen, 'the suite’s `reopen`')(records);
      try {
        same((await again.list(system, 'acme', 'dek')).items, [recordOf('k')], 'the records');
      } finally {
        await close(again);
      }
    }),
  );
}
