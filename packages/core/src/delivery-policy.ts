import * as z from 'zod';
import { fixtureIdSchema } from './fixture.ts';
import { type AlertSeverity, alertSeveritySchema } from './severity.ts';

/** A day of the week, as policies name it. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A day of the week, as policies name it. */
export type Weekday = (typeof WEEKDAYS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTH_MS = 30 * DAY_MS;

const name = z.string().min(1).max(200);
const severities = z.array(alertSeveritySchema).min(1).max(5);
const ms = (most: number) => z.int().min(1).max(most);

const destinationSchema = z.strictObject({
  channel: name.optional(),
  workspace: name.optional(),
  thread: name.optional(),
});

/** Most places that one alert goes to. */
const MAX_PLACES = 5;

const routeSchema = z.strictObject({
  /** What `explain` calls it; default: its place in the list. */
  name: name.optional(),
  /** What an alert must be for the rule: all of it. Nothing matches every alert. */
  when: z
    .strictObject({
      severities: severities.optional(),
      fixtures: z.array(fixtureIdSchema).min(1).max(200).optional(),
      /** Labels that the fixture must have, with these values. */
      labels: z.record(z.string().min(1).max(200), z.string().max(200)).optional(),
    })
    .default({}),
  /** One message goes to each. */
  to: z.array(destinationSchema).min(1).max(MAX_PLACES),
  /** Where a message goes whose destination refuses it for good. */
  fallback: destinationSchema.optional(),
});

/** A rule that says where alerts go. */
export type Route = z.output<typeof routeSchema>;

const escalationSchema = z.strictObject({
  /** Milliseconds after the alert; at most 30 days. */
  afterMs: ms(MONTH_MS),
  destination: destinationSchema,
});

/** Where an alert goes too, when nobody has acknowledged it by then. */
export type Escalation = z.output<typeof escalationSchema>;

export const escalationsSchema = z.array(escalationSchema).max(10);

/** A time of day on the wall, in minutes from midnight. */
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "22:00"');

const quietHoursSchema = z
  .strictObject({
    /** On the clocks of the tenant's time zone. */
    from: clockSchema,
    /** The first moment that is not quiet; before `from` it is on the next day. */
    to: clockSchema,
    /** Days on which quiet hours begin; default: every day. */
    days: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional(),
    /** What goes out all the same. */
    passes: z.array(alertSeveritySchema).max(5).default(['critical', 'high']),
  })
  .refine(({ from, to }) => minutesOf(from) !== minutesOf(to), 'two different times of day');

/** When alerts wait. */
export type QuietHours = z.output<typeof quietHoursSchema>;

const floodSchema = z.strictObject({
  /** What is counted together: alerts of one fixture, of one group (a channel), or all of the tenant. */
  per: z.enum(['fixture', 'channel', 'tenant']),
  /** So many go out as they are in each window. */
  most: z.int().min(1).max(1_000_000),
  /** Milliseconds, at most a day. Windows begin at whole multiples of it since 1970, so that all processes have the same. */
  withinMs: ms(DAY_MS),
  /** What is never gathered. */
  passes: z.array(alertSeveritySchema).max(5).default(['critical']),
});

/** How many alerts go out one by one. */
export type FloodPolicy = z.output<typeof floodSchema>;

const objectivesSchema = z.strictObject({
  /** An alert in good time is accepted by the other side within so many milliseconds of its enqueue; 99 in 100 are to be. */
  acceptedMs: ms(DAY_MS),
  /** The share of alerts that are to arrive, for example 0.999. */
  successRate: z.number().min(0.5).max(0.99999),
  /** What the budget is for; default 30 days. */
  windowMs: z
    .int()
    .min(HOUR_MS)
    .max(90 * DAY_MS)
    .default(MONTH_MS),
  /** Fewer alerts than these in a window prove nothing. */
  minAlerts: z.int().min(1).max(1_000_000).default(10),
});

/** What a tenant was promised of delivery. */
export type DeliveryObjectives = z.output<typeof objectivesSchema>;

export const deliveryPolicySchema = z.strictObject({
  /** The first that matches says where an alert goes that names no destination itself. */
  routes: z.array(routeSchema).max(100).default([]),
  /** For alerts of incidents that name none themselves. */
  escalate: escalationsSchema.default([]),
  quietHours: quietHoursSchema.optional(),
  /** Every rule counts; the first whose window is full gathers the alert. */
  flood: z.array(floodSchema).max(10).default([]),
  /** Milliseconds from the enqueue after which nobody wants to read an alert of the severity; at most 30 days. */
  expireAfterMs: z.partialRecord(alertSeveritySchema, ms(MONTH_MS)).default({}),
  /** How it is told that duplicates were not sent, when their window is over. */
  digest: z.enum(['reply', 'update', 'off']).default('reply'),
  objectives: objectivesSchema.optional(),
});

/** How a tenant's alerts are delivered: where, when, how many of them, and what was promised. */
export type DeliveryPolicy = z.output<typeof deliveryPolicySchema>;

/** What a rule is asked about. */
export interface Routable {
  readonly fixture: string;
  readonly severity: AlertSeverity;
  readonly labels: { readonly [label: string]: string };
}

/** A rule that matched. */
export interface MatchedRoute {
  /** Its place in the list, from 0. */
  readonly index: number;
  readonly route: Route;
}

/**
 * The first rule that matches an alert.
 *
 * @example
 * ```ts
 * import { matchRoute } from '@localert/core';
 *
 * const routes = [{ when: { labels: { team: 'player' } }, to: [{ channel: '#player' }] }];
 * matchRoute(routes, { fixture: 'stall', severity: 'high', labels: { team: 'player' } })?.index; // 0
 * ```
 */
export function matchRoute(routes: readonly Route[], asked: Routable): MatchedRoute | undefined {
  const index = routes.findIndex(
    ({ when: { severities: of, fixtures, labels = {} } }) =>
      (of === undefined || of.includes(asked.severity)) &&
      (fixtures === undefined || fixtures.includes(asked.fixture)) &&
      Object.entries(labels).every(
        ([label, value]) => Object.hasOwn(asked.labels, label) && asked.labels[label] === value,
      ),
  );
  const route = routes[index];
  return route && { index, route };
}
