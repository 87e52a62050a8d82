"""Subjects of challenge-response programs outside English: "confirm your message", standing alone. What might as well be a
parent's "please look at the mail" is left out."""

import re

from chalicelib.channels.email.patterns import Lazy

_ASKS = (
    r"(?:por favor,? )?(?:confirm[ea]|verifi(?:que|ca)) (?:su|tu) (?:mensaje|correo(?: electr[óo]nico)?|e-?mail)",
    r"(?:veuillez |merci de )(?:confirmer|v[ée]rifier) votre (?:message|e-?mail|courriel)",
    r"(?:bitte )?best[äa]tigen sie (?:bitte )?ihre (?:nachricht|e-?mail)",
    r"(?:por favor,? )?(?:confirme|verifique) (?:a )?(?:sua mensagem)|(?:por favor,? )?(?:confirme|verifique) (?:o )?seu e-?mail",
    r"(?:per favore,? |si prega di )?(?:conferm(?:i|a|are)|verific(?:hi|a|are)) (?:il (?:suo|tuo) messaggio|la (?:sua|tua) e-?mail)",
    r"(?:bevestig|verifieer) (?:a\.?u\.?b\.? )?(?:uw|je) (?:bericht|e-?mail)",
    r"bekräfta ditt (?:meddelande|mejl)|bekräfta din e-?post",
    r"bekræft (?:din besked|dit meddelelse|din meddelelse|din e-?mail)|bekreft (?:meldingen|e-posten) din",
    r"vahvista (?:viestisi|sähköpostisi)",
    r"(?:proszę )?potwierd(?:ź|z|zić) (?:swoją wiadomość|swój e-?mail)|(?:prosím )?potvrďte (?:svou zprávu|svůj e-?mail)",
    r"(?:пожалуйста,? )?подтвердите (?:ваше|своё|свое) (?:сообщение|письмо)|(?:будь ласка,? )?підтвердьте (?:ваше|своє) повідомлення",
    r"(?:lütfen )?(?:mesajınızı|e-?postanızı) (?:onaylayın|doğrulayın)|(?:vui lòng )?xác (?:nhận|minh) (?:thư|tin nhắn|email) của bạn",
    r"请验证您的(?:邮件|消息|身份)|請驗證您的(?:郵件|訊息|身分)|发件人验证|寄件者驗證|送信者の?認証|送信者の?確認のお願い|발신자 ?(?:인증|확인)",
    r"(?:يرجى |الرجاء )(?:تأكيد|التحقق من) رسالتك|(?:fadlan )?xaqiiji (?:fariintaada|emailkaaga)",
)
CHALLENGE_ABROAD = Lazy(r"(?:" + "|".join(_ASKS) + r")\s{0,3}(?:[:：;.!\-–—(\[。].{0,200})?$", re.IGNORECASE)
