import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { referenceModules } from '../reference-modules.ts';

const docs = new URL('../', import.meta.url);

/** The pages of a folder by their own first heading, in the order of their file names. */
function pagesOf(folder: string): { text: string; link: string }[] {
  return readdirSync(new URL(folder, docs))
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .sort()
    .map((file) => {
      const heading = /^# (.+)$/m.exec(readFileSync(new URL(`${folder}/${file}`, docs), 'utf8'))?.[1];
      return { text: heading ?? file, link: `/${folder}/${file.replace(/\.md$/, '')}` };
    });
}

export default defineConfig({
  title: 'Localert',
  description: 'Localized Slack alerts from inside your Node service, for many tenants, without losing one.',
  cleanUrls: true,
  srcExclude: ['README.md'],
  themeConfig: {
    // Built into the site; nothing is asked of a third party.
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'Concepts', link: '/concepts' },
      { text: 'Functions', link: '/functions' },
      { text: 'Types', link: '/types' },
      { text: 'Lint', link: '/lint' },
      { text: 'Extend', items: pagesOf('extend') },
      { text: 'Catalogues', link: '/catalogues' },
      { text: 'Exchange', link: '/exchange' },
      { text: 'Moving a store', link: '/move' },
      { text: 'Templates', link: '/templates' },
      { text: 'Command line', link: '/cli' },
      { text: 'Localizer', link: '/localizer', items: [{ text: 'The gate', link: '/gate' }] },
      { text: 'Authorization', link: '/authorization' },
      {
        text: 'Operate',
        link: '/operate',
        items: [
          { text: 'Delivery', link: '/delivery' },
          { text: 'PostgreSQL', link: '/postgres' },
          { text: 'Queue in PostgreSQL', link: '/postgres-queue' },
          { text: 'Queue on BullMQ', link: '/bullmq' },
        ],
      },
      { text: 'Cache', link: '/cache' },
      {
        text: 'Security',
        link: '/security',
        items: [
          { text: 'Threat model', link: '/threat-model' },
          { text: 'Authorization', link: '/authorization' },
          { text: 'Quotas', link: '/quotas' },
          { text: 'Incidents', link: '/incidents' },
          { text: 'Objectives', link: '/objectives' },
          { text: 'History', link: '/history' },
          { text: 'Encryption', link: '/encryption' },
          { text: 'Envelope', link: '/envelope' },
          { text: 'Vault', link: '/vault' },
          { text: 'From Fernet', link: '/fernet' },
          { text: 'Audit', link: '/audit' },
          { text: 'Personal data', link: '/personal-data' },
          { text: 'Detectors', link: '/pii-detectors' },
          { text: 'Transport safety', link: '/transport-safety' },
          { text: 'Supply chain', link: '/supply-chain' },
        ],
      },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Differences', link: '/differences' },
      { text: 'Decisions', link: '/decisions/', collapsed: true, items: pagesOf('decisions') },
      {
        text: 'Reference',
        link: '/reference/',
        collapsed: true,
        items: referenceModules.map(({ specifier }) => ({
          text: specifier,
          link: `/reference/${specifier}`,
        })),
      },
    ],
  },
});
