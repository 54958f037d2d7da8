"""Invented English talk of honest viewers and readers: songs, numbers, favours, jokes, gambling."""

from typing import Final

from classifier.synthetic.phrases import Grammar, choices, family

LISTENING: Final = family("""
who is watching this in {year_en}?
who is still listening to this masterpiece in {year_en}
{month_en} {year_en} anyone?
{month_en} {year_en} and still here{end_en}
it's {year_en} and this {work_en} still {hits}
am i the only one watching this in {year_en}?
anyone else here after {event_en}?
here because of {event_en}
i was {digit} years old when this came out, now i'm {digit}{digit}. time flies
this was my childhood{end_en}
takes me back to {place_en}, {feeling_en}
my {kin_honest} played this on every car trip, {feeling_en}
we played this at my {kin_honest}'s {occasion}, {feeling_en}
rest in peace {legend}, your music lives on
{legend} would be proud of this
the {part_en} at {clock} gives me chills
that {part_en} though{end_en}
{clock} that {part_en} is insane
can we talk about the {part_en}?
nobody is talking about the {part_en} at {clock}
the {part_en} is too quiet in this mix, but still a great {work_en}
i prefer the acoustic version, the {part_en} is cleaner
the live version from {town_en} is better
this sounds better at 1.25 speed
imagine hearing this live in {town_en}
saw them live in {town_en} last summer, {feeling_en}
turn the volume up and close your eyes
on repeat for {digit} days straight{end_en}
i can't get the {part_en} out of my head
why does this {work_en} make me cry every time?
good morning from {town_en}, starting the day with this {work_en}
listening to this while {doing} and {feeling_en}
i fall asleep to this {work_en} every night
somebody please put this in a movie
they don't make {work_en}s like this anymore
new generation will never understand how good this {work_en} was
my {kin_honest} is {digit} and knows all the words{end_en}
"{lyric}" still the best line ever
"{lyric}" 😭
{lyric}, {lyric} 🎵
🎶 {lyric} 🎶
the way {person} sings "{lyric}"{end_en}
i thought it was "{lyric}" all these years lol
misheard the lyrics as "{lyric}", can't unhear it
""")
NUMBERS_EN: Final = family("""
who's here before {number_en} views?
from {number_en} to {number_en} views in a week, wow
i remember when this had only {digit}00 views
this channel had {digit}k subs when i found it, so proud
congrats on {number_en} subscribers, you earned every one
let's get him to {number_en} subs, {reason_en}
how do you only have {digit}k subscribers? {more}
i'm not even subscribed and youtube shows me this every day
i would subscribe twice if i could
subbed for the {part_en}, stayed for the jokes
just unsubscribed, too many sponsor segments
hit the bell once, now i get {digit} notifications a day
dislikes are from people who {silly}
the {digit} people who disliked {silly}
{number_en} people watched this and i still have no friends
{digit} billion views, that's every person on earth {digit} times lol
like this comment so i get reminded to come back
like this so i can find my comment again in {digit} years
if you can read this, have a wonderful day
edit: thanks for the {digit}00 likes, mom i'm famous
edit: wow {digit}k likes, never had that many
thumbs up so everybody can see this question
can this comment get {digit} likes? my {kin_honest} says no
roses are red, violets are blue, i came for the {work_en} and so did you
first time i'm early and i have no joke
i'm {digit}th, do i win something?
reply to this with your country, i'm from {town_en}
what a time to be alive
dear person reading this, stay strong{end_en}
plot twist: the {work_en} was the friends we made along the way
no one: absolutely no one: me at 3am: this {work_en}
me: i should study. also me: {work_en} number {digit}{digit}
i clicked so fast i broke the screen
the algorithm finally did something right
youtube recommended this after {digit} years, ok then
""")
GREETINGS_EN: Final = family("""
hi {person_name}, your {work_en}s helped me through a hard time, thank you
hello everyone, watching from {town_en} with my {kin_honest}
big hug from {town_en}
greetings to {person_name} and all the team
happy birthday {person_name}{end_en}
happy new year everyone{end_en}
merry christmas to everyone in the comments
congratulations {person_name}, well deserved
well said {person_name}
{person_name} i love you, please come to {town_en}
@{user_en} haha same here
@{user_en} thanks, that solved it
@{user_en} source please?
@{user_en} it's at {clock}
@{user_en} that was {year_en}, not {year_en}
@{user_en} calm down, it's just a {work_en}
@{user_en} i sent you an answer above
thanks for the quick reply{end_en}
thank you so much for this, i was stuck for {digit} days
thanks, worked on the first try
please do one about {topic_en}
could you explain {topic_en} next time?
i learned more about {topic_en} here than in school
finally somebody explains {topic_en} without shouting
great video but you forgot {topic_en}
i'm a teacher, can i show this in class?
which camera do you use?
what software is that at {clock}?
where did you get that jacket?
is there a written version of this?
the audio is out of sync from {clock}
subtitles in spanish would be great
your link in the description is broken
the download link gives a 404
i bought the album, worth every cent
i ordered it for {usd_en} and it arrived broken
paid {usd_en} for the same thing in {town_en}
free tip: turn it off and on again
my {kin_honest} made this recipe, took {digit} hours, delicious
i lost {digit} kilos just by walking, nothing else
job hunting since {month_en}, this cheered me up
""")
READERS_EN: Final = family("""
{actor} promised this in {year_en}, still nothing
typical, {actor} blames everyone else
{opening_en} {actor} got this one right
{opening_en} {topic_en} matters more than who wins
{opening_en} the headline is misleading, read paragraph {digit}
correction: it was {usd_en}, not {usd_en}
typo in the second paragraph, it should be {town_en}
this is what happens when nobody reads about {topic_en}
as a nurse i can say {topic_en} is the real problem
i lived in {town_en} for {digit} years and this is accurate
i disagree with the author. {opening_en} we need data on {topic_en}, not slogans. still, good to \
have this discussed
Thank you for a balanced article. {opening_en} {topic_en} deserves more attention. Hopefully \
{actor} will read it too.
I usually agree with this paper, but not today. The numbers on {topic_en} are from {year_en}. A \
lot has changed since.
My {kin_honest} works in this field and says the same. {actor} simply does not listen. That is \
why people stop voting.
so {usd_en} for a study that tells us what everybody knew
nothing about {topic_en}? strange omission
can someone link the original report?
the comments are more informative than the article
i come to the comments for the arguments and leave with a headache
moderators please remove the bot above
too many ads on this page, can hardly read the article
what a goal, {digit}-{digit} and still {digit}0 minutes to play
{digit}-{digit}, what a match
ref was blind, that was never a penalty
best keeper in the league, {digit} saves
sack the manager, {more}
we were robbed, {more}
""")
GAMBLING_EN: Final = family("""
{bet_en} destroyed my {kin_honest}, {feeling_en}
my {kin_honest} lost {usd_en} on {bet_en} and never told anyone
i used to play every night, lost {usd_en}, {digit} years clean now
{digit} months without {bet_en}, best decision of my life
the house always wins, {more}
if {bet_en} worked the owners would be broke
ban {bet_en} ads before 9pm
why is a {bet_en} company on the shirt of my club?
half the comments are {bet_en} bots
stop promoting {bet_en} in the comments, nobody cares
"deposit {usd_en} and win {usd_en}" yeah right, bot
every streamer is sponsored by {bet_en} now, i unsubscribed
kids see {bet_en} ads in free games, {actor} should {duty}
{actor} taxes {bet_en} and then funds a helpline, make it make sense
call a helpline if {bet_en} is taking over your life, it helped my {kin_honest}
how do i block {bet_en} sites on my son's phone?
is trading just {bet_en} with charts?
i hit the jackpot when i met my wife lol
lottery is a tax on people who can't do maths
free spins are never free
those "i earned {usd_en} from home" comments are all fake
saw "{usd_en} a day working from home" again, reported
if someone on telegram doubles your bitcoin, you lose your bitcoin
{b} is a scam site, do not send money
reported {b} to google twice, still there
why does {b} appear under every video?
anyone know who runs {b}? they took {usd_en} from my {kin_honest}
what is {b}? i see it under every post
never heard of {b}, sounds like a scam
avoid {b}, they never pay out
stay away from {b}, it ruined my {kin_honest}
my {kin_honest} lost {usd_en} at {b} in one night
{b} bots again, {more}
{b} took my money and closed my account
mods please ban everyone who posts {b}
please block the {b} spam
why is {b} sponsoring football?
{b} was raided by the police in {town_en}
{b} is not licensed here, i checked the register
i reported the {b} comments, google says it's fine
"{b} is the best" says a bot made yesterday
they closed {b} and opened {b_two} the next day
both {b} and {b_two} are run by the same crooks
don't google {b}, that's exactly what they want
someone i don't know added me to a {b} group
{usd_en} a day from home? pull the other one
"make {usd_en} a week" lol, sure
the guy promising {usd_en} a day is a bot, reported
thanks to whoever removed the casino bots
beware of {b}, {more}
i hate {b}
{b} again? {more}
{b} is fake, they stole {usd_en} from me
who owns {b}? the police should ask
told {actor} about {b}, no answer
flagged {b} three times this week
blocked {b} and two others today
my bank warned me about {b}
""")
TALK_WORDS_EN: Final[Grammar] = {
    "hits": choices(
        "slaps|hits different|gives me goosebumps|sounds fresh|makes me cry|rocks|holds up"
    ),
    "month_en": choices(
        "january|february|march|april|may|june|july|august|september|october|november|december"
    ),
    "event_en": choices("""the world cup|the movie|that tiktok|the concert|the news|the trailer
    a meme
    the game soundtrack|the documentary|the halftime show|the last episode
    my teacher's homework"""),
    "place_en": choices("""summer camp|high school|my grandma's kitchen|2012|the nineties|college
    the bus
    my first car|the school dance|the old neighbourhood|my first job"""),
    "feeling_en": choices("""good times|i miss those days|so happy|no words|it broke my heart
    so grateful
    never forget|what a feeling|tears everywhere|pure joy|it still hurts|simply magic
    miss you all"""),
    "occasion": choices("wedding|funeral|graduation|birthday party|retirement party|farewell"),
    "legend": choices("legend|king|our queen|brother|maestro|dear friend|champ|old man|captain"),
    "part_en": choices("""bass line|guitar solo|drop|bridge|chorus|drum fill|high note|piano part
    outro
    intro|key change|second verse|choreography|ending|harmony|dog in the background|saxophone"""),
    "doing": choices("""studying|cooking|driving home|working late|cleaning my room|running|painting
    doing homework|packing|feeding the baby|waiting for the bus"""),
    "lyric": choices("""hold me while the rain is falling|we were young and the night was \
ours|oh oh oh
    dancing on the edge of town|take me where the river goes|la la la|never gonna leave the light on
    call my name when the morning comes|baby baby oh|i will wait by the station door|hey hey hey
    my heart is a broken radio|shine a little longer"""),
    "silly": choices("""have no ears|missed the like button|were holding the phone upside \
down|hate fun
    are jealous|came from the other team|never heard music before|skipped breakfast"""),
    "reason_en": choices(
        "he deserves it|quality like this is rare|such an underrated channel|come on"
    ),
    "person_name": choices("""Maria|Tom|Dr. Hill|Anna|John|Professor|Mr. Lee|guys|Katie|Sam|Ben|team
    Captain|Grandpa Joe|Lucy"""),
    "topic_en": choices("""housing|the climate|public transport|vaccines|inflation|the referee
    farming
    school lunches|black holes|the budget|recursion|sourdough|electric cars|water prices
    the offside rule
    pensions|fractions|local history|immigration|rare birds"""),
    "opening_en": choices("""in my opinion|to be fair|honestly|as far as i know|imho|let's be honest
    i still think|with all respect|say what you want, but|for once"""),
    "bet_en": choices("""online gambling|sports betting|gambling|online casino|slots|casino|betting
    the lottery|poker sites|crypto casino|slot machines|bookies"""),
}
