import type { TemplateLocale } from '../template-locale.ts';

/** Ukrainian. The polite imperative asks for action; names follow a noun, so that no case is needed behind a placeholder. */
export const uk: TemplateLocale = {
  locale: 'uk',
  terms: {
    alert: 'сповіщення',
    backup: 'резервна копія',
    certificate: 'сертифікат',
    connection: 'з’єднання',
    credential: 'облікові дані',
    deployment: 'розгортання',
    incident: 'інцидент',
    job: 'завдання',
    latency: 'затримка',
    log: 'журнал',
    queue: 'черга',
    quota: 'квота',
    request: 'запит',
    'sign-in': 'вхід',
  },
  texts: {
    service_outage: {
      title: 'Сервіс {service} не працює',
      description:
        '{count, plural, one {Поспіль не пройдено # перевірку.} few {Поспіль не пройдено # перевірки.} many {Поспіль не пройдено # перевірок.} other {Поспіль не пройдено # перевірки.}}\nРегіон: {region}\nПочаток: {since, slackDate}',
      actionRequired: 'Створіть інцидент і перевірте останні зміни.',
    },
    host_unreachable: {
      title: 'Вузол {host} недоступний',
      description:
        'Порушено роботу {count, plural, one {# сервісу} few {# сервісів} many {# сервісів} other {# сервісу}}: {services, list, max=5}.\nОстанній відгук: {lastSeen, slackDate}',
      actionRequired: 'Перевірте живлення й мережу. Перенесіть сервіси, якщо вузол не відновиться.',
    },
    dependency_down: {
      title: 'Постачальник {provider} не відповідає',
      description:
        '{count, plural, one {# виклик завершився помилкою.} few {# виклики завершилися помилкою.} many {# викликів завершилися помилкою.} other {# виклику завершилися помилкою.}}\nПочаток: {since, time, short}\nФункції, яких це стосується: {features, list, max=5}',
      actionRequired:
        'Стежте за сторінкою стану постачальника. Перейдіть на запасний варіант, якщо це зачепило користувачів.',
    },
    dns_failure: {
      title: 'Не вдається розпізнати ім’я {domain}',
      description:
        '{count, plural, one {# DNS-сервер повідомляє про помилку.} few {# DNS-сервери повідомляють про помилку.} many {# DNS-серверів повідомляють про помилку.} other {# DNS-сервера повідомляють про помилку.}}\nКод відповіді: {rcode}\nТип запису: {recordType}',
      actionRequired: 'Перевірте зону, сервери імен і реєстрацію домену.',
    },
    playback_failure: {
      title: 'Збій відтворення: {region}',
      description:
        '{count, plural, one {Не працює # потік.} few {Не працюють # потоки.} many {Не працює # потоків.} other {Не працює # потоку.}}\nПочаток: {since, time, short}\nПристрої: {devices, list, max=5}',
      actionRequired: 'Негайно з’ясуйте причину.',
    },
    payment_failures: {
      title: 'Платежі не проходять: {provider}',
      description:
        '{count, plural, one {Не пройшов # платіж} few {Не пройшли # платежі} many {Не пройшло # платежів} other {Не пройшло # платежу}} ({rate, number, percent} усіх спроб).\nСума: {amount, number, ::.00} {currency}\nПеріод: {window, duration}',
      actionRequired: 'Перевірте стан постачальника. Перейдіть до іншого постачальника, якщо він є.',
    },
    recovered: {
      title: 'Сервіс {service} знову працює',
      description:
        '{count, plural, =0 {Користувачів це не зачепило.} one {Це зачепило # користувача.} few {Це зачепило # користувачів.} many {Це зачепило # користувачів.} other {Це зачепило # користувача.}}\nТривалість: {elapsed, duration}',
    },
    high_latency: {
      title: 'Сервіс {service} відповідає повільно',
      description:
        'Затримка (p95): {latency, duration, smallest=millisecond}\nМежа: {limit, duration, smallest=millisecond}\nПеріод: {window, duration}',
      actionRequired: 'Перевірте навантаження, повільні запити й останнє розгортання.',
    },
    error_rate_high: {
      title: '{service}: частка помилкових запитів {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# запит завершився помилкою} few {# запити завершилися помилкою} many {# запитів завершилися помилкою} other {# запиту завершилися помилкою}}; межа: {limit, number, percent}.\nНайчастіша помилка: {error, code}',
      actionRequired: 'Порівняйте з останнім розгортанням. Відкотіть його, якщо причина в ньому.',
    },
    queue_depth: {
      title: 'Черга {queue} зростає',
      description:
        '{count, plural, one {Очікує # повідомлення} few {Очікують # повідомлення} many {Очікує # повідомлень} other {Очікує # повідомлення}}; {consumers, plural, =0 {активних обробників немає} one {активний # обробник} few {активні # обробники} many {активних обробників: #} other {активних обробників: #}}.\nНайстаріше повідомлення: {age, duration}',
      actionRequired: 'Перевірте обробники. Додайте нові, якщо наявні справні.',
    },
    rate_limit_hits: {
      title: 'Клієнт {client} перевищує ліміт запитів',
      description:
        '{count, plural, one {Відхилено # запит.} few {Відхилено # запити.} many {Відхилено # запитів.} other {Відхилено # запиту.}}\nДозволено за хвилину: {limit, number}\nПеріод: {window, duration}',
      actionRequired: 'Попросіть власника клієнта зменшити частоту запитів або збільште ліміт.',
    },
    disk_full: {
      title: 'Диск заповнено на {used, number, percent}: {host}',
      description:
        '{hours, plural, one {За такої швидкості диск заповниться через # годину.} few {За такої швидкості диск заповниться через # години.} many {За такої швидкості диск заповниться через # годин.} other {За такої швидкості диск заповниться через # години.}}\nТочка монтування: {mount, code}\nВільно: {free, bytes}',
      actionRequired: 'Звільніть місце або збільште том.',
    },
    memory_pressure: {
      title: 'Пам’ять зайнято на {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {Жодного процесу не завершено.} one {Для звільнення пам’яті завершено # процес.} few {Для звільнення пам’яті завершено # процеси.} many {Для звільнення пам’яті завершено # процесів.} other {Для звільнення пам’яті завершено # процесу.}}\nВільно: {free, bytes, binary}\nУсього: {total, bytes, binary}',
      actionRequired:
        'Знайдіть процес, який займає дедалі більше пам’яті. Перезапустіть його, якщо це зачепило користувачів.',
    },
    cpu_saturation: {
      title: 'Завантаження ЦП {used, number, percent}: {host}',
      description:
        '{cores, plural, one {Повністю завантажено # ядро.} few {Повністю завантажено # ядра.} many {Повністю завантажено # ядер.} other {Повністю завантажено # ядра.}}\nСереднє навантаження: {load, number}\nТривалість: {elapsed, duration}',
      actionRequired: 'Перевірте найбільш ресурсомісткі процеси або додайте потужності.',
    },
    database_connections: {
      title: '{database}: зайнято {used, number, percent} з’єднань',
      description:
        '{waiting, plural, =0 {Запитів в очікуванні немає.} one {Очікує # запит.} few {Очікують # запити.} many {Очікує # запитів.} other {Очікує # запиту.}}\nВідкриті з’єднання: {count, number} з {limit, number}',
      actionRequired: 'Шукайте з’єднання, які ніколи не закриваються, і довгі транзакції.',
    },
    replication_lag: {
      title: 'Репліка {replica} відстає',
      description: 'Відставання: {lag, duration}\nМежа: {limit, duration}\nОсновний сервер: {primary}',
      actionRequired: 'Не перемикайтеся на цю репліку, доки вона не наздожене основний сервер.',
    },
    quota_nearly_used: {
      title: '{resource}: використано {used, number, percent} квоти',
      description: 'Залишилося: {remaining, number} з {limit, number}\nОновлення: {resetsOn, date, long}',
      actionRequired: 'Зменште використання або попросіть збільшити квоту.',
    },
    cost_anomaly: {
      title: 'Незвичні витрати: {account}',
      description:
        'Фактично: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nОчікувалося: {expected, number, ::.00} {currency}\nДень: {day, date, long}\nОсновна причина: {driver}',
      actionRequired: 'Перевірте причину й вимкніть зайве.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Строк дії сертифіката домену {domain} спливає сьогодні} one {Строк дії сертифіката домену {domain} спливає через # день} few {Строк дії сертифіката домену {domain} спливає через # дні} many {Строк дії сертифіката домену {domain} спливає через # днів} other {Строк дії сертифіката домену {domain} спливає через # дня}}',
      description:
        'Після цього клієнти відхилятимуть з’єднання.\nДійсний до: {expiresOn, date, long}\nВидавець: {issuer}',
      actionRequired: 'Оновіть сертифікат і встановіть його на всі сервери.',
    },
    suspicious_sign_in: {
      title: 'Підозрілий вхід: {account}',
      description:
        '{reason, select, new_device {Пристрій невідомий.} impossible_travel {Місце надто далеко від місця попереднього входу.} many_failures {Йому передувало багато невдалих спроб.} other {Він відрізняється від звичної поведінки.}}\nМісце: {place} ({ip})\nЧас: {at, slackDate}',
      actionRequired: 'Уточніть у користувача. У разі сумнівів завершіть усі сеанси й скиньте пароль.',
    },
    credential_leak: {
      title: 'Витік облікових даних: {credential}',
      description:
        '{kind, select, api_key {Розкрито ключ API.} token {Розкрито токен доступу.} password {Розкрито пароль.} other {Розкрито секретні дані.}}\nДе знайдено: {location}\nОстаннє використання: {lastUsed, slackDate}',
      actionRequired: 'Негайно відкличте їх, випустіть нові та перевірте, де їх використовували.',
    },
    deploy_finished: {
      title: 'Розгорнуто: {service} {version} ({environment})',
      description:
        '{changes, plural, one {Набула чинності # зміна.} few {Набули чинності # зміни.} many {Набуло чинності # змін.} other {Набуло чинності # зміни.}}\nТривалість: {elapsed, duration}',
      footer: 'Хто розгорнув: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: розгортання не вдалося',
      description:
        '{rolledBack, select, yes {Знову працює попередня версія.} other {Нову версію розгорнуто лише частково.}}\nСередовище: {environment}\nНевдалий крок: {step}',
      actionRequired: 'Прочитайте журнал, перш ніж повторювати розгортання.',
      openLog: 'Відкрити журнал',
    },
    container_restarting: {
      title: 'Контейнер {container} постійно перезапускається',
      description:
        '{count, plural, one {Зафіксовано # перезапуск.} few {Зафіксовано # перезапуски.} many {Зафіксовано # перезапусків.} other {Зафіксовано # перезапуску.}}\nПеріод: {window, duration}\nОстанній код завершення: {exitCode, number}',
      actionRequired: 'Перевірте журнал контейнера та його ліміт пам’яті.',
    },
    backup_failed: {
      title: 'Збій резервного копіювання: {database}',
      description:
        '{attempts, plural, one {Зроблено # спробу.} few {Зроблено # спроби.} many {Зроблено # спроб.} other {Зроблено # спроби.}}\nПомилка: {error, code}\nОстання успішна резервна копія: {lastBackup, slackDate}',
      actionRequired: 'Усуньте причину й запустіть резервне копіювання вручну.',
    },
    job_failed: {
      title: 'Завдання {job} завершилося помилкою',
      description:
        '{willRetry, select, yes {Його буде повторено автоматично.} other {Його не буде повторено.}}\nПомилка: {error, code}\nСпроби: {attempts, number}',
      actionRequired: 'Усуньте причину й за потреби запустіть завдання знову.',
    },
    job_missed: {
      title: 'Завдання {job} не запустилося',
      description:
        '{missed, plural, one {Пропущено # запуск.} few {Пропущено # запуски.} many {Пропущено # запусків.} other {Пропущено # запуску.}}\nСтрок: {dueAt, slackDate}',
      actionRequired: 'Перевірте, чи працює планувальник.',
    },
    data_pipeline_late: {
      title: 'Набір даних {dataset} затримується',
      description:
        '{reports, plural, =0 {Звітів це не стосується.} one {# звіт показує застарілі дані.} few {# звіти показують застарілі дані.} many {# звітів показують застарілі дані.} other {# звіту показують застарілі дані.}}\nОчікувалося: {dueAt, slackDate}\nЗапізнення: {delay, duration}',
      actionRequired: 'Перевірте крок {step} і повідомте користувачів звітів.',
    },
    maintenance_planned: {
      title: 'Планові роботи: {service}',
      description:
        '{impact, select, none {Перерв у роботі не очікується.} read_only {У цей час сервіс буде доступний лише для читання.} other {У цей час сервіс буде недоступний.}}',
      start: 'Початок: {startsAt, slackDate}',
      end: 'Завершення: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: ескалація до рівня {level, number}',
      description:
        'Досі ніхто не підтвердив сповіщення.\nБез відповіді: {elapsed, duration}\nТепер відповідає: {responder, mention}',
      actionRequired: 'Підтвердьте сповіщення й візьміть його в роботу.',
      openIncident: 'Відкрити інцидент',
    },
  },
};
