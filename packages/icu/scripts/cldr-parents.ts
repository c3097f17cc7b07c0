/**
 * Writes src/cldr-parents.ts from the parent locales of cldr-core.
 * Run at the top of the repository, after an update of cldr-core: `npx node packages/icu/scripts/cldr-parents.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface ParentLocales {
  readonly supplemental: {
    readonly version: { readonly _cldrVersion: string };
    readonly parentLocales: { readonly parentLocale: Readonly<Record<string, string>> };
  };
}

const path = createRequire(import.meta.url).resolve('cldr-core/supplemental/parentLocales.json');
const { supplemental } = JSON.parse(readFileSync(path, 'utf8')) as ParentLocales;

const children = new Map<string, string[]>();
for (const [child, parent] of Object.entries(supplemental.parentLocales.parentLocale)) {
  children.set(parent, [...(children.get(parent) ?? []), child]);
}
const rows = [...children].sort().map(([parent, tags]) => `  ['${parent}', '${tags.sort().join(' ')}'],`);

writeFileSync(
  new URL('../src/cldr-parents.ts', import.meta.url),
  `/**
 * Parents of locales that are not their own truncation (UTS #35, parent locales), by parent; \`und\` is the root.
 * Made by scripts/cldr-parents.ts from the package cldr-core, CLDR ${supplemental.version._cldrVersion}. Not edited by hand.
 */
// biome-ignore format: one parent a line
const CHILDREN: readonly (readonly [parent: string, children: string])[] = [
${rows.join('\n')}
];

/** The explicit parent of a locale. */
export const CLDR_PARENTS: ReadonlyMap<string, string> = new Map(
  CHILDREN.flatMap(([parent, children]) =>
    children.split(' ').map((child): [string, string] => [child, parent]),
  ),
);
`,
);
