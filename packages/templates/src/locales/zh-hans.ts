import type { TemplateLocale } from '../template-locale.ts';

/**
 * Chinese in simplified script, as it is written in mainland China. Full-width punctuation; a space stands between Chinese
 * and what Latin letters or figures may fill.
 */
export const zhHans: TemplateLocale = {
  locale: 'zh-Hans',
  terms: {
    alert: '告警',
    backup: '备份',
    certificate: '证书',
    connection: '连接',
    credential: '凭据',
    deployment: '部署',
    incident: '事件',
    job: '任务',
    latency: '延迟',
    log: '日志',
    queue: '队列',
    quota: '配额',
    request: '请求',
    'sign-in': '登录',
  },
  texts: {
    service_outage: {
      title: '服务 {service} 不可用',
      description:
        '连续 {count, plural, other {# 次}}检查失败。\n区域：{region}\n开始时间：{since, slackDate}',
      actionRequired: '请上报事件并检查最近的变更。',
    },
    host_unreachable: {
      title: '主机 {host} 无法访问',
      description:
        '{count, plural, other {# 项}}服务受影响：{services, list, max=5}。\n最后在线：{lastSeen, slackDate}',
      actionRequired: '请检查电源和网络。如果主机未恢复，请迁移服务。',
    },
    dependency_down: {
      title: '{provider} 无响应',
      description:
        '{count, plural, other {# 次}}调用失败。\n开始时间：{since, time, short}\n受影响的功能：{features, list, max=5}',
      actionRequired: '请关注服务商的状态页。如果用户受到影响，请切换到备用方案。',
    },
    dns_failure: {
      title: '无法解析 {domain}',
      description:
        '{count, plural, other {# 台}} DNS 解析服务器返回错误。\n响应码：{rcode}\n记录类型：{recordType}',
      actionRequired: '请检查区域、名称服务器和域名注册状态。',
    },
    playback_failure: {
      title: '播放中断：{region}',
      description:
        '{count, plural, other {# 路}}流播放失败。\n开始时间：{since, time, short}\n设备：{devices, list, max=5}',
      actionRequired: '请立即排查。',
    },
    payment_failures: {
      title: '通过 {provider} 的支付失败',
      description:
        '{count, plural, other {# 笔}}支付失败（占全部尝试的 {rate, number, percent}）。\n金额：{amount, number, ::.00} {currency}\n时间段：{window, duration}',
      actionRequired: '请检查服务商的状态。如有其他服务商，请切换。',
    },
    recovered: {
      title: '服务 {service} 已恢复',
      description:
        '{count, plural, =0 {没有用户受影响。} other {# 位用户受影响。}}\n持续时间：{elapsed, duration}',
    },
    high_latency: {
      title: '服务 {service} 响应缓慢',
      description:
        '延迟（p95）：{latency, duration, smallest=millisecond}\n上限：{limit, duration, smallest=millisecond}\n时间段：{window, duration}',
      actionRequired: '请检查负载、慢查询和最近的部署。',
    },
    error_rate_high: {
      title: '{service}：{rate, number, ::percent .#} 的请求失败',
      description:
        '{count, plural, other {# 个}}请求失败；上限为 {limit, number, percent}。\n最常见的错误：{error, code}',
      actionRequired: '请与最近的部署对比。如果是部署所致，请回滚。',
    },
    queue_depth: {
      title: '队列 {queue} 积压',
      description:
        '{count, plural, other {# 条}}消息等待处理；{consumers, plural, =0 {没有活跃的消费者} other {# 个消费者处于活跃状态}}。\n最早的消息已等待：{age, duration}',
      actionRequired: '请检查消费者。如果运行正常，请增加消费者。',
    },
    rate_limit_hits: {
      title: '客户端 {client} 超出速率限制',
      description:
        '{count, plural, other {# 个}}请求被拒绝。\n每分钟允许：{limit, number}\n时间段：{window, duration}',
      actionRequired: '请联系客户端的负责人降低请求频率，或提高限制。',
    },
    disk_full: {
      title: '主机 {host} 磁盘使用率 {used, number, percent}',
      description:
        '按此速度，磁盘将在 {hours, plural, other {# 小时}}后写满。\n挂载点：{mount, code}\n可用空间：{free, bytes}',
      actionRequired: '请释放空间或扩容卷。',
    },
    memory_pressure: {
      title: '主机 {host} 内存使用率 {used, number, percent}',
      description:
        '{count, plural, =0 {没有进程被终止。} other {为释放内存，已终止 # 个进程。}}\n可用：{free, bytes, binary}\n总计：{total, bytes, binary}',
      actionRequired: '请找出内存占用持续增长的进程。如果用户受到影响，请重启该进程。',
    },
    cpu_saturation: {
      title: '主机 {host} CPU 使用率 {used, number, percent}',
      description:
        '{cores, plural, other {# 个}}核心满载。\n平均负载：{load, number}\n持续时间：{elapsed, duration}',
      actionRequired: '请检查负载最高的进程或增加容量。',
    },
    database_connections: {
      title: '{database}：已使用 {used, number, percent} 的连接',
      description:
        '{waiting, plural, =0 {没有查询在等待。} other {# 个查询正在等待。}}\n已打开的连接：{count, number} / {limit, number}',
      actionRequired: '请查找从未关闭的连接和长事务。',
    },
    replication_lag: {
      title: '副本 {replica} 复制延迟',
      description: '延迟：{lag, duration}\n上限：{limit, duration}\n主库：{primary}',
      actionRequired: '在副本追上之前，请勿故障转移到该副本。',
    },
    quota_nearly_used: {
      title: '{resource}：已使用 {used, number, percent} 的配额',
      description: '剩余：{remaining, number} / {limit, number}\n重置日期：{resetsOn, date, long}',
      actionRequired: '请减少使用量或申请更高的配额。',
    },
    cost_anomaly: {
      title: '费用异常：{account}',
      description:
        '实际：{actual, number, ::.00} {currency}（{change, number, ::percent sign-always}）\n预期：{expected, number, ::.00} {currency}\n日期：{day, date, long}\n主要原因：{driver}',
      actionRequired: '请查明原因并关闭不需要的资源。',
    },
    certificate_expiring: {
      title: '{days, plural, =0 {{domain} 的证书今天到期} other {{domain} 的证书将在 # 天后到期}}',
      description: '到期后，客户端将拒绝连接。\n有效期至：{expiresOn, date, long}\n颁发者：{issuer}',
      actionRequired: '请续订证书并安装到所有服务器。',
    },
    suspicious_sign_in: {
      title: '可疑登录：{account}',
      description:
        '{reason, select, new_device {设备未知。} impossible_travel {登录地点与上次登录相距过远。} many_failures {此前有多次失败的尝试。} other {与平时的登录方式不同。}}\n地点：{place}（{ip}）\n时间：{at, slackDate}',
      actionRequired: '请与用户确认。如有疑问，请结束所有会话并重置密码。',
    },
    credential_leak: {
      title: '凭据泄露：{credential}',
      description:
        '{kind, select, api_key {一个 API 密钥已泄露。} token {一个访问令牌已泄露。} password {一个密码已泄露。} other {一项机密信息已泄露。}}\n发现位置：{location}\n最近使用：{lastUsed, slackDate}',
      actionRequired: '请立即吊销并重新签发，同时检查它在何处被使用过。',
    },
    deploy_finished: {
      title: '部署完成：{service} {version}（{environment}）',
      description: '{changes, plural, other {# 项}}变更已上线。\n用时：{elapsed, duration}',
      footer: '部署人：{actor}',
    },
    deploy_failed: {
      title: '{service} {version}：部署失败',
      description:
        '{rolledBack, select, yes {已恢复运行之前的版本。} other {新版本仅部分上线。}}\n环境：{environment}\n失败的步骤：{step}',
      actionRequired: '重新部署之前，请先查看日志。',
      openLog: '打开日志',
    },
    container_restarting: {
      title: '容器 {container} 反复重启',
      description:
        '已记录 {count, plural, other {# 次}}重启。\n时间段：{window, duration}\n最近的退出码：{exitCode, number}',
      actionRequired: '请检查容器的日志和内存限制。',
    },
    backup_failed: {
      title: '数据库 {database} 备份失败',
      description:
        '已尝试 {attempts, plural, other {# 次}}。\n错误：{error, code}\n最近一次成功备份：{lastBackup, slackDate}',
      actionRequired: '请排除故障原因并手动启动备份。',
    },
    job_failed: {
      title: '任务 {job} 失败',
      description:
        '{willRetry, select, yes {将自动重试。} other {不会重试。}}\n错误：{error, code}\n尝试次数：{attempts, number}',
      actionRequired: '请排除故障原因，必要时重新启动任务。',
    },
    job_missed: {
      title: '任务 {job} 未启动',
      description: '错过 {missed, plural, other {# 次}}运行。\n计划时间：{dueAt, slackDate}',
      actionRequired: '请检查调度器是否正在运行。',
    },
    data_pipeline_late: {
      title: '数据集 {dataset} 延迟',
      description:
        '{reports, plural, =0 {没有报表受影响。} other {# 份报表显示的是过时数据。}}\n预期时间：{dueAt, slackDate}\n已延迟：{delay, duration}',
      actionRequired: '请检查步骤 {step}，并通知报表的使用者。',
    },
    maintenance_planned: {
      title: '计划维护：{service}',
      description:
        '{impact, select, none {预计不会中断。} read_only {在此期间服务为只读。} other {在此期间服务不可用。}}',
      start: '开始：{startsAt, slackDate}',
      end: '结束：{endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}：已升级到第 {level, number} 级',
      description: '目前还没有人确认该告警。\n已持续：{elapsed, duration}\n当前负责人：{responder, mention}',
      actionRequired: '请确认告警并接手处理。',
      openIncident: '打开事件',
    },
  },
};
