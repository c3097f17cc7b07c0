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
