/** A piece of TypeScript that documentation shows, each of its lines with where it stands. */
export interface CodeBlock {
  readonly file: string;
  /** `line` counts from 1 in `file`. */
  readonly lines: readonly { readonly line: number; readonly text: string }[];
}

type Line = CodeBlock['lines'][number];

const fence = /^(\s*)(`{3,})\s*([^`]*)$/;

/**
 * The lines in which fences may stand: all of a Markdown page; in TypeScript those of `/** … *\/` comments
 * without their stars.
 */
function* proseLines(file: string, text: string): Generator<Line> {
  const isMarkdown = file.endsWith('.md');
  let inComment = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (isMarkdown) {
      yield { line, text: raw };
      continue;
    }
    inComment ||= /^\s*\/\*\*/.test(raw);
    if (inComment) yield { line, text: raw.replace(/^\s*\/?\*+\/? ?/, '').replace(/\*\/\s*$/, '') };
    if (raw.includes('*/')) inComment = false;
  }
}

/**
 * The `ts` blocks of a Markdown page or of a source file's TSDoc. After `ts` on the fence's line may stand
 * `nocheck` (a fragment, left out here) or `continue` (goes on where the block before it stopped).
 */
export function codeBlocks(file: string, text: string): CodeBlock[] {
  const blocks: Line[][] = [];
  let open:
    | { readonly marks: string; readonly indent: string; readonly into: Line[] | undefined }
    | undefined;
  for (const { line, text: content } of proseLines(file, text)) {
    const [, indent = '', marks, info = ''] = fence.exec(content) ?? [];
    if (open && marks === open.marks && info === '') {
      open = undefined;
    } else if (open) {
      const dedented = content.startsWith(open.indent) ? content.slice(open.indent.length) : content;
      open.into?.push({ line, text: dedented });
    } else if (marks) {
      const [language, ...flags] = info.trim().split(/\s+/);
      const checked = (language === 'ts' || language === 'typescript') && !flags.includes('nocheck');
      const before = flags.includes('continue') ? blocks.at(-1) : undefined;
      const into = checked ? (before ?? []) : undefined;
      if (into && !before) blocks.push(into);
      open = { marks, indent, into };
    }
  }
  return blocks.map((lines) => ({ file, lines }));
}
