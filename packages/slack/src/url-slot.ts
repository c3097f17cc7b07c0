import { SLACK_LIMITS } from './limits.ts';

/**
 * An address that may stand on a button or picture: absolute, http or https, without a user name (which could pose as
 * the host), within Slack's size.
 *
 * @returns the address in its canonical spelling, or `undefined` when it is refused
 */
export function checkedUrl(value: string): string | undefined {
  const trimmed = value.trim();
  if (trimmed.length > SLACK_LIMITS.url || !/^https?:\/\//i.test(trimmed)) return undefined;
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (url.username !== '' || url.password !== '' || url.href.length > SLACK_LIMITS.url) return undefined;
  return url.href;
}
