import type { ArgumentValues, Locale } from '@localert/core';
import { jsonText, type ValueFault } from '@localert/icu';
import { argumentText } from './argument-text.ts';
import type { CompiledField } from './bundle.ts';
import { escapeFor, escapeText, wellFormed } from './escape.ts';
import { argumentInstant } from './instant.ts';
import { checkedUrl } from './url-slot.ts';

/** What a source gives: a message field, an argument as text, address or as it is, a moment's words or seconds. */
export type SourceKind = 'field' | 'text' | 'url' | 'raw' | 'instant' | 'seconds';

/** Reads one text as it stands between the quotes of a JSON string; `undefined` when there is none to show. */
export type JsonSource = (
  values: ArgumentValues,
  report: (fault: ValueFault) => void,
  now: number | undefined,
) => string | undefined;

const encoded = (text: string | undefined, escaped: (text: string) => string): string | undefined =>
  text === undefined ? undefined : jsonText(escaped(text));

/** Makes a source; the same rules as a layout's slots have. */
export function sourceOf(
  kind: SourceKind,
  name: string,
  field: CompiledField | undefined,
  locale: Locale,
  timeZone: string,
): JsonSource {
  const argument = (values: ArgumentValues) => argumentText(values, name);
  const instant = (values: ArgumentValues) => {
    const found = argumentInstant(values, name, locale, timeZone);
    // Slack's tokens count from 1970; what was before is shown in another way.
    return found && found.seconds >= 0 ? found : undefined;
  };
  switch (kind) {
    case 'field':
      return (values, report, now) => field?.renderJson(values, report, now);
    case 'text':
      return (values) => encoded(argument(values), escapeText);
    case 'url':
      return (values) => {
        const value = argument(values);
        return value === undefined ? undefined : encoded(checkedUrl(value), String);
      };
    case 'raw':
      return (values) => encoded(argument(values), wellFormed);
    case 'instant':
      return (values) => encoded(instant(values)?.fallback, escapeFor('label'));
    case 'seconds':
      return (values) => instant(values)?.seconds.toString();
  }
}
