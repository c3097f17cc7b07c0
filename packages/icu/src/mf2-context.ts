import type { FunctionTable } from './custom-call.ts';
import { MessageUnsupportedError } from './errors.ts';
import type { Declaration, NumberOptions } from './form.ts';
import { placeAt } from './place.ts';

/** What the lowering of one message knows. */
export interface Mf2Context {
  readonly source: string;
  readonly functions: FunctionTable;
  readonly lenient: boolean;
  /** Declared names and where they stand in `declarations`. */
  readonly locals: Map<string, number>;
  readonly declarations: Declaration[];
  /** A declaration's number options with all that they inherit, where they are known before rendering. */
  readonly folded: (NumberOptions | undefined)[];
  /** Kinds of numbers and dates so far, by their options; calls with variable options each for one. */
  readonly formats: Set<string>;
  nodes: number;
}

/** The error for something that the message asks for and that is not there; `near` is looked for in the source. */
export function unsupportedMf2(context: Mf2Context, feature: string, near: string): Error {
  const offset = context.source.indexOf(near);
  const place = offset < 0 ? {} : placeAt(context.source, offset);
  return new MessageUnsupportedError({ syntax: 'mf2', feature, ...place });
}
