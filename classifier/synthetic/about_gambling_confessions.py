"""Invented confessions, family tragedies, pleas for help, warnings and sermons on gambling."""

from typing import Final

from classifier.synthetic.phrases import family

CONFESSIONS: Final = family("""
dulu saya main {gamble} tiap malam, {lost}, sekarang tobat
{span} saya terjebak {gamble}, {lost}, alhamdulillah sudah lepas
saya berhenti {span} yang lalu, hidup jauh lebih tenang
hari ke {digit}{other} tanpa {gamble}, doakan saya kuat
kalah {sum} dalam semalam, besoknya saya hapus semua aplikasinya
pernah menang {sum}, besoknya balik lagi semua plus gaji sebulan
pernah dapat scatter, senang semalam, nangis {span}
pertama kali depo {small} dikasih menang {sum}, itu awal kehancuran saya
jujur saya pernah jp {sum}, dan itu hal terburuk yang pernah terjadi pada saya
yang bikin kecanduan itu bukan menangnya, tapi rasa hampir menang
tiap gajian langsung depo, tanggal lima sudah makan mie
gaji {sum} habis sebelum sampai rumah, istri cuma bisa nangis
motor, laptop, cincin kawin, semua saya gadai demi {gamble}
saya jual motor diam diam buat nutup kalah, {sigh}
utang pinjol saya {sum} di {digit} aplikasi, semuanya karena {gamble}
lunas! {span} nyicil utang bekas {gamble}, jangan pernah coba ya gaes
saya tidak malu mengaku mantan pecandu {gamble}, biar jadi pelajaran
mantan penjudi di sini, percayalah tidak ada pola
mantan admin {gamble} di sini. semua win rate diatur dari panel
saya pernah kerja di {country} jadi telemarketing {gamble}, dosanya masih kebawa mimpi
dulu saya yang nyebar link {gamble} di grup, sekarang saya yang ngelaporin
sudah uninstall, sudah ganti nomor, sudah curhat ke istri, itu langkah saya lepas dari {gamble}
tips berhenti: serahkan atm ke istri, ganti hp jadul, cari kesibukan
yang bantu saya berhenti {gamble}: olahraga, ngaji, sama jujur ke keluarga
saya ikut kelompok dukungan tiap minggu, sudah {span} bersih
relapse lagi semalam, {small} melayang, benci diri sendiri
gue kalah terus tapi otak gue bilang sekali lagi, sekali lagi. itu penyakit
ngaku deh, gue pernah main {gamble}. {lost}. udah cukup
berawal dari iseng nemenin teman, berakhir {ruin}
iseng depo {small}, seminggu kemudian {sum}. jangan coba coba
depo {small}, {small}, {small}, tau tau sudah {sum}
depo terus wd kagak pernah
wd sekali depo seratus kali, hitung sendiri
menang {sum} ditarik cuma {small}, sisanya dimainin lagi sampai habis
kalau dihitung hitung {span} saya sudah buang {sum}, bisa buat dp rumah
coba uang {sum} itu saya belikan emas dulu, sekarang sudah dua kali lipat
istri saya hamil besar waktu saya {lost}, saya menyesal seumur hidup
terima kasih bang videonya, saya jadi berani cerita ke orang tua soal {gamble}
nonton video ini sambil nangis, saya juga korban {gamble}
artikel ini menampar saya, semalam baru kalah {sum}
saya baca komentar di sini dan sadar tidak sendirian
{kin} sudah berhenti, semoga istiqomah
""")
TRAGEDIES: Final = family("""
{kin} meninggalkan utang {sum} karena {gamble}, anaknya masih kecil kecil
{kin} bercerai gara gara {gamble}, {sigh}
{kin} nekat mencuri motor demi depo {gamble}
{kin} gelapkan uang kantor {sum} buat {gamble}, sekarang di penjara
{kin} jual sawah warisan, katanya buat usaha, ternyata {gamble}
{kin} pinjam uang ke saya {sum}, alasannya anak sakit, ternyata buat {gamble}
jangan pinjami uang ke orang yang main {gamble}, saya sudah kena {sum}
suami tidak pulang {digit} hari, ternyata di warnet main {gamble}
uang spp anak dipakai bapaknya buat {gamble}, guru saya cerita sambil nangis
ibu saya jual gelang demi nutup utang {gamble} adik saya
bapak saya kalah {gamble} terus marahnya ke kami, sampai sekarang trauma
sejak {kin} kenal {gamble}, rumah kami tidak pernah tenang
debt collector datang ke rumah tiap hari, padahal yang main {gamble} {kin}
kontak saya diteror pinjol karena {kin} kalah {gamble}
istri bakar suami karena {gamble}, berita macam apa ini ya Allah
anak bunuh orang tua karena tidak dikasih uang {gamble}, {sigh}
pegawai minimarket pura pura dirampok padahal uangnya buat {gamble}
kasir di tempat saya kerja tilep {sum}, {gamble} juga alasannya
bendahara desa bawa kabur dana {sum}, habis di {gamble}
kurir paket bawa kabur uang cod, ketahuan buat depo {gamble}
mahasiswa pakai uang ukt buat {gamble}, akhirnya do
satu kampung di {place} banyak yang {ruin} karena {gamble}
di kampung saya {digit} rumah disita bank, penyebabnya sama, {gamble}
tragis, masih umur 2{digit} sudah {ruin} karena {gamble}
turut berduka, semoga keluarganya tabah. {gamble} memang pembunuh
""")
HELP: Final = family("""
mohon saran, {kin} kecanduan {gamble}, sudah dinasihati tapi kambuh terus
ada yang tahu tempat rehabilitasi pecandu {gamble} di {place}?
bagaimana cara menghadapi suami yang main {gamble}? anak saya dua
apakah bpjs menanggung pengobatan kecanduan {gamble}?
psikolog yang menangani {gamble} di {place} di mana ya, mohon infonya
adik saya {digit}{other} tahun sudah kecanduan {gamble}, hp disita malah ngamuk
gimana cara blokir semua situs {gamble} di hp anak?
aplikasi buat blokir {gamble} di hp apa ya yang bagus?
{kin} sudah tiga kali saya lunasi utangnya, masih main juga. saya harus apa?
kalau saya laporkan suami sendiri karena {gamble} apa dosa?
temen gue kayaknya mau nyerah gara gara {gamble}, tolong gue harus ngomong apa
buat yang sedang terpuruk karena {gamble}, hubungi layanan kesehatan jiwa 119 ext 8, jangan \
sendirian
kalau ada yang butuh teman cerita soal {gamble}, psikolog puskesmas gratis kok
saran saya bawa {kin} ke psikiater, kecanduan {gamble} itu penyakit otak
pegang uangnya, jangan kasih akses m-banking, temani terus, itu pengalaman saya dengan {kin}
utang pinjol karena {gamble} jangan digali lagi dengan pinjol baru, bicarakan dengan keluarga
pinjol legal bisa minta keringanan, coba hubungi resmi, jangan tutup lubang gali lubang
apa benar pinjol ilegal tidak wajib dibayar? {kin} diteror terus
kk saya dipakai orang buat pinjol, lapor kemana ya min
bunga pinjol {small} per hari itu gila, utang {sum} jadi dua kali lipat
data saya disebar pinjol ke semua kontak, malu sekali
""")
WARNINGS: Final = family("""
buat adik adik, jangan pernah coba {gamble} walau cuma {small}
yang masih main, stop sekarang sebelum {ruin}
jangan percaya orang yang pamer menang {gamble}, dia tidak pernah cerita kalahnya
hati hati game anak sekarang banyak yang mirip {gamble}
awas, game gratis isinya spin spin itu pintu masuk {gamble}
orang tua cek hp anaknya, lihat riwayat e-walletnya
waspada loker admin online gaji {sum}, itu {gamble}
jangan mau rekeningnya disewa {small}, nanti jadi tersangka pencucian uang {gamble}
jangan pernah kasih ktp buat daftar akun orang, dipakai {gamble}
link yang dikirim teman belum tentu aman, bisa jadi akunnya dibajak buat {gamble}
bonus {sum} tanpa syarat itu tidak ada, kalian yang jadi produknya
freebet itu umpan, kail nya ada di syarat turnover
jangan kejar kekalahan, itu lubang tanpa dasar
kalau menang sekali jangan bangga, itu memang disengaja sistem
algoritma slot itu rng, tidak ada jam hoki, tidak ada pola, titik
rtp 98 persen itu artinya pelan pelan uangmu pasti habis
akun demo gampang menang, akun asli kalah terus, itu trik {gamble}
"jam gacor" itu karangan afiliator, mereka dibayar dari kekalahan kita
afiliator dapat komisi dari kalahnya kamu, makanya semangat bagi link
peringatan: video orang menang {gamble} itu pakai saldo palsu dari bandar
streamer {gamble} pakai akun promo, jangan ketipu
grup telegram "bocoran pola" itu isinya orang orang yang dibayar
prediksi togel itu cuma nebak, kalau benar tahu angkanya dia sudah kaya sendiri
dukun angka togel minta mahar {small}, tidak pernah tembus
""")
SERMONS: Final = family("""
judi itu perbuatan setan, sudah jelas di al maidah ayat 90
khamr dan judi disebut dalam satu ayat, itu tandanya berat
uang {gamble} dimakan anak istri jadi daging haram, na'udzubillah
menang {gamble} pun tidak berkah, percayalah
sedekah dari uang {gamble} tidak diterima
ustadz tolong bahas hukum {gamble} dan pinjol lagi
pak ustadz, apakah uang bekas {gamble} boleh buat bangun masjid?
khutbah jumat tadi temanya bahaya {gamble}, banyak yang menunduk
ya Allah selamatkan {kin} dari jerat {gamble}, aamiin
semoga yang masih terjerat {gamble} diberi jalan taubat
pintu taubat masih terbuka, tinggalkan {gamble} malam ini juga
di gereja kami ada pendampingan untuk pecandu {gamble}, Tuhan memberkati
pendeta kami bilang berharap pada {gamble} itu menyembah mamon
dalam ajaran kami pun {gamble} termasuk mo limo
mo limo: main, madon, minum, madat, maling. main itu ya {gamble}
rezeki halal walau sedikit lebih berkah daripada jackpot
lebih baik narik becak daripada narik saldo {gamble}
alhamdulillah suami sudah {span} berhenti {gamble}, sekarang rajin ke masjid
doakan {kin} ya ustadz, hampir murtad dari akal sehat gara gara {gamble}
gak usah sok suci, tapi {gamble} memang salah
harta halal sedikit lebih tenang daripada {sum} dari {gamble}
rezeki dari keringat sendiri lebih nikmat daripada menang {gamble}
lebih mulia jualan cilok daripada kaya dari {gamble}
jackpot sejati itu husnul khotimah
menang {sum} dari {gamble} tidak akan bikin tidur nyenyak
hasil {gamble} cepat datang cepat hilang, sudah hukum alam
berhenti {gamble}, perbanyak istighfar, rezeki datang dari pintu lain
""")
