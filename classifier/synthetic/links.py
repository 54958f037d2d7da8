"""Invented link drops: an address, and little else."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

LINKS: Final = family("""
{address}
{address} {address}
{point} {address}
{address} {point}
{point} {address} {address}
cek {address}
nonton full movie gratis di {address}
video full di {address}
full video {address}
{teaser} {address}
{teaser} full {address}
{teaser}, link {address}
{teaser} no sensor {address}
video lengkapnya ada di sini {address}
yang nyari video {teaser} ini linknya {address}
link {teaser} ada di {address}
download {app} {address}
{app} mod gratis {address}
info lengkap {address}
selengkapnya {address}
klik {address}
kunjungi {address}
join {address}
gabung grup {address}
link di bio kak
linknya di profil aku ya
klik link di bio buat {teaser}
cek bio aku buat full videonya
cek profilku ada videonya
streaming bola gratis {address}
live streaming tanpa buffering {address}
nonton {teaser} sub indo {address}
buka di telegram {address}
file nya {address}
check {address}
watch here {address}
full video here {address}
free {gift_en} here {address}
click the link {address}
leaked video {address}
download now {address}
check this out {address}
visit {address}
link in bio
look what i found {address}
you have to see this {address}
stream live here {address}
{gift_en} generator {address}
""")
LINK_WORDS: Final[Grammar] = {
    "point": choices("👉|👇|⬇️⬇️|➡️|🔗|link|link:|>>|sini|👉👉👉|klik 👉|disini"),
    "teaser": choices("""viral|video viral 7 menit|video syur artis|skandal guru|mahasiswi viral
    cctv|kejadian|bocil viral|drakor terbaru|film terbaru|anime|rekaman asli|foto asli pelaku
    no sensor|video tanpa blur|selebgram viral|rekaman hotel"""),
    "app": choices(
        "apk|gb whatsapp|game mod|aplikasi penghasil uang|capcut pro|spotify premium|e-book"
    ),
    "gift_en": choices("gift cards|followers|robux|iphone|movies|vbucks|amazon codes|skins|money"),
    "address": ("{link}", "{link}", "{link}", "t.me/{nickname}", "wa.me/62{digits}", "{short}"),
}
