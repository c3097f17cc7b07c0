import type { FirstFixture } from './first-fixture.ts';
import { literal } from './literal.ts';

/** What a new set-up is made of. */
export interface InitChoice {
  readonly tenant: string;
  /** Relative to the config. */
  readonly database: string;
  readonly typescript: boolean;
  readonly fixture: FirstFixture;
}

/** A file to write. */
export interface NewFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

const camel = (id: string): string =>
  id.replace(/[_-]+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The fixture, and the config that names it. */
export function initFiles({
  tenant,
  database,
  typescript,
  fixture,
}: InitChoice): readonly [NewFile, NewFile] {
  const [code, config] = typescript ? ['ts', 'ts'] : ['mjs', 'mjs'];
  const { id, content, baseLocale } = fixture;
  const name = camel(id);
  const path = `alerts/${id.replaceAll('_', '-')}.${code}`;
  return [
    {
      path,
      text: `import { defineFixture } from '@localert/manager';\n\nexport const ${name} = defineFixture(${literal(content)});\n`,
    },
    {
      path: `localert.config.${config}`,
      text: `import { sqliteStore } from '@localert/store-sqlite';
import { defineConfig } from 'localert';
import { ${name} } from './${path}';

export default defineConfig({
  store: () => sqliteStore({ path: ${literal(database)} }),
  tenant: ${literal(tenant)},
  tenants: [{ id: ${literal(tenant)}, defaultLocale: ${literal(baseLocale)} }],
  fixtures: { ${id === name ? id : `${id}: ${name}`} },
});
`,
    },
  ];
}

/** The text of a `.gitignore` that leaves a database and what SQLite keeps beside it out; `undefined` when it does. */
export function ignoring(before: string, database: string): string | undefined {
  const line = `${database.replace(/^\.\//, '')}*`;
  if (before.split(/\r?\n/).some((one) => one.trim() === line)) return undefined;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  return `${before}${gap}${line}\n`;
}
