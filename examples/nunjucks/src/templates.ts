import { escapeText } from '@localert/slack';
import nunjucks from 'nunjucks';
import type { Catalogue, PassageKey } from './catalogue.ts';
import { passageTag } from './passage-tag.ts';
import { addSeverity } from './severity.ts';

/** A host's templates, by name. */
export type Sources = Readonly<Record<string, string>>;

function environmentOf(catalogue: () => Catalogue, onPassage?: (key: PassageKey) => void) {
  // HTML's escaping is not Slack's: what stands outside of passages takes the filter `slack`.
  const environment = new nunjucks.Environment(null, { autoescape: false });
  environment.addExtension('PassageTag', passageTag({ catalogue, ...(onPassage && { onPassage }) }));
  environment.addFilter('slack', (value: unknown) => escapeText(String(value ?? '')));
  addSeverity(environment);
  return environment;
}

/** The passages of templates, each once, in the order in which they stand. */
export function passagesIn(sources: Sources): readonly PassageKey[] {
  const found = new Map<string, PassageKey>();
  const nothing: Catalogue = { sourceLocale: 'en', passages: [] };
  const environment = environmentOf(
    () => nothing,
    (key) => void found.set(JSON.stringify([key.source, key.context]), key),
  );
  for (const [name, source] of Object.entries(sources))
    new nunjucks.Template(source, environment, name, true);
  return [...found.values()];
}

/** Compiles templates once; what they show comes from the catalogue as it is at that moment. */
export function createTemplates(sources: Sources, catalogue: () => Catalogue) {
  const environment = environmentOf(catalogue);
  const compiled = new Map(
    Object.entries(sources).map(([name, source]) => [
      name,
      new nunjucks.Template(source, environment, name, true),
    ]),
  );
  /** Synchronous. */
  return (name: string, values: object): string => {
    const template = compiled.get(name);
    if (template === undefined) throw new Error(`no template "${name}"`);
    return template.render(values);
  };
}
