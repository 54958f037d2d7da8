"""Invented stealth promotion: sentences that promote by the name in them alone.

`{b}` is the name. Praise with the name slipped in, questions as bait, and next to no
words at all.
"""

from typing import Final

from classifier.synthetic.phrases import family

SHORT: Final = family("""
{b} {win}
{b} {virtue}
{win} {b}
{b} {thanks}
{b} {feel}
{b}
{b} {b} {b}
{b} emang {virtue}
{b} paling {virtue}
{b} mah {virtue} bos
{virtue} {b}
{virtue} banget {b}{end}
cuma {b} yang {virtue}
{b} tempatnya yang {virtue}
{b} nomor satu{end}
{b} anti {trouble}
pecah terus {b}
{thanks} {b}
salam {gift} {b}
{play} di {b}
info {b} dong
{b} {hour} {win}
emang {virtue} dah {b}
{b} gas poll
terbaik {b}
oke {b} {gas} {gas} {gas}
{b} menyala abangku
hadir dari {b}
dari {b}
""")
BAIT: Final = family("""
ada yang udah coba {b}? katanya {virtue}{end}
beneran {b} {virtue}? kok temen gue {won} {sum}{end}
info {b} dong, katanya {virtue}{end}
bang {b} itu apa sih? rame banget di komentar{end}
kenapa semua orang ngomongin {b} ya{end}
bro banyak banget {b} dimana mana, daftarnya gimana?
siapa yang kesini karena {b}?
yang {play} di {b} mana suaranya{end}
ada yang {win} juga di {b} hari ini?
{b} aman gak sih? gue {won} terus{end}
lagi rame {b}, gue baru tau{end}
gue doang apa kalian juga {win} di {b}?
spill dong situs yang {virtue}, gue sih {b}{end}
cara daftar {b} gimana ya? pengen {won} juga{end}
serius nanya, {b} emang se{virtue} itu?
tim {b} absen{end}
buka twitter isinya {b} semua{end}
grup wa keluarga tiba tiba bahas {b}{end}
""")
STEALTH: Final = family("""
{praise} {b}
{b} {praise}
{praise}, {b}
{praise} kayak {b}
{praise}, sama kayak {b} yang {good}
{praise} {b} {praise}
{praise}. {b} selalu dukung
{praise}, salam dari {b}
{praise}, apalagi ditemani {b}
nonton ini bikin inget {b}, {praise}
nonton ini sambil buka {b}, {praise}
tim {b} hadir, {praise}
aura {b} memang beda, {praise}
{b} bikin {moment} makin {nice}
{b} bikin {moment} {nice}, {praise}
{moment} jadi {nice} gara gara {b}
{moment} {nice} kalau ada {b}
{praise}, {b} juga {good}
wajar viral, {b} sih ini
gak ada yang ngalahin {b}
{b} mah beda kelas
{b} selalu di hati
semua orang lagi ngomongin {b}
kalo udah denger {b} pasti langsung semangat
{b} bukan solusi, tapi bikin {nice}
tiap dengar nama {b} rasanya {nice}
setiap pesan dari {b} selalu bikin {nice}
susah nyari kekurangan {b}, semuanya {good}
forum forum bilang {b} {good}
cepat, tepat, andal, itu {b}
tanpa ragu {b} pilihan utama
popularitas {b} makin meledak
gak bisa bohong, {b} tuh {good}
{b} menyediakan ruang buat semua orang, {good}
layak dicoba, {b} {good}
baru sadar {b} ada dimana mana
{b} itu fana, tapi cintaku padamu abadi
{b} hadir bosku
siapa di balik {b}? hebat
udah nonton {clock} tetep kepikiran {b}
jujur {b} bikin {nice} tiap hari
algoritma gue isinya {b} semua
{b} emang {good}, {praise}
yang bikin {nice} cuma {b}
bunga butuh waktu untuk mekar, tidak dengan {b}
dari sabang sampai merauke semua kenal {b}
keren sih, tapi {b} lebih {good}
""")
BUZZ: Final = family("""
{b} sampai dibahas {talker}
serius {b} sampai dibahas {talker}?
{talker} tiba tiba nyebut {b}, kaget gue
{talker} malah nyaranin {b}, gimana ceritanya
{talker} lagi ngomongin {b} waktu gue lewat
gue buka {app_name}, isinya {b} semua
baru buka {app_name} udah disambut {b}
{b} trending di {app_name}, kenapa sih?
{b} lewat terus di {app_name} gue
kalian juga sering liat {b} di {app_name} gak?
{often} liat {b} di {app_name}
{b} muncul di mana mana ya akhir akhir ini
kok {b} ada di mana mana
banyak yang komen {b}, pas gue coba ternyata beneran
gara gara komentar {b} gue jadi penasaran
gue udah coba cuekin {b} tapi makin sering muncul
awalnya gue kira {b} aplikasi biasa
gue kira {b} cuma iklan, eh ternyata
siapa sih yang belum kenal {b}?
dulu gak kenal {b}, sekarang {often} kepikiran
lagi {activity}, kepikiran {b}
lagi {activity} ada yang bahas {b}
lagi {activity} sambil buka {b}
{activity} gak lengkap tanpa {b}
{b} kayak ngikutin gue ke mana mana
nama {b} makin sering kedengeran
{b} katanya lagi rame, {talker} aja tau
makasih infonya {b}, gue udah daftar juga
komentar {b} yang bikin gue kesini
feeling gue {b} bakal viral
di {app_name} banyak yang rekomendasiin {b}
mimpi semalem ketemu {b}
""")
MOOD: Final = family("""
{activity} langsung seru gara gara {b}
abis buka {b} mood langsung {nice}
mood booster gue ya {b}
baru liat {b} udah {nice}
{b} tuh kayak rumah kedua
{b} tuh kayak magnet
{b} punya sihir tersendiri ya
kenal {b} kayak nemu tempat nongkrong baru
yang bikin beda ya suasananya {b}
{moment} langsung {nice} pas buka {b}
capek kerja? luangkan waktu buat {b}
bukan ngebet, cuma {nice} aja di {b}
kalo udah buka {b} lupa waktu
{b} obat gabut paling ampuh
gabut hilang gara gara {b}
rahasia {nice} gue cuma {b}
definisi {nice} itu {b}
musiknya santai, khas {b} banget
vibes nya {b} banget
{b} bikin nagih, santai tapi {nice}
tiap buka {b} pikiran {nice}
sehari tanpa {b} rasanya kurang
{b} nemenin gue {activity}
semua jadi {nice} sejak ada {b}
{b} teman setia waktu {activity}
mantan boleh pergi, {b} jangan
jodoh gak datang yang penting ada {b}
kopi habis, {b} masih jalan
""")
