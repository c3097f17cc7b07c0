/** `npm run docs:templates`: writes the lists of docs/templates.md from the code of `packages/templates`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractOf, parseForm } from '../packages/icu/src/index.ts';
import { slackFunctions } from '../packages/slack/src/index.ts';
import { allLocales } from '../packages/templates/src/locales/index.ts';
import { template, templateIds } from '../packages/templates/src/template.ts';
import { root } from './shell.ts';

export const templatePage = join(root, 'docs/templates.md');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** The arguments as a host passes them: name and type, the author's words behind it. */
function argumentLines(id: (typeof templateIds)[number]): string[] {
  const { locales, arguments: notes } = template(id);
  const forms = Object.values<string>(locales.en).map((source) =>
    parseForm(source, 'icu', { functions: slackFunctions }),
  );
  const { contract } = contractOf(forms);
  return Object.entries(notes).map(([name, note]) => {
    const type = Object.hasOwn(contract, name) ? contract[name]?.type : 'text';
    const personal = note.pii === true ? ' Personal data.' : '';
    return `- \`${name}\` (${type}): ${note.description}${personal}`;
  });
}

function templateSection(id: (typeof templateIds)[number]): string {
  const { name, description, severity, labels, locales, layout } = template(id);
  const fields = Object.keys(locales.en).map((field) => `\`${field}\``);
  const shape = layout === undefined ? '' : ', a layout of its own';
  return [
    `### ${id}`,
    `**${name}**, ${severity}, ${labels['category']}. ${description}`,
    `\`${locales.en.title}\``,
    `Fields: ${fields.join(', ')}${shape}. It takes:`,
    argumentLines(id).join('\n'),
  ].join('\n\n');
}

const languageName = new Intl.DisplayNames('en', { type: 'language' });

const PLACES: Readonly<Record<string, () => string>> = {
  languages: () =>
    table(
      ['locale', 'language', 'import', 'reviewed by a native speaker'],
      allLocales.map(({ locale }) => [
        `\`${locale}\``,
        languageName.of(locale) ?? locale,
        `\`@localert/templates/locales/${locale}\``,
        template('disk_full', { locales: allLocales }).provenance[locale]?.reviewed === true ? 'yes' : 'no',
      ]),
    ),
  templates: () => templateIds.map(templateSection).join('\n\n'),
};

/** The page with its lists as the code has them. @throws for a page without a place for one */
export function withTemplateLists(text: string): string {
  let made = text;
  for (const [name, content] of Object.entries(PLACES)) {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = made.indexOf(begin);
    const to = made.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/templates.md: no place for "${name}"`);
    made = `${made.slice(0, from + begin.length)}\n\n${content()}\n\n${made.slice(to)}`;
  }
  return made;
}

if (import.meta.main) await writeFile(templatePage, withTemplateLists(await readFile(templatePage, 'utf8')));
