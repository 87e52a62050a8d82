"""How devices, programs, scanners and lists sign what they send. Tables only; `signature` reads them."""


def _phrases(table: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in table.split("|") if phrase.strip())


# Beginnings of lines a device or program signs with.
SIGNED_BY = _phrases("""
sent from my | sent from a | yahoo mail: | sent from yahoo | sent from outlook | sent from mail | sent from mailbox | sent from samsung | sent from windows |
sent from proton | sent from gmail | sent from aol | sent from the | sent from android | sent from iphone | sent via | sent with airmail |
sent with proton | sent with spark | sent with shift | sent with mailtrack | sent using | sent by galaxy | sent on the go | sent from phone |
sent from mobile | from my iphone | from my android | from my phone | from my ipad | get outlook for | get bluemail for | download outlook |
enviado desde mi | enviado desde | enviado con | obtener outlook para | obtén outlook para | enviado de mi | enviado mediante | envoyé de mon |
envoyé depuis | envoyé à partir de | envoyé de | télécharger outlook pour | obtenir outlook pour | envoyé avec | von meinem | gesendet von |
gesendet mit | diese nachricht wurde von | diese mail wurde von | outlook für | holen sie sich outlook für | von unterwegs gesendet |
enviado do meu | enviado a partir de | enviado do | enviado pelo | obter outlook para | obter o outlook para |
baixar o outlook para | enviado via | inviato da | inviato dal | inviato con | scarica outlook per | ottieni outlook per | inviata da |
verstuurd vanaf | verzonden vanaf | verzonden met | verstuurd met | outlook voor | download outlook voor | outlook downloaden voor | skickat från |
skickades från | skickat med | hämta outlook för | sendt fra | sendt med | hent outlook til | hent outlook for | få outlook til |
skaff deg outlook for | last ned outlook for | lähetetty | hanki outlook | lataa outlook | wysłane z | wysłano z | pobierz program outlook |
pobierz aplikację outlook | wysłane przez | odesláno z | odesláno ze | posláno z | získat outlook pro | stáhněte si outlook | отправлено с |
отправлено из | скачать outlook для | получить outlook для | надіслано з | надіслано із | завантажити outlook | відправлено з |
iphone'umdan gönderildi | ipad'imden gönderildi | iphone’umdan gönderildi | android'den gönderildi | outlook for android uygulamasını edinin |
outlook'u edinin | benim iphone | được gửi từ | đã gửi từ | gửi từ | tải outlook cho | 发自我的 | 發自我的 | 从我的 | 從我的 | 来自我的 | 发送自 | 傳送自 | 从 outlook |
获取 outlook | 取得 outlook | 取得適用於 | 下载 outlook | 发自 | iphoneから送信 | ipadから送信 | androidから送信 | 私のiphoneから送信 | スマートフォンから送信 | outlook を入手 | 나의 iphone에서 보냄 |
나의 ipad에서 보냄 | 내 iphone에서 보냄 | iphone에서 보냄 | android용 outlook 다운로드 | ios용 outlook | 삼성 galaxy | 내 galaxy | أُرسلت من | أرسلت من | تم الإرسال من |
مرسل من | أرسل من | احصل على outlook | الحصول على outlook | waxaa laga soo diray | laga soo diray | trimis de pe | elküldve az | στάλθηκε από |
נשלח מה | odoslané z | enviat des de
""")

# Lines that mail scanners and lists append.
FOOTERS = _phrases("""
virus-free. | virus-free.www | this email has been checked for viruses | libre de virus | garanti sans virus | sans virus | virenfrei | sem vírus |
privo di virus | virusvrij | wolny od wirusów | без вирусов | to unsubscribe | you received this message because you are subscribed
""")
