import type { TemplateLocale } from '../template-locale.ts';

/** Thai. No stop ends a sentence, a space divides sentences; «โปรด» opens what is asked for. */
export const th: TemplateLocale = {
  locale: 'th',
  terms: {
    alert: 'การแจ้งเตือน',
    backup: 'การสำรองข้อมูล',
    certificate: 'ใบรับรอง',
    connection: 'การเชื่อมต่อ',
    credential: 'ข้อมูลรับรอง',
    deployment: 'การปรับใช้',
    incident: 'เหตุการณ์',
    job: 'งาน',
    latency: 'เวลาตอบสนอง',
    log: 'บันทึก',
    queue: 'คิว',
    quota: 'โควตา',
    request: 'คำขอ',
    'sign-in': 'การลงชื่อเข้าใช้',
  },
  texts: {
    service_outage: {
      title: 'บริการ {service} หยุดทำงาน',
      description:
        'การตรวจสอบล้มเหลวติดต่อกัน {count, plural, other {# ครั้ง}}\nภูมิภาค: {region}\nตั้งแต่: {since, slackDate}',
      actionRequired: 'โปรดแจ้งเหตุการณ์และตรวจสอบการเปลี่ยนแปลงล่าสุด',
    },
    host_unreachable: {
      title: 'เข้าถึงโฮสต์ {host} ไม่ได้',
      description:
        'บริการที่ได้รับผลกระทบ {count, plural, other {# รายการ}}: {services, list, max=5}\nพบครั้งล่าสุด: {lastSeen, slackDate}',
      actionRequired: 'โปรดตรวจสอบไฟฟ้าและเครือข่าย หากโฮสต์ไม่กลับมา ให้ย้ายบริการ',
    },
    dependency_down: {
      title: '{provider} ไม่ตอบสนอง',
      description:
        'การเรียกใช้ล้มเหลว {count, plural, other {# ครั้ง}}\nตั้งแต่: {since, time, short}\nฟีเจอร์ที่ได้รับผลกระทบ: {features, list, max=5}',
      actionRequired: 'โปรดติดตามหน้าสถานะของผู้ให้บริการ หากกระทบผู้ใช้ ให้เปลี่ยนไปใช้ทางเลือกสำรอง',
    },
    dns_failure: {
      title: 'แปลงชื่อโดเมน {domain} ไม่ได้',
      description:
        'เซิร์ฟเวอร์ DNS {count, plural, other {# เครื่อง}} แจ้งข้อผิดพลาด\nรหัสตอบกลับ: {rcode}\nประเภทระเบียน: {recordType}',
      actionRequired: 'โปรดตรวจสอบโซน เนมเซิร์ฟเวอร์ และการจดทะเบียนโดเมน',
    },
    playback_failure: {
      title: 'การเล่นขัดข้องใน {region}',
      description:
        'สตรีมล้มเหลว {count, plural, other {# รายการ}}\nตั้งแต่: {since, time, short}\nอุปกรณ์: {devices, list, max=5}',
      actionRequired: 'โปรดตรวจสอบสาเหตุทันที',
    },
    payment_failures: {
      title: 'การชำระเงินผ่าน {provider} ล้มเหลว',
      description:
        'การชำระเงินล้มเหลว {count, plural, other {# รายการ}} ({rate, number, percent} ของความพยายามทั้งหมด)\nจำนวนเงิน: {amount, number, ::.00} {currency}\nช่วงเวลา: {window, duration}',
      actionRequired: 'โปรดตรวจสอบสถานะของผู้ให้บริการ หากมีผู้ให้บริการรายอื่น ให้เปลี่ยนไปใช้',
    },
    recovered: {
      title: 'บริการ {service} กลับมาทำงานแล้ว',
      description:
        '{count, plural, =0 {ไม่มีผู้ใช้ได้รับผลกระทบ} other {ผู้ใช้ # รายได้รับผลกระทบ}}\nระยะเวลา: {elapsed, duration}',
    },
    high_latency: {
      title: 'บริการ {service} ตอบสนองช้า',
      description:
        'เวลาตอบสนอง (p95): {latency, duration, smallest=millisecond}\nขีดจำกัด: {limit, duration, smallest=millisecond}\nช่วงเวลา: {window, duration}',
      actionRequired: 'โปรดตรวจสอบโหลด คิวรีที่ช้า และการปรับใช้ครั้งล่าสุด',
    },
    error_rate_high: {
      title: '{service}: คำขอ {rate, number, ::percent .#} ล้มเหลว',
      description:
        'คำขอล้มเหลว {count, plural, other {# รายการ}} ขีดจำกัดคือ {limit, number, percent}\nข้อผิดพลาดที่พบบ่อยที่สุด: {error, code}',
      actionRequired: 'โปรดเทียบกับการปรับใช้ครั้งล่าสุด หากเป็นสาเหตุ ให้ย้อนกลับ',
    },
    queue_depth: {
      title: 'คิว {queue} ยาวขึ้นเรื่อย ๆ',
      description:
        'มีข้อความรออยู่ {count, plural, other {# ข้อความ}} {consumers, plural, =0 {ไม่มีตัวประมวลผลที่ทำงานอยู่} other {มีตัวประมวลผลทำงานอยู่ # ตัว}}\nข้อความเก่าที่สุด: {age, duration}',
      actionRequired: 'โปรดตรวจสอบตัวประมวลผล หากทำงานปกติ ให้เพิ่มจำนวน',
    },
    rate_limit_hits: {
      title: 'ไคลเอ็นต์ {client} ส่งคำขอเกินขีดจำกัด',
      description:
        'ปฏิเสธคำขอแล้ว {count, plural, other {# รายการ}}\nอนุญาตต่อนาที: {limit, number}\nช่วงเวลา: {window, duration}',
      actionRequired: 'โปรดขอให้ผู้ดูแลไคลเอ็นต์ลดความถี่ของคำขอ หรือเพิ่มขีดจำกัด',
    },
    disk_full: {
      title: 'ดิสก์เต็ม {used, number, percent} บน {host}',
      description:
        'ด้วยอัตรานี้ ดิสก์จะเต็มในอีก {hours, plural, other {# ชั่วโมง}}\nจุดเมานต์: {mount, code}\nพื้นที่ว่าง: {free, bytes}',
      actionRequired: 'โปรดเพิ่มพื้นที่ว่างหรือขยายโวลุ่ม',
    },
    memory_pressure: {
      title: 'ใช้หน่วยความจำ {used, number, percent} บน {host}',
      description:
        '{count, plural, =0 {ไม่มีโปรเซสที่ถูกยุติ} other {ยุติโปรเซส # รายการเพื่อคืนหน่วยความจำ}}\nว่าง: {free, bytes, binary}\nทั้งหมด: {total, bytes, binary}',
      actionRequired: 'โปรดหาโปรเซสที่ใช้หน่วยความจำเพิ่มขึ้นเรื่อย ๆ หากกระทบผู้ใช้ ให้เริ่มใหม่',
    },
    cpu_saturation: {
      title: 'ใช้ CPU {used, number, percent} บน {host}',
      description:
        'แกนประมวลผล {cores, plural, other {# แกน}} ทำงานเต็มกำลัง\nโหลดเฉลี่ย: {load, number}\nระยะเวลา: {elapsed, duration}',
      actionRequired: 'โปรดตรวจสอบโปรเซสที่ใช้งานหนักที่สุดหรือเพิ่มกำลังประมวลผล',
    },
    database_connections: {
      title: '{database}: ใช้การเชื่อมต่อแล้ว {used, number, percent}',
      description:
        '{waiting, plural, =0 {ไม่มีคิวรีที่รออยู่} other {มีคิวรีรออยู่ # รายการ}}\nการเชื่อมต่อที่เปิดอยู่: {count, number} จาก {limit, number}',
      actionRequired: 'โปรดหาการเชื่อมต่อที่ไม่เคยปิดและธุรกรรมที่ใช้เวลานาน',
    },
    replication_lag: {
      title: 'รีพลิกา {replica} ตามไม่ทัน',
      description: 'ล่าช้า: {lag, duration}\nขีดจำกัด: {limit, duration}\nเซิร์ฟเวอร์หลัก: {primary}',
      actionRequired: 'อย่าสลับไปใช้รีพลิกานี้จนกว่าจะตามทัน',
    },
    quota_nearly_used: {
      title: '{resource}: ใช้โควตาแล้ว {used, number, percent}',
      description: 'คงเหลือ: {remaining, number} จาก {limit, number}\nวันที่รีเซ็ต: {resetsOn, date, long}',
      actionRequired: 'โปรดลดการใช้งานหรือขอโควตาเพิ่ม',
    },
    cost_anomaly: {
      title: 'ค่าใช้จ่ายผิดปกติ: {account}',
      description:
        'จริง: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nที่คาดไว้: {expected, number, ::.00} {currency}\nวันที่: {day, date, long}\nสาเหตุหลัก: {driver}',
      actionRequired: 'โปรดตรวจสอบสาเหตุและปิดสิ่งที่ไม่จำเป็น',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {ใบรับรองของ {domain} หมดอายุวันนี้} other {ใบรับรองของ {domain} จะหมดอายุในอีก # วัน}}',
      description: 'หลังหมดอายุ ไคลเอ็นต์จะปฏิเสธการเชื่อมต่อ\nใช้ได้ถึง: {expiresOn, date, long}\nผู้ออก: {issuer}',
      actionRequired: 'โปรดต่ออายุใบรับรองและติดตั้งบนเซิร์ฟเวอร์ทุกเครื่อง',
    },
    suspicious_sign_in: {
      title: 'การลงชื่อเข้าใช้ที่น่าสงสัย: {account}',
      description:
        '{reason, select, new_device {เป็นอุปกรณ์ที่ไม่รู้จัก} impossible_travel {สถานที่อยู่ไกลจากการลงชื่อเข้าใช้ครั้งก่อนมากเกินไป} many_failures {ก่อนหน้านี้มีความพยายามที่ล้มเหลวหลายครั้ง} other {ต่างจากรูปแบบปกติ}}\nสถานที่: {place} ({ip})\nเวลา: {at, slackDate}',
      actionRequired: 'โปรดสอบถามผู้ใช้ หากสงสัย ให้สิ้นสุดเซสชันทั้งหมดและรีเซ็ตรหัสผ่าน',
    },
    credential_leak: {
      title: 'ข้อมูลรับรองรั่วไหล: {credential}',
      description:
        '{kind, select, api_key {คีย์ API ถูกเปิดเผย} token {โทเค็นการเข้าถึงถูกเปิดเผย} password {รหัสผ่านถูกเปิดเผย} other {ข้อมูลลับถูกเปิดเผย}}\nพบที่: {location}\nใช้ครั้งล่าสุด: {lastUsed, slackDate}',
      actionRequired: 'โปรดเพิกถอนทันที ออกข้อมูลใหม่ และตรวจสอบว่ามีการใช้ที่ใดบ้าง',
    },
    deploy_finished: {
      title: 'ปรับใช้เสร็จแล้ว: {service} {version} ({environment})',
      description: 'การเปลี่ยนแปลง {changes, plural, other {# รายการ}} มีผลแล้ว\nระยะเวลา: {elapsed, duration}',
      footer: 'ปรับใช้โดย: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: การปรับใช้ล้มเหลว',
      description:
        '{rolledBack, select, yes {เวอร์ชันก่อนหน้ากลับมาทำงานแล้ว} other {เวอร์ชันใหม่ปรับใช้ได้เพียงบางส่วน}}\nสภาพแวดล้อม: {environment}\nขั้นตอนที่ล้มเหลว: {step}',
      actionRequired: 'โปรดอ่านบันทึกก่อนปรับใช้อีกครั้ง',
      openLog: 'เปิดบันทึก',
    },
    container_restarting: {
      title: 'คอนเทนเนอร์ {container} รีสตาร์ทซ้ำ ๆ',
      description:
        'บันทึกการรีสตาร์ทได้ {count, plural, other {# ครั้ง}}\nช่วงเวลา: {window, duration}\nรหัสออกล่าสุด: {exitCode, number}',
      actionRequired: 'โปรดตรวจสอบบันทึกและขีดจำกัดหน่วยความจำของคอนเทนเนอร์',
    },
    backup_failed: {
      title: 'สำรองข้อมูล {database} ล้มเหลว',
      description:
        'พยายามแล้ว {attempts, plural, other {# ครั้ง}}\nข้อผิดพลาด: {error, code}\nการสำรองข้อมูลที่สำเร็จล่าสุด: {lastBackup, slackDate}',
      actionRequired: 'โปรดแก้ไขสาเหตุและเริ่มสำรองข้อมูลด้วยตนเอง',
    },
    job_failed: {
      title: 'งาน {job} ล้มเหลว',
      description:
        '{willRetry, select, yes {ระบบจะลองใหม่โดยอัตโนมัติ} other {ระบบจะไม่ลองใหม่}}\nข้อผิดพลาด: {error, code}\nจำนวนครั้งที่พยายาม: {attempts, number}',
      actionRequired: 'โปรดแก้ไขสาเหตุและเริ่มงานใหม่หากจำเป็น',
    },
    job_missed: {
      title: 'งาน {job} ไม่ได้เริ่มทำงาน',
      description: 'พลาดการทำงาน {missed, plural, other {# ครั้ง}}\nกำหนด: {dueAt, slackDate}',
      actionRequired: 'โปรดตรวจสอบว่าตัวจัดกำหนดการทำงานอยู่',
    },
    data_pipeline_late: {
      title: 'ชุดข้อมูล {dataset} ล่าช้า',
      description:
        '{reports, plural, =0 {ไม่มีรายงานที่ได้รับผลกระทบ} other {รายงาน # ฉบับแสดงตัวเลขเก่า}}\nกำหนด: {dueAt, slackDate}\nล่าช้า: {delay, duration}',
      actionRequired: 'โปรดตรวจสอบขั้นตอน {step} และแจ้งผู้ใช้รายงาน',
    },
    maintenance_planned: {
      title: 'การบำรุงรักษาตามแผน: {service}',
      description:
        '{impact, select, none {คาดว่าจะไม่มีการหยุดชะงัก} read_only {ระหว่างนี้บริการจะอ่านได้อย่างเดียว} other {ระหว่างนี้บริการจะใช้งานไม่ได้}}',
      start: 'เริ่ม: {startsAt, slackDate}',
      end: 'สิ้นสุด: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: ยกระดับเป็นระดับ {level, number}',
      description: 'ยังไม่มีใครรับทราบการแจ้งเตือน\nค้างอยู่: {elapsed, duration}\nผู้รับผิดชอบขณะนี้: {responder, mention}',
      actionRequired: 'โปรดรับทราบการแจ้งเตือนและรับช่วงต่อ',
      openIncident: 'เปิดเหตุการณ์',
    },
  },
};
