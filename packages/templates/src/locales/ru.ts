import type { TemplateLocale } from '../template-locale.ts';

/** Russian. The polite imperative asks for action; names follow a noun, so that no case is needed behind a placeholder. */
export const ru: TemplateLocale = {
  locale: 'ru',
  terms: {
    alert: 'оповещение',
    backup: 'резервная копия',
    certificate: 'сертификат',
    connection: 'подключение',
    credential: 'учётные данные',
    deployment: 'развёртывание',
    incident: 'инцидент',
    job: 'задание',
    latency: 'задержка',
    log: 'журнал',
    queue: 'очередь',
    quota: 'квота',
    request: 'запрос',
    'sign-in': 'вход',
  },
  texts: {
    service_outage: {
      title: 'Сервис {service} не работает',
      description:
        '{count, plural, one {Подряд не пройдена # проверка.} few {Подряд не пройдены # проверки.} many {Подряд не пройдено # проверок.} other {Подряд не пройдено # проверки.}}\nРегион: {region}\nНачало: {since, slackDate}',
      actionRequired: 'Заведите инцидент и проверьте последние изменения.',
    },
    host_unreachable: {
      title: 'Узел {host} недоступен',
      description:
        '{count, plural, one {Затронут # сервис} few {Затронуты # сервиса} many {Затронуто # сервисов} other {Затронуто # сервиса}}: {services, list, max=5}.\nПоследний отклик: {lastSeen, slackDate}',
      actionRequired: 'Проверьте питание и сеть. Перенесите сервисы, если узел не восстановится.',
    },
    dependency_down: {
      title: 'Поставщик {provider} не отвечает',
      description:
        '{count, plural, one {# вызов завершился ошибкой.} few {# вызова завершились ошибкой.} many {# вызовов завершились ошибкой.} other {# вызова завершились ошибкой.}}\nНачало: {since, time, short}\nЗатронутые функции: {features, list, max=5}',
      actionRequired:
        'Следите за страницей состояния поставщика. Перейдите на запасной вариант, если это затронуло пользователей.',
    },
    dns_failure: {
      title: 'Не удаётся разрешить имя {domain}',
      description:
        '{count, plural, one {# DNS-сервер сообщает об ошибке.} few {# DNS-сервера сообщают об ошибке.} many {# DNS-серверов сообщают об ошибке.} other {# DNS-сервера сообщают об ошибке.}}\nКод ответа: {rcode}\nТип записи: {recordType}',
      actionRequired: 'Проверьте зону, серверы имён и регистрацию домена.',
    },
    playback_failure: {
      title: 'Сбой воспроизведения: {region}',
      description:
        '{count, plural, one {Не работает # поток.} few {Не работают # потока.} many {Не работает # потоков.} other {Не работает # потока.}}\nНачало: {since, time, short}\nУстройства: {devices, list, max=5}',
      actionRequired: 'Немедленно выясните причину.',
    },
    payment_failures: {
      title: 'Платежи не проходят: {provider}',
      description:
        '{count, plural, one {Не прошёл # платёж} few {Не прошли # платежа} many {Не прошло # платежей} other {Не прошло # платежа}} ({rate, number, percent} всех попыток).\nСумма: {amount, number, ::.00} {currency}\nПериод: {window, duration}',
      actionRequired: 'Проверьте состояние поставщика. Перейдите на другого поставщика, если он есть.',
    },
    recovered: {
      title: 'Сервис {service} снова работает',
      description:
        '{count, plural, =0 {Пользователей это не затронуло.} one {Затронут # пользователь.} few {Затронуты # пользователя.} many {Затронуто # пользователей.} other {Затронуто # пользователя.}}\nПродолжительность: {elapsed, duration}',
    },
    high_latency: {
      title: 'Сервис {service} отвечает медленно',
      description:
        'Задержка (p95): {latency, duration, smallest=millisecond}\nПредел: {limit, duration, smallest=millisecond}\nПериод: {window, duration}',
      actionRequired: 'Проверьте нагрузку, медленные запросы и последнее развёртывание.',
    },
    error_rate_high: {
      title: '{service}: доля ошибочных запросов {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# запрос завершился ошибкой} few {# запроса завершились ошибкой} many {# запросов завершились ошибкой} other {# запроса завершились ошибкой}}; предел: {limit, number, percent}.\nСамая частая ошибка: {error, code}',
      actionRequired: 'Сравните с последним развёртыванием. Откатите его, если причина в нём.',
    },
    queue_depth: {
      title: 'Очередь {queue} растёт',
      description:
        '{count, plural, one {Ожидает # сообщение} few {Ожидают # сообщения} many {Ожидает # сообщений} other {Ожидает # сообщения}}; {consumers, plural, =0 {активных обработчиков нет} one {активен # обработчик} few {активны # обработчика} many {активно # обработчиков} other {активно # обработчика}}.\nСамое старое сообщение: {age, duration}',
      actionRequired: 'Проверьте обработчики. Добавьте новые, если эти исправны.',
    },
    rate_limit_hits: {
      title: 'Клиент {client} превышает лимит запросов',
      description:
        '{count, plural, one {Отклонён # запрос.} few {Отклонены # запроса.} many {Отклонено # запросов.} other {Отклонено # запроса.}}\nРазрешено в минуту: {limit, number}\nПериод: {window, duration}',
      actionRequired: 'Попросите владельца клиента снизить частоту запросов или увеличьте лимит.',
    },
    disk_full: {
      title: 'Диск заполнен на {used, number, percent}: {host}',
      description:
        '{hours, plural, one {При такой скорости диск заполнится через # час.} few {При такой скорости диск заполнится через # часа.} many {При такой скорости диск заполнится через # часов.} other {При такой скорости диск заполнится через # часа.}}\nТочка монтирования: {mount, code}\nСвободно: {free, bytes}',
      actionRequired: 'Освободите место или увеличьте том.',
    },
    memory_pressure: {
      title: 'Память занята на {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {Ни один процесс не был завершён.} one {Для освобождения памяти завершён # процесс.} few {Для освобождения памяти завершены # процесса.} many {Для освобождения памяти завершено # процессов.} other {Для освобождения памяти завершено # процесса.}}\nСвободно: {free, bytes, binary}\nВсего: {total, bytes, binary}',
      actionRequired:
        'Найдите процесс, который занимает всё больше памяти. Перезапустите его, если это затронуло пользователей.',
    },
    cpu_saturation: {
      title: 'Загрузка ЦП {used, number, percent}: {host}',
      description:
        '{cores, plural, one {Полностью загружено # ядро.} few {Полностью загружены # ядра.} many {Полностью загружено # ядер.} other {Полностью загружено # ядра.}}\nСредняя нагрузка: {load, number}\nПродолжительность: {elapsed, duration}',
      actionRequired: 'Проверьте самые ресурсоёмкие процессы или добавьте мощности.',
    },
    database_connections: {
      title: '{database}: занято {used, number, percent} подключений',
      description:
        '{waiting, plural, =0 {Ожидающих запросов нет.} one {Ожидает # запрос.} few {Ожидают # запроса.} many {Ожидает # запросов.} other {Ожидает # запроса.}}\nОткрытые подключения: {count, number} из {limit, number}',
      actionRequired: 'Ищите незакрываемые подключения и долгие транзакции.',
    },
    replication_lag: {
      title: 'Реплика {replica} отстаёт',
      description: 'Отставание: {lag, duration}\nПредел: {limit, duration}\nОсновной сервер: {primary}',
      actionRequired: 'Не переключайтесь на эту реплику, пока она не догонит основной сервер.',
    },
    quota_nearly_used: {
      title: '{resource}: израсходовано {used, number, percent} квоты',
      description: 'Осталось: {remaining, number} из {limit, number}\nОбновление: {resetsOn, date, long}',
      actionRequired: 'Сократите расход или запросите увеличение квоты.',
    },
    cost_anomaly: {
      title: 'Необычные расходы: {account}',
      description:
        'Фактически: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nОжидалось: {expected, number, ::.00} {currency}\nДень: {day, date, long}\nОсновная причина: {driver}',
      actionRequired: 'Проверьте причину и отключите ненужное.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Срок действия сертификата домена {domain} истекает сегодня} one {Срок действия сертификата домена {domain} истекает через # день} few {Срок действия сертификата домена {domain} истекает через # дня} many {Срок действия сертификата домена {domain} истекает через # дней} other {Срок действия сертификата домена {domain} истекает через # дня}}',
      description:
        'После этого клиенты будут отклонять подключение.\nДействителен до: {expiresOn, date, long}\nИздатель: {issuer}',
      actionRequired: 'Обновите сертификат и установите его на все серверы.',
    },
    suspicious_sign_in: {
      title: 'Подозрительный вход: {account}',
      description:
        '{reason, select, new_device {Устройство неизвестно.} impossible_travel {Место слишком далеко от места предыдущего входа.} many_failures {Ему предшествовало много неудачных попыток.} other {Он отличается от обычного поведения.}}\nМесто: {place} ({ip})\nВремя: {at, slackDate}',
      actionRequired: 'Уточните у пользователя. При сомнениях завершите все сеансы и сбросьте пароль.',
    },
    credential_leak: {
      title: 'Утечка учётных данных: {credential}',
      description:
        '{kind, select, api_key {Раскрыт ключ API.} token {Раскрыт токен доступа.} password {Раскрыт пароль.} other {Раскрыты секретные данные.}}\nГде найдено: {location}\nПоследнее использование: {lastUsed, slackDate}',
      actionRequired: 'Немедленно отзовите их, выпустите новые и проверьте, где они использовались.',
    },
    deploy_finished: {
      title: 'Развёрнуто: {service} {version} ({environment})',
      description:
        '{changes, plural, one {Вступило в силу # изменение.} few {Вступили в силу # изменения.} many {Вступило в силу # изменений.} other {Вступило в силу # изменения.}}\nПродолжительность: {elapsed, duration}',
      footer: 'Кто развернул: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: развёртывание не удалось',
      description:
        '{rolledBack, select, yes {Снова работает предыдущая версия.} other {Новая версия развёрнута лишь частично.}}\nСреда: {environment}\nНеудачный шаг: {step}',
      actionRequired: 'Прочитайте журнал, прежде чем повторять развёртывание.',
      openLog: 'Открыть журнал',
    },
    container_restarting: {
      title: 'Контейнер {container} постоянно перезапускается',
      description:
        '{count, plural, one {Зафиксирован # перезапуск.} few {Зафиксированы # перезапуска.} many {Зафиксировано # перезапусков.} other {Зафиксировано # перезапуска.}}\nПериод: {window, duration}\nПоследний код завершения: {exitCode, number}',
      actionRequired: 'Проверьте журнал контейнера и его лимит памяти.',
    },
    backup_failed: {
      title: 'Сбой резервного копирования: {database}',
      description:
        '{attempts, plural, one {Сделана # попытка.} few {Сделаны # попытки.} many {Сделано # попыток.} other {Сделано # попытки.}}\nОшибка: {error, code}\nПоследняя успешная резервная копия: {lastBackup, slackDate}',
      actionRequired: 'Устраните причину и запустите резервное копирование вручную.',
    },
    job_failed: {
      title: 'Задание {job} завершилось ошибкой',
      description:
        '{willRetry, select, yes {Оно будет повторено автоматически.} other {Оно не будет повторено.}}\nОшибка: {error, code}\nПопытки: {attempts, number}',
      actionRequired: 'Устраните причину и при необходимости запустите задание снова.',
    },
    job_missed: {
      title: 'Задание {job} не запустилось',
      description:
        '{missed, plural, one {Пропущен # запуск.} few {Пропущены # запуска.} many {Пропущено # запусков.} other {Пропущено # запуска.}}\nСрок: {dueAt, slackDate}',
      actionRequired: 'Проверьте, работает ли планировщик.',
    },
    data_pipeline_late: {
      title: 'Набор данных {dataset} задерживается',
      description:
        '{reports, plural, =0 {Отчёты не затронуты.} one {# отчёт показывает устаревшие данные.} few {# отчёта показывают устаревшие данные.} many {# отчётов показывают устаревшие данные.} other {# отчёта показывают устаревшие данные.}}\nОжидалось: {dueAt, slackDate}\nОпоздание: {delay, duration}',
      actionRequired: 'Проверьте шаг {step} и сообщите пользователям отчётов.',
    },
    maintenance_planned: {
      title: 'Плановые работы: {service}',
      description:
        '{impact, select, none {Перерывов в работе не ожидается.} read_only {В это время сервис будет доступен только для чтения.} other {В это время сервис будет недоступен.}}',
      start: 'Начало: {startsAt, slackDate}',
      end: 'Окончание: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: эскалация до уровня {level, number}',
      description:
        'Оповещение до сих пор никто не подтвердил.\nБез ответа: {elapsed, duration}\nТеперь отвечает: {responder, mention}',
      actionRequired: 'Подтвердите оповещение и возьмите его в работу.',
      openIncident: 'Открыть инцидент',
    },
  },
};
