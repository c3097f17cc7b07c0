import type { TemplateLocale } from '../template-locale.ts';

/** Romanian. The polite imperative of «dumneavoastră» asks for action; «ș» and «ț» have commas below, not cedillas. */
export const ro: TemplateLocale = {
  locale: 'ro',
  terms: {
    alert: 'alertă',
    backup: 'copie de rezervă',
    certificate: 'certificat',
    connection: 'conexiune',
    credential: 'date de autentificare',
    deployment: 'implementare',
    incident: 'incident',
    job: 'activitate',
    latency: 'latență',
    log: 'jurnal',
    queue: 'coadă',
    quota: 'cotă',
    request: 'solicitare',
    'sign-in': 'autentificare',
  },
  texts: {
    service_outage: {
      title: 'Serviciul {service} nu funcționează',
      description:
        '{count, plural, one {# verificare a eșuat.} few {# verificări consecutive au eșuat.} other {# de verificări consecutive au eșuat.}}\nRegiune: {region}\nÎncepând cu: {since, slackDate}',
      actionRequired: 'Declarați un incident și verificați ultimele modificări.',
    },
    host_unreachable: {
      title: 'Gazda {host} nu poate fi accesată',
      description:
        '{count, plural, one {# serviciu afectat} few {# servicii afectate} other {# de servicii afectate}}: {services, list, max=5}.\nUltimul contact: {lastSeen, slackDate}',
      actionRequired: 'Verificați alimentarea și rețeaua. Mutați serviciile dacă gazda nu revine.',
    },
    dependency_down: {
      title: 'Furnizorul {provider} nu răspunde',
      description:
        '{count, plural, one {# apel a eșuat.} few {# apeluri au eșuat.} other {# de apeluri au eșuat.}}\nÎncepând cu: {since, time, short}\nFuncții afectate: {features, list, max=5}',
      actionRequired:
        'Urmăriți pagina de stare a furnizorului. Treceți la soluția de rezervă dacă sunt afectați utilizatori.',
    },
    dns_failure: {
      title: 'Domeniul {domain} nu poate fi rezolvat',
      description:
        '{count, plural, one {# server DNS raportează o eroare.} few {# servere DNS raportează o eroare.} other {# de servere DNS raportează o eroare.}}\nCod de răspuns: {rcode}\nTip de înregistrare: {recordType}',
      actionRequired: 'Verificați zona, serverele de nume și înregistrarea domeniului.',
    },
    playback_failure: {
      title: 'Redare întreruptă: {region}',
      description:
        '{count, plural, one {# flux nu funcționează.} few {# fluxuri nu funcționează.} other {# de fluxuri nu funcționează.}}\nÎncepând cu: {since, time, short}\nDispozitive: {devices, list, max=5}',
      actionRequired: 'Investigați imediat cauza.',
    },
    payment_failures: {
      title: 'Plățile prin {provider} eșuează',
      description:
        '{count, plural, one {# plată a eșuat} few {# plăți au eșuat} other {# de plăți au eșuat}} ({rate, number, percent} din toate încercările).\nSumă: {amount, number, ::.00} {currency}\nPerioadă: {window, duration}',
      actionRequired: 'Verificați starea furnizorului. Treceți la alt furnizor, dacă există.',
    },
    recovered: {
      title: 'Serviciul {service} funcționează din nou',
      description:
        '{count, plural, =0 {Niciun utilizator nu a fost afectat.} one {A fost afectat # utilizator.} few {Au fost afectați # utilizatori.} other {Au fost afectați # de utilizatori.}}\nDurată: {elapsed, duration}',
    },
    high_latency: {
      title: 'Serviciul {service} răspunde lent',
      description:
        'Latență (p95): {latency, duration, smallest=millisecond}\nLimită: {limit, duration, smallest=millisecond}\nPerioadă: {window, duration}',
      actionRequired: 'Verificați încărcarea, interogările lente și ultima implementare.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} din solicitări eșuează',
      description:
        '{count, plural, one {# solicitare a eșuat} few {# solicitări au eșuat} other {# de solicitări au eșuat}}; limita este {limit, number, percent}.\nCea mai frecventă eroare: {error, code}',
      actionRequired: 'Comparați cu ultima implementare. Anulați-o dacă este cauza.',
    },
    queue_depth: {
      title: 'Coada {queue} crește',
      description:
        '{count, plural, one {# mesaj așteaptă} few {# mesaje așteaptă} other {# de mesaje așteaptă}}; {consumers, plural, =0 {niciun consumator nu este activ} one {# consumator este activ} few {# consumatori sunt activi} other {# de consumatori sunt activi}}.\nCel mai vechi mesaj: {age, duration}',
      actionRequired: 'Verificați consumatorii. Adăugați alții dacă aceștia funcționează corect.',
    },
    rate_limit_hits: {
      title: 'Clientul {client} depășește limita de solicitări',
      description:
        '{count, plural, one {# solicitare respinsă.} few {# solicitări respinse.} other {# de solicitări respinse.}}\nPermise pe minut: {limit, number}\nPerioadă: {window, duration}',
      actionRequired: 'Cereți operatorului clientului să reducă ritmul sau măriți limita.',
    },
    disk_full: {
      title: 'Disc plin {used, number, percent} pe {host}',
      description:
        '{hours, plural, one {În acest ritm, discul va fi plin în # oră.} few {În acest ritm, discul va fi plin în # ore.} other {În acest ritm, discul va fi plin în # de ore.}}\nPunct de montare: {mount, code}\nLiber: {free, bytes}',
      actionRequired: 'Eliberați spațiu sau extindeți volumul.',
    },
    memory_pressure: {
      title: 'Memorie utilizată {used, number, percent} pe {host}',
      description:
        '{count, plural, =0 {Niciun proces nu a fost oprit.} one {# proces a fost oprit pentru a elibera memorie.} few {# procese au fost oprite pentru a elibera memorie.} other {# de procese au fost oprite pentru a elibera memorie.}}\nLiberă: {free, bytes, binary}\nÎn total: {total, bytes, binary}',
      actionRequired:
        'Găsiți procesul al cărui consum de memorie crește. Reporniți-l dacă sunt afectați utilizatori.',
    },
    cpu_saturation: {
      title: 'Procesor la {used, number, percent} pe {host}',
      description:
        '{cores, plural, one {# nucleu este complet ocupat.} few {# nuclee sunt complet ocupate.} other {# de nuclee sunt complet ocupate.}}\nÎncărcare medie: {load, number}\nDurată: {elapsed, duration}',
      actionRequired: 'Verificați procesele cele mai solicitante sau măriți capacitatea.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} din conexiuni în uz',
      description:
        '{waiting, plural, =0 {Nicio interogare nu așteaptă.} one {# interogare așteaptă.} few {# interogări așteaptă.} other {# de interogări așteaptă.}}\nConexiuni deschise: {count, number} din {limit, number}',
      actionRequired: 'Căutați conexiuni care nu se închid niciodată și tranzacții lungi.',
    },
    replication_lag: {
      title: 'Replica {replica} a rămas în urmă',
      description: 'Întârziere: {lag, duration}\nLimită: {limit, duration}\nServer principal: {primary}',
      actionRequired: 'Nu comutați pe această replică înainte să recupereze întârzierea.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} din cotă utilizat',
      description: 'Rămas: {remaining, number} din {limit, number}\nReînnoire: {resetsOn, date, long}',
      actionRequired: 'Reduceți utilizarea sau solicitați o cotă mai mare.',
    },
    cost_anomaly: {
      title: 'Costuri neobișnuite: {account}',
      description:
        'Real: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nEstimat: {expected, number, ::.00} {currency}\nZi: {day, date, long}\nCauza principală: {driver}',
      actionRequired: 'Verificați cauza și opriți ceea ce nu este necesar.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certificatul pentru {domain} expiră astăzi} one {Certificatul pentru {domain} expiră în # zi} few {Certificatul pentru {domain} expiră în # zile} other {Certificatul pentru {domain} expiră în # de zile}}',
      description:
        'După expirare, clienții vor refuza conexiunea.\nValabil până la: {expiresOn, date, long}\nEmitent: {issuer}',
      actionRequired: 'Reînnoiți certificatul și instalați-l pe toate serverele.',
    },
    suspicious_sign_in: {
      title: 'Autentificare suspectă: {account}',
      description:
        '{reason, select, new_device {Dispozitivul este necunoscut.} impossible_travel {Locul este prea departe de cel al autentificării precedente.} many_failures {A fost precedată de multe încercări eșuate.} other {Diferă de comportamentul obișnuit.}}\nLoc: {place} ({ip})\nOră: {at, slackDate}',
      actionRequired:
        'Verificați cu utilizatorul. Dacă există dubii, închideți toate sesiunile și resetați parola.',
    },
    credential_leak: {
      title: 'Date de autentificare expuse: {credential}',
      description:
        '{kind, select, api_key {A fost expusă o cheie API.} token {A fost expus un token de acces.} password {A fost expusă o parolă.} other {A fost expus un secret.}}\nGăsite în: {location}\nUltima utilizare: {lastUsed, slackDate}',
      actionRequired: 'Revocați-le acum, emiteți altele noi și verificați unde au fost folosite.',
    },
    deploy_finished: {
      title: 'Implementare finalizată: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# modificare este activă acum.} few {# modificări sunt active acum.} other {# de modificări sunt active acum.}}\nDurată: {elapsed, duration}',
      footer: 'Implementat de: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: implementarea a eșuat',
      description:
        '{rolledBack, select, yes {Versiunea anterioară rulează din nou.} other {Versiunea nouă este implementată doar parțial.}}\nMediu: {environment}\nPas eșuat: {step}',
      actionRequired: 'Citiți jurnalul înainte de a repeta implementarea.',
      openLog: 'Deschide jurnalul',
    },
    container_restarting: {
      title: 'Containerul {container} repornește încontinuu',
      description:
        '{count, plural, one {# repornire înregistrată.} few {# reporniri înregistrate.} other {# de reporniri înregistrate.}}\nPerioadă: {window, duration}\nUltimul cod de ieșire: {exitCode, number}',
      actionRequired: 'Verificați jurnalul containerului și limita lui de memorie.',
    },
    backup_failed: {
      title: 'Copia de rezervă a eșuat: {database}',
      description:
        '{attempts, plural, one {S-a făcut # încercare.} few {S-au făcut # încercări.} other {S-au făcut # de încercări.}}\nEroare: {error, code}\nUltima copie de rezervă reușită: {lastBackup, slackDate}',
      actionRequired: 'Remediați cauza și porniți manual copia de rezervă.',
    },
    job_failed: {
      title: 'Activitatea {job} a eșuat',
      description:
        '{willRetry, select, yes {Va fi reîncercată automat.} other {Nu va fi reîncercată.}}\nEroare: {error, code}\nÎncercări: {attempts, number}',
      actionRequired: 'Remediați cauza și reporniți activitatea dacă este necesar.',
    },
    job_missed: {
      title: 'Activitatea {job} nu a pornit',
      description:
        '{missed, plural, one {# rulare omisă.} few {# rulări omise.} other {# de rulări omise.}}\nProgramată: {dueAt, slackDate}',
      actionRequired: 'Verificați dacă planificatorul rulează.',
    },
    data_pipeline_late: {
      title: 'Setul de date {dataset} întârzie',
      description:
        '{reports, plural, =0 {Niciun raport nu este afectat.} one {# raport afișează cifre învechite.} few {# rapoarte afișează cifre învechite.} other {# de rapoarte afișează cifre învechite.}}\nAșteptat: {dueAt, slackDate}\nÎntârziere: {delay, duration}',
      actionRequired: 'Verificați pasul {step} și informați utilizatorii rapoartelor.',
    },
    maintenance_planned: {
      title: 'Mentenanță planificată: {service}',
      description:
        '{impact, select, none {Nu se așteaptă nicio întrerupere.} read_only {În acest interval, serviciul va fi doar pentru citire.} other {În acest interval, serviciul nu va fi disponibil.}}',
      start: 'Început: {startsAt, slackDate}',
      end: 'Sfârșit: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: escaladat la nivelul {level, number}',
      description:
        'Nimeni nu a confirmat alerta până acum.\nFără răspuns de: {elapsed, duration}\nResponsabil acum: {responder, mention}',
      actionRequired: 'Confirmați alerta și preluați cazul.',
      openIncident: 'Deschide incidentul',
    },
  },
};
