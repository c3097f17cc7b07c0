import type { AlertSeverity } from '@localert/core';
import { defineFunction } from '../custom-function.ts';
import { SEVERITY_STYLES } from './severity-style.ts';

/** Words of monitoring tools for how something is, and the severity that looks like it. */
const STATUSES: ReadonlyMap<string, AlertSeverity | 'good'> = new Map([
  ...(Object.keys(SEVERITY_STYLES) as AlertSeverity[]).map((word) => [word, word] as const),
  ...(['ok', 'up', 'healthy', 'resolved', 'recovered', 'success'] as const).map(
    (word) => [word, 'good'] as const,
  ),
  ...(['down', 'outage', 'firing', 'triggered'] as const).map((word) => [word, 'critical'] as const),
  ...(['error', 'failed', 'failure'] as const).map((word) => [word, 'high'] as const),
  ...(['warning', 'degraded'] as const).map((word) => [word, 'medium'] as const),
  ...(['acknowledged', 'investigating', 'running'] as const).map((word) => [word, 'low'] as const),
  ...(['unknown', 'pending', 'paused', 'skipped', 'maintenance'] as const).map(
    (word) => [word, 'info'] as const,
  ),
]);

/** Apart from the severities' colours in lightness too. */
const GOOD = '#2eb67d';

const wordOf = (value: string): string => value.trim().toLowerCase();

/** The word itself chooses, in whatever case it came. */
const select = (value: string, keys: readonly string[]): string | undefined => {
  const word = wordOf(value);
  return keys.find((key) => key.toLowerCase() === word);
};

/** `urgencyEmoji`: a severity as the emoji that Localert shows for it. */
export const urgencyEmoji = defineFunction({
  takes: 'text',
  sample: 'critical',
  format(value) {
    const word = wordOf(value);
    return Object.hasOwn(SEVERITY_STYLES, word) ? SEVERITY_STYLES[word as AlertSeverity].emoji : undefined;
  },
  select,
});

/** `statusColor`: a severity or status as `#rrggbb`. */
export const statusColor = defineFunction({
  takes: 'text',
  sample: 'critical',
  format(value) {
    const style = STATUSES.get(wordOf(value));
    return style === 'good' ? GOOD : style && SEVERITY_STYLES[style].color;
  },
  select,
});
