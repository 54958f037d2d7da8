"""Invented English comments of honest viewers and readers, above all those like spam."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

ENGLISH_VIEWERS: Final = family("""
this {work_en} is {good_en}{end_en}
{love} this {work_en}{end_en}
this {work_en} is so {good_en}, {more}
{good_en} {work_en}{end_en}
{work_en} of the year{end_en}
best {work_en} ever{end_en}
i {love} {person}{end_en}
{person} is {good_en}{end_en}
{person} looks {good_en} in this{end_en}
who else is watching in {year_en}?
who's here in {year_en}
anyone in {year_en}?
still listening in {year_en}{end_en}
still my favorite {work_en} after {digit} years{end_en}
{digit} years later and it's still {good_en}
the part at {clock} is {good_en}{end_en}
{clock} got me{end_en}
{clock} best part
check the lyrics at {clock}
check out the guy at {clock} lol
listen at {clock}, {person} says it wrong
how does this have {number_en} views?
{number_en} views wow{end_en}
almost {number_en} views, congrats{end_en}
{number_en} views and only half of them are me{end_en}
i've watched this {digit}00 times{end_en}
i came here for the {work_en} not the comments
why are there so many dislikes?
this deserves {number_en} views
i subscribed because of this{end_en}
i just subscribed, keep it up{end_en}
subscribed! {more}
new subscriber here, {more}
liked and subscribed, {more}
your channel is {good_en}, {more}
i love your channel{end_en}
please make more {work_en}s like this
when is the next {work_en} coming out?
what's the name of the song at {clock}?
what is the song called?
can someone explain {clock}?
does anyone know the chords?
where can i buy this?
where can i download this legally?
is it on spotify?
my {kin_honest} {love}s this {work_en}{end_en}
my {kin_honest} showed me this{end_en}
brings back memories{end_en}
reminds me of my {kin_honest}
i cried at {clock}{end_en}
greetings from {town_en}{end_en}
love from {town_en}{end_en}
hello from {town_en}, {more}
stop spamming your channels in the comments
so many spam comments here, {more}
half of the comments are people begging for subs
nobody cares about your channel, just enjoy the {work_en}
report the bots please
don't click those links, they're scams
that whatsapp investment guy is a scammer
crypto scammers everywhere, {more}
like if you agree
thumbs up if you're watching in {year_en}
if you {love} {person} hit like
lol
lmao {more}
omg
wow
first
{more}
{more} {more}
+{user_en} i agree
@{user_en} you are wrong, {more}
@{user_en} lol
my channel recommendations brought me here{end_en}
i make videos too and i know how much work this is, respect
i play guitar and this {work_en} taught me a lot
i don't usually comment but this is {good_en}
i don't subscribe to many channels but you earned it
stop asking for subs, let people enjoy the {work_en}
another "check out my channel" comment, no thanks
everybody here is advertising, i just want to hear the {work_en}
please watch till the end, the dog is so cute
watch the background at {clock}{end_en}
you have to see the face at {clock} lol
give this man a medal
give her all the awards
vote for {person} in the finals{end_en}
free {person}!
help me find the name of the {work_en} at {clock}
please help, what is this dance called?
share this with someone who needs it today
show this to your kids
follow your dreams everybody
let's make this {work_en} number one again
let's get this to {number_en} views, it deserves it
click on the dots to see the transcript
""")
ENGLISH_NEWS: Final = family("""
{actor} should {duty}{end_en}
{actor} never {duty}, {more}
i don't think {actor} will {duty}
if {actor} can't {duty}, who will?
it's time for {actor} to {duty}
the article says {usd_en} but the real figure is higher
who pays the {usd_en}? taxpayers of course
{usd_en} wasted by {actor} again
source: https://www.{news_en}/news/{slug_en}
see {news_en} for the numbers
according to {news_en} it was {usd_en}
great article, {more}
thank you for writing this, {more}
very informative article, {more}
excellent tutorial, {more}
nice explanation, {more}
this helped me a lot, {more}
how do i install it on windows 10?
i get an error at step {digit}, any idea?
the code in section {digit} does not work for me
could you share the dataset?
can you make a part {digit}?
thanks for sharing, {more}
online gambling ruins families, {more}
they should ban casino ads, {more}
my {kin_honest} lost {usd_en} on betting sites, {more}
betting ads during football are disgusting
lost {usd_en} to one of those recovery scams, don't trust them
i bought one of these for {usd_en}, works fine
i paid {usd_en} for mine, {more}
my rent went up to {usd_en}, {more}
the link in paragraph {digit} is dead
your first link goes to a 404 page
here is the original: https://www.{news_en}/{slug_en}
full report at https://www.{news_en}/news/{slug_en}.html
{news_en} corrected its story yesterday
you can read the judgment for free on the court's website
https://en.wikipedia.org/wiki/Inflation explains it well
the chart at https://www.{news_en}/{slug_en} tells another story
the download for windows fails with error {digit}{digit}
the free version is enough for me
{usd_en} for a ticket? {more}
i earn less than {usd_en} a month and still pay tax
my pension is {usd_en}, try living on that
groceries went from {usd_en} to {usd_en} since last year
""")
ENGLISH_READER_WORDS: Final[Grammar] = {
    "work_en": choices(
        "song|video|beat|movie|music video|dance|cover|album|channel|lyrics|clip|chorus|episode"
    ),
    "good_en": choices("""amazing|awesome|so good|the best|great|beautiful|fire|legendary
    a masterpiece|epic|hilarious|catchy|iconic|overrated|terrible|weird|nice|cool|stuck in my head
    perfect"""),
    "love": choices("love|like|really love|adore|can't stop watching|love|hate"),
    "more": choices("""thank you|keep it up|can't stop listening|so funny|goosebumps|just my opinion
    have a nice day|i had to watch it twice|much respect|you made my day|thanks a lot|i agree
    it makes me happy|so true|sad but true|what a joke|nothing will change|good luck with that
    greetings to all|that's life|unbelievable|God bless you all|who else thinks so?|haha"""),
    "person": choices(
        "he|she|the singer|this guy|the girl in red|the drummer|their voice|the host"
    ),
    "end_en": choices("|||!|!!|<3| :)| lol| xD|.|...| 😂| ❤| haha| omg| 😍| :D"),
    "year_en": choices("2014|2015|2019|2020|2023|2024|2025|2026"),
    "number_en": choices("2 billion|1 million|100k|900 million|1b|3,000,000|10m|a billion|500k"),
    "kin_honest": choices(
        "dad|mom|little sister|brother|grandma|kids|wife|baby|teacher|best friend"
    ),
    "town_en": choices("""brazil|india|indonesia|texas|poland|mexico|turkey|the philippines|london
    egypt|kenya|germany|malaysia|canada"""),
    "user_en": choices(
        "JohnSmith88|katie_1999|MrBean77|xXgamerXx|Sarah Lee|musicfan2001|Dave99|Anna K"
    ),
    "actor": choices(
        "the government|the mayor|the police|parliament|the minister|the courts|the club"
    ),
    "duty": choices("""fix this|resign|listen to people|lower taxes|tell the truth|invest in schools
    pay it back|ban it|act now|be held accountable|stop lying"""),
    "usd_en": choices("$500|$2 million|$40 billion|$1,200|$20|$9.99|5k|$300k"),
    "news_en": choices("bbc.co.uk|reuters.com|nytimes.com|cbc.ca|theguardian.com|apnews.com"),
    "slug_en": choices("budget-2025|world-cup-final|housing-crisis|election-results"),
}
