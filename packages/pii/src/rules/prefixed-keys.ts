import { type Alphabet, alnumAnd, alphabetOf, isAlnum, runEnd } from '../characters.ts';
import { defineRule, type PiiRule, type PiiSpan } from '../rule.ts';

const WORD = alnumAnd('');
const WORD_ = alnumAnd('_');
const WORD_DASH = alnumAnd('_-');
const WORD_DOT = alnumAnd('_-.');
const HEX = alphabetOf('0123456789abcdef');
const UPPER = alphabetOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
const AWS = alphabetOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');

/** A key whose first letters say whose it is. */
interface Prefixed {
  readonly kind: string;
  readonly finds: string;
  readonly forms: readonly Form[];
}

/** Prefixes, what follows them, and how much of it there is at least; at most, where the length is fixed. */
type Form = readonly [prefixes: string, alphabet: Alphabet, least: number, most?: number];

/** Formats as their makers publish them, or as their keys are. */
const KEYS: readonly Prefixed[] = [
  {
    kind: 'aws-access-key',
    finds: 'AWS access key ids: AKIA and ASIA with 16 characters.',
    forms: [['AKIA ASIA ABIA ACCA', AWS, 16, 16]],
  },
  {
    kind: 'google-key',
    finds: 'Google API keys (AIza…), OAuth client secrets (GOCSPX-…) and access tokens (ya29.…).',
    forms: [
      ['AIza', WORD_DASH, 35],
      ['GOCSPX-', WORD_DASH, 20],
      ['ya29.', WORD_DASH, 30],
    ],
  },
  {
    kind: 'github-token',
    finds: 'GitHub tokens: ghp_, gho_, ghu_, ghs_, ghr_, github_pat_.',
    forms: [
      ['ghp_ gho_ ghu_ ghs_ ghr_', WORD_, 36],
      ['github_pat_', WORD_, 40],
    ],
  },
  {
    kind: 'gitlab-token',
    finds: 'GitLab tokens: glpat-, glptt-, gldt-, glrt-, glcbt-, glsoat-, glft-, glimt-, glagent-, gloas-.',
    forms: [['glpat- glptt- gldt- glrt- glcbt- glsoat- glft- glimt- glagent- gloas-', WORD_DOT, 20]],
  },
  {
    kind: 'stripe-key',
    finds: 'Stripe secret and restricted keys, live and test, and webhook secrets.',
    forms: [
      ['sk_live_ sk_test_ rk_live_ rk_test_', WORD, 16],
      ['whsec_', alnumAnd('+/='), 24],
    ],
  },
  {
    kind: 'anthropic-key',
    finds: 'Anthropic keys: sk-ant-.',
    forms: [['sk-ant-', WORD_DASH, 24]],
  },
  {
    kind: 'openai-key',
    finds: 'OpenAI keys: sk-proj-, sk-svcacct-, sk-admin-, sk- with 40 letters and digits or more.',
    forms: [
      ['sk-proj- sk-svcacct- sk-admin- sk-None-', WORD_DASH, 24],
      ['sk-', WORD, 40],
    ],
  },
  {
    kind: 'twilio-key',
    finds: 'Twilio API keys: SK with 32 hexadecimal digits.',
    forms: [['SK', HEX, 32, 32]],
  },
  {
    kind: 'sendgrid-key',
    finds: 'SendGrid keys: SG. with two parts.',
    forms: [['SG.', WORD_DOT, 60]],
  },
  {
    kind: 'npm-token',
    finds: 'npm access tokens: npm_.',
    forms: [['npm_', WORD, 36]],
  },
  {
    kind: 'service-key',
    finds:
      'Keys of further services by their first letters: Airtable, Atlassian, Databricks, DigitalOcean, Docker, Doppler, Grafana, Groq, Heroku, Hugging Face, Linear, Mailgun, New Relic, Notion, PlanetScale, Postman, PyPI, Replicate, Sentry, Shopify, Square, Supabase, Telegram, Terraform, Vault.',
    forms: [
      ['ATATT3', alnumAnd('_-='), 60],
      ['dapi', HEX, 32],
      ['dop_v1_ doo_v1_ dor_v1_', HEX, 64, 64],
      ['dckr_pat_ dckr_oat_', WORD_DASH, 20],
      ['dp.pt. dp.st. dp.ct. dp.sa.', WORD_DOT, 40],
      ['glsa_', WORD_, 40],
      ['glc_', alnumAnd('+/='), 32],
      ['gsk_', WORD, 40],
      ['HRKU-', WORD_DASH, 36],
      ['hf_', WORD, 34],
      ['lin_api_ lin_oauth_', WORD, 32],
      ['key-', HEX, 32, 32],
      ['NRAK-', UPPER, 27],
      ['ntn_', WORD, 40],
      ['pat', alnumAnd('.'), 70],
      ['pscale_tkn_ pscale_pw_ pscale_oauth_', WORD_DOT, 32],
      ['PMAK-', WORD_DASH, 50],
      ['pypi-AgE', WORD_DASH, 50],
      ['r8_', WORD, 37],
      ['sntrys_ sntryu_', alnumAnd('+/=_-'), 40],
      ['shpat_ shpca_ shppa_ shpss_', HEX, 32, 32],
      ['sq0atp- sq0csp-', WORD_DASH, 22],
      ['sbp_', HEX, 40, 40],
      ['hvs. hvb. hvr.', WORD_DASH, 24],
      ['xai- pplx-', WORD, 40],
      ['AGE-SECRET-KEY-1', UPPER, 58],
    ],
  },
];

/** Words have no digits, and names no small and capital letters at random: few keys have neither. */
const looksRandom = (rest: string): boolean => /\d/.test(rest) || (/[a-z]/.test(rest) && /[A-Z]/.test(rest));
const DOT = 46;
const LONG = 80;

/** The key that begins at a place with one of a rule's prefixes, the longest first. */
function keyAt(
  forms: readonly (readonly [prefix: string, alphabet: Alphabet, least: number, most?: number])[],
) {
  return (text: string, start: number): PiiSpan | undefined => {
    for (const [prefix, alphabet, least, most] of forms) {
      if (!text.startsWith(prefix, start)) continue;
      const from = start + prefix.length;
      let end = runEnd(text, from, alphabet);
      // A stop is the sentence's; a hyphen may be the key's.
      while (end > from && text.charCodeAt(end - 1) === DOT) end--;
      if (end - from < least || (most !== undefined && end - from > most) || isAlnum(text.charCodeAt(end)))
        continue;
      // A fixed length, or so long a run, is no word. That long ones are found keeps the rule linear.
      if (most === least || end - from > LONG || looksRandom(text.slice(from, end))) return { start, end };
    }
    return undefined;
  };
}

/** One rule for each service. */
export const prefixedKeyRules: readonly PiiRule[] = KEYS.map(({ kind, finds, forms }) => {
  const all = forms
    .flatMap(([prefixes, ...rest]) => prefixes.split(' ').map((prefix) => [prefix, ...rest] as const))
    .sort(([one], [other]) => other.length - one.length);
  return defineRule({ kind, finds, starts: all.map(([prefix]) => prefix), at: keyAt(all) });
});
