"""Invented English spam: channels, shops, search engine bait, frauds and recovery agents."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

CHANNELS: Final = family("""
check out my {channel}{please}
check out my {channel}, i make {content_en}{please}
check out this {content_en} on my channel{please}
check out my new {content_en} {link}
hey {people} check out my {channel}{please}
hey {people}, i make {content_en}, {visit}{please}
hi {people}, i am a {young} {artist}, {visit}{please}
i am a {young} {artist} from {town}, {visit}{please}
i'm a {artist} trying to get heard, {visit}{please}
please subscribe to my {channel}{please}
please {sub} me, i make {content_en} too
please {sub} my channel and i will {sub} back
{sub} to me and i will {sub} to you
{sub} 4 {sub} anyone?
sub for sub? i always return
{sub} to my {channel} for {content_en} every week
{sub} me i need {number} subscribers
help me get {number} subscribers{please}
help me reach {number} subs, {visit}
almost at {number} subs, {visit}{please}
can we get {number} subs on my channel? i post {content_en}
i just uploaded a {content_en}, {visit}{please}
i just made a cover of this song, {visit}
my cover of this is on my channel, {visit}
my new {content_en} is out now, go watch it{please}
if you like this you will love my {content_en}, {visit}
if you love {content_en} then {visit}
who likes {content_en}? {visit}
we are a {young} band from {town}, {visit}{please}
we just dropped our first {content_en}, {visit}{please}
everyone come and check out my {content_en}{please}
come check out my page for {content_en}
come and watch my video it's way better {link}
my video is better than this, {visit}
my friend does {content_en}, give him a chance, {visit}
give me a chance, you won't regret it, {visit}
one visit to my channel can change my life{please}
thumbs up so people can see my {channel}
thumbs up if you want me to make more {content_en}, {visit}
read this, i'm not a bot, just a {young} {artist} with a dream, {visit}
i know most people will skip this comment but {visit}
i know nobody will read this but i make {content_en}, {visit}
i'm sorry for spamming but {visit}
sorry for the spam, i'm a {young} {artist}, {visit}
don't mind me just promoting my {channel}
no hate please, just {visit}
dear viewer, i have a dream to be a {artist}, {visit}{please}
follow me on {social} {handle}
follow me on {social} {handle} for {content_en}
follow my {social} and i follow back {handle}
add me on {social} {handle}
like my page on {social} {link}
like us on facebook {link}
share this song of mine {link}
vote for me please {link}
vote for my {content_en} in the contest {link}{please}
support an unsigned {artist} {link}
new mixtape out now {link}
listen to my {content_en} {link}
listen to my {content_en}, you will not be disappointed{please}
go to my channel for {content_en}
click my name for {content_en}
click on my picture and watch my {content_en}{please}
watch my {content_en}{please}
i upload {content_en} daily, {visit}
gaming channel here, {visit}
just started a {channel}, {visit}{please}
small channel here trying to grow, {visit}
first to {sub} gets a shoutout
i'll {sub} to everyone who {sub}s me
shoutout to whoever subs my {channel}
""")
SHOPS_EN: Final = family("""
great post! i also write about {topic} at {link}
great {piece}, thanks for sharing. {plug}
nice {piece}. {plug}
thank you for this {adjective} {piece}. {plug}
thanks for sharing this {adjective} information. {plug}
very {adjective} {piece}, {plug}
i really enjoyed this {piece}. {plug}
i found this {piece} very {adjective}. {plug}
amazing {piece}, keep posting. {plug}
this is a {adjective} {piece}, i will share it with my friends. {plug}
wow, what a {adjective} {piece}! {plug}
such a {adjective} content. {plug}
it is a great pleasure to read your {piece}. {plug}
your {piece} is {adjective}, visit my site too {link}
awesome blog, i learn a lot. {plug}
{plug}
we offer professional {topic} services, call {phone} or visit {link}
we provide {topic} at the lowest price {link}
looking for {topic}? {link}
looking for the best {topic} in {town}? contact us at {phone}
best {topic} in {town} {link}
top {topic} institute in {town}, enroll today {link}
get certified in {topic} with {name}, 100% placement, {link}
{name} is the leading provider of {topic} in {town}. {link}
learn {topic} online from experts at {link}
buy {goods_en} at {link}
buy cheap {goods_en}, free shipping worldwide {link}
cheap {goods_en} for sale {link}
{percent}% off {goods_en} today only {link}
i bought {goods_en} from {link} and love it
get your {goods_en} here {link}
wholesale {goods_en}, contact {phone}
""")
SCAMS_EN: Final = family("""
i {earn} {usd} a {period} working from home, {reach}
i {earn} {usd} every {period} just by {task_en}, {link}
my {kin} {earn}s {usd} a {period} on the laptop, {link}
make money online fast, click {link}
do you want to make {usd} a {period}? {reach}
easy way to make {usd} per {period}, {link}
quit my job, now i make {usd} a {period} {task_en}, {link}
i got a free {prize_en} from {link}, it really works
get a free {prize_en} now {link}
you have won a {prize_en}! claim at {link}
congratulations, you have been selected for a {prize_en}, {reach}
win a {prize_en}, just visit {link}
free {prize_en} for the first 100 people {link}
invest with {name} and get 10x profit in 24 hours, {reach}
i invested {usd} with {expert} and got back ten times in a week, {reach}
{expert} is the best broker, i made {usd} in a {period}, {reach}
thanks to {expert} i make {usd} every {period} from trading, {reach}
trading with {expert} changed my life, {reach}
anyone else trading with {expert}? best decision ever, {reach}
i was skeptical but {expert} paid me {usd}, {reach}
thanks to {expert} i recovered my lost bitcoin, {reach}
i lost {usd} to a fake broker until {expert} recovered it, {reach}
need to recover stolen crypto? {expert} can help, {reach}
hire a genuine hacker for phone, instagram, bank, {reach}
{expert} helped me spy on my cheating husband, {reach}
need your credit score fixed? {reach}
get a loan at {digit}% interest today, no collateral, {reach}
do you need an urgent loan? we lend up to {usd}, {reach}
am mrs {name}, a lender, loans of any kind at {digit}%, {reach}
i was cured of {disease} with herbs from dr {name}, {reach}
dr {name} brought my ex back in {digit} days with a spell, {reach}
powerful spell caster dr {name}, love, money, lottery, {reach}
join the illuminati today and be rich and famous, {reach}
buy real passports, driving licence and ielts without exam, {reach}
dm me on {social} {handle} for forex signals
double your bitcoin in 2 hours {link}
free crypto airdrop, connect your wallet {link}
i am a widow with {usd} to donate, {reach}
hot girls near you {link}
lonely tonight? chat with me {link}
my pics are on {link}, come say hi
""")
ENGLISH_WORDS: Final[Grammar] = {
    "channel": choices("""channel|youtube channel|channel guys|page|videos|music|covers|new video
    channel please|gaming channel|vlog channel|latest song|first video"""),
    "content_en": choices("""covers|songs|remixes|beats|gaming videos|tutorials|mixtape|vlogs
    music video|minecraft videos|parodies|dance videos|makeup videos|rap songs|guitar covers|song
    comedy sketches|dubstep|edm tracks|freestyle|let's plays|pranks|animations|reaction videos
    piano cover
    live stream"""),
    "please": choices("""||||, please| :)|, thanks|!|!!|, it would mean a lot
    , i'll return the favor|, thank you so much|, you won't regret it|, god bless|, please please
     please|, pls|, i promise
    ."""),
    "people": choices(
        "guys|everyone|youtubers|all|friends|people|everybody|fam|y'all|viewers|music fans"
    ),
    "visit": choices("""check out my channel|visit my channel|please check me out|come to my channel
    give my videos a listen|have a look at my page|please subscribe|drop a sub|show some support
    click on my name|take a look at my videos|check my latest upload|stop by my channel
    go to my page|give it a listen|listen to my stuff|please give my music a chance|subscribe to me
    hit me up"""),
    "young": choices(
        "young|new|upcoming|17 year old|15 year old|small|struggling|independent|unsigned"
    ),
    "artist": choices("rapper|singer|artist|producer|youtuber|gamer|dj|musician|dancer|songwriter"),
    "town": choices("""london|toronto|atlanta|sydney|lagos|delhi|chennai|dubai|jakarta|brooklyn
    bangalore|houston|manila|hyderabad|poland|texas|pune"""),
    "sub": choices("sub|subscribe|sub|subscribe"),
    "number": ("100", "1000", "500", "1k", "200", "10k", "50"),
    "social": choices(
        "instagram|twitter|facebook|snapchat|tiktok|telegram|ig|insta|whatsapp|soundcloud"
    ),
    "piece": choices("post|article|blog|tutorial|write-up|explanation|content|guide|information"),
    "adjective": choices("""informative|helpful|nice|wonderful|useful|amazing|valuable|excellent
    great|well written|interesting|knowledgeable"""),
    "plug": choices("""for the best {topic} in {town} see {link}|visit us for {topic} {link}|{link}
    we also offer {topic}, see {link}|if you want {topic} training in {town}, visit {link}
    know more about {topic} here {link}|get {topic} help from {name}, {link}|{topic} in {town}
    i am from {name}, we provide {topic}|check my {topic} blog {link}|best {topic} training {link}
    {topic} course in {town} with certificate {link}|contact {phone} for {topic}"""),
    "topic": choices("""seo|web design|cleaning|essay writing|data science|digital marketing
    plumbing|machine learning|python course|assignment help|aws training|software testing|loans
    interior design|home tuition|app development|packers and movers|astrology|hair transplant
    accounting|real estate|visa consulting|dental care|logo design|video editing
    blockchain development"""),
    "goods_en": choices("""shoes|sunglasses|handbags|supplements|diet pills|watches|t-shirts|hoodies
    weed online|essays|phone cases|sneakers|vapes|wigs|keto gummies|fake ids|jerseys|headphones"""),
    "earn": choices("earn|make|earn|get|make"),
    "period": choices("day|week|month|day|hour"),
    "task_en": choices(
        "taking surveys|watching ads|copy pasting|trading|posting links|clicking ads"
    ),
    "kin": choices("sister|neighbor's aunt|brother|friend|best friend's mom|cousin|roommate"),
    "prize_en": choices(
        "iphone|gift card|ps5|laptop|$1000 voucher|xbox|amazon card|samsung|vacation"
    ),
    "expert": choices("""mr {name}|mrs {name}|expert {name}|{name} fx|{name} the hacker|coach {name}
    {name} recovery|broker {name}"""),
    "disease": choices("herpes|diabetes|hiv|cancer|hepatitis|fibroids"),
    "reach": choices("""whatsapp {phone}|contact {name} on whatsapp {phone}|telegram {handle}|{mail}
    write to {mail}|message {handle} on instagram|text {phone}|email {mail}|reach out on telegram
    visit {link}|dm {handle}|his telegram is {handle}|search the name on google"""),
}
