import type { ArgumentValue } from '@localert/core';

/** A formatting function of the host; what it returns is a value's text and is escaped like one. */
export type CustomFunction = (
  /** The value as the alert gave it; `undefined` for a function without a value. */
  value: ArgumentValue,
  /** The call's options by name. MessageFormat 1 gives its style as `style`. */
  options: Readonly<Record<string, ArgumentValue>>,
  locale: string,
) => string;

/** Formatting functions of the host by name. */
export type CustomFunctions = Readonly<Record<string, CustomFunction>>;
