/**
 * Characters of everyday software texts that only one of the two ways to write Chinese has, in pairs: the simplified one
 * first. Both are forms of the same word, so a text of one kind holds next to none of the other.
 */
const PAIRS =
  '设設 务務 应應 错錯 误誤 请請 认認 证證 码碼 账帳 户戶 页頁 网網 络絡 连連 发發 与與 为為 无無 这這 个個 们們 时時 间間 对對 关關 开開 闭閉 启啟 动動 态態 录錄 输輸 选選 择擇 项項 编編 辑輯 删刪 创創 建建 标標 签簽 题題 显顯 隐隱 级級 别別 报報 监監 视視 维維 护護 图圖 线線 组組 织織 员員 权權 类類 单單 双雙 数數 据據 库庫 备備 份份 传傳 载載 复複 制製 粘黏 贴貼 过過 滤濾 检檢 查查 见見 说說 话話 语語 词詞 读讀 写寫 觉覺 让讓 将將 还還 进進 远遠 运運 执執 处處 实實 验驗 试試 调調 节節 点點 击擊 钮鈕 链鏈 继繼 续續 终終 结結 给給 统統 纪紀 约約 红紅 绿綠 蓝藍 颜顏 体體 总總 计計 订訂 阅閱 议議 论論 评評 询詢 该該 详詳 邮郵 电電 脑腦 键鍵 软軟 硬硬 资資 费費 购購 买買 卖賣 货貨 区區 国國 际際 书書 东東 车車 门門 问問 闻聞 听聽 声聲 响響 频頻 乐樂 画畫 长長 张張 号號 历歷 旧舊 业業 产產 专專 严嚴 丢丟 两兩 仅僅 价價 优優 会會 伪偽 压壓 参參 变變 只隻 台臺 后後 从從 众眾 义義 亿億 临臨 举舉';

const HANS = new Set<string>();
const HANT = new Set<string>();
for (const pair of PAIRS.split(' ')) {
  const [simplified = '', traditional = ''] = pair;
  if (simplified === traditional) continue;
  HANS.add(simplified);
  HANT.add(traditional);
}
// Both ways to write know these, as other words.
for (const shared of '台只后') HANS.delete(shared);
for (const shared of '隻製複') HANT.delete(shared);

/** Which of the two a text is written in; `undefined` when no character of it tells. */
export function chineseOf(
  text: string,
): { readonly kind: 'Hans' | 'Hant'; readonly signs: number; readonly others: number } | undefined {
  let hans = 0;
  let hant = 0;
  for (const character of text) {
    if (HANS.has(character)) hans += 1;
    else if (HANT.has(character)) hant += 1;
  }
  if (hans === hant) return undefined;
  return hans > hant
    ? { kind: 'Hans', signs: hans, others: hant }
    : { kind: 'Hant', signs: hant, others: hans };
}
