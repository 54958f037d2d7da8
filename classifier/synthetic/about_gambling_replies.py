"""Invented replies to advertisers and ironic thanks to sites, in the advertisers' own words.

`{b}` is a name like a site's own; what the sentence thanks it for tells that it is scorn.
"""

from typing import Final

from classifier.synthetic.phrases import family

THANKS: Final = family("""
terima kasih {b}, berkat kamu {kin} {lost}
makasih {b}, sekarang {kin} tidur di teras
thanks {b}, motor saya sudah pindah tangan
berkat {b} saya jadi rajin puasa, uang makan sudah ludes
berkat {b} hidup saya berubah: dari punya rumah jadi ngontrak
sejak kenal {b} tiap malam saya mimpi indah, bangun-bangun {lost}
{b} memang luar biasa, luar biasa bikin {ruin}
{b} paling gacor sedunia, gacor nyedot gaji {kin}
jp terus di {b}, maksudnya jual piring
{b} bikin {kin} jutawan, dulunya miliarder
main di {b} dijamin pulang jalan kaki
main di {b} auto {lost}, sudah terbukti sama {kin}
di {b} wd paling cepat itu wd dari rekening kita ke {boss}
{b} terpercaya, terpercaya bohongnya
coba {b} sekali, menyesal {span}
modal {small} di {b} bisa jadi utang {sum}
depo {small} di {b}, dapat pelajaran seharga {sum}
bonus dari {b}: surat cerai sama debt collector
hadiah utama {b} ya ditagih pinjol
kata iklan {b} gampang {buzz}, kata {kin} gampang gila
{b} bukan solusi, {b} itu sumber masalah
saya rekomendasikan {b} untuk yang sudah bosan punya uang
bintang lima buat {b}, lima kali saya ditipu
testimoni jujur {b}: menang {small}, kalah {sum}, {sigh}
pengguna setia {b} di sini, setia bayar cicilan utangnya
siapa di sini korban {b}? kita senasib
yang sudah {lost} gara gara {b} angkat tangan
gara gara {b} {kin} {lost}, jangan ada yang nyusul
tiap gajian {kin} setor ke {b}, anaknya minum air tajin
""")
REPLIES: Final = family("""
om, tante, jangan percaya kalau ada yang bilang {quote}
bang yang jualan {buzz} di atas, ibumu tahu kerjaanmu?
yang komen {buzz} tadi coba buka mutasi rekeningnya, berani gak
admin {b} masuk sini, sini ngopi dulu sambil taubat
akun {b} ini tiap video nongol, kalah tukang parkir
akun jualan {b} lagi, saya laporkan tiga kali belum hilang juga
baru mau baca komentar eh ketemu {b}, balik kanan
komentar teratas kok {b}, yang like siapa
ini kolom komentar berita atau brosur {b}?
ini berita banjir lho, kok yang komen {b} semua
lagi berduka begini masih ada yang jualan {b}, nuraninya di mana
masa di video pengajian ada yang promosi {b}
video anak anak pun dikotori {b}, tolong admin
sudah saya blokir {b}, muncul lagi {b_two}, begitu terus
gantian ya, kemarin {b}, sekarang {b_two}, besok apa lagi
nama situsnya ganti terus: {b}, {b_two}, orangnya ya itu juga
{b} dan {b_two} pemiliknya satu, kata berita
lima menit tayang sudah ada {digit}{other} komentar {b}
kalau nemu tulisan {b} jangan diklik, langsung laporkan
nomor kontak {b} itu nomor curian, hati hati
waspada ada yang mengaku dari {b} minta kode otp
anak muda tetangga saya direkrut jadi admin {b}, dijanjikan {sum}
dijanjikan kerja di {country} ternyata jadi operator {b}
{celeb} itu pernah jadi bintang iklan {b}, sekarang {caught}
{agency} bilang {b} sudah diblokir, saya cek masih bisa dibuka
papan reklame {b} dipasang terang terangan, {agency} tutup mata
kaos klub bola saja sponsornya {b}, anak anak jadi hafal
pinjam nama {b} buat contoh ya, ini modus penipuannya
kata orang {b} itu permainan, kata saya itu {harm}
judulnya {buzz}, isinya {lost}
yang bilang {quote} biasanya baru {lost}
percaya {quote} sama saja percaya tuyul
kalau memang {quote}, kenapa kamu masih jualan komentar?
{quote}, gundulmu
jangankan {sum}, {small} saja gak balik
balik modal? yang balik cuma penyakit lambung
kalah bilang sial, menang bilang jago, padahal mesin
saya kerja di warnet, tiap malam lihat anak sekolah buka {b}
pernah sekali saya buka {b}, isinya memang menjebak, langsung saya tutup
dosen saya membedah cara {b} mengatur kemenangan, ternyata semua sudah diprogram
skripsi saya tentang korban {gamble}, responden paling banyak dari {b}
tolong liputan khusus soal {b} dong, korbannya sudah {many}
""")
HOME: Final = family("""
pulang kerja lihat {kin} melamun, ternyata {lost} di {b}
{kin} diam diam pinjam uang {sum}, katanya buat modal, rupanya buat {gamble}
cincin kawin {kin} hilang, ketahuan digadai buat {b}
tabungan haji {kin} {sum} raib untuk {gamble}, {sigh}
uang spp {small} saja dipakai depo sama {kin}
saya cuma ibu rumah tangga, tolong {agency} tutup {b}
rapat rt kemarin membahas warga yang kecanduan {gamble}
di desa kami {digit} keluarga bubar karena {gamble} dalam {span}
posyandu sepi, bapak bapaknya sibuk {gamble} di gardu
khotbah jumat tadi soal {gamble}, semoga {kin} dengar
ustaz bilang uang dari {gamble} tidak ada berkahnya
guru bk anak saya menemukan {b} di ponsel {digit} murid
sudah {span} {kin} ikut terapi berhenti {gamble}, doakan ya
hp {kin} saya pasangi pemblokir supaya tidak bisa buka {b}
gimana cara blokir {b} dari wifi rumah ya? anak saya penasaran terus
ada nomor pengaduan untuk {gamble}? {kin} butuh ditolong
akhirnya {kin} mengaku {lost}, sekeluarga menangis
lebaran tahun ini {kin} tidak pulang, malu {lost} di {gamble}
daripada {gamble} mending mancing, dapat ikan minimal
""")
