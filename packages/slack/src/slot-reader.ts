import type { AlertSeverity, RenderProblem, TextSlot, UrlSlot } from '@localert/core';
import { escapeText } from './escape.ts';
import { plainWords } from './plain-words.ts';
import { SEVERITY_STYLES } from './severity-style.ts';
import { slackDate } from './slack-date.ts';
import { styleText } from './text-style.ts';
import { checkedUrl } from './url-slot.ts';

/** Which markup a text is for: `plain` shows no markup at all, `mrkdwn` is Slack's own, `markdown` the common one. */
export type TextTarget = 'mrkdwn' | 'plain' | 'markdown';

/** A moment, and its words for clients that cannot show dates. */
export interface Instant {
  /** Seconds since 1970, whole. */
  readonly seconds: number;
  /** In the reader's language and the tenant's time zone; not escaped. */
  readonly fallback: string;
}

/** What a layout's slots are filled from. */
export interface SlotSource {
  readonly severity: AlertSeverity;
  /** A message field, formatted and escaped for the target; `mrkdwn` will do for `plain`; `undefined` when there is none. */
  field(name: string, target: TextTarget): string | undefined;
  /** An argument's value as text, not escaped; `undefined` when it is missing. */
  argument(name: string): string | undefined;
  /** An argument that is an instant; `undefined` when it is missing or none. Only layouts with `date` slots ask. */
  instant?(name: string): Instant | undefined;
  /** An argument that is a list, as texts that are not escaped; `undefined` when it is missing or none. */
  list?(name: string): readonly string[] | undefined;
}

/** How a moment is shown where the layout does not say. */
export const DEFAULT_DATE_FORMAT = '{date_short_pretty} {time}';

/** Whether there is something to show. */
export const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Reads slots and keeps the list of what could not be read; each problem stands there once. */
export function slotReader(source: SlotSource) {
  const problems = new Map<string, RenderProblem>();
  const report = (problem: RenderProblem) =>
    void problems.set(`${problem.code}/${problem.field ?? ''}/${problem.argument ?? ''}`, problem);

  const moment = (name: string): Instant | undefined => {
    const found = source.instant?.(name);
    if (found === undefined) {
      report({
        code: source.argument(name) === undefined ? 'argument-missing' : 'argument-type',
        argument: name,
      });
    }
    return found;
  };

  const instant = (name: string, format = DEFAULT_DATE_FORMAT, target: TextTarget): string | undefined => {
    const found = moment(name);
    if (found === undefined) return undefined;
    // Slack's token counts from 1970; what was before is told in the tenant's zone.
    const plain = target === 'plain' || found.seconds < 0;
    return plain ? escapeText(found.fallback) : slackDate(found.seconds, format, found.fallback);
  };

  const raw = (slot: TextSlot, target: TextTarget): string | undefined => {
    if ('text' in slot) return escapeText(slot.text);
    if ('arg' in slot) {
      const value = source.argument(slot.arg);
      if (value === undefined) report({ code: 'argument-missing', argument: slot.arg });
      return value === undefined ? undefined : escapeText(value);
    }
    if ('date' in slot) return instant(slot.date, slot.format, target);
    const text = source.field(slot.field, target);
    if (text === undefined && !('optional' in slot && slot.optional)) {
      report({ code: 'message-missing', field: slot.field });
    }
    return text;
  };

  const text = (slot: TextSlot, target: TextTarget): string | undefined => {
    const words = raw(slot, target);
    if (!filled(words)) return undefined;
    const style = 'style' in slot ? slot.style : undefined;
    const styled = target === 'mrkdwn' ? styleText(words, style) : plainWords(words);
    return 'emoji' in slot && slot.emoji ? `${SEVERITY_STYLES[source.severity].emoji} ${styled}` : styled;
  };

  const url = (slot: UrlSlot): string | undefined => {
    const argument = 'arg' in slot ? slot.arg : undefined;
    const value = 'url' in slot ? slot.url : source.argument(slot.arg);
    if (value === undefined) {
      report(argument === undefined ? { code: 'url-refused' } : { code: 'argument-missing', argument });
      return undefined;
    }
    const checked = checkedUrl(value);
    if (checked === undefined)
      report(argument === undefined ? { code: 'url-refused' } : { code: 'url-refused', argument });
    return checked;
  };

  const list = (name: string): readonly string[] => {
    const items = source.list?.(name);
    if (items === undefined) {
      // A list has no text, so its absence has to be told from a value of another kind.
      report({
        code: source.argument(name) === undefined ? 'argument-missing' : 'argument-type',
        argument: name,
      });
    }
    return items ?? [];
  };

  return { report, raw, text, url, list, moment, problems: () => [...problems.values()] };
}

/** Reads the slots of one layout. */
export type SlotReader = ReturnType<typeof slotReader>;
