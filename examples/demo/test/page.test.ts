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

interface Output {
  readonly alerts: readonly Alert[];
  readonly draft: {
    readonly locale: string;
    readonly fields: readonly { readonly field: string; readonly from: string; readonly text: string }[];
    readonly untranslated: readonly string[];
    readonly reviewer: string;
    readonly advice: string;
  };
  readonly afterReview: Alert;
}

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
    const { alerts } = JSON.parse(output) as Output;
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

  it('drafts the missing language with no model, has it reviewed, and sends it', () => {
    const { draft, afterReview } = JSON.parse(output) as Output;
    expect(draft).toMatchObject({ locale: 'ja-JP', untranslated: ['note'], reviewer: 'user:haruka' });
    expect(Object.fromEntries(draft.fields.map(({ field, from }) => [field, from]))).toEqual({
      title: 'template',
      actionRequired: 'template',
      description: 'memory',
      runbook: 'memory',
      note: 'source',
    });
    expect(draft.advice).toContain('localizer({ translators:');
    expect(afterReview).toMatchObject({ tenant: 'sakura', locale: 'ja-JP', step: 'exact', durable: true });
    const shown = JSON.stringify(afterReview.message);
    for (const words of ['再生障害：eu-west-1', '4:09 から 3 件のストリーム', '手順書を開く'])
      expect(shown).toContain(words);
    // What nobody knew is the source's, in the draft and in what is sent.
    expect(shown).toContain('The video desk has been told.');
  });

  it('shows Arabic and Hebrew from right to left, with names and numbers on their own', () => {
    const html = readFileSync(page, 'utf8');
    for (const locale of ['ar', 'he']) {
      const message =
        new RegExp(`<div class="la-message" dir="rtl" lang="${locale}">.*`).exec(html)?.[0] ?? '';
      // U+2066 to U+2069 keep what they hold from turning the sentence around it.
      expect(message).toMatch(/[\u2066-\u2068][^\u2066-\u2069]*db-1\.eu-west-1[^\u2066-\u2069]*\u2069/);
      expect(message).toMatch(/[\u2066-\u2068][^\u2066-\u2069]*93[^\u2066-\u2069]*\u2069/);
      expect(message).toMatch(/<code dir="ltr">\/var\/lib\/data<\/code>/);
    }
    expect(html.match(/dir="rtl"/g)).toHaveLength(2);
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
