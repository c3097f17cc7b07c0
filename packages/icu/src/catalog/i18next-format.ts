import type { FunctionCall, NumberOptions } from '../form.ts';
import { notConvertible } from './errors.ts';
import { relevantNumberOptions } from './icu-number-style.ts';

type Bag = Record<string, string | number | boolean>;

/** A format of i18next: a name, and options in parentheses. */
const FORMAT = /^([^()]+)(?:\(([^()]*)\))?$/;

/** `style: currency; currency: EUR`, read as i18next reads it. */
function optionsOf(text: string): Bag {
  const bag: Bag = {};
  for (const option of text.split(';')) {
    const [name = '', ...rest] = option.split(':');
    const value = rest
      .join(':')
      .trim()
      .replace(/^'+|'+$/g, '');
    if (name.trim() === '') continue;
    if (value === 'true' || value === 'false') bag[name.trim()] = value === 'true';
    else bag[name.trim()] = value !== '' && !Number.isNaN(Number(value)) ? Number.parseInt(value, 10) : value;
  }
  return bag;
}

function currencyOptions(text: string): NumberOptions {
  const bag = text.includes(':') ? optionsOf(text) : { currency: text.trim() };
  return { ...bag, style: 'currency' };
}

/** Days as digits is what Intl shows when nothing is asked for. */
const DEFAULT_DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' };

/**
 * What a format of i18next (its built-in ones, and functions of the host) does to a value.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for chains of formats, relative times and lists
 */
export function callOfFormat(format: string, functions: ReadonlySet<string>): FunctionCall {
  const [, given = '', text = ''] = FORMAT.exec(format) ?? [];
  const name = given.trim();
  if (functions.has(name) && text === '') return { name: 'custom', function: name, options: {} };
  const word = name.toLowerCase();
  if (word === 'number') return { name: 'number', options: relevantNumberOptions(optionsOf(text)) };
  if (word === 'currency') return { name: 'number', options: relevantNumberOptions(currencyOptions(text)) };
  if (word === 'datetime') {
    const options = optionsOf(text) as Intl.DateTimeFormatOptions;
    return { name: 'date', options: Object.keys(options).length > 0 ? options : DEFAULT_DATE };
  }
  throw notConvertible('icu', 'this format of a placeholder of i18next');
}

function optionText(options: object): string {
  const texts = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`);
  return texts.length > 0 ? `(${texts.join('; ')})` : '';
}

/**
 * The format of i18next for a call; empty for a plain value.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE for offsets, scales, and custom functions with a style
 */
export function formatOfCall(call: FunctionCall): string {
  if (call.name === 'plain') return '';
  if (call.name === 'date') return `datetime${optionText(call.options)}`;
  if (call.name === 'custom') {
    if (Object.keys(call.options).length > 0 || /[(){},]/.test(call.function)) {
      throw notConvertible('i18next', 'a function with a style');
    }
    return call.function;
  }
  if (call.name !== 'number' || call.add !== undefined)
    throw notConvertible('i18next', 'an offset of a plural');
  const options = relevantNumberOptions(call.options);
  if (options.scale !== undefined) throw notConvertible('i18next', 'a scale of a number');
  return `number${optionText(options)}`;
}
