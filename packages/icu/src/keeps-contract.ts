import type { ArgumentContract, ArgumentValues } from '@localert/core';
import { fits } from './contract.ts';
import { givesOwnValues, isInherited } from './own-values.ts';

/**
 * A contract as a predicate: true for the values in which `checkValues` finds no fault. Made once, it asks each alert
 * less.
 *
 * @example
 * ```ts
 * import { contractKeeper } from '@localert/icu';
 *
 * const keeps = contractKeeper({ count: { type: 'number' } });
 * keeps({ count: 3 }); // true
 * keeps({ count: '3' }); // false
 * ```
 */
export function contractKeeper(contract: ArgumentContract): (values: ArgumentValues) => boolean {
  const specs = Object.entries(contract);
  const inherited = specs.some(([argument]) => isInherited(argument));
  return (values) => {
    const own = !inherited && givesOwnValues(values);
    for (const [argument, { type }] of specs) {
      if (!own && !Object.hasOwn(values, argument)) return false;
      const value = values[argument];
      if (value === undefined || value === null || !fits(value, type)) return false;
    }
    let count = 0;
    // All of the contract is there, so one more is one too many: an inherited one too, which others will look at.
    for (const _ in values) count += 1;
    return count === specs.length;
  };
}
