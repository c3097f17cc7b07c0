import type { TemplateLocale } from '../template-locale.ts';

/** German. Addressed as „Sie“, as software does; compounds with names get no hyphen, the name follows its noun. */
export const de: TemplateLocale = {
  locale: 'de',
  terms: {
    alert: 'Alarm',
    backup: 'Backup',
    certificate: 'Zertifikat',
    connection: 'Verbindung',
    credential: 'Zugangsdaten',
    deployment: 'Deployment',
    incident: 'Störung',
    job: 'Job',
    latency: 'Latenz',
    log: 'Protokoll',
    queue: 'Warteschlange',
    quota: 'Kontingent',
    request: 'Anfrage',
    'sign-in': 'Anmeldung',
  },
  texts: {
    service_outage: {
      title: '{service} ist ausgefallen',
      description:
        '{count, plural, one {# Prüfung ist} other {# Prüfungen in Folge sind}} fehlgeschlagen.\nRegion: {region}\nSeit: {since, slackDate}',
      actionRequired: 'Melden Sie eine Störung und prüfen Sie die letzten Änderungen.',
    },
    host_unreachable: {
      title: 'Host {host} ist nicht erreichbar',
      description:
        '{count, plural, one {# Dienst ist} other {# Dienste sind}} betroffen: {services, list, max=5}.\nZuletzt gesehen: {lastSeen, slackDate}',
      actionRequired:
        'Prüfen Sie Stromversorgung und Netzwerk. Verlagern Sie die Dienste, falls der Host nicht zurückkehrt.',
    },
    dependency_down: {
      title: '{provider} antwortet nicht',
      description:
        '{count, plural, one {# Aufruf ist} other {# Aufrufe sind}} fehlgeschlagen.\nSeit: {since, time, short}\nBetroffene Funktionen: {features, list, max=5}',
      actionRequired:
        'Verfolgen Sie die Statusseite des Anbieters. Wechseln Sie auf die Ausweichlösung, falls Nutzer betroffen sind.',
    },
    dns_failure: {
      title: '{domain} kann nicht aufgelöst werden',
      description:
        '{count, plural, one {# Resolver meldet} other {# Resolver melden}} einen Fehler.\nAntwortcode: {rcode}\nEintragstyp: {recordType}',
      actionRequired: 'Prüfen Sie die Zone, die Nameserver und die Registrierung der Domain.',
    },
    playback_failure: {
      title: 'Wiedergabe gestört in {region}',
      description:
        '{count, plural, one {# Stream schlägt} other {# Streams schlagen}} fehl.\nSeit: {since, time, short}\nGeräte: {devices, list, max=5}',
      actionRequired: 'Untersuchen Sie die Ursache sofort.',
    },
    payment_failures: {
      title: 'Zahlungen über {provider} schlagen fehl',
      description:
        '{count, plural, one {# Zahlung ist} other {# Zahlungen sind}} fehlgeschlagen ({rate, number, percent} aller Versuche).\nBetrag: {amount, number, ::.00} {currency}\nZeitraum: {window, duration}',
      actionRequired:
        'Prüfen Sie den Status des Anbieters. Wechseln Sie zu einem anderen Anbieter, sofern vorhanden.',
    },
    recovered: {
      title: '{service} funktioniert wieder',
      description:
        '{count, plural, =0 {Es waren keine Nutzer betroffen.} one {# Nutzer war betroffen.} other {# Nutzer waren betroffen.}}\nDauer: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} antwortet langsam',
      description:
        'Latenz (p95): {latency, duration, smallest=millisecond}\nGrenzwert: {limit, duration, smallest=millisecond}\nZeitraum: {window, duration}',
      actionRequired: 'Prüfen Sie die Last, langsame Abfragen und das letzte Deployment.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} der Anfragen schlagen fehl',
      description:
        '{count, plural, one {# Anfrage ist} other {# Anfragen sind}} fehlgeschlagen; der Grenzwert liegt bei {limit, number, percent}.\nHäufigster Fehler: {error, code}',
      actionRequired:
        'Vergleichen Sie mit dem letzten Deployment. Machen Sie es rückgängig, falls es die Ursache ist.',
    },
    queue_depth: {
      title: 'Warteschlange {queue} wächst',
      description:
        '{count, plural, one {# Nachricht wartet} other {# Nachrichten warten}}; {consumers, plural, =0 {kein Consumer ist} one {# Consumer ist} other {# Consumer sind}} aktiv.\nÄlteste Nachricht: {age, duration}',
      actionRequired: 'Prüfen Sie die Consumer. Starten Sie weitere, falls sie fehlerfrei laufen.',
    },
    rate_limit_hits: {
      title: '{client} überschreitet das Anfragelimit',
      description:
        '{count, plural, one {# Anfrage wurde} other {# Anfragen wurden}} abgewiesen.\nErlaubt pro Minute: {limit, number}\nZeitraum: {window, duration}',
      actionRequired:
        'Bitten Sie den Betreiber des Clients, weniger Anfragen zu senden, oder erhöhen Sie das Limit.',
    },
    disk_full: {
      title: 'Festplatte zu {used, number, percent} voll auf {host}',
      description:
        '{hours, plural, one {Bei dieser Geschwindigkeit ist die Festplatte in # Stunde voll.} other {Bei dieser Geschwindigkeit ist die Festplatte in # Stunden voll.}}\nEinhängepunkt: {mount, code}\nFrei: {free, bytes}',
      actionRequired: 'Geben Sie Speicherplatz frei oder vergrößern Sie das Volume.',
    },
    memory_pressure: {
      title: 'Arbeitsspeicher zu {used, number, percent} belegt auf {host}',
      description:
        '{count, plural, =0 {Es wurde kein Prozess beendet.} one {# Prozess wurde beendet, um Speicher freizugeben.} other {# Prozesse wurden beendet, um Speicher freizugeben.}}\nFrei: {free, bytes, binary}\nGesamt: {total, bytes, binary}',
      actionRequired:
        'Suchen Sie den Prozess, dessen Speicherbedarf wächst. Starten Sie ihn neu, falls Nutzer betroffen sind.',
    },
    cpu_saturation: {
      title: 'CPU-Auslastung {used, number, percent} auf {host}',
      description:
        '{cores, plural, one {# Kern ist} other {# Kerne sind}} voll ausgelastet.\nDurchschnittliche Last: {load, number}\nDauer: {elapsed, duration}',
      actionRequired: 'Prüfen Sie die Prozesse mit der höchsten Last oder erweitern Sie die Kapazität.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} der Verbindungen belegt',
      description:
        '{waiting, plural, =0 {Keine Abfrage wartet.} one {# Abfrage wartet.} other {# Abfragen warten.}}\nOffene Verbindungen: {count, number} von {limit, number}',
      actionRequired:
        'Suchen Sie nach Verbindungen, die nie geschlossen werden, und nach langen Transaktionen.',
    },
    replication_lag: {
      title: 'Replikat {replica} liegt zurück',
      description: 'Rückstand: {lag, duration}\nGrenzwert: {limit, duration}\nPrimärserver: {primary}',
      actionRequired: 'Schalten Sie nicht auf dieses Replikat um, bevor es aufgeholt hat.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} des Kontingents verbraucht',
      description:
        'Verbleibend: {remaining, number} von {limit, number}\nErneuert sich am: {resetsOn, date, long}',
      actionRequired: 'Verringern Sie die Nutzung oder beantragen Sie ein höheres Kontingent.',
    },
    cost_anomaly: {
      title: 'Ungewöhnliche Kosten: {account}',
      description:
        'Tatsächlich: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nErwartet: {expected, number, ::.00} {currency}\nTag: {day, date, long}\nHauptursache: {driver}',
      actionRequired: 'Prüfen Sie die Ursache und schalten Sie ab, was nicht benötigt wird.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Zertifikat für {domain} läuft heute ab} one {Zertifikat für {domain} läuft in # Tag ab} other {Zertifikat für {domain} läuft in # Tagen ab}}',
      description:
        'Nach Ablauf lehnen Clients die Verbindung ab.\nGültig bis: {expiresOn, date, long}\nAussteller: {issuer}',
      actionRequired: 'Erneuern Sie das Zertifikat und installieren Sie es auf allen Servern.',
    },
    suspicious_sign_in: {
      title: 'Verdächtige Anmeldung: {account}',
      description:
        '{reason, select, new_device {Das Gerät ist unbekannt.} impossible_travel {Der Ort ist zu weit von dem der vorherigen Anmeldung entfernt.} many_failures {Zuvor gab es viele Fehlversuche.} other {Sie weicht vom üblichen Muster ab.}}\nOrt: {place} ({ip})\nZeitpunkt: {at, slackDate}',
      actionRequired:
        'Fragen Sie beim Nutzer nach. Beenden Sie im Zweifel alle Sitzungen und setzen Sie das Passwort zurück.',
    },
    credential_leak: {
      title: 'Zugangsdaten offengelegt: {credential}',
      description:
        '{kind, select, api_key {Ein API-Schlüssel wurde offengelegt.} token {Ein Zugriffstoken wurde offengelegt.} password {Ein Passwort wurde offengelegt.} other {Ein Geheimnis wurde offengelegt.}}\nFundort: {location}\nZuletzt verwendet: {lastUsed, slackDate}',
      actionRequired:
        'Widerrufen Sie die Zugangsdaten sofort, stellen Sie neue aus und prüfen Sie, wo sie verwendet wurden.',
    },
    deploy_finished: {
      title: 'Deployment abgeschlossen: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# Änderung ist} other {# Änderungen sind}} jetzt aktiv.\nDauer: {elapsed, duration}',
      footer: 'Gestartet von: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: Deployment fehlgeschlagen',
      description:
        '{rolledBack, select, yes {Die vorherige Version läuft wieder.} other {Die neue Version ist nur teilweise ausgerollt.}}\nUmgebung: {environment}\nFehlgeschlagener Schritt: {step}',
      actionRequired: 'Lesen Sie das Protokoll, bevor Sie das Deployment wiederholen.',
      openLog: 'Protokoll öffnen',
    },
    container_restarting: {
      title: 'Container {container} startet immer wieder neu',
      description:
        '{count, plural, one {# Neustart} other {# Neustarts}} gezählt.\nZeitraum: {window, duration}\nLetzter Exit-Code: {exitCode, number}',
      actionRequired: 'Prüfen Sie das Protokoll des Containers und sein Speicherlimit.',
    },
    backup_failed: {
      title: 'Backup der Datenbank {database} fehlgeschlagen',
      description:
        '{attempts, plural, one {# Versuch wurde} other {# Versuche wurden}} unternommen.\nFehler: {error, code}\nLetztes erfolgreiches Backup: {lastBackup, slackDate}',
      actionRequired: 'Beheben Sie die Ursache und starten Sie das Backup manuell.',
    },
    job_failed: {
      title: 'Job {job} fehlgeschlagen',
      description:
        '{willRetry, select, yes {Er wird automatisch wiederholt.} other {Er wird nicht wiederholt.}}\nFehler: {error, code}\nVersuche: {attempts, number}',
      actionRequired: 'Beheben Sie die Ursache und starten Sie den Job bei Bedarf neu.',
    },
    job_missed: {
      title: 'Job {job} wurde nicht gestartet',
      description:
        '{missed, plural, one {# Lauf ist} other {# Läufe sind}} ausgefallen.\nFällig: {dueAt, slackDate}',
      actionRequired: 'Prüfen Sie, ob der Scheduler läuft.',
    },
    data_pipeline_late: {
      title: 'Daten für {dataset} sind verspätet',
      description:
        '{reports, plural, =0 {Kein Bericht ist betroffen.} one {# Bericht zeigt veraltete Zahlen.} other {# Berichte zeigen veraltete Zahlen.}}\nErwartet: {dueAt, slackDate}\nVerspätung: {delay, duration}',
      actionRequired: 'Prüfen Sie den Schritt {step} und informieren Sie die Nutzer der Berichte.',
    },
    maintenance_planned: {
      title: 'Geplante Wartung: {service}',
      description:
        '{impact, select, none {Es wird keine Unterbrechung erwartet.} read_only {In dieser Zeit ist nur Lesezugriff möglich.} other {Der Dienst ist in dieser Zeit nicht verfügbar.}}',
      start: 'Beginn: {startsAt, slackDate}',
      end: 'Ende: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: auf Stufe {level, number} eskaliert',
      description:
        'Bisher hat niemand den Alarm bestätigt.\nBisherige Dauer: {elapsed, duration}\nJetzt zuständig: {responder, mention}',
      actionRequired: 'Bestätigen Sie den Alarm und übernehmen Sie.',
      openIncident: 'Störung öffnen',
    },
  },
};
