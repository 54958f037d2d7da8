"""Invented comments of honest readers, above all those that look like spam.

Readers talk about gambling in the news, congratulate "01", quote sums of money and
scores, praise an article warmly, write a word in fancy letters, mention products
with digits in their names. None of that is promotion.
"""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Iterator
from random import Random
from typing import Final

from classifier.dataset import Row
from classifier.disguises import mathematical, small_capitals, spaced
from classifier.phrases import Grammar, expand, listed, roughen

PRAISE: Final = (
    "kontennya bagus banget", "mantap videonya", "keren abis", "editannya rapi",
    "salut sama timnya",
    "beritanya lengkap", "sangat menginspirasi", "semangat terus bang", "penjelasannya jelas",
    "videonya seru", "sukses selalu", "lucu banget", "sehat selalu pak", "terhibur banget",
    "liputannya berimbang", "host nya asik", "ditunggu konten selanjutnya", "baru nonton udah suka",
    "ngakak terus", "kualitas gambarnya makin oke", "ceritanya menyentuh", "bikin nagih",
    "obrolannya berbobot", "bintang tamunya pas", "gak pernah bosen nonton ini", "positif terus",
    "tulisan yang mencerahkan", "ulasannya tajam", "terima kasih infonya", "bermanfaat sekali",
    "bikin semangat pagi", "panutan banget", "nggak nyesel nonton sampai habis", "kualitas premium",
)  # fmt: skip
ABOUT_GAMBLING: Final = (
    "judi online itu {harm}, {plea}",
    "{relative} {ruin} gara-gara judi online, {plea}",
    "slot itu settingan bandar, {advice}",
    "jangan coba-coba main slot, {advice}",
    "bandarnya kapan ditangkap? {plea}",
    "katanya situs judi diblokir, kok {ad} masih banyak?",
    "{official} jangan cuma omon-omon, berantas judol sampai ke akarnya",
    "kolom komentar isinya {ad} semua, tolong {official} {act}",
    "awas komentar bot {ad}, laporkan saja",
    "min tolong hapus komentar {ad}, mengganggu",
    "kok masih banyak {ad} di kolom komentar ya",
    "korban judol kebanyakan orang kecil, {plea}",
    "artis yang promosi {site} harusnya dipenjara",
    "influencer promosi {site} kok gak ditangkap?",
    "menang sekali, kalah seribu kali. {advice}",
    "{relative} habis {sum} buat {site}, {feel}",
    "uang {sum} melayang karena {site}, {feel}",
    "depo pulsa, kalah, pinjol, bunuh diri. {feel}",
    "perputaran uang judol {sum} triliun, {official} ngapain aja?",
    "{official} umumkan {sum} rekening judol diblokir, semoga bukan pencitraan",
    "dulu saya pecandu slot, alhamdulillah sekarang sudah berhenti, {advice}",
    "yang komen gacor gacor itu bot, jangan percaya",
    "pinjol dan judol satu paket, {harm}",
    "oknum polisi {ruin} karena judi online, {plea}",
    "kalau server di luar negeri gimana mau {act}?",
    "togel dari zaman dulu juga {harm}",
    "katanya kasino mau dilegalkan, {feel}",
    "sdsb zaman dulu aja diprotes, ini judol dibiarkan",
    "bonus new member cuma jebakan, {advice}",
    "maxwin cuma mimpi, yang kaya bandarnya",
    "ingat, tidak ada orang kaya karena judi, {advice}",
    "semoga {relative} yang main slot cepat sadar",
    "pemain bola kok terlibat judi, {feel}",
    "ini berita soal situs {site} ya? {feel}",
    "judi online merusak generasi muda, {plea}",
)
NEWS: Final = (
    "0{digit} menang satu putaran",
    "{side}0{digit} {hope}",
    "{side}{digit} {feel}",
    "0{digit}{side} {hope}", "hidup 0{digit}!", "tetap 0{digit} {hope}",
    "0{digit} presidenku, {hope}", "coblos nomor {digit} {hope}",
    "skor {digit}-{other}, {team} menang",
    "{team} kalah {digit}-{other} lagi, {feel}", "prediksi saya {digit}-{other} buat {team}",
    "{team} menang tipis, {hope}", "pelatih {team} harus diganti, {feel}",
    "harga {item} naik jadi Rp{price}, {feel}", "{item} sekarang {sum}, dulu cuma {price}",
    "korupsi {sum} cuma dihukum {digit} tahun, {feel}", "uang {sum} milik rakyat, {plea}",
    "gaji guru honorer cuma {price} sebulan, {feel}", "umr {sum} mana cukup, {feel}",
    "bansos {price} per kk, {hope}", "utang negara {sum} triliun, {feel}",
    "menit {clock} paling {funny}", "{clock} {funny}", "yang nonton tahun 202{digit} absen",
    "{product} lebih bagus dari {other_product}", "baru beli {product} harga {sum}, {feel}",
    "jalan di km {price} macet parah", "pasal {price} ayat {digit} harus ditegakkan",
    "ayo {team} pasti bisa, {hope}", "selamat buat {team} juara",
    "{official} harus turun tangan, {plea}",
    "{praise}", "{praise} {hope}", "{praise}, {praise}", "mantap pak, {hope}",
    "saya setuju dengan bapak, {hope}", "{official} memang terbaik, {hope}",
    "mari kita doakan semoga {hope}", "turut berduka cita, {hope}", "sumbernya {news} ya?",
    "baca selengkapnya di {news}, jangan cuma judul", "menurut {news} angkanya {sum}",
    "kalau {item} langka, {official} kemana?", "dapat {sum} dari mana? {feel}",
    "menang di pengadilan belum tentu benar, {feel}", "gacor banget mainnya {team}",
    "rezeki sudah ada yang atur, {hope}", "bersyukur masih bisa makan hari ini, {hope}",
    "bonus atlet {sum} cair belum?", "uang kuliah naik {sum}, {feel}",
    "alhamdulillah thr cair {sum}",
    "daftar haji sekarang antre {digit}{other} tahun", "tiket {team} habis dalam {digit} menit",
    "hubungi {official} di nomor resmi, jangan percaya calo", "cek rekening dulu sebelum transfer",
)  # fmt: skip
WORDS: Final[Grammar] = {
    "harm": ("merusak rumah tangga", "racun masyarakat", "bikin melarat", "penyakit", "haram"),
    "plea": (
        *("tolong ditindak tegas", "hukum seberat-beratnya", "berantas sampai tuntas", "miris"),
        *("pemerintah jangan diam", "kasihan rakyat kecil", "semoga cepat ditangkap"),
    ),
    "relative": ("tetangga saya", "teman saya", "suami orang", "adik ipar", "anak muda sekarang"),
    "ruin": ("bangkrut", "cerai", "jual rumah", "kehilangan semuanya", "terjerat utang", "dipecat"),
    "advice": (
        *("mending kerja halal", "berhenti sekarang juga", "lebih baik nabung", "sadarlah kawan"),
        *("ujungnya rungkad", "gak ada yang menang selain bandar", "sayangi keluarga"),
    ),
    "ad": ("iklan judol", "promosi slot", "spam judi", "iklan situs gacor", "bot judi online"),
    "official": ("kominfo", "polisi", "pemerintah", "bapak presiden", "pak gubernur", "dpr", "kpk"),
    "act": ("memblokir", "bertindak", "ditertibkan", "menangkap pelakunya"),
    "site": ("judi online", "slot", "situs judol", "togel", "kasino online", "judi bola"),
    "sum": ("10 juta", "500 ribu", "2 miliar", "300 triliun", "1,5 jt", "50jt", "100 ribu",
    "5 juta"),
    "price": ("15.000", "20rb", "300ribu", "12.500", "150.000", "35", "27", "200k"),
    "feel": ("sedih", "miris", "geram saya", "aneh", "kasihan", "lucu negeri ini", "ya ampun",
    "hmm"),
    "side": ("paslon", "pilih", "capres", "presiden", "no", "nomor", "menang", "hidup", "PILIH"),
    "digit": tuple("123456789"),
    "other": tuple("0123456"),
    "hope": (
        *("semoga sehat selalu", "semoga amanah", "aamiin", "indonesia maju", "semoga berkah"),
        *("insya allah", "perubahan", "lanjutkan", "bismillah", "salam sehat", "merdeka"),
    ),
    "team": ("timnas", "garuda muda", "timnas u23", "u17", "persib", "persija", "arema", "mu"),
    "item": ("beras", "minyak goreng", "cabai", "telur", "bbm", "pertalite", "gas 3kg", "listrik"),
    "clock": ("03:21", "12:45", "1:07", "08.30", "23:59", "0:58"),
    "funny": ("lucu", "bikin merinding", "menegangkan", "ngakak", "sedih banget"),
    "product": ("iphone15", "poco x3", "rtx4060", "avanza 2015", "windows11", "note20", "ps5"),
    "other_product": ("samsung s24", "redmi 9a", "xiaomi 14t", "vario160", "beat 2020", "ps4"),
    "news": ("kompas.com", "detik.com", "tempo.co", "antaranews.com", "bps.go.id", "kominfo.go.id"),
    "praise": PRAISE,
}  # fmt: skip


TAGS: Final = listed(
    "U17 U19 U20 U23 G20 G30S 5G 4G K3 RT05 RW02 KM50 PS5 MK2 Q4 B20 E10 A1 C19 Covid19 S1 S2 "
    "SD2 SMP3 SMA1 HUT80 RI1 RI2 2x 3x 10x 50rb 100k 2jt 1T 300M 17an 90an 2024 2029 2045 212 "
    "411 171"
)
FLAGS: Final = (
    *("🇮🇩", "🇵🇸", "🇮🇩🦅", "🔥", "👍", "🙏", "💪", "❤", "⭐", "👏", "✌", "✌️", "⚡", "💜"),
    *("🎯", "🌟", "💎", "💥", "✨", "🚀", "💯", "🤲", "👉", "☝", "😂", "🎉"),
)
"""Also every sign that invented campaigns put around a brand: alone it means nothing."""


SIDES: Final = listed(
    "paslon nomor pilih capres cawapres presiden wapres pasangan no coblos dukung salam menang "
    "hidup "
    "pemilu debat putaran jari caleg dapil partai kubu timses pendukung"
)


def numbered(word: str, rng: Random) -> str:
    """A word with the number of a side in an election: "paslon02", "03menang", "No.1"."""
    number = rng.choice(("01", "02", "03", "1", "2", "3", "04", "05", "4", "5"))
    joint = rng.choice(("", "", " ", "."))
    dressed = rng.choice((word, word.upper(), word.capitalize()))
    return number + joint + dressed if rng.random() < 0.35 else dressed + joint + number


def everyday(text: str, rng: Random) -> str:
    """An ordinary comment with the habits that make one look like an advertisement."""
    words = text.split(" ")
    place = rng.randrange(len(words))
    habit = rng.randrange(11)
    if habit == 0:
        return text.upper()
    if habit == 1:
        return ".".join(words)
    if habit == 2:
        return f"{text} {rng.choice(FLAGS) * rng.randint(1, 5)}"
    sign = rng.choice((*FLAGS, "*", "*", '"', "'"))
    changed = (
        words[place].upper(),
        f"{sign}{words[place].upper()}{sign}",
        rng.choice(TAGS),
        f"@{words[place].lower()}{rng.randint(1, 9999)}",
        f"#{words[place]}{rng.choice(('', rng.choice(TAGS)))}",
        numbered(words[place], rng),
        numbered(rng.choice(SIDES), rng),
        numbered(rng.choice(SIDES), rng),
    )[habit - 3]
    return " ".join([*words[:place], changed, *words[place + 1 :]])


COMMON: Final = frozenset(
    listed(
        "mantap bagus keren lucu semangat indonesia ganteng cantik amin aamiin hebat merdeka "
        "salam sehat sukses selalu allah alhamdulillah lanjutkan setuju benar sedih haha wkwk "
        "terima kasih love the best good great nice you"
    )
)
"""Words that honest readers dress up."""


def fancy(text: str, rng: Random) -> str:
    """All of an ordinary comment in fancy letters, or one plain word of it."""
    words = text.split(" ")
    dress = rng.choice((mathematical, mathematical, small_capitals, spaced))
    if rng.random() < 0.5 and dress is not spaced:
        return " ".join(dress(word, rng) for word in words)
    common = [place for place, word in enumerate(words) if word.lower() in COMMON]
    for place in common[:1]:
        words[place] = dress(words[place], rng)
    return " ".join(words)


def readers(rng: Random, count: int) -> Iterator[Row]:
    """So many invented ordinary comments, half of them about gambling."""
    for _ in range(count):
        family = ABOUT_GAMBLING if rng.random() < 0.5 else NEWS
        text = expand(rng.choice(family), WORDS, rng)
        if rng.random() < 0.35:
            text += rng.choice((". ", ", ", " ")) + expand(
                rng.choice(rng.choice((ABOUT_GAMBLING, NEWS))), WORDS, rng
            )
        text = roughen(text, rng)
        fancy_share = 0.06
        yield Row(fancy(text, rng) if rng.random() < fancy_share else text, "ham", "", "invented")
