import type { TemplateLocale } from '../template-locale.ts';

/** Vietnamese. «Hãy» opens what is asked for; a noun stands before each name. */
export const vi: TemplateLocale = {
  locale: 'vi',
  terms: {
    alert: 'cảnh báo',
    backup: 'sao lưu',
    certificate: 'chứng chỉ',
    connection: 'kết nối',
    credential: 'thông tin xác thực',
    deployment: 'triển khai',
    incident: 'sự cố',
    job: 'tác vụ',
    latency: 'độ trễ',
    log: 'nhật ký',
    queue: 'hàng đợi',
    quota: 'hạn mức',
    request: 'yêu cầu',
    'sign-in': 'đăng nhập',
  },
  texts: {
    service_outage: {
      title: 'Dịch vụ {service} ngừng hoạt động',
      description:
        '{count, plural, other {# lần kiểm tra liên tiếp}} thất bại.\nKhu vực: {region}\nTừ: {since, slackDate}',
      actionRequired: 'Hãy khai báo sự cố và kiểm tra các thay đổi gần đây.',
    },
    host_unreachable: {
      title: 'Không kết nối được với máy chủ {host}',
      description:
        '{count, plural, other {# dịch vụ}} bị ảnh hưởng: {services, list, max=5}.\nLần phản hồi cuối: {lastSeen, slackDate}',
      actionRequired: 'Hãy kiểm tra nguồn điện và mạng. Chuyển các dịch vụ đi nếu máy chủ không khôi phục.',
    },
    dependency_down: {
      title: '{provider} không phản hồi',
      description:
        '{count, plural, other {# lệnh gọi}} thất bại.\nTừ: {since, time, short}\nTính năng bị ảnh hưởng: {features, list, max=5}',
      actionRequired:
        'Hãy theo dõi trang trạng thái của nhà cung cấp. Chuyển sang phương án dự phòng nếu người dùng bị ảnh hưởng.',
    },
    dns_failure: {
      title: 'Không phân giải được tên miền {domain}',
      description:
        '{count, plural, other {# máy chủ DNS}} báo lỗi.\nMã phản hồi: {rcode}\nLoại bản ghi: {recordType}',
      actionRequired: 'Hãy kiểm tra vùng DNS, máy chủ tên và đăng ký tên miền.',
    },
    playback_failure: {
      title: 'Gián đoạn phát nội dung tại {region}',
      description:
        '{count, plural, other {# luồng}} bị lỗi.\nTừ: {since, time, short}\nThiết bị: {devices, list, max=5}',
      actionRequired: 'Hãy điều tra nguyên nhân ngay lập tức.',
    },
    payment_failures: {
      title: 'Thanh toán qua {provider} bị lỗi',
      description:
        '{count, plural, other {# khoản thanh toán}} thất bại ({rate, number, percent} tổng số lần thử).\nSố tiền: {amount, number, ::.00} {currency}\nKhoảng thời gian: {window, duration}',
      actionRequired: 'Hãy kiểm tra trạng thái của nhà cung cấp. Chuyển sang nhà cung cấp khác nếu có.',
    },
    recovered: {
      title: 'Dịch vụ {service} đã hoạt động trở lại',
      description:
        '{count, plural, =0 {Không có người dùng nào bị ảnh hưởng.} other {# người dùng bị ảnh hưởng.}}\nThời lượng: {elapsed, duration}',
    },
    high_latency: {
      title: 'Dịch vụ {service} phản hồi chậm',
      description:
        'Độ trễ (p95): {latency, duration, smallest=millisecond}\nGiới hạn: {limit, duration, smallest=millisecond}\nKhoảng thời gian: {window, duration}',
      actionRequired: 'Hãy kiểm tra tải, các truy vấn chậm và lần triển khai gần nhất.',
    },
    error_rate_high: {
      title: '{service}: {rate, number, ::percent .#} yêu cầu thất bại',
      description:
        '{count, plural, other {# yêu cầu}} thất bại; giới hạn là {limit, number, percent}.\nLỗi thường gặp nhất: {error, code}',
      actionRequired: 'Hãy so sánh với lần triển khai gần nhất. Hoàn tác nếu đó là nguyên nhân.',
    },
    queue_depth: {
      title: 'Hàng đợi {queue} đang dài thêm',
      description:
        '{count, plural, other {# thông điệp}} đang chờ; {consumers, plural, =0 {không có tiến trình xử lý nào hoạt động} other {# tiến trình xử lý đang hoạt động}}.\nThông điệp cũ nhất: {age, duration}',
      actionRequired: 'Hãy kiểm tra các tiến trình xử lý. Thêm tiến trình nếu chúng hoạt động bình thường.',
    },
    rate_limit_hits: {
      title: 'Máy khách {client} vượt giới hạn yêu cầu',
      description:
        '{count, plural, other {# yêu cầu}} bị từ chối.\nCho phép mỗi phút: {limit, number}\nKhoảng thời gian: {window, duration}',
      actionRequired: 'Hãy đề nghị bên vận hành máy khách giảm tần suất, hoặc nâng giới hạn.',
    },
    disk_full: {
      title: 'Ổ đĩa đầy {used, number, percent} trên {host}',
      description:
        'Với tốc độ này, ổ đĩa sẽ đầy sau {hours, plural, other {# giờ}}.\nĐiểm gắn kết: {mount, code}\nCòn trống: {free, bytes}',
      actionRequired: 'Hãy giải phóng dung lượng hoặc mở rộng ổ đĩa.',
    },
    memory_pressure: {
      title: 'Bộ nhớ đã dùng {used, number, percent} trên {host}',
      description:
        '{count, plural, =0 {Không có tiến trình nào bị dừng.} other {# tiến trình bị dừng để giải phóng bộ nhớ.}}\nCòn trống: {free, bytes, binary}\nTổng cộng: {total, bytes, binary}',
      actionRequired:
        'Hãy tìm tiến trình có mức dùng bộ nhớ đang tăng. Khởi động lại tiến trình đó nếu người dùng bị ảnh hưởng.',
    },
    cpu_saturation: {
      title: 'CPU ở mức {used, number, percent} trên {host}',
      description:
        '{cores, plural, other {# lõi}} đang chạy hết công suất.\nTải trung bình: {load, number}\nThời lượng: {elapsed, duration}',
      actionRequired: 'Hãy kiểm tra các tiến trình nặng nhất hoặc tăng năng lực xử lý.',
    },
    database_connections: {
      title: '{database}: đã dùng {used, number, percent} số kết nối',
      description:
        '{waiting, plural, =0 {Không có truy vấn nào đang chờ.} other {# truy vấn đang chờ.}}\nKết nối đang mở: {count, number} trên {limit, number}',
      actionRequired: 'Hãy tìm các kết nối không bao giờ đóng và các giao dịch kéo dài.',
    },
    replication_lag: {
      title: 'Bản sao {replica} đang bị trễ',
      description: 'Độ trễ: {lag, duration}\nGiới hạn: {limit, duration}\nMáy chủ chính: {primary}',
      actionRequired: 'Không chuyển sang bản sao này trước khi nó bắt kịp.',
    },
    quota_nearly_used: {
      title: '{resource}: đã dùng {used, number, percent} hạn mức',
      description: 'Còn lại: {remaining, number} trên {limit, number}\nNgày đặt lại: {resetsOn, date, long}',
      actionRequired: 'Hãy giảm mức sử dụng hoặc yêu cầu hạn mức cao hơn.',
    },
    cost_anomaly: {
      title: 'Chi phí bất thường: {account}',
      description:
        'Thực tế: {actual, number, ::.00} {currency} ({change, number, ::percent sign-always})\nDự kiến: {expected, number, ::.00} {currency}\nNgày: {day, date, long}\nNguyên nhân chính: {driver}',
      actionRequired: 'Hãy kiểm tra nguyên nhân và tắt những gì không cần thiết.',
    },
    certificate_expiring: {
      title:
        '{days, plural, =0 {Chứng chỉ của {domain} hết hạn hôm nay} other {Chứng chỉ của {domain} sẽ hết hạn sau # ngày}}',
      description:
        'Sau khi hết hạn, máy khách sẽ từ chối kết nối.\nHiệu lực đến: {expiresOn, date, long}\nĐơn vị cấp: {issuer}',
      actionRequired: 'Hãy gia hạn chứng chỉ và cài đặt trên tất cả máy chủ.',
    },
    suspicious_sign_in: {
      title: 'Đăng nhập đáng ngờ: {account}',
      description:
        '{reason, select, new_device {Thiết bị chưa từng được biết đến.} impossible_travel {Địa điểm quá xa so với lần đăng nhập trước.} many_failures {Trước đó có nhiều lần thử thất bại.} other {Khác với cách đăng nhập thường thấy.}}\nĐịa điểm: {place} ({ip})\nThời điểm: {at, slackDate}',
      actionRequired:
        'Hãy xác nhận với người dùng. Nếu nghi ngờ, hãy kết thúc mọi phiên và đặt lại mật khẩu.',
    },
    credential_leak: {
      title: 'Lộ thông tin xác thực: {credential}',
      description:
        '{kind, select, api_key {Một khóa API đã bị lộ.} token {Một mã truy cập đã bị lộ.} password {Một mật khẩu đã bị lộ.} other {Một thông tin bí mật đã bị lộ.}}\nNơi phát hiện: {location}\nLần dùng cuối: {lastUsed, slackDate}',
      actionRequired: 'Hãy thu hồi ngay, cấp thông tin mới và kiểm tra nơi thông tin cũ đã được dùng.',
    },
    deploy_finished: {
      title: 'Đã triển khai {service} {version} ({environment})',
      description: '{changes, plural, other {# thay đổi}} đã có hiệu lực.\nThời lượng: {elapsed, duration}',
      footer: 'Người triển khai: {actor}',
    },
    deploy_failed: {
      title: '{service} {version}: triển khai thất bại',
      description:
        '{rolledBack, select, yes {Phiên bản trước đang chạy trở lại.} other {Phiên bản mới chỉ được triển khai một phần.}}\nMôi trường: {environment}\nBước bị lỗi: {step}',
      actionRequired: 'Hãy đọc nhật ký trước khi triển khai lại.',
      openLog: 'Mở nhật ký',
    },
    container_restarting: {
      title: 'Vùng chứa {container} liên tục khởi động lại',
      description:
        'Ghi nhận {count, plural, other {# lần khởi động lại}}.\nKhoảng thời gian: {window, duration}\nMã thoát gần nhất: {exitCode, number}',
      actionRequired: 'Hãy kiểm tra nhật ký và giới hạn bộ nhớ của vùng chứa.',
    },
    backup_failed: {
      title: 'Sao lưu {database} thất bại',
      description:
        'Đã thử {attempts, plural, other {# lần}}.\nLỗi: {error, code}\nLần sao lưu thành công gần nhất: {lastBackup, slackDate}',
      actionRequired: 'Hãy khắc phục nguyên nhân và khởi chạy sao lưu theo cách thủ công.',
    },
    job_failed: {
      title: 'Tác vụ {job} thất bại',
      description:
        '{willRetry, select, yes {Tác vụ sẽ được tự động thử lại.} other {Tác vụ sẽ không được thử lại.}}\nLỗi: {error, code}\nSố lần thử: {attempts, number}',
      actionRequired: 'Hãy khắc phục nguyên nhân và khởi chạy lại tác vụ nếu cần.',
    },
    job_missed: {
      title: 'Tác vụ {job} không khởi chạy',
      description: 'Đã bỏ lỡ {missed, plural, other {# lần chạy}}.\nThời điểm dự kiến: {dueAt, slackDate}',
      actionRequired: 'Hãy kiểm tra xem trình lập lịch có đang chạy không.',
    },
    data_pipeline_late: {
      title: 'Tập dữ liệu {dataset} bị trễ',
      description:
        '{reports, plural, =0 {Không có báo cáo nào bị ảnh hưởng.} other {# báo cáo đang hiển thị số liệu cũ.}}\nThời điểm dự kiến: {dueAt, slackDate}\nTrễ: {delay, duration}',
      actionRequired: 'Hãy kiểm tra bước {step} và thông báo cho người dùng báo cáo.',
    },
    maintenance_planned: {
      title: 'Bảo trì theo kế hoạch: {service}',
      description:
        '{impact, select, none {Dự kiến không có gián đoạn.} read_only {Trong thời gian này, dịch vụ chỉ cho phép đọc.} other {Trong thời gian này, dịch vụ sẽ không khả dụng.}}',
      start: 'Bắt đầu: {startsAt, slackDate}',
      end: 'Kết thúc: {endsAt, slackDate}',
    },
    escalation: {
      title: '{incident}: chuyển lên cấp {level, number}',
      description:
        'Chưa có ai xác nhận cảnh báo.\nThời gian chưa xử lý: {elapsed, duration}\nNgười phụ trách hiện tại: {responder, mention}',
      actionRequired: 'Hãy xác nhận cảnh báo và tiếp nhận xử lý.',
      openIncident: 'Mở sự cố',
    },
  },
};
