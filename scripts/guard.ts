/** One change of a file. */
export interface Edit {
  readonly file: string;
  /** A piece of the file that stands there once, and what stands there without the guard. */
  readonly remove: string;
  readonly leave: string;
}

/** One guard against one attack, and how it is taken out of the code. */
export interface Guard extends Edit {
  /** The attack's number in the threat model. */
  readonly attack: number;
  /** What stops the attack. */
  readonly guard: string;
  /** Where the same guard stands again, or what else stops the same: all of them go together. */
  readonly also?: readonly Edit[];
  /** The test file whose test of the attack must fail then. */
  readonly test: string;
}

/** Runs the attacks on every stack of manager, store and decorators. */
export const STACKS = 'packages/manager/src/attacks.test.ts';
