import assert from 'node:assert/strict';
import { AILocalizationEngine, libraryMemory } from '@localert/localizer';
import { templates as library } from '@localert/templates';
import { es } from '@localert/templates/locales/es';
import { approve, type Catalogue, draftCatalogue } from './catalogue.ts';
import { createTemplates, passagesIn } from './templates.ts';

const SOURCES = {
  playback: `{{ severity | urgency_emoji }} {% ai_localize locale=reader, context="title of an alert" %}Playback interrupted in {{ region }}{% endai_localize %}
{% ai_localize locale=reader, context="what to do" %}Investigate immediately.{% endai_localize %}
{% ai_localize locale=reader, context="what to do" %}Call {{ team }} on channel 7.{% endai_localize %}`,
};

// When templates are built or saved: the library knows two passages, and nobody the third. A model would be handed in here.
const engine = new AILocalizationEngine({
  memories: [libraryMemory(Object.values(library({ locales: [es] })))],
});
const passages = passagesIn(SOURCES);
let catalogue: Catalogue = { sourceLocale: 'en', passages: [] };
catalogue = await draftCatalogue(passages, catalogue, {
  engine,
  locales: ['es'],
  onUntranslated: ({ source }, locale, advice) => console.log(`${locale}: “${source}” — ${advice}`),
});

// When alerts are rendered: no one is asked, and what is not approved is not shown.
const render = createTemplates(SOURCES, () => catalogue);
const alert = { severity: 'critical', region: '<!channel> EU', team: 'R&D', reader: 'es-MX' };
console.log(`before the review:\n${render('playback', alert)}`);
assert(render('playback', alert).includes('Playback interrupted'));

for (const key of passages) catalogue = approve(catalogue, key, 'es');
const reviewed = render('playback', alert);
console.log(`after it:\n${reviewed}`);
assert.match(reviewed, /^🚨 Reproducción interrumpida en &lt;!channel&gt; EU\n/);
assert.match(reviewed, /Call R&amp;D on channel 7\.$/);
