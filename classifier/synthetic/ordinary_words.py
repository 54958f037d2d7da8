"""The slots of invented everyday comments: feelings, wishes, teams, goods, dialects."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices

SHORT_WORDS: Final = choices("""
mantap|keren|lucu|haha|wkwk|wkwkwkwk|gas|lanjut|sip|amin|aamiin|setuju|betul|nyimak|hadir|up|kocak
sedih|ngeri|gila|anjay|waduh|astaga|oke|oh gitu|hmm|masa sih|bener|salut|next|semangat|ngakak|njir
aduh|ya ampun|yah|halo|hai|top|good|nice|love it|wow|serem|cakep|ganteng|cantik|kangen|mewek|parah
mantap jiwa|gaskeun|gass|bosku mantap|juara|top markotop|the best|terbaik|mantul|jos|oke sip|cuan
""")
ORDINARY_WORDS: Final[Grammar] = {
    "feel": choices("""sedih|miris|geram saya|aneh|kasihan|lucu negeri ini|ya ampun|hmm|heran|parah
    ngeri|gak habis pikir|astaghfirullah|malu maluin|capek deh|terserah|wkwk|gila sih|sabar
    nangis"""),
    "side": choices(
        "paslon|pilih|capres|presiden|no|nomor|menang|hidup|PILIH|pasangan|dukung|coblos"
    ),
    "digit": tuple("123456789"),
    "other": tuple("0123456"),
    "hope": choices("""semoga sehat selalu|semoga amanah|aamiin|indonesia maju|semoga berkah|merdeka
    insya allah|perubahan|lanjutkan|bismillah|salam sehat|semoga lancar|maju terus|sukses selalu
    amin ya rabbal alamin|semoga istiqomah|tetap semangat|bravo|salam akal sehat|damai selalu"""),
    "team": choices("""timnas|garuda muda|timnas u23|u17|persib|persija|arema|mu|persebaya
    real madrid|liverpool|arsenal|psm|barca|vietnam|rrq|onic|mpl indonesia"""),
    "item": choices("""beras|minyak goreng|cabai|telur|bbm|pertalite|gas 3kg|listrik|ayam potong
    gula|minyakita|tiket pesawat|emas|rumah|rokok|pupuk"""),
    "price": choices("15.000|20rb|300ribu|12.500|150.000|35|27|200k|1.200|88|77|99|400|8.000|2,5"),
    "funny": choices("lucu|bikin merinding|menegangkan|ngakak|sedih banget|epic|plot twist|gokil"),
    "product": choices("""iphone15|poco x3|rtx4060|avanza 2015|windows11|note20|ps5|iphone 13
    nmax 155|redmi note 12|samsung a54|ryzen5|macbook m2|xiaomi 14t|innova zenix|ioniq5|realme c55
    gtx1650"""),
    "other_product": choices("""samsung s24|redmi 9a|vario160|beat 2020|ps4|infinix hot30|oppo a78
    brio 2019|aerox155|core i5|vivo y17|xpander 2022"""),
    "news": choices("""kompas.com|detik.com|tempo.co|antaranews.com|bps.go.id|kominfo.go.id|tirto.id
    cnnindonesia.com|bbc.com|liputan6.com|tribunnews.com|kumparan.com|bola.com|republika.co.id"""),
    "slug": choices(
        "harga-beras-naik|sidang-mk|timnas-menang|gempa-hari-ini|kasus-korupsi|pilkada-dki"
    ),
    "user": choices("""budi88|siti_aminah|rizky77|dewi.lestari|agus212|andi_99|putri2004|joko123
    fajar17|rinaofficial|hendra4d|bang_udin|ayu138|masbro69|wahyu303|naga_hitam|lutfi.win|tegar999
    nur_aini"""),
    "tag": choices("""timnasday|kawalputusanmk|indonesiaemas2045|savekpk|2024gantipresiden
    garudadidadaku|pray4cianjur|peringatandarurat|percumalaporpolisi|hut80ri|freepalestine
    jakarta|viral
    fyp"""),
    "place": choices("""bandung|surabaya|medan|makassar|jogja|bekasi|malang|bali|semarang|depok|aceh
    papua|palembang|lampung|garut|cirebon|solo|ntt|malaysia|taiwan|hongkong|kediri|tegal|manado"""),
    "opening": choices("""menurut saya|saya kira|jujur saja|harus diakui
    sebagai rakyat kecil saya merasa|kalau dipikir lagi|imho|secara hukum|dari dulu|faktanya"""),
    "subject": choices("""program makan gratis|kenaikan pajak|putusan hakim|pemindahan ibu kota
    uu baru ini|penanganan banjir|subsidi bbm|pelayanan rumah sakit|kurikulum sekolah
    perekrutan pemain naturalisasi|tapera|debat capres|pembangunan jalan tol|gaji dpr
    konflik palestina|wasit liga
    kualitas udara"""),
    "judged": choices("""perlu dikaji ulang|tidak adil bagi rakyat|sudah tepat|terlambat
    cuma pencitraan|patut diapresiasi|salah sasaran|bikin gaduh|harus transparan|tidak masuk akal
    layak didukung"""),
    "reason": choices("""anggarannya dari pajak kita|rakyat kecil yang menanggung
    datanya tidak pernah dibuka|yang untung hanya segelintir orang|hukum masih tajam ke bawah
    di daerah saya belum terasa|pengawasannya lemah|negara lain sudah membuktikan
    para ahli sudah mengingatkan
    janjinya dulu lain"""),
    "reason_big": choices("""Anggarannya besar sekali|Rakyat butuh bukti bukan janji
    Pengawasan masih lemah|Di lapangan kenyataannya berbeda|Sejarah selalu berulang
    Semua pihak harus menahan diri"""),
    "close": choices("""semoga ke depan lebih baik|kita kawal bersama|jangan sampai terulang
    mohon dikoreksi kalau saya salah|itu saja|biar waktu yang membuktikan|sekian dan terima kasih
    rakyat sudah pintar|mari berpikir jernih"""),
    "fixed": choices(
        "diperbaiki|ditinjau ulang|dituntaskan|dievaluasi|dirasakan rakyat|berjalan lancar"
    ),
    "short": SHORT_WORDS,
    "emoji": choices(
        "😂|🤣🤣|😭😭😭|❤️❤️❤️|👍👍|🔥🔥🔥|🙏|😍|💪🇮🇩|🇮🇩🇮🇩🇮🇩|😂😂😂😂|🥰|👏👏👏|😡|🤲|💯|⚽🔥|🇵🇸❤️|😱|🗿"
    ),
    "prayer": choices("""semoga husnul khotimah|al fatihah|semoga cepat sembuh|aamiin ya allah
    alhamdulillah|semoga diterima amal ibadahnya|masya allah|astaghfirullah|allahu akbar
    semoga dilindungi allah|semoga keluarga yang ditinggalkan tabah|rip legend|lekas pulih pak
    puji tuhan
    subhanallah"""),
    "blessed": choices("""dilancarkan rezekinya|dimudahkan urusannya|panjang umur|diberi kesehatan
    menang melawan penyakitnya|bangsa ini diberkahi|dibalas berlipat ganda|rezeki mengalir terus
    menjadi pemimpin amanah|hidupnya tenang|bisa umroh tahun ini|sukses dunia akhirat"""),
    "honest": choices("""bayar sekolah anak|beli motor|umroh|renovasi rumah|beli hp baru
    melunasi utang|biaya berobat|beli beras|bayar kontrakan|lulus kuliah|beli susu anak
    modal jualan"""),
    "arabic": choices(
        "الحمد لله|بارك الله فيك|إن شاء الله|سبحان الله|آمين|السلام عليكم|الله أكبر|ما شاء الله"
    ),
    "polite": choices(
        "|||bismillah|kak|wah|assalamualaikum|permisi|halo kak|pak|mohon maaf|min|bang"
    ),
    "goods_honest": choices("""baju|jilbab|sepatu|skincare|madu|kopi|kue|mukena|tas|hp|bakso|seblak
    helm|parfum|bibit cabai|jersey timnas|kaos|buku"""),
    "jowo": choices("""wes ra usah kakehan omong|ngguyu aku ndelok iki|jos tenan lur
    sing penting sehat|ora popo sing penting bahagia|lha piye maneh|ndang sadar pak|marakke ngelu
    gayeng tenan cak|suwun infone|aku wong jowo bangga|mesakke rakyat cilik|cen apik tenan
    mugo lancar rejekine"""),
    "sunda": choices("""edan euy mantap pisan|hade pisan kang|naha bet kitu|alus pisan lah
    hayu atuh gas|hatur nuhun infona|sing sehat wae kang|lucu pisan ieu|watir rahayat leutik
    aya aya wae euy|urang bandung hadir|persib juara hayu|nuhun kang dede|teu nyangka bisa kitu"""),
    "betawi": choices("""kaga ngarti dah gue|bujug buneng mahal amat|aye mah ikut aje|gile lu ndro
    kagak ade obatnye|pegimane ceritanye dah|ente bener bang|buset dah kocak bener
    nyok kite dukung"""),
    "melayu": choices("""best sangat video ni|kelakar betul la|terbaik dari ladang
    saya dari malaysia suka|tengok|memang power la abang ni|sedih tengok|betul tu bang
    macam mana boleh jadi macam ni"""),
    "batak": choices(
        "horas, mantap kali lae|mauliate bang|gak cocok kau rasa|ngeri kali bah|bah cemana nya"
    ),
    "minang": choices("""rancak bana da|ondeh mandeh lamak bana|tarimo kasih da|lah jaleh salah tu
    jan baitu juo lai"""),
    "hero": choices("""timnas indonesia|garuda|para pemain|pak presiden|bapak ibu guru
    tenaga kesehatan
    tim sar|pelatih|kapten|para pahlawan|atlet kita|pak polisi yang baik|tim redaksi|petugas damkar
    skuad garuda|coach|orang tua kita|pak wasit|bapak|kakak|relawan|kiper kita"""),
    "thanks_for": choices("""terima kasih|terimakasih|makasih|trimakasih banyak|thank you
    respect buat
    apresiasi setinggi tingginya untuk|salut buat|matur nuwun|terima kasih banyak|hormat untuk"""),
    "effort": choices("""sudah berjuang sampai akhir|memberikan yang terbaik untuk indonesia
    tetap semangat
    kalian luar biasa|jangan menyerah|sudah bikin bangga|kerja keras kalian terbayar|pantang mundur
    terbaik untuk negeri ini|selalu di hati rakyat|sudah menghibur kami"""),
    "cheer": choices("""semangat|ayo|bangkit|maju terus|gas|hidup|merdeka|go go go|pasti bisa
    jayalah
    bravo|menyala|tunjukkan mentalmu|satu indonesia|jangan lelah"""),
}
