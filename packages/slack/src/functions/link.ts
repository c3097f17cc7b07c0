import { defineFunction, markup, textOption } from '@localert/icu';
import { escapeFor, escapeText } from '../escape.ts';
import { checkedUrl } from '../url-slot.ts';

/** Longest label, in UTF-16 code units: links are words, not texts. */
const MAX_LABEL = 300;

/** A canonical address may hold a bar, which would end it here. */
const escapeAddress = (url: string): string => escapeText(url).replaceAll('|', '%7C');

/**
 * `link`: an address as a link with its label, or as it is. Only absolute http and https addresses without a user name
 * become links; for another one the label stands alone, or the text of the address, and the value is a fault.
 *
 * Token: Slack, "Formatting message text", "Linking to URLs".
 */
export const link = defineFunction({
  takes: 'text',
  sample: 'https://example.com/runbook',
  options: { label: textOption },
  style: 'label',
  format(value, { label = '' }, { fault }) {
    const words = label.trim().slice(0, MAX_LABEL);
    const url = checkedUrl(value);
    if (url === undefined) {
      fault();
      return words === '' ? value : words;
    }
    if (words === '') return markup(`<${escapeAddress(url)}>`, url);
    return markup(`<${escapeAddress(url)}|${escapeFor('label')(words)}>`, words);
  },
});
