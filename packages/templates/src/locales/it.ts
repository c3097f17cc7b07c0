import type { TemplateLocale } from '../template-locale.ts';

/** Italian. Infinitives ask for action; English words that the trade uses stay (host, backup, deployment). */
export const it: TemplateLocale = {
  locale: 'it',
  terms: {
    alert: 'avviso',
    backup: 'backup',
    certificate: 'certificato',
    connection: 'connessione',
    credential: 'credenziale',
    deployment: 'deployment',
    incident: 'incidente',
    job: 'job',
    latency: 'latenza',
    log: 'log',
    queue: 'coda',
    quota: 'quota',
    request: 'richiesta',
    'sign-in': 'accesso',
  },
  texts: {
    service_outage: {
      title: '{service} non è disponibile',
      description:
        '{count, plural, one {# controllo non riuscito.} other {# controlli consecutivi non riusciti.}}\nRegione: {region}\nDa: {since, slackDate}',
      actionRequired: 'Aprire un incidente e controllare le ultime modifiche.',
    },
    host_unreachable: {
      title: 'L’host {host} non è raggiungibile',
      description:
        '{count, plural, one {# servizio interessato} other {# servizi interessati}}: {services, list, max=5}.\nUltimo contatto: {lastSeen, slackDate}',
      actionRequired:
        'Controllare alimentazione e rete. Spostare i servizi se l’host non torna raggiungibile.',
    },
    dependency_down: {
      title: '{provider} non risponde',
      description:
        '{count, plural, one {# chiamata non riuscita.} other {# chiamate non riuscite.}}\nDa: {since, time, short}\nFunzioni interessate: {features, list, max=5}',
      actionRequired:
        'Seguire la pagina di stato del fornitore. Passare alla soluzione di riserva se ci sono utenti interessati.',
    },
    dns_failure: {
      title: 'Impossibile risolvere {domain}',
      description:
        '{count, plural, one {# resolver segnala} other {# resolver segnalano}} un errore.\nCodice di risposta: {rcode}\nTipo di record: {recordType}',
      actionRequired: 'Controllare la zona, i server dei nomi e la registrazione del dominio.',
    },
    playback_failure: {
      title: 'Riproduzione interrotta: {region}',
      description:
        '{count, plural, one {# stream non funziona.} other {# stream non funzionano.}}\nDa: {since, time, short}\nDispositivi: {devices, list, max=5}',
      actionRequired: 'Indagare immediatamente.',
    },
    payment_failures: {
      title: 'I pagamenti tramite {provider} non riescono',
      description:
        '{count, plural, one {# pagamento non riuscito} other {# pagamenti non riusciti}} ({rate, number, percent} dei tentativi).\nImporto: {amount, number, ::.00} {currency}\nPeriodo: {window, duration}',
      actionRequired: 'Controllare lo stato del fornitore. Passare a un altro fornitore, se disponibile.',
    },
    recovered: {
      title: '{service} funziona di nuovo',
      description:
        '{count, plural, =0 {Nessun utente coinvolto.} one {# utente coinvolto.} other {# utenti coinvolti.}}\nDurata: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} risponde lentamente',
      description:
        'Latenza (p95): {latency, duration, smallest=millisecond}\nLimite: {limit, duration, smallest=millisecond}\nPeriodo: {window, duration}',
      actionRequired: 'Controllare il carico, le query lente e l’ultimo deployment.',
    },
    error_rate_high: {
      title: '{service}: richieste non riuscite {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# richiesta non riuscita} other {# richieste non riuscite}}; limite: {limit, number, percent}.\nErrore più frequente: {error, code}',
      actionRequired: 'Confrontare con l’ultimo deployment. Annullarlo se ne è la causa.',
    },
    queue_depth: {
      title: 'La coda {queue} sta crescendo',
      description:
        '{count, plural, one {# messaggio} other {# messaggi}} in attesa; {consumers, plural, =0 {nessun consumer attivo} one {# consumer attivo} other {# consumer attivi}}.\nMessaggio meno recente: {age, duration}',
      actionRequired: 'Controllare i consumer. Aggiungerne altri se funzionano correttamente.',
    },
    rate_limit_hits: {
      title: '{client} supera il limite di richieste',
      description:
        '{count, plural, one {# richiesta respinta.} other {# richieste respinte.}}\nConsentite al minuto: {limit, number}\nPeriodo: {window, duration}',
      actionRequired: 'Chiedere al gestore del client di rallentare oppure aumentare il limite.',
    },
    disk_full: {
      title: 'Disco pieno al {used, number, percent} su {host}',
      description:
        '{hours, plural, one {A questo ritmo il disco sarà pieno tra # ora.} other {A questo ritmo il disco sarà pieno tra # ore.}}\nPunto di montaggio: {mount, code}\nLibero: {free, bytes}',
      actionRequired: 'Liberare spazio o ampliare il volume.',
    },
    memory_pressure: {
      title: 'Memoria in uso al {used, number, percent} su {host}',
      description:
        '{count, plural, =0 {Nessun processo terminato.} one {# processo terminato per liberare memoria.} other {# processi terminati per liberare memoria.}}\nLibera: {free, bytes, binary}\nTotale: {total, bytes, binary}',
      actionRequired:
        'Individuare il processo il cui uso di memoria aumenta. Riavviarlo se ci sono utenti interessati.',
    },
    cpu_saturation: {
      title: 'CPU al {used, number, percent} su {host}',
      description:
        '{cores, plural, one {# core saturo.} other {# core saturi.}}\nCarico medio: {load, number}\nDurata: {elapsed, duration}',
      actionRequired: 'Controllare i processi con il carico maggiore o aumentare la capacità.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} delle connessioni in uso',
      description:
        '{waiting, plural, =0 {Nessuna query in attesa.} one {# query in attesa.} other {# query in attesa.}}\nConnessioni aperte: {count, number} di {limit, number}',
      actionRequired: 'Cercare connessioni che non vengono mai chiuse e transazioni lunghe.',
    },
    replication_lag: {
      title: 'La replica {replica} è in ritardo',
      description: 'Ritardo: {lag, duration}\nLimite: {limit, duration}\nServer primario: {primary}',
      actionRequired: 'Non passare a questa replica prima che abbia recuperato il ritardo.',
    },
    quota_nearly_used: {
      title: '{resource}: quota utilizzata al {used, number, percent}',
      description: 'Rimanenti: {remaining, number} di {limit, number}\nRinnovo: {resetsOn, date, long}',
      actionRequired: 'Ridurre l’utilizzo o richiedere una quota maggiore.',
    },
    cost_anomaly: {
      title: 'Costi insoliti: {account}',
      description:
        'Effettivo: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nPrevisto: {expected, number, ::.00} {currency}\nGiorno: {day, date, long}\nCausa principale: {driver}',
      actionRequired: 'Verificare la causa e disattivare ciò che non serve.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Il certificato di {domain} scade oggi} one {Il certificato di {domain} scade tra # giorno} other {Il certificato di {domain} scade tra # giorni}}',
      description:
        'Dopo la scadenza i client rifiuteranno la connessione.\nValido fino al: {expiresOn, date, long}\nAutorità emittente: {issuer}',
      actionRequired: 'Rinnovare il certificato e installarlo su tutti i server.',
    },
    suspicious_sign_in: {
      title: 'Accesso sospetto: {account}',
      description:
        '{reason, select, new_device {Il dispositivo è sconosciuto.} impossible_travel {Il luogo è troppo lontano da quello dell’accesso precedente.} many_failures {Ci sono stati prima molti tentativi non riusciti.} other {Si discosta dal comportamento abituale.}}\nLuogo: {place} ({ip})\nOra: {at, slackDate}',
      actionRequired:
        'Verificare con l’utente. In caso di dubbio, terminare tutte le sessioni e reimpostare la password.',
    },
    credential_leak: {
      title: 'Credenziale esposta: {credential}',
      description:
        '{kind, select, api_key {È stata esposta una chiave API.} token {È stato esposto un token di accesso.} password {È stata esposta una password.} other {È stato esposto un segreto.}}\nTrovata in: {location}\nUltimo utilizzo: {lastUsed, slackDate}',
      actionRequired: 'Revocarla subito, emetterne una nuova e verificare dove è stata usata.',
    },
    deploy_finished: {
      title: 'Deployment completato: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# modifica ora attiva.} other {# modifiche ora attive.}}\nDurata: {elapsed, duration}',
      footer: 'Eseguito da: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: deployment non riuscito',
      description:
        '{rolledBack, select, yes {È di nuovo attiva la versione precedente.} other {La nuova versione è attiva solo in parte.}}\nAmbiente: {environment}\nPassaggio non riuscito: {step}',
      actionRequired: 'Leggere il log prima di ripetere il deployment.',
      openLog: 'Apri il log',
    },
    container_restarting: {
      title: 'Il container {container} continua a riavviarsi',
      description:
        '{count, plural, one {# riavvio registrato.} other {# riavvii registrati.}}\nPeriodo: {window, duration}\nUltimo codice di uscita: {exitCode, number}',
      actionRequired: 'Controllare il log del container e il suo limite di memoria.',
    },
    backup_failed: {
      title: 'Backup non riuscito: {database}',
      description:
        '{attempts, plural, one {# tentativo eseguito.} other {# tentativi eseguiti.}}\nErrore: {error, code}\nUltimo backup riuscito: {lastBackup, slackDate}',
      actionRequired: 'Risolvere la causa e avviare il backup manualmente.',
    },
    job_failed: {
      title: 'Job {job} non riuscito',
      description:
        '{willRetry, select, yes {Verrà ritentato automaticamente.} other {Non verrà ritentato.}}\nErrore: {error, code}\nTentativi: {attempts, number}',
      actionRequired: 'Risolvere la causa e riavviare il job, se necessario.',
    },
    job_missed: {
      title: 'Job {job} non avviato',
      description:
        '{missed, plural, one {# esecuzione saltata.} other {# esecuzioni saltate.}}\nPrevisto: {dueAt, slackDate}',
      actionRequired: 'Verificare che l’utilità di pianificazione sia in esecuzione.',
    },
    data_pipeline_late: {
      title: 'Il set di dati {dataset} è in ritardo',
      description:
        '{reports, plural, =0 {Nessun report interessato.} one {# report mostra dati non aggiornati.} other {# report mostrano dati non aggiornati.}}\nPrevisto: {dueAt, slackDate}\nRitardo: {delay, duration}',
      actionRequired: 'Controllare il passaggio {step} e informare gli utenti dei report.',
    },
    maintenance_planned: {
      title: 'Manutenzione programmata: {service}',
      description:
        '{impact, select, none {Non sono previste interruzioni.} read_only {In questo periodo il servizio sarà in sola lettura.} other {In questo periodo il servizio non sarà disponibile.}}',
      start: 'Inizio: {startsAt, slackDate}',
      end: 'Fine: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: escalation al livello {level, number}',
      description:
        'Nessuno ha ancora confermato l’avviso.\nAperto da: {elapsed, duration}\nOra responsabile: {responder, mention}',
      actionRequired: 'Confermare l’avviso e prenderlo in carico.',
      openIncident: 'Apri l’incidente',
    },
  },
};
