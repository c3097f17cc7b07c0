import type { TemplateLocale } from '../template-locale.ts';

/** Finnish. The plain imperative asks for action; names follow a noun or a colon, so that no case ending is needed. */
export const fi: TemplateLocale = {
  locale: 'fi',
  terms: {
    alert: 'hälytys',
    backup: 'varmuuskopiointi',
    certificate: 'varmenne',
    connection: 'yhteys',
    credential: 'tunnistetieto',
    deployment: 'käyttöönotto',
    incident: 'häiriö',
    job: 'työ',
    latency: 'viive',
    log: 'loki',
    queue: 'jono',
    quota: 'kiintiö',
    request: 'pyyntö',
    'sign-in': 'kirjautuminen',
  },
  texts: {
    service_outage: {
      title: 'Palvelu {service} ei toimi',
      description:
        '{count, plural, one {# tarkistus epäonnistui.} other {# peräkkäistä tarkistusta epäonnistui.}}\nAlue: {region}\nAlkoi: {since, slackDate}',
      actionRequired: 'Ilmoita häiriöstä ja tarkista viimeisimmät muutokset.',
    },
    host_unreachable: {
      title: 'Palvelimeen ei saada yhteyttä: {host}',
      description:
        'Vaikuttaa {count, plural, one {# palveluun} other {# palveluun}}: {services, list, max=5}.\nViimeksi tavoitettu: {lastSeen, slackDate}',
      actionRequired: 'Tarkista virransyöttö ja verkko. Siirrä palvelut, jos palvelin ei palaudu.',
    },
    dependency_down: {
      title: 'Palveluntarjoaja ei vastaa: {provider}',
      description:
        '{count, plural, one {# kutsu epäonnistui.} other {# kutsua epäonnistui.}}\nAlkoi: {since, time, short}\nToiminnot, joihin tämä vaikuttaa: {features, list, max=5}',
      actionRequired:
        'Seuraa palveluntarjoajan tilasivua. Siirry vararatkaisuun, jos tämä vaikuttaa käyttäjiin.',
    },
    dns_failure: {
      title: 'Verkkotunnuksen selvitys ei onnistu: {domain}',
      description:
        '{count, plural, one {# nimipalvelin ilmoittaa virheestä.} other {# nimipalvelinta ilmoittaa virheestä.}}\nVastauskoodi: {rcode}\nTietueen tyyppi: {recordType}',
      actionRequired: 'Tarkista vyöhyke, nimipalvelimet ja verkkotunnuksen rekisteröinti.',
    },
    playback_failure: {
      title: 'Toisto keskeytynyt: {region}',
      description:
        '{count, plural, one {# suoratoisto ei toimi.} other {# suoratoistoa ei toimi.}}\nAlkoi: {since, time, short}\nLaitteet: {devices, list, max=5}',
      actionRequired: 'Selvitä syy välittömästi.',
    },
    payment_failures: {
      title: 'Maksut epäonnistuvat: {provider}',
      description:
        '{count, plural, one {# maksu epäonnistui} other {# maksua epäonnistui}} ({rate, number, percent} kaikista yrityksistä).\nSumma: {amount, number, ::.00} {currency}\nAjanjakso: {window, duration}',
      actionRequired: 'Tarkista palveluntarjoajan tila. Vaihda toiseen palveluntarjoajaan, jos sellainen on.',
    },
    recovered: {
      title: 'Palvelu {service} toimii taas',
      description:
        '{count, plural, =0 {Häiriö ei vaikuttanut käyttäjiin.} one {Häiriö vaikutti # käyttäjään.} other {Häiriö vaikutti # käyttäjään.}}\nKesto: {elapsed, duration}',
    },
    high_latency: {
      title: 'Palvelu {service} vastaa hitaasti',
      description:
        'Viive (p95): {latency, duration, smallest=millisecond}\nRaja: {limit, duration, smallest=millisecond}\nAjanjakso: {window, duration}',
      actionRequired: 'Tarkista kuormitus, hitaat kyselyt ja viimeisin käyttöönotto.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} pyynnöistä epäonnistuu',
      description:
        '{count, plural, one {# pyyntö epäonnistui} other {# pyyntöä epäonnistui}}; raja on {limit, number, percent}.\nYleisin virhe: {error, code}',
      actionRequired: 'Vertaa viimeisimpään käyttöönottoon. Peru se, jos se on syynä.',
    },
    queue_depth: {
      title: 'Jono {queue} kasvaa',
      description:
        '{count, plural, one {# viesti odottaa} other {# viestiä odottaa}}; {consumers, plural, =0 {yhtään käsittelijää ei ole käynnissä} one {# käsittelijä on käynnissä} other {# käsittelijää on käynnissä}}.\nVanhin viesti: {age, duration}',
      actionRequired: 'Tarkista käsittelijät. Lisää niitä, jos ne toimivat oikein.',
    },
    rate_limit_hits: {
      title: 'Pyyntöraja ylittyy: {client}',
      description:
        '{count, plural, one {# pyyntö hylättiin.} other {# pyyntöä hylättiin.}}\nSallittu minuutissa: {limit, number}\nAjanjakso: {window, duration}',
      actionRequired: 'Pyydä asiakasohjelman ylläpitäjää vähentämään pyyntöjä tai nosta rajaa.',
    },
    disk_full: {
      title: 'Levy on {used, number, percent} täynnä: {host}',
      description:
        '{hours, plural, one {Tätä vauhtia levy täyttyy # tunnissa.} other {Tätä vauhtia levy täyttyy # tunnissa.}}\nLiitoskohta: {mount, code}\nVapaana: {free, bytes}',
      actionRequired: 'Vapauta tilaa tai laajenna levyä.',
    },
    memory_pressure: {
      title: 'Muistista käytössä {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {Yhtään prosessia ei lopetettu.} one {# prosessi lopetettiin muistin vapauttamiseksi.} other {# prosessia lopetettiin muistin vapauttamiseksi.}}\nVapaana: {free, bytes, binary}\nYhteensä: {total, bytes, binary}',
      actionRequired:
        'Etsi prosessi, jonka muistinkäyttö kasvaa. Käynnistä se uudelleen, jos tämä vaikuttaa käyttäjiin.',
    },
    cpu_saturation: {
      title: 'Suorittimen käyttö {used, number, percent}: {host}',
      description:
        '{cores, plural, one {# ydin on täysin kuormitettu.} other {# ydintä on täysin kuormitettu.}}\nKeskikuormitus: {load, number}\nKesto: {elapsed, duration}',
      actionRequired: 'Tarkista eniten kuormittavat prosessit tai lisää kapasiteettia.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} yhteyksistä käytössä',
      description:
        '{waiting, plural, =0 {Yhtään kyselyä ei odota.} one {# kysely odottaa.} other {# kyselyä odottaa.}}\nAvoimia yhteyksiä: {count, number} / {limit, number}',
      actionRequired: 'Etsi yhteyksiä, joita ei koskaan suljeta, ja pitkiä transaktioita.',
    },
    replication_lag: {
      title: 'Replika {replica} on jäljessä',
      description: 'Viive: {lag, duration}\nRaja: {limit, duration}\nEnsisijainen palvelin: {primary}',
      actionRequired: 'Älä siirry tähän replikaan, ennen kuin se on saanut viiveen kiinni.',
    },
    quota_nearly_used: {
      title: '{resource}: kiintiöstä käytetty {used, number, percent}',
      description: 'Jäljellä: {remaining, number} / {limit, number}\nUusiutuu: {resetsOn, date, long}',
      actionRequired: 'Vähennä käyttöä tai pyydä suurempaa kiintiötä.',
    },
    cost_anomaly: {
      title: 'Epätavalliset kustannukset: {account}',
      description:
        'Toteutunut: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nOdotettu: {expected, number, ::.00} {currency}\nPäivä: {day, date, long}\nPääsyy: {driver}',
      actionRequired: 'Tarkista syy ja sammuta se, mitä ei tarvita.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Varmenne vanhenee tänään: {domain}} one {Varmenne vanhenee # päivän kuluttua: {domain}} other {Varmenne vanhenee # päivän kuluttua: {domain}}}',
      description:
        'Vanhenemisen jälkeen asiakasohjelmat hylkäävät yhteyden.\nViimeinen voimassaolopäivä: {expiresOn, date, long}\nMyöntäjä: {issuer}',
      actionRequired: 'Uusi varmenne ja asenna se kaikille palvelimille.',
    },
    suspicious_sign_in: {
      title: 'Epäilyttävä kirjautuminen: {account}',
      description:
        '{reason, select, new_device {Laite on tuntematon.} impossible_travel {Paikka on liian kaukana edellisestä kirjautumisesta.} many_failures {Sitä edelsi monta epäonnistunutta yritystä.} other {Se poikkeaa tavanomaisesta.}}\nPaikka: {place} ({ip})\nAika: {at, slackDate}',
      actionRequired: 'Varmista asia käyttäjältä. Jos epäilet, päätä kaikki istunnot ja nollaa salasana.',
    },
    credential_leak: {
      title: 'Tunnistetieto vuotanut: {credential}',
      description:
        '{kind, select, api_key {API-avain on paljastunut.} token {Käyttöoikeustunnus on paljastunut.} password {Salasana on paljastunut.} other {Salainen tieto on paljastunut.}}\nLöytöpaikka: {location}\nViimeksi käytetty: {lastUsed, slackDate}',
      actionRequired: 'Mitätöi se heti, luo uusi ja tarkista, missä sitä on käytetty.',
    },
    deploy_finished: {
      title: 'Käyttöönotto valmis: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# muutos on nyt käytössä.} other {# muutosta on nyt käytössä.}}\nKesto: {elapsed, duration}',
      footer: 'Käyttöönottaja: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: käyttöönotto epäonnistui',
      description:
        '{rolledBack, select, yes {Edellinen versio on taas käytössä.} other {Uusi versio on käytössä vain osittain.}}\nYmpäristö: {environment}\nEpäonnistunut vaihe: {step}',
      actionRequired: 'Lue loki ennen kuin toistat käyttöönoton.',
      openLog: 'Avaa loki',
    },
    container_restarting: {
      title: 'Kontti {container} käynnistyy jatkuvasti uudelleen',
      description:
        '{count, plural, one {Havaittu # uudelleenkäynnistys.} other {Havaittu # uudelleenkäynnistystä.}}\nAjanjakso: {window, duration}\nViimeisin paluukoodi: {exitCode, number}',
      actionRequired: 'Tarkista kontin loki ja muistiraja.',
    },
    backup_failed: {
      title: 'Varmuuskopiointi epäonnistui: {database}',
      description:
        '{attempts, plural, one {Tehty # yritys.} other {Tehty # yritystä.}}\nVirhe: {error, code}\nViimeisin onnistunut varmuuskopio: {lastBackup, slackDate}',
      actionRequired: 'Korjaa syy ja käynnistä varmuuskopiointi käsin.',
    },
    job_failed: {
      title: 'Työ {job} epäonnistui',
      description:
        '{willRetry, select, yes {Sitä yritetään automaattisesti uudelleen.} other {Sitä ei yritetä uudelleen.}}\nVirhe: {error, code}\nYrityksiä: {attempts, number}',
      actionRequired: 'Korjaa syy ja käynnistä työ tarvittaessa uudelleen.',
    },
    job_missed: {
      title: 'Työ {job} ei käynnistynyt',
      description:
        '{missed, plural, one {# ajo jäi väliin.} other {# ajoa jäi väliin.}}\nAjankohta: {dueAt, slackDate}',
      actionRequired: 'Tarkista, että ajastin on käynnissä.',
    },
    data_pipeline_late: {
      title: 'Tietojoukko {dataset} on myöhässä',
      description:
        '{reports, plural, =0 {Tämä ei vaikuta raportteihin.} one {# raportti näyttää vanhentuneita lukuja.} other {# raporttia näyttää vanhentuneita lukuja.}}\nOdotettu: {dueAt, slackDate}\nViivästys: {delay, duration}',
      actionRequired: 'Tarkista vaihe {step} ja ilmoita raporttien käyttäjille.',
    },
    maintenance_planned: {
      title: 'Suunniteltu huolto: {service}',
      description:
        '{impact, select, none {Keskeytyksiä ei odoteta.} read_only {Palvelu on huollon ajan vain luettavissa.} other {Palvelu ei ole käytettävissä huollon aikana.}}',
      start: 'Alkaa: {startsAt, slackDate}',
      end: 'Päättyy: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskaloitu tasolle {level, number}',
      description:
        'Kukaan ei ole vielä kuitannut hälytystä.\nKuittaamatta: {elapsed, duration}\nVastuussa nyt: {responder, mention}',
      actionRequired: 'Kuittaa hälytys ja ota asia hoitaaksesi.',
      openIncident: 'Avaa häiriö',
    },
  },
};
