import {
  type ArgumentContract,
  type ArgumentNote,
  type ArgumentSpec,
  type MessageSyntax,
  type Messages,
  visible,
} from '@localert/core';
import { contractOf } from './contract.ts';
import { interfaceNames, propertyName, quoted } from './declaration-names.ts';
import { parseForm } from './parse.ts';

/** What {@link declarationsOf} reads of a fixture: an author's, or one of a store. */
export interface DeclaredFixture {
  readonly baseLocale: string;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax | undefined;
  readonly locales: { readonly [locale: string]: Messages };
  /** What the author says of arguments; those that no message takes are the layout's. */
  readonly arguments?: { readonly [name: string]: ArgumentNote | ArgumentSpec } | undefined;
  readonly description?: string | undefined;
}

/** How declarations are written. */
export interface DeclarationOptions {
  /** Name of the interface of all fixtures. Default `Fixtures`. */
  readonly name?: string;
  /** Names of the host's functions that messages may use. Default none. */
  readonly functions?: readonly string[];
}

const TYPES: Readonly<Record<ArgumentSpec['type'], string>> = {
  text: 'string | number | bigint | boolean | Date',
  number: 'number | bigint',
  date: 'Date | number',
  choice: 'string',
  list: 'readonly (string | number | bigint | boolean)[]',
};

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A comment of one line; whatever is said, it neither ends the comment nor hides in it. */
function comment(text: string | undefined, indent: string): string {
  const words = visible((text ?? '').replace(/\s+/g, ' ').trim(), 500).replaceAll('*/', '*\\/');
  return words === '' ? '' : `${indent}/** ${words} */\n`;
}

function typeOf({ type, choices = [] }: ArgumentSpec): string {
  if (type !== 'choice' || choices.length === 0) return TYPES[type];
  // The other values lead to `other`; the known ones are for an editor to suggest.
  return `${[...choices].sort(byCodeUnit).map(quoted).join(' | ')} | (string & Record<never, never>)`;
}

/** The contract that the base messages and the author's notes make. */
function contractFor(fixture: DeclaredFixture, functions: readonly string[]): ArgumentContract {
  const { baseLocale, locales, syntax = 'icu', arguments: notes = {} } = fixture;
  const messages = Object.hasOwn(locales, baseLocale) ? (locales[baseLocale] ?? {}) : {};
  const forms = Object.values(messages).map((source) => parseForm(source, syntax, { functions }));
  const { contract } = contractOf(forms);
  const noted = Object.entries(notes).map(([name, note]): [string, ArgumentSpec] => {
    const read = Object.hasOwn(contract, name) ? contract[name] : undefined;
    return [name, { type: 'text', ...note, ...read }];
  });
  return Object.fromEntries([...Object.entries(contract), ...noted]);
}

function declarationOf(
  id: string,
  name: string,
  fixture: DeclaredFixture,
  functions: readonly string[],
): string {
  const about = comment(fixture.description ?? `What the fixture ${id} takes.`, '');
  const specs = Object.entries(contractFor(fixture, functions)).sort(([a], [b]) => byCodeUnit(a, b));
  if (specs.length === 0) return `${about}export type ${name} = Record<string, never>;\n`;
  const properties = specs.map(
    ([argument, spec]) => `${comment(spec.description, '  ')}  ${propertyName(argument)}: ${typeOf(spec)};\n`,
  );
  // A type alias, since an interface has no index signature and would not do for values of any fixture.
  return `${about}export type ${name} = {\n${properties.join('')}};\n`;
}

/**
 * Writes TypeScript declarations of what fixtures take: a type per fixture, read from its base messages, and the
 * interface of all by id. For texts that are data, such as imported JSON, of which the compiler knows only that they are
 * strings. The same fixtures give the same text, whatever their order. `defineFixtures` of `@localert/manager` takes it.
 *
 * @param fixtures - by id
 * @returns the text of a `.ts` or `.d.ts` file
 * @throws LOCALERT_MESSAGE_SYNTAX, LOCALERT_MESSAGE_UNSUPPORTED, LOCALERT_MESSAGE_TOO_LARGE, LOCALERT_MESSAGE_TOO_DEEP for
 *   a base message that does not parse
 *
 * @example
 * ```ts
 * import { declarationsOf } from '@localert/icu/declarations';
 *
 * const text = declarationsOf({
 *   disk_full: { baseLocale: 'en', locales: { en: { title: 'Disk {used, number, percent} full on {host}' } } },
 * });
 * text.includes('used: number | bigint;'); // true
 * ```
 */
export function declarationsOf(
  fixtures: { readonly [id: string]: DeclaredFixture },
  options: DeclarationOptions = {},
): string {
  const { name = 'Fixtures', functions = [] } = options;
  const ids = Object.keys(fixtures).sort(byCodeUnit);
  const names = interfaceNames(ids, name);
  const types = ids.map((id) => {
    const fixture = fixtures[id];
    return fixture ? declarationOf(id, names.get(id) ?? '', fixture, functions) : '';
  });
  const properties = ids.map((id) => `  readonly ${propertyName(id)}: ${names.get(id)};\n`);
  return [
    '// Generated by Localert from the fixtures’ base messages. Do not edit: generate it again.\n',
    ...types,
    `/** What each fixture takes, by id. */\nexport interface ${name} {\n${properties.join('')}}\n`,
  ].join('\n');
}
