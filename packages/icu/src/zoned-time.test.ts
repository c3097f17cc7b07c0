import { describe, expect, it } from 'vitest';
import { instantOf } from './zoned-time.ts';

const at = (wall: string, zone: string) => new Date(instantOf(Date.parse(`${wall}Z`), zone)).toISOString();

describe('the instant of a wall clock', () => {
  it.each([
    ['2026-01-15T12:00', 'Europe/Madrid', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00', 'Europe/Madrid', '2026-07-15T10:00:00.000Z'],
    ['2026-01-15T12:00', 'Asia/Kathmandu', '2026-01-15T06:15:00.000Z'],
    ['2026-01-15T00:00', 'Pacific/Kiritimati', '2026-01-14T10:00:00.000Z'],
    ['2026-01-15T23:59', 'Pacific/Pago_Pago', '2026-01-16T10:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
    ['0050-06-01T12:00', 'UTC', '0050-06-01T12:00:00.000Z'],
    ['-000044-03-15T12:00', 'UTC', '-000044-03-15T12:00:00.000Z'],
    ['1969-12-31T23:59:59.500', 'UTC', '1969-12-31T23:59:59.500Z'],
  ])('%s in %s', (wall, zone, expected) => {
    expect(at(wall, zone)).toBe(expected);
  });

  it('exists in the hour that a zone skips or repeats', () => {
    expect(at('2026-03-29T02:30', 'Europe/Madrid')).toMatch(/^2026-03-29T0[01]:30/);
    expect(at('2026-10-25T02:30', 'Europe/Madrid')).toMatch(/^2026-10-25T0[01]:30/);
    expect(instantOf(Number.NaN, 'UTC')).toBeNaN();
  });
});
