/** What the compiler says to hosts: short, and with the argument's name. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { declarationsOf } from '../packages/icu/src/declarations.ts';
import { root, run } from './shell.ts';

const folder = join(root, 'node_modules/.cache/localert-type-messages');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The compiler's messages for a program of several files, each as `file line: message`. */
async function messagesFor(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = { extends: join(root, 'tsconfig.base.json'), include: ['*.ts'], exclude: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { stdout } = await run('tsc', ['-p', '.', '--pretty', 'false'], { cwd: folder });
  return stdout
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, file, at, message] = /^(\w+)\.ts\((\d+),\d+\): error TS\d+: (.*)$/.exec(line) ?? [];
      return message === undefined ? [] : [`${file} ${at}: ${message}`];
    });
}

test('a wrong, missing, unknown or impossible value is named', { timeout: 120_000 }, async () => {
  const messages = await messagesFor({
    'send.ts': `import { defineFixture, type TenantClient } from '@localert/manager';
const disk = defineFixture({ baseLocale: 'en', locales: { en: { title: '{used, number} on {host}' } } });
const second = defineFixture({ baseLocale: 'en', syntax: 'mf2', locales: { en: { title: '{$used :number} on {$host}' } } });
const both = defineFixture({ baseLocale: 'en', locales: { en: { title: '{n, number} {n, select, other {x}}' } } });
declare const acme: TenantClient<{ disk: typeof disk; second: typeof second; both: typeof both }>;
void acme.send('disk', { values: { used: '1', host: 'a' } });
void acme.send('disk', { values: { host: 'a' } });
void acme.send('disk', { values: { used: 1, host: 'a', hosst: 'b' } });
void acme.send('second', { values: { used: new Date(), host: 'a' } });
void acme.send('second', { values: { used: 1 } });
void acme.send('both', { values: { n: 1 } });
export {};
`,
  });
  expect(messages).toEqual([
    "send 6: Type 'string' is not assignable to type 'number | bigint'.",
    expect.stringMatching(/^send 7: Property 'used' is missing in type /),
    expect.stringMatching(/^send 8: .*'hosst' does not exist in type /),
    "send 9: Type 'Date' is not assignable to type 'number | bigint'.",
    expect.stringMatching(/^send 10: Property 'host' is missing in type /),
    expect.stringContaining(
      'The argument \\"n\\" is used as number and as select; one value cannot be both.',
    ),
  ]);
  for (const message of messages) expect(message.length).toBeLessThan(260);
});

test('generated declarations compile, and catch a wrong value', { timeout: 120_000 }, async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, n) => [
      `fixture-${n}`,
      { baseLocale: 'en', locales: { en: { title: `{a${n}, number} {b} {c, date}` } } },
    ]),
  );
  const declarations = declarationsOf({
    ...many,
    "it's": {
      baseLocale: 'en',
      syntax: 'mf2' as const,
      description: '*/ const x: string = 1; /*',
      locales: { en: { title: ".input {$x :string} .match $x |a'; \\\\| {{1}} |b\n| {{2}} * {{3}}" } },
    },
  });
  const messages = await messagesFor({
    'generated.ts': declarations,
    'use.ts': `import { defineFixtures, type TenantClient, type GeneratedFixtures } from '@localert/manager';
import type { Fixtures } from './generated.ts';
declare const acme: TenantClient<GeneratedFixtures<Fixtures>>;
export const all = (json: { [Id in keyof Fixtures]: object }) => defineFixtures<Fixtures>(json);
void acme.send('fixture-7', { values: { a7: 1, b: 'x', c: 0 } });
void acme.send("it's", { values: { x: 'anything' } });
void acme.send('fixture-7', { values: { a7: '1', b: 'x', c: 0 } });
void acme.send('fixture-8', { values: { a7: 1, b: 'x', c: 0 } });
`,
  });
  expect(messages).toEqual([
    "use 7: Type 'string' is not assignable to type 'number | bigint'.",
    expect.stringMatching(/^use 8: .*'a7' does not exist in type /),
  ]);
});
