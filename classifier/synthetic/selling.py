"""Invented sellers: goods, followers, services, resellers and other people's channels.

Written as they stand under celebrities and news alike: short, warm, with a handle to
visit; or long, with prices and a number to call.
"""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

SHOPS: Final = family("""
{greet} {goods} murah, {contact}
{greet} ready {goods} {quality}, {contact}
{greet} kita jual {goods} {quality} loh, cek {handle}
{greet} cek ig kita {handle} ada {goods} lucu lucu
{greet} mampir yuk ke {handle}, {goods} {quality}
{greet} order {goods} {extra}, {contact}
{greet} jual {goods} {quality} harga mulai {small} {contact}
{greet} yang mau {goods} murah meriah langsung dm {handle} ya
{greet} lagi cari {goods}? cek {handle} aja {extra}
{greet} follow ig kita {handle} banyak {goods} {quality}
{greet} {goods} cuma {small}, {extra}, {contact}
{greet} numpang promosi, {goods} {quality}, {contact}
{greet} izin promo ya min, {goods} {quality} {handle}
{greet} dijual {goods} murah, minat {contact}
{greet} open po {goods} harga mulai {small}, testi banyak, cek {handle}
{greet} open reseller {goods}, untung {sum} per bulan, {contact}
{greet} gabung reseller {handle}, tanpa modal dapat untung besar
{greet} dicari reseller dan dropshipper {goods}, {contact}
{greet} jastip {place}, {goods} original, {contact}
{greet} {goods} {quality} {extra}, yuk kak diorder, {contact}
{greet} bisa cod {place}, {goods} {quality}, {contact}
diskon {percent}% {goods} hari ini saja, cek {link}
flash sale {goods} {small} doang, serbu sebelum kehabisan {link}
promo beli 2 gratis 1 {goods}, {contact}
stok terbatas {goods} {quality}, siapa cepat dia dapat, {contact}
{goods} original bpom, cod seluruh indonesia, {contact}
{goods} by {name} {extra}, chat admin {phone}
toko {name} menyediakan {goods} {quality}, {contact}
grosir {goods} termurah se indonesia, {contact}
produsen {goods}, terima pesanan partai besar, {contact}
katalog {goods} lengkap ada di {handle} ya say
yuk sis intip koleksi {goods} di {handle}
kepoin {handle} yuk, {goods} {quality}
jangan lupa mampir ke olshop kita {handle} jual {goods}
{handle} jual {goods} {quality} sis
{handle} {goods} {small} an aja
check ig {handle} ready {goods} {quality}
link {goods} ada di keranjang kuning, {extra}
cek shopee kita {name} store, {goods} {quality}
{goods} dari {handle} emang {quality}, wajib coba sis
baju yang dipakai kakaknya ada di {handle} lho
mau {goods} kayak artis? ada di {handle}
sewa {rental} murah {place}, {contact}
rental {rental} lepas kunci, {contact}
jual tanah kavling shm {place}, cicilan ringan, {contact}
rumah subsidi {place} dp {small}, {contact}
catering {place} enak dan murah, {contact}
service {machine} panggilan {place}, {contact}
terima jasa {service}, harga bersahabat, {contact}
jasa {service} cepat dan amanah, {contact}
les privat {place} guru berpengalaman, {contact}
travel umroh {name} berangkat tiap bulan, {contact}
madu, kurma, zamzam, {goods} ada di {handle}
""")
BODY: Final = family("""
{greet} mau {body}? {remedy} solusinya, {contact}
{greet} pengen {body} tapi takut efek samping? pakai {remedy} aja, {contact}
{greet} aku juga dulu {flaw}, sekarang {body} berkat {remedy}, konsul gratis {contact}
{greet} dulu aku {flaw}, untung ketemu {remedy} di {handle}
{flaw}? tenang, {remedy} bikin {body} dalam {days} hari, {contact}
{flaw} bikin minder? aku pakai {remedy} langsung {body}, {contact}
makasih {handle}, berkat {remedy} aku jadi {body}
makasih kak {handle} {remedy} nya ampuh, sekarang {body}
gak nyangka {body} cuma {days} hari pakai {remedy} dari {handle}
bb aku turun {digit} kg dalam {days} hari, minum {remedy}, {contact}
yang mau {body} yuk konsultasi gratis {contact}
aku pakai {remedy} punya {handle}, {body} beneran lho
{remedy} ampuh {body} tanpa efek samping, bpom halal, {contact}
{remedy} herbal asli, {body} permanen, garansi uang kembali {contact}
suami makin sayang sejak aku {body} pakai {remedy}, {contact}
masih {flaw}? follow {handle} sekarang
tips {body} tanpa olahraga, cek {handle}
hasilnya nyata, {days} hari {body}, testimoni di {handle}
obat {ailment} herbal tanpa operasi, {contact}
sembuh dari {ailment} berkat {remedy}, info {contact}
keluhan {ailment}? hubungi klinik {name} {phone}
""")
AUDIENCE: Final = family("""
{greet} jual followers {platform} {quality}, {contact}
{greet} mau nambah followers {platform}? {handle} aja, {small} dapat {count}
{greet} jasa tambah like dan subscriber {platform} mulai {small}, {contact}
{count} followers {platform} cuma {small}, no password, {contact}
followers {platform} aktif indonesia permanen, {contact}
followersku nambah {count} berkat {handle}, makasih
makasih {handle} followers ku nambah terus, amanah banget
pengen terkenal? beli followers di {handle}, {extra}
followers gratis {platform} cek {link}
jasa centang biru dan viewers {platform}, {contact}
endorse murah dan paid promote {count} followers, {contact}
open endorse dan paid promote, dm {handle} ya kak
pp {small} aja sehari, followers {count}, minat dm {handle}
auto fyp pakai jasa kita, {contact}
naikin ads toko kamu bareng {handle}, {contact}
follow {handle} pasti di follback
follow aku dong kak nanti aku follow balik
f4f l4l yuk {handle}
yuk saling follow {handle} fast respon
follback ya kak {handle} aku udah follow
mutualan yuk, {handle} auto follback
subscribe balik channel aku ya kak, saling support
mampir juga ke channel aku dong, isinya {content}
sub for sub yuk, channel ku isinya {content}
yuk saling subscribe, yang sub duluan pasti aku balas
bantu subscribe channel aku dong, baru {digit}0 subscriber, konten {content}
jangan lupa mampir di channel {name}, ada {content} seru
guys aku bikin {content} juga, cek channel aku ya
tolong dukung channel kecil aku, {content} tiap minggu
lagi ngejar 1000 subscriber nih, bantu klik profil aku ya
klik foto profil aku ada {content} yang lebih seru
cover lagu ini versi aku ada di channel, mampir ya
top up {game_item} paling murah, {contact}
jual akun {game_item} sultan, {contact}
joki {game_item} amanah, {contact}
jual aplikasi premium netflix canva spotify {small}, {contact}
paket internet 50gb cuma {small} semua operator, {contact}
pulsa murah, token listrik, bayar bpjs, daftar agen {contact}
jasa {service}, {contact}
""")
SELLING_WORDS: Final[Grammar] = {
    "greet": choices("""||||kak|sis|bun|hai kak|halo semua|permisi|sist|say|yuk|bund|maaf numpang
    gan|misi|om tante|teman teman|guys|assalamualaikum|promo|dear|hi beb|moms|bosku"""),
    "goods": choices("""skincare|masker wajah|hijab|sepatu|tas branded|kaos|hp second|parfum|gamis
    jersey|aksesoris hp|frozen food|jam tangan|mukena|daster|piyama couple|kue kering|baju anak
    cream|kerudung segi empat|sneakers|case hp|softlens|lip cream|serum|body lotion|kemeja
    celana jeans|sprei|bantal|mainan anak|kosmetik|gelang|kalung nama|iphone second|laptop bekas
    headset|powerbank|sambal botol|keripik|dimsum|brownies|buket bunga|hampers|baju pesta|kebaya
    batik|tas rajut|sendal|bibit tanaman|pakan burung|sparepart motor|velg|knalpot|helm|kacamata
    susu kambing
    madu hutan"""),
    "quality": choices("""original|premium|murah meriah|kualitas butik|harga grosir|100% ori
    bahan adem|best seller|kekinian|termurah|lucu lucu|import|limited|high quality|harga pabrik
    bergaransi|ori|bpom|super|halal|bagus bagus|real pict|ready stock|aman dan permanen|amanah
    trusted"""),
    "extra": choices("""free ongkir|bisa cod|gratis ongkir seluruh indonesia|bonus pouch|diskon 20%
    bisa cicil|testi banyak|trusted seller|fast respon|bayar di tempat|dijamin puas|garansi|no php
    bisa shopee|real testi|amanah 100%|dapat hadiah"""),
    "place": choices("""jakarta|bandung|surabaya|medan|makassar|jogja|bekasi|malang|bali|semarang
    depok|batam|korea|jepang|bangkok|tangerang|bogor|palembang"""),
    "rental": choices("mobil|motor|kamera|tenda|sound system|kostum|iphone|bus pariwisata"),
    "machine": choices("ac|kulkas|mesin cuci|tv|laptop|hp|pompa air|komputer"),
    "service": choices("""pembuatan website|desain logo|edit video|skripsi|sedot wc|bangun rumah
    urus stnk dan sim|pindahan|cetak undangan|foto wedding|edit foto|buat pt dan cv|translate|bekam
    pijat panggilan|ketik dan olah data|seo|iklan facebook|bersih rumah|make up wisuda"""),
    "body": choices("""langsing|putih|glowing|tinggi|mulus tanpa jerawat|kurus|bebas flek|awet muda
    perut rata|cantik|rambut lebat|gemuk berisi|kinclong|pipi tirus|bersih wajahnya|bb turun"""),
    "flaw": choices("""gemuk|jerawatan|pendek|kusam|badan gendut|wajah berminyak|susah turun bb
    buncit|flek hitam membandel|rambut rontok|kulit gelap|minder karena jerawat|bb 80 kg
    insecure"""),
    "remedy": choices("""kopi pelangsing|cream malam|teh herbal|kapsul herbal|serum|peninggi badan
    jamu|obat herbal|paket skincare|pelangsing|cream pemutih|susu peninggi|masker lumpur|collagen
    slimming|sabun beras|minyak bulus|vitamin|suntik putih|program diet|paket diet"""),
    "ailment": choices("""asam lambung|diabetes|ambeien|kolesterol|darah tinggi|jantung|kista
    asam urat|mata minus|batu ginjal|keputihan|ejakulasi dini|nyeri lutut|stroke|tbc"""),
    "days": ("3", "5", "7", "10", "14", "30"),
    "platform": choices("instagram|tiktok|youtube|fb|ig|shopee|twitter|telegram|facebook"),
    "count": ("1000", "10k", "500", "5000", "1k", "50k", "10.000", "100k"),
    "content": choices("""vlog|gameplay|cover lagu|tutorial masak|review hp|cerita horor|konten lucu
    mancing|prank|animasi|mukbang|dj remix|tutorial edit|berita bola|ceramah|short film"""),
    "game_item": choices(
        "diamond ml|ff|pubg|mobile legends|genshin|robux|free fire|valorant|efootball"
    ),
}
