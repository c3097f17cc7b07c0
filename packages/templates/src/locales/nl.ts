import type { TemplateLocale } from '../template-locale.ts';

/** Dutch. The plain imperative asks for action, without «u» or «je». */
export const nl: TemplateLocale = {
  locale: 'nl',
  terms: {
    alert: 'melding',
    backup: 'back-up',
    certificate: 'certificaat',
    connection: 'verbinding',
    credential: 'inloggegevens',
    deployment: 'deployment',
    incident: 'incident',
    job: 'taak',
    latency: 'latentie',
    log: 'logboek',
    queue: 'wachtrij',
    quota: 'quotum',
    request: 'verzoek',
    'sign-in': 'aanmelding',
  },
  texts: {
    service_outage: {
      title: '{service} is uitgevallen',
      description:
        '{count, plural, one {# controle is} other {# controles op rij zijn}} mislukt.\nRegio: {region}\nSinds: {since, slackDate}',
      actionRequired: 'Meld een incident en controleer de laatste wijzigingen.',
    },
    host_unreachable: {
      title: 'Host {host} is onbereikbaar',
      description:
        '{count, plural, one {# dienst is} other {# diensten zijn}} getroffen: {services, list, max=5}.\nLaatst gezien: {lastSeen, slackDate}',
      actionRequired: 'Controleer stroom en netwerk. Verplaats de diensten als de host niet terugkomt.',
    },
    dependency_down: {
      title: '{provider} reageert niet',
      description:
        '{count, plural, one {# aanroep is} other {# aanroepen zijn}} mislukt.\nSinds: {since, time, short}\nGetroffen functies: {features, list, max=5}',
      actionRequired:
        'Volg de statuspagina van de aanbieder. Schakel over op het alternatief als gebruikers er last van hebben.',
    },
    dns_failure: {
      title: '{domain} kan niet worden omgezet',
      description:
        '{count, plural, one {# resolver meldt} other {# resolvers melden}} een fout.\nAntwoordcode: {rcode}\nRecordtype: {recordType}',
      actionRequired: 'Controleer de zone, de naamservers en de registratie van het domein.',
    },
    playback_failure: {
      title: 'Afspelen onderbroken in {region}',
      description:
        '{count, plural, one {# stream werkt} other {# streams werken}} niet.\nSinds: {since, time, short}\nApparaten: {devices, list, max=5}',
      actionRequired: 'Onderzoek dit onmiddellijk.',
    },
    payment_failures: {
      title: 'Betalingen via {provider} mislukken',
      description:
        '{count, plural, one {# betaling is} other {# betalingen zijn}} mislukt ({rate, number, percent} van alle pogingen).\nBedrag: {amount, number, ::.00} {currency}\nPeriode: {window, duration}',
      actionRequired:
        'Controleer de status van de aanbieder. Stap over op een andere aanbieder als die er is.',
    },
    recovered: {
      title: '{service} werkt weer',
      description:
        '{count, plural, =0 {Er zijn geen gebruikers getroffen.} one {# gebruiker is getroffen.} other {# gebruikers zijn getroffen.}}\nDuur: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} reageert traag',
      description:
        'Latentie (p95): {latency, duration, smallest=millisecond}\nLimiet: {limit, duration, smallest=millisecond}\nPeriode: {window, duration}',
      actionRequired: 'Controleer de belasting, trage query’s en de laatste deployment.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} van de verzoeken mislukt',
      description:
        '{count, plural, one {# verzoek is} other {# verzoeken zijn}} mislukt; de limiet is {limit, number, percent}.\nMeest voorkomende fout: {error, code}',
      actionRequired: 'Vergelijk met de laatste deployment. Draai die terug als dat de oorzaak is.',
    },
    queue_depth: {
      title: 'Wachtrij {queue} groeit',
      description:
        '{count, plural, one {# bericht wacht} other {# berichten wachten}}; {consumers, plural, =0 {geen enkele consumer is} one {# consumer is} other {# consumers zijn}} actief.\nOudste bericht: {age, duration}',
      actionRequired: 'Controleer de consumers. Voeg er meer toe als ze goed werken.',
    },
    rate_limit_hits: {
      title: '{client} overschrijdt de verzoeklimiet',
      description:
        '{count, plural, one {# verzoek is} other {# verzoeken zijn}} geweigerd.\nToegestaan per minuut: {limit, number}\nPeriode: {window, duration}',
      actionRequired: 'Vraag de beheerder van de client om minder verzoeken te sturen of verhoog de limiet.',
    },
    disk_full: {
      title: 'Schijf {used, number, percent} vol op {host}',
      description:
        '{hours, plural, one {In dit tempo is de schijf over # uur vol.} other {In dit tempo is de schijf over # uur vol.}}\nKoppelpunt: {mount, code}\nVrij: {free, bytes}',
      actionRequired: 'Maak ruimte vrij of vergroot het volume.',
    },
    memory_pressure: {
      title: 'Geheugen {used, number, percent} in gebruik op {host}',
      description:
        '{count, plural, =0 {Er is geen proces beëindigd.} one {# proces is beëindigd om geheugen vrij te maken.} other {# processen zijn beëindigd om geheugen vrij te maken.}}\nVrij: {free, bytes, binary}\nTotaal: {total, bytes, binary}',
      actionRequired:
        'Zoek het proces waarvan het geheugengebruik groeit. Start het opnieuw als gebruikers er last van hebben.',
    },
    cpu_saturation: {
      title: 'CPU-belasting {used, number, percent} op {host}',
      description:
        '{cores, plural, one {# kern is} other {# kernen zijn}} volledig belast.\nGemiddelde belasting: {load, number}\nDuur: {elapsed, duration}',
      actionRequired: 'Controleer de zwaarste processen of breid de capaciteit uit.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} van de verbindingen in gebruik',
      description:
        '{waiting, plural, =0 {Er wacht geen query.} one {# query wacht.} other {# query’s wachten.}}\nOpen verbindingen: {count, number} van {limit, number}',
      actionRequired: 'Zoek naar verbindingen die nooit worden gesloten en naar lange transacties.',
    },
    replication_lag: {
      title: 'Replica {replica} loopt achter',
      description: 'Achterstand: {lag, duration}\nLimiet: {limit, duration}\nPrimaire server: {primary}',
      actionRequired: 'Schakel niet over op deze replica voordat de achterstand is ingelopen.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} van het quotum verbruikt',
      description: 'Resterend: {remaining, number} van {limit, number}\nVernieuwd op: {resetsOn, date, long}',
      actionRequired: 'Beperk het verbruik of vraag een hoger quotum aan.',
    },
    cost_anomaly: {
      title: 'Ongebruikelijke kosten: {account}',
      description:
        'Werkelijk: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nVerwacht: {expected, number, ::.00} {currency}\nDag: {day, date, long}\nBelangrijkste oorzaak: {driver}',
      actionRequired: 'Controleer de oorzaak en schakel uit wat niet nodig is.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certificaat voor {domain} verloopt vandaag} one {Certificaat voor {domain} verloopt over # dag} other {Certificaat voor {domain} verloopt over # dagen}}',
      description:
        'Daarna weigeren clients de verbinding.\nGeldig tot: {expiresOn, date, long}\nUitgever: {issuer}',
      actionRequired: 'Vernieuw het certificaat en installeer het op alle servers.',
    },
    suspicious_sign_in: {
      title: 'Verdachte aanmelding: {account}',
      description:
        '{reason, select, new_device {Het apparaat is onbekend.} impossible_travel {De plaats ligt te ver van die van de vorige aanmelding.} many_failures {Er gingen veel mislukte pogingen aan vooraf.} other {De aanmelding wijkt af van het gebruikelijke patroon.}}\nPlaats: {place} ({ip})\nTijdstip: {at, slackDate}',
      actionRequired:
        'Vraag het na bij de gebruiker. Beëindig bij twijfel alle sessies en stel het wachtwoord opnieuw in.',
    },
    credential_leak: {
      title: 'Inloggegevens gelekt: {credential}',
      description:
        '{kind, select, api_key {Er is een API-sleutel gelekt.} token {Er is een toegangstoken gelekt.} password {Er is een wachtwoord gelekt.} other {Er is een geheim gelekt.}}\nGevonden in: {location}\nLaatst gebruikt: {lastUsed, slackDate}',
      actionRequired: 'Trek de inloggegevens nu in, geef nieuwe uit en controleer waar ze zijn gebruikt.',
    },
    deploy_finished: {
      title: '{service} {version} uitgerold naar {environment}',
      description:
        '{changes, plural, one {# wijziging is} other {# wijzigingen zijn}} nu actief.\nDuur: {elapsed, duration}',
      footer: 'Uitgerold door: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: deployment mislukt',
      description:
        '{rolledBack, select, yes {De vorige versie draait weer.} other {De nieuwe versie is maar gedeeltelijk uitgerold.}}\nOmgeving: {environment}\nMislukte stap: {step}',
      actionRequired: 'Lees het logboek voordat de deployment wordt herhaald.',
      openLog: 'Logboek openen',
    },
    container_restarting: {
      title: 'Container {container} start steeds opnieuw',
      description:
        '{count, plural, one {# herstart} other {# herstarts}} geregistreerd.\nPeriode: {window, duration}\nLaatste afsluitcode: {exitCode, number}',
      actionRequired: 'Controleer het logboek en de geheugenlimiet van de container.',
    },
    backup_failed: {
      title: 'Back-up van {database} mislukt',
      description:
        '{attempts, plural, one {Er is # poging gedaan.} other {Er zijn # pogingen gedaan.}}\nFout: {error, code}\nLaatste geslaagde back-up: {lastBackup, slackDate}',
      actionRequired: 'Verhelp de oorzaak en start de back-up handmatig.',
    },
    job_failed: {
      title: 'Taak {job} mislukt',
      description:
        '{willRetry, select, yes {Er volgt automatisch een nieuwe poging.} other {Er volgt geen nieuwe poging.}}\nFout: {error, code}\nPogingen: {attempts, number}',
      actionRequired: 'Verhelp de oorzaak en start de taak zo nodig opnieuw.',
    },
    job_missed: {
      title: 'Taak {job} is niet gestart',
      description:
        '{missed, plural, one {# uitvoering is} other {# uitvoeringen zijn}} overgeslagen.\nGepland: {dueAt, slackDate}',
      actionRequired: 'Controleer of de planner draait.',
    },
    data_pipeline_late: {
      title: 'Dataset {dataset} is te laat',
      description:
        '{reports, plural, =0 {Er zijn geen rapporten getroffen.} one {# rapport toont verouderde cijfers.} other {# rapporten tonen verouderde cijfers.}}\nVerwacht: {dueAt, slackDate}\nVertraging: {delay, duration}',
      actionRequired: 'Controleer stap {step} en informeer de gebruikers van de rapporten.',
    },
    maintenance_planned: {
      title: 'Gepland onderhoud: {service}',
      description:
        '{impact, select, none {Er wordt geen onderbreking verwacht.} read_only {De dienst is in deze periode alleen-lezen.} other {De dienst is in deze periode niet beschikbaar.}}',
      start: 'Begin: {startsAt, slackDate}',
      end: 'Einde: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: geëscaleerd naar niveau {level, number}',
      description:
        'Nog niemand heeft de melding bevestigd.\nOpenstaande tijd: {elapsed, duration}\nNu verantwoordelijk: {responder, mention}',
      actionRequired: 'Bevestig de melding en neem het over.',
      openIncident: 'Incident openen',
    },
  },
};
