"""How mail programs announce a quotation, by language. Tables only; `quotes` and `signature` read them.

Clients covered: Gmail, Apple Mail, Outlook (desktop, web, mobile), Yahoo, Thunderbird, Proton, Samsung and the larger
national ones. Phrases are in lower case and parted by "|".
"""


def _phrases(table: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in table.split("|") if phrase.strip())


# Verbs of "On <date>, <name> wrote:". Anywhere in the line: many languages put the name after the verb.
VERBS = _phrases(
    """
wrote | writes | has written | quoting | zitat von | citando a | escribió | escribio | escribiste | ha escrito | a écrit | a ecrit | écrivait | a envoyé | schrieb | hat geschrieben |
geschrieben | escreveu | escreveste | a escrito | ha scritto | scrive | schreef | het volgende geschreven | heeft geschreven | skrev | skrev följande |
har skrevet | skreiv | kirjoitti | kirjoittaa | napisał | napisała | napisał(a) | pisze | napisana przez | napsal | napsala | napsal(a) | píše |
написал | написала | написал(а) | пишет | писал | написав | написав(-ла) | пише | писав | yazdı | şunu yazdı | şunları yazdı | đã viết | viết | 写道 |
寫道 | 写到 | 寫到 | 写了 | のメール | 書きました | からのメール | 님이 작성 | 작성 | 쓴 글 | 썼습니다 | كتب | كتبت | تمت كتابة ما يلي | تمت الكتابة | ayaa qoray | wuxuu qoray |
waxay qortay | ayaa qortay | a scris | írta | ezt írta | έγραψε | כתב | כתבה | מאת | va escriure | napísal | napísala | napísal(a) | je napisao | napisao je | napisala je | نوشت | isinulat ni |
je napisala | napisao/la | menulis | เขียนว่า
""",
)

# First words of such a line. Used only together with a date, to find where a wrapped line begins.
OPENERS = _phrases("""
on | at | el | le | am | em | no dia | il | il giorno | op | den | dnia | w dniu | dne | vào | vào ngày | în | la | pe | na | dana | ai | a | στις |
pada | bei | on the | el día | d. | i | 在 | 于 | 於 | في | ב- | בתאריך | taariikhda | ถึง | เมื่อ
""")

# Labels of a quoted header block, by the role they play.
LABELS = {
    "from": _phrases("""
from | de | von | da | van | från | fra | lähettäjä | od | от | від | kimden | gönderen | từ | người gửi | 发件人 | 寄件者 | 寄件人 | 差出人 | 送信者 | 보낸 사람 | 보낸사람 |
발신 | من | المرسل | ka | ka socota | expéditeur | remitente | absender | mittente | afzender | avsändare | afsender | avsender | nadawca | odesílatel |
отправитель | відправник | de la | feladó | από | מאת | odosielateľ | dari | šalje
"""),
    "date": _phrases("""
sent | date | sent on | sent at | enviado | enviado el | enviado em | enviada em | enviada | fecha | envoyé | envoyé le | date d'envoi | gesendet |
gesendet am | datum | data | inviato | inviato il | verzonden | verzonden op | skickat | sendt | dato | lähetetty | päivämäärä | päiväys | wysłano |
wysłane | odesláno | отправлено | дата | надіслано | дата надсилання | gönderildi | gönderme tarihi | gönderilme tarihi | tarih | đã gửi | ngày |
ngày gửi | ngày giờ | 发送时间 | 发送日期 | 日期 | 时间 | 寄件日期 | 傳送時間 | 時間 | 送信日時 | 日時 | 日付 | 보낸 날짜 | 보낸날짜 | 날짜 | 보냄 | 일시 | تاريخ الإرسال | تم الإرسال | أُرسلت |
التاريخ | مرسل | la diray | taariikhda | taariikh | trimis | elküldve | dátum | στάλθηκε | ημερομηνία | נשלח | תאריך | odoslané
"""),
    "to": _phrases("""
to | para | à | a | an | aan | till | til | vastaanottaja | do | komu | кому | kime | alıcı | đến | tới | người nhận | gửi tới | 收件人 | 收件者 | 宛先 |
받는 사람 | 받는사람 | 수신 | إلى | المستلم | ku | ku socota | destinataire | destinatario | empfänger | către | címzett | προς | אל | kepada
"""),
    "cc": _phrases("""
cc | bcc | c.c. | copie | copia | kopie | kopia | kopi | kopio | копия | копія | bilgi | 抄送 | 副本 | 참조 | نسخة | نسخة إلى | másolatot kap | κοιν | עותק |
kópia
"""),
    "subject": _phrases("""
subject | asunto | objet | sujet | betreff | assunto | oggetto | onderwerp | ämne | emne | aihe | otsikko | temat | předmět | тема | konu | chủ đề |
tiêu đề | 主题 | 主旨 | 主題 | 件名 | 제목 | الموضوع | mawduuca | mawduuc | subiect | tárgy | θέμα | נושא | predmet | subjek | subjecte
"""),
    "reply": _phrases("""
reply-to | responder a | répondre à | antwort an | risposta | rispondi a | antwoord aan | svar till | svar til | responder para | ответить | 回复 | 返信先
"""),
}

# Between rulers: "-----Original Message-----".
SEPARATORS = _phrases("""
original message | original e-mail | original email | forwarded message | forwarded email | forwarded by | reply message | original mail |
mensaje original | mensaje reenviado | correo original | message d'origine | message d’origine | message original | message transféré |
message initial | courriel original | ursprüngliche nachricht | originalnachricht | ursprüngliche mail | original-nachricht | original-mail |
weitergeleitete nachricht | weitergeleitete mail | mensagem original | mensagem encaminhada | mensagem reencaminhada | messaggio originale |
messaggio inoltrato | messaggio inoltrato da | oorspronkelijk bericht | origineel bericht | doorgestuurd bericht | originalmeddelande |
ursprungligt meddelande | vidarebefordrat meddelande | vidarebefordrat | oprindelig meddelelse | original meddelelse | original besked |
oprindelig besked | videresendt meddelelse | videresendt besked | opprinnelig melding | original melding | videresendt melding | alkuperäinen viesti |
välitetty viesti | edelleenlähetetty viesti | wiadomość oryginalna | oryginalna wiadomość | treść oryginalnej wiadomości | wiadomość przekazana |
przekazana wiadomość | forwarded | původní zpráva | původní e-mail | původní email | přeposlaná zpráva | исходное сообщение | исходное письмо |
оригинальное сообщение | пересылаемое сообщение | пересланное сообщение | пересылаемое письмо | оригінальне повідомлення | вихідне повідомлення |
початкове повідомлення | переслане повідомлення | orijinal mesaj | orijinal ileti | özgün ileti | özgün mesaj | i̇letilen mesaj | iletilen mesaj |
yönlendirilen ileti | tin nhắn gốc | thư gốc | thư đã chuyển tiếp | thư được chuyển tiếp | 原始邮件 | 原始郵件 | 原邮件 | 转发邮件信息 | 转发的邮件 | 转发邮件 | 轉寄的郵件 | 回复的原邮件 | 邮件原件 |
原文 | 元のメッセージ | オリジナル メッセージ | オリジナルメッセージ | 転送メッセージ | 転送されたメッセージ | 元のメール | 원본 메시지 | 원본 메일 | 원본 이메일 | 전달된 메시지 | 원본메일 | 전달된 메일 | الرسالة الأصلية | رسالة أصلية |
رسالة معاد توجيهها | رسالة معاد إرسالها | fariinta asalka ah | fariintii asalka ahayd | mesaj original | mesaj redirecționat | eredeti üzenet |
továbbított üzenet | αρχικό μήνυμα | הודעה מקורית | pôvodná správa | missatge original
""")

# Alone on a line, without rulers: Apple's forwards, and headings some programs write.
FORWARDS = _phrases("""
begin forwarded message | start of forwarded message | forwarded message | inicio del mensaje reenviado | comienzo del mensaje reenviado |
début du message réexpédié | début du message transféré | anfang der weitergeleiteten nachricht | anfang der weitergeleiteten e-mail |
início da mensagem encaminhada | início da mensagem reencaminhada | inizio messaggio inoltrato | inizio del messaggio inoltrato |
begin doorgestuurd bericht | vidarebefordrat brev | vidarebefordrat meddelande | start på videresendt besked | videresendt meddelelse |
start på videresendt meddelelse | videresendt melding | start på videresendt melding | välitetty viesti alkaa | edelleenlähetetty viesti alkaa |
välitetty viesti | początek przekazywanej wiadomości | początek przekazanej wiadomości | začátek přeposlané zprávy | začátek přeposílané zprávy |
начало переадресованного сообщения | начало пересылаемого сообщения | початок листа, що пересилається | початок переадресованого повідомлення |
iletilen ileti başlangıcı | başlangıç: iletilen ileti | iletilmiş mesajın başlangıcı | bắt đầu thư được chuyển tiếp |
bắt đầu tin nhắn được chuyển tiếp | 下面是被转发的邮件 | 开始转发的邮件 | 以下是轉寄的郵件 | 開始轉寄郵件 | 転送されたメッセージ | 전달된 메시지 | 전달된 메시지 시작 | بداية الرسالة المعاد توجيهها |
بداية الرسالة المُعاد توجيهها | بدء الرسالة المعاد توجيهها | inceputul mesajului redirecționat
""")

# Our own line, as the outbound templates write it.
OURS = _phrases("""
reply above this line | responda encima de esta línea | responda por encima de esta línea | escriba su respuesta encima de esta línea |
répondez au-dessus de cette ligne | antworten sie oberhalb dieser zeile | responda acima desta linha | rispondi sopra questa riga |
antwoord boven deze regel | svara ovanför den här raden | svar over denne linje | svar over denne linjen | vastaa tämän rivin yläpuolelle |
odpowiedz powyżej tej linii | odpovězte nad tímto řádkem | ответьте выше этой строки | відповідайте вище цього рядка | bu satırın üzerine yanıtlayın |
trả lời phía trên dòng này | 请在此行上方回复 | 請在此行上方回覆 | この行より上に返信してください | 이 줄 위에 회신해 주세요 | قم بالرد فوق هذا السطر | الرد فوق هذا السطر |
ka jawaab xariiqan korkiisa | ku jawaab xariiqdan korkeeda
""")
