import type { TemplateLocale } from '../template-locale.ts';

/**
 * Turkish. The polite imperative asks for action; suffixes stand on nouns of the text, never behind a placeholder. A noun
 * stays singular behind a number.
 */
export const tr: TemplateLocale = {
  locale: 'tr',
  terms: {
    alert: 'uyarı',
    backup: 'yedekleme',
    certificate: 'sertifika',
    connection: 'bağlantı',
    credential: 'kimlik bilgisi',
    deployment: 'dağıtım',
    incident: 'olay',
    job: 'görev',
    latency: 'gecikme',
    log: 'günlük',
    queue: 'kuyruk',
    quota: 'kota',
    request: 'istek',
    'sign-in': 'oturum açma',
  },
  texts: {
    service_outage: {
      title: '{service} hizmeti çalışmıyor',
      description:
        '{count, plural, one {# denetim} other {Art arda # denetim}} başarısız oldu.\nBölge: {region}\nBaşlangıç: {since, slackDate}',
      actionRequired: 'Olay kaydı açın ve son değişiklikleri kontrol edin.',
    },
    host_unreachable: {
      title: '{host} sunucusuna ulaşılamıyor',
      description:
        '{count, plural, one {# hizmet} other {# hizmet}} etkilendi: {services, list, max=5}.\nSon görülme: {lastSeen, slackDate}',
      actionRequired: 'Gücü ve ağı kontrol edin. Sunucu geri gelmezse hizmetleri taşıyın.',
    },
    dependency_down: {
      title: '{provider} yanıt vermiyor',
      description:
        '{count, plural, one {# çağrı} other {# çağrı}} başarısız oldu.\nBaşlangıç: {since, time, short}\nEtkilenen özellikler: {features, list, max=5}',
      actionRequired: 'Sağlayıcının durum sayfasını izleyin. Kullanıcılar etkileniyorsa yedek çözüme geçin.',
    },
    dns_failure: {
      title: '{domain} alan adı çözümlenemiyor',
      description:
        '{count, plural, one {# DNS sunucusu} other {# DNS sunucusu}} hata bildiriyor.\nYanıt kodu: {rcode}\nKayıt türü: {recordType}',
      actionRequired: 'Bölgeyi, ad sunucularını ve alan adı kaydını kontrol edin.',
    },
    playback_failure: {
      title: 'Oynatma kesintisi: {region}',
      description:
        '{count, plural, one {# yayın} other {# yayın}} çalışmıyor.\nBaşlangıç: {since, time, short}\nCihazlar: {devices, list, max=5}',
      actionRequired: 'Nedenini hemen araştırın.',
    },
    payment_failures: {
      title: '{provider} üzerinden yapılan ödemeler başarısız oluyor',
      description:
        '{count, plural, one {# ödeme} other {# ödeme}} başarısız oldu (tüm denemelere oranı: {rate, number, percent}).\nTutar: {amount, number, ::.00} {currency}\nDönem: {window, duration}',
      actionRequired: 'Sağlayıcının durumunu kontrol edin. Varsa başka bir sağlayıcıya geçin.',
    },
    recovered: {
      title: '{service} hizmeti yeniden çalışıyor',
      description:
        '{count, plural, =0 {Hiçbir kullanıcı etkilenmedi.} one {# kullanıcı etkilendi.} other {# kullanıcı etkilendi.}}\nSüre: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} hizmeti yavaş yanıt veriyor',
      description:
        'Gecikme (p95): {latency, duration, smallest=millisecond}\nSınır: {limit, duration, smallest=millisecond}\nDönem: {window, duration}',
      actionRequired: 'Yükü, yavaş sorguları ve son dağıtımı kontrol edin.',
    },
    error_rate_high: {
      title: '{service}: başarısız istek oranı {rate, number, ::percent .#}',
      description:
        '{count, plural, one {# istek} other {# istek}} başarısız oldu; sınır: {limit, number, percent}.\nEn sık görülen hata: {error, code}',
      actionRequired: 'Son dağıtımla karşılaştırın. Nedeni buysa geri alın.',
    },
    queue_depth: {
      title: '{queue} kuyruğu büyüyor',
      description:
        '{count, plural, one {# ileti} other {# ileti}} bekliyor; {consumers, plural, =0 {etkin tüketici yok} one {# tüketici etkin} other {# tüketici etkin}}.\nEn eski ileti: {age, duration}',
      actionRequired: 'Tüketicileri kontrol edin. Düzgün çalışıyorlarsa yenilerini ekleyin.',
    },
    rate_limit_hits: {
      title: '{client} istemcisi istek sınırını aşıyor',
      description:
        '{count, plural, one {# istek} other {# istek}} reddedildi.\nDakikada izin verilen: {limit, number}\nDönem: {window, duration}',
      actionRequired: 'İstemcinin sahibinden istekleri azaltmasını isteyin veya sınırı yükseltin.',
    },
    disk_full: {
      title: 'Disk doluluğu {used, number, percent}: {host}',
      description:
        '{hours, plural, one {Bu hızla disk # saat içinde dolacak.} other {Bu hızla disk # saat içinde dolacak.}}\nBağlama noktası: {mount, code}\nBoş alan: {free, bytes}',
      actionRequired: 'Yer açın veya birimi büyütün.',
    },
    memory_pressure: {
      title: 'Bellek kullanımı {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {Hiçbir işlem sonlandırılmadı.} one {Bellek açmak için # işlem sonlandırıldı.} other {Bellek açmak için # işlem sonlandırıldı.}}\nBoş: {free, bytes, binary}\nToplam: {total, bytes, binary}',
      actionRequired:
        'Bellek kullanımı artan işlemi bulun. Kullanıcılar etkileniyorsa işlemi yeniden başlatın.',
    },
    cpu_saturation: {
      title: 'İşlemci kullanımı {used, number, percent}: {host}',
      description:
        '{cores, plural, one {# çekirdek} other {# çekirdek}} tam yükte.\nOrtalama yük: {load, number}\nSüre: {elapsed, duration}',
      actionRequired: 'En yoğun işlemleri kontrol edin veya kapasiteyi artırın.',
    },
    database_connections: {
      title: '{database}: bağlantı kullanımı {used, number, percent}',
      description:
        '{waiting, plural, =0 {Bekleyen sorgu yok.} one {# sorgu bekliyor.} other {# sorgu bekliyor.}}\nAçık bağlantılar: {count, number} / {limit, number}',
      actionRequired: 'Hiç kapatılmayan bağlantıları ve uzun süren işlemleri arayın.',
    },
    replication_lag: {
      title: '{replica} kopyası geride kalıyor',
      description: 'Gecikme: {lag, duration}\nSınır: {limit, duration}\nBirincil sunucu: {primary}',
      actionRequired: 'Gecikme kapanmadan bu kopyaya geçiş yapmayın.',
    },
    quota_nearly_used: {
      title: '{resource}: kota kullanımı {used, number, percent}',
      description: 'Kalan: {remaining, number} / {limit, number}\nYenilenme: {resetsOn, date, long}',
      actionRequired: 'Kullanımı azaltın veya daha yüksek bir kota isteyin.',
    },
    cost_anomaly: {
      title: 'Olağan dışı maliyet: {account}',
      description:
        'Gerçekleşen: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nBeklenen: {expected, number, ::.00} {currency}\nGün: {day, date, long}\nBaşlıca neden: {driver}',
      actionRequired: 'Nedenini kontrol edin ve gerekmeyenleri kapatın.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {{domain} sertifikasının süresi bugün doluyor} one {{domain} sertifikasının süresi # gün içinde doluyor} other {{domain} sertifikasının süresi # gün içinde doluyor}}',
      description:
        'Süre dolduktan sonra istemciler bağlantıyı reddeder.\nGeçerlilik sonu: {expiresOn, date, long}\nVeren: {issuer}',
      actionRequired: 'Sertifikayı yenileyin ve tüm sunuculara yükleyin.',
    },
    suspicious_sign_in: {
      title: 'Şüpheli oturum açma: {account}',
      description:
        '{reason, select, new_device {Cihaz bilinmiyor.} impossible_travel {Konum, önceki oturum açma konumundan çok uzak.} many_failures {Öncesinde çok sayıda başarısız deneme oldu.} other {Alışılmış davranıştan farklı.}}\nKonum: {place} ({ip})\nZaman: {at, slackDate}',
      actionRequired: 'Kullanıcıya sorun. Şüphe varsa tüm oturumları kapatın ve parolayı sıfırlayın.',
    },
    credential_leak: {
      title: 'Kimlik bilgisi sızıntısı: {credential}',
      description:
        '{kind, select, api_key {Bir API anahtarı açığa çıktı.} token {Bir erişim belirteci açığa çıktı.} password {Bir parola açığa çıktı.} other {Bir gizli bilgi açığa çıktı.}}\nBulunduğu yer: {location}\nSon kullanım: {lastUsed, slackDate}',
      actionRequired: 'Hemen iptal edin, yenisini oluşturun ve nerede kullanıldığını kontrol edin.',
    },
    deploy_finished: {
      title: 'Dağıtım tamamlandı: {service} {version} ({environment})',
      description:
        '{changes, plural, one {# değişiklik} other {# değişiklik}} artık yayında.\nSüre: {elapsed, duration}',
      footer: 'Dağıtımı başlatan: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: dağıtım başarısız oldu',
      description:
        '{rolledBack, select, yes {Önceki sürüm yeniden çalışıyor.} other {Yeni sürüm yalnızca kısmen dağıtıldı.}}\nOrtam: {environment}\nBaşarısız adım: {step}',
      actionRequired: 'Dağıtımı yinelemeden önce günlüğü okuyun.',
      openLog: 'Günlüğü aç',
    },
    container_restarting: {
      title: '{container} kapsayıcısı sürekli yeniden başlıyor',
      description:
        '{count, plural, one {# yeniden başlatma} other {# yeniden başlatma}} kaydedildi.\nDönem: {window, duration}\nSon çıkış kodu: {exitCode, number}',
      actionRequired: 'Kapsayıcının günlüğünü ve bellek sınırını kontrol edin.',
    },
    backup_failed: {
      title: '{database} yedeklemesi başarısız oldu',
      description:
        '{attempts, plural, one {# deneme} other {# deneme}} yapıldı.\nHata: {error, code}\nSon başarılı yedekleme: {lastBackup, slackDate}',
      actionRequired: 'Nedeni giderin ve yedeklemeyi elle başlatın.',
    },
    job_failed: {
      title: '{job} görevi başarısız oldu',
      description:
        '{willRetry, select, yes {Otomatik olarak yeniden denenecek.} other {Yeniden denenmeyecek.}}\nHata: {error, code}\nDenemeler: {attempts, number}',
      actionRequired: 'Nedeni giderin ve gerekirse görevi yeniden başlatın.',
    },
    job_missed: {
      title: '{job} görevi başlamadı',
      description:
        '{missed, plural, one {# çalışma} other {# çalışma}} atlandı.\nPlanlanan zaman: {dueAt, slackDate}',
      actionRequired: 'Zamanlayıcının çalıştığını kontrol edin.',
    },
    data_pipeline_late: {
      title: '{dataset} veri kümesi gecikti',
      description:
        '{reports, plural, =0 {Hiçbir rapor etkilenmedi.} one {# rapor güncel olmayan veriler gösteriyor.} other {# rapor güncel olmayan veriler gösteriyor.}}\nBeklenen: {dueAt, slackDate}\nGecikme: {delay, duration}',
      actionRequired: '{step} adımını kontrol edin ve raporların kullanıcılarına haber verin.',
    },
    maintenance_planned: {
      title: 'Planlı bakım: {service}',
      description:
        '{impact, select, none {Kesinti beklenmiyor.} read_only {Hizmet bu süre boyunca salt okunur olacak.} other {Hizmet bu süre boyunca kullanılamayacak.}}',
      start: 'Başlangıç: {startsAt, slackDate}',
      end: 'Bitiş: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: üst düzeye aktarıldı (düzey {level, number})',
      description:
        'Uyarıyı henüz kimse onaylamadı.\nYanıtsız süre: {elapsed, duration}\nŞu anki sorumlu: {responder, mention}',
      actionRequired: 'Uyarıyı onaylayın ve işi devralın.',
      openIncident: 'Olayı aç',
    },
  },
};
