/**
 * One sentence for customers whose language we do not speak, by the code that the identifier gives: that we are sorry,
 * and that they may choose one that we do. No facts in them. A language that is missing here gets our own sentence only.
 */
const WORDS: Readonly<Record<string, string>> = {
  ar: 'عذرًا، لا أتحدث لغتك بعد. من فضلك اختر إحدى هذه اللغات:',
  bg: 'Съжаляваме, още не говоря български. Моля, изберете един от тези езици:',
  ca: 'Ho sento, encara no parlo català. Si us plau, trieu una d’aquestes llengües:',
  cs: 'Omlouvám se, česky zatím neumím. Vyberte si prosím jeden z těchto jazyků:',
  da: 'Beklager, jeg taler ikke dansk endnu. Vælg venligst et af disse sprog:',
  el: 'Συγγνώμη, δεν μιλάω ακόμα ελληνικά. Παρακαλώ διαλέξτε μία από αυτές τις γλώσσες:',
  et: 'Vabandust, ma ei räägi veel eesti keelt. Palun valige üks neist keeltest:',
  fi: 'Anteeksi, en puhu vielä suomea. Valitkaa jokin näistä kielistä:',
  he: 'סליחה, אני עדיין לא מדבר עברית. אנא בחרו באחת מהשפות האלה:',
  hi: 'माफ़ कीजिए, मैं अभी हिन्दी नहीं बोलता। कृपया इनमें से एक भाषा चुनें:',
  hr: 'Žao mi je, još ne govorim hrvatski. Molim odaberite jedan od ovih jezika:',
  hu: 'Elnézést, még nem beszélek magyarul. Kérem, válasszon egyet ezek közül a nyelvek közül:',
  ja: '申し訳ありません。日本語にはまだ対応していません。次の言語からお選びください。',
  ko: '죄송합니다. 아직 한국어를 지원하지 않습니다. 다음 언어 중에서 선택해 주세요.',
  lt: 'Atsiprašau, lietuviškai dar nekalbu. Pasirinkite vieną iš šių kalbų:',
  lv: 'Atvainojiet, latviski vēl nerunāju. Lūdzu, izvēlieties vienu no šīm valodām:',
  nl: 'Sorry, ik spreek nog geen Nederlands. Kies alstublieft een van deze talen:',
  no: 'Beklager, jeg snakker ikke norsk ennå. Velg gjerne et av disse språkene:',
  pl: 'Przepraszam, nie mówię jeszcze po polsku. Proszę wybrać jeden z tych języków:',
  ro: 'Îmi pare rău, încă nu vorbesc română. Vă rog să alegeți una dintre aceste limbi:',
  ru: 'Извините, я пока не говорю по-русски. Пожалуйста, выберите один из этих языков:',
  sk: 'Prepáčte, po slovensky zatiaľ neviem. Vyberte si prosím jeden z týchto jazykov:',
  sl: 'Oprostite, slovensko še ne govorim. Prosim, izberite enega od teh jezikov:',
  sr: 'Извините, још не говорим српски. Молимо изаберите један од ових језика:',
  sv: 'Förlåt, jag talar inte svenska ännu. Välj gärna ett av de här språken:',
  th: 'ขออภัย ฉันยังพูดภาษาไทยไม่ได้ กรุณาเลือกหนึ่งในภาษาเหล่านี้',
  tr: 'Üzgünüm, henüz Türkçe bilmiyorum. Lütfen bu dillerden birini seçin:',
  uk: 'Вибачте, я поки не розмовляю українською. Будь ласка, оберіть одну з цих мов:',
  vi: 'Xin lỗi, tôi chưa nói được tiếng Việt. Vui lòng chọn một trong các ngôn ngữ sau:',
  zh: '抱歉，我暂时不会说中文。请选择以下语言之一：',
};

export function politeWords(code: string): string | undefined {
  return WORDS[code];
}
