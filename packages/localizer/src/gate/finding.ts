import type { CheckCode } from './checks.ts';

/** How strict the gate is. `ai`: a retry is cheap · `import`: texts that people wrote, and that cannot be asked again. */
export type GateProfile = 'ai' | 'import';

/** `error`: the translation must not be used as it is · `warning`: worth a look. */
export type GateSeverity = 'error' | 'warning';

/** Where a finding stands. */
export interface GatePlace {
  readonly in: 'source' | 'target';
  /** 0-based, in UTF-16 code units. */
  readonly start: number;
  /** The first unit after it. */
  readonly end: number;
}

/** One thing that is wrong or doubtful in a translation. */
export interface GateFinding {
  /** A key of `GATE_CHECKS`. */
  readonly code: CheckCode;
  /** Its type in the MQM core typology, for example `accuracy/untranslated`. */
  readonly mqm: string;
  readonly severity: GateSeverity;
  /** 0 to 1: how sure the check is that a person would agree. Rules of structure have 1. */
  readonly confidence: number;
  /** What is wrong and what to do. Names arguments and syntax; quotes no text. */
  readonly message: string;
  readonly place: GatePlace;
  /** Whether `fixTranslation` mends it. */
  readonly fixable: boolean;
}
