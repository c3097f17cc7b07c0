/**
 * A setup file of tests that run without code from text. That V8 refuses it is checked here, so that a renamed flag
 * cannot turn the run into one that proves nothing; what our own sources try and swallow is found by name.
 */
import { compileFunction } from 'node:vm';
import { afterAll, expect } from 'vitest';

const ours = /\/packages\/[^/]+\/src\/(?!\S*\.test\.ts)/;
/** Vitest reads its snapshot files by `new Function`; nobody else may. */
const snapshots = /evaluateSnapshotFile .*\/node_modules\/vitest\//;
const Original = globalThis.Function;
const tried: string[] = [];

// biome-ignore lint/security/noGlobalEval: it must not work
expect(() => globalThis.eval('1')).toThrow(EvalError);
expect(() => new Original('return 1')).toThrow(EvalError);

globalThis.Function = new Proxy(Original, {
  construct(target, parameters: string[], newTarget) {
    // The frame that called: two lines below the message and this trap.
    const caller = new Error('here').stack?.split('\n')[2] ?? '';
    if (snapshots.test(caller)) return compileFunction(parameters.at(-1) ?? '', parameters.slice(0, -1));
    if (ours.test(caller)) tried.push(caller.trim());
    return Reflect.construct(target, parameters, newTarget);
  },
});

afterAll(() => {
  expect(tried).toEqual([]);
});
