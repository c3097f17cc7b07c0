import type { TemplateLocale } from '../template-locale.ts';

/** Swedish. The plain imperative asks for action. */
export const sv: TemplateLocale = {
  locale: 'sv',
  terms: {
    alert: 'larm',
    backup: 'säkerhetskopiering',
    certificate: 'certifikat',
    connection: 'anslutning',
    credential: 'inloggningsuppgift',
    deployment: 'driftsättning',
    incident: 'incident',
    job: 'jobb',
    latency: 'svarstid',
    log: 'logg',
    queue: 'kö',
    quota: 'kvot',
    request: 'begäran',
    'sign-in': 'inloggning',
  },
  texts: {
    service_outage: {
      title: '{service} ligger nere',
      description:
        '{count, plural, one {# kontroll} other {# kontroller i rad}} misslyckades.\nRegion: {region}\nSedan: {since, slackDate}',
      actionRequired: 'Anmäl en incident och kontrollera de senaste ändringarna.',
    },
    host_unreachable: {
      title: 'Värden {host} går inte att nå',
      description:
        '{count, plural, one {# tjänst påverkas} other {# tjänster påverkas}}: {services, list, max=5}.\nSenast sedd: {lastSeen, slackDate}',
      actionRequired: 'Kontrollera ström och nätverk. Flytta tjänsterna om värden inte kommer tillbaka.',
    },
    dependency_down: {
      title: '{provider} svarar inte',
      description:
        '{count, plural, one {# anrop} other {# anrop}} misslyckades.\nSedan: {since, time, short}\nPåverkade funktioner: {features, list, max=5}',
      actionRequired: 'Följ leverantörens statussida. Byt till reservlösningen om användare påverkas.',
    },
    dns_failure: {
      title: 'Det går inte att slå upp {domain}',
      description:
        '{count, plural, one {# DNS-server rapporterar} other {# DNS-servrar rapporterar}} fel.\nSvarskod: {rcode}\nPosttyp: {recordType}',
      actionRequired: 'Kontrollera zonen, namnservrarna och domänens registrering.',
    },
    playback_failure: {
      title: 'Avbrott i uppspelningen i {region}',
      description:
        '{count, plural, one {# ström fungerar} other {# strömmar fungerar}} inte.\nSedan: {since, time, short}\nEnheter: {devices, list, max=5}',
      actionRequired: 'Utred orsaken omedelbart.',
    },
    payment_failures: {
      title: 'Betalningar via {provider} misslyckas',
      description:
        '{count, plural, one {# betalning} other {# betalningar}} misslyckades ({rate, number, percent} av alla försök).\nBelopp: {amount, number, ::.00} {currency}\nPeriod: {window, duration}',
      actionRequired: 'Kontrollera leverantörens status. Byt till en annan leverantör om det finns någon.',
    },
    recovered: {
      title: '{service} fungerar igen',
      description:
        '{count, plural, =0 {Inga användare påverkades.} one {# användare påverkades.} other {# användare påverkades.}}\nVaraktighet: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} svarar långsamt',
      description:
        'Svarstid (p95): {latency, duration, smallest=millisecond}\nGräns: {limit, duration, smallest=millisecond}\nPeriod: {window, duration}',
      actionRequired: 'Kontrollera belastningen, långsamma frågor och den senaste driftsättningen.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} av alla begäranden misslyckas',
      description:
        '{count, plural, one {# begäran} other {# begäranden}} misslyckades; gränsen är {limit, number, percent}.\nVanligaste fel: {error, code}',
      actionRequired: 'Jämför med den senaste driftsättningen. Återställ den om den är orsaken.',
    },
    queue_depth: {
      title: 'Kön {queue} växer',
      description:
        '{count, plural, one {# meddelande väntar} other {# meddelanden väntar}}; {consumers, plural, =0 {ingen konsument är aktiv} one {# konsument är aktiv} other {# konsumenter är aktiva}}.\nÄldsta meddelande: {age, duration}',
      actionRequired: 'Kontrollera konsumenterna. Lägg till fler om de fungerar som de ska.',
    },
    rate_limit_hits: {
      title: '{client} överskrider gränsen för antal begäranden',
      description:
        '{count, plural, one {# begäran} other {# begäranden}} avvisades.\nTillåtet per minut: {limit, number}\nPeriod: {window, duration}',
      actionRequired: 'Be den som ansvarar för klienten att sänka takten, eller höj gränsen.',
    },
    disk_full: {
      title: 'Disken är {used, number, percent} full på {host}',
      description:
        '{hours, plural, one {I den här takten är disken full om # timme.} other {I den här takten är disken full om # timmar.}}\nMonteringspunkt: {mount, code}\nLedigt: {free, bytes}',
      actionRequired: 'Frigör utrymme eller utöka volymen.',
    },
    memory_pressure: {
      title: 'Minnet används till {used, number, percent} på {host}',
      description:
        '{count, plural, =0 {Ingen process avslutades.} one {# process avslutades för att frigöra minne.} other {# processer avslutades för att frigöra minne.}}\nLedigt: {free, bytes, binary}\nTotalt: {total, bytes, binary}',
      actionRequired: 'Hitta processen vars minnesanvändning ökar. Starta om den om användare påverkas.',
    },
    cpu_saturation: {
      title: 'Processorn används till {used, number, percent} på {host}',
      description:
        '{cores, plural, one {# kärna är helt belastad.} other {# kärnor är helt belastade.}}\nGenomsnittlig belastning: {load, number}\nVaraktighet: {elapsed, duration}',
      actionRequired: 'Kontrollera de mest krävande processerna eller utöka kapaciteten.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} av anslutningarna används',
      description:
        '{waiting, plural, =0 {Ingen fråga väntar.} one {# fråga väntar.} other {# frågor väntar.}}\nÖppna anslutningar: {count, number} av {limit, number}',
      actionRequired: 'Leta efter anslutningar som aldrig stängs och långa transaktioner.',
    },
    replication_lag: {
      title: 'Repliken {replica} släpar efter',
      description: 'Eftersläpning: {lag, duration}\nGräns: {limit, duration}\nPrimär server: {primary}',
      actionRequired: 'Växla inte över till den här repliken förrän den har kommit ikapp.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} av kvoten är förbrukad',
      description: 'Återstår: {remaining, number} av {limit, number}\nFörnyas: {resetsOn, date, long}',
      actionRequired: 'Minska användningen eller begär en högre kvot.',
    },
    cost_anomaly: {
      title: 'Ovanliga kostnader: {account}',
      description:
        'Faktiskt: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nFörväntat: {expected, number, ::.00} {currency}\nDag: {day, date, long}\nFrämsta orsak: {driver}',
      actionRequired: 'Kontrollera orsaken och stäng av det som inte behövs.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certifikatet för {domain} går ut i dag} one {Certifikatet för {domain} går ut om # dag} other {Certifikatet för {domain} går ut om # dagar}}',
      description:
        'Därefter kommer klienter att neka anslutningen.\nGiltigt till: {expiresOn, date, long}\nUtfärdare: {issuer}',
      actionRequired: 'Förnya certifikatet och installera det på alla servrar.',
    },
    suspicious_sign_in: {
      title: 'Misstänkt inloggning: {account}',
      description:
        '{reason, select, new_device {Enheten är okänd.} impossible_travel {Platsen ligger för långt från den förra inloggningen.} many_failures {Den föregicks av många misslyckade försök.} other {Den avviker från det vanliga mönstret.}}\nPlats: {place} ({ip})\nTid: {at, slackDate}',
      actionRequired: 'Fråga användaren. Avsluta alla sessioner och återställ lösenordet om du är osäker.',
    },
    credential_leak: {
      title: 'Läckt inloggningsuppgift: {credential}',
      description:
        '{kind, select, api_key {En API-nyckel har exponerats.} token {En åtkomsttoken har exponerats.} password {Ett lösenord har exponerats.} other {En hemlighet har exponerats.}}\nHittades i: {location}\nSenast använd: {lastUsed, slackDate}',
      actionRequired: 'Återkalla den nu, utfärda en ny och kontrollera var den har använts.',
    },
    deploy_finished: {
      title: '{service} {version} driftsatt i {environment}',
      description:
        '{changes, plural, one {# ändring är nu i drift.} other {# ändringar är nu i drift.}}\nVaraktighet: {elapsed, duration}',
      footer: 'Driftsatt av: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: driftsättningen misslyckades',
      description:
        '{rolledBack, select, yes {Den tidigare versionen körs igen.} other {Den nya versionen är bara delvis utrullad.}}\nMiljö: {environment}\nMisslyckat steg: {step}',
      actionRequired: 'Läs loggen innan driftsättningen görs om.',
      openLog: 'Öppna loggen',
    },
    container_restarting: {
      title: 'Containern {container} startar om hela tiden',
      description:
        '{count, plural, one {# omstart har} other {# omstarter har}} registrerats.\nPeriod: {window, duration}\nSenaste slutkod: {exitCode, number}',
      actionRequired: 'Kontrollera containerns logg och minnesgräns.',
    },
    backup_failed: {
      title: 'Säkerhetskopieringen av {database} misslyckades',
      description:
        '{attempts, plural, one {# försök gjordes.} other {# försök gjordes.}}\nFel: {error, code}\nSenaste lyckade säkerhetskopiering: {lastBackup, slackDate}',
      actionRequired: 'Åtgärda orsaken och starta säkerhetskopieringen manuellt.',
    },
    job_failed: {
      title: 'Jobbet {job} misslyckades',
      description:
        '{willRetry, select, yes {Det görs automatiskt ett nytt försök.} other {Inget nytt försök görs.}}\nFel: {error, code}\nFörsök: {attempts, number}',
      actionRequired: 'Åtgärda orsaken och starta jobbet igen vid behov.',
    },
    job_missed: {
      title: 'Jobbet {job} startade inte',
      description:
        '{missed, plural, one {# körning} other {# körningar}} uteblev.\nPlanerad tid: {dueAt, slackDate}',
      actionRequired: 'Kontrollera att schemaläggaren körs.',
    },
    data_pipeline_late: {
      title: 'Datamängden {dataset} är försenad',
      description:
        '{reports, plural, =0 {Ingen rapport påverkas.} one {# rapport visar inaktuella siffror.} other {# rapporter visar inaktuella siffror.}}\nFörväntad tid: {dueAt, slackDate}\nFörsening: {delay, duration}',
      actionRequired: 'Kontrollera steget {step} och informera rapporternas användare.',
    },
    maintenance_planned: {
      title: 'Planerat underhåll: {service}',
      description:
        '{impact, select, none {Inget avbrott väntas.} read_only {Tjänsten är skrivskyddad under tiden.} other {Tjänsten är inte tillgänglig under tiden.}}',
      start: 'Börjar: {startsAt, slackDate}',
      end: 'Slutar: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskalerat till nivå {level, number}',
      description:
        'Ingen har bekräftat larmet ännu.\nObesvarat i: {elapsed, duration}\nAnsvarig nu: {responder, mention}',
      actionRequired: 'Bekräfta larmet och ta över.',
      openIncident: 'Öppna incidenten',
    },
  },
};
