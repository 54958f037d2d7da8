"""Invented frauds in Indonesian: loans, jobs, prizes, investments, magic, false alarms."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

SCAMS: Final = family("""
butuh dana cepat? {loan} {easy}, {contact}
{loan} {sum} {easy}, {contact}
{loan} modal usaha {sum} bunga rendah {easy}, {contact}
bagi yang butuh {loan} {easy} silakan {contact}
ada yang butuh uang? {loan} {easy}, saya sudah buktikan, {contact}
solusi utang lunas, bantu {loan} {easy}, {contact}
dana talangan {sum} cair hari ini, {contact}
gadai bpkb dan sertifikat {easy}, {contact}
galbay pinjol? kami bantu hapus data, {contact}
joki pinjol limit {sum}, {easy}, {contact}
gestun shopee paylater fee murah, {contact}
bisa cairkan paylater {easy}, {contact}
saya {name} dari {place} dapat {loan} {sum} dari ibu {name_b}, hubungi {phone}
lowongan kerja dari rumah cukup hp gaji {small} per hari, daftar {contact}
dibutuhkan {job} tanpa pengalaman, gaji {sum} per bulan, {contact}
loker {place} {job}, {easy}, {contact}
info loker resmi pt {name}, {job}, langsung kerja, {contact}
kerja sampingan {task} dibayar {small}, {contact}
kerja online {task}, sehari dapat {small}, {contact}
cari orang yang mau {task} di rumah, gaji {small} per hari, {contact}
penghasilan tambahan ibu rumah tangga {small} per hari, {contact}
dapat {sum} sebulan cuma {task}, mau? {contact}
dapat uang dari hp cuma {task}, daftar di {link}
aplikasi penghasil uang terbukti membayar {small} ke dana, pakai kode {code}
pakai kode undangan {code} dapat {small} gratis langsung cair
masukkan kode {code} di aplikasi {name} dapat saldo dana {small}
saldo dana gratis {small} klaim di {link}
dana kaget {small} buruan klaim {link}
selamat nomor anda terpilih mendapat hadiah {sum}, info klik {link}
selamat anda pemenang undian {prize} dari {firm}, pin {code}, kunjungi {link}
anda mendapatkan {prize} dari {firm}, hubungi {phone} kode {code}
pengumuman resmi {firm}: pemenang {prize}, cek {link}
giveaway {prize} dari {firm}, klaim sekarang {link}
saya bagi bagi {sum} untuk 10 orang tercepat, wa {phone}
bagi bagi rezeki {sum}, cukup kirim nama dan no rekening ke {phone}
kirim {small} dapat {sum}, sudah banyak yang terbukti, {contact}
investasi {name} profit {digit}% per hari tanpa resiko, gabung {link}
trading bareng mentor {name}, modal {small} jadi {sum} dalam seminggu, {contact}
titip dana trading, profit {percent}% seminggu, {contact}
robot trading {name} auto profit, {contact}
sinyal crypto gratis tiap hari profit {percent}%, join t.me/{nickname}
belajar crypto bareng coach {name}, {small} jadi {sum}, {contact}
airdrop {name} gratis {sum}, connect wallet di {link}
mining gratis lewat hp, pakai kode {code}
saya dulu terlilit utang, berkat bimbingan {name} sekarang sukses, hubungi {contact}
saya {name_b} tki di malaysia, dulu susah, berkat aki {name} sekarang kaya, hubungi {phone}
{magic} ki {name} terbukti {sum}, hubungi {contact}
{magic} tanpa tumbal, hasil {sum}, {contact}
{magic} ampuh, {wish}, mahar setelah berhasil, {contact}
mau {wish}? konsultasi {magic} {contact}
alhamdulillah {wish} berkat {magic} mbah {name}, nomornya {phone}
jasa {hack}, bayar setelah berhasil, {contact}
{hack}? hubungi hacker {name} {contact}
pasangan selingkuh? bisa {hack}, {contact}
bantuan sosial {sum} dari pemerintah, daftar sebelum tutup di {link}
cek penerima bansos {sum} lewat {link}
pendaftaran blt {sum} dibuka lagi, isi data ktp di {link}
akun anda akan diblokir, segera verifikasi di {link}
rekening anda terblokir, konfirmasi kode otp ke {phone}
tarif transfer bank berubah jadi {small} per bulan, jika tidak setuju isi {link}
paket anda tertahan, bayar bea {small} di {link}
surat tilang elektronik anda, unduh di {link}
undangan pernikahan kami, buka file {link}
mama minta pulsa {small} di nomor {phone} sekarang
tolong transfer dulu ke rekening ini ya nanti saya ganti, {contact}
open bo {place} wa {phone}
cewek panggilan {place} ready, {contact}
vcs {small} saja, wa {phone}
jual uang palsu kualitas terbaik, {contact}
jual ijazah dan sim resmi {easy}, {contact}
lolos cpns dan polri lewat jalur dalam, {contact}
visa kerja {abroad} gaji {sum}, {easy}, {contact}
""")
SCAM_WORDS: Final[Grammar] = {
    "loan": choices("""pinjaman online|pinjaman dana tunai|dana tunai|pinjaman tanpa jaminan|kredit
    pinjaman koperasi|dana cepat|pinjaman pribadi|kta|pinjaman syariah|pinjol resmi ojk"""),
    "easy": choices("""cair 5 menit|proses mudah cukup ktp|tanpa bi checking|tanpa survey
    langsung cair|tanpa jaminan|syarat gampang|bisa seluruh indonesia|aman dan terpercaya
    tanpa ribet|pasti acc|tanpa potongan|hari ini juga|jalur cepat"""),
    "job": choices("""admin online|admin packing|penjaga toko|sopir|operator produksi|lem benang teh
    staff gudang|customer service|kasir|penulis konten|asisten rumah tangga"""),
    "task": choices("""like dan follow|nonton iklan|isi survei|ketik data|lipat kertas teh
    rating produk|klik iklan|share link|subscribe channel|setrika label|upload produk
    review tempat"""),
    "prize": choices(
        "mobil avanza|motor|cek tunai 100 juta|iphone|umroh gratis|pulsa 1 juta|emas 10 gram"
    ),
    "firm": choices("""telkomsel|pt indofood|shopee|bri|dana|tokopedia|indosat|raffi official
    baim tv|lazada|bank mandiri|gebyar undian nasional|pertamina"""),
    "magic": choices("""pesugihan|dukun pelet|uang gaib|bank gaib|penglaris|pengasihan|jimat|susuk
    pelet mahar|ritual uang balik|bulu perindu|dana gaib"""),
    "wish": choices("""jodoh cepat datang|suami kembali|utang lunas|usaha laris|kaya mendadak
    naik jabatan|mantan balik lagi|rezeki lancar|rumah tangga rukun"""),
    "hack": choices("""hack wa|lacak pasangan|sadap whatsapp|hack ig|hapus data pinjol
    kembalikan akun|bobol akun|sadap telegram|lacak nomor hp|pulihkan akun fb"""),
    "abroad": choices("jepang|korea|australia|kanada|dubai|taiwan|polandia|jerman"),
}
