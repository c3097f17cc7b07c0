import { defineFixture } from '@localert/manager';

/** One fixture a state of an Alertmanager group; `alertname` and labels come in as values. */
export const fixtures = {
  group_firing: defineFixture({
    baseLocale: 'en',
    severity: 'critical',
    locales: {
      en: {
        title: '{alert}: {count, plural, one {# alert} other {# alerts}} firing',
        description: 'Since {since, date, medium}, {since, time, short} · {summary}',
        footer: 'Alertmanager · {labels}',
      },
      es: {
        title: '{alert}: {count, plural, one {# alerta activa} other {# alertas activas}}',
        description: 'Desde el {since, date, medium}, {since, time, short} · {summary}',
        footer: 'Alertmanager · {labels}',
      },
      ja: {
        title: '{alert}：{count, plural, other {# 件のアラートが発生中}}',
        description: '{since, date, medium} {since, time, short} から · {summary}',
        footer: 'Alertmanager · {labels}',
      },
    },
    arguments: {
      alert: { sample: 'PlaybackFailure', maxLength: 60 },
      summary: { sample: 'Streams failing on edge-7' },
      labels: { sample: 'region=eu-west-1' },
    },
  }),
  group_resolved: defineFixture({
    baseLocale: 'en',
    severity: 'info',
    locales: {
      en: { title: '{alert} resolved', footer: 'Alertmanager · {labels}' },
      es: { title: '{alert} resuelta', footer: 'Alertmanager · {labels}' },
      ja: { title: '{alert} は解決しました', footer: 'Alertmanager · {labels}' },
    },
    arguments: {
      alert: { sample: 'PlaybackFailure', maxLength: 60 },
      labels: { sample: 'region=eu-west-1' },
    },
  }),
};
