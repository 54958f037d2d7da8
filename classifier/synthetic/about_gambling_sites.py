"""Invented scorn, warning and news about gambling sites by name; none recommends one.

`{b}` is a name like a site's own: here a reader names it, and what stands around it
tells that this is no promotion.
"""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

SCORN: Final = family("""
{scorn} {b}
{scorn} {b}, {sigh}
{scorn} {b}!!!
{scorn} {b}, {because}
{scorn} {b} {b_two} {b}
{because}, {scorn} {b}
{b} {fault}
{b} {fault}, {sigh}
{b} {fault}! {scorn} {b}
{b} itu {fault}, {because}
{b} {fault} {b_two} juga {fault}
kata {kin} {b} {fault}
{kin} bilang {b} {fault}, saya percaya
menurut {news} {b} {fault}
jelas {b} {fault}, kenapa {agency} diam?
hei {b}, {curse}
buat admin {b}: {curse}
pemilik {b} {curse}
{curse} wahai {b}
yang promosi {b} {curse}
yang spam {b} {curse}
@{user} {curse}, gak usah bawa bawa {b}
tadi baca komentar tentang {b}, {sigh}
saya baca ulang komentarnya, ujungnya {b} lagi, {scorn} {b}
apa untungnya kamu sebut {b} di sini? {curse}
komentar yang menyebut {b} itu {fault}
kok {b} ada di sini juga? {because}
sumpah {because}, makanya {scorn} {b}
gak usah ditanya {b} itu apa, {fault}
tolong jangan tanya {b} itu apa, nanti dijawab bot
yang nanya {b} sama yang jawab orangnya satu
yang nanya "{b} apa bang" itu temannya bot juga
di video sebelah {b}, di sini {b}, di mana mana {b}, {sigh}
saya hitung ada {digit}{other} komentar {b}, {sigh}
{digit}{other} akun berbeda kalimatnya sama, semua {b}
dari {digit}{other} komentar {digit} yang manusia, sisanya {b}
kalau {b} beneran bagus gak perlu spam di video orang
kalau lihat {b} langsung laporkan, jangan dibalas
biar jelas: {b} {fault}, {b_two} {fault}
mau namanya {b} atau {b_two}, tetap {fault}
anak saya tanya {b} itu apa, saya jawab {fault}
{b} lewat, {b_two} lewat, {emoji}
nama {b} saja sudah bikin mual
{because}. masih mau bela {b}?
{because}. {b} {fault}. {agency} ke mana?
alasan saya {scorn} {b}: {because}
setelah baca berita ini saya makin yakin {b} {fault}
jangan jadi seperti {kin}, {lost} di {b}
seandainya {kin} tidak kenal {b}, {sigh}
""")
REPORTS: Final = family("""
{agency} {acted} {b}, {sigh}
{agency} {acted} {b} di {place}
{agency} akhirnya {acted} {b}, {wish}
kapan {agency} {acted} {b}?
mohon {agency} segera {acted} {b}
semoga {agency} berani {acted} {b}
dari kemarin nunggu {agency} {acted} {b}
percuma {agency} {acted} {b}, besok muncul {b_two}
{news} memberitakan {agency} {acted} {b}
berita {b} ini sudah dari bulan lalu, {agency} belum {acted}
kasus {b} {digit} tahun tidak selesai, {because}
{digit}{other} saksi kasus {b} diperiksa {agency}
rekening {b} isinya {sum}, {agency} sudah membekukan
{celeb} diperiksa soal {b} {digit} jam, {sigh}
operator {b} {caught} di {country}, {because}
karyawan {b} {caught}, {boss} kabur ke {country}
{kin} {lost} gara gara {b}, {because}
{kin} {ruin} gara gara {b}
{kin} pernah {caught} karena jadi admin {b}
{kin} ketipu {b} {sum}, {scorn} {b}
pengakuan korban {b}: {lost}, {ruin}
ternyata {b} sama {b_two} pemiliknya satu, {caught} semua
sumber masalahnya {b}, {kin} {ruin}
omzet {b} {sum} per hari, pajaknya nol
{sum} disita dari {b}, semoga buat korban
saya saksi kasus {b}, jangan dikira mudah melapor
sudah ke polsek bawa bukti transfer ke {b}, disuruh pulang
bukti transfer {sum} ke {b} masih saya simpan
hakim perintahkan {b} ditutup, {sigh}
ada yang punya nomor aduan? mau lapor {b}
form aduan {agency} error waktu saya lapor {b}
tiket laporan saya soal {b} statusnya masih proses
iklan {b} lewat di aplikasi anak saya, {sigh}
spanduk {b} dekat stadion {place} akhirnya dicopot
logo {b} di baju {team} disensor waktu siaran
mural {b} di {place} dicat ulang warga
saya dosen, tiap semester ada mahasiswa {ruin} karena {b}
warga {place} {acted} markas {b} bersama {agency}
""")
SITE_WORDS: Final[Grammar] = {
    "scorn": choices("""benci sama|muak sama|awas|waspada|jauhi|hati hati dengan|jangan percaya
    bosen
    jangan daftar|jangan sampai kenal|siapa sih|tutup|blokir|tangkap pemilik|laporkan|usut
    bosen lihat
    stop|anti|ketipu sama|ditipu|kapok sama|trauma sama|kalah di|rugi di|rungkad di|tolak|boikot
    lawan
    basmi|hapus|jangan klik|jangan cari|jangan sekali kali buka|males baca|enek sama|ngapain ada
    usir
    gak percaya|kasihan korban|korban|penipu|dasar|persetan|ampun deh|lagi lagi|bubarkan|skip
    report"""),
    "fault": choices("""penipu|nipu|sampah|bohong|tidak bayar|gak mau bayar|sudah diblokir|digerebek
    muncul terus|haram|merusak|bikin {ruin}|gak jelas|ilegal|bodong|hoaks|abal abal|jebakan
    spam terus
    pakai bot|curi data|kabur bawa uang|bikin orang {ruin}|tidak punya izin|milik {boss}|settingan
    ganggu banget|nongol di mana mana|bikin kolom komentar kotor|situs {gamble}
    servernya di {country}
    menjerat anak sekolah|bermasalah|sudah dilaporkan|ganti nama terus|menahan saldo
    memeras orang"""),
    "curse": choices("""tobatlah|semoga dapat hidayah|ingat mati|uangmu haram|kerja yang bener
    minggat
    gak malu sama anak|enyahlah|jangan spam di sini|cari lapak lain|semoga cepat {caught}
    gak laku bos
    semoga dapat balasan|berhenti merusak orang|situ sehat?|dosa jariyah itu|pergi sana
    tunggu giliran
    dibayar berapa|neraka menunggu|kasihan ibumu|gak ada kerjaan lain ya|cukup sudah"""),
    "because": choices("""{kin} korbannya|saya korbannya|sudah banyak korban|uang {sum} gak balik
    saldo {sum} ditahan|data bocor semua|rakyat kecil yang susah|sudah berkali kali dilaporkan
    {agency} diam saja|gak ada kapoknya|capek bacanya|komentar jadi kotor|anak anak baca
    tetangga {ruin}
    negara dirugikan|hukum kita lemah|bandarnya kebal|bikin rumah tangga hancur|ujungnya {ruin}"""),
    "acted": choices("""memblokir|membongkar|menggerebek|menutup|mengusut|menyita aset
    memburu pemilik
    menyelidiki|membekukan rekening|menangkap admin|memanggil pengelola|menindak|melacak server
    memutus akses"""),
}
