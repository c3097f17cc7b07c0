import type { ArgumentContract } from '@localert/core';
import {
  compileForm,
  contractOf,
  coveringValues,
  type MessageForm,
  parseForm,
  worstCaseValues,
} from '@localert/icu';
import { escapeFor, markSlackText, SLACK_LIMITS, slackFunctions, type TextZone } from '@localert/slack';
import type { Report } from './report.ts';

/** A place in a Slack message that has a limit of its own. */
export type SlackPlace =
  | 'text'
  | 'header'
  | 'sectionText'
  | 'fieldText'
  | 'contextText'
  | 'buttonText'
  | 'altText'
  | 'imageTitle';

/** Where in Slack a text goes. */
export interface SlackSlot {
  /** Takes the limit of that place. */
  readonly place?: SlackPlace;
  /** Longest text, in UTF-16 units of what is sent; the shorter of the two counts. */
  readonly maxLength?: number;
  /** How long the values of arguments get, and their types: the contract of the fixture. */
  readonly contract?: ArgumentContract;
  /** Whether Slack reads it as mrkdwn, where `&`, `<` and `>` of values are escaped; default `true`. */
  readonly mrkdwn?: boolean;
}

/** Most value sets that a message is rendered with. */
const MAX_RENDERS = 32;

/** The limit that holds for a slot; `undefined` for none. */
export function limitOf({ place, maxLength }: SlackSlot): number | undefined {
  const limits = [place === undefined ? undefined : SLACK_LIMITS[place], maxLength].filter(
    (limit) => limit !== undefined,
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function longest(form: MessageForm, slot: SlackSlot, locale: string): number {
  const contract = { ...contractOf([form]).contract, ...slot.contract };
  const marked = slot.mrkdwn === false ? form : markSlackText(form);
  const render = compileForm(marked, {
    locale,
    timeZone: 'UTC',
    functions: slackFunctions,
    escape: (text, zone) => (slot.mrkdwn === false ? text : escapeFor(zone as TextZone | undefined)(text)),
  });
  const fill = worstCaseValues(contract);
  const sets = [fill, ...coveringValues([form], contract, { locale, fill, limit: MAX_RENDERS })];
  return Math.max(...sets.map((values) => render(values, () => undefined).length));
}

/** Holds a translation against the limit of its place in Slack, with the longest values in every branch. */
export function checkSlackLimit(
  target: string,
  syntax: 'icu' | 'mf2',
  slot: SlackSlot,
  locale: string,
  report: Report,
): void {
  const limit = limitOf(slot);
  if (limit === undefined) return;
  let length: number;
  try {
    length = longest(parseForm(target, syntax, { lenient: true, functions: slackFunctions }), slot, locale);
  } catch {
    // What cannot be read or rendered has a finding of its own; its own length still counts.
    length = target.length;
  }
  if (length <= limit) return;
  report.add('slack-limit', {
    message: `With the longest values the text has ${length} UTF-16 units and its place in Slack takes ${limit}; shorten it.`,
  });
}
