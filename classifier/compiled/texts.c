/* Texts as a whole and in parts: languages.py, fingerprints.py, parts.py. */

#include "kernels.h"

static int
known_word(const uint32_t *lexicon, uint32_t hash)
{
    uint32_t spread = hash * SPREAD, pair = spread >> 8 & 1023;
    uint32_t bits = 1u << (pair >> 5) | 1u << (pair & 31);
    return (lexicon[spread >> 18] & bits) == bits;
}

/* totals(hashes, attributes, lengths, kinds, firsts, lexicon, tallies, scripts, understood,
 * sums).
 */
PyObject *
totals(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    enum { SHORT = 1 << 12, KNOWN = 1 << 13, LOW = (1 << 20) - 1, FEWEST_WORDS = 4 };
    enum { FEWEST_LETTERS = 5, BLOCKS = 1 << 14 };
    Views views;
    if (open_views(&views, args, count, "islbl" "ill" "BL")) return NULL;
    const uint32_t *hashes = ITEMS(views, 0, uint32_t), *lexicon = ITEMS(views, 5, uint32_t);
    const uint16_t *attributes = ITEMS(views, 1, uint16_t);
    const int64_t *lengths = ITEMS(views, 2, int64_t), *firsts = ITEMS(views, 4, int64_t);
    const uint8_t *kinds = ITEMS(views, 3, uint8_t);
    const int64_t *tallies = ITEMS(views, 6, int64_t), *scripts = ITEMS(views, 7, int64_t);
    uint8_t *understood = ITEMS(views, 8, uint8_t);
    uint64_t *sums = ITEMS(views, 9, uint64_t);
    Py_ssize_t words = COUNT(views, 0), rows = COUNT(views, 4) - 1;
    if (COUNT(views, 1) != words || COUNT(views, 2) != words || COUNT(views, 3) != words
        || rows < 0 || COUNT(views, 5) != BLOCKS || COUNT(views, 6) != KNOWN * 2
        || COUNT(views, 7) != KNOWN * 2 || COUNT(views, 8) != rows || COUNT(views, 9) != 4 * rows
        || !rising(firsts, rows + 1, words))
        return refuse(&views);
    for (Py_ssize_t row = 0; row < rows; row++) {
        uint64_t tallied = 0, lettered = 0; /* sums of any numbers are defined without a sign */
        uint64_t bands[3] = {0, 0, 0}, odd = 0;
        for (int64_t word = firsts[row]; word < firsts[row + 1]; word++) {
            int known = known_word(lexicon, hashes[word]), kind = kinds[word];
            int index = (attributes[word] & (ATTRIBUTES - 1)) | (known ? KNOWN : 0)
                | (lengths[word] == 1 ? SHORT : 0);
            tallied += (uint64_t)tallies[index];
            lettered += (uint64_t)scripts[index] * (uint64_t)lengths[word];
            odd += kind != KIND_PLAIN && kind != KIND_NUMBER && kind != KIND_DISGUISED
                && kind != KIND_FOREIGN;
            if (!known || lengths[word] < 2) continue;
            uint64_t mixed = hashes[word] * 0x9E3779B97F4A7C15u;
            bands[(mixed >> 32) % 3] += (mixed & ~(uint64_t)0xFFFF) | 1;
        }
        int64_t tally = (int64_t)tallied, letters = (int64_t)lettered;
        int strange = (tally < 0 && (tally & LOW) >= FEWEST_WORDS)
            || (letters >= (int64_t)FEWEST_LETTERS << 40
                && (letters >> 20 & LOW) * 2 >= (letters & LOW));
        understood[row] = !strange;
        sums[4 * row] = bands[0];
        sums[4 * row + 1] = bands[1];
        sums[4 * row + 2] = bands[0] + bands[1] + bands[2];
        sums[4 * row + 3] = odd;
    }
    close_views(&views);
    Py_RETURN_NONE;
}

typedef struct {
    const Letters *folded, *squeezed;
    const int64_t *starts, *ends, *folded_starts, *folded_ends, *word_starts, *firsts;
    Py_ssize_t room, found, squeezed_from, words_from;
    int64_t *owners, *edges;
} Stretches;

/* Add the stretch of words `first` to `stop` of a text, in the places of each feature group. */
static int
add_stretch(Stretches *all, int64_t row, int64_t first, int64_t stop, int whole)
{
    if (all->found == all->room) return 0;
    int last = stop == all->firsts[row + 1];
    int64_t begin = whole ? all->starts[row] : all->word_starts[first];
    int64_t end = last ? all->ends[row] : all->word_starts[stop];
    int64_t edges[2 * GROUPS] = {
        whole ? all->folded_starts[row] : shown_in(all->folded, all->squeezed, begin), begin, first,
        last ? all->folded_ends[row] : shown_in(all->folded, all->squeezed, end), end, stop,
    };
    for (int i = 0; i < 2 * GROUPS; i++) {
        int64_t from = i % GROUPS == 0 ? 0 : i % GROUPS == 1 ? all->squeezed_from : all->words_from;
        all->edges[i * all->room + all->found] = edges[i] + from;
    }
    all->owners[all->found++] = row;
    return 1;
}

/* Add the sentences and lines of a text that has several, and that say anything. */
static int
add_sentences(Stretches *all, int64_t row, const int64_t *silent, Py_ssize_t silences)
{
    enum { SHORTEST = 2 };
    int64_t first = all->firsts[row], stop = all->firsts[row + 1], begin = first, quiet = 0;
    int64_t at = all->starts[row];
    for (int64_t word = first; word < stop; word++) {
        int ended = 0;
        for (; at <= all->word_starts[word]; at++) { /* one letter folds to a stop: U+10782 */
            uint32_t code = all->squeezed->codes[at];
            ended |= code == '\n' + 1 || ((code == '.' + 1 || code == '!' + 1 || code == '?' + 1)
                                          && all->squeezed->attributes[at + 1] & SPACE);
        }
        if (ended && word > begin) {
            if (word - begin - quiet >= SHORTEST && !add_stretch(all, row, begin, word, 0))
                return 0;
            begin = word;
            quiet = 0;
        }
        while (silences && *silent < word) silent++, silences--;
        quiet += silences && *silent == word;
    }
    if (begin == first || stop - begin - quiet < SHORTEST) return 1;
    return add_stretch(all, row, begin, stop, 0);
}

static int
add_windows(Stretches *all, int64_t row)
{
    enum { WINDOW = 8, STEP = 4, LONG = 12 };
    int64_t first = all->firsts[row], stop = all->firsts[row + 1], count = stop - first;
    if (count <= LONG) return 1;
    int64_t windows = (count + 2 * STEP - WINDOW - 1) / STEP;
    for (int64_t i = 0; i < windows; i++) {
        int64_t begin = first + i * STEP, end = begin + WINDOW < stop ? begin + WINDOW : stop;
        if (!add_stretch(all, row, begin, end, 0)) return 0;
    }
    return 1;
}

/* parts(codes, attributes, offsets, starts, ends, folded_offsets, folded_starts, folded_ends,
 * word_starts, firsts, silent, owners, edges, folded_attributes): how many stretches, the texts
 * first.
 */
PyObject *
parts(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "islll" "lll" "lll" "LL" "s")) return NULL;
    Letters squeezed = {
        ITEMS(views, 0, uint32_t), ITEMS(views, 1, uint16_t),
        COUNT(views, 2) ? ITEMS(views, 2, int64_t) : NULL, COUNT(views, 0),
    };
    Letters folded = {
        NULL, NULL, COUNT(views, 5) ? ITEMS(views, 5, int64_t) : NULL, COUNT(views, 5),
    };
    const int64_t *silent = ITEMS(views, 10, int64_t);
    Py_ssize_t rows = COUNT(views, 3), words = COUNT(views, 8), silences = COUNT(views, 10);
    Stretches all = {
        &folded, &squeezed, ITEMS(views, 3, int64_t), ITEMS(views, 4, int64_t),
        ITEMS(views, 6, int64_t), ITEMS(views, 7, int64_t), ITEMS(views, 8, int64_t),
        ITEMS(views, 9, int64_t), COUNT(views, 11), 0, COUNT(views, 13),
        COUNT(views, 13) + squeezed.size, ITEMS(views, 11, int64_t), ITEMS(views, 12, int64_t),
    };
    int fits = COUNT(views, 1) == squeezed.size
        && (!squeezed.offsets || COUNT(views, 2) == squeezed.size) && COUNT(views, 4) == rows
        && COUNT(views, 6) == rows && COUNT(views, 7) == rows && COUNT(views, 9) == rows + 1
        && COUNT(views, 12) == 2 * GROUPS * all.room
        && apart(all.starts, all.ends, rows, squeezed.size - 1)
        && rising(all.word_starts, words, squeezed.size - 2)
        && rising(all.firsts, rows + 1, words) && rising(silent, silences, words);
    for (int64_t row = 0; fits && row < rows; row++)
        fits = add_stretch(&all, row, all.firsts[row], all.firsts[row + 1], 1);
    for (int64_t row = 0; fits && row < rows; row++) {
        while (silences && *silent < all.firsts[row]) silent++, silences--;
        fits = add_sentences(&all, row, silent, silences) && add_windows(&all, row);
    }
    if (!fits) return refuse(&views);
    close_views(&views);
    return PyLong_FromSsize_t(all.found);
}
