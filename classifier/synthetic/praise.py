"""Warm words about a video, an article or its makers.

Honest readers write them, and stealth campaigns write them around a name: so they
stand on both sides of the corpus and tell nothing.
"""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices

WORK: Final = choices("""
kontennya|videonya|beritanya|liputannya|tulisannya|artikelnya|pembahasannya|obrolannya|ceritanya
editannya|penjelasannya|ulasannya|podcastnya|vlognya|acaranya|lagunya|host nya|bintang tamunya
alur ceritanya|visualnya|suaranya|gambarnya|konsepnya|materinya|reporternya|channel ini|kontenmu
wawancaranya|analisisnya|cara ngomongnya|sinematografinya|dubbingnya|videomu bang|mc nya|narasinya
""")
GOOD: Final = choices("""
bagus banget|keren abis|mantap|rapi|seru|lucu parah|menyentuh|berbobot|makin oke|bikin nagih|jelas
enak didengar|bikin semangat|mencerahkan|menghibur|tajam|berimbang|bermanfaat|menginspirasi|gokil
luar biasa|juara|top|beda dari yang lain|ga ngebosenin|bikin betah|sopan|adem|bikin mikir|ngena
natural|bikin ngakak|jujur apa adanya|daging semua|kelas dunia|kece badai|gak ada obat|niat banget
bikin merinding|makin hari makin bagus|selalu ditunggu|premium|nyaman ditonton|mudah dipahami
""")
WHOLE: Final = choices("""
sukses selalu bang|sehat selalu pak|sehat2 orang baik|ditunggu konten selanjutnya|lanjut part 2 bang
terima kasih infonya|makasih ilmunya kak|salut sama timnya|panutan banget|baru nonton udah suka
nonton dari awal sampai habis ga kerasa|nggak nyesel nonton sampai habis|gak pernah bosen nonton ini
ngakak terus dari tadi|sampe nangis nontonnya|langsung subscribe|selalu nunggu upload terbaru
hiburan sebelum tidur|nemenin makan siang|ternyata orangnya baik ya|semangat terus berkarya
pantes viral|wajar trending satu|algoritma membawaku kesini|ini baru konten berkualitas
jarang ada channel kayak gini|makin sayang sama mereka|adem liatnya|bikin kangen kampung halaman
relate banget sama hidup gue|auto nonton ulang|kok bisa sebagus ini sih|bener bener beda kelas
respect buat kalian|semoga makin sukses dan berkah|jadi inget masa kecil|the best pokoknya
mantul gan|keep up the good work bang|good job|gila sih keren|vibes nya dapet banget|love banget
""")
PRAISE_WORDS: Final[Grammar] = {
    "praise": (
        *(("{work} {good}",) * 3),
        "{work} {good}, {whole}",
        "{much} {work} {good}",
        "{work} emang {good}",
        *(("{whole}",) * 2),
    ),
    "work": WORK,
    "good": GOOD,
    "whole": WHOLE,
    "much": choices("sumpah|jujur|asli|gila|beneran|fix|wah|wow|jujurly|duh|wkwk|sip|buset|anjay"),
}
"""Slots `praise`, and those that it needs."""
