"""Invented lottery posts: results, predictions and tables of numbers, with their tags."""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from random import Random
from typing import Final

from classifier.synthetic.figures import date, draw
from classifier.synthetic.phrases import Grammar, Part, choices, expand, family

LOTTERY: Final = family("""
hasil pengeluaran {market} hari ini {date} result : {four} shio : {shio} {greeting} {tags}
result {market} {date} prize 1 : {four} prize 2 : {four_b} prize 3 : {four_c} {greeting}
result togel {market} {four} shio {shio} sah {greeting} di {b}
{market} {date} keluar {four} shio {shio}, salam jp dari {b}
info result {market} {four} {greeting}, link daftar {b} {tags}
prediksi {market} {date} angka main {main} colok bebas {two} {tags}
prediksi {market} {date} bbfs {six} am {four} 2d {pairs} shio {shio} {advice}
prediksi togel {market} {date} ai {four} cb {two} cm {pairs} {advice} {tags}
angka jitu {market} malam ini {pairs}, pasang di {b}
angka jitu {market} malam ini ada di {b}
bocoran {market} {date} top 4d {four} {four_b} twin {two} pasang di {b}
bocoran {market} hari ini, {search} {b}
syair {market} {date} {b} {tags}
angka main {market}: {main} bbfs {six}, semoga jp paus bosku
{market} sah {four}, yang jp silakan isi form wd di {b}
situs {market} {virtue} {b} hadiah 4d 10jt diskon 66%
hadiah 4d x 10000 3d x 1000 2d x 100 hanya di {b}
diskon 2d 29% 3d 59% 4d 66%, pasang {market} di {b}
bandar {market} terpercaya {b} min bet 100 perak
{b} bandar togel hadiah terbesar, {market} terlengkap {tags}
ekor {digit} kuat malam ini {market}, gas {b}
tembus lagi 2d {market}, makasih angka dari {b}
mbah kasih angka {market} {pairs}, gratis tanpa mahar
butuh angka jitu {market}? chat mbah {name} wa {phone}
mau angka tembus {market} 4d hubungi ki {name} {phone}
alhamdulillah tembus 4d {market} berkat angka ritual mbah {name} {phone}
terima kasih mbah {name} angka {four} tembus, yang mau hubungi {phone}
colok bebas {digit} {market}, prediksi mbah {name}
data pengeluaran {market} lengkap {link} {tags}
live draw {market} tercepat {link}
result {market} terbaru di {link}
""")
TOGEL_WORDS: Final[Grammar] = {
    "market": choices("""sgp|hk|sydney|sidney|macau|hongkong|singapura|china pools|toto macau|taipei
    cambodia|bullseye|kamboja|sdy|japan pools|hk pools|magnum|togel hk|togel sgp|seoul|osaka"""),
    "shio": choices("""tikus|kerbau|harimau|macan|kelinci|naga|ular|kuda|kambing|monyet|ayam|anjing
    babi"""),
    "greeting": choices("""selamat kepada pemenang|salam jp|selamat bagi yang jp|salam jackpot
    selamat buat member yang jp|sah|jp paus bosku|yang belum jp sabar ya"""),
    "advice": choices("""utamakan prediksi sendiri|tetap ups|no mahar|gratis tanpa mahar
    ikuti feeling|jangan lupa shalat|join grup wa cek bio|semoga jp|hanya prediksi bosku"""),
    "tags": choices("""||#togel #togelonline|#prediksitogel #angkajitu|#bandartogel #togelhariini
    #togelhk #datasgp #livedraw|#bocoranhk #togeljitu #4d|#toto #syair"""),
}


def lottery(rng: Random, part: Part, words: Grammar) -> str:
    """One lottery post; `words` brings names, numbers to call and addresses."""
    digits = draw(rng, 7)
    numbers: Grammar = {
        "four": (digits[:4],),
        "four_b": (draw(rng),),
        "four_c": (draw(rng),),
        "six": (digits[:6],),
        "digit": (digits[0],),
        "two": (f"{digits[0]} & {digits[3]}", digits[1:3], f"{digits[2]}/{digits[4]}"),
        "main": (" ".join(digits[:5]), "/".join(digits[:4]), digits[:5]),
        "pairs": (rng.choice(" *.-,").join(draw(rng, 2) for _ in range(rng.randint(2, 9))),),
        "date": (date(rng),),
    }
    text = expand(LOTTERY.choose(rng, part), {**words, **TOGEL_WORDS, **numbers}, rng)
    if rng.random() < 0.2:
        text = text.replace(" : ", " = ").replace(", ", "\n")
    return text
