import type { TemplateLocale } from '../template-locale.ts';

/**
 * Chinese in traditional script, with the words of Taiwan (伺服器, 記憶體, 磁碟). Full-width punctuation; a space stands
 * between Chinese and what Latin letters or figures may fill.
 */
export const zhHant: TemplateLocale = {
  locale: 'zh-Hant',
  terms: {
    alert: '警示',
    backup: '備份',
    certificate: '憑證',
    connection: '連線',
    credential: '認證資訊',
    deployment: '部署',
    incident: '事件',
    job: '工作',
    latency: '延遲',
    log: '記錄',
    queue: '佇列',
    quota: '配額',
    request: '要求',
    'sign-in': '登入',
  },
  texts: {
    service_outage: {
      title: '服務 {service} 無法使用',
      description:
        '連續 {count, plural, other {# 次}}檢查失敗。\n區域：{region}\n開始時間：{since, slackDate}',
      actionRequired: '請通報事件並檢查最近的變更。',
    },
    host_unreachable: {
      title: '主機 {host} 無法連線',
      description:
        '{count, plural, other {# 項}}服務受到影響：{services, list, max=5}。\n最後上線：{lastSeen, slackDate}',
      actionRequired: '請檢查電源和網路。如果主機未恢復，請移轉服務。',
    },
    dependency_down: {
      title: '{provider} 沒有回應',
      description:
        '{count, plural, other {# 次}}呼叫失敗。\n開始時間：{since, time, short}\n受影響的功能：{features, list, max=5}',
      actionRequired: '請留意供應商的狀態頁面。如果使用者受到影響，請切換至備援方案。',
    },
    dns_failure: {
      title: '無法解析 {domain}',
      description:
        '{count, plural, other {# 台}} DNS 解析伺服器傳回錯誤。\n回應碼：{rcode}\n記錄類型：{recordType}',
      actionRequired: '請檢查區域、名稱伺服器和網域註冊狀態。',
    },
    playback_failure: {
      title: '播放中斷：{region}',
      description:
        '{count, plural, other {# 個}}串流播放失敗。\n開始時間：{since, time, short}\n裝置：{devices, list, max=5}',
      actionRequired: '請立即調查原因。',
    },
    payment_failures: {
      title: '透過 {provider} 的付款失敗',
      description:
        '{count, plural, other {# 筆}}付款失敗（占所有嘗試的 {rate, number, percent}）。\n金額：{amount, number, ::.00} {currency}\n期間：{window, duration}',
      actionRequired: '請檢查供應商的狀態。如有其他供應商，請切換。',
    },
    recovered: {
      title: '服務 {service} 已恢復',
      description:
        '{count, plural, =0 {沒有使用者受到影響。} other {# 位使用者受到影響。}}\n持續時間：{elapsed, duration}',
    },
    high_latency: {
      title: '服務 {service} 回應緩慢',
      description:
        '延遲（p95）：{latency, duration, smallest=millisecond}\n上限：{limit, duration, smallest=millisecond}\n期間：{window, duration}',
      actionRequired: '請檢查負載、慢速查詢和最近的部署。',
    },
    error_rate_high: {
      title: '{service}：{rate, number, ::percent .#} 的要求失敗',
      description:
        '{count, plural, other {# 個}}要求失敗；上限為 {limit, number, percent}。\n最常見的錯誤：{error, code}',
      actionRequired: '請與最近的部署比對。如果是部署所致，請復原。',
    },
    queue_depth: {
      title: '佇列 {queue} 持續累積',
      description:
        '{count, plural, other {# 則}}訊息等待處理；{consumers, plural, =0 {沒有運作中的取用者} other {# 個取用者運作中}}。\n最舊的訊息已等待：{age, duration}',
      actionRequired: '請檢查取用者。如果運作正常，請增加取用者。',
    },
    rate_limit_hits: {
      title: '用戶端 {client} 超出速率限制',
      description:
        '{count, plural, other {# 個}}要求遭到拒絕。\n每分鐘允許：{limit, number}\n期間：{window, duration}',
      actionRequired: '請聯絡用戶端的負責人降低要求頻率，或提高限制。',
    },
    disk_full: {
      title: '主機 {host} 磁碟使用率 {used, number, percent}',
      description:
        '依此速度，磁碟將在 {hours, plural, other {# 小時}}後寫滿。\n掛載點：{mount, code}\n可用空間：{free, bytes}',
      actionRequired: '請釋出空間或擴充磁碟區。',
    },
    memory_pressure: {
      title: '主機 {host} 記憶體使用率 {used, number, percent}',
      description:
        '{count, plural, =0 {沒有處理程序遭到終止。} other {為釋出記憶體，已終止 # 個處理程序。}}\n可用：{free, bytes, binary}\n總計：{total, bytes, binary}',
      actionRequired: '請找出記憶體用量持續增加的處理程序。如果使用者受到影響，請重新啟動該處理程序。',
    },
    cpu_saturation: {
      title: '主機 {host} CPU 使用率 {used, number, percent}',
      description:
        '{cores, plural, other {# 個}}核心滿載。\n平均負載：{load, number}\n持續時間：{elapsed, duration}',
      actionRequired: '請檢查負載最高的處理程序或增加容量。',
    },
    database_connections: {
      title: '{database}：已使用 {used, number, percent} 的連線',
      description:
        '{waiting, plural, =0 {沒有查詢在等待。} other {# 個查詢正在等待。}}\n已開啟的連線：{count, number} / {limit, number}',
      actionRequired: '請尋找從未關閉的連線和長時間的交易。',
    },
    replication_lag: {
      title: '複本 {replica} 複寫延遲',
      description: '延遲：{lag, duration}\n上限：{limit, duration}\n主要伺服器：{primary}',
      actionRequired: '在複本追上之前，請勿容錯移轉至此複本。',
    },
    quota_nearly_used: {
      title: '{resource}：已使用 {used, number, percent} 的配額',
      description: '剩餘：{remaining, number} / {limit, number}\n重設日期：{resetsOn, date, long}',
      actionRequired: '請減少用量或申請更高的配額。',
    },
    cost_anomaly: {
      title: '費用異常：{account}',
      description:
        '實際：{actual, number, ::.00} {currency}（{change, number, ::percent sign-always}）\n預期：{expected, number, ::.00} {currency}\n日期：{day, date, long}\n主要原因：{driver}',
      actionRequired: '請查明原因並關閉不需要的資源。',
    },
    certificate_expiring: {
      title: '{days, plural, =0 {{domain} 的憑證今天到期} other {{domain} 的憑證將在 # 天後到期}}',
      description: '到期後，用戶端會拒絕連線。\n有效期限：{expiresOn, date, long}\n簽發者：{issuer}',
      actionRequired: '請更新憑證並安裝到所有伺服器。',
    },
    suspicious_sign_in: {
      title: '可疑的登入：{account}',
      description:
        '{reason, select, new_device {裝置未知。} impossible_travel {登入地點與上次登入相距過遠。} many_failures {在此之前有多次失敗的嘗試。} other {與平常的登入方式不同。}}\n地點：{place}（{ip}）\n時間：{at, slackDate}',
      actionRequired: '請向使用者確認。如有疑慮，請結束所有工作階段並重設密碼。',
    },
    credential_leak: {
      title: '認證資訊外洩：{credential}',
      description:
        '{kind, select, api_key {一組 API 金鑰已外洩。} token {一組存取權杖已外洩。} password {一組密碼已外洩。} other {一項機密資訊已外洩。}}\n發現位置：{location}\n最近使用：{lastUsed, slackDate}',
      actionRequired: '請立即撤銷並重新核發，同時檢查曾在何處使用。',
    },
    deploy_finished: {
      title: '部署完成：{service} {version}（{environment}）',
      description: '{changes, plural, other {# 項}}變更已上線。\n花費時間：{elapsed, duration}',
      footer: '部署者：{actor}',
    },
    deploy_failed: {
      title: '{service} {version}：部署失敗',
      description:
        '{rolledBack, select, yes {已恢復執行先前的版本。} other {新版本僅部分上線。}}\n環境：{environment}\n失敗的步驟：{step}',
      actionRequired: '重新部署之前，請先查看記錄。',
      openLog: '開啟記錄',
    },
    container_restarting: {
      title: '容器 {container} 不斷重新啟動',
      description:
        '已記錄 {count, plural, other {# 次}}重新啟動。\n期間：{window, duration}\n最近的結束代碼：{exitCode, number}',
      actionRequired: '請檢查容器的記錄和記憶體限制。',
    },
    backup_failed: {
      title: '資料庫 {database} 備份失敗',
      description:
        '已嘗試 {attempts, plural, other {# 次}}。\n錯誤：{error, code}\n上次成功的備份：{lastBackup, slackDate}',
      actionRequired: '請排除原因並手動啟動備份。',
    },
    job_failed: {
      title: '工作 {job} 失敗',
      description:
        '{willRetry, select, yes {將自動重試。} other {不會重試。}}\n錯誤：{error, code}\n嘗試次數：{attempts, number}',
      actionRequired: '請排除原因，必要時重新啟動工作。',
    },
    job_missed: {
      title: '工作 {job} 未啟動',
      description: '錯過 {missed, plural, other {# 次}}執行。\n排定時間：{dueAt, slackDate}',
      actionRequired: '請檢查排程器是否正在執行。',
    },
    data_pipeline_late: {
      title: '資料集 {dataset} 延遲',
      description:
        '{reports, plural, =0 {沒有報表受到影響。} other {# 份報表顯示的是過時數據。}}\n預期時間：{dueAt, slackDate}\n已延遲：{delay, duration}',
      actionRequired: '請檢查步驟 {step}，並通知報表的使用者。',
    },
    maintenance_planned: {
      title: '預定維護：{service}',
      description:
        '{impact, select, none {預計不會中斷。} read_only {這段期間服務為唯讀。} other {這段期間服務無法使用。}}',
      start: '開始：{startsAt, slackDate}',
      end: '結束：{endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}：已提升至第 {level, number} 級',
      description: '目前還沒有人確認此警示。\n已持續：{elapsed, duration}\n目前負責人：{responder, mention}',
      actionRequired: '請確認警示並接手處理。',
      openIncident: '開啟事件',
    },
  },
};
