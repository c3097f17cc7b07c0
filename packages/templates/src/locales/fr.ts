import type { TemplateLocale } from '../template-locale.ts';

/**
 * French. Infinitives ask for action, as is usual in alerts; a narrow no-break space stands before colons and semicolons.
 */
export const fr: TemplateLocale = {
  locale: 'fr',
  terms: {
    alert: 'alerte',
    backup: 'sauvegarde',
    certificate: 'certificat',
    connection: 'connexion',
    credential: 'identifiants',
    deployment: 'déploiement',
    incident: 'incident',
    job: 'tâche',
    latency: 'latence',
    log: 'journal',
    queue: 'file d’attente',
    quota: 'quota',
    request: 'requête',
    'sign-in': 'connexion',
  },
  texts: {
    service_outage: {
      title: '{service} est en panne',
      description:
        '{count, plural, one {# vérification a échoué.} other {# vérifications consécutives ont échoué.}}\nRégion : {region}\nDepuis : {since, slackDate}',
      actionRequired: 'Déclarer un incident et vérifier les derniers changements.',
    },
    host_unreachable: {
      title: 'L’hôte {host} est injoignable',
      description:
        '{count, plural, one {# service est touché} other {# services sont touchés}} : {services, list, max=5}.\nDernier contact : {lastSeen, slackDate}',
      actionRequired: 'Vérifier l’alimentation et le réseau. Déplacer les services si l’hôte ne revient pas.',
    },
    dependency_down: {
      title: '{provider} ne répond pas',
      description:
        '{count, plural, one {# appel a échoué.} other {# appels ont échoué.}}\nDepuis : {since, time, short}\nFonctionnalités touchées : {features, list, max=5}',
      actionRequired:
        'Suivre la page d’état du fournisseur. Basculer sur la solution de secours si des utilisateurs sont touchés.',
    },
    dns_failure: {
      title: 'Résolution impossible pour {domain}',
      description:
        '{count, plural, one {# résolveur signale} other {# résolveurs signalent}} une erreur.\nCode de réponse : {rcode}\nType d’enregistrement : {recordType}',
      actionRequired: 'Vérifier la zone, les serveurs de noms et l’enregistrement du domaine.',
    },
    playback_failure: {
      title: 'Lecture interrompue : {region}',
      description:
        '{count, plural, one {# flux est en échec.} other {# flux sont en échec.}}\nDepuis : {since, time, short}\nAppareils : {devices, list, max=5}',
      actionRequired: 'Rechercher la cause immédiatement.',
    },
    payment_failures: {
      title: 'Les paiements via {provider} échouent',
      description:
        '{count, plural, one {# paiement a échoué} other {# paiements ont échoué}} ({rate, number, percent} des tentatives).\nMontant : {amount, number, ::.00} {currency}\nPériode : {window, duration}',
      actionRequired: 'Vérifier l’état du prestataire. Passer à un autre prestataire s’il y en a un.',
    },
    recovered: {
      title: '{service} fonctionne de nouveau',
      description:
        '{count, plural, =0 {Aucun utilisateur n’a été touché.} one {# utilisateur a été touché.} other {# utilisateurs ont été touchés.}}\nDurée : {elapsed, duration}',
    },
    high_latency: {
      title: '{service} répond lentement',
      description:
        'Latence (p95) : {latency, duration, smallest=millisecond}\nLimite : {limit, duration, smallest=millisecond}\nPériode : {window, duration}',
      actionRequired: 'Vérifier la charge, les requêtes lentes et le dernier déploiement.',
    },
    error_rate_high: {
      title: '{service} : {rate, number, ::percent .#} des requêtes échouent',
      description:
        '{count, plural, one {# requête a échoué} other {# requêtes ont échoué}} ; la limite est de {limit, number, percent}.\nErreur la plus fréquente : {error, code}',
      actionRequired: 'Comparer avec le dernier déploiement. L’annuler s’il est en cause.',
    },
    queue_depth: {
      title: 'La file d’attente {queue} s’allonge',
      description:
        '{count, plural, one {# message} other {# messages}} en attente ; {consumers, plural, =0 {aucun consommateur actif} one {# consommateur actif} other {# consommateurs actifs}}.\nMessage le plus ancien : {age, duration}',
      actionRequired: 'Vérifier les consommateurs. En ajouter s’ils fonctionnent normalement.',
    },
    rate_limit_hits: {
      title: '{client} dépasse la limite de requêtes',
      description:
        '{count, plural, one {# requête a été rejetée.} other {# requêtes ont été rejetées.}}\nMaximum par minute : {limit, number}\nPériode : {window, duration}',
      actionRequired: 'Demander au responsable du client de réduire la cadence, ou relever la limite.',
    },
    disk_full: {
      title: 'Disque plein à {used, number, percent} sur {host}',
      description:
        '{hours, plural, one {À ce rythme, le disque sera plein dans # heure.} other {À ce rythme, le disque sera plein dans # heures.}}\nPoint de montage : {mount, code}\nLibre : {free, bytes}',
      actionRequired: 'Libérer de l’espace ou agrandir le volume.',
    },
    memory_pressure: {
      title: 'Mémoire utilisée à {used, number, percent} sur {host}',
      description:
        '{count, plural, =0 {Aucun processus n’a été arrêté.} one {# processus a été arrêté pour libérer de la mémoire.} other {# processus ont été arrêtés pour libérer de la mémoire.}}\nLibre : {free, bytes, binary}\nTotal : {total, bytes, binary}',
      actionRequired:
        'Trouver le processus dont la consommation de mémoire augmente. Le redémarrer si des utilisateurs sont touchés.',
    },
    cpu_saturation: {
      title: 'Processeur à {used, number, percent} sur {host}',
      description:
        '{cores, plural, one {# cœur est saturé.} other {# cœurs sont saturés.}}\nCharge moyenne : {load, number}\nDurée : {elapsed, duration}',
      actionRequired: 'Vérifier les processus les plus gourmands ou ajouter de la capacité.',
    },
    database_connections: {
      title: '{database} : {used, number, percent} des connexions utilisées',
      description:
        '{waiting, plural, =0 {Aucune requête en attente.} one {# requête en attente.} other {# requêtes en attente.}}\nConnexions ouvertes : {count, number} sur {limit, number}',
      actionRequired: 'Rechercher les connexions jamais fermées et les transactions longues.',
    },
    replication_lag: {
      title: 'Le réplica {replica} est en retard',
      description: 'Retard : {lag, duration}\nLimite : {limit, duration}\nServeur primaire : {primary}',
      actionRequired: 'Ne pas basculer sur ce réplica avant qu’il ait rattrapé son retard.',
    },
    quota_nearly_used: {
      title: '{resource} : {used, number, percent} du quota utilisés',
      description:
        'Restant : {remaining, number} sur {limit, number}\nRenouvellement : {resetsOn, date, long}',
      actionRequired: 'Réduire l’utilisation ou demander un quota plus élevé.',
    },
    cost_anomaly: {
      title: 'Coûts inhabituels : {account}',
      description:
        'Réel : {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nPrévu : {expected, number, ::.00} {currency}\nJour : {day, date, long}\nCause principale : {driver}',
      actionRequired: 'Vérifier la cause et arrêter ce qui n’est pas nécessaire.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Le certificat du domaine {domain} expire aujourd’hui} one {Le certificat du domaine {domain} expire dans # jour} other {Le certificat du domaine {domain} expire dans # jours}}',
      description:
        'Après expiration, les clients refuseront la connexion.\nValable jusqu’au : {expiresOn, date, long}\nÉmetteur : {issuer}',
      actionRequired: 'Renouveler le certificat et l’installer sur tous les serveurs.',
    },
    suspicious_sign_in: {
      title: 'Connexion suspecte : {account}',
      description:
        '{reason, select, new_device {L’appareil est inconnu.} impossible_travel {Le lieu est trop éloigné de celui de la connexion précédente.} many_failures {De nombreuses tentatives ont échoué auparavant.} other {Elle s’écarte du comportement habituel.}}\nLieu : {place} ({ip})\nHeure : {at, slackDate}',
      actionRequired:
        'Vérifier auprès de l’utilisateur. En cas de doute, fermer toutes les sessions et réinitialiser le mot de passe.',
    },
    credential_leak: {
      title: 'Fuite d’identifiants : {credential}',
      description:
        '{kind, select, api_key {Une clé d’API a été exposée.} token {Un jeton d’accès a été exposé.} password {Un mot de passe a été exposé.} other {Un secret a été exposé.}}\nTrouvé dans : {location}\nDernière utilisation : {lastUsed, slackDate}',
      actionRequired:
        'Révoquer ces identifiants immédiatement, en créer de nouveaux et vérifier où ils ont été utilisés.',
    },
    deploy_finished: {
      title: 'Déploiement terminé : {service} {version} ({environment})',
      description:
        '{changes, plural, one {# changement est en ligne.} other {# changements sont en ligne.}}\nDurée : {elapsed, duration}',
      footer: 'Déployé par : {actor}',
    },
    deploy_failed: {
      title: '{service} {version} : échec du déploiement',
      description:
        '{rolledBack, select, yes {La version précédente est de nouveau active.} other {La nouvelle version n’est que partiellement déployée.}}\nEnvironnement : {environment}\nÉtape en échec : {step}',
      actionRequired: 'Lire le journal avant de relancer le déploiement.',
      openLog: 'Ouvrir le journal',
    },
    container_restarting: {
      title: 'Le conteneur {container} redémarre sans cesse',
      description:
        '{count, plural, one {# redémarrage constaté.} other {# redémarrages constatés.}}\nPériode : {window, duration}\nDernier code de sortie : {exitCode, number}',
      actionRequired: 'Vérifier le journal du conteneur et sa limite de mémoire.',
    },
    backup_failed: {
      title: 'Échec de la sauvegarde : {database}',
      description:
        '{attempts, plural, one {# tentative effectuée.} other {# tentatives effectuées.}}\nErreur : {error, code}\nDernière sauvegarde réussie : {lastBackup, slackDate}',
      actionRequired: 'Corriger la cause et lancer la sauvegarde manuellement.',
    },
    job_failed: {
      title: 'Échec de la tâche {job}',
      description:
        '{willRetry, select, yes {Elle sera relancée automatiquement.} other {Elle ne sera pas relancée.}}\nErreur : {error, code}\nTentatives : {attempts, number}',
      actionRequired: 'Corriger la cause et relancer la tâche si nécessaire.',
    },
    job_missed: {
      title: 'La tâche {job} n’a pas démarré',
      description:
        '{missed, plural, one {# exécution manquée.} other {# exécutions manquées.}}\nPrévue : {dueAt, slackDate}',
      actionRequired: 'Vérifier que le planificateur fonctionne.',
    },
    data_pipeline_late: {
      title: 'Le jeu de données {dataset} est en retard',
      description:
        '{reports, plural, =0 {Aucun rapport n’est touché.} one {# rapport affiche des chiffres périmés.} other {# rapports affichent des chiffres périmés.}}\nAttendu : {dueAt, slackDate}\nRetard : {delay, duration}',
      actionRequired: 'Vérifier l’étape {step} et informer les utilisateurs des rapports.',
    },
    maintenance_planned: {
      title: 'Maintenance planifiée : {service}',
      description:
        '{impact, select, none {Aucune interruption n’est prévue.} read_only {Le service sera en lecture seule pendant cette période.} other {Le service sera indisponible pendant cette période.}}',
      start: 'Début : {startsAt, slackDate}',
      end: 'Fin : {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident} : escalade au niveau {level, number}',
      description:
        'Personne n’a encore pris en compte l’alerte.\nOuverte depuis : {elapsed, duration}\nResponsable à présent : {responder, mention}',
      actionRequired: 'Prendre en compte l’alerte et poursuivre le traitement.',
      openIncident: 'Ouvrir l’incident',
    },
  },
};
