/** What an application already has: i18next JSON, one file for each locale. */
export const CATALOGUE = {
  en: {
    backup_late: {
      title: 'Backup of {{host}} is late',
      description_one: '{{count}} volume is waiting',
      description_other: '{{count}} volumes are waiting',
    },
  },
  fr: {
    backup_late: {
      title: "Sauvegarde en retard : l'hôte {{host}}",
      description_one: '{{count}} volume attend',
      description_other: '{{count}} volumes attendent',
    },
  },
} as const;
