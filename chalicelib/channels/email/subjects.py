"""Subjects that machines write, by language. Used only when no header says it."""

import re

from chalicelib.channels.email.patterns import Lazy

_REPLY = Lazy(
    r"\s{0,9}(?:re|fwd?|aw|wg|tr|rv|sv|vs|vl|ref|antw|res|enc|odp|pd|отв|пересл|відп|ynt|ilt|回复|回覆|转发|轉寄|答复|trả lời|رد|fw|i|r|rif|doorst|vb|atb|na|továbbítás|vá|σχετ|πρθ|השב|הועבר)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[:：]",
    re.IGNORECASE,
)

_AUTOMATIC = (
    *(
        r"auto(?:matic|mated|matisk|matica|mática|matique|matisch|matische|matyczn\w+|matick\w+|maattinen|[ -]?)[ -]{0,3}(?:repl\w*|response|answer|svar|antwort|antwoord|vastaus|respuesta|risposta|resposta|odpowied\w+|odpov\w+|mail reply)\b",
        r"auto[- ]?(?:reply|response|responder|respuesta|resposta|antwort|svar)\b",
    ),
    *(
        r"out of (?:the )?office\b",
        r"ooo\b[ :!-]",
        r"(?:i am |i'm )?(?:away|out) (?:from|of) (?:the |my )?(?:office|desk|mail|e-?mail)",
        r"on (?:annual |maternity |paternity |parental |sick |medical )?(?:leave|vacation|holiday)s?\b\s{0,3}(?:re\b|[:\-(]|until|from|$)",
        r"vacation (?:reply|response|message|notice|auto)",
        r"away (?:message|notice|notification)",
        r"office closed[: -]",
    ),
    *(
        r"respuesta (?:autom\w+|de ausencia)",
        r"fuera de (?:la )?oficina",
        r"ausente de la oficina",
        r"ausencia (?:de la oficina|temporal)",
        r"estoy de vacaciones",
        r"mensaje autom\w+",
    ),
    *(
        r"r[ée]ponse automatique",
        r"message automatique",
        r"absen(?:ce|te?) (?:du bureau|de bureau|temporaire)",
        r"absent(?:e)? (?:du bureau|jusqu)",
        r"message d.absence",
        r"en cong[ée]s?\b",
        r"absence\s{0,3}[:(]",
    ),
    *(
        r"automatische (?:antwort|r[üu]ckmeldung|nachricht|abwesenheit\w*)",
        r"abwesenheits?(?:notiz|nachricht|meldung|assistent|agent|benachrichtigung)",
        r"abwesen(?:d|heit)\b",
        r"nicht im (?:b[üu]ro|haus)",
        r"au(?:ß|ss)er haus",
        r"ich bin (?:im urlaub|abwesend|nicht im)",
        r"urlaubs(?:abwesenheit|notiz|meldung)",
        r"autoreply",
    ),
    *(
        r"resposta autom\w+",
        r"fora do escrit[óo]rio",
        r"aus[êe]ncia (?:tempor\w+|do escrit)",
        r"ausente do escrit",
        r"de f[ée]rias\b\s{0,3}(?:[:\-]|at[ée])",
        r"mensagem autom\w+",
    ),
    *(
        r"risposta automatica",
        r"fuori (?:ufficio|sede|dall.ufficio)",
        r"assen(?:te|za) (?:dall.ufficio|ufficio|temporanea)",
        r"messaggio automatico",
    ),
    *(
        r"automatisch (?:antwoord|bericht)",
        r"afwezig(?:heid\w*)?\b",
        r"niet aanwezig",
        r"buiten kantoor",
        r"niet op kantoor",
        r"afwezigheids(?:bericht|assistent|melding)",
    ),
    *(
        r"automatiskt? svar",
        r"autosvar",
        r"frånvaro\w*",
        r"ej på kontoret",
        r"inte på kontoret",
        r"frånvarande\b",
        r"fravær\w*",
        r"ikke (?:på|til stede på) kontoret",
        r"ude af kontoret",
        r"ikke til stede",
        r"ferie[: -]",
    ),
    *(
        r"automaattinen vastaus",
        r"poissa(?:olo\w*)?\b",
        r"en ole (?:paikalla|toimistolla)",
        r"lomalla\b",
        r"poissa toimistosta",
    ),
    *(
        r"automatyczna odpowied\w+",
        r"autoodpowied\w+",
        r"odpowied\w+ automatyczna",
        r"poza biurem",
        r"nieobecno\w+",
        r"jestem na urlopie",
        r"urlop[: -]",
    ),
    *(r"automatick[áa] odpov\w+", r"mimo kancel\w+", r"nep[řr][íi]tomn\w+", r"automatick[áa] (?:zpr[áa]va|spr[áa]va)"),
    *(
        r"автоматический ответ",
        r"автоответ\w*",
        r"вне офиса",
        r"нет на (?:работе|месте)",
        r"(?:я )?в отпуске",
        r"автоматическое (?:сообщение|уведомление)",
        r"автоматична відповідь",
        r"автовідповід\w*",
        r"поза офісом",
        r"відсутн\w+",
        r"у відпустці",
    ),
    *(
        r"otomatik (?:yan[ıi]t|cevap|mesaj)",
        r"ofis d[ıi][şs][ıi]nda\w*",
        r"i[şs] yerinde de[ğg]il\w*",
        r"izinde(?:yim)?\b",
        r"tr[ảa] l[ờo]i t[ựu] [đd][ộo]ng",
        r"thư trả lời tự động",
        r"vắng mặt",
        r"ngoài văn phòng",
    ),
    *(
        "自动(?:回复|答复|答覆|应答)",
        "自動(?:回覆|回复|答覆|応答|返信)",
        "不在(?:办公室|辦公室|通知|のお知らせ|連絡)?",
        "外出(?:中|办公|辦公)",
        "休假",
        "自动发送",
        "【自動",
        r"자동 ?(?:회신|응답|답장)",
        "부재 ?중",
        "외출 ?중",
        "휴가",
    ),
    *(
        r"رد تلقائي",
        r"الرد (?:التلقائي|الآلي)",
        r"رد آلي",
        r"خارج المكتب",
        r"في إجازة",
        r"jawaab (?:toos ah|otomaatig ah|iskeed ah)",
        r"xafiiska (?:waan|kama|ka)",
        r"r[ăa]spuns automat",
        r"automatikus (?:v[áa]lasz|[üu]zenet)",
        r"αυτόματη απάντηση",
        r"מענה אוטומטי",
        r"תשובה אוטומטית",
        r"resposta automàtica",
        r"balasan otomatis",
        r"ตอบกลับอัตโนมัติ",
    ),
)
# The automatic phrase stands first; a person who answers such a mail has "Re:" before it.
AUTOMATIC = Lazy(r"[\[(<【*\s]{0,6}(?:" + "|".join(_AUTOMATIC) + ")", re.IGNORECASE)

CHALLENGE = Lazy(
    r"please (?:confirm|verify) your (?:e-?mail|message|address|identity)|(?:message|e-?mail|sender) (?:verification|confirmation|authentication) (?:required|needed|request)|your (?:e-?mail|message) requires (?:verification|confirmation|approval)"
    r"|verify(?:ing)? (?:your )?message to|confirm(?:ation)? (?:of|for) your message to|spam ?arrest|boxbe|challenge[- ]response|is protected by|waiting list.{0,30}boxbe|sender address verification|awaiting (?:your )?verification|action required to deliver|click to deliver",
    re.IGNORECASE,
)

FAILURE = Lazy(
    r"undeliver|non-?deliver|not (?:be )?delivered|delivery (?:has )?(?:fail|problem|error|notification|status|report|delayed|incomplete|unsuccessful)|fail(?:ed|ure) (?:notice|mail|delivery|notification)|failure of delivery|returned (?:e-?)?mail|return(?:ed|ing) (?:to|message to) sender|mail (?:delivery|system) (?:fail|error|warning|problem|notif)"
    r"|mail (?:failed|failure|error|not delivered|could not)|message (?:delivery (?:fail|delay|error)|delayed|undeliver|could not|not delivered|status)|(?:could|can) ?not (?:be )?deliver|unable to deliver|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|fehler bei der (?:zustellung|übermittlung)|unzugestellt"
    r"|no se (?:pudo|puede|ha podido) entregar|no entregado|non remis|échec de (?:remise|la remise|distribution)|non distribu|non recapit|mancato recapito|mancata consegna|impossibile recapitare|não entregue|falha (?:na|de) entrega|não foi possível entregar|devolvid|onbestelbaar|kan niet (?:worden )?bezorgd|niet bezorgd|kunde inte levereras|olevererbart|går inte att leverera|oleverer|kunne ikke leveres|ikke leveret|ikke levert|uleverbar"
    r"|toimitus epäonnistui|ei voi(?:tu|da) toimittaa|nie (?:można )?dostarcz|niedostarczon|niedoręczon|nedoručiteln|nelze doručit|не (?:доставлен|удалось доставить|может быть доставлено)|недоставлен|сообщение не доставлено|не вдалося доставити|teslim edilemedi|iletilemedi|không thể gửi|không gửi được|gửi không thành công|无法送达|無法傳遞|未送达|退信|系统退信|投递失败|傳送失敗|传送失败|失败|配信不能|配信できません|送信できません|不達|반송|전송 ?실패|배달 ?실패|تعذر التسليم|لم يتم التسليم|غير قابل للتسليم|فشل (?:في )?التسليم|processing error|permanent delivery|user unknown|mail system error|automatically rejected|warning: message",
    re.IGNORECASE,
)


def is_reply_or_forward(subject: str) -> bool:
    """Whether a person answered or passed it on: "Re:", "Fwd:", "WG:" …"""
    return _REPLY.match(subject) is not None
