import { alnumAnd, BASE64URL, isDigit, runEnd } from '../characters.ts';
import { defineRule, type PiiSpan } from '../rule.ts';

const TOKEN = alnumAnd('-_.%/+=');
const LEAST_TOKEN = 10;
const LONG = 80;
const HYPHEN = 45;
const SLASH = 47;
const DOT = 46;

function tokenAt(text: string, start: number): PiiSpan | undefined {
  let end = runEnd(text, start, TOKEN);
  while (end > start && (text.charCodeAt(end - 1) === DOT || text.charCodeAt(end - 1) === HYPHEN)) end--;
  const from = text.indexOf('-', start) + 1;
  if (end - from < LEAST_TOKEN) return undefined;
  // So long a run is no word. That it is found keeps the rule linear: nothing is looked at twice.
  if (end - from > LONG) return { start, end };
  for (let index = from; index < end; index++) if (isDigit(text.charCodeAt(index))) return { start, end };
  return undefined;
}

/** Token types of Slack's documentation: bot, user, workspace, refresh, session, client, cookie, configuration, app, workflow. */
export const slackTokenRule = defineRule({
  kind: 'slack-token',
  finds:
    'Slack tokens: xoxa-, xoxb-, xoxc-, xoxd-, xoxe-, xoxo-, xoxp-, xoxr-, xoxs-, xoxe.xox…, xapp-, xwfp-.',
  starts: [...[...'abcdeoprs'].map((type) => `xox${type}-`), 'xoxe.xox', 'xapp-', 'xwfp-'],
  at: tokenAt,
});

const HOST = 'hooks.slack';
const HOSTS = ['hooks.slack.com/', 'hooks.slack-gov.com/'];
const SCHEME = 'https://';
/** Where an address begins whose host stands at a place: at its scheme, if it has one. */
const addressStart = (text: string, host: number): number =>
  text.slice(Math.max(0, host - SCHEME.length), host).toLowerCase() === SCHEME ? host - SCHEME.length : host;

const PATH = alnumAnd('-_/');
const LEAST_PATH = 16;
const KINDS = ['services/', 'workflows/', 'triggers/'];

function webhookAt(text: string, index: number): PiiSpan | undefined {
  const host = HOSTS.find((name) => text.startsWith(name, index));
  if (host === undefined) return undefined;
  const path = index + host.length;
  const kind = KINDS.find((name) => text.startsWith(name, path));
  if (kind === undefined) return undefined;
  let end = runEnd(text, path + kind.length, PATH);
  while (text.charCodeAt(end - 1) === SLASH) end--;
  if (end - path - kind.length < LEAST_PATH) return undefined;
  return { start: addressStart(text, index), end };
}

export const slackWebhookRule = defineRule({
  kind: 'slack-webhook',
  finds:
    'Addresses of Slack webhooks: services, workflows and triggers of hooks.slack.com. Whoever has one can post.',
  starts: [HOST],
  at: webhookAt,
});

const DISCORD = /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{16,20}\//y;
const TEAMS_PATH = alnumAnd('-_/@');
const TEAMS = /webhook\.office\.com\/webhookb2\//y;

function otherWebhookAt(text: string, index: number): PiiSpan | undefined {
  for (const pattern of [DISCORD, TEAMS]) {
    pattern.lastIndex = index;
    if (!pattern.test(text)) continue;
    const end = runEnd(text, pattern.lastIndex, pattern === TEAMS ? TEAMS_PATH : BASE64URL);
    if (end - pattern.lastIndex >= LEAST_PATH) return { start: addressStart(text, index), end };
  }
  return undefined;
}

export const webhookRule = defineRule({
  kind: 'webhook',
  finds: 'Addresses of Discord and Microsoft Teams webhooks.',
  starts: ['discord', 'webhook.office'],
  at: otherWebhookAt,
});
