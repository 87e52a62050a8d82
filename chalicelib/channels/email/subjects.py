"""Subjects that machines write, by language. Used only when no header says it."""

import re

from chalicelib.channels.email.patterns import Lazy

_REPLY = Lazy(
    r"\s{0,9}(?:re|fwd?|aw|wg|tr|rv|sv|vs|vl|ref|antw|res|enc|odp|pd|отв|пересл|відп|ynt|ilt|回复|回覆|转发|轉寄|答复|trả lời|رد|fw|i|r|rif|doorst|vb|atb|na|továbbítás|vá|σχετ|πρθ|השב|הועבר)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]",
    re.IGNORECASE,
)

# Only what an autoresponder writes. "Absence", "on vacation", "Abwesenheit", "afwezig", "frånvaro" are left out on purpose:
# in mail to a school they are what parents write about their children.
# Phrases that a person may write too ("Fuera de la oficina del director"): a machine's stand alone or before its punctuation.
_ALONE = (
    r"auto(?:matic|mated|matisk|matica|mática|matique|matisch|matische|matyczn\w{1,3}|matick\w{1,2}|maattinen)[ -](?:repl\w{1,3}|respon\w{1,4}|answer|svar|antwort|antwoord|vastaus|odpowied\w{1,3}|odpov\w{1,4})\b",
    r"auto[- ]?(?:reply|response|responder|respuesta|resposta|antwort|svar|odpowied\w{1,3})\b|autoodpowied\w{1,3}|automatiskt? svar|autosvar",
    r"out[ -]of[ -](?:the[ -])?office\b|.{0,60}\bis (?:currently )?out of (?:the )?office|(?:i am |i'm )?(?:away|out) (?:from|of) (?:the |my )?(?:office|desk|e-?mail)",
    r"vacation (?:reply|response|message|notice|auto)|away (?:message|notice|notification)\b",
    r"respuesta (?:autom\w+|de ausencia)|mensaje autom\w+|fuera de (?:la )?oficina|ausente de la oficina|ausencia de la oficina",
    r"r[ée]ponse automatique|message automatique(?: d.absence)?|absen(?:ce|te?) (?:du|de) bureau|message d.absence|avis d.absence du bureau",
    r"automatische (?:antwort|r[üu]ck(?:meldung|antwort)|nachricht|abwesenheit\w*)|abwesenheits?(?:notiz|nachricht|assistent|agent|benachrichtigung)|nicht im b[üu]ro",
    r"resposta autom\w+|mensagem autom\w+|fora do escrit[óo]rio|ausente do escrit\w+|ausência do escrit\w+",
    r"risposta automatica|risponditore automatico|messaggio automatico|fuori (?:ufficio|sede|dall.ufficio)|assen(?:te|za) dall.ufficio",
    r"automatisch (?:antwoord|bericht)|afwezigheids(?:bericht|assistent|melding)|buiten kantoor|niet op kantoor",
    r"(?:ej|inte) på kontoret|frånvaromeddelande|ikke på kontoret|ude af kontoret|fraværsmelding|fraværsbesked|fraværsassistent",
    r"en ole toimistolla|poissa toimistosta|poissaoloviesti|automaattivastaus|odpowied\w{1,3} automatyczna|poza biurem|mimo kancel\w+|automatick[áa] (?:zpr[áa]va|spr[áa]va)",
    r"автоматический ответ|автоответ\w*|автоматическ(?:ое|ий) (?:сообщение|уведомление)|вне офиса|отсутствие на рабочем месте|автоматична відповідь|автовідповідь|поза офісом",
    r"otomatik (?:yan[ıi]t|cevap|mesaj)|ofis d[ıi][şs][ıi]nda\w*|tr[ảa] l[ờo]i t[ựu] [đd][ộo]ng|t[ựu] [đd][ộo]ng tr[ảa] l[ờo]i|thư trả lời tự động|ngoài văn phòng",
    r"رد تلقائي|الرد (?:التلقائي|الآلي)|رد آلي|خارج المكتب|jawaab (?:toos ah|otomaatig ah|otomaatik ah|iskeed ah)|xafiiska (?:ka )?maqan|xafiiska (?:ma|kama) joogo",
    r"r[ăa]spuns automat|automatikus (?:v[áa]lasz|[üu]zenet)|αυτόματη απάντηση|מענה אוטומטי|תשובה אוטומטית|resposta automàtica|balasan otomatis|repons otomatik|awtomatikong (?:tugon|sagot)|स्वचालित (?:उत्तर|जवाब|प्रतिक्रिया)|(?:avtomatski|automatski) odgovor",
)
_TAIL = (
    r"(?=\s{0,3}(?:$|[:：;\-–—(\[|!.\])>】*/…]|\d|,? ?(?:back|returning|will return)\b|(?:until|till|through|starting|on (?:leave|vacation|holiday|pto)|re|autoreply|auto|reply|response|assistant|notification|message|to your)\b"
    # Words for "since" and "until" mean "of" and "from" as well: "Réponse automatique du portail". A date follows a machine's.
    r"|(?:hasta|desde|jusqu|du|bis|vom|ab|até|a partir|fino|dal|tot|vanaf|t\.o\.m|fram|til|asti|до|с|з|kadar)\b(?=\D{0,20}\d)|from (?:\S{1,64}@|(?-i:[A-Z]))))"
)
# Phrases no person begins a subject with, whatever follows.
_ALWAYS = (
    r"we(?:'ve| have)? received your (?:request|message|e-?mail|inquiry|enquiry|ticket)|\S{1,20} auto[- ]?(?:response|reply)$",
    r"auto: .{0,80}(?:out of|away|absen|abwesend|fuera|ausente)|auto re\b|ooo ?(?:[:!-]|re:)",
    r"(?:abwesenheit|frav[æa]r|frånvaro|ausencia|ausência|absence|assenza|afwezigheid|poissaolo|nieobecność) ?[:–-] ?auto\w{2,12} \w{3,12}",
    r"(?:i'm |i am )?(?:currently )?(?:away|absent|out|on (?:vacation|leave|holiday|pto))[ ,.!–-]{1,3}(?:re|aw|sv) ?:",
    r"自动(?:回复|答复|应答)|自動(?:回覆|回復|答覆|応答|返信)|【自動(?:返信|応答|送信)|不在(?:通知|のお知らせ|連絡)|不在办公室|不在辦公室|자동 ?(?:회신|응답|답장)|부재 ?중 ?(?:자동|회신|알림)",
    r"ตอบกลับอัตโนมัติ",
)
# The automatic phrase stands first; a person who answers such a mail has "Re:" before it.
AUTOMATIC = Lazy(
    r"[\[(<【*\s]{0,6}(?:"
    + "|".join(_ALWAYS)
    + r"|(?:"
    + "|".join(_ALONE)
    + r")"
    + _TAIL
    + r")|.{1,150}[\[(](?:auto(?:matic)?[- ](?:\S{1,30} )?reply|autoreply|out of office|automatische antwort|réponse automatique|respuesta automática)[\])]$",
    re.IGNORECASE,
)

AUTOMATIC_TEXT = Lazy(
    r"this is an? automat(?:ic|ed) (?:reply|response|e-?mail|message|notification)|this (?:e-?mail|message|reply) (?:is|was|has been) (?:sent |generated )?automatic|automatically generated (?:reply|message|e-?mail|response)|(?:i am|i'm|i will be) (?:currently )?out of (?:the|my) office\b(?=.{0,200}(?:(?:limited|no|intermittent) access|urgent|in my absence|(?:when|as soon as) i (?:return|am back|get back)|(?:up)?on my return|\byour (?:e-?mail|message)))"
    r"|est[ea] es una? (?:respuesta|mensaje) autom|mensaje generado autom|ceci est une? (?:réponse|message) automatique|(?:ce|cet) (?:message|e-?mail|courriel) est (?:généré|envoyé) automatiquement|dies(?:e nachricht wurde| ist eine) automatisch|esta é uma (?:resposta|mensagem) autom"
    r"|questo è un messaggio automatico|questa è una risposta automatica|dit is een automatisch|это автоматическ|це автоматичн|to jest (?:automatyczna|wiadomość automatyczna)|bu otomatik|đây là (?:email|thư) (?:trả lời )?tự động|此邮件(?:为|由)系统自动|这是(?:一封)?自动|このメールは自動|자동 ?(?:발송|회신)|هذه رسالة (?:تلقائية|آلية)",
    re.IGNORECASE | re.DOTALL,
)

CHALLENGE = Lazy(
    r"please (?:confirm|verify) your (?:e-?mail(?: address)?|message|identity)(?=\s{0,3}(?:$|[:;!.,(\[\-–—]|(?:to|for)\b))|(?:message|e-?mail|sender) (?:verification|confirmation|authentication) (?:required|needed|request)|your (?:e-?mail|message) requires (?:verification|confirmation|approval)"
    r"|verify(?:ing)? (?:your )?message to|confirm(?:ation)? (?:of|for) your message to|spam ?arrest|boxbe|challenge[- ]response|is protected by|waiting list.{0,30}boxbe|sender address verification|awaiting (?:your )?verification|action required to deliver|click to deliver",
    re.IGNORECASE,
)

# What challenge-response programs say at the top, whatever stands in the subject.
CHALLENGE_TEXT = Lazy(
    r"to (?:control|fight|prevent|block) spam,? i\b|protect(?:ing|s)? (?:myself|me|my (?:inbox|mailbox)|himself|herself) from (?:receiving )?(?:spam|junk|unwanted)|just this once,? (?:please )?(?:click|reply)|(?:prove|confirm|verify) (?:that )?you(?:'re| are) (?:a )?(?:real )?(?:person|human|not a)|(?:message|e-?mail)\b.{0,60} (?:is|was|has been) (?:being )?(?:held|quarantined|waitlisted)\b.{0,200}(?:confirm|verif|release|guest list|click)"
    r"|add yourself to my|approve(?:d)? senders? (?:list )?only|i only accept (?:mail|e-?mail|messages) from",
    re.IGNORECASE | re.DOTALL,
)

# Read receipts that come as plain text, as Exchange writes them.
RECEIPT_SUBJECT = Lazy(
    r"(?:read|not read|leído|no leído|lu|non lu|gelesen|ungelesen|lido|não lida?|letto|non letto|gelezen|ongelezen|läst|oläst|læst|ulæst|lest|luettu|przeczytano|přečteno|прочитано|okundu|已读|已讀|開封済み|읽음|lectura confirmada|confirmation de lecture|lesebestätigung|leesbevestiging|conferma di lettura|confirmação de leitura|read receipt|return receipt)\s{0,2}[:：(]",
    re.IGNORECASE,
)
RECEIPT_LABELS = Lazy(r"^[ \t]{0,12}[^\W\d_]{1,16}[ \u00a0]?[:：][ \t]{1,8}\S", re.MULTILINE)

FAILURE = Lazy(
    r"undeliver|non-?deliver|not (?:be )?delivered|delivery (?:has )?(?:fail|problem|error|notification|status|report|delayed|incomplete|unsuccessful)|fail(?:ed|ure) (?:notice|mail|delivery|notification)|failure of delivery|returned (?:e-?)?mail|return(?:ed|ing) (?:to|message to) sender|mail (?:delivery|system) (?:fail|error|warning|problem|notif)"
    r"|mail (?:failed|failure|error|not delivered|could not)|message (?:delivery (?:fail|delay|error)|delayed|undeliver|could not|not delivered|status)|(?:could|can) ?not (?:be )?deliver|unable to deliver|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|fehler bei der (?:zustellung|übermittlung)|unzugestellt"
    r"|no se (?:pudo|puede|ha podido) entregar|no entregado|non remis|échec de (?:remise|la remise|distribution)|non distribu|non recapit|mancato recapito|mancata consegna|impossibile recapitare|não entregue|não é possível entregar|falha (?:na|de) entrega|não foi possível entregar|devolvid|onbestelbaar|kan niet (?:worden )?bezorgd|niet bezorgd|(?:kunde|kan) inte levereras|olevererbart|går inte att leverera|oleverer|kunne ikke leveres|ikke leveret|ikke levert|uleverbar"
    r"|toimitus epäonnistui|ei voi(?:tu|da) toimittaa|nie (?:można )?dostarcz|niedostarczon|niedoręczon|nedoručiteln|nelze doručit|не (?:доставлен|удалось доставить|может быть доставлено)|недоставлен|сообщение не доставлено|не вдалося доставити|teslim edilemedi|iletilemedi|không thể gửi|không gửi được|gửi không thành công|无法送达|無法傳遞|未送达|退信|系统退信|投递失败|傳送失敗|传送失败|失败|配信不能|配信できません|送信できません|不達|반송|배달되지 않|전달되지 않|kézbesíthetetlen|nelivrat|không thể chuyển|ei toimitettu|전송 ?실패|배달 ?실패|تعذر التسليم|لم يتم التسليم|غير قابل للتسليم|فشل (?:في )?التسليم|processing error|permanent delivery|user unknown|mail system error|automatically rejected|warning: message",
    re.IGNORECASE,
)


def is_reply_or_forward(subject: str) -> bool:
    """Whether a person answered or passed it on: "Re:", "Fwd:", "WG:" …"""
    return _REPLY.match(subject) is not None


def is_forward(subject: str) -> bool:
    """Whether a person passed it on, as the commoner programs mark it."""
    return (
        subject.lower().lstrip().startswith(("fw", "wg:", "tr:", "rv:", "enc:", "vl:", "doorst", "pd:", "转发", "轉寄"))
    )
