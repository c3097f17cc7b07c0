import type { TemplateLocale } from '../template-locale.ts';

/** Norwegian Bokmål. The plain imperative asks for action. */
export const nb: TemplateLocale = {
  locale: 'nb',
  terms: {
    alert: 'varsel',
    backup: 'sikkerhetskopiering',
    certificate: 'sertifikat',
    connection: 'tilkobling',
    credential: 'påloggingsinformasjon',
    deployment: 'utrulling',
    incident: 'hendelse',
    job: 'jobb',
    latency: 'svartid',
    log: 'logg',
    queue: 'kø',
    quota: 'kvote',
    request: 'forespørsel',
    'sign-in': 'pålogging',
  },
  texts: {
    service_outage: {
      title: '{service} er nede',
      description:
        '{count, plural, one {# kontroll} other {# kontroller på rad}} mislyktes.\nRegion: {region}\nSiden: {since, slackDate}',
      actionRequired: 'Meld en hendelse og kontroller de siste endringene.',
    },
    host_unreachable: {
      title: 'Verten {host} kan ikke nås',
      description:
        '{count, plural, one {# tjeneste er berørt} other {# tjenester er berørt}}: {services, list, max=5}.\nSist sett: {lastSeen, slackDate}',
      actionRequired: 'Kontroller strøm og nettverk. Flytt tjenestene hvis verten ikke kommer tilbake.',
    },
    dependency_down: {
      title: '{provider} svarer ikke',
      description:
        '{count, plural, one {# kall} other {# kall}} mislyktes.\nSiden: {since, time, short}\nBerørte funksjoner: {features, list, max=5}',
      actionRequired: 'Følg statussiden til leverandøren. Bytt til reserveløsningen hvis brukere er berørt.',
    },
    dns_failure: {
      title: '{domain} kan ikke slås opp',
      description:
        '{count, plural, one {# DNS-tjener melder} other {# DNS-tjenere melder}} feil.\nSvarkode: {rcode}\nPosttype: {recordType}',
      actionRequired: 'Kontroller sonen, navnetjenerne og registreringen av domenet.',
    },
    playback_failure: {
      title: 'Avspilling avbrutt i {region}',
      description:
        '{count, plural, one {# strøm fungerer} other {# strømmer fungerer}} ikke.\nSiden: {since, time, short}\nEnheter: {devices, list, max=5}',
      actionRequired: 'Finn årsaken umiddelbart.',
    },
    payment_failures: {
      title: 'Betalinger via {provider} mislykkes',
      description:
        '{count, plural, one {# betaling} other {# betalinger}} mislyktes ({rate, number, percent} av alle forsøk).\nBeløp: {amount, number, ::.00} {currency}\nPeriode: {window, duration}',
      actionRequired:
        'Kontroller statusen til leverandøren. Bytt til en annen leverandør hvis det finnes en.',
    },
    recovered: {
      title: '{service} fungerer igjen',
      description:
        '{count, plural, =0 {Ingen brukere ble berørt.} one {# bruker ble berørt.} other {# brukere ble berørt.}}\nVarighet: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} svarer tregt',
      description:
        'Svartid (p95): {latency, duration, smallest=millisecond}\nGrense: {limit, duration, smallest=millisecond}\nPeriode: {window, duration}',
      actionRequired: 'Kontroller belastningen, trege spørringer og den siste utrullingen.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} av forespørslene mislykkes',
      description:
        '{count, plural, one {# forespørsel} other {# forespørsler}} mislyktes; grensen er {limit, number, percent}.\nVanligste feil: {error, code}',
      actionRequired: 'Sammenlign med den siste utrullingen. Rull den tilbake hvis den er årsaken.',
    },
    queue_depth: {
      title: 'Køen {queue} vokser',
      description:
        '{count, plural, one {# melding venter} other {# meldinger venter}}; {consumers, plural, =0 {ingen konsument er aktiv} one {# konsument er aktiv} other {# konsumenter er aktive}}.\nEldste melding: {age, duration}',
      actionRequired: 'Kontroller konsumentene. Legg til flere hvis de fungerer som de skal.',
    },
    rate_limit_hits: {
      title: '{client} overskrider grensen for forespørsler',
      description:
        '{count, plural, one {# forespørsel} other {# forespørsler}} ble avvist.\nTillatt per minutt: {limit, number}\nPeriode: {window, duration}',
      actionRequired: 'Be den som er ansvarlig for klienten, om å senke takten, eller hev grensen.',
    },
    disk_full: {
      title: 'Disken er {used, number, percent} full på {host}',
      description:
        '{hours, plural, one {I dette tempoet er disken full om # time.} other {I dette tempoet er disken full om # timer.}}\nMonteringspunkt: {mount, code}\nLedig: {free, bytes}',
      actionRequired: 'Frigjør plass eller utvid volumet.',
    },
    memory_pressure: {
      title: 'Minnet er {used, number, percent} i bruk på {host}',
      description:
        '{count, plural, =0 {Ingen prosesser ble avsluttet.} one {# prosess ble avsluttet for å frigjøre minne.} other {# prosesser ble avsluttet for å frigjøre minne.}}\nLedig: {free, bytes, binary}\nTotalt: {total, bytes, binary}',
      actionRequired: 'Finn prosessen som bruker stadig mer minne. Start den på nytt hvis brukere er berørt.',
    },
    cpu_saturation: {
      title: 'CPU-bruk {used, number, percent} på {host}',
      description:
        '{cores, plural, one {# kjerne er fullt belastet.} other {# kjerner er fullt belastet.}}\nGjennomsnittlig belastning: {load, number}\nVarighet: {elapsed, duration}',
      actionRequired: 'Kontroller de mest krevende prosessene eller utvid kapasiteten.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} av tilkoblingene i bruk',
      description:
        '{waiting, plural, =0 {Ingen spørringer venter.} one {# spørring venter.} other {# spørringer venter.}}\nÅpne tilkoblinger: {count, number} av {limit, number}',
      actionRequired: 'Let etter tilkoblinger som aldri lukkes, og lange transaksjoner.',
    },
    replication_lag: {
      title: 'Replikaen {replica} ligger etter',
      description: 'Forsinkelse: {lag, duration}\nGrense: {limit, duration}\nPrimærtjener: {primary}',
      actionRequired: 'Ikke bytt over til denne replikaen før den har tatt igjen forsinkelsen.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} av kvoten er brukt',
      description: 'Gjenstår: {remaining, number} av {limit, number}\nFornyes: {resetsOn, date, long}',
      actionRequired: 'Reduser bruken eller be om en høyere kvote.',
    },
    cost_anomaly: {
      title: 'Uvanlige kostnader: {account}',
      description:
        'Faktisk: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nForventet: {expected, number, ::.00} {currency}\nDag: {day, date, long}\nHovedårsak: {driver}',
      actionRequired: 'Kontroller årsaken og slå av det som ikke trengs.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Sertifikatet for {domain} utløper i dag} one {Sertifikatet for {domain} utløper om # dag} other {Sertifikatet for {domain} utløper om # dager}}',
      description:
        'Deretter vil klienter avvise tilkoblingen.\nGyldig til: {expiresOn, date, long}\nUtsteder: {issuer}',
      actionRequired: 'Forny sertifikatet og installer det på alle tjenere.',
    },
    suspicious_sign_in: {
      title: 'Mistenkelig pålogging: {account}',
      description:
        '{reason, select, new_device {Enheten er ukjent.} impossible_travel {Stedet er for langt unna forrige pålogging.} many_failures {Det var mange mislykkede forsøk i forkant.} other {Den avviker fra det vanlige mønsteret.}}\nSted: {place} ({ip})\nTidspunkt: {at, slackDate}',
      actionRequired: 'Spør brukeren. Avslutt alle økter og tilbakestill passordet hvis du er i tvil.',
    },
    credential_leak: {
      title: 'Lekket påloggingsinformasjon: {credential}',
      description:
        '{kind, select, api_key {En API-nøkkel er eksponert.} token {Et tilgangstoken er eksponert.} password {Et passord er eksponert.} other {En hemmelighet er eksponert.}}\nFunnet i: {location}\nSist brukt: {lastUsed, slackDate}',
      actionRequired: 'Trekk den tilbake nå, utsted en ny og kontroller hvor den er brukt.',
    },
    deploy_finished: {
      title: '{service} {version} er rullet ut til {environment}',
      description:
        '{changes, plural, one {# endring er nå aktiv.} other {# endringer er nå aktive.}}\nVarighet: {elapsed, duration}',
      footer: 'Rullet ut av: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: utrullingen mislyktes',
      description:
        '{rolledBack, select, yes {Den forrige versjonen kjører igjen.} other {Den nye versjonen er bare delvis rullet ut.}}\nMiljø: {environment}\nMislykket trinn: {step}',
      actionRequired: 'Les loggen før utrullingen gjentas.',
      openLog: 'Åpne loggen',
    },
    container_restarting: {
      title: 'Containeren {container} starter stadig på nytt',
      description:
        '{count, plural, one {# omstart} other {# omstarter}} er registrert.\nPeriode: {window, duration}\nSiste avslutningskode: {exitCode, number}',
      actionRequired: 'Kontroller loggen og minnegrensen til containeren.',
    },
    backup_failed: {
      title: 'Sikkerhetskopieringen av {database} mislyktes',
      description:
        '{attempts, plural, one {Det er gjort # forsøk.} other {Det er gjort # forsøk.}}\nFeil: {error, code}\nSiste vellykkede sikkerhetskopiering: {lastBackup, slackDate}',
      actionRequired: 'Rett årsaken og start sikkerhetskopieringen manuelt.',
    },
    job_failed: {
      title: 'Jobben {job} mislyktes',
      description:
        '{willRetry, select, yes {Det gjøres automatisk et nytt forsøk.} other {Det gjøres ikke noe nytt forsøk.}}\nFeil: {error, code}\nForsøk: {attempts, number}',
      actionRequired: 'Rett årsaken og start jobben på nytt ved behov.',
    },
    job_missed: {
      title: 'Jobben {job} startet ikke',
      description:
        '{missed, plural, one {# kjøring} other {# kjøringer}} uteble.\nPlanlagt: {dueAt, slackDate}',
      actionRequired: 'Kontroller at planleggeren kjører.',
    },
    data_pipeline_late: {
      title: 'Datasettet {dataset} er forsinket',
      description:
        '{reports, plural, =0 {Ingen rapporter er berørt.} one {# rapport viser utdaterte tall.} other {# rapporter viser utdaterte tall.}}\nForventet: {dueAt, slackDate}\nForsinkelse: {delay, duration}',
      actionRequired: 'Kontroller trinnet {step} og informer brukerne av rapportene.',
    },
    maintenance_planned: {
      title: 'Planlagt vedlikehold: {service}',
      description:
        '{impact, select, none {Det ventes ingen avbrudd.} read_only {Tjenesten er skrivebeskyttet i denne perioden.} other {Tjenesten er utilgjengelig i denne perioden.}}',
      start: 'Begynner: {startsAt, slackDate}',
      end: 'Slutter: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskalert til nivå {level, number}',
      description:
        'Ingen har bekreftet varselet ennå.\nUbesvart i: {elapsed, duration}\nAnsvarlig nå: {responder, mention}',
      actionRequired: 'Bekreft varselet og ta over.',
      openIncident: 'Åpne hendelsen',
    },
  },
};
