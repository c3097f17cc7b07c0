import type { SourcePlace } from './errors.ts';

/** The 1-based line and column (in UTF-16 code units) of an offset in a source. */
export function placeAt(source: string, offset: number): SourcePlace {
  const before = source.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) line += 1;
  return { line, column: before.length - lineStart + 1 };
}
