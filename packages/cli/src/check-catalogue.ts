import type { Messages } from '@localert/core';
import { type FieldFinding, lintMessages } from '@localert/icu/lint';
import type { CatalogueFile } from './catalogue-files.ts';
import type { Found } from './check-finding.ts';

function found(file: CatalogueFile, key: string, source: string, one: FieldFinding): Found {
  const { document, locale } = file;
  const { severity, code, message, place, fix } = one;
  const text = document.messageAt(key, source);
  const at = text ? document.placeIn(text, place.offset, place.length) : document.nearest([key]);
  const inMessage = { line: place.line, column: place.column };
  return {
    finding: {
      ...{
        severity,
        code,
        message,
        origin: 'file',
        file: document.file,
        ...at,
        locale,
        field: key,
        inMessage,
      },
      fixable: fix !== undefined && text !== undefined,
    },
    fix: fix && text && { document, text, edits: fix.edits },
  };
}

const sourcesOf = ({ catalog }: CatalogueFile): ReadonlyMap<string, string> =>
  new Map(Object.entries(catalog.messages).map(([key, { source }]) => [key, source]));

/** Texts that their reader has left out: the lint says where in them the fault stands. */
function broken({ document, problems }: CatalogueFile): ReadonlyMap<string, string> {
  const texts = problems.flatMap(({ code, key }): [string, string][] => {
    if (code !== 'message' && code !== 'size') return [];
    const text = document.textAt([key]) ?? document.textAt([key, 'defaultMessage']);
    return text === undefined ? [] : [[key, text.text]];
  });
  return new Map(texts);
}

/**
 * Looks at the texts of a file that makes no fixtures: each by itself, and against the one of the base file under the
 * same key.
 */
export function checkCatalogue(
  file: CatalogueFile,
  base: CatalogueFile | undefined,
  functions: readonly string[],
): readonly Found[] {
  const { locale, catalog, document } = file;
  const { syntax } = catalog;
  const originals = base && base !== file ? sourcesOf(base) : undefined;
  const all: Found[] = [];
  const unread = broken(file);
  for (const [key, source] of [...sourcesOf(file), ...unread]) {
    const original = originals?.get(key);
    const against: Messages | undefined = original === undefined ? undefined : { [key]: original };
    for (const one of lintMessages({ [key]: source }, against, { locale, syntax, functions })) {
      all.push(found(file, key, source, one));
    }
  }
  for (const { code, key, message } of file.problems) {
    // Told by the lint, with its place.
    if (unread.has(key) && all.some(({ finding }) => finding.field === key && finding.severity === 'error'))
      continue;
    const severity = code === 'difference' || code === 'metadata' ? 'warning' : 'error';
    const at = document.nearest([key]);
    const where = { file: document.file, ...at, locale, field: key };
    all.push({
      finding: { severity, code: `catalogue-${code}`, message, origin: 'file', ...where, fixable: false },
    });
  }
  return all;
}
