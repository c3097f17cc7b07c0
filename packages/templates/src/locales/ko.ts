import type { TemplateLocale } from '../template-locale.ts';

/**
 * Korean. 합쇼체 in sentences; a noun follows each name, since the form of a particle depends on the sound before it.
 */
export const ko: TemplateLocale = {
  locale: 'ko',
  terms: {
    alert: '알림',
    backup: '백업',
    certificate: '인증서',
    connection: '연결',
    credential: '자격 증명',
    deployment: '배포',
    incident: '인시던트',
    job: '작업',
    latency: '지연 시간',
    log: '로그',
    queue: '대기열',
    quota: '할당량',
    request: '요청',
    'sign-in': '로그인',
  },
  texts: {
    service_outage: {
      title: '{service} 서비스 중단',
      description:
        '상태 확인이 연속으로 {count, plural, other {#회}} 실패했습니다.\n리전: {region}\n시작: {since, slackDate}',
      actionRequired: '인시던트를 등록하고 최근 변경 사항을 확인하세요.',
    },
    host_unreachable: {
      title: '{host} 호스트에 연결할 수 없음',
      description:
        '서비스 {count, plural, other {#개}}가 영향을 받고 있습니다: {services, list, max=5}\n마지막 응답: {lastSeen, slackDate}',
      actionRequired: '전원과 네트워크를 확인하세요. 호스트가 복구되지 않으면 서비스를 이전하세요.',
    },
    dependency_down: {
      title: '{provider} 서비스가 응답하지 않음',
      description:
        '호출 {count, plural, other {#건}}이 실패했습니다.\n시작: {since, time, short}\n영향을 받는 기능: {features, list, max=5}',
      actionRequired:
        '공급업체의 상태 페이지를 확인하세요. 사용자에게 영향이 있으면 대체 수단으로 전환하세요.',
    },
    dns_failure: {
      title: '{domain} 도메인을 확인할 수 없음',
      description:
        'DNS 서버 {count, plural, other {#대}}가 오류를 반환합니다.\n응답 코드: {rcode}\n레코드 유형: {recordType}',
      actionRequired: '영역, 네임서버, 도메인 등록 상태를 확인하세요.',
    },
    playback_failure: {
      title: '재생 중단: {region}',
      description:
        '스트림 {count, plural, other {#개}}가 재생되지 않습니다.\n시작: {since, time, short}\n기기: {devices, list, max=5}',
      actionRequired: '즉시 원인을 조사하세요.',
    },
    payment_failures: {
      title: '{provider} 결제 실패 발생',
      description:
        '결제 {count, plural, other {#건}}이 실패했습니다(전체 시도의 {rate, number, percent}).\n금액: {amount, number, ::.00} {currency}\n기간: {window, duration}',
      actionRequired: '공급업체의 상태를 확인하세요. 다른 공급업체가 있으면 전환하세요.',
    },
    recovered: {
      title: '{service} 서비스 복구됨',
      description:
        '{count, plural, =0 {영향을 받은 사용자가 없습니다.} other {사용자 #명이 영향을 받았습니다.}}\n지속 시간: {elapsed, duration}',
    },
    high_latency: {
      title: '{service} 서비스 응답 지연',
      description:
        '지연 시간(p95): {latency, duration, smallest=millisecond}\n한도: {limit, duration, smallest=millisecond}\n기간: {window, duration}',
      actionRequired: '부하, 느린 쿼리, 최근 배포를 확인하세요.',
    },
    error_rate_high: {
      title: '{service}: 요청의 {rate, number, ::percent .#} 실패',
      description:
        '요청 {count, plural, other {#건}}이 실패했습니다(한도 {limit, number, percent}).\n가장 많은 오류: {error, code}',
      actionRequired: '최근 배포와 비교하세요. 배포가 원인이면 롤백하세요.',
    },
    queue_depth: {
      title: '{queue} 대기열이 늘어나는 중',
      description:
        '메시지 {count, plural, other {#개}}가 대기 중이며, {consumers, plural, =0 {활성 소비자가 없습니다} other {활성 소비자는 #개입니다}}.\n가장 오래된 메시지: {age, duration}',
      actionRequired: '소비자를 확인하세요. 정상이면 소비자를 추가하세요.',
    },
    rate_limit_hits: {
      title: '{client} 클라이언트의 요청 한도 초과',
      description:
        '요청 {count, plural, other {#건}}이 거부되었습니다.\n분당 허용: {limit, number}\n기간: {window, duration}',
      actionRequired: '클라이언트 운영자에게 요청 빈도를 낮추도록 요청하거나 한도를 높이세요.',
    },
    disk_full: {
      title: '디스크 사용률 {used, number, percent}: {host}',
      description:
        '이 속도라면 {hours, plural, other {#시간}} 후에 디스크가 가득 찹니다.\n마운트 지점: {mount, code}\n여유 공간: {free, bytes}',
      actionRequired: '공간을 확보하거나 볼륨을 확장하세요.',
    },
    memory_pressure: {
      title: '메모리 사용률 {used, number, percent}: {host}',
      description:
        '{count, plural, =0 {종료된 프로세스가 없습니다.} other {메모리 확보를 위해 프로세스 #개가 종료되었습니다.}}\n여유: {free, bytes, binary}\n전체: {total, bytes, binary}',
      actionRequired:
        '메모리 사용량이 계속 늘어나는 프로세스를 찾으세요. 사용자에게 영향이 있으면 다시 시작하세요.',
    },
    cpu_saturation: {
      title: 'CPU 사용률 {used, number, percent}: {host}',
      description:
        '코어 {cores, plural, other {#개}}가 모두 사용 중입니다.\n평균 부하: {load, number}\n지속 시간: {elapsed, duration}',
      actionRequired: '부하가 가장 큰 프로세스를 확인하거나 용량을 늘리세요.',
    },
    database_connections: {
      title: '{database}: 연결의 {used, number, percent} 사용 중',
      description:
        '{waiting, plural, =0 {대기 중인 쿼리가 없습니다.} other {쿼리 #개가 대기 중입니다.}}\n열린 연결: {count, number} / {limit, number}',
      actionRequired: '닫히지 않는 연결과 오래 걸리는 트랜잭션을 찾으세요.',
    },
    replication_lag: {
      title: '{replica} 복제본 지연',
      description: '지연: {lag, duration}\n한도: {limit, duration}\n기본 서버: {primary}',
      actionRequired: '지연이 해소되기 전에는 이 복제본으로 장애 조치하지 마세요.',
    },
    quota_nearly_used: {
      title: '{resource}: 할당량의 {used, number, percent} 사용',
      description: '남은 양: {remaining, number} / {limit, number}\n초기화 날짜: {resetsOn, date, long}',
      actionRequired: '사용량을 줄이거나 할당량 증가를 요청하세요.',
    },
    cost_anomaly: {
      title: '비정상적인 비용: {account}',
      description:
        '실제: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\n예상: {expected, number, ::.00} {currency}\n날짜: {day, date, long}\n주요 원인: {driver}',
      actionRequired: '원인을 확인하고 필요하지 않은 리소스를 끄세요.',
    },
    certificate_expiring: {
      title: '{days, plural, =0 {{domain} 인증서가 오늘 만료됨} other {{domain} 인증서가 #일 후 만료됨}}',
      description:
        '만료되면 클라이언트가 연결을 거부합니다.\n유효 기한: {expiresOn, date, long}\n발급자: {issuer}',
      actionRequired: '인증서를 갱신하고 모든 서버에 설치하세요.',
    },
    suspicious_sign_in: {
      title: '의심스러운 로그인: {account}',
      description:
        '{reason, select, new_device {알 수 없는 기기입니다.} impossible_travel {이전 로그인 위치에서 너무 멉니다.} many_failures {직전에 실패한 시도가 많았습니다.} other {평소 패턴과 다릅니다.}}\n위치: {place} ({ip})\n시간: {at, slackDate}',
      actionRequired: '사용자에게 확인하세요. 의심되면 모든 세션을 종료하고 비밀번호를 재설정하세요.',
    },
    credential_leak: {
      title: '자격 증명 유출: {credential}',
      description:
        '{kind, select, api_key {API 키가 유출되었습니다.} token {액세스 토큰이 유출되었습니다.} password {비밀번호가 유출되었습니다.} other {비밀 정보가 유출되었습니다.}}\n발견 위치: {location}\n마지막 사용: {lastUsed, slackDate}',
      actionRequired: '즉시 폐기하고 새로 발급한 뒤 어디에서 사용되었는지 확인하세요.',
    },
    deploy_finished: {
      title: '배포 완료: {service} {version} ({environment})',
      description:
        '변경 사항 {changes, plural, other {#건}}이 적용되었습니다.\n소요 시간: {elapsed, duration}',
      footer: '배포한 사람: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: 배포 실패',
      description:
        '{rolledBack, select, yes {이전 버전이 다시 실행 중입니다.} other {새 버전이 일부에만 배포되었습니다.}}\n환경: {environment}\n실패한 단계: {step}',
      actionRequired: '다시 배포하기 전에 로그를 확인하세요.',
      openLog: '로그 열기',
    },
    container_restarting: {
      title: '{container} 컨테이너가 계속 다시 시작됨',
      description:
        '재시작이 {count, plural, other {#회}} 기록되었습니다.\n기간: {window, duration}\n마지막 종료 코드: {exitCode, number}',
      actionRequired: '컨테이너의 로그와 메모리 한도를 확인하세요.',
    },
    backup_failed: {
      title: '{database} 백업 실패',
      description:
        '{attempts, plural, other {#회}} 시도했습니다.\n오류: {error, code}\n마지막으로 성공한 백업: {lastBackup, slackDate}',
      actionRequired: '원인을 해결하고 백업을 수동으로 시작하세요.',
    },
    job_failed: {
      title: '{job} 작업 실패',
      description:
        '{willRetry, select, yes {자동으로 다시 시도합니다.} other {다시 시도하지 않습니다.}}\n오류: {error, code}\n시도 횟수: {attempts, number}',
      actionRequired: '원인을 해결하고 필요하면 작업을 다시 시작하세요.',
    },
    job_missed: {
      title: '{job} 작업이 시작되지 않음',
      description: '실행이 {missed, plural, other {#회}} 누락되었습니다.\n예정: {dueAt, slackDate}',
      actionRequired: '스케줄러가 실행 중인지 확인하세요.',
    },
    data_pipeline_late: {
      title: '{dataset} 데이터 세트 지연',
      description:
        '{reports, plural, =0 {영향을 받는 보고서가 없습니다.} other {보고서 #개에 오래된 수치가 표시됩니다.}}\n예정: {dueAt, slackDate}\n지연: {delay, duration}',
      actionRequired: '{step} 단계를 확인하고 보고서 사용자에게 알리세요.',
    },
    maintenance_planned: {
      title: '예정된 유지 관리: {service}',
      description:
        '{impact, select, none {중단은 예상되지 않습니다.} read_only {이 기간에는 서비스가 읽기 전용으로 제공됩니다.} other {이 기간에는 서비스를 사용할 수 없습니다.}}',
      start: '시작: {startsAt, slackDate}',
      end: '종료: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: {level, number}단계로 에스컬레이션됨',
      description:
        '아직 아무도 알림을 확인하지 않았습니다.\n경과 시간: {elapsed, duration}\n현재 담당: {responder, mention}',
      actionRequired: '알림을 확인하고 처리를 맡으세요.',
      openIncident: '인시던트 열기',
    },
  },
};
