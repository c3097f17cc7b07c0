import type { FixtureInput, MemoryUnit } from '@localert/core';

/** The id under which Sakura keeps its own alert. */
export const STREAM_OUTAGE = 'stream_outage';

const DESCRIPTION = '{count, plural, one {# stream} other {# streams}} failing since {since, time, short}';
const RUNBOOK = 'Open the runbook';

/** An alert that Sakura has made at run time, in English only. Fixtures in code take no drafts; stored ones do. */
export const streamOutage = {
  name: 'Stream outage',
  baseLocale: 'en-US',
  severity: 'critical',
  description: 'Video streams stop for viewers of one region. Read by the engineers on call, often at night.',
  locales: {
    'en-US': {
      // These two stand word for word in the template library.
      title: 'Playback interrupted in {region}',
      actionRequired: 'Investigate immediately.',
      // These two were approved for another alert of Sakura, and its memory knows them.
      description: DESCRIPTION,
      runbook: RUNBOOK,
      // This one nobody knows.
      note: 'The video desk has been told.',
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
      { type: 'context', elements: ['note'] },
      {
        type: 'actions',
        elements: [{ type: 'button', text: 'runbook', url: { arg: 'runbookUrl' }, style: 'danger' }],
      },
    ],
  },
} satisfies FixtureInput;

const unit = {
  sourceLocale: 'en-US',
  targetLocale: 'ja-JP',
  syntax: 'icu',
  origin: 'human',
  at: Date.parse('2026-10-01T00:00:00Z'),
} as const;

/** What Sakura's reviewer approved when another alert was translated. */
export const APPROVED_BEFORE: readonly MemoryUnit[] = [
  {
    ...unit,
    source: DESCRIPTION,
    target: '{since, time, short} から {count, plural, other {# 件}}のストリームが停止しています',
  },
  { ...unit, source: RUNBOOK, target: '手順書を開く' },
];
