import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, QUIET } from '../src/chromium.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-demo-test-'));
const page = join(folder, 'demo.html');
const chromium = findChromium();
let output = '';

interface Alert {
  readonly tenant: string;
  readonly locale: string;
  readonly step: string;
  readonly status: string;
  readonly durable: boolean;
  readonly message: { readonly text: string };
}

beforeAll(() => {
  const demo = fileURLToPath(new URL('../src/demo.ts', import.meta.url));
  const flags = ['--conditions=@localert/source', demo, '--json', '--page', page];
  const run = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  output = run.stdout;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the demo', () => {
  it('posts four tenants’ alerts, durably, each in its language', () => {
    const { alerts } = JSON.parse(output) as { alerts: readonly Alert[] };
    expect(
      alerts.map(({ tenant, locale, step, status, durable }) => [tenant, locale, step, status, durable]),
    ).toEqual([
      ['northwind', 'en-US', 'exact', 'queued', true],
      ['sol-media', 'es-ES', 'exact', 'queued', true],
      ['lumiere', 'fr-FR', 'exact', 'queued', true],
      ['sakura', 'en-US', 'default', 'queued', true],
    ]);
    expect(alerts[1]?.message.text).toContain('3 transmisiones fallan');
  });

  it('writes a page that asks nothing of the network', () => {
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(/<script|<link|@import|src=/);
  });

  const title = 'writes a page that a browser shows';
  const why = 'no Chromium on the PATH; Debian and Ubuntu: apt-get install chromium';
  it.skipIf(chromium === undefined && process.env['REQUIRE_SERVICES'] !== '1')(
    chromium === undefined ? `${title} (${why})` : title,
    () => {
      expect(chromium, why).toBeDefined();
      const profile = join(folder, 'profile');
      const dump = spawnSync(
        chromium ?? '',
        [...QUIET, `--user-data-dir=${profile}`, '--dump-dom', pathToFileURL(page).href],
        { encoding: 'utf8', timeout: 60_000 },
      );
      expect(dump.stdout).toContain('Reproducción interrumpida en eu-west-1');
      expect(dump.stdout).toContain('Wiedergabe in eu-west-1 unterbrochen');
    },
    60_000,
  );
});
