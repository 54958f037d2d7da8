"""Invented everyday comments of readers, above all those that look like spam.

Sums, scores and sides of elections, prayers, questions to sellers, answers to prizes,
addresses of news and of public services, times in a video, letters drawn out.
"""

from typing import Final

from classifier.synthetic.phrases import family

NEWS: Final = family("""
0{digit} menang satu putaran
{side}0{digit} {hope}
{side}{digit} {feel}
0{digit}{side} {hope}
hidup 0{digit}!
tetap 0{digit} {hope}
0{digit} presidenku, {hope}
coblos nomor {digit} {hope}
{side} 0{digit} menang {hope}
skor {digit}-{other}, {team} menang
{digit}-{other} buat {team}
{team} kalah {digit}-{other} lagi, {feel}
prediksi saya {digit}-{other} buat {team}
{team} menang tipis, {hope}
pelatih {team} harus diganti, {feel}
ayo {team} pasti bisa, {hope}
selamat buat {team} juara
bonus atlet {sum} cair belum?
tiket {team} habis dalam {digit} menit
gacor banget mainnya {team}
harga {item} naik jadi Rp{price}, {feel}
{item} sekarang {sum}, dulu cuma {price}
korupsi {sum} cuma dihukum {digit} tahun, {feel}
uang {sum} milik rakyat, {plea}
gaji guru honorer cuma {price} sebulan, {feel}
umr {sum} mana cukup, {feel}
bansos {price} per kk, {hope}
utang negara {price} triliun, {feel}
uang kuliah naik {sum}, {feel}
alhamdulillah thr cair {sum}
jalan di km {price} macet parah
pasal {price} ayat {digit} harus ditegakkan
{official} harus turun tangan, {plea}
{official} memang terbaik, {hope}
saya setuju dengan bapak, {hope}
mantap pak, {hope}
kalau {item} langka, {official} kemana?
dapat {sum} dari mana? {feel}
menang di pengadilan belum tentu benar, {feel}
daftar haji sekarang antre {digit}{other} tahun
sumbernya {news} ya?
baca selengkapnya di {news}, jangan cuma judul
menurut {news} angkanya {sum}
berita aslinya di https://{news}/read/{serial}/{slug}
{news} juga memberitakan: https://{news}/{slug}-{serial}
video aslinya di https://youtu.be/{slug_id}
lihat menit {clock} di https://www.youtube.com/watch?v={slug_id}
datanya ada di {news}, silakan cek sendiri
hubungi {official} di nomor resmi, jangan percaya calo
call center bpjs 165, jangan percaya nomor lain
lapor ke 110 kalau lihat tindak kejahatan
ambulans gratis bisa telepon 119
pengaduan konsumen ojk di 157 atau wa 081157157157
damkar 113, simpan nomornya gaes
lapor.go.id aja kalau jalan rusak
cek rekening dulu sebelum transfer
hati hati penipuan lowongan kerja, teman saya kena {sum}
pinjol ilegal meresahkan, {plea}
bunga pinjol mencekik rakyat, {feel}
investasi bodong lagi, {relative} kena {sum}
""")
OPINION_LONG: Final = family("""
{opening} {subject} {judged}, karena {reason}. {close}
{opening} {subject} {judged}. {reason_big}. {close}
{subject} {judged}. {opening} {reason}, jadi {close}
{reason_big}, {opening} {subject} {judged}
{subject} {judged}, apalagi {reason}. {close}
sudah jelas {subject} {judged}, {close}
{opening} {reason}. {official} seharusnya mendengar, bukan membela diri. {close}
kalau {reason}, maka wajar {subject} {judged}. {close}
sebagai warga {place}, {opening} {subject} {judged}. {close}
kebijakan ini baik, tetapi {reason}. {close}
terima kasih {official} atas penjelasannya, semoga {subject} segera {fixed}
mohon {official} memperhatikan {subject}, {reason}
""")
VIEWERS: Final = family("""
{praise}
{praise} {hope}
{praise}, {praise}
{praise}. {short}
{short}
{short} {short}
{short}, {praise}
menit {clock} paling {funny}
{clock} {funny}
{clock}
di {clock} ada apa itu?
{clock} ada suara aneh
detik {clock} ngakak
yang nonton tahun 202{digit} absen
yang nonton gara gara fyp angkat tangan
siapa yang nonton ini malam malam?
hadir dari {place}
{place} hadir bang
salam dari {place}
absen dulu, {place} nyimak
pertama
{digit} menit yang lalu, pertama nih
akhirnya upload lagi
lagunya judulnya apa ya?
minta judul lagu di menit {clock} dong
bang bahas {subject} dong
request konten {product} dong bang
part {digit} mana bang?
lanjut part {digit}
{product} lebih bagus dari {other_product}
baru beli {product} harga {sum}, {feel}
mending {product} atau {other_product} ya?
{product} masih layak di 202{digit} gak?
{product} gue udah {digit} tahun masih lancar
spek {product} segitu harga {sum}, {feel}
username saya {user} jangan lupa disapa bang
salam bang dari {user}
@{user} setuju bang
@{user} itu bener banget
@{user} wkwkwk {short}
balas dong @{user}
#{tag} {praise}
#{tag} #{tag}
{praise} #{tag}
aku udah subscribe dan like, {praise}
udah subscribe dari {digit}0k subscriber
jangan lupa subscribe guys, {praise}
channel ini layak 1 juta subscriber
follow ig nya kakak ini dimana ya?
ig nya apa kak?
lagi rebahan sambil nonton ini, {short}
nonton sambil makan, {short}
main ke {place} yuk, {feel}
kapan main ke {place} bang?
pengen banget gabung tim abang
daftar jadi anggota di mana ya kak?
cari di google juga ada kok penjelasannya
gue googling dulu biar paham
ketik 1 kalau setuju
like kalau setuju
jujur {product} emang mantap
rekomendasi tempat makan enak di {place} dong
anjir {short}
bukan kaleng kaleng, {praise}
{emoji}
{emoji} {short}
{short} {emoji}
{digit}
{digit}{other}{digit}
""")
PIOUS: Final = family("""
{prayer}
{prayer}, {hope}
{prayer} {prayer}
turut berduka cita, {prayer}
innalillahi wa inna ilaihi rojiun, {prayer}
semoga {blessed} {hope}
ya allah {blessed}
rezeki sudah ada yang atur, {hope}
rezeki gak akan tertukar, {hope}
rezeki anak sholeh, alhamdulillah
bersyukur masih bisa makan hari ini, {hope}
alhamdulillah hari ini dapat rezeki {sum} dari jualan
berkat doa ibu saya bisa {honest}
alhamdulillah bisa {honest} dari hasil kerja
alhamdulillah terima kasih ya allah, {honest} akhirnya kesampaian
terima kasih tuhan yesus, {hope}
tuhan memberkati, {hope}
mari kita doakan semoga {blessed}
subhanallah {praise}
masya allah tabarakallah {praise}
barakallah ustadz, {hope}
ceramahnya adem, {hope}
{arabic}
{arabic} {hope}
{arabic} {prayer}
""")
ASKING: Final = family("""
{polite} semoga saya dapat hadiahnya kak {hope}
{polite} semoga menang giveaway, {hope}
{polite} ikutan kak, semoga hoki {honest}
{polite} pengen banget menang buat {honest}
{polite} semoga kali ini rezeki saya, {hope}
{polite} jawabannya {digit} kak, semoga beruntung
{polite} mau dong hadiahnya, belum pernah menang
pengumuman pemenangnya kapan kak?
{polite} bantu saya pak, buat {honest}
{polite} anak saya sakit butuh biaya {sum}, mohon doanya
{polite} saya butuh modal usaha kecil, tolong bapak
{polite} belum dapat bansos sampai sekarang
berapa harganya kak?
harga {goods_honest} berapa sis?
{goods_honest} nya masih ready kak?
{goods_honest} beli dimana kak?
spill dong {goods_honest} nya
ongkir ke {place} berapa kak?
bisa cod {place} gak?
ukuran xl ada kak?
kok harganya {sum}? {feel}
mahal amat {small}, di pasar {price}
saya beli {goods_honest} di sana {small}, enak
{goods_honest} di warung dekat {place} enak banget, murah lagi
pernah beli {goods_honest} di toko itu, pelayanannya bagus
bakso pak min di {place} juara, porsi banyak cuma {small}
kapok beli {goods_honest} online, barangnya beda
penjualnya ramah, {goods_honest} nya sesuai
nabung dulu biar bisa beli {goods_honest}
diet saya berhasil turun {digit} kg cuma jalan kaki
skincare nya apa kak? mukanya glowing
jerawatku hilang sendiri setelah tidur cukup
gimana cara daftar kuliahnya kak?
lowongannya masih buka pak?
syarat kur bri apa aja ya?
pinjam uang di bank {sum} bunganya berapa?
""")
DIALECTS: Final = family("""
{jowo}
{jowo} {emoji}
{sunda}
{sunda} {emoji}
{betawi}
{melayu}
{batak}
{minang}
{jowo}, {short}
{sunda}, {short}
""")
SUPPORT: Final = family("""
{thanks_for} {hero} sudah berjuang
{thanks_for} {hero} {effort}
{thanks_for} {hero}, {hope}
{thanks_for} {hero} {effort}, {hope}
{thanks_for} untuk semua {hero}
{thanks_for} atas perjuangannya {hero}
{thanks_for} {hero} {emoji}
{hero} {effort} {emoji}
{cheer} {hero}
{cheer} {cheer} {hero}
{cheer} {hero} {emoji}
{cheer} {hero}, {hope}
{hero} {emoji} {cheer}
bangga sama {hero}, {effort}
bangga jadi warga {place} {emoji}
apapun hasilnya tetap dukung {hero}
kalah menang biasa, yang penting {hero} {effort}
hampir saja {team} menang, masih ada hari esok {emoji}
{team} {emoji} {team} {emoji} {team}
{emoji} {cheer} {team} {emoji}
lolos piala dunia 20{digit}0 insya allah {emoji}
formasi {digit}-{other}-{other} lebih cocok buat {team}
susunan pemain {team} harusnya {digit}-{digit}-{other}
pelatih out, wasit curang, {feel}
{hero} out
{team} juara grup, {cheer}
menang terus ya {team}, {hope}
selamat ulang tahun {hero}, {hope}
@{user} {emoji}
@{user} {cheer} {emoji}
kepada {hero}, {thanks_for}, {effort}
""")
