import { inspect } from 'node:util';
import { secret, tenantScope } from '@localert/core';
import { describe, expect, it, vi } from 'vitest';
import { apertium } from './apertium.ts';
import { deepL } from './deep-l.ts';
import { httpSettings } from './endpoint.ts';
import { huggingFace } from './hugging-face.ts';
import { libreTranslate } from './libre-translate.ts';
import { openAiCompatible } from './open-ai-compatible.ts';

const HIDDEN = 'hidden-host.test';
const faultOf = (make: () => unknown): unknown => {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
};

const settings = (address: string, more = {}) => httpSettings('x', { address, addressPath: 'url', ...more });

describe('an address', () => {
  it.each([
    'http://10.0.0.8:5000',
    'http://localhost.evil.test',
    'http://127.0.0.1.evil.test',
    'ftp://localhost',
    'file:///etc/passwd',
    'javascript:1',
    'https://user:secret@host.test',
    'https://host.test/?key=1',
    'https://host.test/#x',
    'host.test',
    '',
  ])('%s is refused, and not named', (address) => {
    const fault = faultOf(() => settings(address));
    expect(fault).toMatchObject({ code: 'LOCALERT_INVALID_INPUT', details: { issues: [{ path: 'url' }] } });
    if (address !== '') expect(inspect(fault, { depth: 9 })).not.toContain(address);
  });

  it('may be http on this machine, or where the host says so', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect(settings(`http://${host}:5000/`).base).toBe(`http://${host}:5000`);
    }
    expect(settings('http://10.0.0.8/v1//', { allowHttp: true }).base).toBe('http://10.0.0.8/v1');
  });
});

describe('options', () => {
  it.each([
    ['a name that is no word', () => settings('https://x.test', { name: 'A b' }), 'name'],
    ['no time', () => settings('https://x.test', { timeoutMs: 0 }), 'timeoutMs'],
    [
      'time without end',
      () => settings('https://x.test', { timeoutMs: Number.POSITIVE_INFINITY }),
      'timeoutMs',
    ],
    ['a key that is a string', () => deepL({ apiKey: 'key' as never }), 'apiKey'],
    ['no token', () => huggingFace({ model: 'a/b', languages: { from: [], to: [] } } as never), 'token'],
    [
      'a model that climbs',
      () => huggingFace({ model: '../x', token: secret('t'), languages: { from: [], to: [] } }),
      'model',
    ],
    ['no model', () => openAiCompatible({ baseUrl: 'https://x.test', model: '' }), 'model'],
    [
      'heat',
      () => openAiCompatible({ baseUrl: 'https://x.test', model: 'm', temperature: 3 }),
      'temperature',
    ],
    ['an address of Apertium', () => apertium({ url: `http://${HIDDEN}` }), 'url'],
    ['an address of LibreTranslate', () => libreTranslate({ url: `http://${HIDDEN}` }), 'url'],
  ])('%s is refused by its place', (_, make, path) => {
    const fault = faultOf(make);
    expect(fault).toMatchObject({ code: 'LOCALERT_INVALID_INPUT', details: { issues: [{ path }] } });
    expect(inspect(fault, { depth: 9 })).not.toContain(HIDDEN);
  });
});

describe('the global fetch', () => {
  it('is looked up at each call', async () => {
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json([]));
    const translator = libreTranslate({ url: 'https://x.test' });
    expect(await translator.supports?.('en', 'es')).toBe(false);
    expect(spy).toHaveBeenCalledTimes(1);
    spy.mockRestore();
  });

  it('is told to follow no redirect, and a redirect is refused', async () => {
    const translator = openAiCompatible({
      baseUrl: 'https://x.test',
      model: 'm',
      answerForm: 'text',
      fetch: async (_, { redirect }) => {
        expect(redirect).toBe('manual');
        return new Response(null, { status: 307, headers: { location: `https://${HIDDEN}` } });
      },
    });
    const request = {
      segments: [{ id: 'a', text: 'Disk full.' }],
      sourceLocale: 'en',
      targetLocale: 'es',
      context: {},
      glossary: [],
      examples: [],
      feedback: [],
    };
    const scope = tenantScope({ tenant: 'acme', actor: 'x', roles: [] });
    await expect(translator.translate(scope, request, {})).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_REFUSED',
      details: { status: 307 },
    });
  });
});
