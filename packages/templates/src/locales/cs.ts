import type { TemplateLocale } from '../template-locale.ts';

/** Czech. The polite imperative asks for action; names follow a noun, so that no case is needed behind a placeholder. */
export const cs: TemplateLocale = {
  locale: 'cs',
  terms: {
    alert: 'upozornění',
    backup: 'záloha',
    certificate: 'certifikát',
    connection: 'připojení',
    credential: 'přihlašovací údaje',
    deployment: 'nasazení',
    incident: 'incident',
    job: 'úloha',
    latency: 'odezva',
    log: 'protokol',
    queue: 'fronta',
    quota: 'kvóta',
    request: 'požadavek',
    'sign-in': 'přihlášení',
  },
  texts: {
    service_outage: {
      title: 'Služba {service} nefunguje',
      description:
        '{count, plural, one {# kontrola selhala.} few {# kontroly po sobě selhaly.} other {# kontrol po sobě selhalo.}}\nRegion: {region}\nOd: {since, slackDate}',
      actionRequired: 'Nahlaste incident a zkontrolujte poslední změny.',
    },
    host_unreachable: {
      title: 'Hostitel {host} je nedostupný',
      description:
        '{count, plural, one {Je zasažena # služba} few {Jsou zasaženy # služby} other {Je zasaženo # služeb}}: {services, list, max=5}.\nNaposledy dostupný: {lastSeen, slackDate}',
      actionRequired: 'Zkontrolujte napájení a síť. Přesuňte služby, pokud se hostitel neobnoví.',
    },
    dependency_down: {
      title: 'Poskytovatel {provider} neodpovídá',
      description:
        '{count, plural, one {# volání selhalo.} few {# volání selhala.} other {# volání selhalo.}}\nOd: {since, time, short}\nZasažené funkce: {features, list, max=5}',
      actionRequired:
        'Sledujte stavovou stránku poskytovatele. Přepněte na náhradní řešení, pokud jsou zasaženi uživatelé.',
    },
    dns_failure: {
      title: 'Název {domain} nelze přeložit',
      description:
        '{count, plural, one {# server DNS hlásí chybu.} few {# servery DNS hlásí chybu.} other {# serverů DNS hlásí chybu.}}\nKód odpovědi: {rcode}\nTyp záznamu: {recordType}',
      actionRequired: 'Zkontrolujte zónu, jmenné servery a registraci domény.',
    },
    playback_failure: {
      title: 'Přerušené přehrávání: {region}',
      description:
        '{count, plural, one {# přenos selhává.} few {# přenosy selhávají.} other {# přenosů selhává.}}\nOd: {since, time, short}\nZařízení: {devices, list, max=5}',
      actionRequired: 'Okamžitě zjistěte příčinu.',
    },
    payment_failures: {
      title: 'Platby selhávají: {provider}',
      description:
        '{count, plural, one {# platba selhala} few {# platby selhaly} other {# plateb selhalo}} ({rate, number, percent} všech pokusů).\nČástka: {amount, number, ::.00} {currency}\nObdobí: {window, duration}',
      actionRequired:
        'Zkontrolujte stav poskytovatele. Přejděte k jinému poskytovateli, pokud je k dispozici.',
    },
    recovered: {
      title: 'Služba {service} opět funguje',
      description:
        '{count, plural, =0 {Nebyl zasažen žádný uživatel.} one {Byl zasažen # uživatel.} few {Byli zasaženi # uživatelé.} other {Bylo zasaženo # uživatelů.}}\nDoba trvání: {elapsed, duration}',
    },
    high_latency: {
      title: 'Služba {service} odpovídá pomalu',
      description:
        'Odezva (p95): {latency, duration, smallest=millisecond}\nLimit: {limit, duration, smallest=millisecond}\nObdobí: {window, duration}',
      actionRequired: 'Zkontrolujte zatížení, pomalé dotazy a poslední nasazení.',
    },
    error_rate_high: {
      title: '{service}: selhává {rate, number, ::percent .#} požadavků',
      description:
        '{count, plural, one {# požadavek selhal} few {# požadavky selhaly} other {# požadavků selhalo}}; limit je {limit, number, percent}.\nNejčastější chyba: {error, code}',
      actionRequired: 'Porovnejte s posledním nasazením. Vraťte ho zpět, pokud je příčinou.',
    },
    queue_depth: {
      title: 'Fronta {queue} roste',
      description:
        '{count, plural, one {Čeká # zpráva} few {Čekají # zprávy} other {Čeká # zpráv}}; {consumers, plural, =0 {žádný konzument není aktivní} one {aktivní je # konzument} few {aktivní jsou # konzumenti} other {aktivních je # konzumentů}}.\nNejstarší zpráva: {age, duration}',
      actionRequired: 'Zkontrolujte konzumenty. Přidejte další, pokud pracují správně.',
    },
    rate_limit_hits: {
      title: 'Klient {client} překračuje limit požadavků',
      description:
        '{count, plural, one {# požadavek byl odmítnut.} few {# požadavky byly odmítnuty.} other {# požadavků bylo odmítnuto.}}\nPovoleno za minutu: {limit, number}\nObdobí: {window, duration}',
      actionRequired: 'Požádejte provozovatele klienta, aby zpomalil, nebo zvyšte limit.',
    },
    disk_full: {
      title: 'Disk zaplněn z {used, number, percent} na hostiteli {host}',
      description:
        '{hours, plural, one {Tímto tempem bude disk plný za # hodinu.} few {Tímto tempem bude disk plný za # hodiny.} other {Tímto tempem bude disk plný za # hodin.}}\nPřípojný bod: {mount, code}\nVolné místo: {free, bytes}',
      actionRequired: 'Uvolněte místo nebo zvětšete svazek.',
    },
    memory_pressure: {
      title: 'Paměť zaplněna z {used, number, percent} na hostiteli {host}',
      description:
        '{count, plural, =0 {Nebyl ukončen žádný proces.} one {Kvůli uvolnění paměti byl ukončen # proces.} few {Kvůli uvolnění paměti byly ukončeny # procesy.} other {Kvůli uvolnění paměti bylo ukončeno # procesů.}}\nVolná paměť: {free, bytes, binary}\nCelkem: {total, bytes, binary}',
      actionRequired:
        'Najděte proces, jehož spotřeba paměti roste. Restartujte ho, pokud jsou zasaženi uživatelé.',
    },
    cpu_saturation: {
      title: 'Vytížení procesoru {used, number, percent} na hostiteli {host}',
      description:
        '{cores, plural, one {Plně vytíženo je # jádro.} few {Plně vytížena jsou # jádra.} other {Plně vytíženo je # jader.}}\nPrůměrná zátěž: {load, number}\nDoba trvání: {elapsed, duration}',
      actionRequired: 'Zkontrolujte nejnáročnější procesy nebo navyšte kapacitu.',
    },
    database_connections: {
      title: '{database}: využito {used, number, percent} připojení',
      description:
        '{waiting, plural, =0 {Nečeká žádný dotaz.} one {Čeká # dotaz.} few {Čekají # dotazy.} other {Čeká # dotazů.}}\nOtevřená připojení: {count, number} z {limit, number}',
      actionRequired: 'Hledejte připojení, která se nikdy nezavírají, a dlouhé transakce.',
    },
    replication_lag: {
      title: 'Replika {replica} se opožďuje',
      description: 'Zpoždění: {lag, duration}\nLimit: {limit, duration}\nPrimární server: {primary}',
      actionRequired: 'Nepřepínejte na tuto repliku, dokud zpoždění nedožene.',
    },
    quota_nearly_used: {
      title: '{resource}: využito {used, number, percent} kvóty',
      description: 'Zbývá: {remaining, number} z {limit, number}\nObnovení: {resetsOn, date, long}',
      actionRequired: 'Omezte využití nebo požádejte o vyšší kvótu.',
    },
    cost_anomaly: {
      title: 'Neobvyklé náklady: {account}',
      description:
        'Skutečnost: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nOčekáváno: {expected, number, ::.00} {currency}\nDen: {day, date, long}\nHlavní příčina: {driver}',
      actionRequired: 'Zkontrolujte příčinu a vypněte, co není potřeba.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certifikát domény {domain} vyprší dnes} one {Certifikát domény {domain} vyprší za # den} few {Certifikát domény {domain} vyprší za # dny} other {Certifikát domény {domain} vyprší za # dní}}',
      description:
        'Po vypršení budou klienti připojení odmítat.\nPlatí do: {expiresOn, date, long}\nVydavatel: {issuer}',
      actionRequired: 'Obnovte certifikát a nainstalujte ho na všechny servery.',
    },
    suspicious_sign_in: {
      title: 'Podezřelé přihlášení: {account}',
      description:
        '{reason, select, new_device {Zařízení je neznámé.} impossible_travel {Místo je příliš daleko od místa předchozího přihlášení.} many_failures {Předcházelo mnoho neúspěšných pokusů.} other {Vymyká se obvyklému chování.}}\nMísto: {place} ({ip})\nČas: {at, slackDate}',
      actionRequired:
        'Ověřte to u uživatele. V případě pochybností ukončete všechny relace a resetujte heslo.',
    },
    credential_leak: {
      title: 'Únik přihlašovacích údajů: {credential}',
      description:
        '{kind, select, api_key {Byl vyzrazen klíč API.} token {Byl vyzrazen přístupový token.} password {Bylo vyzrazeno heslo.} other {Byl vyzrazen tajný údaj.}}\nNalezeno v: {location}\nNaposledy použito: {lastUsed, slackDate}',
      actionRequired: 'Ihned je zneplatněte, vydejte nové a zkontrolujte, kde byly použity.',
    },
    deploy_finished: {
      title: 'Nasazeno: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# změna je nyní aktivní.} few {# změny jsou nyní aktivní.} other {# změn je nyní aktivních.}}\nDoba trvání: {elapsed, duration}',
      footer: 'Autor nasazení: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: nasazení selhalo',
      description:
        '{rolledBack, select, yes {Opět běží předchozí verze.} other {Nová verze je nasazena jen částečně.}}\nProstředí: {environment}\nNeúspěšný krok: {step}',
      actionRequired: 'Než nasazení zopakujete, přečtěte si protokol.',
      openLog: 'Otevřít protokol',
    },
    container_restarting: {
      title: 'Kontejner {container} se neustále restartuje',
      description:
        '{count, plural, one {Zaznamenán # restart.} few {Zaznamenány # restarty.} other {Zaznamenáno # restartů.}}\nObdobí: {window, duration}\nPoslední návratový kód: {exitCode, number}',
      actionRequired: 'Zkontrolujte protokol kontejneru a jeho limit paměti.',
    },
    backup_failed: {
      title: 'Záloha databáze {database} selhala',
      description:
        '{attempts, plural, one {Proběhl # pokus.} few {Proběhly # pokusy.} other {Proběhlo # pokusů.}}\nChyba: {error, code}\nPoslední úspěšná záloha: {lastBackup, slackDate}',
      actionRequired: 'Odstraňte příčinu a spusťte zálohu ručně.',
    },
    job_failed: {
      title: 'Úloha {job} selhala',
      description:
        '{willRetry, select, yes {Automaticky se zopakuje.} other {Nebude se opakovat.}}\nChyba: {error, code}\nPokusy: {attempts, number}',
      actionRequired: 'Odstraňte příčinu a v případě potřeby spusťte úlohu znovu.',
    },
    job_missed: {
      title: 'Úloha {job} se nespustila',
      description:
        '{missed, plural, one {Vynecháno # spuštění.} few {Vynechána # spuštění.} other {Vynecháno # spuštění.}}\nTermín: {dueAt, slackDate}',
      actionRequired: 'Zkontrolujte, zda běží plánovač.',
    },
    data_pipeline_late: {
      title: 'Datová sada {dataset} má zpoždění',
      description:
        '{reports, plural, =0 {Není zasažena žádná sestava.} one {# sestava ukazuje zastaralá čísla.} few {# sestavy ukazují zastaralá čísla.} other {# sestav ukazuje zastaralá čísla.}}\nOčekáváno: {dueAt, slackDate}\nZpoždění: {delay, duration}',
      actionRequired: 'Zkontrolujte krok {step} a informujte uživatele sestav.',
    },
    maintenance_planned: {
      title: 'Plánovaná údržba: {service}',
      description:
        '{impact, select, none {Neočekává se žádné přerušení.} read_only {Služba bude v této době pouze pro čtení.} other {Služba bude v této době nedostupná.}}',
      start: 'Začátek: {startsAt, slackDate}',
      end: 'Konec: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskalováno na úroveň {level, number}',
      description:
        'Upozornění zatím nikdo nepotvrdil.\nDoba od nahlášení: {elapsed, duration}\nNyní odpovídá: {responder, mention}',
      actionRequired: 'Potvrďte upozornění a převezměte ho.',
      openIncident: 'Otevřít incident',
    },
  },
};
