import * as z from 'zod';

/** How urgent an alert is, most urgent first. */
export const ALERT_SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

export const alertSeveritySchema = z.enum(ALERT_SEVERITIES);

/** How urgent an alert is. */
export type AlertSeverity = z.infer<typeof alertSeveritySchema>;

/** The priority that an alert of this severity gets when the caller names none. Eight levels, 0 goes first. */
export const PRIORITY_OF_SEVERITY: Readonly<Record<AlertSeverity, number>> = Object.freeze({
  critical: 0,
  high: 2,
  medium: 4,
  low: 5,
  info: 6,
});

/** The least urgent priority. */
export const LOWEST_PRIORITY = 7;
