"""The slots of invented talk about gambling: names of the vice, victims, culprits, quotations."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices

BUZZ: Final = choices("""
gacor|gacor|maxwin|jp|scatter|zeus|pola|rtp|wd|depo|cuan|hoki|rungkad|jackpot|slot|bonus new member
sensasional|anti rungkad|jp paus|scatter hitam|pecah x500|auto sultan|gacor parah|freespin
pola gacor
wd lancar|kakek zeus|mahjong|auto cuan|freebet|cashback|tembus|jepe|gampang menang|link gacor
gas depo
bocoran admin|depo qris|gacor hari ini|modal receh
""")
QUOTE: Final = (
    *("depo {small} dapat {sum}", "depo {small} jadi {sum}", "modal {small} wd {sum}"),
    *("{buzz} parah bosku", "lagi {buzz} nih gas", "baru main langsung {buzz}", "auto {buzz} bos"),
    *("gampang {buzz} di sini", "jangan lupa {buzz}", "{buzz} terus tiap hari"),
    *("menang {sum} semalam", "wd {sum} langsung cair", "kemarin jp {sum}", "pasti {buzz}"),
    *(
        "berkat situs ini aku bisa beli motor",
        "main di {b} pasti {buzz}",
        "cuma di {b} bisa {buzz}",
    ),
    *("situs {b} terpercaya", "{b} emang {buzz}", "thanks {b}", "gue main di {b} dapet {sum}"),
    *("bonus new member seratus persen", "tanpa potongan langsung cair", "rtp 98 persen"),
    *("minimal depo {small}", "klik link di bio", "cek profil aku ya kak", "slot terpercaya 2025"),
    *(
        "pola {digit}0 spin turbo",
        "jam gacor jam {clock}",
        "bosku ayo merapat",
        "wd berapapun dibayar",
    ),
    *("scatter turun terus", "modal receh bawa pulang {sum}", "awalnya iseng eh {buzz}"),
    *("pinjaman cepat cair tanpa jaminan", "cair {sum} lima menit", "bocoran angka malam ini"),
    *("langsung dikasih {buzz}", "gak nyangka {buzz} {sum}", "mantap {buzz} lancar {buzz_b}"),
)
TALK_WORDS: Final[Grammar] = {
    "buzz": BUZZ,
    "buzz_b": BUZZ,
    "quote": QUOTE,
    "quote_b": QUOTE,
    "gamble": choices("""judol|judol|judol|judi online|judi online|slot|slot|togel|judi slot
    slot online|judi bola|perjudian|judi|situs judi|kasino online|main slot|togel online|judi daring
    toto gelap|permainan slot|domino online|parlay|judi kartu|game slot|slot gacor|jud0l
    poker online|mahjong online|judi togel|slot judi|praktik perjudian|bola tangkas|tembak ikan"""),
    "boss": choices("""bandar|bandarnya|bandar judol|bandar besar|bos judi|gembong judi online
    cukong
    bandar togel|pemilik situs judi|otak sindikat judi|raja judi|big boss judol|bandar kakap
    mafia judi
    pemodalnya|bos besar"""),
    "caught": choices("""ditangkap|diciduk|digerebek|dibekuk|diringkus|diamankan|kena ciduk
    ketangkep
    jadi tersangka|digelandang|dicokok|masuk bui|diekstradisi|dijemput polisi"""),
    "country": choices("""kamboja|myanmar|filipina|thailand|laos|vietnam|batam|sihanoukville
    phnom penh
    poipet|makau|hongkong|manila|perbatasan myanmar|luar negeri|singapura|dubai|taiwan"""),
    "celeb": choices("""artis|selebgram|influencer|youtuber|streamer|penyanyi dangdut|komika|pesulap
    tiktoker|artis sinetron|host tv|mantan pemain bola|konten kreator|pemain film itu|model
    selebgram cantik|si artis|gamer terkenal|penyiar"""),
    "agency": choices("""kominfo|komdigi|bareskrim|polri|polda|kapolri|pak menteri|bu menteri|ojk
    ppatk
    kejagung|kpk|pemerintah|satgas|kementerian|dpr|bssn|bank indonesia|presiden|pak presiden|pemda
    kejaksaan|pak kapolda|polsek|negara|cyber crime|menkomdigi|tim siber|pak bupati|aparat"""),
    "punish": choices("""dipenjara|dipecat|dihukum berat|dimiskinkan|diadili|dicopot
    disel seumur hidup
    dipecat tidak hormat|dirampas hartanya|diblacklist|dihukum mati|diusut tuntas|dibui"""),
    "many": choices("""jutaan|ribuan|3 juta|4 juta|dua juta|500 ribu|800 ribu|380 ribu|1,2 juta
    10 ribu
    ratusan ribu|seratus ribu|8,8 juta|sejuta|puluhan ribu|5,7 juta|27 ribu|1.500"""),
    "span": choices("""setahun|dua tahun|3 tahun|lima tahun|enam bulan|8 bulan|berbulan bulan
    seminggu
    4 tahun lebih|bertahun tahun|tiga bulan|40 hari|100 hari|sepuluh tahun|satu setengah tahun
    7 bulan
    sejak pandemi|sejak 2021|dari smp|hampir 2 tahun"""),
    "lost": choices("""habis {sum}|ludes {sum}|minus {sum}|kalah {sum}|hilang {sum}|amblas {sum}
    boncos {sum}|rugi {sum}|tabungan {sum} lenyap|utang {sum}|motor melayang|rumah tergadai
    habis semua
    gaji setahun ludes|saldo nol|tinggal celana|sertifikat rumah melayang|mobil dijual|usaha tutup
    ditinggal istri|nangis di kamar mandi|ikut {ruin}|rungkad total|jual ginjal"""),
    "kin": choices("""suami saya|suami|adik saya|adik ipar|abang saya|bapak saya|om saya|paman
    anak saya
    anak tetangga|tetangga|tetangga depan rumah|teman kantor|teman sd saya|teman kos|sepupu
    keponakan
    bapak mertua|menantu saya|karyawan saya|mantan bos saya|pacar saya|mantan|kakak ipar
    satpam komplek
    tukang ojek langganan|temen gue|bestie gue|saudara saya|pak rt|guru ngaji saya|sahabat saya
    istri saya|ibu kos|driver saya|kakak kandung"""),
    "sigh": choices("""miris|astaghfirullah|geleng geleng|capek deh|ampun|sedih|parah|ya Allah
    muak saya
    hadeh|lucu ya|wkwkwk|negeri ajaib|hancur sudah|memalukan|ngelus dada|kasihan|gila|serem|geram
    entahlah|nyesek|bikin emosi|heran saya|kacau|prihatin|terlalu|duh|kok bisa ya|rusak negeri ini
    istighfar|sakit hati bacanya|percuma|😡|😭|🤦|🤦‍♂️|💔|😤|🙏|no comment|wassalam|sampai kapan"""),
    "bird": choices("""murai batu|kacer|lovebird|kenari|cucak hijau|perkutut|pleci|anis merah
    jalak suren
    trucukan|ciblek|branjangan|kolibri|cendet|burung dara|murai|cucak rowo|tledekan|burung tetangga
    beo|kutilang|si murai"""),
    "feed": choices("""jangkrik|kroto|ulat hongkong|voer|ulat kandang|madu|pepaya|pisang kepok|timun
    cacing|biji kenari|milet|belalang|telur puyuh|pelet|lumut"""),
}
