import type { Locale } from '@localert/core';
import { MARK_TEXTS, type MarkTexts } from './mark-texts.ts';

/**
 * The texts that stand in when a fixture's own cannot be shown, and the marks of alerts that go out again. Each is a
 * MessageFormat 1 source. A mark that is left out is taken from the built-in ones.
 */
export interface FallbackTexts extends Partial<MarkTexts> {
  /** Takes `{fixture}` (the id) and `{severity}` (critical, high, medium, low, info). */
  readonly minimal: string;
  /** Takes `{count}`: blocks or elements that were left out. */
  readonly more: string;
}

/** Fallback texts by locale. */
export type FallbackTextTable = { readonly [locale: Locale]: FallbackTexts };

const SEVERITIES = {
  de: 'critical {kritisch} high {hoch} medium {mittel} low {niedrig} other {Information}',
  en: 'critical {critical} high {high} medium {medium} low {low} other {information}',
  es: 'critical {crítica} high {alta} medium {media} low {baja} other {informativa}',
  fr: 'critical {critique} high {élevée} medium {moyenne} low {faible} other {information}',
  ja: 'critical {重大} high {高} medium {中} low {低} other {情報}',
  pt: 'critical {crítica} high {alta} medium {média} low {baixa} other {informativa}',
} as const;

/** The built-in fallback texts, in six languages. A host replaces them with `fallbackTexts`. */
export const FALLBACK_TEXTS: FallbackTextTable = Object.freeze({
  de: {
    ...MARK_TEXTS.de,
    minimal: `Alarm {fixture} (Schweregrad: {severity, select, ${SEVERITIES.de}}). Der Text kann gerade nicht angezeigt werden.`,
    more: '+{count, number} weitere',
  },
  en: {
    ...MARK_TEXTS.en,
    minimal: `Alert {fixture} (severity: {severity, select, ${SEVERITIES.en}}). Its text cannot be shown right now.`,
    more: '+{count, number} more',
  },
  es: {
    ...MARK_TEXTS.es,
    minimal: `Alerta {fixture} (gravedad: {severity, select, ${SEVERITIES.es}}). Su texto no se puede mostrar en este momento.`,
    more: '+{count, number} más',
  },
  fr: {
    ...MARK_TEXTS.fr,
    minimal: `Alerte {fixture} (gravité : {severity, select, ${SEVERITIES.fr}}). Son texte ne peut pas être affiché pour le moment.`,
    more: '+{count, number} de plus',
  },
  ja: {
    ...MARK_TEXTS.ja,
    minimal: `アラート {fixture}（重大度：{severity, select, ${SEVERITIES.ja}}）。現在、本文を表示できません。`,
    more: '他 {count, number} 件',
  },
  pt: {
    ...MARK_TEXTS.pt,
    minimal: `Alerta {fixture} (gravidade: {severity, select, ${SEVERITIES.pt}}). O texto não pode ser exibido no momento.`,
    more: '+{count, number} outros',
  },
});
