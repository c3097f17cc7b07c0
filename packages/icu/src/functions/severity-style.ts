import type { AlertSeverity } from '@localert/core';

/** How a severity looks. */
export interface SeverityStyle {
  /** Unicode, so that it is right in notifications and plain text too. */
  readonly emoji: string;
  /** `#rrggbb` of the bar beside the message. */
  readonly color: string;
}

/**
 * Emoji and colour of each severity. The five emoji differ in shape or lightness, not in hue alone, and the five
 * colours stay apart for people who see red and green alike.
 */
export const SEVERITY_STYLES: Readonly<Record<AlertSeverity, SeverityStyle>> = Object.freeze({
  critical: Object.freeze({ emoji: '🚨', color: '#a3001e' }),
  high: Object.freeze({ emoji: '🔴', color: '#e8590c' }),
  medium: Object.freeze({ emoji: '🟡', color: '#f2c744' }),
  low: Object.freeze({ emoji: '🔵', color: '#2f80ed' }),
  info: Object.freeze({ emoji: 'ℹ️', color: '#8a94a6' }),
});
