import type { TemplateLocale } from '../template-locale.ts';

/** Hindi. The polite imperative (करें) asks for action; words that the trade has from English are written in Devanagari. */
export const hi: TemplateLocale = {
  locale: 'hi',
  terms: {
    alert: 'अलर्ट',
    backup: 'बैकअप',
    certificate: 'प्रमाणपत्र',
    connection: 'कनेक्शन',
    credential: 'क्रेडेंशियल',
    deployment: 'डिप्लॉयमेंट',
    incident: 'घटना',
    job: 'जॉब',
    latency: 'विलंबता',
    log: 'लॉग',
    queue: 'कतार',
    quota: 'कोटा',
    request: 'अनुरोध',
    'sign-in': 'साइन-इन',
  },
  texts: {
    service_outage: {
      title: '{service} सेवा बंद है',
      description:
        '{count, plural, one {# जाँच विफल हुई।} other {लगातार # जाँचें विफल हुईं।}}\nक्षेत्र: {region}\nकब से: {since, slackDate}',
      actionRequired: 'घटना दर्ज करें और हाल के बदलाव जाँचें।',
    },
    host_unreachable: {
      title: 'होस्ट {host} तक पहुँचा नहीं जा सकता',
      description:
        '{count, plural, one {# सेवा प्रभावित है} other {# सेवाएँ प्रभावित हैं}}: {services, list, max=5}।\nपिछली बार देखा गया: {lastSeen, slackDate}',
      actionRequired: 'बिजली और नेटवर्क जाँचें। होस्ट वापस न आए तो सेवाओं को दूसरी जगह ले जाएँ।',
    },
    dependency_down: {
      title: '{provider} से कोई जवाब नहीं मिल रहा',
      description:
        '{count, plural, one {# कॉल विफल हुई।} other {# कॉल विफल हुईं।}}\nकब से: {since, time, short}\nप्रभावित सुविधाएँ: {features, list, max=5}',
      actionRequired: 'प्रदाता का स्टेटस पेज देखते रहें। उपयोगकर्ता प्रभावित हों तो विकल्प पर जाएँ।',
    },
    dns_failure: {
      title: '{domain} का नाम रिज़ॉल्व नहीं हो रहा',
      description:
        '{count, plural, one {# DNS रिज़ॉल्वर त्रुटि बता रहा है।} other {# DNS रिज़ॉल्वर त्रुटि बता रहे हैं।}}\nप्रतिक्रिया कोड: {rcode}\nरिकॉर्ड का प्रकार: {recordType}',
      actionRequired: 'ज़ोन, नेम सर्वर और डोमेन का पंजीकरण जाँचें।',
    },
    playback_failure: {
      title: '{region} में प्लेबैक बाधित',
      description:
        '{count, plural, one {# स्ट्रीम विफल हो रही है।} other {# स्ट्रीम विफल हो रही हैं।}}\nकब से: {since, time, short}\nडिवाइस: {devices, list, max=5}',
      actionRequired: 'तुरंत कारण की जाँच करें।',
    },
    payment_failures: {
      title: '{provider} से होने वाले भुगतान विफल हो रहे हैं',
      description:
        '{count, plural, one {# भुगतान विफल हुआ} other {# भुगतान विफल हुए}} (सभी प्रयासों का {rate, number, percent})।\nराशि: {amount, number, ::.00} {currency}\nअवधि: {window, duration}',
      actionRequired: 'प्रदाता की स्थिति जाँचें। कोई दूसरा प्रदाता उपलब्ध हो तो उस पर जाएँ।',
    },
    recovered: {
      title: '{service} सेवा फिर से चालू है',
      description:
        '{count, plural, =0 {कोई उपयोगकर्ता प्रभावित नहीं हुआ।} one {# उपयोगकर्ता प्रभावित हुआ।} other {# उपयोगकर्ता प्रभावित हुए।}}\nकुल समय: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} सेवा धीमा जवाब दे रही है',
      description:
        'विलंबता (p95): {latency, duration, smallest=millisecond}\nसीमा: {limit, duration, smallest=millisecond}\nअवधि: {window, duration}',
      actionRequired: 'लोड, धीमी क्वेरी और पिछला डिप्लॉयमेंट जाँचें।',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} अनुरोध विफल हो रहे हैं',
      description:
        '{count, plural, one {# अनुरोध विफल हुआ} other {# अनुरोध विफल हुए}}; सीमा {limit, number, percent} है।\nसबसे आम त्रुटि: {error, code}',
      actionRequired: 'पिछले डिप्लॉयमेंट से तुलना करें। कारण वही हो तो उसे वापस लें।',
    },
    queue_depth: {
      title: 'कतार {queue} बढ़ रही है',
      description:
        '{count, plural, one {# संदेश प्रतीक्षा में है} other {# संदेश प्रतीक्षा में हैं}}; {consumers, plural, =0 {कोई कंज़्यूमर सक्रिय नहीं है} one {# कंज़्यूमर सक्रिय है} other {# कंज़्यूमर सक्रिय हैं}}।\nसबसे पुराना संदेश: {age, duration}',
      actionRequired: 'कंज़्यूमर जाँचें। वे ठीक हों तो और जोड़ें।',
    },
    rate_limit_hits: {
      title: 'क्लाइंट {client} अनुरोध सीमा पार कर रहा है',
      description:
        '{count, plural, one {# अनुरोध अस्वीकार हुआ।} other {# अनुरोध अस्वीकार हुए।}}\nप्रति मिनट अनुमति: {limit, number}\nअवधि: {window, duration}',
      actionRequired: 'क्लाइंट के संचालक से अनुरोध घटाने को कहें या सीमा बढ़ाएँ।',
    },
    disk_full: {
      title: 'होस्ट {host} पर डिस्क {used, number, percent} भरी',
      description:
        '{hours, plural, one {इस गति से डिस्क # घंटे में भर जाएगी।} other {इस गति से डिस्क # घंटों में भर जाएगी।}}\nमाउंट पॉइंट: {mount, code}\nख़ाली: {free, bytes}',
      actionRequired: 'जगह ख़ाली करें या वॉल्यूम बढ़ाएँ।',
    },
    memory_pressure: {
      title: 'होस्ट {host} पर मेमोरी {used, number, percent} उपयोग में',
      description:
        '{count, plural, =0 {कोई प्रोसेस बंद नहीं की गई।} one {मेमोरी ख़ाली करने के लिए # प्रोसेस बंद की गई।} other {मेमोरी ख़ाली करने के लिए # प्रोसेस बंद की गईं।}}\nख़ाली: {free, bytes, binary}\nकुल: {total, bytes, binary}',
      actionRequired: 'वह प्रोसेस खोजें जिसका मेमोरी उपयोग बढ़ रहा है। उपयोगकर्ता प्रभावित हों तो उसे फिर से शुरू करें।',
    },
    cpu_saturation: {
      title: 'होस्ट {host} पर CPU उपयोग {used, number, percent}',
      description:
        '{cores, plural, one {# कोर पूरी तरह व्यस्त है।} other {# कोर पूरी तरह व्यस्त हैं।}}\nऔसत लोड: {load, number}\nकुल समय: {elapsed, duration}',
      actionRequired: 'सबसे व्यस्त प्रोसेस जाँचें या क्षमता बढ़ाएँ।',
    },
    database_connections: {
      title: '{database}: {used, number, percent} कनेक्शन उपयोग में',
      description:
        '{waiting, plural, =0 {कोई क्वेरी प्रतीक्षा में नहीं है।} one {# क्वेरी प्रतीक्षा में है।} other {# क्वेरी प्रतीक्षा में हैं।}}\nखुले कनेक्शन: {limit, number} में से {count, number}',
      actionRequired: 'ऐसे कनेक्शन खोजें जो कभी बंद नहीं होते, और लंबे ट्रांज़ैक्शन भी देखें।',
    },
    replication_lag: {
      title: 'रेप्लिका {replica} पीछे चल रही है',
      description: 'देरी: {lag, duration}\nसीमा: {limit, duration}\nप्राइमरी सर्वर: {primary}',
      actionRequired: 'देरी पूरी होने से पहले इस रेप्लिका पर फ़ेलओवर न करें।',
    },
    quota_nearly_used: {
      title: '{resource}: कोटे का {used, number, percent} उपयोग हो चुका है',
      description: 'शेष: {limit, number} में से {remaining, number}\nरीसेट की तारीख़: {resetsOn, date, long}',
      actionRequired: 'उपयोग घटाएँ या बड़े कोटे का अनुरोध करें।',
    },
    cost_anomaly: {
      title: 'असामान्य ख़र्च: {account}',
      description:
        'वास्तविक: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nअपेक्षित: {expected, number, ::.00} {currency}\nदिन: {day, date, long}\nमुख्य कारण: {driver}',
      actionRequired: 'कारण जाँचें और जो ज़रूरी न हो उसे बंद करें।',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {{domain} का प्रमाणपत्र आज समाप्त हो रहा है} one {{domain} का प्रमाणपत्र # दिन में समाप्त होगा} other {{domain} का प्रमाणपत्र # दिनों में समाप्त होगा}}',
      description:
        'समाप्ति के बाद क्लाइंट कनेक्शन अस्वीकार करेंगे।\nमान्यता की अंतिम तारीख़: {expiresOn, date, long}\nजारीकर्ता: {issuer}',
      actionRequired: 'प्रमाणपत्र नवीनीकृत करें और सभी सर्वरों पर इंस्टॉल करें।',
    },
    suspicious_sign_in: {
      title: 'संदिग्ध साइन-इन: {account}',
      description:
        '{reason, select, new_device {डिवाइस अपरिचित है।} impossible_travel {जगह पिछले साइन-इन की जगह से बहुत दूर है।} many_failures {इससे पहले कई प्रयास विफल हुए।} other {यह सामान्य व्यवहार से अलग है।}}\nजगह: {place} ({ip})\nसमय: {at, slackDate}',
      actionRequired: 'उपयोगकर्ता से पुष्टि करें। संदेह हो तो सभी सत्र समाप्त करें और पासवर्ड रीसेट करें।',
    },
    credential_leak: {
      title: 'क्रेडेंशियल लीक: {credential}',
      description:
        '{kind, select, api_key {एक API कुंजी उजागर हुई।} token {एक ऐक्सेस टोकन उजागर हुआ।} password {एक पासवर्ड उजागर हुआ।} other {गोपनीय जानकारी उजागर हुई।}}\nकहाँ मिला: {location}\nपिछला उपयोग: {lastUsed, slackDate}',
      actionRequired: 'इसे तुरंत रद्द करें, नया जारी करें और जाँचें कि इसका उपयोग कहाँ हुआ।',
    },
    deploy_finished: {
      title: '{service} {version} डिप्लॉय हुआ ({environment})',
      description:
        '{changes, plural, one {# बदलाव अब लागू है।} other {# बदलाव अब लागू हैं।}}\nकुल समय: {elapsed, duration}',
      footer: 'किसने डिप्लॉय किया: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: डिप्लॉयमेंट विफल',
      description:
        '{rolledBack, select, yes {पिछला संस्करण फिर से चल रहा है।} other {नया संस्करण केवल आंशिक रूप से डिप्लॉय हुआ है।}}\nएनवायरनमेंट: {environment}\nविफल चरण: {step}',
      actionRequired: 'दोबारा डिप्लॉय करने से पहले लॉग पढ़ें।',
      openLog: 'लॉग खोलें',
    },
    container_restarting: {
      title: 'कंटेनर {container} बार-बार रीस्टार्ट हो रहा है',
      description:
        '{count, plural, one {# रीस्टार्ट दर्ज हुआ।} other {# रीस्टार्ट दर्ज हुए।}}\nअवधि: {window, duration}\nपिछला एग्ज़िट कोड: {exitCode, number}',
      actionRequired: 'कंटेनर का लॉग और उसकी मेमोरी सीमा जाँचें।',
    },
    backup_failed: {
      title: '{database} का बैकअप विफल',
      description:
        '{attempts, plural, one {# प्रयास किया गया।} other {# प्रयास किए गए।}}\nत्रुटि: {error, code}\nपिछला सफल बैकअप: {lastBackup, slackDate}',
      actionRequired: 'कारण दूर करें और बैकअप मैन्युअल रूप से शुरू करें।',
    },
    job_failed: {
      title: 'जॉब {job} विफल',
      description:
        '{willRetry, select, yes {इसे अपने आप फिर से आज़माया जाएगा।} other {इसे फिर से नहीं आज़माया जाएगा।}}\nत्रुटि: {error, code}\nप्रयास: {attempts, number}',
      actionRequired: 'कारण दूर करें और ज़रूरत हो तो जॉब फिर से शुरू करें।',
    },
    job_missed: {
      title: 'जॉब {job} शुरू नहीं हुआ',
      description: '{missed, plural, one {# रन छूट गया।} other {# रन छूट गए।}}\nनियत समय: {dueAt, slackDate}',
      actionRequired: 'जाँचें कि शेड्यूलर चल रहा है।',
    },
    data_pipeline_late: {
      title: 'डेटासेट {dataset} में देरी',
      description:
        '{reports, plural, =0 {कोई रिपोर्ट प्रभावित नहीं है।} one {# रिपोर्ट पुराने आँकड़े दिखा रही है।} other {# रिपोर्ट पुराने आँकड़े दिखा रही हैं।}}\nअपेक्षित समय: {dueAt, slackDate}\nदेरी: {delay, duration}',
      actionRequired: 'चरण {step} जाँचें और रिपोर्ट के उपयोगकर्ताओं को सूचित करें।',
    },
    maintenance_planned: {
      title: 'नियोजित रखरखाव: {service}',
      description:
        '{impact, select, none {किसी रुकावट की संभावना नहीं है।} read_only {इस दौरान सेवा केवल पढ़ने के लिए उपलब्ध रहेगी।} other {इस दौरान सेवा उपलब्ध नहीं रहेगी।}}',
      start: 'आरंभ: {startsAt, slackDate}',
      end: 'समाप्ति: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: स्तर {level, number} पर भेजा गया',
      description:
        'अभी तक किसी ने अलर्ट स्वीकार नहीं किया है।\nकितने समय से: {elapsed, duration}\nअब ज़िम्मेदार: {responder, mention}',
      actionRequired: 'अलर्ट स्वीकार करें और काम सँभालें।',
      openIncident: 'घटना खोलें',
    },
  },
};
