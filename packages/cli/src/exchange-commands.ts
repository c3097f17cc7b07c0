import type { CommandSpec } from './command-spec.ts';
import { EXCHANGE_FORMATS } from './exchange-formats.ts';

const KEYS = [
  { flags: '--prefix <text>', about: 'what every key of a catalogue starts with' },
  {
    flags: '--separator <text>',
    about: 'what stands between fixture and field in a key (default: . and in ARB _)',
  },
] as const;

/** Commands that take texts in and out. */
export const exchangeCommands: readonly CommandSpec[] = [
  {
    name: 'import',
    summary: 'Take a file into the tenant.',
    about:
      'A whole tenant as JSON Lines, or texts in one locale for fixtures that are there. Without --yes it says what would change, text by text, and writes nothing. A run that was cut short goes on from its checkpoint. Exit code 1 when something was not taken.',
    arguments: [{ name: '<file>', about: 'what to import' }],
    options: [
      {
        flags: '--format <format>',
        about: 'what it is written in (default: as its name ends)',
        choices: EXCHANGE_FORMATS,
      },
      { flags: '--locale <tag>', about: 'its locale (default: what it or its name says)' },
      {
        flags: '--mode <mode>',
        about: 'of JSON Lines: what becomes of fixtures that are there',
        choices: ['create', 'merge', 'replace'],
        default: 'merge',
      },
      {
        flags: '--as <what>',
        about: 'of texts: what they become',
        choices: ['drafts', 'texts', 'by-state'],
        default: 'drafts',
      },
      {
        flags: '--stale <what>',
        about: 'of texts: translations of a source that is another by now',
        choices: ['refuse', 'accept'],
        default: 'refuse',
      },
      ...KEYS,
      {
        flags: '--on-bad <what>',
        about: 'at something that cannot be taken',
        choices: ['pass', 'stop'],
        default: 'pass',
      },
      { flags: '--partial', about: 'take a file that was cut' },
      {
        flags: '--checkpoint <file>',
        about: 'where it keeps how far it is (default: the file’s name and .checkpoint)',
      },
      { flags: '--restart', about: 'begin again, whatever a checkpoint says' },
      { flags: '--yes', about: 'write it' },
    ],
    examples: [
      { line: 'localert import acme.jsonl', about: 'what would change' },
      { line: 'localert import acme.jsonl --yes', about: 'change it' },
      { line: 'localert import de.xlf --as by-state --yes', about: 'what translators sent back' },
    ],
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  {
    name: 'export',
    summary: 'Write the tenant, or its texts in one language, to a file.',
    options: [
      {
        flags: '--format <format>',
        about: 'what in (default: as the file’s name ends, or jsonl)',
        choices: EXCHANGE_FORMATS,
      },
      { flags: '--out <file>', about: 'the file (default: standard output)' },
      { flags: '--locale <tag>', about: 'of texts: into which language' },
      { flags: '--source <tag>', about: 'of XLIFF and PO: from which language (default: en)' },
      { flags: '--untranslated', about: 'of XLIFF and PO: only what has no translation and no draft' },
      { flags: '--drafts', about: 'of catalogues: drafts where there are some' },
      { flags: '--no-drafts', about: 'of JSON Lines: without drafts' },
      { flags: '--in-code', about: 'fixtures in code too' },
      ...KEYS,
    ],
    examples: [
      { line: 'localert export --out acme.jsonl', about: 'the whole tenant' },
      { line: 'localert export --locale de --untranslated --out de.xlf', about: 'for translators' },
    ],
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'history',
    summary: 'Show what a fixture was, and make it that again.',
    about:
      'A rollback is a new revision: nothing of the history is undone, and it has to pass the rules of today.',
    arguments: [{ name: '<fixture>', about: 'its id' }],
    options: [
      { flags: '--diff <revisions>', about: 'what is another between two, as 3..5, or 3.. up to the newest' },
      { flags: '--at <moment>', about: 'as it was at a revision or a time' },
      { flags: '--rollback <revision>', about: 'give it the content of this revision again' },
      { flags: '--yes', about: 'roll back' },
    ],
    examples: [
      { line: 'localert history disk_full', about: 'who did what, and when' },
      { line: 'localert history disk_full --diff 3..5', about: 'text by text' },
      { line: 'localert history disk_full --rollback 3 --yes', about: 'back to revision 3' },
    ],
    load: async () => (await import('./commands/history.ts')).history,
  },
];
