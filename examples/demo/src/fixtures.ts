import { defineFixture } from '@localert/manager';
import { template } from '@localert/templates';
import { ar } from '@localert/templates/locales/ar';
import { he } from '@localert/templates/locales/he';

/** A template of the library in two languages that are written from right to left. */
export const diskFull = defineFixture(template('disk_full', { locales: [ar, he] }));

/** Latin names and numbers stand in the middle of the Arabic and Hebrew sentences. */
export const diskValues = {
  host: 'db-1.eu-west-1',
  used: 0.93,
  hours: 6,
  mount: '/var/lib/data',
  free: 18_400_000_000,
};

/** The alert of the demo: three fields, four languages, and a button that leads to the runbook. */
export const playbackFailure = defineFixture({
  name: 'Playback failure',
  baseLocale: 'en-US',
  severity: 'critical',
  description: 'Video streams stop for viewers of one region. Read by the engineers on call, often at night.',
  locales: {
    'en-US': {
      title: 'Playback interrupted in {region}',
      description: '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}',
      actionRequired: 'Immediate investigation required',
      runbook: 'Open the runbook',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión falla} other {# transmisiones fallan}} desde las {since, time, short}',
      actionRequired: 'Se requiere investigación inmediata',
      runbook: 'Abrir la guía de actuación',
    },
    'fr-FR': {
      title: 'Lecture interrompue dans la région {region}',
      description:
        '{count, plural, one {# flux en échec} other {# flux en échec}} depuis {since, time, short}',
      actionRequired: 'Analyse immédiate requise',
      runbook: 'Ouvrir le guide d’intervention',
    },
    'de-DE': {
      title: 'Wiedergabe in {region} unterbrochen',
      description:
        '{count, plural, one {# Stream fällt} other {# Streams fallen}} seit {since, time, short} aus',
      actionRequired: 'Sofortige Untersuchung erforderlich',
      runbook: 'Anleitung öffnen',
    },
  },
  arguments: {
    region: { sample: 'eu-west-1', maxLength: 40 },
    runbookUrl: { sample: 'https://runbooks.example.com/playback' },
  },
  layout: {
    blocks: [
      { type: 'header', text: { field: 'title', emoji: true } },
      { type: 'section', text: 'description' },
      { type: 'section', text: { field: 'actionRequired', style: 'bold' } },
      {
        type: 'actions',
        elements: [{ type: 'button', text: 'runbook', url: { arg: 'runbookUrl' }, style: 'danger' }],
      },
    ],
  },
});
