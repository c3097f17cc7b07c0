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

/** The built-in marks, in six languages. */
export const MARK_TEXTS = {
  de: {
    resolved: 'Behoben',
    escalated: 'Diesen Alarm hat noch niemand bestätigt',
    similar: '+{count, plural, one {# weiterer dieser Art} other {# weitere dieser Art}}',
    gathered:
      '+{count, plural, one {# weiterer Alarm zurückgehalten} other {# weitere Alarme zurückgehalten}}',
  },
  en: {
    resolved: 'Resolved',
    escalated: 'Nobody has acknowledged this alert yet',
    similar: '+{count, number} more like this',
    gathered: '+{count, plural, one {# other alert held back} other {# other alerts held back}}',
  },
  es: {
    resolved: 'Resuelto',
    escalated: 'Nadie ha confirmado esta alerta todavía',
    similar: '+{count, number} más como esta',
    gathered: '+{count, plural, one {# alerta más retenida} other {# alertas más retenidas}}',
  },
  fr: {
    resolved: 'Résolu',
    escalated: 'Personne n’a encore pris en charge cette alerte',
    similar: '+{count, plural, one {# autre semblable} other {# autres semblables}}',
    gathered: '+{count, plural, one {# autre alerte retenue} other {# autres alertes retenues}}',
  },
  ja: {
    resolved: '解決済み',
    escalated: 'このアラートはまだ誰も確認していません',
    similar: '+{count, number} 件の同様のアラート',
    gathered: '+{count, number} 件の他のアラートを保留しました',
  },
  pt: {
    resolved: 'Resolvido',
    escalated: 'Ninguém confirmou este alerta ainda',
    similar: '+{count, plural, one {# outro como este} other {# outros como este}}',
    gathered: '+{count, plural, one {# outro alerta retido} other {# outros alertas retidos}}',
  },
} as const satisfies Readonly<Record<string, MarkTexts>>;
