import { visible } from '@localert/core';

/** What TypeScript takes as a name without quotes; others are quoted, which is always right. */
const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A text as a TypeScript string literal. */
export function quoted(text: string): string {
  const inside = text.replace(/[\\']/g, '\\$&');
  // `visible` writes `\u{…}`, which is an escape in a literal too.
  return `'${visible(inside, inside.length)}'`;
}

/** A name as a property of an interface. */
export function propertyName(name: string): string {
  return NAME.test(name) ? name : quoted(name);
}

/** `disk_full` → `DiskFull`. */
function pascalCase(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `Fixture${name}`;
}

/**
 * A type name for each fixture id: `disk_full` gets `DiskFullArguments`; ids that would get the same one are numbered in
 * their order.
 *
 * @param taken - a name that is in use already
 */
export function interfaceNames(ids: readonly string[], taken: string): ReadonlyMap<string, string> {
  const used = new Set([taken]);
  const names = new Map<string, string>();
  for (const id of ids) {
    const name = `${pascalCase(id)}Arguments`;
    let free = name;
    for (let count = 2; used.has(free); count += 1) free = `${name}${count}`;
    used.add(free);
    names.set(id, free);
  }
  return names;
}
