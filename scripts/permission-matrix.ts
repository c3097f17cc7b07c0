/**
 * `npm run docs:matrix`: writes who may what into docs/authorization.md, from the code: the table of roles, what each
 * operation asks for (every one is run, with an authorizer that notes its questions), and how restrictions meet it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PERMISSIONS, type Permission, REACH, ROLES } from '../packages/core/src/index.ts';
import { ACTIONS } from '../packages/manager/src/actions.ts';
import { createFixtureManager } from '../packages/manager/src/index.ts';
import { recorder } from '../packages/manager/test/house.ts';
import { note, OPERATIONS } from '../packages/manager/test/operations.ts';
import { memoryStore } from '../packages/store-memory/src/index.ts';
import { root } from './shell.ts';

export const page = join(root, 'docs/authorization.md');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function roles(): string {
  const names = Object.keys(ROLES) as (keyof typeof ROLES)[];
  return table(
    ['', ...names],
    PERMISSIONS.map((permission) => [
      `\`${permission}\``,
      ...names.map((role) => (ROLES[role].includes(permission) ? 'yes' : '')),
    ]),
  );
}

/** What an operation asks for, found by doing it. */
async function askedBy(name: keyof typeof OPERATIONS): Promise<readonly Permission[]> {
  const asked = new Set<Permission>();
  let listening = false;
  const alerts = await createFixtureManager({
    store: memoryStore(),
    transport: recorder().transport,
    delivery: false,
    tenants: [{ id: 'acme', defaultLocale: 'en' }],
    authorizer: (_, permission) => {
      if (listening) asked.add(permission);
      return true;
    },
  });
  const client = alerts.forTenant('acme', { actor: 'svc:docs', roles: ['admin'] });
  await client.create('note', note);
  listening = true;
  try {
    await OPERATIONS[name]?.[1](client.untyped);
  } catch {
    // Some ask for what is not there; what they ask permission for is all that is wanted here.
  }
  await alerts.close();
  return [...asked];
}

const MODES = {
  read: 'the answer is withheld',
  write: 'it is refused, or, where it is done already, told to observers',
  send: 'it goes out, and observers are told',
};

async function operations(): Promise<string> {
  const rows: string[][] = [];
  for (const name of Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[]) {
    const asked = await askedBy(name);
    const action = ACTIONS[name.replace('enqueue', 'send').split(' ')[0] as keyof typeof ACTIONS];
    rows.push([
      `\`${name}\``,
      asked.map((one) => `\`${one}\``).join(', '),
      `\`${action.name}\``,
      MODES[action.mode],
    ]);
  }
  return table(['operation', 'asks for', 'entry', 'when the entry cannot be kept'], rows);
}

const REACHES = { named: 'within', free: 'not touched', denied: 'denied' };

function restrictions(): string {
  return table(
    ['', 'restricted to fixtures', 'to locales', 'to severities'],
    PERMISSIONS.map((permission) => {
      const { fixture, locale, severity } = REACH[permission];
      return [`\`${permission}\``, REACHES[fixture], REACHES[locale], REACHES[severity]];
    }),
  );
}

/** The page with its tables made anew. Each stands between `<!-- name -->` and `<!-- /name -->`. */
export async function withMatrix(text: string): Promise<string> {
  let result = text;
  for (const [name, made] of [
    ['roles', roles()],
    ['operations', await operations()],
    ['restrictions', restrictions()],
  ] as const) {
    const marked = new RegExp(`(<!-- ${name}[^>]*-->\n)[^]*?(<!-- /${name} -->)`);
    if (!marked.test(result)) throw new Error(`docs/authorization.md has no place for "${name}"`);
    result = result.replace(marked, (_, begin: string, end: string) => `${begin}\n${made}\n\n${end}`);
  }
  return result;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(page, await withMatrix(await readFile(page, 'utf8')));
  console.log('wrote the tables of docs/authorization.md');
}
