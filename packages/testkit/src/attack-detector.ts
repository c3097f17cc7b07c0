import type { AttackHarness } from './attack-house.ts';
import { isQuick, PATIENCE_MS } from './attack-patience.ts';
import { itNeeding } from './test-api.ts';

const SIZE = 50_000;

/** Said again and again, these make a careless pattern look again and again. */
const UNITS: Readonly<Record<string, string>> = {
  letters: 'a',
  'at signs': 'a@',
  'dotted name': 'a.',
  digits: '4',
  'digits and blanks': '4111 ',
  'digits and dashes': '1-',
  'dotted numbers': '1.',
  colons: ':',
  'hex and colons': 'f:',
  'token heads': 'xoxb-',
  'service key heads': 'HRKU-',
  'jwt heads with dots': 'eyJ.',
  'jwt heads in one run': 'eyJ-',
  'key heads': '-----BEGIN PRIVATE KEY-----',
  'address heads': 'https://a:',
  'country codes': 'DE89',
  plus: '+1',
};

const repeated = (unit: string, size: number): string =>
  unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** Hostile texts of 50 KB for detectors of personal data, by what they are made of. */
export const SLOW_TEXTS: Readonly<Record<string, string>> = Object.fromEntries([
  ['letters and an at sign', `${'a'.repeat(SIZE - 1)}@`],
  ...Object.entries(UNITS).map(([name, unit]) => [name, repeated(unit, SIZE)] as const),
]);

/** How much more is looked at than 50 KB: what grows with the square then takes sixteen times as long. */
const MORE = 4;

/** Attack 10: texts that make the search for personal data slow. */
export function attackDetector({ test, options: { detect } }: AttackHarness): void {
  itNeeding(test, detect === undefined ? 'there is no detector' : undefined)(
    'attack 10: 50 KB of hostile text cost the detector no time, and four times as much no more than that (guard: linear patterns)',
    async () => {
      for (const [name, text] of Object.entries(SLOW_TEXTS)) {
        detect?.(text.slice(0, 1_000));
        await isQuick(() => detect?.(text), `${name}: the detector`);
        await isQuick(
          () => detect?.(text.repeat(MORE)),
          `${name}, ${MORE} times: the detector`,
          PATIENCE_MS * MORE,
        );
      }
    },
  );
}
