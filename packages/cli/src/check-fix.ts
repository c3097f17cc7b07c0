import { applyFixes } from '@localert/icu/lint';
import type { Found } from './check-finding.ts';
import type { DocumentText, JsonDocument } from './json-document.ts';
import { writeWhole } from './write-file.ts';

/** The texts of one document that change. */
function changesIn(found: readonly Found[], document: JsonDocument): readonly [DocumentText, string][] {
  const texts = new Map<
    number,
    { text: DocumentText; fixes: { fix: { description: string; edits: never[] } }[] }
  >();
  for (const { fix } of found) {
    if (fix === undefined || fix.document.path !== document.path) continue;
    const one = texts.get(fix.text.start) ?? { text: fix.text, fixes: [] };
    one.fixes.push({ fix: { description: '', edits: fix.edits as never[] } });
    texts.set(fix.text.start, one);
  }
  return [...texts.values()]
    .map(({ text, fixes }): [DocumentText, string] => [text, applyFixes(text.text, fixes)])
    .sort(([a], [b]) => a.start - b.start);
}

/** The file with some of its texts replaced; everything else stays as it is written. */
export function withTexts(source: string, changes: readonly (readonly [DocumentText, string])[]): string {
  let text = '';
  let from = 0;
  for (const [{ start, end }, next] of changes) {
    text += source.slice(from, start) + JSON.stringify(next);
    from = end;
  }
  return text + source.slice(from);
}

/** Mends what can be mended without thought. Answers how many texts changed. @throws LOCALERT_CLI_FILE_UNWRITABLE */
export async function fixFiles(found: readonly Found[], cwd: string, signal: AbortSignal): Promise<number> {
  const documents = new Map(
    found.flatMap(({ fix }) => (fix ? [[fix.document.path, fix.document] as const] : [])),
  );
  let fixed = 0;
  for (const [path, document] of documents) {
    const changes = changesIn(found, document);
    await writeWhole(path, withTexts(document.source, changes), { cwd, signal });
    fixed += changes.length;
  }
  return fixed;
}
