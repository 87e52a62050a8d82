"""The programs of `announcements` in their other languages: the same form."""

WROTE = """
yahoo sv | Den onsdag 3 maj 2023 10:00:00 CEST, Front Desk <desk@example.org> skrev:
yahoo da | Den onsdag den 3. maj 2023 kl. 10.00.00 CEST skrev Front Desk <desk@example.org>:
yahoo no | På onsdag 3. mai 2023 kl. 10:00:00 CEST skrev Front Desk <desk@example.org>:
yahoo fi | keskiviikkona 3. toukokuuta 2023 klo 10.00.00 UTC+3 Front Desk <desk@example.org> kirjoitti:
yahoo pl | W dniu środa, 3 maja 2023 10:00:00 CEST użytkownik Front Desk <desk@example.org> napisał:
yahoo cs | Dne středa 3. května 2023 10:00:00 SELČ, Front Desk <desk@example.org> napsal(a):
yahoo ru | среда, 3 мая 2023 г., 10:00:00 GMT+3, Front Desk <desk@example.org> написал(-а):
yahoo uk | середа, 3 травня 2023 р., 10:00:00 GMT+3, Front Desk <desk@example.org> написав(-ла):
yahoo tr | 3 Mayıs 2023 Çarşamba 10:00:00 GMT+3 tarihinde, Front Desk <desk@example.org> şunu yazdı:
yahoo ko | 2023년 5월 3일 수요일 오전 10시 00분 00초 GMT-4, Front Desk <desk@example.org>님이 작성:
yahoo ar | في الأربعاء، ٣ مايو ٢٠٢٣ ١٠:٠٠:٠٠ ص غرينتش-٤، كتب Front Desk <desk@example.org>:
yahoo so | On Arbaco, Maajo 3, 2023 at 10:00:00 AM EDT, Front Desk <desk@example.org> ayaa qoray:
thunderbird vi | Vào lúc 10:00 3/5/23, Front Desk đã viết:
thunderbird zh | 在 2023/5/3 10:00, Front Desk 写道:
thunderbird zh, taiwan | Front Desk 於 2023/5/3 上午 10:00 寫道:
thunderbird ar | في 03/05/23 10:00، كتب Front Desk:
proton fr | Le mercredi 3 mai 2023 à 10:00, Front Desk <desk@example.org> a écrit :
proton de | Am Mittwoch, 3. Mai 2023 um 10:00 schrieb Front Desk <desk@example.org>:
proton pt | Em quarta-feira, 3 de maio de 2023 às 10:00, Front Desk <desk@example.org> escreveu:
proton it | Il mercoledì 3 maggio 2023 10:00, Front Desk <desk@example.org> ha scritto:
proton nl | Op woensdag 3 mei 2023 om 10:00 schreef Front Desk <desk@example.org>:
proton sv | Den onsdag 3 maj 2023 kl. 10:00 skrev Front Desk <desk@example.org>:
proton da | Onsdag den 3. maj 2023 kl. 10.00 skrev Front Desk <desk@example.org>:
proton no | onsdag 3. mai 2023, 10:00, skrev Front Desk <desk@example.org>:
proton fi | keskiviikko 3. toukokuuta 2023 klo 10.00, Front Desk <desk@example.org> kirjoitti:
proton pl | środa, 3 maja 2023 10:00, Front Desk <desk@example.org> napisał(a):
proton cs | Dne středa 3. května 2023 v 10:00, Front Desk <desk@example.org> napsal/a:
proton ru | среда, 3 мая 2023 г. в 10:00, Front Desk <desk@example.org> пишет:
proton uk | середа, 3 травня 2023 р. о 10:00 Front Desk <desk@example.org> пише:
proton tr | 3 Mayıs 2023 Çarşamba 10:00 tarihinde, Front Desk <desk@example.org> şunu yazdı:
proton zh | 2023年5月3日星期三 10:00，Front Desk <desk@example.org> 写道：
proton ja | 2023年5月3日水曜日 10:00、Front Desk <desk@example.org> は書きました：
proton ko | 2023년 5월 3일 수요일 오전 10:00에 Front Desk <desk@example.org>님이 작성:
""".strip().splitlines()

BLOCKS = """
outlook mobile en | ________________________________~From: Front Desk <desk@example.org>~Sent: Wednesday, May 3, 2023 10:00:00 AM~To: Maria Lopez <maria@example.net>~Subject: Re: Bus 12
outlook mobile es | ________________________________~De: Front Desk <desk@example.org>~Enviado: Wednesday, May 3, 2023 10:00:00 AM~Para: Maria Lopez <maria@example.net>~Asunto: Re: Bus 12
outlook web vi | ________________________________~Từ: Front Desk <desk@example.org>~Đã gửi: Thứ Tư, Tháng Năm 3, 2023 10:00 SA~Đến: Maria Lopez <maria@example.net>~Chủ đề: Re: Bus 12
outlook web zh | ________________________________~发件人: Front Desk <desk@example.org>~发送时间: 2023年5月3日 10:00~收件人: Maria Lopez <maria@example.net>~主题: Re: Bus 12
outlook web ar | ________________________________~من: Front Desk <desk@example.org>~\u200f\u200fتم الإرسال: الأربعاء، 3 مايو، 2023 10:00 ص~إلى: Maria Lopez <maria@example.net>~الموضوع: Re: Bus 12
samsung sv | -------- Originalmeddelande --------~Från: Front Desk <desk@example.org>~Datum: 2023-05-03 10:00 (GMT+01:00)~Till: Maria Lopez <maria@example.net>~Ämne: Re: Bus 12
samsung da | -------- Oprindelig meddelelse --------~Fra: Front Desk <desk@example.org>~Dato: 03.05.2023 10.00 (GMT+01:00)~Til: Maria Lopez <maria@example.net>~Emne: Re: Bus 12
samsung no | -------- Opprinnelig melding --------~Fra: Front Desk <desk@example.org>~Dato: 03.05.2023 10:00 (GMT+01:00)~Til: Maria Lopez <maria@example.net>~Emne: Re: Bus 12
samsung fi | -------- Alkuperäinen viesti --------~Lähettäjä: Front Desk <desk@example.org>~Päivämäärä: 3.5.2023 10.00 (GMT+02:00)~Saaja: Maria Lopez <maria@example.net>~Aihe: Re: Bus 12
samsung pl | -------- Oryginalna wiadomość --------~Od: Front Desk <desk@example.org>~Data: 03.05.2023 10:00 (GMT+01:00)~Do: Maria Lopez <maria@example.net>~Temat: Re: Bus 12
samsung cs | -------- Původní zpráva --------~Od: Front Desk <desk@example.org>~Datum: 03.05.23 10:00 (GMT+01:00)~Komu: Maria Lopez <maria@example.net>~Předmět: Re: Bus 12
samsung ru | -------- Исходное сообщение --------~От: Front Desk <desk@example.org>~Дата: 03.05.2023 10:00 (GMT+03:00)~Кому: Maria Lopez <maria@example.net>~Тема: Re: Bus 12
samsung uk | -------- Вихідне повідомлення --------~Від: Front Desk <desk@example.org>~Дата: 03.05.23 10:00 (GMT+02:00)~Кому: Maria Lopez <maria@example.net>~Тема: Re: Bus 12
samsung tr | -------- Orijinal mesaj --------~Kimden: Front Desk <desk@example.org>~Tarih: 3.05.2023 10:00 (GMT+03:00)~Alıcı: Maria Lopez <maria@example.net>~Konu: Re: Bus 12
samsung vi | -------- Thư gốc --------~Từ: Front Desk <desk@example.org>~Ngày: 3/5/23 10:00 (GMT+07:00)~Đến: Maria Lopez <maria@example.net>~Chủ đề: Re: Bus 12
samsung zh | -------- 原始邮件 --------~发件人： Front Desk <desk@example.org>~日期： 2023/5/3 10:00 (GMT+08:00)~收件人： Maria Lopez <maria@example.net>~主题： Re: Bus 12
samsung ja | -------- 元のメッセージ --------~差出人: Front Desk <desk@example.org>~日付: 2023/05/03 10:00 (GMT+09:00)~宛先: Maria Lopez <maria@example.net>~件名: Re: Bus 12
samsung ko | -------- 원본 이메일 --------~발신: Front Desk <desk@example.org>~날짜: 2023/5/3 10:00 (GMT+09:00)~수신: Maria Lopez <maria@example.net>~제목: Re: Bus 12
samsung ar | -------- الرسالة الأصلية --------~من: Front Desk <desk@example.org>~التاريخ: 3/5/2023 10:00 (GMT+03:00)~إلى: Maria Lopez <maria@example.net>~الموضوع: Re: Bus 12
samsung so | -------- Fariinta asalka ah --------~Ka: Front Desk <desk@example.org>~Taariikhda: 3/5/2023 10:00 (GMT+03:00)~Ku: Maria Lopez <maria@example.net>~Mawduuca: Re: Bus 12
""".strip().splitlines()
