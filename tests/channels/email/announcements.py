"""How mail programs announce a quotation, written for these tests: (client and language, the lines above the quotation)."""

WROTE = """
gmail en | On Wed, May 3, 2023 at 10:00 AM Front Desk <desk@example.org> wrote:
gmail en, wrapped | On Wed, May 3, 2023 at 10:00 AM Front Desk of the Northside Elementary School <~desk@example.org> wrote:
gmail en, uk order | On Wed, 3 May 2023 at 10:00, Front Desk <desk@example.org> wrote:
apple en | On May 3, 2023, at 10:00 AM, Front Desk <desk@example.org> wrote:
apple en, narrow blank | On May 3, 2023, at 10:00 AM, Front Desk <desk@example.org> wrote:
yahoo en | On Wednesday, May 3, 2023 at 10:00:00 AM EDT, Front Desk <desk@example.org> wrote:
yahoo en, no address | On Wednesday, May 3, 2023, 10:00 AM, Front Desk wrote:
thunderbird en | On 5/3/23 10:00, Front Desk wrote:
thunderbird en, iso | On 2023-05-03 10:00, Front Desk wrote:
proton en | On Wednesday, May 3rd, 2023 at 10:00 AM, Front Desk <desk@example.org> wrote:
outlook web en | On Wed, May 3, 2023 at 10:00 AM -0400, "Front Desk" <desk@example.org<mailto:desk@example.org>> wrote:
fastmail en | On Wed, May 3, 2023, at 10:00 AM, Front Desk wrote:
aol en | At 5/3/2023 10:00 AM, you wrote:
k9 en | Front Desk <desk@example.org> wrote:
lotus en | -----Front Desk wrote: -----
old yahoo en | --- On Wed, 5/3/23, Front Desk <desk@example.org> wrote:
aol en, writes | In a message dated 5/3/2023 10:00:00 A.M. Eastern Daylight Time,~desk@example.org writes:
horde en | Quoting Front Desk <desk@example.org>:
horde de | Zitat von Front Desk <desk@example.org>:
mutt | * Front Desk <desk@example.org> [2023-05-03 10:00]:
kmail en | On Wednesday 03 May 2023 10:00:00 Front Desk wrote:
zimbra en | ----- On May 3, 2023, at 10:00 AM, Front Desk desk@example.org wrote:
gmail mobile en | On May 3, 2023 10:00 AM, "Front Desk" <desk@example.org> wrote:
zoho en | ---- On Wed, 03 May 2023 10:00:00 -0400 Front Desk <desk@example.org> wrote ----
gmail es | El mié, 3 may 2023 a las 10:00, Front Desk (<desk@example.org>) escribió:
gmail es, latin america | El mié., 3 de may. de 2023 10:00 a. m., Front Desk <desk@example.org> escribió:
gmail es, wrapped | El mié, 3 may 2023 a las 10:00, Oficina Principal de la Escuela~Northside (<desk@example.org>) escribió:
apple es | El 3 may 2023, a las 10:00, Front Desk <desk@example.org> escribió:
yahoo es | El miércoles, 3 de mayo de 2023, 10:00:00 a. m. GMT-4, Front Desk <desk@example.org> escribió:
thunderbird es | El 3/5/23 a las 10:00, Front Desk escribió:
proton es | El miércoles, 3 de mayo de 2023 a las 10:00, Front Desk <desk@example.org> escribió:
gmail fr | Le mer. 3 mai 2023 à 10:00, Front Desk <desk@example.org> a écrit :
gmail fr, wrapped | Le mer. 3 mai 2023 à 10:00, Front Desk <desk@example.org> a~écrit :
apple fr | Le 3 mai 2023 à 10:00, Front Desk <desk@example.org> a écrit :
yahoo fr | Le mercredi 3 mai 2023 à 10:00:00 UTC+2, Front Desk <desk@example.org> a écrit :
thunderbird fr | Le 03/05/2023 à 10:00, Front Desk a écrit :
gmail de | Am Mi., 3. Mai 2023 um 10:00 Uhr schrieb Front Desk <desk@example.org>:
gmail de, wrapped | Am Mi., 3. Mai 2023 um 10:00 Uhr schrieb Front Desk <~desk@example.org>:
apple de | Am 03.05.2023 um 10:00 schrieb Front Desk <desk@example.org>:
yahoo de | Am Mittwoch, 3. Mai 2023 um 10:00:00 MESZ hat Front Desk <desk@example.org> Folgendes geschrieben:
thunderbird de | Am 03.05.23 um 10:00 schrieb Front Desk:
gmail pt | Em qua., 3 de mai. de 2023 às 10:00, Front Desk <desk@example.org> escreveu:
gmail pt, portugal | Front Desk <desk@example.org> escreveu (quarta, 3/05/2023 à(s) 10:00):
apple pt | Em 3 de mai. de 2023, à(s) 10:00, Front Desk <desk@example.org> escreveu:
apple pt, portugal | No dia 03/05/2023, às 10:00, Front Desk <desk@example.org> escreveu:
yahoo pt | Em quarta-feira, 3 de maio de 2023 às 10:00:00 BRT, Front Desk <desk@example.org> escreveu:
thunderbird pt | Em 03/05/2023 10:00, Front Desk escreveu:
gmail it | Il giorno mer 3 mag 2023 alle ore 10:00 Front Desk <desk@example.org> ha scritto:
gmail it, wrapped | Il giorno mer 3 mag 2023 alle ore 10:00 Front Desk <desk@example.org>~ha scritto:
apple it | Il giorno 3 mag 2023, alle ore 10:00, Front Desk <desk@example.org> ha scritto:
yahoo it | Il mercoledì 3 maggio 2023 alle ore 10:00:00 CEST, Front Desk <desk@example.org> ha scritto:
thunderbird it | Il 03/05/2023 10:00, Front Desk ha scritto:
gmail nl | Op wo 3 mei 2023 om 10:00 schreef Front Desk <desk@example.org>:
apple nl | Op 3 mei 2023, om 10:00 heeft Front Desk <desk@example.org> het volgende geschreven:
apple nl, wrapped | Op 3 mei 2023, om 10:00 heeft Front Desk <desk@example.org> het~volgende geschreven:
yahoo nl | Op woensdag 3 mei 2023 om 10:00:00 CEST schreef Front Desk <desk@example.org>:
thunderbird nl | Op 03-05-2023 om 10:00 schreef Front Desk:
gmail sv | Den ons 3 maj 2023 kl 10:00 skrev Front Desk <desk@example.org>:
apple sv | 3 maj 2023 kl. 10:00 skrev Front Desk <desk@example.org>:
thunderbird sv | Den 2023-05-03 kl. 10:00, skrev Front Desk:
gmail da | Den ons. 3. maj 2023 kl. 10.00 skrev Front Desk <desk@example.org>:
apple da | Den 3. maj 2023 kl. 10.00 skrev Front Desk <desk@example.org>:
thunderbird da | Den 03.05.2023 kl. 10.00 skrev Front Desk:
gmail no | ons. 3. mai 2023 kl. 10:00 skrev Front Desk <desk@example.org>:
apple no | 3. mai 2023 kl. 10:00 skrev Front Desk <desk@example.org>:
thunderbird no | Den 03.05.2023 10:00, skrev Front Desk:
gmail fi | ke 3. toukok. 2023 klo 10.00 Front Desk (desk@example.org) kirjoitti:
apple fi | Front Desk <desk@example.org> kirjoitti 3.5.2023 kello 10.00:
thunderbird fi | Front Desk kirjoitti 3.5.2023 klo 10.00:
gmail pl | śr., 3 maj 2023 o 10:00 Front Desk <desk@example.org> napisał(a):
apple pl | Wiadomość napisana przez Front Desk <desk@example.org> w dniu 03.05.2023, o godz. 10:00:
thunderbird pl | W dniu 03.05.2023 o 10:00, Front Desk pisze:
gmail cs | st 3. 5. 2023 v 10:00 odesílatel Front Desk <desk@example.org> napsal:
apple cs | 3. 5. 2023 v 10:00, Front Desk <desk@example.org>:
thunderbird cs | Dne 03. 05. 23 v 10:00 Front Desk napsal(a):
gmail ru | ср, 3 мая 2023 г. в 10:00, Front Desk <desk@example.org>:
gmail ru, old | 3 мая 2023 г., 10:00 пользователь Front Desk <desk@example.org> написал:
apple ru | 3 мая 2023 г., в 10:00, Front Desk <desk@example.org> написал(а):
mail.ru | Среда, 3 мая 2023, 10:00 +03:00 от Front Desk <desk@example.org>:
yandex ru | 03.05.2023, 10:00, "Front Desk" <desk@example.org>:
thunderbird ru | 03.05.2023 10:00, Front Desk пишет:
gmail uk | ср, 3 трав. 2023 р. о 10:00 Front Desk <desk@example.org> пише:
apple uk | 3 трав. 2023 р. о 10:00 Front Desk <desk@example.org> пише:
ukr.net | 3 травня 2023, 10:00:00, від "Front Desk" <desk@example.org>:
thunderbird uk | 03.05.23 10:00, Front Desk пише:
gmail tr | Front Desk <desk@example.org>, 3 May 2023 Çar, 10:00 tarihinde şunu yazdı:
apple tr | Front Desk <desk@example.org> şunları yazdı (3 May 2023 10:00):
thunderbird tr | 03.05.2023 10:00 tarihinde Front Desk yazdı:
gmail vi | Vào Th 4, 3 thg 5, 2023 vào lúc 10:00 Front Desk <desk@example.org> đã viết:
apple vi | Vào ngày 3 thg 5, 2023, lúc 10:00, Front Desk <desk@example.org> đã viết:
yahoo vi | Vào 10:00 Thứ Tư, 3 tháng 5, 2023, Front Desk <desk@example.org> đã viết:
gmail zh | Front Desk <desk@example.org> 于2023年5月3日周三 10:00写道：
gmail zh, taiwan | Front Desk <desk@example.org> 於 2023年5月3日 週三 上午10:00寫道：
apple zh | 2023年5月3日 上午10:00，Front Desk <desk@example.org> 写道：
apple zh, old | 在 2023年5月3日，上午10:00，Front Desk <desk@example.org> 写道：
netease zh | 在 2023-05-03 10:00:00，"Front Desk" <desk@example.org> 写道：
yahoo zh | 在 2023年5月3日星期三 GMT-4 上午10:00:00， Front Desk <desk@example.org> 寫道：
gmail ja | 2023年5月3日(水) 10:00 Front Desk <desk@example.org>:
apple ja | 2023/05/03 10:00、Front Desk <desk@example.org>のメール:
thunderbird ja | On 2023/05/03 10:00, Front Desk wrote:
yahoo ja | 2023/5/3 10:00、Front Desk <desk@example.org> からのメール:
gmail ko | 2023년 5월 3일 (수) 오전 10:00, Front Desk <desk@example.org>님이 작성:
apple ko | 2023. 5. 3. 오전 10:00, Front Desk <desk@example.org> 작성:
thunderbird ko | 2023-05-03 오전 10:00에 Front Desk 이(가) 쓴 글:
gmail ar | في الأربعاء، 3 مايو 2023 في 10:00 ص تمت كتابة ما يلي بواسطة @Front Desk^ <@desk@example.org^>:
apple ar | في ٣ مايو ٢٠٢٣، الساعة ١٠:٠٠ ص، كتب Front Desk <desk@example.org>:
gmail ar, old | في 3 مايو 2023 10:00 ص، كتب Front Desk <desk@example.org>:
gmail so | On Arb, Maajo 3, 2023 at 10:00 AM Front Desk <desk@example.org> ayaa qoray:
plain so | Arbaco, 3 Maajo 2023 10:00, Front Desk <desk@example.org> wuxuu qoray:
gmail iso | 2023-05-03 10:00 GMT-04:00 Front Desk <desk@example.org>:
""".strip().splitlines()

BLOCKS = """
outlook en | From: Front Desk <desk@example.org>~Sent: Wednesday, May 3, 2023 10:00 AM~To: Maria Lopez <maria@example.net>~Subject: Re: Bus 12
outlook en, ruler | ________________________________~From: Front Desk <desk@example.org>~Sent: Wednesday, May 3, 2023 10:00 AM~To: Maria Lopez <maria@example.net>~Subject: Re: Bus 12
outlook en, bold | *From:* Front Desk <desk@example.org>~*Sent:* Wednesday, May 3, 2023 10:00 AM~*To:* Maria Lopez <maria@example.net>~*Subject:* Re: Bus 12
outlook mac en | From: Front Desk <desk@example.org>~Date: Wednesday, May 3, 2023 at 10:00 AM~To: Maria Lopez <maria@example.net>~Subject: Re: Bus 12
samsung en | -------- Original message --------~From: Front Desk <desk@example.org>~Date: 5/3/23 10:00 AM (GMT-05:00)~To: Maria Lopez <maria@example.net>~Subject: Re: Bus 12
samsung en, one line | -------- Original message --------From: Front Desk <desk@example.org> Date: 5/3/23  10:00 AM  (GMT-05:00) To: Maria Lopez <maria@example.net> Subject: Re: Bus 12
old outlook en | -----Original Message-----~From: Front Desk [mailto:desk@example.org]~Sent: Wednesday, May 03, 2023 10:00 AM~To: 'Maria Lopez'~Subject: RE: Bus 12
proton en | ------- Original Message -------~On Wednesday, May 3rd, 2023 at 10:00 AM, Front Desk <desk@example.org> wrote:
netease zh | ---- 回复的原邮件 ----~| 发件人 | Front Desk<desk@example.org> |~| 日期 | 2023年05月03日 10:00 |~| 主题 | Re: Bus 12 |
foxmail zh | 发件人： Front Desk~发送时间： 2023-05-03 10:00~收件人： maria@example.net~主题： Re: Bus 12
aol en | -----Original Message-----~From: Front Desk <desk@example.org>~To: maria@example.net~Sent: Wed, May 3, 2023 10:00 am~Subject: Re: Bus 12
zimbra en | ----- Original Message -----~From: "Front Desk" <desk@example.org>~To: "Maria Lopez" <maria@example.net>~Sent: Wednesday, May 3, 2023 10:00:00 AM~Subject: Re: Bus 12
hotmail en | Date: Wed, 3 May 2023 10:00:00 -0400~Subject: Re: Bus 12~From: desk@example.org~To: maria@example.net
outlook es | De: Front Desk <desk@example.org>~Enviado: miércoles, 3 de mayo de 2023 10:00~Para: Maria Lopez <maria@example.net>~Asunto: Re: Bus 12
outlook desktop es | De: Front Desk <desk@example.org>~Enviado el: miércoles, 3 de mayo de 2023 10:00~Para: Maria Lopez <maria@example.net>~Asunto: Re: Bus 12
samsung es | -------- Mensaje original --------~De: Front Desk <desk@example.org>~Fecha: 3/5/23 10:00 (GMT-05:00)~Para: Maria Lopez <maria@example.net>~Asunto: Re: Bus 12
outlook fr | De : Front Desk <desk@example.org>~Envoyé : mercredi 3 mai 2023 10:00~À : Maria Lopez <maria@example.net>~Objet : Re: Bus 12
outlook fr, canada | De : Front Desk <desk@example.org>~Date : mercredi, 3 mai 2023 à 10:00~À : Maria Lopez <maria@example.net>~Objet : Re: Bus 12
samsung fr | -------- Message d'origine --------~De : Front Desk <desk@example.org>~Date : 03/05/2023 10:00 (GMT-05:00)~À : Maria Lopez <maria@example.net>~Objet : Re: Bus 12
outlook de | Von: Front Desk <desk@example.org>~Gesendet: Mittwoch, 3. Mai 2023 10:00~An: Maria Lopez <maria@example.net>~Betreff: Re: Bus 12
gmx de | Gesendet: Mittwoch, 03. Mai 2023 um 10:00 Uhr~Von: "Front Desk" <desk@example.org>~An: "Maria Lopez" <maria@example.net>~Betreff: Re: Bus 12
samsung de | -------- Ursprüngliche Nachricht --------~Von: Front Desk <desk@example.org>~Datum: 03.05.23 10:00 (GMT+01:00)~An: Maria Lopez <maria@example.net>~Betreff: Re: Bus 12
outlook pt | De: Front Desk <desk@example.org>~Enviado: quarta-feira, 3 de maio de 2023 10:00~Para: Maria Lopez <maria@example.net>~Assunto: Re: Bus 12
outlook pt, desktop | De: Front Desk <desk@example.org>~Enviada em: quarta-feira, 3 de maio de 2023 10:00~Para: Maria Lopez <maria@example.net>~Assunto: Re: Bus 12
samsung pt | -------- Mensagem original --------~De: Front Desk <desk@example.org>~Data: 03/05/2023 10:00 (GMT-03:00)~Para: Maria Lopez <maria@example.net>~Assunto: Re: Bus 12
outlook it | Da: Front Desk <desk@example.org>~Inviato: mercoledì 3 maggio 2023 10:00~A: Maria Lopez <maria@example.net>~Oggetto: Re: Bus 12
samsung it | -------- Messaggio originale --------~Da: Front Desk <desk@example.org>~Data: 03/05/23 10:00 (GMT+01:00)~A: Maria Lopez <maria@example.net>~Oggetto: Re: Bus 12
outlook nl | Van: Front Desk <desk@example.org>~Verzonden: woensdag 3 mei 2023 10:00~Aan: Maria Lopez <maria@example.net>~Onderwerp: Re: Bus 12
samsung nl | -------- Oorspronkelijk bericht --------~Van: Front Desk <desk@example.org>~Datum: 03-05-2023 10:00 (GMT+01:00)~Aan: Maria Lopez <maria@example.net>~Onderwerp: Re: Bus 12
outlook sv | Från: Front Desk <desk@example.org>~Skickat: den 3 maj 2023 10:00~Till: Maria Lopez <maria@example.net>~Ämne: Re: Bus 12
outlook da | Fra: Front Desk <desk@example.org>~Sendt: 3. maj 2023 10:00~Til: Maria Lopez <maria@example.net>~Emne: Re: Bus 12
outlook no | Fra: Front Desk <desk@example.org>~Sendt: onsdag 3. mai 2023 10:00~Til: Maria Lopez <maria@example.net>~Emne: Re: Bus 12
outlook fi | Lähettäjä: Front Desk <desk@example.org>~Lähetetty: keskiviikko 3. toukokuuta 2023 10.00~Vastaanottaja: Maria Lopez <maria@example.net>~Aihe: Re: Bus 12
outlook pl | Od: Front Desk <desk@example.org>~Wysłane: środa, 3 maja 2023 10:00~Do: Maria Lopez <maria@example.net>~Temat: Re: Bus 12
wp pl | Dnia 3 maja 2023 10:00 Front Desk <desk@example.org> napisał(a):
outlook cs | Od: Front Desk <desk@example.org>~Odesláno: středa 3. května 2023 10:00~Komu: Maria Lopez <maria@example.net>~Předmět: Re: Bus 12
seznam cs | ---------- Původní e-mail ----------~Od: Front Desk <desk@example.org>~Komu: maria@example.net~Datum: 3. 5. 2023 10:00:00~Předmět: Re: Bus 12
outlook ru | От: Front Desk <desk@example.org>~Отправлено: 3 мая 2023 г. 10:00~Кому: Maria Lopez <maria@example.net>~Тема: Re: Bus 12
outlook uk | Від: Front Desk <desk@example.org>~Надіслано: 3 травня 2023 р. 10:00~Кому: Maria Lopez <maria@example.net>~Тема: Re: Bus 12
outlook tr | Kimden: Front Desk <desk@example.org>~Gönderildi: 3 Mayıs 2023 Çarşamba 10:00~Kime: Maria Lopez <maria@example.net>~Konu: Re: Bus 12
outlook vi | Từ: Front Desk <desk@example.org>~Đã gửi: Thứ Tư, 3 tháng 5, 2023 10:00~Đến: Maria Lopez <maria@example.net>~Chủ đề: Re: Bus 12
outlook zh | 发件人: Front Desk <desk@example.org>~发送时间: 2023年5月3日 10:00~收件人: Maria Lopez <maria@example.net>~主题: Re: Bus 12
qq zh | ------------------ 原始邮件 ------------------~发件人: "Front Desk" <desk@example.org>;~发送时间: 2023年5月3日(星期三) 上午10:00~收件人: "Maria Lopez"<maria@example.net>;~主题: Re: Bus 12
outlook zh, taiwan | 寄件者: Front Desk <desk@example.org>~寄件日期: 2023年5月3日 上午 10:00~收件者: Maria Lopez <maria@example.net>~主旨: Re: Bus 12
outlook ja | 差出人: Front Desk <desk@example.org>~送信日時: 2023年5月3日 10:00~宛先: Maria Lopez <maria@example.net>~件名: Re: Bus 12
outlook ko | 보낸 사람: Front Desk <desk@example.org>~보낸 날짜: 2023년 5월 3일 수요일 오전 10:00~받는 사람: Maria Lopez <maria@example.net>~제목: Re: Bus 12
outlook ar | من: Front Desk <desk@example.org>~تم الإرسال: الأربعاء، 3 مايو 2023 10:00 ص~إلى: Maria Lopez <maria@example.net>~الموضوع: Re: Bus 12
outlook so | Ka: Front Desk <desk@example.org>~Taariikhda: 3 Maajo 2023 10:00~Ku: Maria Lopez <maria@example.net>~Mawduuca: Re: Bus 12
""".strip().splitlines()

SIGNED = """
Sent from my iPhone
Sent from my iPad
Sent from my T-Mobile 5G Device
Sent from my Galaxy
Sent from Yahoo Mail for iPhone
Sent from Yahoo Mail on Android
Sent from Outlook for iOS
Sent from Mail for Windows
Sent from Proton Mail mobile
Sent from Samsung Mobile on O2
Sent via the Samsung Galaxy S22, an AT&T 5G smartphone
Get Outlook for iOS<https://example.org/o0ukef>
Get Outlook for Android
Enviado desde mi iPhone
Enviado desde Yahoo Mail para iPhone
Enviado desde mi Galaxy
Obtener Outlook para iOS
Envoyé de mon iPhone
Envoyé depuis mon téléphone Android
Obtenir Outlook pour iOS
Télécharger Outlook pour Android
Von meinem iPhone gesendet
Gesendet von Outlook für iOS
Outlook für Android herunterladen
Enviado do meu iPhone
Obter o Outlook para iOS
Inviato da iPhone
Inviato dal mio dispositivo Samsung
Scarica Outlook per Android
Verstuurd vanaf mijn iPhone
Verzonden vanaf Outlook voor Android
Skickat från min iPhone
Hämta Outlook för iOS
Sendt fra min iPhone
Hent Outlook til iOS
Lähetetty iPhonesta
Hanki Outlook for iOS
Wysłane z iPhone'a
Pobierz aplikację Outlook dla systemu iOS
Odesláno z iPhonu
Отправлено с iPhone
Отправлено из мобильной Почты Mail.ru
Надіслано з iPhone
iPhone'umdan gönderildi
Đã gửi từ iPhone của tôi
Tải Outlook cho iOS
发自我的iPhone
從我的 iPhone 傳送
获取 Outlook for iOS
iPhoneから送信
나의 iPhone에서 보냄
أُرسلت من الـ iPhone
تم الإرسال من هاتفي
Waxaa laga soo diray iPhone-kayga
""".strip().splitlines()

FORWARDS = """
gmail en | ---------- Forwarded message ---------~From: Front Desk <desk@example.org>~Date: Wed, May 3, 2023 at 10:00 AM~Subject: Bus 12~To: <maria@example.net>
apple en | Begin forwarded message:~~From: Front Desk <desk@example.org>~Subject: Bus 12~Date: May 3, 2023 at 10:00:00 AM EDT~To: Maria Lopez <maria@example.net>
gmail es | ---------- Forwarded message ---------~De: Front Desk <desk@example.org>~Date: mié, 3 may 2023 a las 10:00~Subject: Bus 12~To: <maria@example.net>
apple es | Inicio del mensaje reenviado:~~De: Front Desk <desk@example.org>~Asunto: Bus 12~Fecha: 3 de mayo de 2023, 10:00:00 GMT-4~Para: Maria Lopez <maria@example.net>
apple fr | Début du message réexpédié :~~De: Front Desk <desk@example.org>~Objet: Bus 12~Date: 3 mai 2023 à 10:00:00 UTC−4~À: Maria Lopez <maria@example.net>
apple de | Anfang der weitergeleiteten Nachricht:~~Von: Front Desk <desk@example.org>~Betreff: Bus 12~Datum: 3. Mai 2023 um 10:00:00 MESZ~An: Maria Lopez <maria@example.net>
thunderbird en | -------- Forwarded Message --------~Subject: Bus 12~Date: Wed, 3 May 2023 10:00:00 -0400~From: Front Desk <desk@example.org>~To: Maria Lopez <maria@example.net>
thunderbird de | -------- Weitergeleitete Nachricht --------~Betreff: Bus 12~Datum: Wed, 3 May 2023 10:00:00 -0400~Von: Front Desk <desk@example.org>~An: Maria Lopez <maria@example.net>
apple ru | Начало переадресованного сообщения:~~От: Front Desk <desk@example.org>~Тема: Bus 12~Дата: 3 мая 2023 г., 10:00:00 GMT-4~Кому: Maria Lopez <maria@example.net>
apple zh | 下面是被转发的邮件：~~发件人: Front Desk <desk@example.org>~主题: Bus 12~日期: 2023年5月3日 上午10:00:00~收件人: Maria Lopez <maria@example.net>
apple ko | 전달된 메시지:~~보낸 사람: Front Desk <desk@example.org>~제목: Bus 12~날짜: 2023년 5월 3일 오전 10:00:00~받는 사람: Maria Lopez <maria@example.net>
apple ar | بداية الرسالة المعاد توجيهها:~~من: Front Desk <desk@example.org>~الموضوع: Bus 12~التاريخ: ٣ مايو ٢٠٢٣~إلى: Maria Lopez <maria@example.net>
""".strip().splitlines()


def rows(table: list[str]) -> list[tuple[str, str]]:
    """(name, lines) pairs; "~" in the table is a line break; "@" before and "^" after a word are direction marks."""
    return [
        (
            name.strip(),
            lines.strip()
            .replace("~", "\n")
            .replace("@F", "\u202aF")
            .replace("<@", "<\u202a")
            .replace("^", "\u202c\u200f"),
        )
        for name, _, lines in (row.partition(" | ") for row in table)
    ]
