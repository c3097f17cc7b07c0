import type { Locale } from '@localert/core';
import { type MarkTexts, markTexts } from './mark-texts.ts';

/** The texts that stand in when a fixture's own cannot be shown. Each is a MessageFormat 1 source. */
export interface FallbackTextPair extends Partial<MarkTexts> {
  /** Takes `{fixture}` (the id) and `{severity}` (critical, high, medium, low, info). */
  readonly minimal: string;
  /** Takes `{count}`: blocks or elements that were left out. */
  readonly more: string;
}

/** The five severities as a select: critical, high, medium, low, info. */
const severity = (critical: string, high: string, medium: string, low: string, info: string): string =>
  `{severity, select, critical {${critical}} high {${high}} medium {${medium}} low {${low}} other {${info}}}`;

const more = (before: string, after = ''): string => `${before}{count, number}${after}`;

const lastResort: Readonly<Record<Locale, FallbackTextPair>> = {
  ar: {
    minimal: `التنبيه {fixture} (درجة الخطورة: ${severity('حرجة', 'عالية', 'متوسطة', 'منخفضة', 'معلومة')}). يتعذّر عرض نصه الآن.`,
    more: more('و', ' أخرى'),
  },
  cs: {
    minimal: `Upozornění {fixture} (závažnost: ${severity('kritická', 'vysoká', 'střední', 'nízká', 'informace')}). Jeho text teď nelze zobrazit.`,
    more: more('+', ' dalších'),
  },
  da: {
    minimal: `Alarm {fixture} (alvorlighed: ${severity('kritisk', 'høj', 'middel', 'lav', 'information')}). Teksten kan ikke vises lige nu.`,
    more: more('+', ' mere'),
  },
  de: {
    minimal: `Alarm {fixture} (Schweregrad: ${severity('kritisch', 'hoch', 'mittel', 'niedrig', 'Information')}). Der Text kann gerade nicht angezeigt werden.`,
    more: more('+', ' weitere'),
  },
  en: {
    minimal: `Alert {fixture} (severity: ${severity('critical', 'high', 'medium', 'low', 'information')}). Its text cannot be shown right now.`,
    more: more('+', ' more'),
  },
  es: {
    minimal: `Alerta {fixture} (gravedad: ${severity('crítica', 'alta', 'media', 'baja', 'informativa')}). Su texto no se puede mostrar en este momento.`,
    more: more('+', ' más'),
  },
  'es-419': {
    minimal: `Alerta {fixture} (severidad: ${severity('crítica', 'alta', 'media', 'baja', 'informativa')}). Por ahora no se puede mostrar su texto.`,
    more: more('+', ' más'),
  },
  fi: {
    minimal: `Hälytys {fixture} (vakavuus: ${severity('kriittinen', 'korkea', 'keskitaso', 'matala', 'tiedoksi')}). Sen tekstiä ei voi nyt näyttää.`,
    more: more('+', ' muuta'),
  },
  fr: {
    minimal: `Alerte {fixture} (gravité : ${severity('critique', 'élevée', 'moyenne', 'faible', 'information')}). Son texte ne peut pas être affiché pour le moment.`,
    more: more('+', ' de plus'),
  },
  he: {
    minimal: `התראה {fixture} (חומרה: ${severity('קריטית', 'גבוהה', 'בינונית', 'נמוכה', 'מידע')}). לא ניתן להציג את הטקסט שלה כרגע.`,
    more: more('ועוד '),
  },
  hi: {
    minimal: `अलर्ट {fixture} (गंभीरता: ${severity('अति गंभीर', 'उच्च', 'मध्यम', 'निम्न', 'सूचना')})। इसका पाठ अभी नहीं दिखाया जा सकता।`,
    more: more('+', ' और'),
  },
  hu: {
    minimal: `Riasztás: {fixture} (súlyosság: ${severity('kritikus', 'magas', 'közepes', 'alacsony', 'tájékoztatás')}). A szövege most nem jeleníthető meg.`,
    more: more('+', ' további'),
  },
  id: {
    minimal: `Peringatan {fixture} (tingkat keparahan: ${severity('kritis', 'tinggi', 'sedang', 'rendah', 'informasi')}). Teksnya tidak dapat ditampilkan saat ini.`,
    more: more('+', ' lainnya'),
  },
  it: {
    minimal: `Avviso {fixture} (gravità: ${severity('critica', 'alta', 'media', 'bassa', 'informativa')}). Al momento non è possibile mostrarne il testo.`,
    more: more('+', ' altri'),
  },
  ja: {
    minimal: `アラート {fixture}（重大度：${severity('重大', '高', '中', '低', '情報')}）。現在、本文を表示できません。`,
    more: more('他 ', ' 件'),
  },
  ko: {
    minimal: `알림 {fixture}(심각도: ${severity('심각', '높음', '보통', '낮음', '정보')}). 지금은 내용을 표시할 수 없습니다.`,
    more: more('외 ', '개'),
  },
  nb: {
    minimal: `Varsel {fixture} (alvorlighetsgrad: ${severity('kritisk', 'høy', 'middels', 'lav', 'informasjon')}). Teksten kan ikke vises akkurat nå.`,
    more: more('+', ' til'),
  },
  nl: {
    minimal: `Melding {fixture} (ernst: ${severity('kritiek', 'hoog', 'gemiddeld', 'laag', 'informatie')}). De tekst kan nu niet worden getoond.`,
    more: more('+', ' meer'),
  },
  pl: {
    minimal: `Alert {fixture} (ważność: ${severity('krytyczna', 'wysoka', 'średnia', 'niska', 'informacja')}). Nie można teraz wyświetlić jego treści.`,
    more: more('jeszcze '),
  },
  'pt-BR': {
    minimal: `Alerta {fixture} (gravidade: ${severity('crítica', 'alta', 'média', 'baixa', 'informativa')}). O texto não pode ser exibido no momento.`,
    more: more('+', ' outros'),
  },
  'pt-PT': {
    minimal: `Alerta {fixture} (gravidade: ${severity('crítica', 'alta', 'média', 'baixa', 'informativa')}). De momento, não é possível apresentar o texto.`,
    more: more('+', ' outros'),
  },
  ro: {
    minimal: `Alertă {fixture} (gravitate: ${severity('critică', 'ridicată', 'medie', 'scăzută', 'informativă')}). Textul nu poate fi afișat acum.`,
    more: more('+', ' în plus'),
  },
  ru: {
    minimal: `Оповещение {fixture} (важность: ${severity('критическая', 'высокая', 'средняя', 'низкая', 'информация')}). Его текст сейчас нельзя показать.`,
    more: more('ещё '),
  },
  sv: {
    minimal: `Larm {fixture} (allvarlighetsgrad: ${severity('kritisk', 'hög', 'medel', 'låg', 'information')}). Texten kan inte visas just nu.`,
    more: more('+', ' till'),
  },
  th: {
    minimal: `การแจ้งเตือน {fixture} (ความรุนแรง: ${severity('วิกฤต', 'สูง', 'ปานกลาง', 'ต่ำ', 'ข้อมูล')}) ยังแสดงข้อความไม่ได้ในขณะนี้`,
    more: more('และอีก ', ' รายการ'),
  },
  tr: {
    minimal: `Uyarı {fixture} (önem derecesi: ${severity('kritik', 'yüksek', 'orta', 'düşük', 'bilgi')}). Metni şu anda gösterilemiyor.`,
    more: more('+', ' daha'),
  },
  uk: {
    minimal: `Сповіщення {fixture} (важливість: ${severity('критична', 'висока', 'середня', 'низька', 'інформація')}). Його текст зараз неможливо показати.`,
    more: more('ще '),
  },
  vi: {
    minimal: `Cảnh báo {fixture} (mức độ: ${severity('nghiêm trọng', 'cao', 'trung bình', 'thấp', 'thông tin')}). Hiện không thể hiển thị nội dung.`,
    more: more('+', ' mục khác'),
  },
  'zh-Hans': {
    minimal: `告警 {fixture}（严重程度：${severity('严重', '高', '中', '低', '信息')}）。目前无法显示其内容。`,
    more: more('另有 ', ' 项'),
  },
  'zh-Hant': {
    minimal: `警示 {fixture}（嚴重程度：${severity('嚴重', '高', '中', '低', '資訊')}）。目前無法顯示其內容。`,
    more: more('另有 ', ' 項'),
  },
};

/**
 * Texts of last resort in all languages of this library, and marks such as "Resolved", in the shape of `fallbackTexts` of
 * `createFixtureManager`. No native speaker has reviewed them.
 *
 * @example
 * ```ts
 * import { fallbackTexts } from '@localert/templates';
 *
 * fallbackTexts['sv']?.more; // '+{count, number} till'
 * ```
 */
export const fallbackTexts: Readonly<Record<Locale, FallbackTextPair>> = Object.freeze(
  Object.fromEntries(
    Object.entries(lastResort).map(([locale, texts]) => [locale, { ...texts, ...markTexts[locale] }]),
  ),
);
