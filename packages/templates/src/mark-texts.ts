import type { Locale } from '@localert/core';

/** What is put above an alert that goes out again, or in place of others. Each is a MessageFormat 1 source. */
export interface MarkTexts {
  /** The trouble is over. */
  readonly resolved: string;
  /** Nobody has acknowledged it in time. */
  readonly escalated: string;
  /** Takes `{count}`: alerts like this one that were not sent. */
  readonly similar: string;
  /** Takes `{count}`: other alerts that were not sent one by one. */
  readonly gathered: string;
}

const plural = (branches: string): string => `+{count, plural, ${branches}}`;

/** Marks in all languages of this library. No native speaker has reviewed them. */
export const markTexts: Readonly<Record<Locale, MarkTexts>> = {
  ar: {
    resolved: 'تم الحل',
    escalated: 'لم يؤكد أحد استلام هذا التنبيه بعد',
    similar: plural(
      'zero {# تنبيه مشابه} one {# تنبيه مشابه} two {# تنبيهان مشابهان} few {# تنبيهات مشابهة} many {# تنبيهًا مشابهًا} other {# تنبيه مشابه}',
    ),
    gathered: plural(
      'zero {# تنبيه آخر لم يُرسل} one {# تنبيه آخر لم يُرسل} two {# تنبيهان آخران لم يُرسلا} few {# تنبيهات أخرى لم تُرسل} many {# تنبيهًا آخر لم يُرسل} other {# تنبيه آخر لم يُرسل}',
    ),
  },
  cs: {
    resolved: 'Vyřešeno',
    escalated: 'Toto upozornění zatím nikdo nepotvrdil',
    similar: plural('one {# další podobné} few {# další podobná} other {# dalších podobných}'),
    gathered: plural(
      'one {# další upozornění zadrženo} few {# další upozornění zadržena} other {# dalších upozornění zadrženo}',
    ),
  },
  da: {
    resolved: 'Løst',
    escalated: 'Ingen har bekræftet denne alarm endnu',
    similar: plural('one {# lignende alarm} other {# lignende alarmer}'),
    gathered: plural('one {# anden alarm tilbageholdt} other {# andre alarmer tilbageholdt}'),
  },
  de: {
    resolved: 'Behoben',
    escalated: 'Diesen Alarm hat noch niemand bestätigt',
    similar: plural('one {# weiterer dieser Art} other {# weitere dieser Art}'),
    gathered: plural('one {# weiterer Alarm zurückgehalten} other {# weitere Alarme zurückgehalten}'),
  },
  en: {
    resolved: 'Resolved',
    escalated: 'Nobody has acknowledged this alert yet',
    similar: plural('one {# more like this} other {# more like this}'),
    gathered: plural('one {# other alert held back} other {# other alerts held back}'),
  },
  es: {
    resolved: 'Resuelto',
    escalated: 'Nadie ha confirmado esta alerta todavía',
    similar: plural('one {# más como esta} other {# más como esta}'),
    gathered: plural('one {# alerta más retenida} other {# alertas más retenidas}'),
  },
  'es-419': {
    resolved: 'Resuelto',
    escalated: 'Nadie ha confirmado esta alerta todavía',
    similar: plural('one {# más como esta} other {# más como esta}'),
    gathered: plural('one {# alerta más retenida} other {# alertas más retenidas}'),
  },
  fi: {
    resolved: 'Ratkaistu',
    escalated: 'Kukaan ei ole vielä kuitannut tätä hälytystä',
    similar: plural('one {# samanlainen} other {# samanlaista}'),
    gathered: plural('one {# muu hälytys pidätetty} other {# muuta hälytystä pidätetty}'),
  },
  fr: {
    resolved: 'Résolu',
    escalated: 'Personne n’a encore pris en charge cette alerte',
    similar: plural('one {# autre semblable} other {# autres semblables}'),
    gathered: plural('one {# autre alerte retenue} other {# autres alertes retenues}'),
  },
  he: {
    resolved: 'נפתר',
    escalated: 'איש עדיין לא אישר את קבלת ההתראה',
    similar: plural('one {# התראה דומה} two {# התראות דומות} other {# התראות דומות}'),
    gathered: plural('one {# התראה נוספת עוכבה} two {# התראות נוספות עוכבו} other {# התראות נוספות עוכבו}'),
  },
  hi: {
    resolved: 'हल हो गया',
    escalated: 'इस अलर्ट को अभी तक किसी ने स्वीकार नहीं किया है',
    similar: plural('one {# और ऐसा अलर्ट} other {# और ऐसे अलर्ट}'),
    gathered: plural('one {# अन्य अलर्ट रोका गया} other {# अन्य अलर्ट रोके गए}'),
  },
  hu: {
    resolved: 'Megoldva',
    escalated: 'Ezt a riasztást még senki sem nyugtázta',
    similar: plural('one {# további hasonló} other {# további hasonló}'),
    gathered: plural('one {# további riasztás visszatartva} other {# további riasztás visszatartva}'),
  },
  id: {
    resolved: 'Teratasi',
    escalated: 'Belum ada yang mengonfirmasi peringatan ini',
    similar: plural('other {# peringatan serupa}'),
    gathered: plural('other {# peringatan lain ditahan}'),
  },
  it: {
    resolved: 'Risolto',
    escalated: 'Nessuno ha ancora preso in carico questo avviso',
    similar: plural('one {# altro simile} other {# altri simili}'),
    gathered: plural('one {# altro avviso trattenuto} other {# altri avvisi trattenuti}'),
  },
  ja: {
    resolved: '解決済み',
    escalated: 'このアラートはまだ誰も確認していません',
    similar: plural('other {# 件の同様のアラート}'),
    gathered: plural('other {# 件の他のアラートを保留しました}'),
  },
  ko: {
    resolved: '해결됨',
    escalated: '아직 아무도 이 알림을 확인하지 않았습니다',
    similar: plural('other {#개의 유사한 알림}'),
    gathered: plural('other {#개의 다른 알림을 보류했습니다}'),
  },
  nb: {
    resolved: 'Løst',
    escalated: 'Ingen har bekreftet dette varselet ennå',
    similar: plural('one {# lignende varsel} other {# lignende varsler}'),
    gathered: plural('one {# annet varsel holdt tilbake} other {# andre varsler holdt tilbake}'),
  },
  nl: {
    resolved: 'Opgelost',
    escalated: 'Niemand heeft deze melding nog bevestigd',
    similar: plural('one {# vergelijkbare melding} other {# vergelijkbare meldingen}'),
    gathered: plural('one {# andere melding vastgehouden} other {# andere meldingen vastgehouden}'),
  },
  pl: {
    resolved: 'Rozwiązano',
    escalated: 'Nikt jeszcze nie potwierdził tego alertu',
    similar: plural('one {# podobny} few {# podobne} many {# podobnych} other {# podobnego}'),
    gathered: plural(
      'one {# inny alert wstrzymany} few {# inne alerty wstrzymane} many {# innych alertów wstrzymanych} other {# innego alertu wstrzymanego}',
    ),
  },
  'pt-BR': {
    resolved: 'Resolvido',
    escalated: 'Ninguém confirmou este alerta ainda',
    similar: plural('one {# outro como este} other {# outros como este}'),
    gathered: plural('one {# outro alerta retido} other {# outros alertas retidos}'),
  },
  'pt-PT': {
    resolved: 'Resolvido',
    escalated: 'Ainda ninguém confirmou este alerta',
    similar: plural('one {# outro como este} other {# outros como este}'),
    gathered: plural('one {# outro alerta retido} other {# outros alertas retidos}'),
  },
  ro: {
    resolved: 'Rezolvat',
    escalated: 'Nimeni nu a confirmat încă această alertă',
    similar: plural('one {# similară} few {# similare} other {# de alerte similare}'),
    gathered: plural(
      'one {# altă alertă reținută} few {# alte alerte reținute} other {# de alte alerte reținute}',
    ),
  },
  ru: {
    resolved: 'Устранено',
    escalated: 'Это оповещение пока никто не подтвердил',
    similar: plural('one {# похожее} few {# похожих} many {# похожих} other {# похожего}'),
    gathered: plural(
      'one {# другое оповещение задержано} few {# других оповещения задержаны} many {# других оповещений задержано} other {# другого оповещения задержано}',
    ),
  },
  sv: {
    resolved: 'Löst',
    escalated: 'Ingen har bekräftat det här larmet ännu',
    similar: plural('one {# liknande larm} other {# liknande larm}'),
    gathered: plural('one {# annat larm hölls tillbaka} other {# andra larm hölls tillbaka}'),
  },
  th: {
    resolved: 'แก้ไขแล้ว',
    escalated: 'ยังไม่มีใครรับทราบการแจ้งเตือนนี้',
    similar: plural('other {# รายการที่คล้ายกัน}'),
    gathered: plural('other {# การแจ้งเตือนอื่นถูกพักไว้}'),
  },
  tr: {
    resolved: 'Çözüldü',
    escalated: 'Bu uyarıyı henüz kimse onaylamadı',
    similar: plural('one {# benzer uyarı} other {# benzer uyarı}'),
    gathered: plural('one {# diğer uyarı bekletildi} other {# diğer uyarı bekletildi}'),
  },
  uk: {
    resolved: 'Усунено',
    escalated: 'Це сповіщення ще ніхто не підтвердив',
    similar: plural('one {# схоже} few {# схожі} many {# схожих} other {# схожого}'),
    gathered: plural(
      'one {# інше сповіщення затримано} few {# інші сповіщення затримано} many {# інших сповіщень затримано} other {# іншого сповіщення затримано}',
    ),
  },
  vi: {
    resolved: 'Đã xử lý xong',
    escalated: 'Chưa ai xác nhận cảnh báo này',
    similar: plural('other {# cảnh báo tương tự}'),
    gathered: plural('other {# cảnh báo khác được giữ lại}'),
  },
  'zh-Hans': {
    resolved: '已解决',
    escalated: '尚无人确认此告警',
    similar: plural('other {# 条类似告警}'),
    gathered: plural('other {# 条其他告警未逐条发送}'),
  },
  'zh-Hant': {
    resolved: '已解決',
    escalated: '尚無人確認此警示',
    similar: plural('other {# 則類似警示}'),
    gathered: plural('other {# 則其他警示未逐則傳送}'),
  },
};
