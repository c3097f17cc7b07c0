import type { TemplateLocale } from '../template-locale.ts';

/** Indonesian. The plain imperative asks for action; a noun stands before each name. */
export const id: TemplateLocale = {
  locale: 'id',
  terms: {
    alert: 'peringatan',
    backup: 'pencadangan',
    certificate: 'sertifikat',
    connection: 'koneksi',
    credential: 'kredensial',
    deployment: 'penerapan',
    incident: 'insiden',
    job: 'tugas',
    latency: 'latensi',
    log: 'log',
    queue: 'antrean',
    quota: 'kuota',
    request: 'permintaan',
    'sign-in': 'proses masuk',
  },
  texts: {
    service_outage: {
      title: 'Layanan {service} tidak berfungsi',
      description:
        '{count, plural, other {# pemeriksaan berturut-turut}} gagal.\nWilayah: {region}\nSejak: {since, slackDate}',
      actionRequired: 'Laporkan insiden dan periksa perubahan terakhir.',
    },
    host_unreachable: {
      title: 'Host {host} tidak dapat dijangkau',
      description:
        '{count, plural, other {# layanan}} terdampak: {services, list, max=5}.\nTerakhir terlihat: {lastSeen, slackDate}',
      actionRequired: 'Periksa daya dan jaringan. Pindahkan layanan jika host tidak pulih.',
    },
    dependency_down: {
      title: '{provider} tidak merespons',
      description:
        '{count, plural, other {# panggilan}} gagal.\nSejak: {since, time, short}\nFitur yang terdampak: {features, list, max=5}',
      actionRequired:
        'Pantau halaman status penyedia. Beralihlah ke solusi cadangan jika pengguna terdampak.',
    },
    dns_failure: {
      title: 'Resolusi nama domain {domain} gagal',
      description:
        '{count, plural, other {# server DNS}} melaporkan kesalahan.\nKode respons: {rcode}\nJenis record: {recordType}',
      actionRequired: 'Periksa zona, server nama, dan pendaftaran domain.',
    },
    playback_failure: {
      title: 'Pemutaran terganggu di {region}',
      description:
        '{count, plural, other {# aliran}} gagal.\nSejak: {since, time, short}\nPerangkat: {devices, list, max=5}',
      actionRequired: 'Segera selidiki penyebabnya.',
    },
    payment_failures: {
      title: 'Pembayaran melalui {provider} gagal',
      description:
        '{count, plural, other {# pembayaran}} gagal ({rate, number, percent} dari semua percobaan).\nJumlah: {amount, number, ::.00} {currency}\nPeriode: {window, duration}',
      actionRequired: 'Periksa status penyedia. Beralihlah ke penyedia lain jika ada.',
    },
    recovered: {
      title: 'Layanan {service} telah pulih',
      description:
        '{count, plural, =0 {Tidak ada pengguna yang terdampak.} other {# pengguna terdampak.}}\nDurasi: {elapsed, duration}',
    },
    high_latency: {
      title: 'Layanan {service} lambat merespons',
      description:
        'Latensi (p95): {latency, duration, smallest=millisecond}\nBatas: {limit, duration, smallest=millisecond}\nPeriode: {window, duration}',
      actionRequired: 'Periksa beban, kueri yang lambat, dan penerapan terakhir.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} permintaan gagal',
      description:
        '{count, plural, other {# permintaan}} gagal; batasnya {limit, number, percent}.\nKesalahan paling sering: {error, code}',
      actionRequired: 'Bandingkan dengan penerapan terakhir. Kembalikan jika itu penyebabnya.',
    },
    queue_depth: {
      title: 'Antrean {queue} terus bertambah',
      description:
        '{count, plural, other {# pesan}} menunggu; {consumers, plural, =0 {tidak ada konsumen yang aktif} other {# konsumen aktif}}.\nPesan terlama: {age, duration}',
      actionRequired: 'Periksa konsumen. Tambahkan konsumen jika semuanya berjalan normal.',
    },
    rate_limit_hits: {
      title: 'Klien {client} melebihi batas permintaan',
      description:
        '{count, plural, other {# permintaan}} ditolak.\nDiizinkan per menit: {limit, number}\nPeriode: {window, duration}',
      actionRequired: 'Minta pengelola klien mengurangi permintaan, atau naikkan batasnya.',
    },
    disk_full: {
      title: 'Disk terisi {used, number, percent} di {host}',
      description:
        'Dengan laju ini, disk akan penuh dalam {hours, plural, other {# jam}}.\nTitik kait: {mount, code}\nKosong: {free, bytes}',
      actionRequired: 'Kosongkan ruang atau perbesar volume.',
    },
    memory_pressure: {
      title: 'Memori terpakai {used, number, percent} di {host}',
      description:
        '{count, plural, =0 {Tidak ada proses yang dihentikan.} other {# proses dihentikan untuk membebaskan memori.}}\nKosong: {free, bytes, binary}\nJumlah total: {total, bytes, binary}',
      actionRequired:
        'Temukan proses yang pemakaian memorinya terus naik. Mulai ulang proses itu jika pengguna terdampak.',
    },
    cpu_saturation: {
      title: 'Pemakaian CPU {used, number, percent} di {host}',
      description:
        '{cores, plural, other {# inti}} terpakai penuh.\nBeban rata-rata: {load, number}\nDurasi: {elapsed, duration}',
      actionRequired: 'Periksa proses yang paling berat atau tambah kapasitas.',
    },
    database_connections: {
      title: '{database}: {used, number, percent} koneksi terpakai',
      description:
        '{waiting, plural, =0 {Tidak ada kueri yang menunggu.} other {# kueri menunggu.}}\nKoneksi terbuka: {count, number} dari {limit, number}',
      actionRequired: 'Cari koneksi yang tidak pernah ditutup dan transaksi yang lama.',
    },
    replication_lag: {
      title: 'Replika {replica} tertinggal',
      description: 'Ketertinggalan: {lag, duration}\nBatas: {limit, duration}\nServer utama: {primary}',
      actionRequired: 'Jangan beralih ke replika ini sebelum ketertinggalannya terkejar.',
    },
    quota_nearly_used: {
      title: '{resource}: {used, number, percent} kuota terpakai',
      description: 'Sisa: {remaining, number} dari {limit, number}\nDiperbarui pada: {resetsOn, date, long}',
      actionRequired: 'Kurangi pemakaian atau ajukan kuota yang lebih besar.',
    },
    cost_anomaly: {
      title: 'Biaya tidak wajar: {account}',
      description:
        'Aktual: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nPerkiraan: {expected, number, ::.00} {currency}\nTanggal: {day, date, long}\nPenyebab utama: {driver}',
      actionRequired: 'Periksa penyebabnya dan matikan yang tidak diperlukan.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Sertifikat untuk {domain} kedaluwarsa hari ini} other {Sertifikat untuk {domain} kedaluwarsa dalam # hari}}',
      description:
        'Setelah kedaluwarsa, klien akan menolak koneksi.\nBerlaku hingga: {expiresOn, date, long}\nPenerbit: {issuer}',
      actionRequired: 'Perbarui sertifikat dan pasang di semua server.',
    },
    suspicious_sign_in: {
      title: 'Proses masuk mencurigakan: {account}',
      description:
        '{reason, select, new_device {Perangkat tidak dikenal.} impossible_travel {Lokasi terlalu jauh dari lokasi masuk sebelumnya.} many_failures {Sebelumnya ada banyak percobaan yang gagal.} other {Berbeda dari pola yang biasa.}}\nLokasi: {place} ({ip})\nWaktu: {at, slackDate}',
      actionRequired: 'Tanyakan kepada pengguna. Jika ragu, akhiri semua sesi dan setel ulang kata sandi.',
    },
    credential_leak: {
      title: 'Kredensial bocor: {credential}',
      description:
        '{kind, select, api_key {Sebuah kunci API terekspos.} token {Sebuah token akses terekspos.} password {Sebuah kata sandi terekspos.} other {Sebuah data rahasia terekspos.}}\nDitemukan di: {location}\nTerakhir digunakan: {lastUsed, slackDate}',
      actionRequired: 'Segera cabut, terbitkan yang baru, dan periksa di mana kredensial itu digunakan.',
    },
    deploy_finished: {
      title: '{service} {version} diterapkan di {environment}',
      description: '{changes, plural, other {# perubahan}} kini berlaku.\nDurasi: {elapsed, duration}',
      footer: 'Diterapkan oleh: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: penerapan gagal',
      description:
        '{rolledBack, select, yes {Versi sebelumnya berjalan kembali.} other {Versi baru hanya diterapkan sebagian.}}\nLingkungan: {environment}\nLangkah yang gagal: {step}',
      actionRequired: 'Baca log sebelum mengulangi penerapan.',
      openLog: 'Buka log',
    },
    container_restarting: {
      title: 'Kontainer {container} terus dimulai ulang',
      description:
        '{count, plural, other {# kali}} mulai ulang tercatat.\nPeriode: {window, duration}\nKode keluar terakhir: {exitCode, number}',
      actionRequired: 'Periksa log kontainer dan batas memorinya.',
    },
    backup_failed: {
      title: 'Pencadangan {database} gagal',
      description:
        '{attempts, plural, other {# percobaan}} telah dilakukan.\nKesalahan: {error, code}\nPencadangan terakhir yang berhasil: {lastBackup, slackDate}',
      actionRequired: 'Atasi penyebabnya dan mulai pencadangan secara manual.',
    },
    job_failed: {
      title: 'Tugas {job} gagal',
      description:
        '{willRetry, select, yes {Tugas akan dicoba lagi secara otomatis.} other {Tugas tidak akan dicoba lagi.}}\nKesalahan: {error, code}\nPercobaan: {attempts, number}',
      actionRequired: 'Atasi penyebabnya dan mulai lagi tugas jika perlu.',
    },
    job_missed: {
      title: 'Tugas {job} tidak dimulai',
      description: '{missed, plural, other {# jadwal}} terlewat.\nSeharusnya: {dueAt, slackDate}',
      actionRequired: 'Pastikan penjadwal sedang berjalan.',
    },
    data_pipeline_late: {
      title: 'Set data {dataset} terlambat',
      description:
        '{reports, plural, =0 {Tidak ada laporan yang terdampak.} other {# laporan menampilkan angka lama.}}\nSeharusnya: {dueAt, slackDate}\nKeterlambatan: {delay, duration}',
      actionRequired: 'Periksa langkah {step} dan beri tahu pengguna laporan.',
    },
    maintenance_planned: {
      title: 'Pemeliharaan terencana: {service}',
      description:
        '{impact, select, none {Tidak diperkirakan ada gangguan.} read_only {Selama waktu ini layanan hanya dapat dibaca.} other {Selama waktu ini layanan tidak tersedia.}}',
      start: 'Mulai: {startsAt, slackDate}',
      end: 'Selesai: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: dieskalasi ke tingkat {level, number}',
      description:
        'Belum ada yang mengonfirmasi peringatan ini.\nBelum ditangani selama: {elapsed, duration}\nPenanggung jawab saat ini: {responder, mention}',
      actionRequired: 'Konfirmasi peringatan dan ambil alih penanganannya.',
      openIncident: 'Buka insiden',
    },
  },
};
