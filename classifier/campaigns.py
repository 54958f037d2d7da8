"""Invented spam: campaigns that nobody ran, for brands that do not exist.

Each family is a way of promoting seen in the field, written anew: testimonials,
praise with a name slipped in, results of lotteries, "type it into the search
engine", agents, loans, jobs, followers, goods, prizes, links.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from classifier.brands import brand, plain_brand, syllables
from classifier.dataset import Row
from classifier.phrases import EMOJI, Grammar, expand, roughen
from classifier.readers import PRAISE

BRAND: Final = "\x00"
"""Stands for the brand while a sentence is cased and roughened."""

GAMBLING: Final = (
    "{gas} main di \0, {win}{end}",
    "{who} {won} di \0 {time}, {feel}{end}",
    "{time} {won} {sum} dari \0{end}",
    "modal {small} jadi {sum} cuma di \0{end}",
    "depo {small} wd {sum} di \0 {feel}{end}",
    "{feel} main di \0, {win}{end}",
    "cuma \0 yang {virtue}{end}",
    "\0 emang {virtue}, {win}{end}",
    "\0 {virtue} banget {who} udah buktiin sendiri{end}",
    "{search} \0 {gas} {win}{end}",
    "{search} \0{end}",
    "udah pada coba \0 belum? {win}{end}",
    "yang belum tau \0 rugi, {win}{end}",
    "rekomendasi situs {virtue} ya \0{end}",
    "rezeki dari \0 {time} {thanks}{end}",
    "berkat \0 bisa {buy}{end}",
    "{thanks} \0, {time} bisa {buy}{end}",
    "{buy} hasil dari \0, {feel}{end}",
    "sambil nonton ini {gas} \0, {win}{end}",
    "{time} {who} iseng buka \0 eh {won} {sum}{end}",
    "link \0 {virtue} cek bio{end}",
    "bosen hidup susah? {gas} \0 {win}{end}",
    "pola {time}: \0 {win}{end}",
    "\0 lagi bagi bonus new member 100% {gas}{end}",
    "rtp \0 tinggi {time}, {win}{end}",
    "result {market} {time}: prediksi jitu cuma di \0{end}",
    "angka jitu {market} malam ini ada di \0{end}",
    "bocoran {market} {time} {search} \0{end}",
    "situs {market} {virtue} hadiah 4D 10jt diskon 66% \0{end}",
    "slot {virtue} {time} \0 depo pulsa tanpa potongan{end}",
    "agen bola dan kasino {virtue} \0 minimal depo {small}{end}",
    "parlay tembus lagi di \0, {sum} {thanks}{end}",
    "scatter hitam turun terus di \0 {feel}{end}",
    "gak pernah nyesel kenal \0, {win}{end}",
    "temen gue kaya gara-gara \0, {feel}{end}",
    "{who} dulu gak percaya, sekarang tiap hari {won} di \0{end}",
    "ngopi dulu sambil buka \0, {win}{end}",
    "di tempat lain kalah mulu, pindah ke \0 langsung {win}{end}",
    "\0 {win}",
    "{win} di \0",
    "\0 tempatnya yang {virtue}",
    "gas \0",
    "info \0 dong, katanya {virtue}",
    "langsung aja ke \0 bos, {win}",
    "pecah terus di \0 {thanks}",
)
STEALTH: Final = (
    "{praise} \0",
    "\0 {praise}",
    "{praise} kayak \0",
    "{praise}, sama kayak \0 yang {virtue}",
    "{praise} \0 {praise}",
    "nonton ini bikin inget \0, {praise}",
    "{praise}, apalagi ditemani \0",
    "salam dari \0, {praise}",
    "tim \0 hadir, {praise}",
    "{praise}. \0 selalu dukung",
    "siapa yang kesini karena \0?",
    "\0 hadir bosku",
    "kalo udah denger \0 pasti langsung semangat",
    "{praise} 🔥 \0 🔥",
    "aura \0 memang beda, {praise}",
    "\0 bikin hari makin cerah, {praise}",
    "hidup ini indah kalau ada \0",
    "\0 selalu di hati",
    "semua orang lagi ngomongin \0",
    "\0 mah beda kelas",
    "gak ada yang ngalahin \0",
    "wajar viral, \0 sih ini",
)
PROMO: Final = (
    "jual followers {platform} murah, aman dan permanen, {contact}",
    "jasa tambah like dan subscriber {platform} mulai {small}, {contact}",
    "yuk mampir ke toko kami, {goods} harga grosir, {contact}",
    "ready {goods} original bpom, cod seluruh indonesia, {contact}",
    "{goods} ampuh dalam 7 hari tanpa efek samping, order {contact}",
    "diskon 50% {goods} hari ini saja kak, cek {link}",
    "numpang promosi kak, {goods} kualitas premium, {contact}",
    "dijual {goods} murah, minat {contact}",
    "open reseller dan dropship {goods}, keuntungan sampai {sum} per bulan, {contact}",
    "paket internet murah 50gb cuma {small} semua operator, {contact}",
    "jasa pembuatan website dan toko online, {contact}",
    "cek ig kita kak {handle} ada {goods} lucu lucu",
    "mau badan langsing atau tinggi ideal? {goods} solusinya, {contact}",
    "promo spesial khusus hari ini, beli 2 gratis 1, kunjungi {link}",
    "top up diamond dan pulsa paling murah se-indonesia {contact}",
    "subscribe balik channel aku ya kak, saling support",
    "mampir juga ke channel aku dong {link}",
    "kak yuk order {goods}, free ongkir, {contact}",
    "open po {goods} harga mulai {small}, testi banyak, cek {handle}",
    "yang mau {goods} murah meriah langsung dm {handle} ya",
    "jual {goods} amanah bukan penipuan, {contact}",
    "masih jomblo? {goods} bikin pede, cuma {small}, {handle}",
    "badan gemuk bikin minder? aku pakai {goods} turun 10kg, konsul gratis {contact}",
    "gabung jadi reseller {handle} untung besar tiap hari",
    "endorse murah dan paid promote 500k followers {contact}",
    "check out my channel guys, new {thing} every week",
    "please subscribe to my channel, i make {thing} too",
    "sub to me and i will sub back",
    "hey everyone come check out my {thing} {link}",
    "follow me on instagram {handle} for {thing}",
    "help me get 1000 subscribers please, i post {thing}",
    "i am a young artist, please listen to my {thing}, thumbs up so people can see",
    "if you like this you will love my {thing}, visit my page",
    "cheap {thing} for sale, visit {link}",
    "great post! i also write about {thing} at {link}",
    "thanks for sharing this, for the best {thing} in town see {link}",
    "we offer professional {thing} services, call {phone} or visit {link}",
    "nice article, we provide {thing} at the lowest price {link}",
    "like my page {link} and win a free {goods}",
    "my new {thing} is out now on my channel, go watch it",
)
SCAM: Final = (
    "butuh dana cepat? pinjaman online tanpa jaminan cair 5 menit, {contact}",
    "pinjaman modal usaha {sum} bunga rendah proses mudah cukup ktp, {contact}",
    "solusi utang lunas, bantu gadai bpkb dan sertifikat, {contact}",
    "lowongan kerja dari rumah cukup hp gaji {small} per hari, daftar {contact}",
    "dibutuhkan admin online tanpa pengalaman, gaji {sum} per bulan, {contact}",
    "kerja sampingan like dan follow dibayar {small}, {contact}",
    "selamat nomor anda terpilih mendapat hadiah {sum}, info klik {link}",
    "anda pemenang undian mobil dari pt {name}, pin pemenang 7h3k21, kunjungi {link}",
    "investasi {name} profit 10% per hari tanpa resiko, gabung {link}",
    "trading bareng mentor {name}, modal {small} jadi {sum} dalam seminggu, {contact}",
    "saya dulu terlilit utang, berkat bimbingan {name} sekarang sukses, hubungi {contact}",
    "pesugihan tanpa tumbal uang gaib {sum}, hubungi {contact}",
    "dukun pelet ampuh, jodoh dan rezeki lancar, {contact}",
    "jasa hack wa dan lacak pasangan, bayar setelah berhasil, {contact}",
    "bantuan sosial {sum} dari pemerintah, daftar sebelum tutup di {link}",
    "akun anda akan diblokir, segera verifikasi di {link}",
    "tolong transfer dulu ke rekening ini ya nanti saya ganti, {contact}",
    "i earn $500 a day working from home, contact {name} on whatsapp {phone}",
    "thanks to expert {name} i recovered my lost bitcoin, write {contact}",
    "get a loan at 2% interest today, no collateral, {contact}",
    "make money online fast, click {link}",
    "invest with {name} and get 10x profit in 24 hours, telegram {handle}",
)
LINKS: Final = (
    "{link}",
    "cek {link}",
    "nonton full movie gratis di {link}",
    "video lengkapnya ada di sini {link}",
    "download aplikasi penghasil uang {link}",
    "info lengkap {link} {link}",
    "viral no sensor {link}",
    "check out my new video {link}",
    "free gift cards here {link}",
    "click the link {link} for free followers",
)
WORDS: Final[Grammar] = {
    "gas": ("gas", "gaskeun", "yuk", "ayo", "buruan", "langsung", "gasken", "cus", "mari", "coba"),
    "who": ("gue", "gw", "aku", "saya", "ane", "temen", "tetangga", "abang gue", "bapak", "kita"),
    "won": (
        *("menang", "dapet", "tembus", "cair", "jp", "jackpot", "wd", "menang besar", "dapat"),
        *("pecah", "profit", "cuan", "panen", "kecipratan", "kena jepe"),
    ),
    "win": (
        *(
            "auto cuan",
            "pasti maxwin",
            "menang terus",
            "gampang menang",
            "langsung jp",
            "wd lancar",
        ),
        *("pasti dibayar", "cuan tiap hari", "gacor parah", "dijamin gacor", "bocor terus", "jepe"),
        *("rejeki lancar", "dompet tebal", "saldo nambah terus", "langsung sultan", "anti rungkad"),
        *("pasti untung", "withdraw kilat", "hoki terus", "hadiahnya gede", "tiap spin pecah"),
        *("hidup jadi tenang", "kebanjiran rezeki", "hasilnya luar biasa", "gak pernah zonk"),
    ),
    "sum": ("5jt", "10 juta", "2.5jt", "500rb", "27jt", "1,2 juta", "puluhan juta", "Rp3.000.000"),
    "small": ("10rb", "20 ribu", "50k", "receh", "25rb", "5k", "Rp15.000", "100rb"),
    "time": ("hari ini", "malam ini", "tadi pagi", "kemarin", "barusan", "sore ini", "minggu ini"),
    "feel": (
        *("asik banget", "gila sih", "gak nyangka", "bahagia banget", "seneng banget", "mantap"),
        *("serius deh", "nggak bohong", "ketagihan", "puas", "terharu", "kaget sendiri", "gokil"),
    ),
    "virtue": (
        *("terpercaya", "gacor", "amanah", "paling gacor", "resmi", "terbaik", "anti rungkad"),
        *("pasti bayar", "juara", "paling mantap", "aman", "nomor satu", "top", "memuaskan"),
    ),
    "thanks": ("makasih", "terima kasih banyak", "alhamdulillah", "bersyukur", "thank you", "puji"),
    "end": ("", "", "", "!", "!!", " 🔥", " 💰", " bosku", " cuy", " gengs", " sob", ".", " 🙏🙏"),
    "search": (
        *("ketik di google", "cari di google", "search aja", "googling", "cari aja", "ketik"),
        *("tinggal cari", "buka google ketik", "cek google"),
    ),
    "buy": (
        *("beli motor baru", "bayar utang", "traktir keluarga", "bayar spp anak", "beli hp baru"),
        *("renovasi rumah", "umroh", "beli susu anak", "nikah", "liburan", "ganti laptop"),
    ),
    "market": ("togel", "sgp", "hk", "sydney", "macau", "toto", "hongkong", "singapura"),
    "platform": ("instagram", "tiktok", "youtube", "fb", "ig"),
    "goods": (
        *("pelangsing", "peninggi badan", "skincare", "masker wajah", "hijab", "obat herbal"),
        *("madu hutan", "sepatu", "tas branded", "kaos", "hp second", "parfum", "kopi pelangsing"),
        *(
            "cream pemutih",
            "jam tangan",
            "mukena",
            "gamis",
            "jersey",
            "aksesoris hp",
            "frozen food",
        ),
    ),
    "thing": (
        *("covers", "songs", "remix", "beats", "gaming videos", "tutorials", "mixtape", "vlogs"),
        *("seo", "web design", "cleaning", "shoes", "essays", "loans", "supplements", "courses"),
    ),
    "contact": ("wa {phone}", "hub {phone}", "wa.me/62{digits}", "dm {handle}", "chat {phone}"),
    "phone": ("08{digits}", "+62 8{digits}", "08{digits}"),
    "praise": PRAISE,
}


def details(rng: Random, vocabulary: Sequence[str]) -> Grammar:
    """The word lists with fresh numbers, names and addresses."""
    name = plain_brand(rng, vocabulary) if rng.random() < 0.5 else syllables(rng)
    domain = rng.choice(("com", "net", "xyz", "id", "co.id", "site", "vip", "my.id", "info", "me"))
    link = f"{rng.choice(('', 'https://', 'www.', 'http://'))}{name}.{domain}"
    return {
        **WORDS,
        "digits": (str(rng.randint(10**8, 10**10)),),
        "name": (name.capitalize(),),
        "handle": ("@" + name,),
        "link": (link, f"{link}/{syllables(rng)}", f"bit.ly/{syllables(rng)}{rng.randint(1, 99)}"),
    }


def gambling(rng: Random, vocabulary: Sequence[str]) -> str:
    """One gambling comment; the brand may come twice or in a row of emoji."""
    family = STEALTH if rng.random() < 0.4 else GAMBLING
    sentence = roughen(expand(rng.choice(family), details(rng, vocabulary), rng), rng)
    name = brand(rng, vocabulary)
    if rng.random() < 0.08:
        return sentence.replace(BRAND, name + name)
    if rng.random() < 0.15:
        sign = rng.choice(EMOJI)
        name = f"{sign}{name}{sign}"
    if rng.random() < 0.1:
        return sentence.replace("di " + BRAND, "di" + name).replace(BRAND, name)
    return sentence.replace(BRAND, name)


def nameless(rng: Random, vocabulary: Sequence[str]) -> str:
    """Gambling talk that promotes without naming a site."""
    text = expand(rng.choice(GAMBLING), details(rng, vocabulary), rng)
    return roughen(text.replace(BRAND, rng.choice(("sini", "situs ini", "link di bio"))), rng)


def slipped_in(text: str, rng: Random, vocabulary: Sequence[str]) -> str:
    """An ordinary comment with a brand slipped in: stealth spam in real surroundings."""
    words = text.split(" ")
    place = rng.choice((0, len(words), len(words), rng.randint(0, len(words))))
    return " ".join([*words[:place], brand(rng, vocabulary), *words[place:]])


def campaigns(rng: Random, count: int, vocabulary: Sequence[str]) -> Iterator[Row]:
    """So many invented spam comments, about two thirds of them gambling."""
    for _ in range(count):
        pick = rng.random()
        if pick < 0.68:
            nameless_share = 0.05
            make = nameless if rng.random() < nameless_share else gambling
            yield Row(make(rng, vocabulary), "spam", "gambling", "invented")
            continue
        family, kind = rng.choice(((PROMO, "promo"), (SCAM, "scam"), (LINKS, "promo")))
        text = roughen(expand(rng.choice(family), details(rng, vocabulary), rng), rng)
        yield Row(text, "spam", kind, "invented")
