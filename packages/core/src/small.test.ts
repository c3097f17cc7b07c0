import { describe, expect, it, vi } from 'vitest';
import { type LocalertEvent, observers } from './observer.ts';
import { pageLimit } from './page.ts';
import { assertPort } from './port.ts';
import { ALERT_SEVERITIES, PRIORITY_OF_SEVERITY } from './severity.ts';
import { uuidV7 } from './uuid.ts';
import { visible } from './visible.ts';

describe('uuidV7', () => {
  it('has version and variant, and sorts by time', () => {
    const random = new Uint8Array(10).fill(255);
    const ids = [0, 1, 1_700_000_000_000, 2 ** 48 - 1].map((time) => uuidV7(time, random));
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
  });

  it('agrees with the example of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('takes random bytes of its own, for each id others, beyond one filling of its pool', () => {
    const ids = Array.from({ length: 1_000 }, () => uuidV7(5));
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^00000000-0005-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // Each of the bytes differs somewhere, but for the digits of version and variant.
    const columns = Array.from({ length: 36 }, (_, at) => new Set(ids.map((id) => id[at])).size);
    expect(columns.slice(15).filter((digits) => digits < 4)).toEqual([1, 1]);
  });
});

describe('visible', () => {
  it('makes one safe line', () => {
    expect(visible('a\r\n\u001b[0m\u202e\u200bé漢')).toBe(
      'a\\u{000d}\\u{000a}\\u{001b}[0m\\u{202e}\\u{200b}é漢',
    );
    expect(visible('x'.repeat(200), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});

describe('observers', () => {
  it('keeps what an async one rejects with', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    observers([async () => Promise.reject(new Error('mine'))])({ type: 'dispatcher.failed', code: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('tells each, whatever another throws', () => {
    const second = vi.fn();
    const event: LocalertEvent = { type: 'dispatcher.failed', code: 'x' };
    observers([
      () => {
        throw new Error('mine');
      },
      second,
    ])(event);
    expect(second).toHaveBeenCalledWith(event);
  });
});

describe('pageLimit', () => {
  it.each([
    [undefined, 50],
    [0, 1],
    [-5, 1],
    [7.9, 7],
    [5_000, 1_000],
    [Number.NaN, 1],
  ])('%s → %s', (limit, expected) => {
    expect(pageLimit(limit)).toBe(expected);
  });
});

describe('assertPort', () => {
  it('refuses another contract, or none', () => {
    expect(() => assertPort('store', { spec: 'localert.store/1' }, 'localert.store/1')).not.toThrow();
    for (const wrong of [{ spec: 'localert.store/2' }, {}, undefined, null]) {
      expect(() => assertPort('store', wrong, 'localert.store/1')).toThrowError(
        expect.objectContaining({ code: 'LOCALERT_PORT_MISMATCH' }),
      );
    }
    expect(() => assertPort('store', undefined, 'localert.store/1')).toThrowError(
      'No store was handed in: what is there has no spec, and "localert.store/1" is wanted.',
    );
    expect(() => assertPort('store', { spec: 'localert.store/2' }, 'localert.store/1')).toThrowError(
      'The store speaks "localert.store/2", this program "localert.store/1"',
    );
  });
});

describe('severities', () => {
  it('go out in their order', () => {
    const priorities = ALERT_SEVERITIES.map((severity) => PRIORITY_OF_SEVERITY[severity]);
    expect([...priorities].sort((a, b) => a - b)).toEqual(priorities);
  });
});
