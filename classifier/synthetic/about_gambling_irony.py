"""Invented jokes and everyday talk in the advertisers' words: irony, sport, birds, games."""

from typing import Final

from classifier.synthetic.phrases import family

SARCASM: Final = family("""
wah hebat, negara {buzz}, rakyatnya {ruin}
maxwin itu kalau utang lunas, bukan kalau scatter turun
jp terbesar dalam hidup adalah lepas dari {gamble}
yang {buzz} cuma rekening {boss}
pola paling gacor: kerja, nabung, pulang
rtp kerja halal seratus persen, tiap tanggal satu cair
mau cuan? jadi {boss} dulu
depo sabar, wd pahala
depo doa wd berkah
scatter hitam keluar, rumah ikut keluar dari sertifikat
zeus nya senyum, istri di rumah nangis
kakek zeus gak pernah bantu bayar kontrakan gue
dikasih petir x500 sama kakek, dikasih surat cerai sama istri
auto kaya? auto diusir mertua iya
hoki seumur hidup dipakai di {gamble}, pas ujian zonk
situs paling {buzz} se indonesia: kantor pajak
{agency} gacor banget kalau urusan seremoni
pejabat mah bonus new member terus
anggota dewan baru dapat cashback tiap rapat wkwk
apbd bocor maxwin terus, rakyat rungkad
rungkad itu bukan kalah slot, rungkad itu lihat harga {item}
modal receh kemenangan petir katanya, petirnya beneran nyamber meteran listrik
gue pikir gacor, ternyata {lost}. salam rungkad
selamat kepada {boss}, anda makan malam enak dari uang spp anak orang
tutorial {ruin} dalam semalam: download, depo, ulangi
langkah jadi miskin: satu daftar, dua depo, tiga kejar kekalahan
pekerjaan: pemain {gamble}. penghasilan: minus
cita cita anak sekarang: jadi {boss}. {sigh}
lucunya yang nawarin kaya, yang nawarin sendiri miskin
kalau beneran gampang menang ngapain situ ngajak ngajak
kalau situs itu bagi bagi duit bandarnya makan apa bang
bang jago katanya jp {sum}, kok masih minta rokok
temen gue ngaku sultan {gamble}, kuota aja nebeng
{kin} pamer wd {small}, gak pamer depo {sum}
orang indonesia kalau kalah diam, kalau menang {small} sekampung tahu
habis lebaran bukannya maaf maafan malah nanya pola, {sigh}
prank bandar: nabung
satu satunya yang pasti wd cuma gaji, itu pun numpang lewat
spin mesin cuci aja sob, lebih berfaedah
kalau mau lihat scatter tumpahin aja beras di dapur
auto win kalau gak main
jackpot = anak sehat, istri senyum, utang lunas
mantap, hari ini {buzz}: bangun pagi, subuh di masjid, dagangan habis
jam gacor itu jam tiga pagi, tahajud bro
info pola: subuh dua rakaat, dhuha empat rakaat, istiqomah
link alternatif menuju surga: berhenti {gamble}
jackpot hidup saya: punya istri sabar
jackpot itu waktu {kin} sadar dan berhenti {gamble}
kemenangan terbesar saya adalah tidak depo hari ini
wd paling indah itu gaji pertama buat ibu
cuan halal itu dagang, bukan {gamble}
hoki itu kalau masih dikasih sehat
keberuntungan bukan di scatter, tapi di doa ibu
maxwin dunia akhirat itu punya anak sholeh
bocoran hari ini: sholat tepat waktu, jangan ghibah
pola hidup sehat, bukan pola {gamble}
situs terpercaya cuma perpustakaan
bonus terbesar itu umur panjang dan badan sehat
tidak ada {buzz} yang mengalahkan masakan istri
""")
SPORT: Final = family("""
kiper {team} {gacor}, {digit} penyelamatan
{team} gacor di kandang tapi melempem di tandang
bek {team} bocor alus, {digit} gol dalam {digit}{other} menit
striker barunya gacor, {digit} laga {digit}{other} gol
gol menit {digit}{other} bikin jantungan, jackpot buat {team}
var nya kayak mesin slot, hasilnya acak
wasitnya main {gamble} kali ya, keputusannya aneh
pengaturan skor itu adiknya {gamble}, berantas juga
pemain yang terlibat {gamble} hukum seumur hidup, sepak bola harus bersih
sponsor liga dari situs {gamble} kok boleh ya
taruhan di grup kalah, {team} malah seri, {kin} ngamuk {joke}
parlay {kin} jebol gara gara {team}, sukurin
yang marah {team} kalah pasti abis pasang
komentatornya teriak jackpot pas gol, kaget gue
transfer pemain kayak gacha, mahal tapi zonk
slot pemain asing tinggal {digit}, {team} butuh kiper
{team} masih punya slot naturalisasi gak min?
scatter pass nya keren, operannya nyebar semua
wd dari turnamen karena cedera, sedih
juara itu dari latihan bukan hoki
undian grup hoki banget {team}, ketemu tim lemah semua
cuan besar klub jual pemain muda {sum}
formasi {digit}-{other}-{digit} lagi gacor gacornya
rungkad pertahanan {team}, pelatihnya kemana
auto menang kalau lawannya {team} wkwk
penonton kecewa, tim all in nyerang malah kebobolan
depo semangat wd tiga poin, ayo {team}
""")
OTHER_MEANINGS: Final = family("""
{bird} gue gacor lagi setelah dikasih {feed}
{bird} macet bunyi, gimana biar gacor ya om?
biar {bird} cepat gacor dikasih apa om?
{bird} gacor dijual {sum} sama tetangga, mahal amat
gacor itu istilah kicau mania dari dulu, artinya rajin bunyi
dulu bilang gacor orang mikirnya {bird}, sekarang mikirnya {gamble}
kicau mania nangis, kata gacor dirampas {gamble}
lomba {bird} di {place} minggu ini, semoga gacor di gantangan
setelan {bird} biar gacor: {feed} pagi dan sore, jemur dua jam
masteran {bird} pakai suara cililin, seminggu langsung gacor
pakan {feed} bikin {bird} gacor, testimoni pribadi
{bird} saya juara dua di {place}, gacor dari awal sampai akhir
suara {bird} di detik {clock} gacor banget
suka sama tonjolan {bird} nya, ngerol panjang, gacor
piara {bird} lebih sehat daripada {gamble}, sama sama gacor
spot mancing di {place} lagi gacor, bawa pulang {digit} kilo
umpan {feed} gacor buat ikan mas
pancingan semalam boncos, padahal katanya spot gacor
lele galatama hari ini gacor, tarikan mantap
ayam bangkok saya gacor berkokok tiap subuh
mesin motor gacor lagi habis ganti busi
tarikan {product} gacor setelah servis cvt
wifi di {place} gacor, nonton gak buffering
sinyal di {place} gacor sekarang, makasih bts nya
warung gacor karena dibahas di sini, makasih bang
orderan gacor dari pagi, {digit}{other} paket dikirim
ac kantor gacor, pada pakai jaket semua
{hero} lagi gacor gacornya, {effort}
hero marksman lagi gacor di patch baru mobile legends
push rank solo dapat tim beban, rungkad {digit} bintang
gacha skin {digit}{other} kali baru dapat, dompet nangis
gacha game itu sebenarnya {gamble} versi anak anak gak sih?
spin event di ff ngabisin {small}, hadiahnya baju doang
lucky spin ml kena {sum}, kapok
higgs domino dulu cuma buat ngisi waktu, sekarang chipnya diperjualbelikan
main domino online itu game atau judi sih sebenarnya?
chip domino bisa dijual itu yang bikin jadi judi
di warung kopi aceh orang main domino batu, gak pakai uang, asik
main remi sama mertua taruhannya cuci piring
zeus di game smite skillnya keren, beda sama zeus slot
lore zeus di god of war lebih menarik, ini bahas mitologi kan bang?
kratos aja musuhan sama zeus, pantes
slot item {product} penuh, jual dulu potion
slot memori hp ini ada berapa? sim dua atau hybrid?
slot ram nya bisa ditambah sampai {digit}{other}gb gak?
{product} slot sd card nya kok hilang
dapat jackpot loot box dari event natal, lumayan
bonus harian game ini login {digit} hari dapat hero
top up diamond {small} buat adik, ulang tahun
rtp video game nya turun, fps cuma {digit}{other}
server game maintenance terus, wd dulu main {other_product}
pola serangan boss nya gampang dihafal, tiga pukulan lalu guling
boss terakhir hp nya jutaan, {digit} jam baru kelar
monopoli dapat penjara terus, bangkrut sama adik sendiri
main ular tangga aja gak pernah hoki apalagi {gamble}
event gacha bulan ini {small}, dapatnya ampas
beli skin {small} demi adik, ulang tahunnya kemarin
top up game {small} ketahuan {kin}, dimarahi
battle pass {small} masih worth it gak?
chest gratis isinya koin doang, {joke}
spin roda di acara 17an dapat panci, lumayan
undian arisan rt dapat {sum}, itu rezeki halal
arisan ibu ibu bukan {gamble} ya, jangan disamakan
dapat doorprize kulkas di jalan sehat {place}, alhamdulillah
klub jual kiper {sum}, rugi atau untung?
harga transfer {sum} buat pemain cadangan {team}
hadiah lomba catur {sum}, selamat pemenang
rtp di teknik jaringan itu real time transport protocol, bukan yang lain
ada slot kosong buat mabar gak bang?
slot parkir motor di {place} penuh terus
slot pcie nya cuma satu di {product}
slot waktu vaksin di {place} masih ada kah?
jackpot hadiah beasiswa, anak tetangga keterima semua
depo bangunan di {place} mana yang murah ya?
depo pelita itu halte lama di {place}
depo sampah di {place} bau sekali, {official} tolong
wd itu merek harddisk, western digital, {joke}
harddisk wd saya {digit} tb rusak, datanya hilang
pola batik ini bagus, beli di {place}?
pola asuh orang tua sekarang beda
bonus akhir tahun {sum} cair, langsung bayar utang
mahjong keluarga tiap imlek cuma buat seru seruan
hoki bunga di {place} sedang mekar
gates of olympus itu nama tempat di mitologi, bukan cuma slot
""")
