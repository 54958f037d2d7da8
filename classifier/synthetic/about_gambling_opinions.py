"""Invented opinions on gambling: economics, questions, long letters, dialects, short shouts."""

from typing import Final

from classifier.synthetic.phrases import family

DEBATE: Final = family("""
hitung saja, pemain {many}, yang menang siapa? bandar
expected value {gamble} selalu negatif, belajar statistik dong
peluang menang togel 4d satu banding sepuluh ribu, bayarannya tidak segitu
kalau depo {small} tiap hari setahun sudah {sum}
{small} sehari buat rokok dan {gamble}, gizi anak nomor sekian
uang berputar di {gamble} tidak menghasilkan barang apa pun
daya beli turun salah satunya karena uang rakyat tersedot {gamble}
umkm sepi, yang ramai {gamble} sama pinjol
warung saya sepi sejak anak muda di sini pada main {gamble}
lapangan kerja susah makanya orang lari ke {gamble}, akar masalahnya di situ
kemiskinan dan {gamble} itu lingkaran setan
orang miskin main {gamble} berharap kaya, bandar kaya karena orang miskin berharap
apa bedanya {gamble} sama trading?
trading juga judi kalau tidak tahu ilmunya
saham ada perusahaannya, {gamble} cuma ada bandarnya
crypto koin micin sama saja dengan {gamble}, sama sama zonk
binary option dulu dibilang trading, ternyata {gamble}
{kin} bilang trading forex, padahal {gamble} berkedok robot
mending {small} dibelikan reksadana daripada {gamble}
sudah coba saham, crypto, {gamble}. yang bikin kaya cuma tidur cukup dan kerja
nabung emas {digit} gram setahun lebih jelas dari {gamble}
jangan samakan asuransi dengan {gamble}, beda akad
undian bank berhadiah itu termasuk {gamble} tidak ya?
lucky draw belanja kok tidak disebut {gamble}, kan gratis ikut
pajak {gamble} kalau dilegalkan tetap tidak sebanding biaya sosialnya
kalau dilegalkan minimal bisa diawasi, tapi mental rakyat bagaimana?
pro kontra legalisasi {gamble}, saya kontra
saya netral, tapi data negara lain menunjukkan {gamble} legal juga banyak korban
maaf awam, {buzz} itu artinya apa ya?
bang, rtp itu singkatan apa? sering lihat di komentar
wd sama depo itu apa sih? beneran nanya
scatter itu apa min? kok semua orang ngomongin
kenapa sih orang bisa percaya {gamble}?
apa yang ada di pikiran orang yang main {gamble} pakai uang {kin}?
itu situs {gamble} kok bisa pakai bank nasional?
kok bisa {gamble} masuk ke {place} yang katanya serambi?
kenapa {agency} tidak minta google hapus {b} dari pencarian?
siapa sebenarnya pemilik {b}? ada yang pernah investigasi?
apakah {b} sama dengan {b_two}? tampilannya mirip
tempo pernah investigasi {gamble}, ada linknya?
podcast ini pernah bahas {gamble} di episode berapa ya?
bang bahas dampak {gamble} ke kesehatan mental dong
kapan bikin video wawancara mantan pecandu {gamble}?
beritanya tahun berapa ini? kok {gamble} masih sama saja
ini yang {caught} orang yang sama dengan kasus {gamble} tahun lalu bukan?
emang iya {many} rekening dibekukan? sumbernya mana
menit {clock} dia bilang omzet {gamble} {sum}, gak salah dengar?
bener gak sih jualan chip domino bisa dipenjara?
ada yang masih ingat kasus {gamble} {celeb}? kok hilang
judulnya "{gamble} merajalela" tapi isinya pendek, kurang data min
salah ketik min, bukan {sum} tapi {sum_b}, cek rilis {agency}
koreksi, yang memblokir itu {agency}, bukan polisi
""")
LETTERS: Final = family("""
{opening} masalah {gamble} bukan sekadar urusan blokir situs. Selama pengangguran tinggi dan \
literasi keuangan rendah, orang akan terus mencari jalan pintas. {agency} harus bekerja sama \
dengan sekolah dan keluarga. {close}
Saya guru di {place}. Sudah {digit} murid saya ketahuan main {gamble} di kelas. Uang jajan \
{small} habis sebelum istirahat. Orang tua mereka tidak tahu karena yang dilihat hanya game. \
Mohon perhatian {agency}.
Saya ibu dua anak. Suami saya {lost} karena {gamble} dan pinjol. {span} kami hidup dari jualan \
kue. Saya menulis ini bukan untuk dikasihani, tetapi supaya yang masih main segera berhenti.
Sebagai mantan pegawai bank, {opening} kuncinya ada di aliran dana. Rekening penampung {gamble} \
polanya jelas: ratusan transfer kecil lalu ditarik sekaligus. Kalau bank mau, itu bisa \
dihentikan besok. {close}
{agency} mengklaim sudah memblokir {many} situs. Angka itu besar, tetapi tidak ada artinya kalau \
yang baru muncul lebih cepat. Ukurannya mestinya jumlah korban, bukan jumlah situs. {close}
Dulu kakek kami habis karena porkas, bapak kami karena sdsb, sekarang anak kami karena {gamble}. \
Tiga generasi, satu penyakit. Apa negara tidak pernah belajar? {close}
Saya setuju dengan penulis. {gamble} menyasar orang kecil dengan deposit {small}. Janji menang \
{sum} hanya umpan. Yang benar benar untung cuma bandar, afiliator, dan {officer} yang tutup \
mata.
Tulisan yang bagus, tetapi kurang menyinggung peran {celeb}. Mereka dibayar {sum} untuk satu \
unggahan {gamble}, pengikutnya jutaan anak muda. Hukumannya seharusnya lebih berat daripada \
pemain.
{kin} meninggal {span} yang lalu meninggalkan utang {sum}. Baru setelah itu kami tahu dia main \
{gamble}. Tidak ada tanda tanda, orangnya ceria. Tolong perhatikan orang di sekitar kalian.
{opening} legalisasi bukan jawaban. Negara tetangga yang legal punya pengawasan ketat, pajak \
tinggi, dan layanan pemulihan. Kita belum punya satu pun. Yang akan menang tetap {boss}.
Saya kuliah informatika, pernah membedah satu aplikasi {gamble}. Hasil putaran ditentukan \
server, persentase menang bisa diubah per akun. Jadi tidak ada pola, tidak ada jam hoki. Semua \
karangan.
Redaksi yang terhormat, mohon kolom komentar dijaga. Hampir separuh isinya {ad}. Pembaca yang \
ingin berdiskusi soal {subject} jadi enggan. Terima kasih.
Terima kasih liputannya. Tetapi mohon jangan sebut nama situsnya, karena orang jadi penasaran \
dan mencarinya. Cukup tulis situs {gamble}. Salam dari {place}.
{subject} memang penting, tapi {gamble} yang merusak dapur rakyat setiap hari kok dianggap \
biasa. {opening} {reason}. {close}
Ada tiga hal yang harus dilakukan: blokir rekeningnya, penjarakan {boss}, dampingi korbannya. \
Selama ini yang jalan cuma konferensi pers. {close}
Jangan menyalahkan pemain saja. Mereka sakit dan butuh pertolongan. Tapi {boss} dan pelindungnya \
itu jahat dan butuh penjara. {close}
Waktu itu saya menang {sum} dan merasa paling pintar. Seminggu kemudian {lost}. Istri tidak \
marah, dia cuma bilang ayo mulai lagi. Sejak itu saya tidak pernah menyentuh {gamble}.
Kami warga {place} menolak usaha berkedok game yang isinya {gamble}. Sudah lapor rt, rw, sampai \
polsek, jawabannya menunggu. Mohon {agency} turun.
""")
REGIONAL: Final = family("""
wes to mas, {gamble} kuwi marai mlarat, ora percoyo takono tonggoku
tonggoku entek {sum} mergo {gamble}, saiki dodol omah
ojo gelem diapusi {gamble}, sing sugih yo bandare
{buzz} {buzz} ndasmu, bojo minggat iyo
mbiyen sdsb, saiki {gamble}, wong cilik tetep kalah
nek pengen sugih yo kerjo, ojo {gamble}
kancaku mlebu penjara mergo {gamble}, melas anake
pak {officer} kok yo melu {gamble}, piye to iki
komentare {ad} kabeh, njelehi tenan
moco komen isine {buzz} kabeh, mumet ndasku
geus atuh kang, {gamble} mah matak sangsara
tatangga urang beak {sum} ku {gamble}, karunya budakna
ulah percaya ka {ad}, kabehna oge bohong
naha komentar teh eusina {ad} wungkul, lieur euy
{gamble} deui {gamble} deui, iraha beresna ieu nagara
bandarna mah senang-senang, nu meuli beas hese
gue kate juga ape, {gamble} entu bikin apes
babe gue dulu demen togel, sawah abis semue
kagak ade ceritenye orang kaye dari {gamble}
buset dah {ad} lagi, kagak bosen bosen
bah, {gamble} lagi kau main, habis nanti uang sekolah anakmu
cemana mau maju kalau bapak bapaknya main {gamble} semua di lapo
jan main {gamble} juo lai, abih pitih, abih malu
alah abih sawah ladang dek {gamble}, kini baru manangih
ngapain le main {gamble}, dak kan kayo jugo
jangan ko main {gamble} lagi, kasihan mamakmu bah
sa bilang sudah, {gamble} itu bikin rusak, tra usah coba
tiang sedih, krama {place} liu ane {ruin} ulian {gamble}
""")
SHOUTS: Final = family("""
{gamble} lagi {gamble} lagi
basmi {gamble}!!
berantas {gamble} sampai ke akar!!!
stop {gamble}
say no to {gamble}
{gamble} haram!
{gamble} = miskin
{gamble} sampah
tolak {gamble}, titik
miskinkan {boss}!!
tangkap {boss}!!
mana {agency}?? {gamble} makin gila!!!
{agency} tidur???
WOY {agency} BLOKIR {b} WOY
GARA GARA {gamble} {kin} {ruin}!!! PUAS KALIAN???
CAPEK LIAT {ad} DI MANA MANA!!!
HAPUS {ad} MIN!!! TOLONG!!!
DASAR {ad} GAK PUNYA OTAK
HUKUM MATI {boss}!!!!
KALIAN YANG NYEBAR {b} SEMOGA DAPAT BALASANNYA
jangan {gamble} ya dek ya
korban {gamble} lagi
{gamble}? gak dulu
gak {gamble} gak kenyang katanya, {sigh}
{gamble} merusak
kasus {gamble} ya ini?
bahas {gamble} dong bang
pinjol jahanam
pinjol bunganya setan
pinjol legal aja kejam apalagi ilegal
{gamble} dan pinjol, dua sejoli
emang {gamble} itu setan
komen judol semua
bot judol minggir
{buzz} {buzz_b} mulu, bosen
{buzz} palelu
{buzz} pala bapak kau
rungkad
rungkad semua
auto rungkad
rungkad bos?
""")
