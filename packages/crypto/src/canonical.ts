import { createHash } from 'node:crypto';
import { byText } from '@localert/core';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function write(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => byText(left, right));
  return `{${members.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner)}`).join(',')}}`;
}

/**
 * The value as JSON text that is the same however its members are ordered: sorted by UTF-16 code units, without spaces,
 * numbers as ECMAScript writes them (RFC 8785 section 3.2). What JSON drops is dropped first.
 */
export const canonicalJson = (value: unknown): string => write(JSON.parse(JSON.stringify(value)) as Json);

/** SHA-256 of a text's UTF-8, base64url without padding. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64url');
