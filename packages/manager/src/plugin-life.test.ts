import { NotFoundError } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import { definePlugin } from './index.ts';

describe('the life of plugins', () => {
  const failing = (step: 'setup' | 'close', fault: unknown = new Error('xoxb-secret')) =>
    definePlugin({ name: 'careless', [step]: () => Promise.reject(fault) });

  it('does not begin when one cannot; what it threw does not show', async () => {
    const error: unknown = await open({ plugins: [failing('setup')] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'LOCALERT_PLUGIN_FAILED',
      details: { plugin: 'careless', step: 'setup' },
      cause: { name: 'Error' },
    });
    expect(JSON.stringify(error)).not.toContain('xoxb');
  });

  it('lets our own errors through', async () => {
    const own = new NotFoundError({ kind: 'tenant', id: 'x' });
    expect(await codeOf(open({ plugins: [failing('setup', own)] }))).toBe('LOCALERT_NOT_FOUND');
  });

  it('ends with everything closed, whatever one of them throws', async () => {
    const closed: string[] = [];
    const memory = memoryStore();
    const store = {
      ...memory,
      close: async () => {
        closed.push('store');
        await memory.close();
      },
    };
    const other = definePlugin({ name: 'other', close: () => void closed.push('other') });
    const { alerts } = await open({ store, plugins: [failing('close'), other] });
    expect(await codeOf(alerts.close())).toBe('LOCALERT_PLUGIN_FAILED');
    expect(closed).toEqual(['other', 'store']);
  });
});
