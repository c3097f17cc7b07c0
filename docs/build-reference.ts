/** Writes `reference/` from the packages' TSDoc: one page for each public entry point. */
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { referenceModules } from './reference-modules.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** What the Markdown plugin adds to typedoc's options. */
const pages: Partial<PluginOptions> & { readonly router: string } = {
  entryFileName: 'index',
  router: 'module',
  parametersFormat: 'table',
  propertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
};

const app = await Application.bootstrapWithPlugins({
  ...pages,
  entryPoints: referenceModules.map(({ source }) => source),
  tsconfig: `${here}../tsconfig.base.json`,
  plugin: ['typedoc-plugin-markdown'],
  out: `${here}reference`,
  name: 'Reference',
  readme: 'none',
  disableSources: true,
  excludeInternal: true,
  excludePrivate: true,
  // A broken link is an error; a type that is used but not exported is its package's choice.
  validation: { invalidLink: true, notExported: false },
  treatValidationWarningsAsErrors: true,
});

const entries = app.getEntryPoints() ?? [];
for (const entry of entries) {
  // Named as they are imported, instead of by where their sources lie.
  const found = referenceModules.find(({ source }) => source === entry.sourceFile.fileName);
  entry.displayName = found?.specifier ?? entry.displayName;
}
const project = app.converter.convert(entries);
app.validate(project);
await app.generateOutputs(project);
if (app.logger.hasErrors()) process.exitCode = 1;
