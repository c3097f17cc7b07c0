import type { TemplateLocale } from '../template-locale.ts';

/** Polish. The imperative asks for action; names follow a noun, so that no case is needed behind a placeholder. */
export const pl: TemplateLocale = {
  locale: 'pl',
  terms: {
    alert: 'alert',
    backup: 'kopia zapasowa',
    certificate: 'certyfikat',
    connection: 'połączenie',
    credential: 'dane uwierzytelniające',
    deployment: 'wdrożenie',
    incident: 'incydent',
    job: 'zadanie',
    latency: 'opóźnienie',
    log: 'dziennik',
    queue: 'kolejka',
    quota: 'limit',
    request: 'żądanie',
    'sign-in': 'logowanie',
  },
  texts: {
    service_outage: {
      title: 'Usługa {service} nie działa',
      description:
        '{count, plural, one {# test nie powiódł się.} few {# testy z rzędu nie powiodły się.} many {# testów z rzędu nie powiodło się.} other {# testu z rzędu nie powiodło się.}}\nRegion: {region}\nOd: {since, slackDate}',
      actionRequired: 'Zgłoś incydent i sprawdź ostatnie zmiany.',
    },
    host_unreachable: {
      title: 'Host {host} jest nieosiągalny',
      description:
        'Problem dotyczy {count, plural, one {# usługi} few {# usług} many {# usług} other {# usługi}}: {services, list, max=5}.\nOstatni kontakt: {lastSeen, slackDate}',
      actionRequired: 'Sprawdź zasilanie i sieć. Przenieś usługi, jeśli host nie wróci do działania.',
    },
    dependency_down: {
      title: 'Dostawca {provider} nie odpowiada',
      description:
        '{count, plural, one {# wywołanie nie powiodło się.} few {# wywołania nie powiodły się.} many {# wywołań nie powiodło się.} other {# wywołania nie powiodło się.}}\nOd: {since, time, short}\nFunkcje, których to dotyczy: {features, list, max=5}',
      actionRequired:
        'Śledź stronę stanu dostawcy. Przełącz na rozwiązanie zapasowe, jeśli odczuwają to użytkownicy.',
    },
    dns_failure: {
      title: 'Nie można rozwiązać nazwy {domain}',
      description:
        '{count, plural, one {# serwer DNS zgłasza błąd.} few {# serwery DNS zgłaszają błąd.} many {# serwerów DNS zgłasza błąd.} other {# serwera DNS zgłasza błąd.}}\nKod odpowiedzi: {rcode}\nTyp rekordu: {recordType}',
      actionRequired: 'Sprawdź strefę, serwery nazw i rejestrację domeny.',
    },
    playback_failure: {
      title: 'Przerwane odtwarzanie: {region}',
      description:
        '{count, plural, one {# strumień nie działa.} few {# strumienie nie działają.} many {# strumieni nie działa.} other {# strumienia nie działa.}}\nOd: {since, time, short}\nUrządzenia: {devices, list, max=5}',
      actionRequired: 'Natychmiast zbadaj przyczynę.',
    },
    payment_failures: {
      title: 'Nieudane płatności: {provider}',
      description:
        '{count, plural, one {# płatność nie powiodła się} few {# płatności nie powiodły się} many {# płatności nie powiodło się} other {# płatności nie powiodło się}} ({rate, number, percent} wszystkich prób).\nKwota: {amount, number, ::.00} {currency}\nOkres: {window, duration}',
      actionRequired: 'Sprawdź stan dostawcy. Przełącz na innego dostawcę, jeśli jest dostępny.',
    },
    recovered: {
      title: 'Usługa {service} znów działa',
      description:
        '{count, plural, =0 {Problem nie dotknął żadnego użytkownika.} one {Problem dotknął # użytkownika.} few {Problem dotknął # użytkowników.} many {Problem dotknął # użytkowników.} other {Problem dotknął # użytkownika.}}\nCzas trwania: {elapsed, duration}',
    },
    high_latency: {
      title: 'Usługa {service} odpowiada powoli',
      description:
        'Opóźnienie (p95): {latency, duration, smallest=millisecond}\nLimit: {limit, duration, smallest=millisecond}\nOkres: {window, duration}',
      actionRequired: 'Sprawdź obciążenie, wolne zapytania i ostatnie wdrożenie.',
    },
    error_rate_high: {
      title: '{service}: nieudane żądania – {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# żądanie nie powiodło się} few {# żądania nie powiodły się} many {# żądań nie powiodło się} other {# żądania nie powiodło się}}; limit wynosi {limit, number, percent}.\nNajczęstszy błąd: {error, code}',
      actionRequired: 'Porównaj z ostatnim wdrożeniem. Wycofaj je, jeśli jest przyczyną.',
    },
    queue_depth: {
      title: 'Kolejka {queue} rośnie',
      description:
        '{count, plural, one {# wiadomość oczekuje} few {# wiadomości oczekują} many {# wiadomości oczekuje} other {# wiadomości oczekuje}}; {consumers, plural, =0 {żaden konsument nie jest aktywny} one {# aktywny konsument} few {# aktywnych konsumentów} many {# aktywnych konsumentów} other {# aktywnego konsumenta}}.\nNajstarsza wiadomość: {age, duration}',
      actionRequired: 'Sprawdź konsumentów. Dodaj kolejnych, jeśli działają prawidłowo.',
    },
    rate_limit_hits: {
      title: 'Klient {client} przekracza limit żądań',
      description:
        '{count, plural, one {Odrzucono # żądanie.} few {Odrzucono # żądania.} many {Odrzucono # żądań.} other {Odrzucono # żądania.}}\nDozwolone na minutę: {limit, number}\nOkres: {window, duration}',
      actionRequired: 'Poproś operatora klienta o wysyłanie mniejszej liczby żądań albo zwiększ limit.',
    },
    disk_full: {
      title: 'Dysk zapełniony w {used, number, percent} na hoście {host}',
      description:
        '{hours, plural, one {W tym tempie dysk zapełni się za # godzinę.} few {W tym tempie dysk zapełni się za # godziny.} many {W tym tempie dysk zapełni się za # godzin.} other {W tym tempie dysk zapełni się za # godziny.}}\nPunkt montowania: {mount, code}\nWolne: {free, bytes}',
      actionRequired: 'Zwolnij miejsce albo powiększ wolumin.',
    },
    memory_pressure: {
      title: 'Pamięć zajęta w {used, number, percent} na hoście {host}',
      description:
        '{count, plural, =0 {Nie zakończono żadnego procesu.} one {Zakończono # proces, aby zwolnić pamięć.} few {Zakończono # procesy, aby zwolnić pamięć.} many {Zakończono # procesów, aby zwolnić pamięć.} other {Zakończono # procesu, aby zwolnić pamięć.}}\nWolne: {free, bytes, binary}\nŁącznie: {total, bytes, binary}',
      actionRequired:
        'Znajdź proces, który zużywa coraz więcej pamięci. Uruchom go ponownie, jeśli odczuwają to użytkownicy.',
    },
    cpu_saturation: {
      title: 'Obciążenie procesora {used, number, percent} na hoście {host}',
      description:
        '{cores, plural, one {# rdzeń jest w pełni obciążony.} few {# rdzenie są w pełni obciążone.} many {# rdzeni jest w pełni obciążonych.} other {# rdzenia jest w pełni obciążone.}}\nŚrednie obciążenie: {load, number}\nCzas trwania: {elapsed, duration}',
      actionRequired: 'Sprawdź najbardziej obciążające procesy albo zwiększ zasoby.',
    },
    database_connections: {
      title: '{database}: zajęte połączenia – {used, number, percent}',
      description:
        '{waiting, plural, =0 {Żadne zapytanie nie oczekuje.} one {# zapytanie oczekuje.} few {# zapytania oczekują.} many {# zapytań oczekuje.} other {# zapytania oczekuje.}}\nOtwarte połączenia: {count, number} z {limit, number}',
      actionRequired: 'Poszukaj połączeń, które nigdy nie są zamykane, oraz długich transakcji.',
    },
    replication_lag: {
      title: 'Replika {replica} jest opóźniona',
      description: 'Opóźnienie: {lag, duration}\nLimit: {limit, duration}\nSerwer główny: {primary}',
      actionRequired: 'Nie przełączaj na tę replikę, dopóki nie nadrobi opóźnienia.',
    },
    quota_nearly_used: {
      title: '{resource}: wykorzystano {used, number, percent} limitu',
      description: 'Pozostało: {remaining, number} z {limit, number}\nOdnowienie: {resetsOn, date, long}',
      actionRequired: 'Ogranicz użycie albo poproś o wyższy limit.',
    },
    cost_anomaly: {
      title: 'Nietypowe koszty: {account}',
      description:
        'Rzeczywiste: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nOczekiwane: {expected, number, ::.00} {currency}\nDzień: {day, date, long}\nGłówna przyczyna: {driver}',
      actionRequired: 'Sprawdź przyczynę i wyłącz to, co nie jest potrzebne.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Certyfikat domeny {domain} wygasa dzisiaj} one {Certyfikat domeny {domain} wygasa za # dzień} few {Certyfikat domeny {domain} wygasa za # dni} many {Certyfikat domeny {domain} wygasa za # dni} other {Certyfikat domeny {domain} wygasa za # dnia}}',
      description:
        'Po wygaśnięciu programy klienckie będą odrzucać połączenie.\nWażny do: {expiresOn, date, long}\nWystawca: {issuer}',
      actionRequired: 'Odnów certyfikat i zainstaluj go na wszystkich serwerach.',
    },
    suspicious_sign_in: {
      title: 'Podejrzane logowanie: {account}',
      description:
        '{reason, select, new_device {Urządzenie jest nieznane.} impossible_travel {Miejsce jest zbyt odległe od miejsca poprzedniego logowania.} many_failures {Wcześniej było wiele nieudanych prób.} other {Odbiega od zwykłego wzorca.}}\nMiejsce: {place} ({ip})\nCzas: {at, slackDate}',
      actionRequired: 'Zapytaj użytkownika. W razie wątpliwości zakończ wszystkie sesje i zresetuj hasło.',
    },
    credential_leak: {
      title: 'Wyciek danych uwierzytelniających: {credential}',
      description:
        '{kind, select, api_key {Ujawniono klucz API.} token {Ujawniono token dostępu.} password {Ujawniono hasło.} other {Ujawniono tajne dane.}}\nGdzie znaleziono: {location}\nOstatnie użycie: {lastUsed, slackDate}',
      actionRequired: 'Natychmiast je unieważnij, wystaw nowe i sprawdź, gdzie ich użyto.',
    },
    deploy_finished: {
      title: 'Wdrożono {service} {version} ({environment})',
      description:
        '{changes, plural, one {# zmiana jest już aktywna.} few {# zmiany są już aktywne.} many {# zmian jest już aktywnych.} other {# zmiany jest już aktywne.}}\nCzas trwania: {elapsed, duration}',
      footer: 'Wdrożone przez: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: wdrożenie nie powiodło się',
      description:
        '{rolledBack, select, yes {Znów działa poprzednia wersja.} other {Nowa wersja jest wdrożona tylko częściowo.}}\nŚrodowisko: {environment}\nNieudany krok: {step}',
      actionRequired: 'Przeczytaj dziennik, zanim powtórzysz wdrożenie.',
      openLog: 'Otwórz dziennik',
    },
    container_restarting: {
      title: 'Kontener {container} ciągle się restartuje',
      description:
        '{count, plural, one {Zarejestrowano # restart.} few {Zarejestrowano # restarty.} many {Zarejestrowano # restartów.} other {Zarejestrowano # restartu.}}\nOkres: {window, duration}\nOstatni kod wyjścia: {exitCode, number}',
      actionRequired: 'Sprawdź dziennik kontenera i jego limit pamięci.',
    },
    backup_failed: {
      title: 'Nieudana kopia zapasowa bazy {database}',
      description:
        '{attempts, plural, one {Podjęto # próbę.} few {Podjęto # próby.} many {Podjęto # prób.} other {Podjęto # próby.}}\nBłąd: {error, code}\nOstatnia udana kopia zapasowa: {lastBackup, slackDate}',
      actionRequired: 'Usuń przyczynę i uruchom kopię zapasową ręcznie.',
    },
    job_failed: {
      title: 'Zadanie {job} nie powiodło się',
      description:
        '{willRetry, select, yes {Zostanie automatycznie ponowione.} other {Nie zostanie ponowione.}}\nBłąd: {error, code}\nPróby: {attempts, number}',
      actionRequired: 'Usuń przyczynę i w razie potrzeby uruchom zadanie ponownie.',
    },
    job_missed: {
      title: 'Zadanie {job} nie zostało uruchomione',
      description:
        '{missed, plural, one {Pominięto # uruchomienie.} few {Pominięto # uruchomienia.} many {Pominięto # uruchomień.} other {Pominięto # uruchomienia.}}\nTermin: {dueAt, slackDate}',
      actionRequired: 'Sprawdź, czy harmonogram zadań działa.',
    },
    data_pipeline_late: {
      title: 'Zbiór danych {dataset} jest opóźniony',
      description:
        '{reports, plural, =0 {Nie ma to wpływu na żaden raport.} one {# raport pokazuje nieaktualne dane.} few {# raporty pokazują nieaktualne dane.} many {# raportów pokazuje nieaktualne dane.} other {# raportu pokazuje nieaktualne dane.}}\nOczekiwano: {dueAt, slackDate}\nOpóźnienie: {delay, duration}',
      actionRequired: 'Sprawdź krok {step} i poinformuj użytkowników raportów.',
    },
    maintenance_planned: {
      title: 'Planowana konserwacja: {service}',
      description:
        '{impact, select, none {Nie przewiduje się przerw w działaniu.} read_only {W tym czasie usługa będzie dostępna tylko do odczytu.} other {W tym czasie usługa będzie niedostępna.}}',
      start: 'Początek: {startsAt, slackDate}',
      end: 'Koniec: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: eskalacja na poziom {level, number}',
      description:
        'Nikt jeszcze nie potwierdził alertu.\nCzas od zgłoszenia: {elapsed, duration}\nTeraz odpowiada: {responder, mention}',
      actionRequired: 'Potwierdź alert i przejmij sprawę.',
      openIncident: 'Otwórz incydent',
    },
  },
};
