"""The slots of invented gambling promotion: calls, gains, virtues, thanks, odds and ends."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices

GAMBLING_WORDS: Final[Grammar] = {
    "gas": choices("""gas|gaskeun|yuk|ayo|buruan|langsung|gasken|cus|mari|coba|skuy|kuy|let's go
    gaspol|gass|ayok|langsung aja|hayuk|silahkan|wajib"""),
    "who": choices("""gue|gw|aku|saya|ane|temen gue|tetangga|abang gue|bapak gue|kita|gua|w|ak|sy
    temen kantor|adek gue|bini gue|emak gue|bos gue|mertua"""),
    "play": choices(
        "main|maen|spin|gaming|bermain|ngespin|depo|mabar|ngeslot|pasang|taruhan|mainin"
    ),
    "join": choices("gabung|join|daftar|login|masuk|registrasi|regis|bergabung"),
    "won": choices("""menang|dapet|tembus|cair|jp|jackpot|wd|menang besar|dapat|pecah|profit|cuan
    panen|kecipratan|kena jepe|wede|dikasih|narik|withdraw|jepey|jekpot|maxwin"""),
    "win": choices("""auto cuan|pasti maxwin|menang terus|gampang menang|langsung jp|wd lancar|gacor
    pasti dibayar|cuan tiap hari|gacor parah|dijamin gacor|bocor terus|jepe terus|rejeki lancar|jos
    dompet tebal|saldo nambah terus|langsung sultan|anti rungkad|pasti untung|withdraw kilat|gacir
    hoki terus|hadiahnya gede|tiap spin pecah|hidup jadi tenang|kebanjiran rezeki|auto jepe|hepi
    hasilnya luar biasa|gak pernah zonk|g4cor parah|m4xwin terus|cu4n nonstop|berapapun dibayar
    wd berapapun cair|auto kaya|scatter terus|petir merah terus|menang gampang|bisa senyum terus
    untung berlipat|cuan melimpah|panen scatter|auto tajir|gampang pecah|ngasih terus
    tiap hari wd"""),
    "time": choices("""hari ini|malam ini|tadi pagi|kemarin|barusan|sore ini|minggu ini|semalem
    tadi malam|bulan ini|subuh tadi|baru aja|pas gajian|lebaran ini|ramadhan ini|tiap hari"""),
    "long": choices(
        """sebulan|setahun|dari 2023|lama|dari dulu|seminggu|hampir dua tahun|3 bulan"""
    ),
    "feel": choices("""asik banget|gila sih|gak nyangka|bahagia banget|seneng banget|mantap|gokil
    serius deh|nggak bohong|ketagihan|puas|terharu|kaget sendiri|parah sih|beneran|edan|gilaaa
    wkwkwk|hehe lumayan|lumayan buat jajan|gemeter|merinding|ga expect|no tipu tipu
    real no fake"""),
    "virtue": choices("""terpercaya|gacor|amanah|paling gacor|resmi|terbaik|anti rungkad|pasti bayar
    juara|paling mantap|aman|nomor satu|top|memuaskan|jujur|gampang menang|gampang jp|bocor|gacir
    recommended|jempolan|mantul|joss|hoki|gampang maxwin|fair|no settingan|terupdate
    paling update"""),
    "better": choices("""jadi tenang|makin sejahtera|lebih berwarna|berubah total|serba cukup
    lebih enteng|makin bahagia|gak pusing lagi|naik level|makin makmur"""),
    "trouble": choices("rungkad|zonk|kalah|dipersulit wd|boncos|ampas|kena tipu|gagal wd|rugi"),
    "gift": choices(
        "jp|jackpot|maxwin|scatter|bonus|freespin|jepe|angpao|thr|hadiah|cashback|petir"
    ),
    "thanks": choices("""makasih|terima kasih banyak|alhamdulillah|bersyukur|thank you|puji tuhan
    thanks|makasi ya|tengkyu|suwun|bersyukur banget|terimakasih"""),
    "end": choices("""||||||!|!!| 🔥| 💰| bosku| cuy| gengs| sob|.| 🙏🙏|...| bro| gan| bray| kak
    | wkwk| 😎| 🤑🤑| 🎰| hehe| dah|~| bestie| lur| guys| 💸💸| broo"""),
    "search": choices("""ketik di google|cari di google|search aja|googling|cari aja|ketik|search
    tinggal cari|buka google ketik|cek google|di google ketik|tulis di google|cari di gugel|browsing
    ketik di gogle|search google|langsung ketik|gugling aja|buka chrome ketik"""),
    "buy": choices("""beli motor baru|bayar utang|traktir keluarga|bayar spp anak|beli hp baru|nikah
    renovasi rumah|umroh|beli susu anak|liburan|ganti laptop|beli baju lebaran|jajan|bayar kontrakan
    mudik|bayar cicilan|beli emas|nyenengin istri|modal usaha|bayar kuliah|beli beras"""),
    "percent": ("100", "50", "97", "98", "20", "200", "96,8", "99", "10", "98.7"),
    "hour": ("jam 2 pagi", "jam 9 malam", "20.00-22.00", "jam 3 subuh", "13.00", "siang", "pagi"),
    "game": choices("""mahjong ways|olympus|gates of olympus|starlight princess|zeus|sweet bonanza
    mahjong 2|wild west|spaceman|pg soft|pragmatic|baccarat|roulette|domino|habanero
    mahjong hitam"""),
    "pattern": choices("""10 spin turbo 20 auto|spin manual 30x|dc on 20 dc off 10|auto 50 quick
    10x manual lanjut turbo|bet 400 naik 800|buy spin bet kecil|turbo 30 centang 2 kali"""),
    "product": choices(
        "slot|togel|bola|kasino|poker|sabung ayam|tembak ikan|live casino|judi bola"
    ),
    "pay": choices("dana|pulsa|qris|ovo|gopay|bank lokal|linkaja|shopeepay|e-wallet"),
    "multi": ("100", "250", "500", "1000", "5000"),
    "minutes": ("1", "2", "3", "5"),
    "year": ("2023", "2024", "2025", "2026"),
    "usd": ("$500", "$2,000", "$10", "5k", "$50", "$1200"),
    "moment": choices("""hari|hari hari gue|hidup|malam minggu|sore|pagi|suasana|perjalanan|mood
    hari lo yang datar|kerja|liburan|tongkrongan|nunggu buka puasa|lebaran|rebahan"""),
    "nice": choices("""cerah|berwarna|semangat|asik|indah|tenang|seru|senyum|happy|adem|bahagia
    berkesan|nyaman|hangat|penuh makna|lega|enteng|santai|lebih hidup|nagih"""),
    "talker": choices("""ibu ibu arisan|tukang bakso|abang ojol|kasir minimarket
    orang sebelah di warkop
    satpam komplek|grup keluarga|bapak bapak ronda|teman kantor|guru ngaji|tukang parkir|pacar gue
    dosen|anak kos sebelah|mertua gue|sopir angkot|barista|temen sd"""),
    "app_name": choices("""twitter|tiktok|youtube|fyp|ig|beranda|kolom komentar|facebook|grup wa
    reels
    telegram|shorts|explore|story temen"""),
    "activity": choices("""ngopi|scroll scroll|rebahan|nunggu hujan|lembur|macet macetan|nongkrong
    nungguin ojol|begadang|antri di bank|makan siang|nonton bola|sahur|jaga malam|kerja|mancing"""),
    "often": choices("tiap hari|tiap buka hp|terus terusan|sering banget|berkali kali|lagi lagi"),
    "service": choices("""cs nya ramah|proses transaksi cepat|sistemnya transparan dan fair
    adminnya sopan
    depo wd lancar|bonusnya masuk akal|tampilannya mudah dipahami|pilihan gamenya lengkap
    24 jam online
    tidak dipersulit|kemenangan selalu dibayar|promonya menarik|fiturnya terbaru
    transaksinya aman"""),
}
