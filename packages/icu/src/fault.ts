/** What can be wrong with an alert's values; the codes are those of core's `RenderProblem`. */
export type FaultCode = 'argument-missing' | 'argument-type' | 'argument-unknown' | 'output-too-long';

/** One fault of the values that a message was rendered with. It names the argument, never its value. */
export interface ValueFault {
  readonly code: FaultCode;
  readonly argument?: string;
}

/**
 * What stands in the text where a value is missing (`⟨name⟩`) or of the wrong type (`⟨name?⟩`):
 * plain to see for the reader, never "undefined".
 *
 * @example
 * ```ts
 * import { valueMarker } from '@localert/icu';
 *
 * valueMarker('region', 'argument-missing'); // '⟨region⟩'
 * ```
 */
export function valueMarker(argument: string, code: FaultCode): string {
  return code === 'argument-missing' ? `⟨${argument}⟩` : `⟨${argument}?⟩`;
}
