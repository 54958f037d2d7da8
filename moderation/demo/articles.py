"""The articles of the demo site: invented places, people and clubs.

What stands above the text is here; the text itself is a template in each language
(`templates/artikel/SLUG.LANGUAGE.html`), the picture one for both (`templates/art/`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from moderation.messages import Language


@dataclass(frozen=True, slots=True)
class Telling:
    """How an article is announced in one language."""

    section: str
    title: str
    standfirst: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article. Its id in Saring is its slug."""

    slug: str
    byline: str
    published: datetime
    telling: Mapping[Language, Telling]


STORIES: Final = (
    Story(
        slug="feri-baru",
        byline="Ratih Purnomo",
        published=datetime(2026, 10, 12, 1, 40, tzinfo=UTC),
        telling={
            Language.ID: Telling(
                "Transportasi",
                "Feri Baru ke Pulau Kerantan Mulai Berlayar, Waktu Tempuh Tinggal 40 Menit",
                "Empat kali sehari, dengan ruang khusus untuk hasil laut. Warga pulau berharap "
                "jadwalnya bertahan sampai musim angin barat.",
                "Gambar sebuah feri putih berlayar di teluk pada pagi hari",
            ),
            Language.EN: Telling(
                "Transport",
                "New ferry to Kerantan Island cuts the crossing to 40 minutes",
                "Four sailings a day, with room set aside for the day's catch. Islanders hope the "
                "timetable will outlast the western monsoon.",
                "Drawing of a white ferry crossing the bay in the morning",
            ),
        },
    ),
    Story(
        slug="perpustakaan-malam",
        byline="Yusuf Handoko",
        published=datetime(2026, 10, 10, 4, 15, tzinfo=UTC),
        telling={
            Language.ID: Telling(
                "Pendidikan",
                "Perpustakaan SMP 3 Muara Sagara Kini Buka sampai Pukul Sembilan Malam",
                "Dua ruang kelas lama disulap menjadi rumah bagi 6.000 buku, dan siapa pun di "
                "kampung itu boleh meminjam.",
                "Gambar rak buku di bawah lampu, dengan bulan di jendela",
            ),
            Language.EN: Telling(
                "Education",
                "School library in Muara Sagara now stays open until nine at night",
                "Two old classrooms have become home to 6,000 books, and anyone in the "
                "neighbourhood may borrow them.",
                "Drawing of bookshelves under a lamp, with the moon in the window",
            ),
        },
    ),
    Story(
        slug="derbi-sagara",
        byline="Maria Lestaluhu",
        published=datetime(2026, 10, 11, 14, 5, tzinfo=UTC),
        telling={
            Language.ID: Telling(
                "Olahraga",
                "Derbi Sagara Berakhir 2‑2, Gol Penyeimbang Lahir pada Menit ke-93",
                "Persada dua kali unggul dan dua kali terkejar. Sebelas ribu penonton pulang "
                "dengan suara serak.",
                "Gambar bola di depan gawang di bawah lampu stadion",
            ),
            Language.EN: Telling(
                "Sport",
                "Sagara derby ends 2‑2 after an equaliser in the 93rd minute",
                "Persada led twice and were caught twice. Eleven thousand people went home hoarse.",
                "Drawing of a ball in front of the goal under stadium lights",
            ),
        },
    ),
)


def find(slug: str) -> Story | None:
    """The article of that slug."""
    return next((article for article in STORIES if article.slug == slug), None)
