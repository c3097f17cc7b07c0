import { defineFixture } from '@localert/manager';
import { template } from '@localert/templates';
import { ar } from '@localert/templates/locales/ar';
import { de } from '@localert/templates/locales/de';
import { ja } from '@localert/templates/locales/ja';
import { ptBR } from '@localert/templates/locales/pt-BR';

/** Only these languages are loaded. */
const locales = [ar, de, ja, ptBR];

export const fixtures = {
  disk_full: defineFixture(template('disk_full', { locales })),
  certificate_expiring: defineFixture(template('certificate_expiring', { locales })),
  // A template is plain data: spread it to change what should be different here.
  job_failed: defineFixture({
    ...template('job_failed', { locales }),
    severity: 'critical',
    labels: { team: 'billing' },
  }),
};
