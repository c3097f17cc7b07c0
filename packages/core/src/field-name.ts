import * as z from 'zod';

/** Names that would reach a prototype when used as a key. */
const UNSAFE = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'toLocaleString',
  'isPrototypeOf',
  'propertyIsEnumerable',
]);

/** The name of a message field or of an argument: a letter, then letters, digits and `_`; at most 64. */
export const fieldNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    'a name of 1 to 64 letters, digits and "_" that starts with a letter',
  )
  .refine((name) => !UNSAFE.has(name), 'this name is reserved by JavaScript');
