import { CATALOGUE_FORMATS } from './catalogue-source.ts';
import type { CommandSpec } from './command-spec.ts';

/** Commands for whoever writes fixtures. */
export const authorCommands: readonly CommandSpec[] = [
  {
    name: 'init',
    summary: 'Make a config and a first fixture.',
    about: 'Asks what it does not know. It replaces nothing that is there.',
    options: [
      { flags: '--template <id>', about: 'begin with this one of @localert/templates' },
      { flags: '--locales <tags>', about: 'locales of the first fixture beside English', kind: 'list' },
      { flags: '--database <file>', about: 'the SQLite file (default: localert.db)' },
      { flags: '--ts', about: 'TypeScript (default: where there is a tsconfig.json)' },
      { flags: '--js', about: 'JavaScript' },
      { flags: '--force', about: 'replace what is there' },
      { flags: '--yes', about: 'ask nothing' },
    ],
    examples: [
      { line: 'localert init', about: 'with questions' },
      {
        line: 'localert init --yes --tenant acme --template disk_full --locales es,ja',
        about: 'without',
      },
    ],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'check',
    summary: 'Lint fixtures and files of texts.',
    about:
      'Without files: the fixtures in the config, in code and in catalogues. No store is opened but for --stored. Exit code 1 when something is at least as bad as --fail-on.',
    arguments: [{ name: '[files...]', about: 'JSON or ARB files: fixtures, or texts in one locale each' }],
    options: [
      { flags: '--stored', about: "the tenant's stored fixtures" },
      {
        flags: '--fail-on <severity>',
        about: 'the least that fails',
        choices: ['error', 'warning', 'info', 'never'],
        default: 'error',
      },
      {
        flags: '--format <format>',
        about: 'how findings are written',
        choices: ['text', 'json', 'sarif', 'github'],
        default: 'text',
      },
      { flags: '--fix', about: 'mend in files what can be mended without thought' },
      {
        flags: '--from <format>',
        about: 'what the files are written in (default: what they look like)',
        choices: CATALOGUE_FORMATS,
      },
      { flags: '--locale <tag>', about: 'the locale of the file (default: what it or its name says)' },
      {
        flags: '--base-locale <tag>',
        about: 'the file in this locale is the source of the others (default: en)',
      },
    ],
    examples: [
      { line: 'localert check', about: 'everything that the config names' },
      { line: 'localert check locales/*.json --fail-on warning', about: 'files, with or without a config' },
      { line: 'localert check --format sarif > localert.sarif', about: 'for code scanning' },
    ],
    load: async () => (await import('./commands/check.ts')).check,
  },
  {
    name: 'preview',
    summary: 'Show a fixture in every locale.',
    about:
      'The fixture of the config by this id, else the stored one. Values that are not given are samples.',
    arguments: [{ name: '<fixture>', about: 'its id' }],
    options: [
      { flags: '--values <json>', about: 'argument values: JSON, a file with it, or - for standard input' },
      { flags: '--locale <tag>', about: 'this locale alone' },
      { flags: '--html <file>', about: 'write a page with all locales side by side' },
      { flags: '--width <cells>', about: 'cells of a line (default: those of the terminal, or 80)' },
      { flags: '--stored', about: 'the stored fixture, whatever the config has' },
    ],
    examples: [
      { line: 'localert preview disk_full', about: 'in the terminal' },
      {
        line: `localert preview disk_full --values '{"host":"db-1"}' --html preview.html`,
        about: 'as a page',
      },
    ],
    load: async () => (await import('./commands/preview.ts')).preview,
  },
  {
    name: 'types',
    summary: 'Write TypeScript types of what fixtures take.',
    about:
      'For defineFixtures of @localert/manager. The same fixtures give the same text. With --check, exit code 1 when the file is out of date.',
    options: [
      {
        flags: '--out <file>',
        about: 'the file (default: "types" of the config, or localert.generated.ts beside it)',
      },
      { flags: '--name <name>', about: 'the name of the interface', default: 'Fixtures' },
      { flags: '--check', about: 'write nothing, and say whether the file is up to date' },
      { flags: '--stdout', about: 'write to standard output' },
    ],
    examples: [
      { line: 'localert types', about: 'write the file' },
      { line: 'localert types --check', about: 'in CI' },
    ],
    load: async () => (await import('./commands/types.ts')).types,
  },
];
