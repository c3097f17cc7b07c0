import { expect, test } from 'vitest';
import { createKept } from './kept.ts';

const value = (byte: number): Uint8Array => new Uint8Array([byte]);

test('what is forgotten while it is loaded is handed to who waits, and not remembered', async () => {
  const kept = createKept({});
  for (const name of ['one', undefined]) {
    let release: (loaded: Uint8Array) => void = () => undefined;
    const loading = kept.get(
      'acme',
      'one',
      () =>
        new Promise((done) => {
          release = done;
        }),
    );
    kept.forget('acme', name);
    release(value(1));
    expect(await loading).toEqual(value(1));
    expect(await kept.get('acme', 'one', async () => value(2))).toEqual(value(2));
    kept.forget('acme');
  }
  kept.forget('beta', 'never seen');
});

test('to forget one value keeps the others of the tenant', async () => {
  const kept = createKept({});
  for (const name of ['one', 'two']) await kept.get('acme', name, async () => value(1));
  kept.forget('acme', 'one');
  expect(kept.get('acme', 'one', async () => value(2))).toBeInstanceOf(Promise);
  expect(kept.get('acme', 'two', async () => value(2))).toEqual(value(1));
});

test('a load that fails late does not take away what came after it', async () => {
  const kept = createKept({});
  let fail: (error: Error) => void = () => undefined;
  const failing = kept.get(
    'acme',
    'one',
    () =>
      new Promise((_, refuse) => {
        fail = refuse;
      }),
  );
  kept.forget('acme', 'one');
  await kept.get('acme', 'one', async () => value(2));
  fail(new Error('too late'));
  await expect(failing).rejects.toThrow('too late');
  expect(kept.get('acme', 'one', async () => value(3))).toEqual(value(2));
});
