import type { CommandSpec } from './command-spec.ts';

/** Commands for whoever runs the house. */
export const operateCommands: readonly CommandSpec[] = [
  {
    name: 'migrate',
    summary: 'Look after the schema of the store, or move it into another.',
    about:
      'The schema: for stores that are brought up to date on purpose, such as PostgreSQL. --to copies a store into that of another config while it is in use, and proves that both hold the same; its last part wants everything that uses the store stopped, by "pause" of the config or by you.',
    arguments: [{ name: '[action]', about: 'status or up (default: status)' }],
    options: [
      { flags: '--dry-run', about: 'with up: show the SQL and run none; with --to: count' },
      { flags: '--to <config>', about: 'move into the store of this config' },
      { flags: '--tenants <ids>', about: 'with --to: which (default: all)', kind: 'list' },
      { flags: '--frozen', about: 'with --to: nothing uses the store any more' },
      { flags: '--leave-pruned-trails', about: 'with --to: trails whose beginning was removed stay behind' },
      {
        flags: '--checkpoint <file>',
        about: 'with --to: where it keeps how far it is (default: localert.move.checkpoint)',
      },
      { flags: '--restart', about: 'with --to: begin again, whatever a checkpoint says' },
      { flags: '--yes', about: 'do it' },
    ],
    examples: [
      { line: 'localert migrate up --dry-run', about: 'the SQL that would run' },
      { line: 'localert migrate up --yes', about: 'in a deployment, before the program starts' },
      { line: 'localert migrate --to postgres.config.ts --yes', about: 'copy while the store is in use' },
      {
        line: 'localert migrate --to postgres.config.ts --frozen --yes',
        about: 'the rest, once nothing uses it, and the proof',
      },
    ],
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  {
    name: 'keys status',
    summary: 'List the keys of a tenant, never their material.',
    about: 'Exit code 1 when the KEK provider does not answer.',
    options: [],
    examples: [{ line: 'localert keys status --tenant acme', about: 'which there are, and what wraps them' }],
    load: async () => (await import('./commands/keys.ts')).keysStatus,
  },
  {
    name: 'keys rotate',
    summary: 'Give a tenant a new data key, or wrap keys anew.',
    about:
      'With --kek: every key that an earlier version of the KEK wrapped, of one tenant or of all. Stopped, it can be run again and does the rest.',
    options: [
      { flags: '--kek', about: 'wrap keys under the current version of the KEK' },
      { flags: '--fixture <id>', about: 'the key of this fixture alone' },
      { flags: '--yes', about: 'do it' },
    ],
    examples: [
      { line: 'localert keys rotate --tenant acme --yes', about: 'a new data key' },
      { line: 'localert keys rotate --kek --yes', about: 'after the KEK was rotated' },
    ],
    load: async () => (await import('./commands/keys.ts')).keysRotate,
  },
  {
    name: 'keys shred',
    summary: 'Destroy the keys of a tenant, and with them all that is sealed.',
    about:
      'It cannot be taken back. It wants --yes, and the tenant’s id once more: typed when asked, or by --confirm.',
    options: [
      { flags: '--fixture <id>', about: 'the keys of this fixture alone' },
      { flags: '--confirm <tenant>', about: 'the tenant’s id once more' },
      { flags: '--yes', about: 'do it' },
    ],
    examples: [{ line: 'localert keys shred --tenant acme --confirm acme --yes', about: 'for good' }],
    load: async () => (await import('./commands/keys.ts')).keysShred,
  },
  {
    name: 'audit verify',
    summary: 'Verify the audit trail, or an export of it.',
    about:
      'Exit code 1 when something is not whole; it is named. An export is verified without config and store.',
    options: [
      { flags: '--all', about: 'every tenant' },
      { flags: '--export <file>', about: 'a file that "audit export" wrote' },
      { flags: '--key <file>', about: 'a public key (PEM) that may have signed', kind: 'list' },
      { flags: '--heads <file>', about: 'signed heads that were kept elsewhere, as JSON' },
    ],
    examples: [
      {
        line: 'localert audit verify --tenant acme --key audit.pem --heads heads.json',
        about: 'against what was kept elsewhere',
      },
      { line: 'localert audit verify --export acme.jsonl --key audit.pem', about: 'without a store' },
    ],
    load: async () => (await import('./commands/audit-verify.ts')).auditVerify,
  },
  {
    name: 'audit export',
    summary: 'Write the audit trail of a tenant.',
    about:
      'As JSON Lines, which can be verified and are signed where the config has a signer, or as CSV for people.',
    options: [
      { flags: '--format <format>', about: 'how', choices: ['jsonl', 'csv'], default: 'jsonl' },
      { flags: '--out <file>', about: 'the file (default: standard output)' },
      { flags: '--since <time>', about: 'entries from then on, for example 2026-11-30' },
      { flags: '--until <time>', about: 'entries before then' },
      { flags: '--action <name>', about: 'entries of this action, for example fixture:update' },
      {
        flags: '--framework <name>',
        about: 'entries for this framework',
        choices: ['SOC2', 'GDPR', 'HIPAA'],
      },
    ],
    examples: [
      {
        line: 'localert audit export --tenant acme --framework SOC2 --out acme.jsonl',
        about: 'for an auditor',
      },
    ],
    load: async () => (await import('./commands/audit-export.ts')).auditExport,
  },
  {
    name: 'doctor',
    summary: 'Look at everything that the house stands on.',
    about:
      'Node, packages, config, fixtures, store, schema, shared cache, keys, disk, Slack, clock, and what "checks" of the config add. It changes nothing. Exit code 1 when something fails.',
    options: [{ flags: '--offline', about: 'ask nobody on the network but the store and the key provider' }],
    examples: [{ line: 'localert doctor', about: 'what is well, what is not, what to do' }],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
];
