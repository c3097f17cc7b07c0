import type { TemplateLocale } from '../template-locale.ts';

/**
 * Japanese. です・ます style in sentences, nouns in titles; full-width punctuation; a space stands between Japanese and
 * what Latin letters or figures may fill.
 */
export const ja: TemplateLocale = {
  locale: 'ja',
  terms: {
    alert: 'アラート',
    backup: 'バックアップ',
    certificate: '証明書',
    connection: '接続',
    credential: '認証情報',
    deployment: 'デプロイ',
    incident: 'インシデント',
    job: 'ジョブ',
    latency: 'レイテンシ',
    log: 'ログ',
    queue: 'キュー',
    quota: 'クォータ',
    request: 'リクエスト',
    'sign-in': 'サインイン',
  },
  texts: {
    service_outage: {
      title: '{service} が停止しています',
      description:
        'チェックが {count, plural, other {# 回}}連続で失敗しました。\nリージョン：{region}\n発生日時：{since, slackDate}',
      actionRequired: 'インシデントを宣言し、直近の変更を確認してください。',
    },
    host_unreachable: {
      title: 'ホスト {host} に到達できません',
      description:
        '{count, plural, other {# 件}}のサービスに影響しています：{services, list, max=5}\n最終確認日時：{lastSeen, slackDate}',
      actionRequired: '電源とネットワークを確認してください。復旧しない場合は、サービスを移動してください。',
    },
    dependency_down: {
      title: '{provider} が応答していません',
      description:
        '{count, plural, other {# 件}}の呼び出しが失敗しました。\n発生時刻：{since, time, short}\n影響を受ける機能：{features, list, max=5}',
      actionRequired:
        'プロバイダーのステータスページを確認してください。ユーザーに影響がある場合は、代替手段に切り替えてください。',
    },
    dns_failure: {
      title: '{domain} の名前解決ができません',
      description:
        '{count, plural, other {# 台}}のリゾルバーがエラーを返しています。\n応答コード：{rcode}\nレコードの種類：{recordType}',
      actionRequired: 'ゾーン、ネームサーバー、ドメインの登録状況を確認してください。',
    },
    playback_failure: {
      title: '再生障害：{region}',
      description:
        '{count, plural, other {# 件}}のストリームが再生できません。\n発生時刻：{since, time, short}\nデバイス：{devices, list, max=5}',
      actionRequired: '直ちに原因を調査してください。',
    },
    payment_failures: {
      title: '{provider} 経由の決済が失敗しています',
      description:
        '{count, plural, other {# 件}}の決済が失敗しました（全体の {rate, number, percent}）。\n金額：{amount, number, ::.00} {currency}\n期間：{window, duration}',
      actionRequired:
        'プロバイダーの稼働状況を確認してください。別のプロバイダーがある場合は切り替えてください。',
    },
    recovered: {
      title: '{service} が復旧しました',
      description:
        '{count, plural, =0 {影響を受けたユーザーはいません。} other {# 人のユーザーが影響を受けました。}}\n継続時間：{elapsed, duration}',
    },
    high_latency: {
      title: '{service} の応答が遅くなっています',
      description:
        'レイテンシ（p95）：{latency, duration, smallest=millisecond}\n上限：{limit, duration, smallest=millisecond}\n期間：{window, duration}',
      actionRequired: '負荷、遅いクエリ、直近のデプロイを確認してください。',
    },
    error_rate_high: {
      title: '{service}：リクエストの {rate, number, ::percent .#} が失敗しています',
      description:
        '{count, plural, other {# 件}}のリクエストが失敗しました（上限 {limit, number, percent}）。\n最も多いエラー：{error, code}',
      actionRequired: '直近のデプロイと照らし合わせ、原因であればロールバックしてください。',
    },
    queue_depth: {
      title: 'キュー {queue} が滞留しています',
      description:
        '{count, plural, other {# 件}}のメッセージが待機しており、{consumers, plural, =0 {稼働中のコンシューマーはありません} other {# 個のコンシューマーが稼働しています}}。\n最も古いメッセージの待機時間：{age, duration}',
      actionRequired: 'コンシューマーを確認してください。正常であれば追加してください。',
    },
    rate_limit_hits: {
      title: '{client} がレート制限を超えています',
      description:
        '{count, plural, other {# 件}}のリクエストを拒否しました。\n毎分の上限：{limit, number}\n期間：{window, duration}',
      actionRequired: 'クライアントの運用者に頻度を下げるよう依頼するか、上限を引き上げてください。',
    },
    disk_full: {
      title: 'ディスク使用率 {used, number, percent}：{host}',
      description:
        'このペースでは、ディスクは {hours, plural, other {# 時間}}で満杯になります。\nマウントポイント：{mount, code}\n空き容量：{free, bytes}',
      actionRequired: '空き容量を増やすか、ボリュームを拡張してください。',
    },
    memory_pressure: {
      title: 'メモリ使用率 {used, number, percent}：{host}',
      description:
        '{count, plural, =0 {強制終了されたプロセスはありません。} other {メモリ確保のため、# 個のプロセスが強制終了されました。}}\n空き：{free, bytes, binary}\n合計：{total, bytes, binary}',
      actionRequired:
        'メモリ使用量が増え続けているプロセスを特定してください。ユーザーに影響がある場合は再起動してください。',
    },
    cpu_saturation: {
      title: 'CPU 使用率 {used, number, percent}：{host}',
      description:
        '{cores, plural, other {# 個}}のコアが飽和しています。\nロードアベレージ：{load, number}\n継続時間：{elapsed, duration}',
      actionRequired: '負荷の高いプロセスを確認するか、リソースを追加してください。',
    },
    database_connections: {
      title: '{database}：接続の {used, number, percent} を使用中',
      description:
        '{waiting, plural, =0 {待機中のクエリはありません。} other {# 件のクエリが待機しています。}}\n使用中の接続：{count, number} / {limit, number}',
      actionRequired: '閉じられていない接続と長いトランザクションを調べてください。',
    },
    replication_lag: {
      title: 'レプリカ {replica} に遅延が発生しています',
      description: '遅延：{lag, duration}\n上限：{limit, duration}\nプライマリ：{primary}',
      actionRequired: '遅延が解消するまで、このレプリカにフェイルオーバーしないでください。',
    },
    quota_nearly_used: {
      title: '{resource}：クォータの {used, number, percent} を使用済み',
      description: '残り：{remaining, number} / {limit, number}\nリセット日：{resetsOn, date, long}',
      actionRequired: '使用量を減らすか、クォータの引き上げを申請してください。',
    },
    cost_anomaly: {
      title: '通常と異なるコスト：{account}',
      description:
        '実績：{actual, number, ::.00} {currency}（{change, number, ::percent sign-always}）\n想定：{expected, number, ::.00} {currency}\n対象日：{day, date, long}\n主な要因：{driver}',
      actionRequired: '原因を確認し、不要なものは停止してください。',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {{domain} の証明書は本日、有効期限が切れます} other {{domain} の証明書はあと # 日で有効期限が切れます}}',
      description:
        '期限が切れると、クライアントは接続を拒否します。\n有効期限：{expiresOn, date, long}\n発行者：{issuer}',
      actionRequired: '証明書を更新し、すべてのサーバーに配置してください。',
    },
    suspicious_sign_in: {
      title: '不審なサインイン：{account}',
      description:
        '{reason, select, new_device {未知のデバイスです。} impossible_travel {前回のサインイン場所から離れすぎています。} many_failures {直前に多数の失敗がありました。} other {通常のパターンと異なります。}}\n場所：{place}（{ip}）\n日時：{at, slackDate}',
      actionRequired:
        'ユーザーに確認してください。疑わしい場合は、すべてのセッションを終了し、パスワードをリセットしてください。',
    },
    credential_leak: {
      title: '認証情報の漏えい：{credential}',
      description:
        '{kind, select, api_key {API キーが漏えいしました。} token {アクセストークンが漏えいしました。} password {パスワードが漏えいしました。} other {機密情報が漏えいしました。}}\n発見場所：{location}\n最終使用日時：{lastUsed, slackDate}',
      actionRequired: '直ちに失効させて再発行し、使用された箇所を確認してください。',
    },
    deploy_finished: {
      title: 'デプロイ完了：{service} {version}（{environment}）',
      description: '{changes, plural, other {# 件}}の変更が反映されました。\n所要時間：{elapsed, duration}',
      footer: '実行者：{actor}',
    },
    deploy_failed: {
      title: '{service} {version}：デプロイ失敗',
      description:
        '{rolledBack, select, yes {以前のバージョンに戻りました。} other {新しいバージョンは一部にのみ反映されています。}}\n環境：{environment}\n失敗したステップ：{step}',
      actionRequired: '再度デプロイする前にログを確認してください。',
      openLog: 'ログを開く',
    },
    container_restarting: {
      title: 'コンテナ {container} が再起動を繰り返しています',
      description:
        '再起動を {count, plural, other {# 回}}検出しました。\n期間：{window, duration}\n最後の終了コード：{exitCode, number}',
      actionRequired: 'コンテナのログとメモリ上限を確認してください。',
    },
    backup_failed: {
      title: 'バックアップ失敗：{database}',
      description:
        '{attempts, plural, other {# 回}}試行しました。\nエラー：{error, code}\n最後に成功したバックアップ：{lastBackup, slackDate}',
      actionRequired: '原因を取り除き、バックアップを手動で開始してください。',
    },
    job_failed: {
      title: 'ジョブ {job} が失敗しました',
      description:
        '{willRetry, select, yes {自動的に再試行されます。} other {再試行は行われません。}}\nエラー：{error, code}\n試行回数：{attempts, number}',
      actionRequired: '原因を取り除き、必要に応じてジョブを再実行してください。',
    },
    job_missed: {
      title: 'ジョブ {job} が開始されませんでした',
      description: '{missed, plural, other {# 回}}の実行が行われていません。\n予定日時：{dueAt, slackDate}',
      actionRequired: 'スケジューラーが動作しているか確認してください。',
    },
    data_pipeline_late: {
      title: 'データセット {dataset} が遅れています',
      description:
        '{reports, plural, =0 {影響を受けるレポートはありません。} other {# 件のレポートに古い数値が表示されています。}}\n予定日時：{dueAt, slackDate}\n遅延：{delay, duration}',
      actionRequired: 'ステップ {step} を確認し、レポートの利用者に知らせてください。',
    },
    maintenance_planned: {
      title: 'メンテナンス予定：{service}',
      description:
        '{impact, select, none {中断は予定されていません。} read_only {期間中、サービスは読み取り専用になります。} other {期間中、サービスはご利用いただけません。}}',
      start: '開始：{startsAt, slackDate}',
      end: '終了：{endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}：レベル {level, number} にエスカレーションされました',
      description:
        'アラートはまだ誰にも確認されていません。\n経過時間：{elapsed, duration}\n現在の担当：{responder, mention}',
      actionRequired: 'アラートを確認し、対応を引き継いでください。',
      openIncident: 'インシデントを開く',
    },
  },
};
