"""Invented promotion of gambling: how campaigns talk around the name of a place.

`{b}` is the name. Families: testimonials, invitations, thanks, comparisons,
features, searches, regional languages, English, and promotion without a name.
"""

from typing import Final

from classifier.synthetic.phrases import family

TESTIMONIAL: Final = family("""
{who} {won} di {b} {time}, {feel}{end}
{time} {who} {won} {sum} dari {b}{end}
{time} {won} {sum} di {b} {feel}{end}
modal {small} jadi {sum} cuma di {b}{end}
modal {small} {won} {sum} di {b}, {feel}{end}
depo {small} wd {sum} di {b} {feel}{end}
awalnya iseng {play} di {b} eh malah {won} {sum}{end}
awalnya gak percaya sama {b}, {time} {who} {won} {sum}{end}
baru {join} di {b} langsung {won} {sum}{end}
baru daftar langsung dikasih {gift} sama {b}{end}
gak nyangka bisa {won} sebanyak ini di {b}{end}
{feel} {play} di {b}, {win}{end}
{who} udah {play} di {b} {long}, {win}{end}
{long} {play} di {b} gak pernah {trouble}{end}
{feel}, {time} {b} ngasih {who} {sum}{end}
tadi dapet {gift} {sum} di {b}, {feel}{end}
{who} udah buktiin sendiri di {b} {win}{end}
saldo {small} tinggal dikit eh {b} kasih {gift} {sum}{end}
pertama kali {play} di {b} langsung {won} {sum} {feel}{end}
{time} wd {sum} masuk rekening, {b} {virtue}{end}
{who} dulu sering {trouble}, sejak {play} di {b} {win}{end}
{who} kira bohong, ternyata {b} beneran {virtue}{end}
cuma rebahan {play} {b} dapet {sum}{end}
{time} iseng buka {b}, sekali {play} langsung {gift}{end}
jujur {who} {feel}, baru kali ini {won} di {b}{end}
pas lagi butuh duit malah {won} {sum} di {b} {thanks}{end}
dari {small} naik jadi {sum}, {b} {feel}{end}
tau {b} dari komen, pas dicoba {feel} {win}{end}
{gift} kecil dulu {small}, lama lama {sum}, semua dari {b}{end}
maxwin {sum} di {b} padahal cuma bet receh{end}
scatter hitam turun terus di {b} {feel}{end}
parlay tembus lagi di {b}, {sum} {thanks}{end}
temen gue hidupnya berubah gara gara {b}{end}
semalem {play} {b} sampe subuh, {sum} di tangan{end}
""")
INVITATION: Final = family("""
{gas} {play} di {b}, {win}{end}
{gas} {join} di {b} {win}{end}
{gas} ke {b} bos, {win}{end}
{gas} {b} {win}{end}
{gas} {b}{end}
{gas} buktiin sendiri di {b}{end}
yang belum tau {b} rugi, {win}{end}
yang mau {gift} {gas} {play} di {b}{end}
bosen hidup susah? {gas} {b} {win}{end}
lagi butuh duit buat {buy}? {gas} {play} di {b}{end}
mau {buy} tapi modal tipis? {b} solusinya{end}
capek {trouble}? pindah ke {b} {win}{end}
udah pada coba {b} belum? {win}{end}
tunggu apa lagi, {join} di {b} {win}{end}
jangan sampai ketinggalan, {b} lagi bagi {gift}{end}
info buat kalian, {b} lagi {virtue}{end}
link {b} {virtue} cek bio{end}
klik profil {who} buat masuk {b}{end}
ajak temen {play} di {b}, dapet {gift} {sum}{end}
sambil nonton ini {gas} {play} {b}, {win}{end}
mumpung lagi {virtue}, {gas} {play} di {b}{end}
malam ini jam {hour} {b} {virtue}, {gas}{end}
nunggu buka puasa {gas} {play} di {b}{end}
sambil ngopi {gas} {b}, {win}{end}
rekomendasi situs {virtue} ya {b}{end}
daftar {b} sekarang gratis {gift}{end}
siapkan modal {small} {gas} {b}, jadi {sum}{end}
gabung bareng {who} di {b}, {win}{end}
kalo mau {win} ya {b} tempatnya{end}
pengen {buy}? {b} jawabannya{end}
cobain deh {b}, {virtue} parah{end}
{win} cuma di {b}{end}
""")
SEARCH: Final = family("""
{search} {b} {gas} {win}{end}
{search} {b}{end}
{search} {b} langsung muncul paling atas{end}
{win}? {search} {b}{end}
{search}: {b}{end}
yang nanya linknya, {search} {b}{end}
penasaran? {search} {b}, {win}{end}
{search} aja {b} pasti nongol{end}
gak usah bingung, {search} {b} terus daftar{end}
{gift} {sum} nunggu, {search} {b}{end}
linknya dihapus terus, {search} aja {b}{end}
{search} {b} situs {virtue} {year}{end}
banyak yang dm, udah {search} aja {b}{end}
tenang bos tinggal {search} {b}{end}
{virtue} bukan kaleng kaleng, {search} {b}{end}
""")
GRATITUDE: Final = family("""
rezeki dari {b} {time} {thanks}{end}
berkat {b} bisa {buy}{end}
{thanks} {b}, {time} bisa {buy}{end}
{buy} hasil dari {b}, {feel}{end}
{thanks} {b} {win}{end}
{thanks} banget {b} udah bantu {who} {buy}{end}
masya allah {b} {feel}, bisa {buy}{end}
rejeki gak kemana, {time} {b} kasih {sum}{end}
alhamdulillah {won} {sum} di {b}, bisa {buy}{end}
semoga {b} jaya selalu, {who} bisa {buy}{end}
admin {b} baik banget kasih {gift} {thanks}{end}
sejak kenal {b} hidup {who} {better}{end}
hidup {better} sejak {play} di {b}{end}
dulu susah sekarang {better} berkat {b}{end}
gak pernah nyesel kenal {b}, {win}{end}
{b} bikin hidup {who} {better}{end}
istri senyum terus sejak {who} {play} di {b}{end}
utang lunas berkat {b} {thanks}{end}
doa ibu terkabul, {b} kasih {sum}{end}
{who} sekeluarga berterima kasih sama {b}{end}
""")
COMPARISON: Final = family("""
di tempat lain {trouble}, pindah ke {b} langsung {win}{end}
situs sebelah {trouble} mulu, {b} {virtue}{end}
daripada {trouble} di tempat lain mending {b}{end}
udah coba banyak situs, cuma {b} yang {virtue}{end}
yang lain nyedot, {b} ngasih{end}
kalah di sebelah balas dendam di {b} {win}{end}
beda sama yang lain, {b} {virtue}{end}
situs lain wd lama, {b} semenit cair{end}
kapok {trouble}, untung ada {b}{end}
{b} vs yang lain? jelas {b} lah {virtue}{end}
gak ada yang bisa nyaingin {b} soal {gift}{end}
mending {b} kemana mana, {win}{end}
udah {long} pindah ke {b}, gak balik lagi ke sebelah{end}
ngapain {play} di tempat lain kalo ada {b}{end}
""")
FEATURES: Final = family("""
{b} lagi bagi bonus new member {percent}% {gas}{end}
rtp {b} {percent}% {time}, {win}{end}
bocoran rtp {b} hari ini {percent}% {game}{end}
pola {game} {time} di {b}: {pattern}, {win}{end}
pola gacor {game}: {pattern} cuma di {b}{end}
{pattern} langsung pecah di {b}{end}
jam gacor {b} {hour}, {game} {win}{end}
slot {virtue} {time} {b} depo {pay} tanpa potongan{end}
agen {product} {virtue} {b} minimal depo {small}{end}
bandar {product} {virtue} {year} {b} proses cepat{end}
{b} situs {product} {virtue}, depo {small} bisa {pay}{end}
{b} menyediakan {product} dengan minimal taruhan murah{end}
depo {pay} {small} di {b} dapet {gift}{end}
garansi kekalahan {percent}% di {b}{end}
freebet {small} tanpa syarat di {b}{end}
freechip {small} buat member baru {b}, {search} {b}{end}
cashback {percent}% tiap minggu di {b}{end}
event {b}: {gift} {sum} setiap hari{end}
link alternatif {b} anti blokir, {search} {b}{end}
{b} resmi berlisensi, {product} terlengkap, cs 24 jam{end}
akun pro {b} {win}{end}
akun wso {game} {b} gampang {gift}{end}
maxwin {game} x{multi} di {b}{end}
dikasih x{multi} sama {game}, {play} di {b}{end}
{game} lagi panas di {b}, {win}{end}
{b} wd tanpa batas, proses {minutes} menit{end}
gabung grup {b}, tiap hari dikasih pola {game}{end}
join channel telegram {b} buat info rtp{end}
mix parlay {b} odds tertinggi, {gas}{end}
turnover rendah di {b}, wd {minutes} menit cair{end}
""")
BRANDLESS: Final = family("""
{play} di sini {win}{end}
{win} cuma di situs ini, cek profil{end}
{gas} {play} di link bio, {win}{end}
yang mau {gift} cek komentar gue{end}
situs {virtue} ada di profil gue{end}
link {virtue} di bio, modal {small} {win}{end}
depo {small} {won} {sum}, yang mau linknya komen{end}
mau link {virtue}? dm aja{end}
bocoran pola {game} gratis, klik profil{end}
{won} {sum} cuma modal {small}, caranya cek bio{end}
{game} lagi gacor parah, link di profil{end}
{gas} bos {win} linknya di bio{end}
info slot gacor {time} klik foto profil{end}
{time} {won} {sum} dari {game}, {gas} gabung{end}
rtp live {time} {percent}%, {game} {gas}{end}
jackpot {sum} hari ini, klik link di profil{end}
grup gacor bos, tiap hari {gift}, wa {phone}{end}
gabung grup pola {game}, wa {phone}{end}
deposit {small} dapet bonus {percent}%, {gas} daftar{end}
""")
REGIONAL: Final = family("""
{play} nang {b} wae lur, {win}{end}
ayo dulur gabung {b}, {win}{end}
suwun {b} wis menehi {gift}{end}
alhamdulillah {b} menehi {sum}, matur nuwun{end}
nek pengen {win} yo {b} tok{end}
wes tau nyoba {b} durung? {virtue} tenan{end}
{b} pancen joss, {win}{end}
hayu {play} di {b}, {win} pisan{end}
hatur nuhun {b}, tos dipasihan {sum}{end}
{b} mah alus pisan, {win}{end}
urang ge {won} {sum} ti {b}{end}
kang cobian {b} geura, {virtue} pisan{end}
{b} emang kaga ada matinye, {win}{end}
aye {won} {sum} di {b} bang, kagak boong{end}
buset dah {b} {virtue} bener{end}
cuy ente harus nyobain {b} dah{end}
main di {b} lae, {win} kali{end}
{b} mantap kali bah, {won} {sum}{end}
cok {b} {virtue} tenan, {won} {sum}{end}
""")
ENGLISH: Final = family("""
just won {usd} at {b}, unbelievable{end}
play at {b} and win big tonight{end}
{b} is the best online casino, fast withdrawal{end}
join {b} now and get {percent}% welcome bonus{end}
try {b}, free spins for new players{end}
search {b} on google and thank me later{end}
best slots are at {b}, trust me{end}
i turned {usd} into a fortune at {b}{end}
thank you {b} for the jackpot{end}
{b} pays instantly, no scam{end}
who else is winning on {b} today?
{b} never disappoints{end}
sports betting with the best odds: {b}{end}
best game ever at {b}, easy win bro{end}
use code {b} for free bets{end}
no deposit bonus at {b}, sign up today{end}
""")
REVIEW: Final = family("""
{b} {service}, {service}
{service}, {service}. {b} memang {virtue}
saya merasa nyaman bermain di {b} karena {service}
bermain di {b} membantu saya {buy}
sangat menyenangkan bermain di {b}, {service}
{b} salah satu situs {virtue}. {service}. {service}
{b} layak dicoba bagi anda yang ingin {buy}
pelayanan {b} {virtue}, {service}
jika anda mencari tempat {virtue}, {b} adalah jawabannya
dengan modal sedikit bisa untung besar di {b}, {service}
situs {b} ini {service}, {win}
gampang banget dapat duit di situs {b} ini{end}
udah main di banyak situs cuma {b} aja yang {service}{end}
situs {b} gak pelit, tiap hari ada {gift}{end}
setelah bergabung di {b}, berapapun kemenangan dibayar
{b} menawarkan {gift} besar dan {service}
terima kasih {b} telah memberi saya {gift} {sum}
percayakan pada {b}, {service}
yang suka {product} pasti cocok di {b}, {service}
lagi cari uang buat {buy}? coba {b}, {service}{end}
{b} tempatnya para juara, {service}
{b} hadir dengan {gift} menarik setiap hari
baru pertama kali main langsung ngerasain {gift} cuma di {b}{end}
sekali depo di {b} bisa wd berkali kali{end}
""")
