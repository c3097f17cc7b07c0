import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';
import type { TranslationInput } from './settings.ts';

const codes = (
  source: string,
  target: string,
  targetLocale: string,
  more: Partial<TranslationInput> = {},
) => [
  ...new Set(
    checkTranslation({ source, target, sourceLocale: 'en', targetLocale, ...more }).map(({ code }) => code),
  ),
];

describe('characters', () => {
  it('lets pass what a script needs', () => {
    expect(codes('Do not delete', 'نمی\u200cخواهم پاک کنم', 'fa')).not.toContain('invisible');
    expect(codes('Do not delete', 'לא\u200f למחוק', 'he')).not.toContain('invisible');
    expect(codes('A family: 👩‍👧', 'Eine Familie: 👩‍👧', 'de')).toEqual([]);
    expect(codes('Delete all', 'ลบ\u200bทั้งหมด', 'th')).not.toContain('invisible');
    expect(codes('Flag 🏴\u{e0067}\u{e0062}\u{e007f}', 'Flagge 🏴\u{e0067}\u{e0062}\u{e007f}', 'de')).toEqual(
      [],
    );
    expect(codes('Delete all', 'すべて葛\u{e0100}削除', 'ja')).not.toContain('invisible');
    expect(codes('Delete \u2060all', 'Alles \u2060löschen', 'de')).not.toContain('invisible');
    expect(codes('Delete \u001ball', 'Alles \u001blöschen', 'de')).not.toContain('control');
    expect(codes('Delete \ue123 all', 'Alles \ue123 löschen', 'de')).not.toContain('control');
  });

  it('lets pairs of isolates be in texts from right to left', () => {
    expect(codes('The host {host} is full', 'المضيف \u2068{host}\u2069 ممتلئ تمامًا', 'ar')).not.toContain(
      'bidi',
    );
    expect(codes('The host {host} is full', 'المضيف \u202a{host}\u2069 ممتلئ تمامًا', 'ar')).toContain('bidi');
    expect(
      codes('The host \u2068{host}\u2069 is full', 'Der Server \u2068{host}\u2069 ist voll', 'de'),
    ).not.toContain('bidi');
  });

  it('knows endings behind foreign names', () => {
    expect(codes('Open it with Docker', 'Откройте с Dockerом', 'ru')).not.toContain('mixed-script');
    expect(codes('Open it with the API', 'Откройте черезAPI сейчас', 'ru')).not.toContain('mixed-script');
    expect(codes('Open it with kΩ', 'Mit kΩ öffnen', 'de')).not.toContain('mixed-script');
    expect(codes('Open it with Docker', 'Mit Dockеr öffnen', 'de')).toContain('mixed-script');
    expect(codes('Open it with Edge', 'Edgеで開く', 'ja')).toContain('mixed-script');
    expect(codes('Open the settings', 'Oткpыть нacтpoйки', 'ru')).toContain('mixed-script');
  });
});

describe('languages', () => {
  it('takes variants and neighbours for one', () => {
    expect(codes('All requests are answered again', '所有請求都會再次得到回應', 'zh-TW')).toEqual([]);
    expect(codes('All requests are answered again', '所有请求都会再次得到响应', 'zh-TW')).toContain(
      'language',
    );
    expect(codes('All requests are answered again', 'Svi zahtjevi ponovo dobijaju odgovor', 'bs')).toEqual(
      [],
    );
    expect(codes('All requests are answered again', 'Alle forespørgsler besvares igen', 'nb')).not.toContain(
      'language',
    );
    expect(codes('All requests are answered again', 'Сви захтеви поново добијају одговор', 'sr')).toEqual([]);
  });

  it('tells the source’s language from one that the detector does not know', () => {
    const english = 'You should now answer all of the requests that have come from them';
    expect(codes('Please answer now', english, 'sw', { ignore: ['length', 'sentence-added'] })).toContain(
      'language',
    );
    expect(
      codes('Please answer now', 'Tafadhali jibu maombi yote sasa hivi bila kuchelewa', 'sw', {
        ignore: ['length'],
      }),
    ).not.toContain('language');
  });

  it('knows foreign letters in formulas, and words in Latin letters', () => {
    expect(codes('Angle alpha', 'Winkel α und β', 'de')).not.toContain('script');
    expect(codes('Open GitHub', 'GitHub', 'ru')).not.toContain('script');
    expect(codes('Open the file now', 'Öffnen', 'ja')).toContain('script');
    expect(codes('Open the file now', 'open now please', 'ru')).toContain('script');
  });
});

describe('edges', () => {
  it('knows the marks of other scripts', () => {
    expect(codes('Is it full?', 'Είναι γεμάτος ο δίσκος;', 'el')).not.toContain('punctuation');
    expect(codes('Is it full?', 'Ist die Platte voll;', 'de')).toContain('punctuation');
    expect(codes('The disk is full.', 'ดิสก์เต็มแล้ว', 'th')).not.toContain('punctuation');
    expect(codes('The disk is full.', '磁盘已满。', 'zh')).not.toContain('punctuation');
    expect(codes('Wait...', 'Warten…', 'de')).toEqual([]);
  });
});

describe('glossary', () => {
  const glossary = [
    { source: 'disk', target: 'Datenträger' },
    { source: 'Ops', caseSensitive: true },
    { source: 'Night Watch', target: 'Nachtwache', caseSensitive: true },
    { source: '' },
  ];
  const found = (source: string, target: string) =>
    codes(source, target, 'de', { glossary }).filter(
      (code) => code === 'glossary' || code === 'do-not-translate',
    );

  it('looks at whole words, and at case where it counts', () => {
    expect(found('The disk is full', 'Der Datenträger ist voll')).toEqual([]);
    expect(found('The diskette is full', 'Die Diskette ist voll')).toEqual([]);
    expect(found('The ops are here', 'Der Betrieb ist da')).toEqual([]);
    expect(found('The Ops are here', 'Der Betrieb ist da')).toEqual(['do-not-translate']);
    expect(found('The Ops are here', 'Die Ops sind da')).toEqual([]);
    expect(found('The Night Watch is here', 'Die Nachtwachen sind da')).toEqual([]);
    expect(found('The Night Watch is here', 'Die nachtwache ist da')).toEqual(['glossary']);
  });

  it('lets endings differ, except where words touch', () => {
    expect(
      codes('The server is full', 'Серверов нет', 'ru', {
        glossary: [{ source: 'server', target: 'сервер' }],
      }),
    ).not.toContain('glossary');
    expect(
      codes('The disk is full', '磁碟已滿', 'zh-TW', { glossary: [{ source: 'disk', target: '硬碟' }] }),
    ).toContain('glossary');
  });
});

describe('limits of Slack', () => {
  it('take the longest branch with the longest values', () => {
    const slack = { maxLength: 60, contract: { host: { type: 'text', maxLength: 20 } } } as const;
    expect(codes('Full: {host}', 'Voll: {host}', 'de', { slack })).toEqual([]);
    expect(
      codes(
        '{n, plural, one {Full} other {All full}}',
        '{n, plural, one {Voll} other {Ausnahmslos alle sind nun voll, wirklich jede davon, ganz gewiss}}',
        'de',
        { slack, ignore: ['length', 'sentence-added'] },
      ),
    ).toContain('slack-limit');
    expect(codes('Full & done', 'Voll & fertig', 'de', { slack: { maxLength: 13, mrkdwn: false } })).toEqual(
      [],
    );
    expect(codes('Full & done', 'Voll & fertig', 'de', { slack: { maxLength: 13 } })).toEqual([
      'slack-limit',
    ]);
    expect(codes('Full', 'Voll {', 'de', { slack: { maxLength: 3 } })).toContain('slack-limit');
    expect(codes('Full', 'Voll', 'de', { slack: {} })).toEqual([]);
  });
});

describe('numbers', () => {
  it('may be grouped in another way, and written in other digits', () => {
    expect(codes('From 12:30', 'Ab 12.30', 'de')).toEqual([]);
    expect(codes('Wait for 10-20 s', 'Warte 10 bis 20 s', 'de')).toEqual([]);
    expect(codes('Wait for 10,000 ms', '१०,००० मि॰से॰ रुकें', 'hi')).not.toContain('number');
    expect(codes('Retry 3 times', 'Noch 4 Mal versuchen', 'de')).toContain('number');
  });
});

describe('names behind an @', () => {
  it('may have endings, and may come out of code', () => {
    expect(codes("Use the '@deprecated' tag here", 'Hier das @deprecated-Tag verwenden', 'de')).toEqual([]);
    expect(codes('Ask @ops about it', 'Frage @netz dazu', 'de')).toEqual(
      expect.arrayContaining(['mention-added', 'mention-missing']),
    );
    expect(codes('Run `npm i @a/b` now', 'Jetzt „npm i @a/b“ ausführen', 'de')).toEqual(['code-missing']);
    expect(codes('Run `ping @here` now', 'Jetzt „ping @here“ ausführen', 'de')).toContain('mention-added');
  });

  it('lets people write quotation marks for code', () => {
    const found = checkTranslation({
      source: 'Run `ls` now',
      target: 'Jetzt „ls“ ausführen',
      sourceLocale: 'en',
      targetLocale: 'de',
      profile: 'import',
    });
    expect(found).toMatchObject([{ code: 'code-missing', severity: 'warning' }]);
  });
});
