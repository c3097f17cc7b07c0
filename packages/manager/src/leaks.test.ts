import { afterEach, describe, expect, it, vi } from 'vitest';
import { FAULTS, printed } from '../test/canary.ts';
import { open } from '../test/house.ts';
import { leakHouse } from '../test/leak-house.ts';
import { AT_ONCE, REACHED } from '../test/leak-ports.ts';

/** Every method, with an error at once and later, and with what is no error. */
const cases = REACHED.flatMap(([port, method]) => {
  const onlyAtOnce = AT_ONCE.has(`${port}.${method}`);
  return [
    [port, method, 'an error', true] as const,
    ...(onlyAtOnce ? [] : [[port, method, 'an error', false] as const]),
    [port, method, 'a text', onlyAtOnce] as const,
  ];
});

describe('nothing leaks (attack 25)', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(cases)('when %s.%s fails with %s (at once: %s)', async (port, method, name, atOnce) => {
    const logs = [
      ...(['debug', 'log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level)),
      vi.spyOn(process, 'emitWarning'),
    ];
    const fault = FAULTS[name];
    const house = await leakHouse({ port, method, fault, atOnce });
    const { errors, hits, traces } = await house.begin();
    // Else nothing would be proved.
    expect(hits).toBeGreaterThan(0);
    for (const error of errors) {
      expect(printed(error)).not.toContain('CANARY');
      expect(error).toMatchObject({ code: expect.stringMatching(/^LOCALERT_/) });
    }
    expect(JSON.stringify(traces)).not.toContain('CANARY');
    expect(JSON.stringify(logs.flatMap(({ mock }) => mock.calls))).not.toContain('CANARY');
  });
});

describe('one event, one line (attack 21)', () => {
  it('whatever stands in names', async () => {
    const { acme, alerts, events } = await open();
    const hostile = 'a\r\nINJECTED\u001b[2J\u202e';
    const errors: unknown[] = [];
    for (const call of [
      () => acme.untyped.send(hostile),
      () => acme.status(hostile),
      () => acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } }, [hostile]: 1 } as never),
      () =>
        acme.create('x', { baseLocale: 'en', locales: { en: { title: 'x' } }, severity: hostile as never }),
      () => acme.create('x', { baseLocale: 'en', locales: { en: { title: `{${hostile}` } } }),
      () => acme.override('playback_failure', hostile, {}),
    ]) {
      await call().catch((error: unknown) => errors.push(error));
    }
    expect(errors).toHaveLength(6);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    for (const error of errors) expect((error as Error).message).not.toMatch(/[\r\n\u001b\u202e]/);
    for (const event of events) expect(JSON.stringify(event)).not.toContain('\u202e');
    expect(() => alerts.forTenant('acme', { actor: hostile })).toThrowError(/actor/);
    await alerts.close();
  });
});
