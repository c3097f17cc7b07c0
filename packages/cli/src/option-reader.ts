import { UsageError } from './errors.ts';

/** Reads options by name, as their spec has them. */
export interface OptionReader {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  /** Whether `--no-…` was said. */
  refused(name: string): boolean;
  list(name: string): readonly string[];
  /** @throws LOCALERT_CLI_USAGE for what is no whole number between the two */
  whole(name: string, least: number, most: number): number | undefined;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Wraps what commander has read. @param values - by camel-case name */
export function optionReader(values: Readonly<Record<string, unknown>>): OptionReader {
  const own = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);
  return {
    text(name) {
      const value = own(name);
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => own(name) === true,
    refused: (name) => own(name) === false,
    list(name) {
      const value = own(name);
      return Array.isArray(value) ? (value as string[]) : [];
    },
    whole(name, least, most) {
      const text = this.text(name);
      if (text === undefined) return undefined;
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= least && value <= most) return value;
      throw new UsageError({
        problem: `--${kebab(name)} is no whole number from ${least} to ${most}.`,
        hint: `Write for example --${kebab(name)} ${least}.`,
      });
    },
  };
}
