import type { TemplateLocale } from '../template-locale.ts';

/**
 * Modern Standard Arabic. The imperative asks for action, as software does; a noun stands before each name. One and two
 * are words of the noun itself, so that no figure stands there.
 */
export const ar: TemplateLocale = {
  locale: 'ar',
  terms: {
    alert: 'تنبيه',
    backup: 'نسخة احتياطية',
    certificate: 'شهادة',
    connection: 'اتصال',
    credential: 'بيانات اعتماد',
    deployment: 'نشر',
    incident: 'حادثة',
    job: 'مهمة',
    latency: 'زمن الاستجابة',
    log: 'سجل',
    queue: 'قائمة انتظار',
    quota: 'حصة',
    request: 'طلب',
    'sign-in': 'تسجيل دخول',
  },
  texts: {
    service_outage: {
      title: 'الخدمة {service} متوقفة',
      description:
        '{count, plural, zero {لم تفشل أي عملية فحص.} one {فشلت عملية فحص واحدة.} two {فشلت عمليتا فحص متتاليتان.} few {فشلت # عمليات فحص متتالية.} many {فشلت # عملية فحص متتالية.} other {فشلت # عملية فحص متتالية.}}\nالمنطقة: {region}\nمنذ: {since, slackDate}',
      actionRequired: 'أبلغ عن حادثة وتحقق من أحدث التغييرات.',
    },
    host_unreachable: {
      title: 'تعذّر الوصول إلى المضيف {host}',
      description:
        '{count, plural, zero {لا خدمات متأثرة} one {خدمة واحدة متأثرة} two {خدمتان متأثرتان} few {# خدمات متأثرة} many {# خدمة متأثرة} other {# خدمة متأثرة}}: {services, list, max=5}.\nآخر ظهور: {lastSeen, slackDate}',
      actionRequired: 'تحقق من الطاقة والشبكة. انقل الخدمات إذا لم يعد المضيف إلى العمل.',
    },
    dependency_down: {
      title: 'المزوّد {provider} لا يستجيب',
      description:
        '{count, plural, zero {لم يفشل أي استدعاء.} one {فشل استدعاء واحد.} two {فشل استدعاءان.} few {فشلت # استدعاءات.} many {فشل # استدعاءً.} other {فشل # استدعاء.}}\nمنذ: {since, time, short}\nالميزات المتأثرة: {features, list, max=5}',
      actionRequired: 'تابع صفحة حالة المزوّد. انتقل إلى البديل إذا تأثر المستخدمون.',
    },
    dns_failure: {
      title: 'تعذّر تحليل اسم النطاق {domain}',
      description:
        '{count, plural, zero {لا يُبلغ أي خادم DNS عن خطأ.} one {يُبلغ خادم DNS واحد عن خطأ.} two {يُبلغ خادما DNS عن خطأ.} few {تُبلغ # خوادم DNS عن خطأ.} many {يُبلغ # خادم DNS عن خطأ.} other {يُبلغ # خادم DNS عن خطأ.}}\nرمز الاستجابة: {rcode}\nنوع السجل: {recordType}',
      actionRequired: 'تحقق من المنطقة وخوادم الأسماء وتسجيل النطاق.',
    },
    playback_failure: {
      title: 'انقطاع التشغيل في المنطقة {region}',
      description:
        '{count, plural, zero {لا يفشل أي بث.} one {يفشل بث واحد.} two {يفشل بثّان.} few {تفشل # عمليات بث.} many {تفشل # عملية بث.} other {تفشل # عملية بث.}}\nمنذ: {since, time, short}\nالأجهزة: {devices, list, max=5}',
      actionRequired: 'ابحث عن السبب فورًا.',
    },
    payment_failures: {
      title: 'فشل عمليات الدفع عبر المزوّد {provider}',
      description:
        '{count, plural, zero {لم تفشل أي عملية دفع} one {فشلت عملية دفع واحدة} two {فشلت عمليتا دفع} few {فشلت # عمليات دفع} many {فشلت # عملية دفع} other {فشلت # عملية دفع}} ({rate, number, percent} من إجمالي المحاولات).\nالمبلغ: {amount, number, ::.00} {currency}\nالفترة: {window, duration}',
      actionRequired: 'تحقق من حالة المزوّد. انتقل إلى مزوّد آخر إن وُجد.',
    },
    recovered: {
      title: 'عادت الخدمة {service} إلى العمل',
      description:
        '{count, plural, =0 {لم يتأثر أي مستخدم.} one {تأثر مستخدم واحد.} two {تأثر مستخدمان.} few {تأثر # مستخدمين.} many {تأثر # مستخدمًا.} other {تأثر # مستخدم.}}\nالمدة: {elapsed, duration}',
    },
    high_latency: {
      title: 'الخدمة {service} تستجيب ببطء',
      description:
        'زمن الاستجابة (p95): {latency, duration, smallest=millisecond}\nالحد: {limit, duration, smallest=millisecond}\nالفترة: {window, duration}',
      actionRequired: 'تحقق من الحمل والاستعلامات البطيئة وآخر عملية نشر.',
    },
    error_rate_high: {
      title: '{service}: فشل {rate, number, ::percent .#} من الطلبات',
      description:
        '{count, plural, zero {لم يفشل أي طلب} one {فشل طلب واحد} two {فشل طلبان} few {فشلت # طلبات} many {فشل # طلبًا} other {فشل # طلب}}؛ الحد هو {limit, number, percent}.\nالخطأ الأكثر تكرارًا: {error, code}',
      actionRequired: 'قارن بآخر عملية نشر. تراجع عنها إذا كانت هي السبب.',
    },
    queue_depth: {
      title: 'قائمة الانتظار {queue} في ازدياد',
      description:
        '{count, plural, zero {لا رسائل في الانتظار} one {رسالة واحدة في الانتظار} two {رسالتان في الانتظار} few {# رسائل في الانتظار} many {# رسالة في الانتظار} other {# رسالة في الانتظار}}؛ {consumers, plural, =0 {لا يوجد مستهلك نشط} one {مستهلك واحد نشط} two {مستهلكان نشطان} few {# مستهلكين نشطين} many {# مستهلكًا نشطًا} other {# مستهلك نشط}}.\nأقدم رسالة: {age, duration}',
      actionRequired: 'تحقق من المستهلكين. أضف المزيد إذا كانوا يعملون بشكل سليم.',
    },
    rate_limit_hits: {
      title: 'العميل {client} يتجاوز الحد الأقصى للطلبات',
      description:
        '{count, plural, zero {لم يُرفض أي طلب.} one {رُفض طلب واحد.} two {رُفض طلبان.} few {رُفضت # طلبات.} many {رُفض # طلبًا.} other {رُفض # طلب.}}\nالمسموح به في الدقيقة: {limit, number}\nالفترة: {window, duration}',
      actionRequired: 'اطلب من مشغّل العميل تقليل الطلبات، أو ارفع الحد.',
    },
    disk_full: {
      title: 'القرص ممتلئ بنسبة {used, number, percent} على المضيف {host}',
      description:
        'بهذا المعدل سيمتلئ القرص {hours, plural, zero {خلال أقل من ساعة} one {خلال ساعة واحدة} two {خلال ساعتين} few {خلال # ساعات} many {خلال # ساعة} other {خلال # ساعة}}.\nنقطة التحميل: {mount, code}\nالمساحة الحرة: {free, bytes}',
      actionRequired: 'حرّر مساحة أو وسّع وحدة التخزين.',
    },
    memory_pressure: {
      title: 'الذاكرة مستخدمة بنسبة {used, number, percent} على المضيف {host}',
      description:
        '{count, plural, =0 {لم تُنهَ أي عملية.} one {أُنهيت عملية واحدة لتحرير الذاكرة.} two {أُنهيت عمليتان لتحرير الذاكرة.} few {أُنهيت # عمليات لتحرير الذاكرة.} many {أُنهيت # عملية لتحرير الذاكرة.} other {أُنهيت # عملية لتحرير الذاكرة.}}\nالحرة: {free, bytes, binary}\nالإجمالي: {total, bytes, binary}',
      actionRequired: 'ابحث عن العملية التي يزداد استخدامها للذاكرة. أعد تشغيلها إذا تأثر المستخدمون.',
    },
    cpu_saturation: {
      title: 'استخدام المعالج {used, number, percent} على المضيف {host}',
      description:
        '{cores, plural, zero {لا نواة مستخدمة بالكامل.} one {نواة واحدة مستخدمة بالكامل.} two {نواتان مستخدمتان بالكامل.} few {# أنوية مستخدمة بالكامل.} many {# نواة مستخدمة بالكامل.} other {# نواة مستخدمة بالكامل.}}\nمتوسط الحمل: {load, number}\nالمدة: {elapsed, duration}',
      actionRequired: 'تحقق من العمليات الأكثر استهلاكًا أو زد السعة.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} من الاتصالات قيد الاستخدام',
      description:
        '{waiting, plural, =0 {لا استعلامات في الانتظار.} one {استعلام واحد في الانتظار.} two {استعلامان في الانتظار.} few {# استعلامات في الانتظار.} many {# استعلامًا في الانتظار.} other {# استعلام في الانتظار.}}\nالاتصالات المفتوحة: {count, number} من {limit, number}',
      actionRequired: 'ابحث عن الاتصالات التي لا تُغلق أبدًا وعن المعاملات الطويلة.',
    },
    replication_lag: {
      title: 'النسخة المتماثلة {replica} متأخرة',
      description: 'التأخر: {lag, duration}\nالحد: {limit, duration}\nالخادم الأساسي: {primary}',
      actionRequired: 'لا تنتقل إلى هذه النسخة المتماثلة قبل أن تعوّض التأخر.',
    },
    quota_nearly_used: {
      title: '{resource}: استُخدم {used, number, percent} من الحصة',
      description: 'المتبقي: {remaining, number} من {limit, number}\nتاريخ التجديد: {resetsOn, date, long}',
      actionRequired: 'قلّل الاستخدام أو اطلب حصة أكبر.',
    },
    cost_anomaly: {
      title: 'تكاليف غير معتادة: {account}',
      description:
        'الفعلية: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nالمتوقعة: {expected, number, ::.00} {currency}\nاليوم: {day, date, long}\nالسبب الرئيسي: {driver}',
      actionRequired: 'تحقق من السبب وأوقف ما لا تحتاج إليه.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {تنتهي صلاحية شهادة النطاق {domain} اليوم} one {تنتهي صلاحية شهادة النطاق {domain} خلال يوم واحد} two {تنتهي صلاحية شهادة النطاق {domain} خلال يومين} few {تنتهي صلاحية شهادة النطاق {domain} خلال # أيام} many {تنتهي صلاحية شهادة النطاق {domain} خلال # يومًا} other {تنتهي صلاحية شهادة النطاق {domain} خلال # يوم}}',
      description:
        'بعد انتهاء الصلاحية سترفض برامج العملاء الاتصال.\nصالحة حتى: {expiresOn, date, long}\nجهة الإصدار: {issuer}',
      actionRequired: 'جدّد الشهادة وثبّتها على جميع الخوادم.',
    },
    suspicious_sign_in: {
      title: 'تسجيل دخول مريب: {account}',
      description:
        '{reason, select, new_device {الجهاز غير معروف.} impossible_travel {المكان بعيد جدًا عن مكان تسجيل الدخول السابق.} many_failures {سبقته محاولات فاشلة كثيرة.} other {يختلف عن النمط المعتاد.}}\nالمكان: {place} ({ip})\nالوقت: {at, slackDate}',
      actionRequired: 'استفسر من المستخدم. عند الشك، أنهِ جميع الجلسات وأعد تعيين كلمة المرور.',
    },
    credential_leak: {
      title: 'تسرّب بيانات اعتماد: {credential}',
      description:
        '{kind, select, api_key {كُشف مفتاح API.} token {كُشف رمز وصول.} password {كُشفت كلمة مرور.} other {كُشفت بيانات سرية.}}\nمكان العثور عليها: {location}\nآخر استخدام: {lastUsed, slackDate}',
      actionRequired: 'ألغِها فورًا، وأصدر بيانات جديدة، وتحقق من أماكن استخدامها.',
    },
    deploy_finished: {
      title: 'اكتمل النشر: {service} {version} ({environment})',
      description:
        '{changes, plural, zero {لا تغييرات في هذا الإصدار.} one {أصبح تغيير واحد ساريًا.} two {أصبح تغييران ساريين.} few {أصبحت # تغييرات سارية.} many {أصبح # تغييرًا ساريًا.} other {أصبح # تغيير ساريًا.}}\nالمدة: {elapsed, duration}',
      footer: 'نُشر بواسطة: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: فشل النشر',
      description:
        '{rolledBack, select, yes {عاد الإصدار السابق إلى العمل.} other {نُشر الإصدار الجديد جزئيًا فقط.}}\nالبيئة: {environment}\nالخطوة الفاشلة: {step}',
      actionRequired: 'اقرأ السجل قبل إعادة النشر.',
      openLog: 'فتح السجل',
    },
    container_restarting: {
      title: 'يُعاد تشغيل الحاوية {container} باستمرار',
      description:
        '{count, plural, zero {لم تُسجَّل أي إعادة تشغيل.} one {سُجّلت إعادة تشغيل واحدة.} two {سُجّلت إعادتا تشغيل.} few {سُجّلت # عمليات إعادة تشغيل.} many {سُجّلت # عملية إعادة تشغيل.} other {سُجّلت # عملية إعادة تشغيل.}}\nالفترة: {window, duration}\nآخر رمز خروج: {exitCode, number}',
      actionRequired: 'تحقق من سجل الحاوية وحد الذاكرة الخاص بها.',
    },
    backup_failed: {
      title: 'فشل النسخ الاحتياطي لقاعدة البيانات {database}',
      description:
        '{attempts, plural, zero {لم تُجرَ أي محاولة.} one {أُجريت محاولة واحدة.} two {أُجريت محاولتان.} few {أُجريت # محاولات.} many {أُجريت # محاولة.} other {أُجريت # محاولة.}}\nالخطأ: {error, code}\nآخر نسخة احتياطية ناجحة: {lastBackup, slackDate}',
      actionRequired: 'عالج السبب وابدأ النسخ الاحتياطي يدويًا.',
    },
    job_failed: {
      title: 'فشلت المهمة {job}',
      description:
        '{willRetry, select, yes {ستُعاد المحاولة تلقائيًا.} other {لن تُعاد المحاولة.}}\nالخطأ: {error, code}\nالمحاولات: {attempts, number}',
      actionRequired: 'عالج السبب وابدأ المهمة من جديد عند الحاجة.',
    },
    job_missed: {
      title: 'لم تبدأ المهمة {job}',
      description:
        '{missed, plural, zero {لم يفت أي تشغيل.} one {فات تشغيل واحد.} two {فات تشغيلان.} few {فاتت # عمليات تشغيل.} many {فاتت # عملية تشغيل.} other {فاتت # عملية تشغيل.}}\nالموعد: {dueAt, slackDate}',
      actionRequired: 'تحقق من أن المجدول يعمل.',
    },
    data_pipeline_late: {
      title: 'مجموعة البيانات {dataset} متأخرة',
      description:
        '{reports, plural, =0 {لا تقارير متأثرة.} one {تقرير واحد يعرض أرقامًا قديمة.} two {تقريران يعرضان أرقامًا قديمة.} few {# تقارير تعرض أرقامًا قديمة.} many {# تقريرًا يعرض أرقامًا قديمة.} other {# تقرير يعرض أرقامًا قديمة.}}\nالموعد المتوقع: {dueAt, slackDate}\nالتأخر: {delay, duration}',
      actionRequired: 'تحقق من الخطوة {step} وأبلغ مستخدمي التقارير.',
    },
    maintenance_planned: {
      title: 'صيانة مخطط لها: {service}',
      description:
        '{impact, select, none {لا يُتوقع أي انقطاع.} read_only {ستكون الخدمة للقراءة فقط خلال هذه الفترة.} other {لن تكون الخدمة متاحة خلال هذه الفترة.}}',
      start: 'البداية: {startsAt, slackDate}',
      end: 'النهاية: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: تصعيد إلى المستوى {level, number}',
      description:
        'لم يؤكد أحد استلام التنبيه حتى الآن.\nالمدة دون رد: {elapsed, duration}\nالمسؤول الآن: {responder, mention}',
      actionRequired: 'أكّد استلام التنبيه وتولَّ معالجته.',
      openIncident: 'فتح الحادثة',
    },
  },
};
