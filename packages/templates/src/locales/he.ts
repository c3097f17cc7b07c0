import type { TemplateLocale } from '../template-locale.ts';

/**
 * Hebrew. «יש ל…» asks for action, so that no gender is addressed; a noun stands before each name, so that no prefix is
 * joined to a placeholder. One and two are words.
 */
export const he: TemplateLocale = {
  locale: 'he',
  terms: {
    alert: 'התראה',
    backup: 'גיבוי',
    certificate: 'אישור',
    connection: 'חיבור',
    credential: 'פרטי גישה',
    deployment: 'פריסה',
    incident: 'תקרית',
    job: 'משימה',
    latency: 'זמן תגובה',
    log: 'יומן',
    queue: 'תור',
    quota: 'מכסה',
    request: 'בקשה',
    'sign-in': 'כניסה',
  },
  texts: {
    service_outage: {
      title: 'השירות {service} מושבת',
      description:
        '{count, plural, one {בדיקה אחת נכשלה.} two {שתי בדיקות רצופות נכשלו.} other {# בדיקות רצופות נכשלו.}}\nאזור: {region}\nתחילה: {since, slackDate}',
      actionRequired: 'יש לפתוח תקרית ולבדוק את השינויים האחרונים.',
    },
    host_unreachable: {
      title: 'המארח {host} אינו נגיש',
      description:
        '{count, plural, one {שירות אחד מושפע} two {שני שירותים מושפעים} other {# שירותים מושפעים}}: {services, list, max=5}.\nנראה לאחרונה: {lastSeen, slackDate}',
      actionRequired: 'יש לבדוק את החשמל ואת הרשת. אם המארח לא חוזר לפעול, יש להעביר את השירותים.',
    },
    dependency_down: {
      title: 'הספק {provider} אינו מגיב',
      description:
        '{count, plural, one {קריאה אחת נכשלה.} two {שתי קריאות נכשלו.} other {# קריאות נכשלו.}}\nשעת התחלה: {since, time, short}\nתכונות מושפעות: {features, list, max=5}',
      actionRequired: 'יש לעקוב אחר דף המצב של הספק. אם משתמשים מושפעים, יש לעבור לחלופה.',
    },
    dns_failure: {
      title: 'לא ניתן לפענח את הדומיין {domain}',
      description:
        '{count, plural, one {שרת DNS אחד מדווח על שגיאה.} two {שני שרתי DNS מדווחים על שגיאה.} other {# שרתי DNS מדווחים על שגיאה.}}\nקוד תגובה: {rcode}\nסוג רשומה: {recordType}',
      actionRequired: 'יש לבדוק את האזור, את שרתי השמות ואת רישום הדומיין.',
    },
    playback_failure: {
      title: 'הפרעה בניגון באזור {region}',
      description:
        '{count, plural, one {הזרמה אחת נכשלת.} two {שתי הזרמות נכשלות.} other {# הזרמות נכשלות.}}\nשעת התחלה: {since, time, short}\nמכשירים: {devices, list, max=5}',
      actionRequired: 'יש לחקור את הסיבה מיד.',
    },
    payment_failures: {
      title: 'תשלומים דרך הספק {provider} נכשלים',
      description:
        '{count, plural, one {תשלום אחד נכשל} two {שני תשלומים נכשלו} other {# תשלומים נכשלו}} ({rate, number, percent} מכלל הניסיונות).\nסכום: {amount, number, ::.00} {currency}\nתקופה: {window, duration}',
      actionRequired: 'יש לבדוק את מצב הספק. אם קיים ספק אחר, יש לעבור אליו.',
    },
    recovered: {
      title: 'השירות {service} חזר לפעול',
      description:
        '{count, plural, =0 {אף משתמש לא הושפע.} one {משתמש אחד הושפע.} two {שני משתמשים הושפעו.} other {# משתמשים הושפעו.}}\nמשך: {elapsed, duration}',
    },
    high_latency: {
      title: 'השירות {service} מגיב לאט',
      description:
        'זמן תגובה (p95): {latency, duration, smallest=millisecond}\nסף: {limit, duration, smallest=millisecond}\nתקופה: {window, duration}',
      actionRequired: 'יש לבדוק את העומס, שאילתות איטיות ואת הפריסה האחרונה.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} מהבקשות נכשלות',
      description:
        '{count, plural, one {בקשה אחת נכשלה} two {שתי בקשות נכשלו} other {# בקשות נכשלו}}; הסף הוא {limit, number, percent}.\nהשגיאה השכיחה ביותר: {error, code}',
      actionRequired: 'יש להשוות לפריסה האחרונה ולבטל אותה אם היא הסיבה.',
    },
    queue_depth: {
      title: 'התור {queue} מתארך',
      description:
        '{count, plural, one {הודעה אחת ממתינה} two {שתי הודעות ממתינות} other {# הודעות ממתינות}}; {consumers, plural, =0 {אין צרכנים פעילים} one {צרכן אחד פעיל} two {שני צרכנים פעילים} other {# צרכנים פעילים}}.\nההודעה הישנה ביותר: {age, duration}',
      actionRequired: 'יש לבדוק את הצרכנים. אם הם תקינים, יש להוסיף צרכנים.',
    },
    rate_limit_hits: {
      title: 'הלקוח {client} חורג ממגבלת הבקשות',
      description:
        '{count, plural, one {בקשה אחת נדחתה.} two {שתי בקשות נדחו.} other {# בקשות נדחו.}}\nמותר לדקה: {limit, number}\nתקופה: {window, duration}',
      actionRequired: 'יש לבקש ממפעיל הלקוח להפחית את קצב הבקשות, או להעלות את המגבלה.',
    },
    disk_full: {
      title: 'הדיסק מלא ב־{used, number, percent} במארח {host}',
      description:
        'בקצב הזה הדיסק יתמלא {hours, plural, one {בתוך שעה אחת} two {בתוך שעתיים} other {בתוך # שעות}}.\nנקודת עיגון: {mount, code}\nפנוי: {free, bytes}',
      actionRequired: 'יש לפנות מקום או להרחיב את אמצעי האחסון.',
    },
    memory_pressure: {
      title: 'ניצול הזיכרון {used, number, percent} במארח {host}',
      description:
        '{count, plural, =0 {אף תהליך לא נסגר.} one {תהליך אחד נסגר כדי לפנות זיכרון.} two {שני תהליכים נסגרו כדי לפנות זיכרון.} other {# תהליכים נסגרו כדי לפנות זיכרון.}}\nפנוי: {free, bytes, binary}\nסך הכול: {total, bytes, binary}',
      actionRequired: 'יש לאתר את התהליך שצריכת הזיכרון שלו גדלה ולהפעיל אותו מחדש אם משתמשים מושפעים.',
    },
    cpu_saturation: {
      title: 'ניצול המעבד {used, number, percent} במארח {host}',
      description:
        '{cores, plural, one {ליבה אחת מנוצלת במלואה.} two {שתי ליבות מנוצלות במלואן.} other {# ליבות מנוצלות במלואן.}}\nעומס ממוצע: {load, number}\nמשך: {elapsed, duration}',
      actionRequired: 'יש לבדוק את התהליכים הכבדים ביותר או להוסיף משאבים.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} מהחיבורים בשימוש',
      description:
        '{waiting, plural, =0 {אין שאילתות ממתינות.} one {שאילתה אחת ממתינה.} two {שתי שאילתות ממתינות.} other {# שאילתות ממתינות.}}\nחיבורים פתוחים: {count, number} מתוך {limit, number}',
      actionRequired: 'יש לחפש חיבורים שאינם נסגרים וטרנזקציות ארוכות.',
    },
    replication_lag: {
      title: 'העותק המשוכפל {replica} מפגר',
      description: 'פיגור: {lag, duration}\nסף: {limit, duration}\nשרת ראשי: {primary}',
      actionRequired: 'אין לעבור לעותק הזה לפני שישלים את הפיגור.',
    },
    quota_nearly_used: {
      title: '{resource}: נוצלו {used, number, percent} מהמכסה',
      description: 'נותרו: {remaining, number} מתוך {limit, number}\nמועד החידוש: {resetsOn, date, long}',
      actionRequired: 'יש לצמצם את השימוש או לבקש מכסה גדולה יותר.',
    },
    cost_anomaly: {
      title: 'עלויות חריגות: {account}',
      description:
        'בפועל: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nצפוי: {expected, number, ::.00} {currency}\nיום: {day, date, long}\nסיבה עיקרית: {driver}',
      actionRequired: 'יש לבדוק את הסיבה ולכבות את מה שאינו נחוץ.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {תוקף האישור של הדומיין {domain} פג היום} one {תוקף האישור של הדומיין {domain} יפוג בתוך יום אחד} two {תוקף האישור של הדומיין {domain} יפוג בתוך יומיים} other {תוקף האישור של הדומיין {domain} יפוג בתוך # ימים}}',
      description:
        'לאחר פקיעת התוקף תוכנות לקוח יסרבו להתחבר.\nבתוקף עד: {expiresOn, date, long}\nמנפיק: {issuer}',
      actionRequired: 'יש לחדש את האישור ולהתקין אותו בכל השרתים.',
    },
    suspicious_sign_in: {
      title: 'כניסה חשודה: {account}',
      description:
        '{reason, select, new_device {המכשיר אינו מוכר.} impossible_travel {המקום רחוק מדי ממקום הכניסה הקודמת.} many_failures {קדמו לה ניסיונות כושלים רבים.} other {היא שונה מהדפוס הרגיל.}}\nמקום: {place} ({ip})\nשעה: {at, slackDate}',
      actionRequired: 'יש לברר עם המשתמש. אם יש ספק, יש לסיים את כל ההפעלות ולאפס את הסיסמה.',
    },
    credential_leak: {
      title: 'דליפת פרטי גישה: {credential}',
      description:
        '{kind, select, api_key {מפתח API נחשף.} token {אסימון גישה נחשף.} password {סיסמה נחשפה.} other {מידע סודי נחשף.}}\nמקום המציאה: {location}\nשימוש אחרון: {lastUsed, slackDate}',
      actionRequired: 'יש לבטל אותם מיד, להנפיק חדשים ולבדוק היכן נעשה בהם שימוש.',
    },
    deploy_finished: {
      title: 'הפריסה הושלמה: {service} {version} ({environment})',
      description:
        '{changes, plural, one {שינוי אחד פעיל כעת.} two {שני שינויים פעילים כעת.} other {# שינויים פעילים כעת.}}\nמשך: {elapsed, duration}',
      footer: 'נפרס על ידי: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: הפריסה נכשלה',
      description:
        '{rolledBack, select, yes {הגרסה הקודמת פועלת שוב.} other {הגרסה החדשה נפרסה באופן חלקי בלבד.}}\nסביבה: {environment}\nהשלב שנכשל: {step}',
      actionRequired: 'יש לקרוא את היומן לפני פריסה חוזרת.',
      openLog: 'פתיחת היומן',
    },
    container_restarting: {
      title: 'הקונטיינר {container} מופעל מחדש שוב ושוב',
      description:
        '{count, plural, one {נרשמה הפעלה מחדש אחת.} two {נרשמו שתי הפעלות מחדש.} other {נרשמו # הפעלות מחדש.}}\nתקופה: {window, duration}\nקוד היציאה האחרון: {exitCode, number}',
      actionRequired: 'יש לבדוק את יומן הקונטיינר ואת מגבלת הזיכרון שלו.',
    },
    backup_failed: {
      title: 'הגיבוי של מסד הנתונים {database} נכשל',
      description:
        '{attempts, plural, one {בוצע ניסיון אחד.} two {בוצעו שני ניסיונות.} other {בוצעו # ניסיונות.}}\nשגיאה: {error, code}\nהגיבוי המוצלח האחרון: {lastBackup, slackDate}',
      actionRequired: 'יש לטפל בסיבה ולהתחיל את הגיבוי באופן ידני.',
    },
    job_failed: {
      title: 'המשימה {job} נכשלה',
      description:
        '{willRetry, select, yes {יתבצע ניסיון חוזר באופן אוטומטי.} other {לא יתבצע ניסיון חוזר.}}\nשגיאה: {error, code}\nניסיונות: {attempts, number}',
      actionRequired: 'יש לטפל בסיבה ולהפעיל את המשימה שוב במידת הצורך.',
    },
    job_missed: {
      title: 'המשימה {job} לא התחילה',
      description:
        '{missed, plural, one {הרצה אחת הוחמצה.} two {שתי הרצות הוחמצו.} other {# הרצות הוחמצו.}}\nמועד: {dueAt, slackDate}',
      actionRequired: 'יש לוודא שהמתזמן פועל.',
    },
    data_pipeline_late: {
      title: 'ערכת הנתונים {dataset} מתעכבת',
      description:
        '{reports, plural, =0 {אין דוחות מושפעים.} one {דוח אחד מציג נתונים לא עדכניים.} two {שני דוחות מציגים נתונים לא עדכניים.} other {# דוחות מציגים נתונים לא עדכניים.}}\nמועד צפוי: {dueAt, slackDate}\nעיכוב: {delay, duration}',
      actionRequired: 'יש לבדוק את השלב {step} ולעדכן את משתמשי הדוחות.',
    },
    maintenance_planned: {
      title: 'תחזוקה מתוכננת: {service}',
      description:
        '{impact, select, none {לא צפויה הפרעה.} read_only {בזמן הזה השירות יהיה לקריאה בלבד.} other {בזמן הזה השירות לא יהיה זמין.}}',
      start: 'התחלה: {startsAt, slackDate}',
      end: 'סיום: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: הועבר לרמה {level, number}',
      description:
        'עד כה איש לא אישר את קבלת ההתראה.\nזמן ללא מענה: {elapsed, duration}\nבאחריות כעת: {responder, mention}',
      actionRequired: 'יש לאשר את קבלת ההתראה ולקחת את הטיפול.',
      openIncident: 'פתיחת התקרית',
    },
  },
};
