"""Invented complaints about advertising for gambling, which quote and parody it.

`{quote}` is what an advertisement says and `{b}` a name like a site's own.
"""

from typing import Final

from classifier.synthetic.phrases import family

QUOTING: Final = family("""
komen isinya "{buzz}" "{buzz_b}" semua, {sigh}
isi komentar: {buzz}, {buzz_b}, {buzz}, {buzz_b}. berita aslinya gak ada yang bahas
yang nawarin "{quote}" itu bot, jangan ditanggapi
"{quote}" kata bot yang baru bikin akun kemarin
yang bilang "{quote}" follower nya nol, foto profilnya curian
baca "{quote}" langsung saya report
tiap buka komentar ketemu "{quote}", {sigh}
kalau ada yang bilang {quote}, itu bohong
kalimatnya selalu sama: "{quote}". {sigh}
bot sekarang pinter, depannya muji video ujungnya "{quote}"
awalnya cerita sedih, ujung ujungnya "{quote}"
ada tiga puluh komentar bunyinya "{quote}", persis sama sampai titik komanya
emang ada yang percaya sama "{quote}"?
"{quote}" - bot, {clock} malam
"{quote}" preet
{quote}, begitu katanya. faktanya saldo nol
{quote} {quote_b} bla bla bla, capek gue bacanya
{quote} matamu
{quote} dengkulmu, yang ada motor kegadai
{quote}? yang ada {lost}
halah {quote} halah
katanya {quote}, giliran narik disuruh depo lagi
katanya gampang {buzz}, faktanya {lost}
"{quote}" itu kalimat yang bikin {kin} {lost}
gara gara percaya "{quote}" {kin} {lost}
{kin} dapat sms "{quote}", langsung saya suruh hapus
wa saya isinya "{quote}" dari nomor tak dikenal tiap malam
sms masuk: "{quote}". nomor saya bocor dari mana ya
grup wa alumni disusupi orang yang kirim "{quote}"
di live semalam ada yang komen "{quote}" sampai {digit}{other} kali
kok komentar "{quote}" malah dapat ratusan like? itu like bot
like nya {digit}k padahal isinya cuma "{quote}", {sigh}
komentar saya yang sopan dihapus, yang "{quote}" dibiarkan
komentar kritik kena filter, giliran "{quote}" lolos
youtube hapus komen saya tapi "{quote}" aman aman aja
contoh komentar yang harus difilter: "{quote}", "{quote_b}"
min, kata kuncinya difilter dong: {buzz}, {buzz_b}, {b}
tolong blokir kata {buzz} dan {buzz_b} di kolom komentar
kalau kata {buzz} difilter, besok mereka tulis pakai angka
mereka tulis {buzz} pakai huruf aneh biar gak kena filter
dulu {buzz} itu kata biasa, sekarang dengar aja langsung curiga
anak saya umur {digit} tahun sudah bisa ngomong {buzz}, {sigh}
keponakan nanya "om, {buzz} itu apa?" saya bingung jawabnya
murid saya di kelas teriak {buzz} {buzz_b}, saya tegur
kata {buzz} sudah dirusak maknanya sama {gamble}
{buzz} {buzz_b} {buzz}, udah kayak mantra pesugihan
pura pura jadi bot: {quote} wkwk canda
bot be like: {quote}
template bot: muji konten, sebut situs, "{quote}". sudah hafal saya
parodi: wih {quote}, besok jual ginjal
gue juga bisa: {quote}! tuh, gampang kan jadi bot
yang ngetik "{quote}" dibayar berapa sih per komentar?
dibayar {small} per hari buat ngetik "{quote}", kasihan juga
akun yang nulis "{quote}" tidak punya teman satu pun
akun baru semua yang nulis "{quote}"
coba cek akun yang nulis "{quote}", kosong melompong
saya balas "{quote}" dengan ayat, malah diblokir
begini bunyi pesannya: "{quote}". jangan dibalas ya bu
isi smsnya "{quote}", asli penipuan
modusnya bilang "{quote}" padahal {lost}
dia bilang "{quote}", saya bilang "astaghfirullah"
waktu itu saya tergoda "{quote}", sekarang {lost}
iklannya: "{quote}". kenyataannya: {lost}
ekspektasi: {quote}. realita: {lost}
dulu "{quote}", sekarang "pinjam seratus dulu bang"
ditulis "{quote}" di tembok dekat sekolah, {sigh}
spanduk "{quote}" di jalan {place} baru dicopot setelah viral
{kin} percaya "{quote}", padahal sudah saya ingatkan
kata "{buzz}" dan "{buzz_b}" harusnya otomatis masuk spam
tiap lihat kata {buzz} langsung saya scroll
siapa lagi yang eneg sama kata {buzz}?
siapapun yang bilang {buzz}, dia bohong atau dibayar
orang waras tidak percaya {buzz}
{buzz} itu jebakan, {buzz_b} itu umpan
{buzz} itu istilah mereka biar orang terpancing
arti {buzz} yang dipakai {ad} itu apa sih bang?
"{quote}", tulis akun tanpa foto. {sigh}
"{quote}" lagi "{quote}" lagi
kok masih ada yang kemakan "{quote}"?
dosen saya kasih contoh kalimat spam: "{quote}"
di seminar literasi digital contohnya "{quote}", persis komentar di sini
saya tanya buktinya, dia cuma jawab "{quote}"
setelah klik iklan "{quote}" m-banking {kin} dibobol {sum}
""")
BOTS: Final = family("""
bot nya lebih banyak dari penontonnya
{digit}{other} komentar, {digit}{other} nya bot {gamble}
scroll komentar isinya {ad}, komentar manusianya tinggal saya
ini kolom komentar apa lapak {gamble}?
kolom komentar berita duka pun disusupi {ad}, gak punya hati
berita bencana aja ditumpangi {ad}, {sigh}
video pengajian isinya {ad}, astaghfirullah
lagi baca berita {subject} malah ketemu {ad}
yang bales komen saya ternyata {ad}, kirain teman
baru komen semenit sudah dibales tiga {ad}
foto profil cewek cantik, isinya {ad}
akunnya baru dibuat, gak ada video, isinya {ad} doang
akun temen gue dihack, sekarang jadi {ad}
akun fb saya dibajak orang buat nyebar {gamble}, maaf ya teman teman
ig saya tiba tiba nge tag {ad}, sudah saya ganti sandi
saya ditag di postingan {gamble} padahal tidak kenal
dimasukin ke grup telegram {gamble} tanpa izin, langsung keluar dan lapor
nomor tak dikenal nawarin {gamble}, blokir
tolong admin redaksi, moderasi komentarnya, {ad} di mana mana
redaksi kalau tidak sanggup moderasi mending kolom komentarnya ditutup
min komentarnya difilter dong, {ad} makin menjadi
moderatornya kemana? {ad} dari pagi belum dihapus
makasih min {ad} nya sudah dihapus, jadi enak bacanya
alhamdulillah kolom komentar sekarang bersih dari {ad}
salut sama channel ini, gak ada {ad} sama sekali
channel sebesar ini kok kalah sama {ad}
saya lapor {ad} ke youtube jawabannya "tidak melanggar pedoman", lucu
sudah lapor berkali kali ke {agency}, jawabannya template
cara lapor {ad} gimana sih? tombolnya dimana
cara laporin: klik titik tiga, pilih laporkan, spam. yuk bareng bareng
gaes tiap ketemu {ad} jangan dibales, langsung report
yuk satu orang report lima {ad}, biar kapok
jangan klik nama akunnya, itu pancingan {ad}
jangan diketik di google namanya, nanti rankingnya naik
nama situsnya sengaja disebut biar orang penasaran terus nyari, itu triknya
modus baru {ad}: ngobrol sesama bot, satu nanya satu jawab
bot nya ngobrol sendiri, saling bales, saling like wkwk
dua bot ngobrol: "main dimana bang?" terus dijawab nama situs. basi
pura pura nanya "itu situs apa bang?" padahal akun sendiri
testimoni menang {sum} itu karangan, saya pernah kerja nulis begituan
saya dulu freelance nulis komentar {gamble}, {small} per seratus komentar, sekarang nyesel
yang komen pakai huruf tebal miring itu semuanya {ad}
tulisan dipisah pisah titik biar lolos sensor, ketahuan banget {ad}
kreatif banget {ad}, coba dipakai buat cari kerja
{ad} lebih rajin dari mahasiswa skripsi
yang kerja jadi {ad} keluarganya dikasih makan apa ya
hai {ad}, semoga cepat dapat hidayah
{ad} masuk neraka jalur vip
gue doain yang nyebar {ad} kuotanya abis terus
baru upload {digit} menit udah diserbu {ad}
{ad} datang duluan sebelum subscriber
pertama!! sebelum {ad} datang
mumpung belum ada {ad}, izin komen dulu
komentar teratas {ad}, komentar kedua {ad}, ketiga baru manusia
bang pin komentar ini: dilarang promosi {gamble} di sini
bikin aturan dong bang, yang promosi {gamble} langsung banned
setting di studio ada bang, blokir kata, masukin semua nama {gamble}
gue udah bikin bot buat hapus {ad} di channel gue, lumayan ngurangin
ada yang bikin aplikasi pendeteksi {ad} pakai ai, keren sih
skripsi saya tentang deteksi komentar {gamble}, datanya dari kolom ini
butuh data komentar {gamble} buat penelitian, eh di sini melimpah
dimasukkan ke grup wa {gamble} sama nomor luar negeri
diundang ke grup telegram isinya {gamble}, saya keluar
tiba tiba ada di grup {gamble}, siapa yang masukin coba
dm ig penuh tawaran {gamble}, semua saya tolak
ditawari jadi admin {gamble} lewat fb, gaji {sum}, saya tolak mentah mentah
ada telepon nawarin {gamble}, langsung saya matikan
upah spammer itu {small} sehari, harga diri segitu
satu komentar dibayar {small}, pantas spam terus
bot itu dijalankan dari satu laptop saja lho
dulu spam obat pelangsing, sekarang {ad}
""")
SITES: Final = family("""
situs macam {b} itu nipu, {sigh}
udah lapor {b} ke aduankonten, belum ada tindakan
{b} lagi {b} lagi, enek lihatnya
siapa pun pemilik {b}, semoga cepat {caught}
kenapa komentar tentang {b} tidak dihapus hapus?
saya cari di google {b} itu situs {gamble}, hati hati semua
{b} ini apaan sih, nongol mulu di komentar
jangan search {b}, itu {gamble}
domain {b} diblokir kemarin, hari ini sudah ganti angka belakang
{b} dan situs sejenisnya harus diblokir {agency}
{kin} {lost} di {b}, sekarang orangnya kabur
{kin} kalah {sum} di {b}, tolong jangan ditiru
uang sekolah anak {sum} lenyap di {b}
saldo saya di {b} gak bisa ditarik, cs nya hilang
cs {b} balasnya "harap menunggu" terus, sudah {digit} minggu
menang di {b}? coba ditarik, pasti disuruh depo dulu
{b} minta biaya admin {small} buat narik saldo, jelas penipuan
{b} bukan situs resmi, tidak ada izin, tidak ada kantor
logo {b} nempel di film bajakan, {sigh}
nonton film gratisan iklannya {b} semua
spanduk {b} kok bisa masuk siaran bola luar negeri
jersey klub eropa sponsornya {b}, ditonton anak anak
streamer itu disponsori {b}, pantesan
{celeb} ngiklanin {b}, {sigh}
{celeb} minta maaf soal {b}, videonya langsung private
stiker {b} ditempel di warnet dekat sekolah, tolong {agency}
bot {b} di telegram saya blokir masih kirim pesan
sms dari {b} masuk terus tiap {clock}
apk {b} itu isinya malware, m-banking saya kebobol {sum}
jangan pasang aplikasi {b}, data kontak disedot semua
admin {b} {caught} di {place}, ternyata masih mahasiswa
server {b} ada di {country}, makanya susah ditangkap
{b}, {b_two}, semuanya satu bandar
habis {b} diblokir muncul {b_two}, pemainnya pindah semua
mau {b} mau {b_two} sama saja, ujungnya {lost}
ingat ya, {b} {b_two} dan kawan kawan tidak pernah bikin orang kaya
tolong yang pernah jadi korban {b} kumpul, kita lapor bareng
laporan saya soal {b} ditolak, katanya bukti kurang
polisi bilang {b} omzetnya {sum} sehari
berita lama: {b} digerebek, {digit}{other} orang jadi tersangka
bedakan {b} yang toko hp sama yang situs {gamble} ya
jangan salah paham, {b} di komentar atas itu situs {gamble}
{b} bangkrut kek, biar kapok
gak usah sebut sebut {b} di sini, ini kolom komentar berita
@{user} anda admin {b} ya? dari tadi belain terus
@{user} lapak {b} bukan di sini mas
{b} apa sih? dari kemarin muncul terus di beranda
{b} itu nama orang apa nama situs?
kenapa isi komentar {b} semua ya?
kok tiba tiba banyak yang bahas {b}?
baru dengar {b}, ternyata situs {gamble}
jangan ketik {b} di google, itu cara mereka naikkan ranking
jangan buka {b} dek, hp bisa kena virus
jangan sebut {b} lagi, nanti dikira promosi
jangan percaya siapa pun yang sebut {b}
jauhi {b}, kasihan anak istri
awas {b} minta foto ktp, datamu dijual
siapa yang nyuruh main {b} tadi? sini ngobrol
yang daftar {b} siap siap {ruin}
yang komen {b} saya blokir satu satu
yang nulis {b} fotonya diambil dari instagram orang
semua yang sebut {b} akunnya dibuat bulan ini
sudah saya laporkan akun yang nyebut {b}
ayo report bareng bareng komentar {b}
laporin {b} ke {agency} lewat aduankonten.id
min tolong filter kata {b}
hapus dong min komentar {b} di atas
admin, akun {b} masih bebas komentar tuh
tolong {b} ditindak pak polisi
{agency} kok diam lihat {b}?
{b} masih bisa dibuka pakai kuota saya, blokirnya mana {agency}?
{b} sudah masuk daftar blokir belum min?
{b} menyerang kolom komentar lagi, {sigh}
{b} bikin muak
{b} haram, titik
{b} tai
benci banget sama {b}, {kin} {lost}
gara gara {b} saya dan {kin} tidak bicara {span}
dulu saya juga main {b}, {lost}, cukup saya saja yang bodoh
tobat dari {b} sejak {span}, alhamdulillah
pernah kerja di {b}, semua pemenangnya akun palsu
teman saya ditawari jadi afiliator {b}, saya larang
ditawari {sum} buat pasang iklan {b} di channel saya, saya tolak
saya tolak sponsor {b} walau dibayar {sum}, berkah lebih penting
ada sms isinya {b}, dapat nomor saya dari mana
telepon dari cs {b} tiap hari, cara stopnya gimana?
{kin} ditelepon orang mengaku dari {b}
{b} pakai nama {celeb} tanpa izin
video {celeb} ngomong {b} itu deepfake, jangan percaya
di berita tadi {b} disebut punya {boss} yang {caught} di {country}
sidang kasus {b} ditunda lagi, {sigh}
terdakwa {b} cuma dituntut {digit} tahun
polda ungkap {b} punya {digit}{other} rekening penampung
korban {b} di {place} katanya ratusan
ibu ibu di {place} demo minta {b} ditutup
{b}? skip
{b} mulu elah
{b} basi
lagi lagi {b}
bot {b} lagi
anti {b} anti {b_two}
"{b}" begitu terus isinya, {sigh}
nyebut nyebut {b}, dikira kita tidak tahu itu bot
muji videonya cuma satu kalimat, habis itu nyebut {b}, ketahuan bot nya
kalimatnya nyambung ke video tapi kok ada {b} nya, ooh bot
""")
