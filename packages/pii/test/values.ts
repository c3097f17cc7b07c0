/** Makes values that look like life: personal data and secrets with right check digits, and what is confused with them. */
import type { Random } from './random.ts';

export type Maker = (random: Random) => string;

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const HEX = '0123456789abcdef';
const WORD = LOWER + UPPER + DIGITS;

export const some = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => random.pick([...alphabet])).join('');

const between = (random: Random, least: number, most: number): number =>
  least + random.below(most - least + 1);
const oneOf =
  (...makers: readonly Maker[]): Maker =>
  (random) =>
    random.pick(makers)(random);

/** `#` a digit, `@` 1 to 9, anything else itself. */
export const shaped =
  (...shapes: readonly string[]): Maker =>
  (random) =>
    random
      .pick(shapes)
      .replace(/[#@]/g, (mark) =>
        mark === '#' ? some(random, DIGITS, 1) : some(random, DIGITS.slice(1), 1),
      );

const grouped = (text: string, size: number, separator: string): string =>
  (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(separator);

/** ISO 7064 MOD 97-10 over digits and letters, by long division. */
function mod97(text: string): number {
  const digits = [...text].map((letter) => Number.parseInt(letter, 36)).join('');
  return Number(BigInt(digits) % 97n);
}

function ibanOf(random: Random, country: string, shape: string): string {
  const bban = shape.replace(/[#A]/g, (mark) => some(random, mark === '#' ? DIGITS : UPPER, 1));
  const check = String(98 - mod97(`${bban}${country}00`)).padStart(2, '0');
  return `${country}${check}${bban}`;
}

const IBAN_SHAPES: readonly (readonly [string, string])[] = [
  ['DE', '##################'],
  ['FR', '#######################'],
  ['GB', 'AAAA##############'],
  ['ES', '####################'],
  ['IT', 'A######################'],
  ['NL', 'AAAA##########'],
  ['AT', '################'],
  ['CH', '#################'],
  ['PT', '#####################'],
  ['BE', '############'],
  ['PL', '########################'],
  ['NO', '###########'],
  ['SE', '####################'],
  ['IE', 'AAAA##############'],
  ['BR', '#######################A#'],
  ['TR', '######################'],
  ['AE', '###################'],
  ['MT', 'AAAA#####AAAAAAAAAAAAAAAAAA'],
];

const iban: Maker = (random) => {
  const [country, shape] = random.pick(IBAN_SHAPES);
  const text = ibanOf(random, country, shape);
  return random.chance(0.5) ? grouped(text, 4, ' ') : text;
};

function luhn(random: Random, prefix: string, length: number): string {
  const body = prefix + some(random, DIGITS, length - prefix.length - 1);
  let sum = 0;
  for (const [index, digit] of [...body].reverse().entries()) {
    const twice = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += twice > 9 ? twice - 9 : twice;
  }
  return body + String((10 - (sum % 10)) % 10);
}

const card: Maker = (random) => {
  const [prefix, length] = random.pick([
    ['4', 16],
    ['51', 16],
    ['55', 16],
    ['2221', 16],
    ['34', 15],
    ['37', 15],
    ['6011', 16],
    ['3530', 16],
    ['36', 14],
    ['62', 16],
  ] as const);
  const number = luhn(random, prefix, length);
  const separator = random.pick(['', ' ', '-', ' ']);
  if (separator === '') return number;
  if (length === 16) return grouped(number, 4, separator);
  return [number.slice(0, 4), number.slice(4, 10), number.slice(10)].join(separator);
};

const ssn: Maker = (random) => {
  const area = between(random, 1, 665);
  return `${String(area).padStart(3, '0')}-${String(between(random, 1, 99)).padStart(2, '0')}-${String(between(random, 1, 9999)).padStart(4, '0')}`;
};

const names = [
  'ann',
  'bob.smith',
  'm.garcia',
  'yuki_tanaka',
  'jean-luc',
  'o.schmidt',
  'priya',
  'lucas99',
  'noreply-x',
  'K.Larsen',
];
const hosts = [
  'example.org',
  'mail.example.com',
  'acme-corp.de',
  'firma.co.uk',
  'empresa.com.br',
  'kaisha.co.jp',
  'exemple.fr',
  'startup.io',
  'team.dev',
  'university.edu',
  'clinic.health',
];
const email: Maker = (random) => {
  const tag = random.chance(0.25) ? `+${random.pick(['alerts', 'ops2', 'billing-eu'])}` : '';
  return `${random.pick(names)}${tag}@${random.pick(hosts)}`;
};
const emailIdn: Maker = (random) =>
  random.pick([
    'jürgen.groß@müller-bau.de',
    'ann@bücher.example',
    'иван.петров@почта.рф',
    '用户@例子.广告',
    'josé.núñez@compañía.es',
    'info@xn--bcher-kva.example',
    'δοκιμή@παράδειγμα.ελ',
    'zoë@café.fr',
  ]);

const octet = (random: Random): number => between(random, 1, 254);
const ipv4: Maker = (random) =>
  `${random.pick([10, 81, 172, 192, 203, 198, 34, 54, 95])}.${octet(random)}.${octet(random)}.${octet(random)}`;
const group = (random: Random): string => between(random, 1, 0xffff).toString(16);
const ipv6 = oneOf(
  (random) => `2001:db8:${Array.from({ length: 6 }, () => group(random)).join(':')}`,
  (random) => `2a02:${group(random)}::${group(random)}:${group(random)}`,
  (random) => `fe80::${group(random)}:${group(random)}:${group(random)}:${group(random)}%eth0`,
  (random) => `::ffff:${ipv4(random)}`,
  (random) => `2001:DB8::${group(random).toUpperCase()}`,
  (random) => `fd${some(random, HEX, 2)}:${group(random)}:${group(random)}::1`,
  (random) => `64:ff9b::${ipv4(random)}`,
);

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
const jwt: Maker = (random) => {
  const header = random.pick([
    '{"alg":"HS256","typ":"JWT"}',
    '{"alg":"RS256","kid":"k1"}',
    '{"typ":"JWT","alg":"ES256"}',
  ]);
  const payload = JSON.stringify({
    sub: some(random, DIGITS, 8),
    iat: 1_760_000_000 + random.below(1e6),
    name: 'x',
  });
  return `${base64url(header)}.${base64url(payload)}.${some(random, `${WORD}-_`, 43)}`;
};

const slackToken = oneOf(
  (random) => `xoxb-${some(random, DIGITS, 12)}-${some(random, DIGITS, 13)}-${some(random, WORD, 24)}`,
  (random) =>
    `xoxp-${some(random, DIGITS, 11)}-${some(random, DIGITS, 11)}-${some(random, DIGITS, 12)}-${some(random, HEX, 32)}`,
  (random) =>
    `xapp-1-A${some(random, UPPER + DIGITS, 10)}-${some(random, DIGITS, 13)}-${some(random, HEX, 64)}`,
  (random) => `xoxe.xoxp-1-${some(random, WORD, 80)}`,
  (random) => `xoxs-${some(random, DIGITS, 10)}-${some(random, DIGITS, 11)}-${some(random, HEX, 10)}`,
);
const slackWebhook = oneOf(
  (random) =>
    `https://hooks.slack.com/services/T${some(random, UPPER + DIGITS, 8)}/B${some(random, UPPER + DIGITS, 10)}/${some(random, WORD, 24)}`,
  (random) =>
    `https://hooks.slack.com/workflows/T${some(random, UPPER + DIGITS, 8)}/A${some(random, UPPER + DIGITS, 8)}/${some(random, DIGITS, 18)}/${some(random, WORD, 24)}`,
  (random) =>
    `https://hooks.slack.com/triggers/T${some(random, UPPER + DIGITS, 8)}/${some(random, DIGITS, 13)}/${some(random, HEX, 32)}`,
);

const awsId: Maker = (random) => `${random.pick(['AKIA', 'ASIA'])}${some(random, `${UPPER}234567`, 16)}`;
const awsSecret: Maker = (random) => some(random, `${WORD}/+`, 40);
const googleKey: Maker = (random) => `AIza${some(random, `${WORD}_-`, 35)}`;
const azureKey: Maker = (random) => `${some(random, `${WORD}/+`, 86)}==`;
const githubToken = oneOf(
  (random) => `${random.pick(['ghp', 'gho', 'ghs', 'ghu'])}_${some(random, WORD, 36)}`,
  (random) => `github_pat_${some(random, WORD, 22)}_${some(random, WORD, 59)}`,
);
const gitlabToken: Maker = (random) => `glpat-${some(random, `${WORD}_`, 20)}`;
const stripeKey: Maker = (random) => `${random.pick(['sk', 'rk'])}_live_${some(random, WORD, 24)}`;
const aiKey = oneOf(
  (random) => `sk-ant-api03-${some(random, `${WORD}_-`, 93)}AA`,
  (random) => `sk-proj-${some(random, WORD, 60)}T3BlbkFJ${some(random, WORD, 40)}`,
  (random) => `sk-${some(random, WORD, 20)}T3BlbkFJ${some(random, WORD, 20)}`,
);
const sendgridKey: Maker = (random) => `SG.${some(random, `${WORD}_-`, 22)}.${some(random, `${WORD}_-`, 43)}`;
const twilioKey: Maker = (random) => `SK${some(random, HEX, 32)}`;
const npmToken: Maker = (random) => `npm_${some(random, WORD, 36)}`;
const localertKey: Maker = (random) =>
  `lk.${random.pick(['acme', 'tenant-7', 'shop_eu'])}.${some(random, WORD, 12)}.${some(random, `${WORD}_-`, 43)}`;
const privateKey: Maker = (random) => {
  const kind = random.pick(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY']);
  return `-----BEGIN ${kind}-----\n${grouped(some(random, `${WORD}/+`, 256), 64, '\n')}\n-----END ${kind}-----`;
};
const bearer: Maker = (random) => some(random, `${WORD}-_`, between(random, 24, 48));
const basic: Maker = (random) =>
  Buffer.from(`svc-${some(random, LOWER, 5)}:${some(random, WORD, 12)}`).toString('base64');
const password: Maker = (random) =>
  random.pick([
    'hunter2!',
    'S0mmer2026',
    'Tr0ub4dor&3',
    'kX9#mQ2v',
    'qwerty123',
    'P@ssw0rd',
    'c0rrect-h0rse',
    'zaq1XSW2',
  ]);
const urlPassword: Maker = (random) => some(random, `${WORD}_`, between(random, 8, 20));
const opaque: Maker = (random) => some(random, WORD, between(random, 28, 40));

/** National and international forms, by the country of the text. */
const phones: Readonly<Record<string, Maker>> = {
  us: shaped(
    '+1 415 555 2###',
    '(415) 555-2###',
    '212-555-3###',
    '+1-646-555-4###',
    '303.555.6###',
    '+12025550###',
  ),
  gb: shaped(
    '+44 20 7946 0###',
    '020 7946 0###',
    '+44 7700 900###',
    '07700 900###',
    '0161 496 0###',
    '+44 (0)20 7946 0###',
  ),
  de: shaped(
    '+49 30 9018####',
    '030 9018####',
    '+49 (0)89 1234###',
    '0171 234####',
    '089/1234###',
    '+4915112345###',
    '0221-9876###',
    '0049 40 3345###',
  ),
  fr: shaped(
    '+33 1 42 68 5# ##',
    '01 42 68 5# ##',
    '06 12 3# ## ##',
    '+33 6 12 34 5# ##',
    '+336123456##',
    '01.42.68.5#.##',
  ),
  es: shaped('+34 912 34 5# ##', '+34 612 345 ###', '+346123456##', '91 234 5# ##', '612 34 5# ##'),
  it: shaped('+39 06 698# ####', '+39 347 123 4###', '06 698# ####', '+393471234###'),
  jp: shaped('03-1234-5###', '090-1234-5###', '+81 3-1234-5###', '+81 90 1234 5###', '06-6345-1###'),
  br: shaped('(11) 91234-5###', '+55 11 91234-5###', '(21) 3456-7###', '+55 21 3456 7###', '+55119123456##'),
  pt: shaped('+351 912 345 ###', '+351 21 123 4###', '+3519123456##'),
  nl: shaped('+31 20 123 4###', '020 123 4###', '06-123456##', '+31 6 12345###'),
  pl: shaped('+48 22 123 4# ##', '+48 601 234 ###'),
  ru: shaped('+7 495 123-4#-##', '8 (495) 123-4#-##', '+7 916 123 4# ##'),
  cn: shaped('+86 138 0013 8###', '+86 10 6552 9###', '138-0013-8###', '010-6552 9###'),
  kr: shaped('010-1234-5###', '+82 10-1234-5###', '02-312-3###'),
  in: shaped('+91 98765 4####', '+91-22-2778-2###'),
  se: shaped('+46 8 123 45# ##', '070-123 45 ##', '+46 70 123 45 ##'),
  tr: shaped('+90 532 123 4# ##', '0532 123 4# ##'),
  mx: shaped('+52 55 1234 5###', '+52 33 1234 5###'),
};

/** What is to be found, by slot. The part before `-` of a slot is its family. */
export const ITEMS: Readonly<Record<string, Maker>> = {
  email,
  'email-idn': emailIdn,
  ipv4,
  ipv6,
  iban,
  card,
  ssn,
  jwt,
  'slack-token': slackToken,
  'slack-webhook': slackWebhook,
  'aws-id': awsId,
  'aws-secret': awsSecret,
  'google-key': googleKey,
  'azure-key': azureKey,
  'github-token': githubToken,
  'gitlab-token': gitlabToken,
  'stripe-key': stripeKey,
  'ai-key': aiKey,
  'sendgrid-key': sendgridKey,
  'twilio-key': twilioKey,
  'npm-token': npmToken,
  'localert-key': localertKey,
  'private-key': privateKey,
  bearer,
  basic,
  password,
  'url-password': urlPassword,
  opaque,
  ...Object.fromEntries(Object.entries(phones).map(([country, maker]) => [`phone-${country}`, maker])),
};

const instant = (random: Random): Date =>
  new Date(1_750_000_000_000 + random.below(40_000_000) * 1000 + random.below(1000));
const words = ['checkout', 'billing', 'ingest', 'player', 'search', 'auth', 'media', 'payments'];
const word: Maker = (random) => random.pick(words);
const uuid: Maker = (random) => [8, 4, 4, 4, 12].map((length) => some(random, HEX, length)).join('-');

/** What is not to be found, by slot. */
export const NOISE: Readonly<Record<string, Maker>> = {
  uuid,
  trace: (random) => some(random, HEX, 32),
  span: (random) => some(random, HEX, 16),
  traceparent: (random) => `00-${some(random, HEX, 32)}-${some(random, HEX, 16)}-01`,
  datadog: (random) => `${between(random, 1, 8)}${some(random, DIGITS, 18)}`,
  sha: (random) => some(random, HEX, 40),
  sha7: (random) => some(random, HEX, 7),
  sha256: (random) => `sha256:${some(random, HEX, 64)}`,
  md5: (random) => some(random, HEX, 32),
  iso: (random) => instant(random).toISOString(),
  isotz: (random) => `${instant(random).toISOString().slice(0, 19)}+02:00`,
  date: (random) => instant(random).toISOString().slice(0, 10),
  dmy: (random) => {
    const [year, month, day] = instant(random).toISOString().slice(0, 10).split('-');
    return `${day}.${month}.${year}`;
  },
  time: (random) => instant(random).toISOString().slice(11, 19),
  epoch: (random) => String(Math.floor(instant(random).getTime() / 1000)),
  epochms: (random) => String(instant(random).getTime()),
  epochns: (random) => `${instant(random).getTime()}${some(random, DIGITS, 6)}`,
  version: (random) => `${random.below(20)}.${random.below(40)}.${random.below(99)}`,
  version4: (random) =>
    `${between(random, 1, 24)}.${random.below(40)}.${random.below(250)}.${random.below(250)}`,
  invoice: shaped('INV-2026-00####', 'RE-2026-1####', 'F2026/0####', '2026-######', 'INV00######'),
  order: shaped('#10-4####-2###', '402-1######-8######', '100######', 'PO-45000#####', '4500######'),
  ticket: shaped('INC00#####', 'OPS-#####', 'CHG00#####', 'CASE-2026-####-##'),
  path: (random) => `/var/log/${word(random)}/${word(random)}-${some(random, DIGITS, 4)}.log`,
  host: (random) => `${word(random)}-${some(random, DIGITS, 2)}.prod.eu-west-1.internal`,
  mac: (random) => Array.from({ length: 6 }, () => some(random, HEX, 2)).join(':'),
  asset: shaped('SN-###-##-#####', 'A-00####-##', 'ASSET 00##-####', 'TAG-7##-###-###'),
  pod: (random) => `${word(random)}-${some(random, `${LOWER}${DIGITS}`, 10)}-${some(random, LOWER, 5)}`,
  price: shaped('@,###.## USD', '€ @.###,##', '@ ### ###,## €', '¥@##,###', 'R$ @.###,##'),
  coords: shaped('48.8###, 2.3####', '-23.55###, -46.63###', '35.6##° N, 139.6##° E'),
  bytes: shaped('@,###,###', '@########', '@ ### ###', '@.###.###'),
  port: shaped('@###'),
  percent: shaped('##.## %', '9#.###%'),
  mention: (random) => `<@U${some(random, UPPER + DIGITS, 10)}>`,
  channel: (random) => `<#C${some(random, UPPER + DIGITS, 10)}|${word(random)}>`,
  subteam: (random) => `<!subteam^S${some(random, UPPER + DIGITS, 8)}|@oncall>`,
  slackdate: (random) => `<!date^${Math.floor(instant(random).getTime() / 1000)}^{date_short} {time}|soon>`,
  word,
  arn: (random) => `arn:aws:lambda:eu-west-1:${some(random, DIGITS, 12)}:function:${word(random)}`,
  ean: shaped('40@##########', '978-3-16-######-#'),
  ulid: (random) => `01J${some(random, '0123456789ABCDEFGHJKMNPQRSTVWXYZ', 23)}`,
  bigid: shaped('11@################', '7@##############'),
};
