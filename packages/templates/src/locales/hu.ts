import type { TemplateLocale } from '../template-locale.ts';

/**
 * Hungarian. The formal imperative asks for action; names follow a colon or stand before a noun that takes the ending. A
 * noun stays singular behind a number.
 */
export const hu: TemplateLocale = {
  locale: 'hu',
  terms: {
    alert: 'riasztás',
    backup: 'biztonsági mentés',
    certificate: 'tanúsítvány',
    connection: 'kapcsolat',
    credential: 'hitelesítő adat',
    deployment: 'telepítés',
    incident: 'incidens',
    job: 'feladat',
    latency: 'válaszidő',
    log: 'napló',
    queue: 'üzenetsor',
    quota: 'kvóta',
    request: 'kérés',
    'sign-in': 'bejelentkezés',
  },
  texts: {
    service_outage: {
      title: 'Nem működik a szolgáltatás: {service}',
      description:
        '{count, plural, one {# ellenőrzés} other {Egymás után # ellenőrzés}} sikertelen.\nRégió: {region}\nKezdete: {since, slackDate}',
      actionRequired: 'Jelentsen be incidenst, és ellenőrizze a legutóbbi változtatásokat.',
    },
    host_unreachable: {
      title: 'Nem érhető el a kiszolgáló: {host}',
      description:
        '{count, plural, one {# szolgáltatás érintett} other {# szolgáltatás érintett}}: {services, list, max=5}.\nUtoljára elérhető: {lastSeen, slackDate}',
      actionRequired:
        'Ellenőrizze az áramellátást és a hálózatot. Helyezze át a szolgáltatásokat, ha a kiszolgáló nem áll helyre.',
    },
    dependency_down: {
      title: 'Nem válaszol a szolgáltató: {provider}',
      description:
        '{count, plural, one {# hívás} other {# hívás}} sikertelen.\nKezdete: {since, time, short}\nÉrintett funkciók: {features, list, max=5}',
      actionRequired:
        'Kövesse a szolgáltató állapotoldalát. Váltson a tartalék megoldásra, ha felhasználók is érintettek.',
    },
    dns_failure: {
      title: 'Nem oldható fel a tartománynév: {domain}',
      description:
        '{count, plural, one {# DNS-kiszolgáló jelez} other {# DNS-kiszolgáló jelez}} hibát.\nVálaszkód: {rcode}\nRekordtípus: {recordType}',
      actionRequired: 'Ellenőrizze a zónát, a névkiszolgálókat és a tartomány regisztrációját.',
    },
    playback_failure: {
      title: 'Megszakadt a lejátszás: {region}',
      description:
        '{count, plural, one {# adatfolyam} other {# adatfolyam}} hibás.\nKezdete: {since, time, short}\nEszközök: {devices, list, max=5}',
      actionRequired: 'Azonnal vizsgálja ki az okát.',
    },
    payment_failures: {
      title: 'Sikertelen fizetések: {provider}',
      description:
        '{count, plural, one {# fizetés} other {# fizetés}} sikertelen (arányuk az összes kísérletben: {rate, number, percent}).\nÖsszeg: {amount, number, ::.00} {currency}\nIdőszak: {window, duration}',
      actionRequired: 'Ellenőrizze a szolgáltató állapotát. Váltson másik szolgáltatóra, ha van.',
    },
    recovered: {
      title: 'Ismét működik a szolgáltatás: {service}',
      description:
        '{count, plural, =0 {Egyetlen felhasználó sem volt érintett.} one {# felhasználó volt érintett.} other {# felhasználó volt érintett.}}\nIdőtartam: {elapsed, duration}',
    },
    high_latency: {
      title: 'Lassan válaszol a szolgáltatás: {service}',
      description:
        'Válaszidő (p95): {latency, duration, smallest=millisecond}\nHatárérték: {limit, duration, smallest=millisecond}\nIdőszak: {window, duration}',
      actionRequired: 'Ellenőrizze a terhelést, a lassú lekérdezéseket és a legutóbbi telepítést.',
    },
    error_rate_high: {
      title: '{service}: sikertelen kérések aránya {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# kérés} other {# kérés}} sikertelen; határérték: {limit, number, percent}.\nLeggyakoribb hiba: {error, code}',
      actionRequired: 'Vesse össze a legutóbbi telepítéssel. Vonja vissza, ha az az ok.',
    },
    queue_depth: {
      title: 'Növekszik az üzenetsor: {queue}',
      description:
        '{count, plural, one {# üzenet vár} other {# üzenet vár}}; {consumers, plural, =0 {nincs aktív feldolgozó} one {# feldolgozó aktív} other {# feldolgozó aktív}}.\nLegrégebbi üzenet: {age, duration}',
      actionRequired: 'Ellenőrizze a feldolgozókat. Indítson továbbiakat, ha jól működnek.',
    },
    rate_limit_hits: {
      title: 'Túllépte a kéréskorlátot: {client}',
      description:
        '{count, plural, one {# kérés} other {# kérés}} elutasítva.\nPercenként engedélyezett: {limit, number}\nIdőszak: {window, duration}',
      actionRequired:
        'Kérje meg az ügyfélprogram üzemeltetőjét, hogy küldjön kevesebb kérést, vagy emelje a korlátot.',
    },
    disk_full: {
      title: 'A lemez telítettsége {used, number, percent}: {host}',
      description:
        '{hours, plural, one {Ilyen ütemben a lemez # óra múlva megtelik.} other {Ilyen ütemben a lemez # óra múlva megtelik.}}\nCsatolási pont: {mount, code}\nSzabad: {free, bytes}',
      actionRequired: 'Szabadítson fel helyet, vagy bővítse a kötetet.',
    },
    memory_pressure: {
      title: 'A memóriahasználat {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {Egyetlen folyamat sem lett leállítva.} one {A memória felszabadítása miatt # folyamat leállítva.} other {A memória felszabadítása miatt # folyamat leállítva.}}\nSzabad: {free, bytes, binary}\nÖsszesen: {total, bytes, binary}',
      actionRequired:
        'Keresse meg azt a folyamatot, amelynek nő a memóriahasználata. Indítsa újra, ha felhasználók is érintettek.',
    },
    cpu_saturation: {
      title: 'A processzorhasználat {used, number, percent}: {host}',
      description:
        '{cores, plural, one {# mag teljesen leterhelve.} other {# mag teljesen leterhelve.}}\nÁtlagos terhelés: {load, number}\nIdőtartam: {elapsed, duration}',
      actionRequired: 'Ellenőrizze a legtöbb erőforrást használó folyamatokat, vagy bővítse a kapacitást.',
    },
    database_connections: {
      title: '{database}: a kapcsolatok kihasználtsága {used, number, percent}',
      description:
        '{waiting, plural, =0 {Egyetlen lekérdezés sem vár.} one {# lekérdezés vár.} other {# lekérdezés vár.}}\nNyitott kapcsolatok: {count, number} / {limit, number}',
      actionRequired: 'Keressen olyan kapcsolatokat, amelyek sosem záródnak le, és hosszú tranzakciókat.',
    },
    replication_lag: {
      title: 'Lemaradt a replika: {replica}',
      description:
        'Lemaradás: {lag, duration}\nHatárérték: {limit, duration}\nElsődleges kiszolgáló: {primary}',
      actionRequired: 'Ne váltson át erre a replikára, amíg be nem hozta a lemaradást.',
    },
    quota_nearly_used: {
      title: '{resource}: a kvóta kihasználtsága {used, number, percent}',
      description: 'Hátralévő: {remaining, number} / {limit, number}\nMegújul: {resetsOn, date, long}',
      actionRequired: 'Csökkentse a használatot, vagy kérjen nagyobb kvótát.',
    },
    cost_anomaly: {
      title: 'Szokatlan költségek: {account}',
      description:
        'Tényleges: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nVárt: {expected, number, ::.00} {currency}\nNap: {day, date, long}\nFő ok: {driver}',
      actionRequired: 'Ellenőrizze az okát, és kapcsolja ki, amire nincs szükség.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Ma lejár a tanúsítvány: {domain}} one {# nap múlva lejár a tanúsítvány: {domain}} other {# nap múlva lejár a tanúsítvány: {domain}}}',
      description:
        'A lejárat után az ügyfélprogramok elutasítják a kapcsolatot.\nÉrvényesség vége: {expiresOn, date, long}\nKibocsátó: {issuer}',
      actionRequired: 'Újítsa meg a tanúsítványt, és telepítse az összes kiszolgálóra.',
    },
    suspicious_sign_in: {
      title: 'Gyanús bejelentkezés: {account}',
      description:
        '{reason, select, new_device {Az eszköz ismeretlen.} impossible_travel {A hely túl messze van az előző bejelentkezés helyétől.} many_failures {Sok sikertelen kísérlet előzte meg.} other {Eltér a megszokott mintától.}}\nHely: {place} ({ip})\nIdőpont: {at, slackDate}',
      actionRequired:
        'Egyeztessen a felhasználóval. Kétség esetén zárja le az összes munkamenetet, és állítsa vissza a jelszót.',
    },
    credential_leak: {
      title: 'Kiszivárgott hitelesítő adat: {credential}',
      description:
        '{kind, select, api_key {Nyilvánosságra került egy API-kulcs.} token {Nyilvánosságra került egy hozzáférési token.} password {Nyilvánosságra került egy jelszó.} other {Nyilvánosságra került egy titkos adat.}}\nItt található: {location}\nUtolsó használat: {lastUsed, slackDate}',
      actionRequired: 'Azonnal vonja vissza, adjon ki újat, és ellenőrizze, hol használták.',
    },
    deploy_finished: {
      title: 'Telepítés kész: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# változtatás} other {# változtatás}} életbe lépett.\nIdőtartam: {elapsed, duration}',
      footer: 'Telepítette: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: sikertelen telepítés',
      description:
        '{rolledBack, select, yes {Ismét az előző verzió fut.} other {Az új verzió csak részben lett telepítve.}}\nKörnyezet: {environment}\nSikertelen lépés: {step}',
      actionRequired: 'Olvassa el a naplót, mielőtt megismétli a telepítést.',
      openLog: 'Napló megnyitása',
    },
    container_restarting: {
      title: 'Folyamatosan újraindul a konténer: {container}',
      description:
        '{count, plural, one {# újraindulás} other {# újraindulás}} rögzítve.\nIdőszak: {window, duration}\nUtolsó kilépési kód: {exitCode, number}',
      actionRequired: 'Ellenőrizze a konténer naplóját és memóriakorlátját.',
    },
    backup_failed: {
      title: 'Sikertelen biztonsági mentés: {database}',
      description:
        '{attempts, plural, one {# kísérlet} other {# kísérlet}} történt.\nHiba: {error, code}\nUtolsó sikeres biztonsági mentés: {lastBackup, slackDate}',
      actionRequired: 'Hárítsa el az okot, és indítsa el kézzel a biztonsági mentést.',
    },
    job_failed: {
      title: 'Sikertelen feladat: {job}',
      description:
        '{willRetry, select, yes {A rendszer automatikusan újra megpróbálja.} other {Nem lesz újabb kísérlet.}}\nHiba: {error, code}\nKísérletek: {attempts, number}',
      actionRequired: 'Hárítsa el az okot, és szükség esetén indítsa újra a feladatot.',
    },
    job_missed: {
      title: 'Nem indult el a feladat: {job}',
      description:
        '{missed, plural, one {# futás} other {# futás}} elmaradt.\nTervezett idő: {dueAt, slackDate}',
      actionRequired: 'Ellenőrizze, hogy fut-e az ütemező.',
    },
    data_pipeline_late: {
      title: 'Késik az adatkészlet: {dataset}',
      description:
        '{reports, plural, =0 {Egyetlen jelentés sem érintett.} one {# jelentés elavult adatokat mutat.} other {# jelentés elavult adatokat mutat.}}\nVárt idő: {dueAt, slackDate}\nKésés: {delay, duration}',
      actionRequired: 'Értesítse a jelentések felhasználóit, és ellenőrizze ezt a lépést: {step}.',
    },
    maintenance_planned: {
      title: 'Tervezett karbantartás: {service}',
      description:
        '{impact, select, none {Nem várható kiesés.} read_only {Ez idő alatt a szolgáltatás csak olvasható.} other {Ez idő alatt a szolgáltatás nem érhető el.}}',
      start: 'Kezdete: {startsAt, slackDate}',
      end: 'Vége: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eszkalálva, {level, number}. szint',
      description:
        'A riasztást eddig senki sem nyugtázta.\nNyugtázatlanul: {elapsed, duration}\nMost felelős: {responder, mention}',
      actionRequired: 'Nyugtázza a riasztást, és vegye át az ügyet.',
      openIncident: 'Incidens megnyitása',
    },
  },
};
