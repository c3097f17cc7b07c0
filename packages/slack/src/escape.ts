import type { Escaper } from '@localert/icu';

/**
 * Where in a Slack text an argument's value stands; `undefined` is ordinary text, the only place where markup of a
 * function stays markup. `brackets`: between `<` and `>` that make no token.
 */
export type TextZone = 'url' | 'label' | 'code' | 'brackets';

const SPECIAL = /[&<>\ud800-\udfff]/;

/** JSON with a lone surrogate is refused by strict parsers, so it becomes U+FFFD. */
export const wellFormed = (text: string): string => text.toWellFormed();

/**
 * Escapes a text for mrkdwn and plain_text: `&` first, then `<` and `>`, once (Slack: "Formatting message text",
 * "Escaping text"). Escaping an escaped text again would show its entities.
 *
 * @returns text that Slack shows exactly as given, which can neither mention nor link
 *
 * @example
 * ```ts
 * import { escapeText } from '@localert/slack';
 *
 * escapeText('<!channel> R&D'); // '&lt;!channel&gt; R&amp;D'
 * ```
 */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  let escaped = wellFormed(text);
  // Most have one of them: to look first is cheaper than to replace nothing.
  if (escaped.includes('&')) escaped = escaped.replaceAll('&', '&amp;');
  if (escaped.includes('<')) escaped = escaped.replaceAll('<', '&lt;');
  return escaped.includes('>') ? escaped.replaceAll('>', '&gt;') : escaped;
}

/**
 * What may stand in a URL as it is (RFC 3986 section 2), without `@`: behind a host it would turn that host into
 * a user name. A `%` stays only where it begins an escape.
 */
const NOT_URL = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?#[\]!$&'()*+,;=%]/gu;

/** A value as part of the address in `<address|label>`: it cannot end the address, the link or the host. */
const escapeUrlPart = (value: string): string =>
  wellFormed(value).replace(NOT_URL, encodeURIComponent).replaceAll('&', '&amp;');

/** A line break would break the link, so it becomes a space. */
const escapeLabel = (value: string): string => escapeText(value.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' '));

/** U+02CB looks like a backtick and ends no code. */
const escapeCode = (value: string): string => escapeText(value.replaceAll('`', '\u02cb'));

/**
 * Escapes an argument's value for the place where it stands.
 *
 * @param zone - `url`: the address of a link · `label`: the words of a link · `code`: between backticks ·
 *   `undefined` and `brackets`: ordinary mrkdwn or plain text
 *
 * @example
 * ```ts
 * import { escapeFor } from '@localert/slack';
 *
 * escapeFor('url')('a|b c'); // 'a%7Cb%20c'
 * ```
 */
export function escapeFor(zone: TextZone | undefined): (value: string) => string {
  if (zone === 'url') return escapeUrlPart;
  if (zone === 'label') return escapeLabel;
  if (zone === 'code') return escapeCode;
  return escapeText;
}

/** What each zone's function may change; the rest is never handed to it. */
const SPECIAL_IN: Readonly<Record<TextZone, RegExp>> = {
  url: /[^A-Za-z0-9\-._~:/?#[\]!$'()*+,;=]/,
  label: /[&<>\r\n\u2028\u2029\ud800-\udfff]/,
  code: /[&<>`\ud800-\udfff]/,
  brackets: SPECIAL,
};

const isZone = (zone: string | undefined): zone is TextZone =>
  zone !== undefined && Object.hasOwn(SPECIAL_IN, zone);

/** {@link escapeFor} as `@localert/icu` calls it. */
export const slackEscaper: Escaper = Object.freeze({
  escape: (text: string, zone: string | undefined) => escapeFor(isZone(zone) ? zone : undefined)(text),
  special: (zone: string | undefined) => (isZone(zone) ? SPECIAL_IN[zone] : SPECIAL),
});
