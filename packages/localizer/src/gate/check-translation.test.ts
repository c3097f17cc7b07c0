import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';
import { type CheckCode, GATE_CHECKS } from './checks.ts';
import type { TranslationInput } from './settings.ts';

type Case = readonly [
  source: string,
  target: string,
  locale: string,
  more?: Partial<TranslationInput> | undefined,
];

const findingsOf = ([source, target, targetLocale, more]: Case) =>
  checkTranslation({ source, target, sourceLocale: 'en', targetLocale, ...more });
const codesOf = (one: Case) => [...new Set(findingsOf(one).map(({ code }) => code))];
const errorsOf = (one: Case) =>
  findingsOf(one).flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

const PLURAL = '{count, plural, one {# job waits} other {# jobs wait}} in {queue}';
const TICKS = '```';

/** Texts that a good translator would hand in. */
const GOOD: readonly Case[] = [
  ['Disk full on {host}', 'Festplatte von {host} ist voll', 'de'],
  [PLURAL, '{count, plural, one {# trabajo espera} other {# trabajos esperan}} en {queue}', 'es'],
  [
    PLURAL,
    'В очереди {queue} {count, plural, one {ждёт # задача} few {ждут # задачи} many {ждут # задач} other {ждут # задачи}}',
    'ru',
  ],
  [PLURAL, '{queue} で {count} 件のジョブが待機しています', 'ja'],
  [PLURAL, '{count, plural, other {# 个任务在 {queue} 中等待}}', 'zh-CN'],
  [
    '{count, plural, =1 {One job} other {# jobs}} failed',
    '{count, plural, =1 {Une tâche} other {# tâches}} en échec',
    'fr',
  ],
  [
    '{who, select, team {The team} other {Someone}} answered',
    '{who, select, team {Das Team} other {Jemand}} hat geantwortet',
    'de',
  ],
  [
    'See <b>the log</b> at https://status.example/log or ask ops@status.example',
    'Siehe <b>das Protokoll</b> unter https://status.example/log oder frage ops@status.example',
    'de',
  ],
  ['Ask <@U012AB3CD> in <#C012AB3CD> :fire:', 'Pregunta a <@U012AB3CD> en <#C012AB3CD> :fire:', 'es'],
  ['Run `restart now` on *all* nodes', 'Ejecuta `restart now` en *todos* los nodos', 'es'],
  ['Retry in 1,500 seconds', 'Nouvel essai dans 1 500 secondes', 'fr'],
  ['Retry in 30 seconds', 'أعد المحاولة بعد ٣٠ ثانية', 'ar'],
  ['Webhook URL', 'Webhook URL', 'de'],
  ['Slack API', 'Slack API', 'ja'],
  ['Playback failed in two regions', 'Afspelen mislukt in twee regio’s', 'nl'],
  ['December', '12月', 'ja'],
  ['Colour', 'Colour', 'en-GB'],
  ['The payment service answers again', 'El servicio de pagos vuelve a responder', 'es-419'],
  ['The payment service answers again', 'O serviço de pagamentos voltou a responder', 'pt-PT'],
  ['The payment service answers again', 'Betalingstjenesten svarer igjen nå', 'nb'],
  ['The payment service answers again', 'Servis za plaćanje ponovo odgovara na zahteve', 'sr-Latn'],
  ['The payment service answers again', 'Layanan pembayaran kembali menjawab permintaan', 'id'],
  ['', '', 'de'],
  ['{a}{b}', '{a}{b}', 'de'],
];

/** Texts with one thing wrong, and the check that must tell of it. */
const BAD: readonly (readonly [CheckCode, ...Case])[] = [
  ['syntax', 'Disk full on {host}', 'Festplatte von {host voll', 'de'],
  ['too-long', 'Disk', 'Platte '.repeat(3000), 'de'],
  ['argument-missing', 'Disk full on {host}', 'Festplatte ist voll', 'de'],
  [
    'argument-missing',
    PLURAL,
    '{count, plural, one {# trabajo espera} other {Unos trabajos esperan}} en {queue}',
    'es',
  ],
  ['argument-missing', 'Copied %d of %d files', 'Dateien kopiert', 'de'],
  ['argument-added', 'Disk full on {host}', 'Festplatte von {host} auf {region} voll', 'de'],
  ['argument-type', 'Since {at, date, short}', 'Seit {at, time, short}', 'de'],
  ['argument-type', 'Load is {load, number, percent}', 'Last ist {load, number}', 'de'],
  ['argument-type', 'Load is {load, number}', 'Last ist {load}', 'de'],
  ['argument-quoted', 'The disk of {host} is full', "Le disque d'{host} est plein", 'fr'],
  ['argument-repeated', 'Disk full on {host}', '{host}: Festplatte von {host} voll', 'de'],
  ['choice-missing', PLURAL, '{count} trabajos esperan en {queue}', 'es'],
  [
    'choice-missing',
    '{n, plural, one {{who, select, me {I} other {They}} ran} other {{who, select, me {I} other {They}} ran # times}}',
    '{n, plural, one {{who, select, me {Ich} other {Sie}} lief} other {Man lief #-mal}}',
    'de',
  ],
  ['choice-added', 'Ask {who} about it', '{who, select, me {Frage mich} other {Frage {who}}} dazu', 'de'],
  [
    'select-keys',
    '{who, select, team {The team} other {Someone}} answered',
    '{who, select, gruppe {Das Team} other {Jemand}} hat geantwortet',
    'de',
  ],
  [
    'plural-keyword',
    PLURAL,
    '{count, plural, eins {# Aufgabe wartet} one {# Aufgabe wartet} other {# Aufgaben warten}} in {queue}',
    'de',
  ],
  [
    'plural-offset',
    '{n, plural, offset:1 one {You and # more} other {You and # more}}',
    '{n, plural, one {Du und # weitere} other {Du und # weitere}}',
    'de',
  ],
  [
    'plural-offset',
    '{n, selectordinal, one {#st try} two {#nd try} few {#rd try} other {#th try}}',
    '{n, plural, one {# Versuch} other {# Versuche}}',
    'de',
  ],
  ['category-missing', PLURAL, '{count, plural, one {# задача ждёт} other {# задач ждут}} в {queue}', 'ru'],
  [
    'category-rare',
    PLURAL,
    '{count, plural, one {# задача ждёт} few {# задачи ждут} other {# задач ждут}} в {queue}',
    'ru',
  ],
  [
    'category-unused',
    PLURAL,
    '{count, plural, one {# Aufgabe wartet} few {# Aufgaben warten} other {# Aufgaben warten}} in {queue}',
    'de',
  ],
  [
    'exact-missing',
    '{count, plural, =0 {No jobs} one {# job} other {# jobs}}',
    '{count, plural, one {# Aufgabe} other {# Aufgaben}}',
    'de',
  ],
  [
    'exact-added',
    '{count, plural, =1 {One job} other {# jobs}}',
    '{count, plural, =1 {Eine Aufgabe} =5 {Fünf Aufgaben} other {# Aufgaben}}',
    'de',
  ],
  ['plural-flattened', PLURAL, '{queue} で {count} 件のジョブが待機しています', 'ja'],
  ['tag-missing', 'See <b>the log</b>', 'Siehe das Protokoll', 'de'],
  ['tag-added', 'See the log', 'Siehe <b>das Protokoll</b>', 'de'],
  ['link-missing', 'See https://status.example/log', 'Siehe https://status.example/protokoll', 'de'],
  ['link-added', 'See the log', 'Siehe das Protokoll unter status.example/log', 'de'],
  ['code-missing', 'Run `restart now` first', 'Zuerst `jetzt neu starten` ausführen', 'de'],
  ['code-added', 'Run restart first', 'Zuerst `restart` ausführen', 'de'],
  ['mention-missing', 'Ask <@U012AB3CD> first', 'Frage zuerst nach', 'de'],
  ['mention-added', 'Ask the team first', '<!here> Frage zuerst das Team', 'de'],
  ['emoji-missing', 'On fire :fire: again', 'Es brennt wieder', 'de'],
  ['emoji-added', 'On fire again', 'Es brennt wieder 🔥', 'de'],
  ['markup-missing', 'Act *now* please', 'Bitte jetzt handeln', 'de'],
  ['markup-added', 'Act now please', 'Bitte *jetzt* handeln', 'de'],
  ['markup-added', 'Act now', '> Jetzt handeln', 'de'],
  ['number', 'Retry in 30 seconds', 'Neuer Versuch in 20 Sekunden', 'de'],
  ['number', 'Retry soon', 'Neuer Versuch in 20 Sekunden', 'de'],
  ['number', 'Retry in 30 seconds', 'Neuer Versuch gleich in Sekunden', 'de'],
  ['number-doubtful', 'Retry 3 times', 'Mehrmals versuchen', 'de'],
  ['empty', 'Disk full', ' ', 'de'],
  ['empty', 'Disk full', '…', 'de'],
  ['empty', PLURAL, '{count, plural, one {} other {# trabajos esperan en {queue}}}', 'es'],
  ['untranslated', 'The disk of the server is full', 'The disk of the server is full', 'de'],
  ['untranslated', 'The disk of the first server is full', 'The disk of the first server is full!', 'de'],
  [
    'untranslated-part',
    'The disk is full. Please delete old files from it.',
    'Die Platte ist voll. Please delete old files from it.',
    'de',
  ],
  [
    'untranslated-part',
    'The disk is full. Please delete old files from it.',
    'Die Platte ist voll. You should remove what you do not need there.',
    'de',
  ],
  ['script', 'The payment service answers again', 'Платёжная служба снова отвечает', 'de'],
  ['script', 'The payment service answers again', 'El servicio de pagos vuelve a responder', 'ja'],
  ['language', 'The payment service answers again', 'El servicio de pagos vuelve a responder', 'de'],
  ['language', 'The payment service answers all requests again', '付款服務再次應答所有請求', 'zh-CN'],
  ['language', 'The payment service answers all requests again', '支付服务现在再次响应所有请求', 'ja'],
  ['language', 'The payment service answers again', '支付服务再次响应', 'ko'],
  ['language-doubtful', 'All done', 'Todo está hecho', 'pt'],
  ['sentence-added', 'The disk is full.', 'Die Platte ist voll. Bitte den Administrator verständigen.', 'de'],
  ['sentence-added', 'Disk nearly full', 'Platte fast voll, bitte bald aufräumen und Bescheid geben.', 'de'],
  [
    'sentence-missing',
    'The disk is full. Delete old files from it before the next backup begins.',
    'Die Platte ist voll.',
    'de',
  ],
  [
    'length',
    'The disk of the server is nearly full',
    `Die Platte ist ${'wirklich und wahrhaftig und ohne Zweifel '.repeat(3)}voll`,
    'de',
  ],
  [
    'length',
    'The disk of the server in the second region is nearly full and needs care',
    'Platte voll',
    'de',
  ],
  ['length-doubtful', 'Disk nearly full', 'Die Festplatte des Servers ist nahezu ganz voll', 'de'],
  ['repetition', 'The disk is full', 'Die Platte Platte Platte Platte Platte ist voll', 'de'],
  ['repetition', 'The disk is full', 'Die Platte ist voll Die Platte ist voll', 'de'],
  ['repetition', 'The disk is full', '磁盘已经满了磁盘已经满了', 'zh-CN'],
  [
    'repetition',
    'The disk is full. Delete old files. Then start again.',
    'Die Platte ist voll. Die Platte ist voll. Dann neu starten.',
    'de',
  ],
  [
    'repetition',
    'The disk is full and old files must be deleted before the backup',
    'Platte ist voll und Platte ist voll oder Platte ist voll weil Platte ist voll und alte Dateien',
    'de',
  ],
  ['chatter', 'The disk is full', 'Here is the translation: Die Platte ist voll', 'de'],
  ['chatter', 'The disk is full', 'Es tut mir leid, aber ich kann das nicht übersetzen', 'de'],
  ['wrapper', 'The disk is full', '„Die Platte ist voll“', 'de'],
  ['wrapper', 'The disk is full', `${TICKS}\nDie Platte ist voll\n${TICKS}`, 'de'],
  ['wrapper', 'The disk is full', '["Die Platte ist voll"]', 'de'],
  [
    'glossary',
    'The disk is full',
    'Die Platte ist voll',
    'de',
    { glossary: [{ source: 'disk', target: 'Datenträger' }] },
  ],
  [
    'do-not-translate',
    'Night Watch is on',
    'Die Nachtwache ist an',
    'de',
    { glossary: [{ source: 'Night Watch' }] },
  ],
  ['mojibake', 'The disk is full again', 'El disco estÃ¡ lleno', 'es'],
  ['mojibake', 'The disk is full again', 'El disco est?a lleno', 'es'],
  ['mojibake', 'The disk is full again', 'Äèñê ïåðåïîëíåí', 'ru'],
  ['control', 'The disk is full', 'Die Platte ist\u0007 voll', 'de'],
  ['control', 'The disk is full', 'Die Platte \ud83d ist voll', 'de'],
  ['invisible', 'The disk is full', 'Die Pla\u200btte ist voll', 'de'],
  ['bidi', 'The disk is full', 'Die Platte \u202e ist voll', 'de'],
  ['bidi', 'The disk is full', 'Die \u2067Platte\u2069 ist voll', 'de'],
  ['bidi', 'The disk is full', 'القرص \u2067ممتلئ', 'ar'],
  ['mixed-script', 'The disk is full', 'Die Plаtte ist voll', 'de'],
  ['mixed-script', 'The disk is full', 'Дисk переполнен', 'ru'],
  ['edge-space', 'The disk is full', ' Die Platte ist voll ', 'de'],
  ['apostrophe', 'Open <https://a.example|log>', "Abrir l'<https://a.example|log>", 'ca'],
  ['punctuation', 'The disk is full.', 'Die Platte ist voll!', 'de'],
  ['punctuation', 'Is the disk full?', 'Ist die Platte voll', 'de'],
  ['punctuation', 'The disk is full', 'Die Platte ist voll.', 'de'],
  ['lines', 'The disk is full\nAct now', 'Die Platte ist voll. Handle jetzt', 'de'],
  ['slack-limit', 'Disk full', 'Platte voll auf dem Server', 'de', { slack: { maxLength: 20 } }],
  ['slack-limit', 'Full: {host}', 'Voll: {host}', 'de', { slack: { place: 'buttonText' } }],
  ['source-unreadable', 'Hello {{name}}', 'Hallo {{name}}', 'de'],
];

const named = ([source, target, locale]: Case): string => `${source} → ${target} (${locale})`;

describe('checkTranslation', () => {
  for (const one of GOOD) {
    it(`lets a good translation pass: ${named(one)}`, () => {
      expect(errorsOf(one)).toEqual([]);
    });
  }

  for (const [code, ...one] of BAD) {
    it(`finds ${code} in: ${named(one)}`, () => {
      const found = findingsOf(one).find((finding) => finding.code === code);
      expect(found, codesOf(one).join()).toBeDefined();
      expect(found).toMatchObject({ mqm: GATE_CHECKS[code].mqm, severity: GATE_CHECKS[code].severity.ai });
    });

    it(`does not look for ${code} when told so: ${named(one)}`, () => {
      const [source, target, locale, more] = one;
      expect(codesOf([source, target, locale, { ...more, ignore: [code] }])).not.toContain(code);
    });
  }

  it('has a case for every check', () => {
    const told: ReadonlySet<string> = new Set(BAD.map(([code]) => code));
    expect(Object.keys(GATE_CHECKS).filter((code) => !told.has(code))).toEqual([]);
  });

  it('quotes no text in its sentences', () => {
    for (const [, source, target, locale, more] of BAD) {
      for (const { message } of findingsOf([source, target, locale, more])) {
        for (const word of ['Platte', 'voll', 'disk', 'servicio', 'Datenträger'])
          expect(message).not.toContain(word);
      }
    }
  });

  it('names places inside of the texts', () => {
    for (const [, source, target, locale, more] of BAD) {
      for (const { place } of findingsOf([source, target, locale, more])) {
        const text = place.in === 'target' ? target : source;
        expect(place.start).toBeLessThanOrEqual(place.end);
        expect(place.end).toBeLessThanOrEqual(text.length);
      }
    }
  });

  it('points at what was added', () => {
    const target = 'Siehe das Protokoll unter https://a.example/x';
    const [found] = findingsOf(['See the log', target, 'de']);
    expect(target.slice(found?.place.start, found?.place.end)).toBe('https://a.example/x');
  });

  it('puts errors first', () => {
    const severities = findingsOf(['See the log.', ' Siehe <b>das Protokoll', 'de']).map(
      ({ severity }) => severity,
    );
    expect(severities).toEqual([...severities].sort());
    expect(new Set(severities).size).toBe(2);
  });

  it('lets "many" be missing in texts that people wrote', () => {
    const target = '{count, plural, one {# задача ждёт} few {# задачи ждут} other {# задач ждут}} в {queue}';
    expect(errorsOf([PLURAL, target, 'ru', { profile: 'import' }])).toEqual([]);
    expect(errorsOf([PLURAL, target, 'ru', { profile: 'ai' }])).toEqual(['category-rare']);
  });

  it('does not blame the translation for a source that is no message', () => {
    expect(errorsOf(['Hello {{name}}, {n} left', 'Hallo {{name}}, {n} übrig', 'de'])).toEqual([]);
    expect(errorsOf(['Hello {{name}}', 'Hallo {{nombre}}', 'de'])).toContain('argument-missing');
    expect(errorsOf(['Hello {{name}}', 'Hallo', 'de'])).toContain('argument-missing');
  });

  it('reads apostrophes as its source does', () => {
    // In the first no reader quotes; in the second the source shows the value and the translation does not.
    expect(errorsOf(["Delete the queue '{queue}'?", "Die Warteschlange '{queue}' löschen?", 'de'])).toEqual(
      [],
    );
    expect(errorsOf(["Delete the queue '{queue}'?", 'Die Warteschlange „{queue}“ löschen?', 'de'])).toEqual(
      [],
    );
    expect(errorsOf(['Delete the queue {queue}?', "Die Warteschlange '{queue}' löschen?", 'de'])).toContain(
      'argument-quoted',
    );
  });

  it('does not take plain texts for messages when told so', () => {
    expect(errorsOf(['Hi %s, {', 'Hallo %s, {', 'de', { syntax: 'plain' }])).toEqual([]);
    expect(errorsOf(['Hi %s, {', 'Hallo, {', 'de', { syntax: 'plain' }])).toEqual(['argument-missing']);
  });
});
