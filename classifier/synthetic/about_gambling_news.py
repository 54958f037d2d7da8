"""Invented reactions to news, law and history of gambling; they promote nothing."""

from typing import Final

from classifier.synthetic.phrases import family

ARRESTS: Final = family("""
akhirnya {boss} {caught} juga, {sigh}
{boss} {caught} di {country}, {sigh}
yang {caught} cuma admin, {boss} nya masih liburan di {country}
{boss} sekelas itu kok bisa lolos lewat bandara? {sigh}
{celeb} promosiin {gamble} dibayar {sum}, {sigh}
{celeb} dipanggil {agency} gara gara promosi {gamble}, datangnya senyum senyum
dulu {celeb} ini panutan, sekarang malah endorse {gamble}
unfollow {celeb} yang pernah terima endorse {gamble}
{celeb} bilang tidak tahu kalau itu {gamble}, masa sih?
gimana ceritanya {celeb} bisa gak tahu yang dipromosikan itu {gamble}
barang bukti {sum} sama {digit} mobil mewah, padahal yang kalah tukang becak
mobil sitaan {boss} nanti dipakai siapa? {sigh}
polisi sita {digit}{other} rekening penampung {gamble}, semoga uangnya kembali ke negara
tersangka {gamble} kok pakai masker terus, tampilkan wajahnya pak
{digit}{other} orang {caught} di ruko, kerjanya jadi operator {gamble}
ruko sebelah kantor saya ternyata markas {gamble}, kaget waktu digerebek
rumah kontrakan di {place} digerebek, isinya server {gamble}
tetangga saya kira usaha online shop, eh ternyata admin {gamble}
komplotan {gamble} di {place} omzetnya {sum} sehari, {sigh}
giliran pemain kecil langsung {caught}, {boss} dibiarkan
apresiasi buat {agency} yang sudah bongkar jaringan {gamble}
kerja bagus {agency}, tapi jangan berhenti di sini
ditangkap hari ini, bebas bulan depan, buka {gamble} lagi. {sigh}
satu {caught}, seratus yang gantiin. {sigh}
yang pegang uangnya siapa? kok yang {caught} anak anak it semua
programmer {gamble} gajinya {sum}, pantas banyak yang tergiur
anak it lulusan bagus malah bikin situs {gamble}, {sigh}
semoga {agency} telusuri aliran dana {gamble} sampai ke atas
{officer} pelindung {gamble} harus {punish}
pegawai kementerian yang jaga situs {gamble} supaya tidak diblokir harusnya {punish}
sudah setahun sidang {gamble} belum juga putus, {sigh}
vonisnya cuma {digit} tahun? {boss} itu ruginya satu negara
jaksa tuntut {digit} tahun, hakim kasih {other} tahun, {boss} ketawa
""")
POLICY: Final = family("""
{agency} bilang sudah blokir {many} situs {gamble}, tapi anak saya masih bisa buka
blokir {many} situs, besoknya muncul {many} lagi
tiap hari blokir situs {gamble}, tiap hari juga muncul yang baru, kapan selesainya
katanya pakai ai buat deteksi {gamble}, hasilnya mana?
anggaran {sum} buat mesin sensor tapi {gamble} masih gampang dicari
internet positif cuma blokir yang gak perlu, {gamble} malah lolos
dns saja bisa tembus, pantas situs {gamble} tidak ada habisnya
vpn dilarang, {gamble} dibiarkan, {sigh}
kenapa tidak blokir rekeningnya saja? tanpa deposit {gamble} mati sendiri
bank dan e-wallet juga harus tanggung jawab, transaksi {gamble} lewat mereka semua
jual beli rekening buat {gamble} marak di grup fb, {agency} tahu gak sih
qris dipakai buat deposit {gamble}, {sigh}
transfer ke rekening {gamble} pakai nama toko sembako, pinter banget akalnya
ppatk sudah punya datanya, tinggal kemauan saja
menurut ppatk pemain {gamble} {many} orang, itu yang ketahuan
data ppatk: {digit}{other} ribu anak di bawah umur main {gamble}. {sigh}
perputaran dana {gamble} lebih besar dari apbd {place}, {sigh}
triliunan rupiah lari ke {country} tiap tahun karena {gamble}
bayangkan {trillion} triliun itu buat sekolah, bukan buat {gamble}
satgas {gamble} dibentuk lagi, yang kemarin hasilnya apa?
satgas satgas terus, {gamble} nya jalan terus
menteri ganti, {gamble} tetap
ganti menteri ganti nama kementerian, spam {gamble} tetap nomor satu
{agency} rapat terus soal {gamble}, hotel bintang lima lagi
kalau pejabatnya bersih gak mungkin {gamble} tumbuh sebesar ini
kementerian mestinya kerja sama dengan google dan meta buat hapus iklan {gamble}
iklan {gamble} bisa tayang di medsos karena platformnya dibayar
platform luar negeri juga harus didenda kalau biarkan iklan {gamble}
tolong jangan wacana kasino legal, yang ilegal saja tidak bisa diurus
yang usul kasino di {place} pasti belum pernah lihat keluarga hancur
malaysia punya genting, singapura punya marina bay, tapi pengawasannya jelas beda
di {country} legal dan dipajaki, di sini haram tapi pemainnya terbanyak
penerima bansos main {gamble} dicoret, setuju, asal datanya benar
nama saya dicoret dari bansos karena dituduh main {gamble}, padahal hp saja tidak punya
nik dipinjam orang buat daftar {gamble}, yang dicoret bansosnya saya
razia hp {officer} itu bagus, banyak yang ketahuan main {gamble}
mutasi {officer} yang main {gamble}? harusnya {punish}
di sekolah mulai ada pelajaran bahaya {gamble}, bagus
pulsa sepuluh ribu bisa buat deposit, bagaimana anak sd tidak ikut
situs kampus dan pemda diretas jadi halaman {gamble}, {sigh}
website kelurahan saya malah isinya {gamble}, {agency} tidur ya
buka situs dinas {place} kok muncul {gamble}, tolong diperbaiki pak
domain go.id dibajak buat {gamble}, keamanan sibernya mana
jurnal kampus kami kena sisipan link {gamble}, capek bersihkannya
wordpress gak diupdate ya begitu, disusupi {gamble}
""")
CAMBODIA: Final = family("""
lowongan kerja di {country} gaji {sum} itu jebakan operator {gamble}
teman sekampung berangkat ke {country}, katanya restoran, ternyata disuruh jadi admin {gamble}
{kin} sempat {span} terjebak di {country}, paspor ditahan, target {gamble} harus tembus
server di {country}, bandarnya orang {place}, pemainnya tetangga kita
korban tppo di {country} jangan dianggap pelaku, mereka dipaksa
pulangkan wni dari {country}, tapi periksa juga yang memang sukarela jadi admin {gamble}
kalau tidak capai target disetrum, itu cerita {kin} yang pulang dari {country}
gaji dollar katanya, pulang pulang trauma
yang berangkat jadi cs {gamble} di {country} sudah tahu risikonya kok sekarang minta dijemput
agen penyalur ke {country} harus {punish}
jangan tergiur kerja di {country}, cek dulu di bp2mi
imigrasi mestinya curiga anak muda ramai ramai ke {country}
""")
LAW: Final = family("""
pasal 303 kuhp ancamannya 10 tahun, kenyataannya cuma hitungan bulan
pasal 303 itu buat bandar, 303 bis buat pemain, dua duanya pidana
uu ite pasal 27 ayat 2 jelas melarang distribusi muatan perjudian
setahu saya uu ite terbaru dendanya sampai 10 miliar buat yang promosi {gamble}
{celeb} yang endorse {gamble} bisa kena uu ite, bukan cuma minta maaf di ig
pemain {gamble} juga bisa dipidana lho, bukan cuma bandarnya
yang menyewakan rekening untuk {gamble} juga bisa kena tppu
kalau pakai pasal pencucian uang aset {boss} bisa dirampas semua
kapan ruu perampasan aset disahkan? {boss} pasti takut
secara hukum menang di {gamble} pun tidak bisa ditagih, itu perikatan alamiah
kalau ditipu situs {gamble} ya tidak bisa lapor, kan sama sama melanggar hukum
mau tanya, orang yang cuma depo {small} lalu berhenti apa bisa dipidana?
apakah membagikan link {gamble} di grup wa keluarga termasuk pidana?
di aceh kena qanun jinayat, dicambuk di depan umum
cambuk buat pemain {gamble} di aceh ramai ditonton, bandarnya tidak pernah kelihatan
hukuman bandar di {country} seumur hidup, di sini bisa nego
pasal karet dipakai buat pengkritik, pasal {gamble} dipakai kalau viral saja
denda {sum} buat bandar yang untungnya {trillion} miliar, ya receh
saya bekas jaksa, berkas {gamble} itu pembuktiannya di aliran dana
hukum mati saja {boss}, sudah berapa nyawa melayang
uang sitaan {gamble} dipakai buat korban saja
""")
HISTORY: Final = family("""
zaman orba ada porkas, lalu ksob, lalu sdsb, ujungnya dibubarkan juga
bapak saya dulu langganan sdsb, rumah kami yang jadi korban
ingat sdsb? mahasiswa demo sampai {digit} hari baru dicabut
porkas dulu alasannya buat dana olahraga, prestasinya mana
tahun 80an orang ke kuburan cari nomor, sekarang cukup rebahan pegang hp
dulu togel ditulis di kertas rokok, sekarang pakai aplikasi, miskinnya sama
almarhum kakek saya punya buku mimpi, tidak pernah kaya juga
ali sadikin dulu pakai pajak kasino buat bangun jakarta, itu fakta sejarah
lotto, nalo, porkas, sdsb, ganti nama terus dari dulu
dulu bandar togel di {place} dibekingi, sekarang {gamble} ya begitu juga
erek erek itu akal akalan, mimpi digigit ular kok jadi angka
di zaman belanda saja rumah judi ada pajaknya, sekarang bandarnya bebas pajak
generasi bapak kita rusak karena sdsb, generasi sekarang karena {gamble}
dulu harus ke luar negeri atau ke kasino gelap, sekarang kasinonya di kantong
di kampung dulu sabung ayam bubar kalau ada hansip, sekarang main {gamble} di pos ronda
""")
