import type { CommandSpec } from './command-spec.ts';

/** Commands for whoever translates. */
export const localizeCommands: readonly CommandSpec[] = [
  {
    name: 'localize',
    summary: 'Draft the locales that stored fixtures lack.',
    about:
      'Says first what it will use at the most, and spends nothing without --yes. What is done is kept: stopped by Ctrl-C, the same command goes on from there. Drafts wait for a reviewer, unless the localizer’s policy approves them.',
    options: [
      { flags: '--locales <tags>', about: 'which locales (default: "locales" of the config)', kind: 'list' },
      { flags: '--fixtures <ids>', about: 'which fixtures (default: all)', kind: 'list' },
      { flags: '--plan', about: 'say what it would use, and do nothing' },
      { flags: '--max-tokens <count>', about: 'do nothing when the estimate is above it' },
      { flags: '--concurrency <count>', about: 'drafts made at once (default: 2)' },
      { flags: '--yes', about: 'spend it' },
    ],
    examples: [
      { line: 'localert localize --locales es,ja --plan', about: 'what it would cost' },
      { line: 'localert localize --locales es,ja --yes', about: 'draft them' },
    ],
    load: async () => (await import('./commands/localize.ts')).localize,
  },
  {
    name: 'review',
    summary: 'List drafts, and decide on them.',
    about:
      'On a terminal it asks draft by draft. Where a localizer is set up it learns from what is changed.',
    arguments: [{ name: '[fixture]', about: 'the drafts of this one' }],
    options: [
      { flags: '--locale <tag>', about: 'the drafts in this locale' },
      { flags: '--list', about: 'ask nothing' },
      { flags: '--approve <drafts>', about: 'approve these, as fixture:locale', kind: 'list' },
      { flags: '--reject <drafts>', about: 'reject these, as fixture:locale', kind: 'list' },
      { flags: '--reason <text>', about: 'why they are rejected' },
    ],
    examples: [
      { line: 'localert review', about: 'draft by draft' },
      { line: 'localert review --approve disk_full:ja,disk_full:es', about: 'without questions' },
    ],
    load: async () => (await import('./commands/review.ts')).review,
  },
];
