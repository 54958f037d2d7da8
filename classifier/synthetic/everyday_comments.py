"""Invented everyday Indonesian comments: short replies, thanks, corrections, prices, complaints."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

REPLIES: Final = family("""
{you} {agree}
{you} {agree}, {wish}
{agree} {you}
{agree} {agree} {you} {emoji}
{disagree} {you}, {reason}
{disagree}, {you} lihat dulu menit {clock}
{disagree} sih, tapi terserah masing masing
@{user} {agree} {emoji}
@{user} {disagree}
@{user} baca dulu beritanya sampai habis {you}
@{user} makasih {you} infonya
@{user} itu pendapat pribadi, jangan dibawa serius
@{user} ngakak gue baca komen lo
@{user} sama, saya juga dari {place}
@{user} bukan {digit} tapi {other} {you}
izin share ya {you}
izin simpan {you}, buat tugas
nyimak sambil {activity}
baca ini sambil {activity}
telat baca, {feel}
baru tahu saya, makasih {you}
oh gitu ceritanya, baru paham
ditunggu kelanjutannya {you}
kok komentar saya hilang ya {you}?
komentar pertama {emoji}
absen {place} mana suaranya {emoji}
{place} mana nih?
hadir {you} dari {place}, {activity} dulu
lupa nama lagunya, yang di menit {clock} itu
tolong {you}, videonya gak bisa dibuka di hp saya
kualitas gambarnya pecah {you}, koneksi saya atau memang begitu?
suaranya kecil {you}, dari {clock} baru kedengaran
di {clock} salah sebut nama {you}
yang di {clock} pakai baju merah siapa ya?
{clock} sumpah {funny} {emoji}
{clock} - {clock} bagian favorit
bagian {clock} diulang ulang terus
siapa yang baru nonton sekarang?
siapa yang masih ingat ini {emoji}
yang nonton malam ini mana suaranya
yang dari {place} absen
ada yang dari {place} gak?
disini siapa yang lagi {activity}?
komen ini biar inget pernah nonton
salam kenal {you} dari {place}
sapa saya dong {you}, nama saya {user}
instagramnya apa {you}?
akun tiktoknya apa {you}, mau follow
follow balik dong {you} {emoji}
kakak itu ig nya ada gak?
yang di {clock} namanya siapa, ig nya?
nonton jam {clock} malam sendirian
malam malam nonton beginian, {short}
siapa lagi yang nonton sambil {activity}?
nomor {digit} bukan {other}, dihitung lagi {you}
""")
THANKS: Final = family("""
makasih {you} {emoji}
terima kasih {you} atas {gift}, {wish}
terimakasih banyak {you}, {gift} sangat membantu
makasih {gift} {you}, langsung saya praktekkan
berkat {gift} dari {you} anak saya bisa mengerjakan pr
alhamdulillah {gift} bermanfaat, {wish}
salam hormat {you}, {wish}
mantap {gift} {you} {emoji} {emoji}
keren {you}!!! {gift} juara!!! {emoji}
MANTAP {you} {emoji}
GILA KEREN BANGET {emoji}
TERBAIK!!! {emoji} {emoji} {emoji}
{emoji} {emoji} {emoji} {wish}
bangga punya {hero} {emoji} {emoji}
tetap rendah hati ya {you}, {wish}
semoga {you} dan keluarga {wish}
aamiin ya rabbal alamin, {wish}
doa terbaik buat {hero}, {wish}
selamat pagi {you}, {wish}
selamat hari raya semuanya, mohon maaf lahir batin
selamat natal dan tahun baru buat yang merayakan
met ultah {you}, {wish}
turut prihatin buat saudara saudara di {place}, {wish}
innalillahi, {wish}
semoga korban di {place} segera dapat bantuan
""")
CORRECTIONS: Final = family("""
koreksi {you}, {fact}
maaf {you}, {fact}
setahu saya {fact}, mohon dicek lagi
judulnya kurang pas {you}, isinya tentang {subject}
judul clickbait, isinya cuma {digit} paragraf
typo {you}, paragraf {digit} harusnya {price} bukan {sum}
salah foto {you}, itu bukan {place}
itu foto lama {you}, kejadian tahun 201{digit} di {place}
sumbernya dari mana {you}? {news} bilang beda
menurut {news} {fact}
di {news} ditulis {sum}, mana yang benar?
lihat juga https://{news}/{slug}-{serial} biar berimbang
ini rilis resminya: https://{news}/read/{serial}
beritanya tidak lengkap, {subject} tidak dibahas
tolong {you} wawancara juga warga {place}
kasih data dong {you}, jangan cuma opini
grafiknya terbalik {you}, harusnya {digit} persen
{fact}, jadi jangan menyebar hoaks
hoaks itu {you}, sudah dibantah {news}
saya warga {place}, kejadian sebenarnya tidak begitu
tanggalnya keliru {you}, bukan {digit} tapi 1{digit}
link beritanya https://www.{news}/{slug}
https://{news}/read/{serial}/{slug} ini sumbernya {you}
sumber: {news}
sumber lain: https://{news}/{slug}-{serial} dan https://{news}/read/{serial}
baca di https://{news}/{slug} biar tidak salah paham
saya baca di https://{news}/{serial} ceritanya beda
cek faktanya di https://turnbackhoax.id/{slug} dulu {you}
kronologinya ada di https://{news}/{slug}?page=all
https://youtu.be/{slug_id} menit {clock}, dia bilang begitu
ini video lengkapnya {you} https://www.youtube.com/watch?v={slug_id}
petanya bisa dilihat di https://maps.app.goo.gl/{slug_id}
dokumennya bisa diunduh di https://jdih.{place}.go.id/{serial}
jadwal resminya ada di web {news}, bukan dari grup wa
jangan sebar link sembarangan, baca dulu di {news}
{news} sudah meralat: https://{news}/{slug}-{serial}
linknya mati {you}, https://{news}/{serial} tidak bisa dibuka
wikipedia juga menulis begitu https://id.wikipedia.org/wiki/{place}
di https://{news}/{slug} lebih lengkap
tolong baca https://{news}/read/{serial}/{slug} dulu
beda dengan berita {news}: https://{news}/{slug}
sudah pernah diberitakan https://www.{news}/{serial}/{slug}
lihat video ini https://youtu.be/{slug_id}
videonya masih ada di https://www.youtube.com/watch?v={slug_id} {emoji}
rekaman utuhnya https://youtu.be/{slug_id}?t={serial}
arsipnya di {news}/{slug}
""")
PRICES: Final = family("""
{item} di {place} sudah {small} per kilo, {feel}
kemarin beli {item} {small}, hari ini sudah naik
di {place} {item} cuma {small}, di sini kok mahal
gaji {sum} tapi {item} segini harganya, {feel}
uang {small} sekarang dapat apa? {feel}
belanja {small} cuma dapat {item} sama bawang
ongkos ke {place} sekarang {small}, dulu {price}
parkir di {place} {small}, karcisnya gak ada
tarif tol naik lagi jadi {small}
listrik bulan ini {sum}, padahal cuma dua kamar
bayar ukt {sum} per semester, {feel}
biaya nikah di {place} {sum}, jomblo menangis
rumah subsidi {sum} itu di mana {you}?
cicilan {sum} per bulan selama {digit} tahun, {feel}
upah buruh {place} naik {digit} persen, {item} naik lebih tinggi
thr cair {sum}, langsung habis buat mudik ke {place}
tiket konser {sum} ludes, tapi katanya ekonomi sulit
beli {product} {sum} bekas masih mulus gak rugi
jual {product} minus pemakaian laku {sum}, lumayan
servis {product} kena {small}, wajar gak sih?
skor akhir {digit}-{other}, {feel}
{team} {digit} {team} {other}, catat
menang {digit}-{other} tapi mainnya jelek, {team} harus evaluasi
adu penalti {digit}-{other}, jantung mau copot
babak pertama {digit}-{other}, babak kedua {team} pasti bangkit
punya saya {product} beli {sum}, sudah {digit} tahun awet
{product} bekas {sum} masih wajar gak {you}?
{product} turun jadi {sum}, nyesel beli kemarin
tukar tambah {product} nambah {sum}, {feel}
{other_product} second {sum}, pajak mati, mending jangan
beli {goods_honest} online datangnya rusak, uang {small} tidak kembali
pesan {goods_honest} di {place} {small}, sampainya seminggu
makan di {place} berdua {small} sudah kenyang
nasi padang di {place} {small} lauknya banyak, langganan saya
warung langganan di {place} tutup, padahal {goods_honest} nya enak
toko itu ramai karena jujur, {goods_honest} nya asli
ig nya apa {you}? mau lihat foto {place}
akun ig nya kakak yang di {clock} apa ya?
nomor wa kelurahan {place} ada yang tahu?
rp{price} dibilang murah, {feel}
harga {item} Rp{price} per kilo itu di mana? di sini dua kali lipat
{item} naik Rp{price}, {official} bilang stabil
minta {small} buat bayar parkir doang
donasi saya {small}, semoga bermanfaat buat {place}
sumbang {small} lewat masjid, {hope}
""")
GRUMBLES: Final = family("""
{you} tolong jalan di {place} diperbaiki, lubangnya sedalam {digit}0 senti
air pdam di {place} mati sudah {digit} hari, {feel}
listrik {place} padam lagi, kerjaan terbengkalai
antre bpjs dari subuh dapat nomor {digit}{other}, {feel}
urus ktp di {place} bolak balik {digit} kali
bus ke {place} telat {digit} jam, tidak ada pengumuman
sampah di {place} numpuk, {official} kemana
banjir lagi di {place}, tiap tahun sama
tawuran lagi di {place}, orang tuanya kemana
macet {place} dari jam {clock} sampai sekarang
sinyal di {place} hilang kalau hujan
iklannya kebanyakan {you}, mau baca berita susah
loading terus {you}, webnya berat
kenapa harus login buat baca {you}?
notifikasi berita kok jam {clock} pagi {you}
harusnya {hero} dapat penghargaan, bukan cuma tepuk tangan
guru honorer di {place} gajinya {small}, {feel}
katanya {subject} buat rakyat, rakyat yang mana?
{subject} lagi, {feel}
bosen bahas {subject}, bahas {place} dong {you}
capek dengar {subject}, mending {activity}
daripada ribut {subject} mending {activity}
uang {small} buat ke {place} saja kurang
nikahan sepupu habis {sum}, sekarang nyicil
dari mana uangnya {official} beli {product}? {feel}
kapan {place} punya rumah sakit bagus?
orang {place} sabar sabar, jalan rusak {digit} tahun diam saja
""")
EVERYDAY_WORDS: Final[Grammar] = {
    "you": choices("""min|kak|bang|pak|bu|mas|mbak|om|gan|bro|sis|ustadz|bapak|kang|teh|bli|daeng
    guru
    admin|redaksi|coach|dok|prof|kakak"""),
    "agree": choices("""setuju|setuju banget|betul|bener banget|sepakat|akur|nah ini|valid|fakta
    betul sekali
    sependapat|satu suara|tepat sekali|masuk akal|iya juga ya|pas banget|100 persen setuju|+1"""),
    "disagree": choices("""kurang setuju|gak setuju|saya beda pendapat|salah|keliru
    tidak begitu juga
    kayaknya bukan|ngawur|belum tentu|masa sih|gak gitu konsepnya
    mohon maaf saya kurang sepakat"""),
    "wish": choices("""sehat selalu|semoga berkah|panjang umur|dilancarkan segala urusannya
    sukses terus
    semoga jadi amal jariyah|semoga Allah balas kebaikannya|Tuhan memberkati|lancar rezekinya
    semoga cepat pulih|diberi kekuatan|selalu dalam lindungan-Nya|makin jaya|semoga tabah"""),
    "activity": choices("""ngopi|sarapan|nunggu buka puasa|antre bensin|nyetrika|jaga warung
    momong anak
    rebahan|naik krl|makan mie|kerja lembur|nunggu ojol|cuci piring|ronda|tiduran|macul|mancing"""),
    "gift": choices("""ilmunya|infonya|beritanya|penjelasannya|tutorialnya|liputannya|tipsnya
    resepnya
    motivasinya|jawabannya|videonya|ceramahnya|datanya|ulasannya|nasihatnya|pencerahannya"""),
    "fact": choices("""ibu kota provinsinya bukan {place}|jaraknya {price} km, bukan {digit} km
    golnya menit {digit}{other}|beliau lahir di {place}|undang undangnya sudah diubah
    jembatan itu diresmikan 201{digit}|angkanya {digit} persen|{team} juara {digit} kali
    pertandingannya di {place}|yang memutuskan hakim bukan jaksa|itu wewenang pemda
    namanya pakai huruf {letter}|gempanya {digit},{other} skala richter|korban selamat {digit} \
orang"""),
    "letter": tuple("ADHKNRSTY"),
}
