import { StoreFullError, StoreUnavailableError } from '@localert/core';

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^READONLY\b/, 'it is a replica now; connect by Sentinel or Cluster, so that the client follows'],
  [/^(?:LOADING|MASTERDOWN|BUSY)\b/, 'it is loading or busy'],
  [/^(?:MOVED|ASK|CLUSTERDOWN|TRYAGAIN)\b|slots cache|redirections/i, 'the cluster is not whole'],
  [/^CROSSSLOT\b/, 'give the queue a prefix in braces, such as "{localert}"'],
  [/^(?:NOAUTH|WRONGPASS|NOPERM)\b/, 'it refuses the user of this connection'],
  [/^NOREPLICAS\b/, 'too few replicas are there'],
  [/^MISCONF\b/, 'it cannot write to its disk'],
];

/** @param cause - only its kind goes on: a client's errors carry the arguments of the command */
export function faultOf(operation: string, cause: unknown): Error {
  const words = cause instanceof Error ? cause.message : '';
  // The words inside a script's error stand behind its name.
  const text = words.replace(/^ERR (?=[A-Z]{3})/, '');
  if (/^OOM\b/.test(text)) return new StoreFullError({ operation });
  const hint = HINTS.find(([pattern]) => pattern.test(text))?.[1];
  return new StoreUnavailableError({ operation, ...(hint !== undefined && { hint }) });
}
