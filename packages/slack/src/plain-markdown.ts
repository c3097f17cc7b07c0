/**
 * The words of a Markdown text, roughly, for notifications and terminals: links keep their words and addresses, marks and
 * headings go, and what was escaped stands as it is. Entities stay: the text is escaped as before.
 */
export const plainMarkdown = (text: string): string =>
  text
    .replace(/^#{1,6}[ \t]+/gm, '')
    .replace(/!?\[((?:\\.|[^\]\\\n])*)\]\(([^()\s]*)\)/g, '$1 ($2)')
    .replace(/(?<!\\)(?:\*{1,3}|~~|`+)/g, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('\u2060', '')
    .trim();
