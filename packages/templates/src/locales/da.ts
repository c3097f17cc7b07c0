import type { TemplateLocale } from '../template-locale.ts';

/** Danish. The plain imperative asks for action. */
export const da: TemplateLocale = {
  locale: 'da',
  terms: {
    alert: 'alarm',
    backup: 'sikkerhedskopiering',
    certificate: 'certifikat',
    connection: 'forbindelse',
    credential: 'loginoplysninger',
    deployment: 'udrulning',
    incident: 'hændelse',
    job: 'job',
    latency: 'svartid',
    log: 'log',
    queue: 'kø',
    quota: 'kvote',
    request: 'anmodning',
    'sign-in': 'login',
  },
  texts: {
    service_outage: {
      title: '{service} er nede',
      description:
        '{count, plural, one {# kontrol} other {# kontroller i træk}} mislykkedes.\nRegion: {region}\nSiden: {since, slackDate}',
      actionRequired: 'Meld en hændelse, og kontrollér de seneste ændringer.',
    },
    host_unreachable: {
      title: 'Værten {host} kan ikke nås',
      description:
        '{count, plural, one {# tjeneste er berørt} other {# tjenester er berørt}}: {services, list, max=5}.\nSidst set: {lastSeen, slackDate}',
      actionRequired: 'Kontrollér strøm og netværk. Flyt tjenesterne, hvis værten ikke kommer tilbage.',
    },
    dependency_down: {
      title: '{provider} svarer ikke',
      description:
        '{count, plural, one {# kald} other {# kald}} mislykkedes.\nSiden: {since, time, short}\nBerørte funktioner: {features, list, max=5}',
      actionRequired: 'Følg udbyderens statusside. Skift til reserveløsningen, hvis brugere er berørt.',
    },
    dns_failure: {
      title: '{domain} kan ikke slås op',
      description:
        '{count, plural, one {# DNS-server melder} other {# DNS-servere melder}} fejl.\nSvarkode: {rcode}\nPosttype: {recordType}',
      actionRequired: 'Kontrollér zonen, navneserverne og registreringen af domænet.',
    },
    playback_failure: {
      title: 'Afspilning afbrudt i {region}',
      description:
        '{count, plural, one {# stream fejler.} other {# streams fejler.}}\nSiden: {since, time, short}\nEnheder: {devices, list, max=5}',
      actionRequired: 'Undersøg årsagen med det samme.',
    },
    payment_failures: {
      title: 'Betalinger via {provider} mislykkes',
      description:
        '{count, plural, one {# betaling} other {# betalinger}} mislykkedes ({rate, number, percent} af alle forsøg).\nBeløb: {amount, number, ::.00} {currency}\nPeriode: {window, duration}',
      actionRequired: 'Kontrollér udbyderens status. Skift til en anden udbyder, hvis der er en.',
    },
    recovered: {
      title: '{service} fungerer igen',
      description:
        '{count, plural, =0 {Ingen brugere var berørt.} one {# bruger var berørt.} other {# brugere var berørt.}}\nVarighed: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} svarer langsomt',
      description:
        'Svartid (p95): {latency, duration, smallest=millisecond}\nGrænse: {limit, duration, smallest=millisecond}\nPeriode: {window, duration}',
      actionRequired: 'Kontrollér belastningen, langsomme forespørgsler og den seneste udrulning.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} af anmodningerne mislykkes',
      description:
        '{count, plural, one {# anmodning} other {# anmodninger}} mislykkedes; grænsen er {limit, number, percent}.\nHyppigste fejl: {error, code}',
      actionRequired: 'Sammenlign med den seneste udrulning. Rul den tilbage, hvis den er årsagen.',
    },
    queue_depth: {
      title: 'Køen {queue} vokser',
      description:
        '{count, plural, one {# besked venter} other {# beskeder venter}}; {consumers, plural, =0 {ingen forbruger er aktiv} one {# forbruger er aktiv} other {# forbrugere er aktive}}.\nÆldste besked: {age, duration}',
      actionRequired: 'Kontrollér forbrugerne. Tilføj flere, hvis de fungerer korrekt.',
    },
    rate_limit_hits: {
      title: '{client} overskrider grænsen for anmodninger',
      description:
        '{count, plural, one {# anmodning} other {# anmodninger}} blev afvist.\nTilladt pr. minut: {limit, number}\nPeriode: {window, duration}',
      actionRequired: 'Bed klientens ansvarlige om at sænke tempoet, eller hæv grænsen.',
    },
    disk_full: {
      title: 'Disken er {used, number, percent} fuld på {host}',
      description:
        '{hours, plural, one {I dette tempo er disken fuld om # time.} other {I dette tempo er disken fuld om # timer.}}\nMonteringspunkt: {mount, code}\nLedig: {free, bytes}',
      actionRequired: 'Frigør plads, eller udvid diskenheden.',
    },
    memory_pressure: {
      title: 'Hukommelsen er {used, number, percent} i brug på {host}',
      description:
        '{count, plural, =0 {Ingen processer blev afsluttet.} one {# proces blev afsluttet for at frigøre hukommelse.} other {# processer blev afsluttet for at frigøre hukommelse.}}\nLedig: {free, bytes, binary}\nI alt: {total, bytes, binary}',
      actionRequired:
        'Find den proces, hvis hukommelsesforbrug vokser. Genstart den, hvis brugere er berørt.',
    },
    cpu_saturation: {
      title: 'CPU-forbrug {used, number, percent} på {host}',
      description:
        '{cores, plural, one {# kerne er fuldt belastet.} other {# kerner er fuldt belastede.}}\nGennemsnitlig belastning: {load, number}\nVarighed: {elapsed, duration}',
      actionRequired: 'Kontrollér de mest krævende processer, eller udvid kapaciteten.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} af forbindelserne i brug',
      description:
        '{waiting, plural, =0 {Ingen forespørgsler venter.} one {# forespørgsel venter.} other {# forespørgsler venter.}}\nÅbne forbindelser: {count, number} af {limit, number}',
      actionRequired: 'Led efter forbindelser, der aldrig lukkes, og lange transaktioner.',
    },
    replication_lag: {
      title: 'Replikaen {replica} er bagud',
      description: 'Forsinkelse: {lag, duration}\nGrænse: {limit, duration}\nPrimær server: {primary}',
      actionRequired: 'Skift ikke over til denne replika, før den har indhentet forsinkelsen.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} af kvoten er brugt',
      description: 'Tilbage: {remaining, number} af {limit, number}\nFornyes: {resetsOn, date, long}',
      actionRequired: 'Nedsæt forbruget, eller anmod om en højere kvote.',
    },
    cost_anomaly: {
      title: 'Usædvanlige omkostninger: {account}',
      description:
        'Faktisk: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nForventet: {expected, number, ::.00} {currency}\nDag: {day, date, long}\nHovedårsag: {driver}',
      actionRequired: 'Kontrollér årsagen, og sluk for det, der ikke er brug for.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certifikatet for {domain} udløber i dag} one {Certifikatet for {domain} udløber om # dag} other {Certifikatet for {domain} udløber om # dage}}',
      description:
        'Derefter vil klienter afvise forbindelsen.\nGyldigt til: {expiresOn, date, long}\nUdsteder: {issuer}',
      actionRequired: 'Forny certifikatet, og installer det på alle servere.',
    },
    suspicious_sign_in: {
      title: 'Mistænkeligt login: {account}',
      description:
        '{reason, select, new_device {Enheden er ukendt.} impossible_travel {Stedet ligger for langt fra det forrige login.} many_failures {Der var mange mislykkede forsøg forinden.} other {Det afviger fra det sædvanlige mønster.}}\nSted: {place} ({ip})\nTidspunkt: {at, slackDate}',
      actionRequired: 'Spørg brugeren. Afslut alle sessioner, og nulstil adgangskoden, hvis du er i tvivl.',
    },
    credential_leak: {
      title: 'Lækkede loginoplysninger: {credential}',
      description:
        '{kind, select, api_key {En API-nøgle er blevet eksponeret.} token {Et adgangstoken er blevet eksponeret.} password {En adgangskode er blevet eksponeret.} other {En hemmelighed er blevet eksponeret.}}\nFundet i: {location}\nSidst brugt: {lastUsed, slackDate}',
      actionRequired: 'Tilbagekald dem nu, udsted nye, og kontrollér, hvor de er blevet brugt.',
    },
    deploy_finished: {
      title: '{service} {version} er udrullet til {environment}',
      description:
        '{changes, plural, one {# ændring er nu aktiv.} other {# ændringer er nu aktive.}}\nVarighed: {elapsed, duration}',
      footer: 'Udrullet af: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: udrulningen mislykkedes',
      description:
        '{rolledBack, select, yes {Den tidligere version kører igen.} other {Den nye version er kun delvist udrullet.}}\nMiljø: {environment}\nMislykket trin: {step}',
      actionRequired: 'Læs loggen, før udrulningen gentages.',
      openLog: 'Åbn loggen',
    },
    container_restarting: {
      title: 'Containeren {container} genstarter hele tiden',
      description:
        '{count, plural, one {# genstart} other {# genstarter}} er registreret.\nPeriode: {window, duration}\nSeneste afslutningskode: {exitCode, number}',
      actionRequired: 'Kontrollér containerens log og hukommelsesgrænse.',
    },
    backup_failed: {
      title: 'Sikkerhedskopieringen af {database} mislykkedes',
      description:
        '{attempts, plural, one {Der er gjort # forsøg.} other {Der er gjort # forsøg.}}\nFejl: {error, code}\nSeneste vellykkede sikkerhedskopiering: {lastBackup, slackDate}',
      actionRequired: 'Afhjælp årsagen, og start sikkerhedskopieringen manuelt.',
    },
    job_failed: {
      title: 'Jobbet {job} mislykkedes',
      description:
        '{willRetry, select, yes {Det forsøges automatisk igen.} other {Det forsøges ikke igen.}}\nFejl: {error, code}\nForsøg: {attempts, number}',
      actionRequired: 'Afhjælp årsagen, og start jobbet igen efter behov.',
    },
    job_missed: {
      title: 'Jobbet {job} startede ikke',
      description:
        '{missed, plural, one {# kørsel} other {# kørsler}} udeblev.\nPlanlagt: {dueAt, slackDate}',
      actionRequired: 'Kontrollér, at planlæggeren kører.',
    },
    data_pipeline_late: {
      title: 'Datasættet {dataset} er forsinket',
      description:
        '{reports, plural, =0 {Ingen rapporter er berørt.} one {# rapport viser forældede tal.} other {# rapporter viser forældede tal.}}\nForventet: {dueAt, slackDate}\nForsinkelse: {delay, duration}',
      actionRequired: 'Kontrollér trinnet {step}, og informér brugerne af rapporterne.',
    },
    maintenance_planned: {
      title: 'Planlagt vedligeholdelse: {service}',
      description:
        '{impact, select, none {Der forventes ingen afbrydelse.} read_only {Tjenesten er skrivebeskyttet imens.} other {Tjenesten er ikke tilgængelig imens.}}',
      start: 'Begynder: {startsAt, slackDate}',
      end: 'Slutter: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskaleret til niveau {level, number}',
      description:
        'Ingen har bekræftet alarmen endnu.\nUbesvaret i: {elapsed, duration}\nAnsvarlig nu: {responder, mention}',
      actionRequired: 'Bekræft alarmen, og overtag sagen.',
      openIncident: 'Åbn hændelsen',
    },
  },
};
