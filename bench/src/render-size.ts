import { gzipSync } from 'node:zlib';
import { browserBundle } from '../../scripts/bundle.ts';
import type { Row } from './report.ts';

interface Bundle {
  readonly name: string;
  readonly source: string;
  readonly note: string;
}

const bundles: readonly Bundle[] = [
  {
    name: '@localert/icu, everything',
    source: "export * from '@localert/icu';",
    note: 'both syntaxes with their parsers, contracts, locale negotiation, samples, typed errors; zod of core',
  },
  {
    name: '@localert/icu, compileMessage',
    source: "export { compileMessage } from '@localert/icu';",
    note: 'both syntaxes with their parsers, steps, parts, typed errors',
  },
  {
    name: 'intl-messageformat',
    source: "export * from 'intl-messageformat';",
    note: 'MessageFormat 1 with its parser, rich text',
  },
  {
    name: '@messageformat/core',
    source: "export { default } from '@messageformat/core';",
    note: "MessageFormat 1 with its parser and every language's plural rules",
  },
  {
    name: 'messageformat 4 (MF2)',
    source: "export * from 'messageformat'; export * from 'messageformat/functions';",
    note: 'MessageFormat 2 with its parser and functions',
  },
];

/** Kilobytes of what a browser would load, minified and gzipped. */
export async function benchSize(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, source, note } of bundles) {
    const { outputFiles } = await browserBundle(source, { minify: true });
    const bytes = gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).byteLength;
    rows.push({ name: `gzipped: ${name}`, value: bytes / 1000, unit: 'kB', note });
  }
  return rows;
}
