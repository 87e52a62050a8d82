"""Everyday words that tell the language of a text too short for statistics: an answer is often only "Merci" or "Sí, gracias"."""


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# Words of thanks, greeting, assent, time and family that few of the other languages here share.
COMMON = {
    "en": _words(
        "thank thanks yes please hello hi the is my and when what where son daughter child sick late today tomorrow ok okay sorry good morning school bus received got will be not no you your we her his she he i'm"
    ),
    "es": _words(
        "gracias muchas sí hola por favor está mi hijo hija niño niña enfermo enferma mañana hoy bueno buenos buenas días tardes cuándo cómo qué escuela autobús vale perfecto el la y con tarde señora señor"
    ),
    "fr": _words(
        "merci beaucoup oui bonjour bonsoir d'accord svp est mon ma fils fille malade demain aujourd'hui quand où école et le la avec pas très bien non désolé désolée parfait"
    ),
    "pt": _words(
        "obrigado obrigada sim olá bom boa dia tarde noite está meu minha filho filha doente amanhã hoje quando escola ônibus não muito e o com perfeito"
    ),
    "de": _words(
        "danke vielen dank ja nein hallo guten morgen tag bitte gerne mein meine sohn tochter krank heute ist schule und der die das nicht wann schön gut alles klar"
    ),
    "it": _words(
        "grazie mille sì ciao buongiorno buonasera per favore è mio mia figlio figlia malato malata domani oggi quando scuola va bene non e il perfetto"
    ),
    "nl": _words(
        "dank je bedankt ja nee hallo goedemorgen alstublieft mijn zoon dochter ziek vandaag morgen wanneer is goed prima niet het een wel"
    ),
    "vi": _words("cảm ơn vâng dạ chào con tôi em cô bị ốm hôm nay mai khi nào trường xe buýt được không cam nhieu xin"),
    "so": _words(
        "mahadsanid haa maya wiilkayga gabadhayda waa xanuunsan yahay tahay berri maanta iskuulka salaan fadlan waan"
    ),
    "ht": _words("mèsi anpil wi bonjou bonswa tanpri pitit mwen malad jodi demen lekòl"),
    "tl": _words("salamat po oo hindi magandang umaga anak ko may sakit ngayon bukas kailan"),
    "pl": _words(
        "dziękuję dzięki tak nie dzień dobry proszę mój moja syn córka chory chora dzisiaj jutro kiedy szkoła jest"
    ),
    "cs": _words("děkuji díky ano ne dobrý den prosím můj moje syn dcera nemocný nemocná dnes zítra kdy škola je"),
    "sv": _words("tack så mycket ja nej hej god morgon min son dotter sjuk idag imorgon när skola är inte"),
    "da": _words("tak mange ja nej hej godmorgen min søn datter syg dag imorgen hvornår skole er ikke"),
    "no": _words("takk tusen ja nei hei god morgen min sønn datter syk dag morgen når skole er ikke"),
    "fi": _words("kiitos paljon kyllä ei hei huomenta poikani tyttäreni sairas tänään huomenna milloin koulu on"),
    "tr": _words(
        "teşekkürler teşekkür ederim evet hayır merhaba günaydın lütfen oğlum kızım hasta bugün yarın ne zaman okul"
    ),
    "sw": _words("asante sana ndiyo hapana habari tafadhali mtoto wangu mgonjwa leo kesho lini shule"),
    "hmn": _words("ua tsaug nyob zoo kuv tus tub ntxhais mob hnub no tag kis"),
    "hi": _words("धन्यवाद हाँ नहीं नमस्ते मेरा मेरी बेटा बेटी बीमार आज कल कब स्कूल है"),
    "ne": _words("धेरै हजुर होइन मेरो छोरा छोरी बिरामी आज भोलि कहिले छ"),
    "ru": _words(
        "спасибо да нет здравствуйте пожалуйста мой моя сын дочь болен больна сегодня завтра когда школа большое"
    ),
    "uk": _words("дякую так ні вітаю будь ласка мій моя син донька хворий хвора сьогодні завтра коли школа дуже"),
}
