import type { Expression, NumberCall, NumberOptions, VariantKey } from '../form.ts';
import { CATEGORY_OPTIONS } from '../plural-category.ts';
import type { ConversionDifference } from './conversion.ts';
import { notConvertible } from './errors.ts';
import { relevantNumberOptions } from './icu-number-style.ts';
import { isIcuName } from './icu-text.ts';

const refuse = (feature: string): Error => notConvertible('icu', feature);

/** Options that decide a number's plural category, which a plural of MessageFormat 1 does not take. */
const DECIDING: ReadonlySet<string> = new Set([...CATEGORY_OPTIONS, 'notation', 'scale']);

/** An exact number of MessageFormat 1: whole, of at most 15 digits. */
const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;

function decides(options: NumberOptions, integer: boolean): boolean {
  const { style, ...relevant } = relevantNumberOptions(options);
  if (style === 'percent') return true;
  const names = Object.keys(relevant).filter((name) => DECIDING.has(name));
  return names.some((name) => !(integer && name === 'maximumFractionDigits'));
}

function pluralCall({ options, integer, add, select = 'cardinal' }: NumberCall): NumberCall {
  if (select === 'none') throw refuse('a choice by an amount of money or of a unit');
  if (decides(options, integer ?? false)) throw refuse('a plural of a number with these options');
  return {
    name: 'number',
    options: {},
    ...(add === undefined ? {} : { add }),
    exactBeforeAdd: true,
    select: select === 'ordinal' ? 'ordinal' : 'cardinal',
  };
}

/**
 * A selector of MessageFormat 1 for one whose local variables are resolved.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE
 */
export function icuSelector(selector: Expression, differences: Set<ConversionDifference>): Expression {
  const { call, operand } = selector;
  if (operand?.type !== 'argument') throw refuse('a choice by something that is no argument');
  if (call.name === 'number') {
    if (call.integer) differences.add('integer');
    return { operand, call: pluralCall(call) };
  }
  if (call.name !== 'string' && call.name !== 'plain') throw refuse('a choice by a function of its own');
  return { operand, call: { name: 'string' } };
}

/**
 * A key as the branches of MessageFormat 1 have it.
 *
 * @throws LOCALERT_MESSAGE_NOT_CONVERTIBLE
 */
export function icuKey(key: VariantKey, selector: Expression): VariantKey {
  const { call } = selector;
  if (key.kind === 'any' || key.kind === 'category') return key;
  if (call.name !== 'number') {
    if (!isIcuName(key.value)) throw refuse('a choice by a text that is no single word');
    return key;
  }
  if (!WHOLE.test(key.value)) throw refuse('a choice by a number that is not whole');
  return { kind: 'exact', value: String(Number(key.value) - (call.add ?? 0)) };
}
