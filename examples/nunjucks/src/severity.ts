import type { AlertSeverity } from '@localert/core';
import { SEVERITY_STYLES } from '@localert/icu';
import type { Environment } from 'nunjucks';

const styleOf = (severity: unknown) => {
  const word = String(severity).trim().toLowerCase();
  return Object.hasOwn(SEVERITY_STYLES, word) ? SEVERITY_STYLES[word as AlertSeverity] : undefined;
};

/** `critical` → 🚨; nothing for what is no severity. */
const urgencyEmoji = (severity: unknown): string => styleOf(severity)?.emoji ?? '';

/** `critical` → `#a3001e`, the bar beside a message; nothing for what is no severity. */
const statusColor = (severity: unknown): string => styleOf(severity)?.color ?? '';

/** Both as filters and as functions: `{{ severity | urgency_emoji }}`, `{{ status_color(severity) }}`. */
export function addSeverity(environment: Environment): void {
  for (const [name, show] of [
    ['urgency_emoji', urgencyEmoji],
    ['status_color', statusColor],
  ] as const) {
    environment.addFilter(name, show);
    environment.addGlobal(name, show);
  }
}
