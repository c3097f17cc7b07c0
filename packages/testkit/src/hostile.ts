import { tenantScope } from '@localert/core';
import { isTrue } from './assertions.ts';
import { unsafeScope } from './unsafe-scope.ts';

/** Tenants that a prefix, a pattern or an unquoted name would mix up. */
export const RIVAL_TENANTS = [
  'a',
  'a-2',
  'a_2',
  'a2',
  'a*',
  'a%',
  'a:b',
  'A',
  "a';--",
  'a/../b',
  '__proto__',
  'constructor',
] as const;

/** The scope of a tenant, by way of core's rule or past it. */
export function anyScope(tenant: string) {
  return /^[a-z0-9][a-z0-9_-]*$/.test(tenant) && tenant !== 'constructor'
    ? tenantScope({ tenant, actor: 'test:suite', roles: ['admin'] })
    : unsafeScope(tenant);
}

/** Ids that reach a prototype when they are used as keys of a plain object. */
export const PROTOTYPE_IDS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'] as const;

/** Texts that databases, drivers and encodings like to change. */
export const HOSTILE_TEXTS = {
  nul: 'before\u0000after',
  lone_high: 'x\ud800y',
  lone_low: 'x\udc00y',
  swapped_pair: '\udc00\ud800',
  astral: '👩‍👩‍👧‍👦 𝒜',
  bidi: '\u202eright to left\u202c',
  separators: 'a\u2028b\u2029c\r\nd\te',
  combining: 'e\u0301 versus \u00e9',
  noncharacter: '\uffff\ufffe\ufeff',
  quotes: `'"\`\\ %_ $1 :a ?1 --`,
  empty: '',
} as const;

/** What no list ever gave as a cursor. */
export const GARBAGE_CURSORS = [
  '',
  ' ',
  'x',
  '{}',
  'null',
  '0',
  'bnVsbA',
  'W10',
  'e30',
  "' OR 1=1 --",
  '\u0000',
  'A'.repeat(5_000),
];

/** Remembers what `Object.prototype` has, and fails later when it has something else. */
export function watchPrototype(): () => void {
  const names = () => Reflect.ownKeys(Object.prototype).map(String).sort().join(' ');
  const before = names();
  return () => isTrue(names() === before, 'Object.prototype was changed');
}
