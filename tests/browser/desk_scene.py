"""An invented morning at the desk: comments such as moderators meet, for tests and pictures."""

from moderation.domain import Article, Author, Comment, CommentState
from moderation.web.http.context import Context
from tests.web.desk import hold, reason

JUDOL = (
    "Editannya rapi banget kak, semalam iseng main di 𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴 langsung maxwin,"
    " depo 10rb wd jutaan. Cek www.nagasakti88.example sebelum tutup!"
)
TURNED = (
    "Harga tiketnya \u202eatayn hibel\u202c mahal dari tahun lalu, cek s\u200bl\u200bo\u200bt dulu"
)
HONEST = (
    "Kalau jadwalnya jadi dua jam sekali, penumpang dari Gilimanuk tidak perlu menginap lagi.\n"
    "Semoga harga tiketnya juga ikut turun."
)
SELLING = "Jual follower aktif, 50rb dapat 1000. Chat wa.me/000 ya, amanah kak!"
ANGRY = "Pejabatnya cuma foto-foto, feri yang dulu saja belum dibayar. Omong kosong semua!"

GILIMANUK = Article(id="gilimanuk", title="Antrean di Gilimanuk mengular sampai tiga kilometer")


async def fill(context: Context) -> list[Comment]:
    """Fill the site's queue, oldest first, and give the first author a past."""
    agent = Author(name="𝓜𝓪𝔀𝓪𝓻 Slot", email="mawar.slot@surat.example", url="https://n88.example/")
    await hold(
        context,
        "Mantap, lanjutkan!",
        author=agent,
        state=CommentState.APPROVED,
        spam=0.04,
        queued=False,
        minutes_ago=4000,
    )
    await hold(
        context,
        "Gas di n88 sekarang juga",
        author=agent,
        state=CommentState.REJECTED,
        spam=0.998,
        minutes_ago=2900,
    )
    return [
        await hold(
            context,
            JUDOL,
            author=agent,
            spam=0.9973,
            minutes_ago=58,
            reasons=[
                reason("spam.disguised_brand", JUDOL, ["𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴"], 1.32),
                reason("spam.gambling_words", JUDOL, ["maxwin", "depo 10rb wd"], 0.78),
                reason("links", JUDOL, ["www.nagasakti88.example"], 0.3),
                reason("spam.promotion", JUDOL, ["main di 𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴 langsung"], 0.21),
            ],
        ),
        await hold(
            context,
            TURNED,
            author=Author(name="Wayan Sudira", email="wayan@pulau.example"),
            spam=0.55,
            minutes_ago=41,
            reasons=[
                reason("bidi_controls", TURNED, ["\u202e"], 0.5),
                reason("invisible_letters", TURNED, ["\u200b"], 0.3),
            ],
        ),
        await hold(
            context,
            HONEST,
            author=Author(name="Ni Luh Ayu", email="niluh@pelabuhan.example"),
            article=GILIMANUK,
            spam=0.12,
            minutes_ago=23,
            reasons=[reason("all_held", HONEST, weight=0.0)],
        ),
        await hold(
            context,
            SELLING,
            author=Author(name="Toko Ramah", email="toko@jualan.example"),
            article=GILIMANUK,
            spam=0.81,
            minutes_ago=9,
            reasons=[
                reason("spam.promotion", SELLING, ["Jual follower aktif"], 0.9),
                reason("spam.contact", SELLING, ["wa.me/000"], 0.6),
            ],
        ),
        await hold(
            context,
            ANGRY,
            author=Author(name="Pak Nyoman", email="nyoman@pelabuhan.example"),
            spam=0.31,
            minutes_ago=2,
            reasons=[reason("repeats", ANGRY, weight=1.05)],
        ),
    ]
