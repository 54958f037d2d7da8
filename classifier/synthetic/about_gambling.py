"""Invented comments that talk about gambling and promote nothing.

News, complaint, warning, regret, irony that borrows the advertisers' own words, scorn
for sites by name, reports of advertisements. `{b}` is a name like a site's own.
"""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

OPINION: Final = family("""
{vice} itu {harm}, {plea}
{vice} {harm}. {advice}
{relative} {ruin} gara-gara {vice}, {plea}
{relative} {ruin} karena {vice}, {feel}
{relative} habis {sum} buat {vice}, {feel}
{relative} kecanduan {vice} sampai {ruin}
uang {sum} melayang karena {vice}, {feel}
{vice} itu settingan bandar, {advice}
jangan coba-coba main {vice}, {advice}
jangan mau dibodohi {vice}, {advice}
dulu saya pecandu {vice}, alhamdulillah sekarang sudah berhenti, {advice}
saya mantan pemain {vice}, total kalah {sum}. {advice}
pengalaman saya main {vice} 3 tahun, menang {sum} kalahnya {sum_b}
depo {small} kalah, depo lagi kalah lagi, akhirnya {ruin}. {advice}
menang sekali, kalah seribu kali. {advice}
awal dikasih menang, setelah itu dikuras habis. {advice}
maxwin cuma mimpi, yang kaya bandarnya
bonus new member cuma jebakan, {advice}
rtp tinggi cuma akal akalan bandar, {advice}
mana ada pola gacor, semua diatur mesin. {advice}
scatter hitam itu cuma umpan biar depo terus
ingat, tidak ada orang kaya karena judi, {advice}
yang main {vice} ujung ujungnya pinjol, {feel}
pinjol dan {vice} satu paket, {harm}
depo pulsa, kalah, pinjol, bunuh diri. {feel}
bandarnya kapan ditangkap? {plea}
{official} tangkap dong bandar {vice}, jangan pemain kecil
{official} jangan cuma omon-omon, berantas {vice} sampai ke akarnya
{official} umumkan {sum} rekening {vice} diblokir, semoga bukan pencitraan
perputaran uang {vice} {trillion} triliun, {official} ngapain aja?
kalau server di luar negeri gimana mau {act}?
situs {vice} diblokir satu tumbuh seribu, {feel}
blokir {vice} itu gampang kalau {official} niat
katanya {official} sudah blokir jutaan situs {vice}, nyatanya masih ada
oknum {officer} {ruin} karena {vice}, {plea}
{officer} main {vice}, {feel}
{officer} bekingi {vice}, {plea}
pegawai kementerian malah lindungi situs {vice}, {feel}
artis yang promosi {vice} harusnya dipenjara
influencer promosi {vice} kok gak ditangkap? {plea}
selebgram endorse {vice} cuma minta maaf, {feel}
streamer promosi {vice} ditangkap, {feel}
katanya kasino mau dilegalkan, {feel}
kalau {vice} dilegalkan pajaknya buat siapa? {feel}
sdsb zaman dulu aja diprotes, ini {vice} dibiarkan
togel dari zaman dulu juga {harm}
bansos kok buat main {vice}, {feel}
pemain bola kok terlibat {vice}, {feel}
kasus {vice} makin banyak, {plea}
polisi gerebek markas {vice} di {place}, {feel}
wna dijadikan admin {vice} di kamboja, {feel}
tki disiksa di kamboja karena jadi operator {vice}, {plea}
lowongan admin di kamboja itu {vice}, jangan ketipu
anak sd aja sudah kenal {vice}, {plea}
semoga {relative} yang main {vice} cepat sadar
ya allah jauhkan keluarga kami dari {vice}
{vice} merusak generasi muda, {plea}
menurut saya {vice} lebih bahaya dari narkoba karena semua orang bisa akses lewat hp
pemberantasan {vice} harus dimulai dari aparat. {plea}
berita {vice} lagi, {feel}
ini berita soal {vice} ya? {feel}
kecanduan {vice} itu penyakit, korban perlu direhabilitasi
istri minta cerai karena suami main {vice}, {feel}
suami saya {ruin} karena {vice}, tolong doanya
bunuh diri karena {vice}, {feel}
rungkad itu nyata, {advice}
yang komen pernah menang pasti lupa berapa kali kalah
hukuman bandar {vice} cuma {digit} tahun, {feel}
ppatk catat transaksi {vice} {trillion} triliun, {plea}
""")
ADVERTISEMENTS: Final = family("""
kolom komentar isinya {ad} semua, tolong {official} {act}
komentarnya {ad} semua
komen {ad} semua anjir
kok masih banyak {ad} di kolom komentar ya
min tolong hapus komentar {ad}, mengganggu
bang tolong dihapus itu {ad} nya
admin tidur ya? {ad} berserakan
awas komentar bot {ad}, laporkan saja
yang komen gacor gacor itu bot, jangan percaya
report aja {ad} yang di atas
udah gue report {ad}, muncul lagi muncul lagi
bantu report {ad} dong gaes
capek report {ad} tiap hari
gue heran tiap video ada aja {ad}
like komen ini biar {ad} tenggelam
pin komentar gua biar nutupin {ad}
skip {ad}
{ad} = hama
{ad} makin kreatif aja pake huruf aneh aneh
baru buka komen udah ketemu {ad}
youtube gak bisa apa blokir {ad}?
katanya situs judi diblokir, kok {ad} masih banyak?
pakai filter kata bang biar {ad} gak masuk
ini yang komen pake font miring pasti {ad}
hati hati klik link, itu {ad}
akun akun {ad} pakai foto cewek semua
yang balas komen gue {ad} semua, {feel}
kirain bahas videonya, ternyata {ad}
komentar soal {b} itu spam semua, jangan percaya
{b} itu penipu, jangan daftar
jangan main di {b}, wd saya gak dibayar
{b} situs penipuan, saldo {sum} saya hilang
saya korban {b}, lapor kemana ya? {plea}
tolong {official} blokir {b}
iklan {b} muncul terus di komentar, {plea}
{b} sampah, komen mu di mana mana
siapa sih admin {b}, kerjaannya spam doang
{b} {b} bosen gue liatnya di tiap video
waspada {b}, modus penipuan berkedok slot
yang promosi {b} semoga rungkad seumur hidup
polisi ungkap jaringan {b}, {feel}
{official} blokir {b}, besok ganti nama lagi
setiap buka berita selalu ada {ad}
hadeh {ad} lagi {ad} lagi
bang aktifkan moderasi komentar biar {ad} hilang
yang like komen {ad} itu bot juga
kenapa {ad} selalu paling atas
{ad} masuk juga di channel dakwah, {feel}
sampai di video anak anak ada {ad}, {plea}
jangan dibalas {ad} nya, nanti makin naik
block aja akun {ad}
anak saya nanya arti {ad}, saya bingung jawabnya
nih contoh {ad}: "gacor parah bosku", jangan diklik
modusnya pura pura cerita menang {sum} padahal {ad}
katanya menang {sum}, padahal itu {ad}
"depo {small} wd {sum}" halah {ad}
kalau ada yang nyuruh ketik di google nama aneh, itu {ad}
ada yang dm saya tawarin {b}, langsung saya blokir
hati hati sama {b}, teman saya kalah {sum}
{b} bikin {relative} {ruin}
gara gara {b} {relative} {ruin}, {plea}
berita {b} digerebek kok sepi ya
kenapa {b} belum ditutup {official}?
awas {b} pakai nama baru lagi
saya sudah lapor {b} ke aduan konten
apa itu {b}? kok rame di komentar, {ad} ya?
pemilik {b} ditangkap di {place}, {feel}
""")
IRONY: Final = family("""
{team} {gacor}, {joke}
kiper {team} {gacor}, {joke}
striker {team} {gacor} tahun ini
burung murai saya {gacor} tiap pagi, {joke}
kicau mania hadir, {gacor} suaranya
wifi rumah gue lagi {gacor}, {joke}
dagangan {gacor} hari ini alhamdulillah
{official} lebih {gacor} kalau urusan naikin pajak
jackpot beneran, ketemu mantan di kondangan
maxwin di sidang, kalah di akhirat
korupsi {sum} langsung jp, dihukum {digit} tahun doang
modal ijazah doang jadi pejabat, auto cuan
auto sultan kalau jadi anak pejabat, {joke}
depo janji manis, wd kebohongan. itulah {official}
slot jabatan penuh bos, isinya keluarga semua
masih ada slot buat pendaftaran relawan kak?
slot parkirnya penuh terus min
rungkad dah timnas kalau mainnya begini
rungkad hati ini melihat harga {item}
gas terus {team}, pasti menang
gaskeun {team} jangan kasih kendor
menang banyak tuh si bapak, {joke}
cuan terus {official}, rakyat zonk
bandar kentut, {joke}
situs gunung padang bukan situs slot, {joke}
bocor terus pertahanan {team}, {joke}
bocor alus politik paling {gacor} bahasannya
scatter plot pun kalah rumit sama alur kasus ini
zeus aja nangis liat harga {item}
main aman {team}, cari seri doang
mesin cuci baru {gacor}, cucian langsung kering
printer kantor {gacor} hari ini, {joke}
lele di kolam {gacor} makannya
mancing hari ini {gacor}, dapat {digit} kilo
ojol lagi {gacor}, {sum} seminggu
jualan takjil {gacor} pas ramadhan, alhamdulillah
gacor kang, golnya {digit}
pecah telur juga akhirnya {team}
petir menyambar, hujan deras, banjir lagi deh
bonus demografi jadi bencana demografi, {feel}
cashback pajak buat rakyat kapan?
modal nekat doang si {team}, {joke}
menang undian kipas angin di acara rt, {joke}
spin off filmnya ditunggu
hadiah utama sepeda motor jalan sehat dapat tetangga saya
mantap jackpot, satu keluarga dapat beasiswa
hoki banget yang dapat tiket {team}
wd gaji langsung habis bayar cicilan, {joke}
pola mainnya {team} gampang ditebak, {joke}
""")
ABOUT_WORDS: Final[Grammar] = {
    "vice": choices("""judi online|judol|slot|togel|judi slot|judi bola|kasino online|situs judi
    slot online|judi|permainan haram itu|sabung ayam|judi online|judi daring|perjudian|judi togel
    judi kartu|toto gelap|judol|game slot"""),
    "harm": choices("""merusak rumah tangga|racun masyarakat|bikin melarat|penyakit|haram
    musuh bersama|bikin orang gelap mata|menghancurkan masa depan|candu|jalan pintas menuju miskin
    tipu daya|bikin lupa keluarga|lebih parah dari narkoba|dosa besar|sumber kriminal"""),
    "plea": choices("""tolong ditindak tegas|hukum seberat-beratnya|berantas sampai tuntas|miris
    pemerintah jangan diam|kasihan rakyat kecil|semoga cepat ditangkap|miskinkan bandarnya
    mohon diusut|kapan negara ini bersih|tangkap yang di atas juga|sita asetnya|viralkan"""),
    "relative": choices("""tetangga saya|teman saya|suami orang|adik ipar|anak muda sekarang
    sepupu gue|teman kerja saya|bapak bapak di kampung saya|kakak saya|temen gue|karyawan saya
    om gue"""),
    "ruin": choices("""bangkrut|cerai|jual rumah|kehilangan semuanya|terjerat utang|dipecat
    masuk penjara|gadai motor|nekat mencuri|stres|kabur dari rumah|dikejar debt collector
    jual tanah warisan"""),
    "advice": choices("""mending kerja halal|berhenti sekarang juga|lebih baik nabung|sadarlah kawan
    ujungnya rungkad|gak ada yang menang selain bandar|sayangi keluarga|ingat anak istri|taubat
    mending buat beli beras|jangan sampai menyesal|mending sedekah|uang haram gak berkah
    stop judol"""),
    "ad": choices("""iklan judol|promosi slot|spam judi|iklan situs gacor|bot judi online|bot judol
    akun judol|komen judol|promosi judol|komentar slot gacor|spam slot|buzzer judol|sales judol"""),
    "official": choices("""kominfo|polisi|pemerintah|bapak presiden|pak gubernur|dpr|kpk|komdigi
    menteri|polri|kapolri|kejaksaan|pak menteri|aparat|negara|ojk"""),
    "officer": choices(
        "polisi|pegawai|pejabat|kades|anggota dewan|asn|tni|guru|kepala sekolah|jaksa"
    ),
    "act": choices(
        """memblokir|bertindak|ditertibkan|menangkap pelakunya|turun tangan|hapus|diberantas"""
    ),
    "gacor": choices("gacor|gacor banget|lagi gacor|gacor parah|emang gacor|gak gacor|gacor bener"),
    "joke": choices("""wkwkwk|haha|hehe|anjay|canda gacor|ngakak|lol|🤣|becanda ya|kidding|awokwok
    ups|jangan diseriusin"""),
    "trillion": ("300", "900", "283", "1.200", "51", "600", "155"),
}
