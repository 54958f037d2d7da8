/* Features of texts and parts: features.py, handcrafted.py. */

#include "kernels.h"

/* Slots of the n-grams of so many letters that begin at each place, a row each. */
static inline void
letter_slots(const uint32_t *hashed, Py_ssize_t size, const int least, const int longest,
             const uint32_t *salts, uint32_t *slots, Py_ssize_t width)
{
    for (Py_ssize_t i = 0; i + longest <= size; i++) {
        uint32_t hash = 0, power = 1;
        for (int k = 0; k < longest; k++, power *= BASE) {
            hash += hashed[i + k] * power;
            if (k < least - 1) continue;
            int row = k - least + 1;
            slots[row * width + i] = (hash * SPREAD + salts[row]) >> SLOT_SHIFT;
        }
    }
}

typedef struct {
    const int64_t *starts, *ends, *firsts, *silent;
    const uint16_t *attributes;
    const uint32_t *hashes, *frames, *shapes, *letters;
    Py_ssize_t count, rows, silences;
} Words;

/* Slots of the words: their letters, frame and the next, attributes and shape, set of letters. */
static void
word_slots(const Words *words, const uint32_t *of_words, const uint32_t *salts, uint32_t *slots,
           Py_ssize_t width)
{
    uint32_t follows = 0;
    Py_ssize_t row = words->rows, silences = words->silences;
    for (Py_ssize_t word = words->count; word-- > 0;) {
        uint32_t found[ROWS] = {
            words->hashes[word],
            words->frames[word] + follows,
            of_words[words->attributes[word] & (ATTRIBUTES - 1)] + words->shapes[word],
            words->letters[word],
        };
        for (int kind = 0; kind < ROWS; kind++)
            slots[kind * width + word] = (found[kind] + salts[kind]) * SPREAD >> SLOT_SHIFT;
        while (row > 0 && words->firsts[row] > word) row--;
        int silent = silences > 0 && words->silent[silences - 1] == word;
        if (silent) silences--;
        if (words->firsts[row] == word) follows = 0;
        else if (!silent) follows = words->frames[word] * NEXT;
    }
}

/* Take away what n-grams say that have a letter of a silent word: `features.silence`. */
static int
silence(const Words *words, const Letters *folded, const Letters *squeezed, uint32_t *slots,
        Py_ssize_t width)
{
    Py_ssize_t row = 0, known = 0;
    for (Py_ssize_t each = 0; each < words->silences; each++) {
        int64_t word = words->silent[each], before = word ? words->ends[word - 1] : 0;
        int64_t start = words->starts[word] - WIDEST_JOINT, end = words->ends[word];
        if (start < before) start = before;
        while (row < words->rows && words->firsts[row + 1] <= word) row++, known = each;
        int begins = word - words->firsts[row] == each - known;
        if (begins && end + 1 < squeezed->size && squeezed->attributes[end] & SPACE) end++;
        int64_t first = shown_in(folded, squeezed, start), stop = shown_in(folded, squeezed, end);
        if (start < ROWS || first < 1 || first > stop || stop > folded->size) return 0;
        for (int kind = 0; kind < ROWS; kind++) {
            uint32_t *own = slots + kind * width;
            for (int64_t i = first; i < stop; i++) own[i] = 0;
            own += folded->size;
            for (int64_t i = start - kind - 1; i < end; i++) own[i] = 0;
            own[squeezed->size + word] = 0;
        }
        slots[width + first - 1] = 0;
    }
    return 1;
}

/* The bits of words that follow from their neighbours, in this order in `bits`. */
enum { B_LONG, B_TAGGED, B_DOTTED, B_NAMED, B_STARRED, B_STARRED_NAME, B_PATCHED, B_DISGUISED,
       B_BRANDLIKE, B_COUNT };

enum { PROSE = 3, PROPERTIES = 15, EXTRAS = 7, FEATURES = PROPERTIES + EXTRAS };

/* Whether a word has a plain Latin letter as it was written, and several of other alphabets. */
static int
patched(const Letters *folded, const Letters *squeezed, int64_t start, int64_t end)
{
    enum { SEVERAL = 2 };
    int plain_ones = 0, borrowed_ones = 0;
    int64_t stop = shown_in(folded, squeezed, end - 1);
    int64_t first = shown_in(folded, squeezed, start);
    if (first < 0 || stop >= folded->size) return 0;
    for (int64_t i = first; i <= stop; i++) {
        uint16_t own = folded->attributes[i];
        if (!(own & LATIN)) continue;
        plain_ones += !(own & DISGUISE);
        borrowed_ones += own & FANCY && (own & FLAG) != FLAG;
    }
    return plain_ones && borrowed_ones >= SEVERAL;
}

/* properties(codes, attributes, offsets, folded_attributes, folded_offsets, starts, ends,
 * attributes_of_words, kinds, by_attributes, by_length, bits, properties).
 */
PyObject *
properties(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    enum { SHORTEST_NAME = 4, BRAND_BIT = 1 << 12 };
    Views views;
    if (open_views(&views, args, count, "isl" "sl" "ll" "sb" "iii" "I")) return NULL;
    Letters squeezed = {
        ITEMS(views, 0, uint32_t), ITEMS(views, 1, uint16_t),
        COUNT(views, 2) ? ITEMS(views, 2, int64_t) : NULL, COUNT(views, 0),
    };
    Letters folded = {
        NULL, ITEMS(views, 3, uint16_t), COUNT(views, 4) ? ITEMS(views, 4, int64_t) : NULL,
        COUNT(views, 3),
    };
    const int64_t *starts = ITEMS(views, 5, int64_t), *ends = ITEMS(views, 6, int64_t);
    const uint16_t *shown = ITEMS(views, 7, uint16_t), *around = squeezed.attributes;
    const uint8_t *kinds = ITEMS(views, 8, uint8_t);
    const uint32_t *by_attributes = ITEMS(views, 9, uint32_t);
    const uint32_t *by_length = ITEMS(views, 10, uint32_t), *bit = ITEMS(views, 11, uint32_t);
    uint32_t *found = ITEMS(views, 12, uint32_t);
    Py_ssize_t words = COUNT(views, 5), longest = COUNT(views, 10) - 1;
    if (COUNT(views, 1) != squeezed.size || (squeezed.offsets && COUNT(views, 2) != squeezed.size)
        || (folded.offsets && COUNT(views, 4) != folded.size) || COUNT(views, 6) != words
        || COUNT(views, 7) != words || COUNT(views, 8) != words || longest < 0
        || COUNT(views, 9) != 2 * BRAND_BIT || COUNT(views, 11) != B_COUNT
        || COUNT(views, 12) != words + 1 || !apart(starts, ends, words, squeezed.size - 2)
        || (words && starts[0] < 2))
        return refuse(&views);
    for (Py_ssize_t word = 0; word < words; word++) {
        int64_t start = starts[word], end = ends[word], length = end - start;
        if (folded.size && start == end) return refuse(&views);
        uint16_t own = shown[word] & (ATTRIBUTES - 1);
        uint32_t has = by_attributes[own | (kinds[word] == KIND_BRANDLIKE ? BRAND_BIT : 0)]
            & by_length[length < longest ? length : longest];
        if (has & bit[B_LONG] && !begins_as_mobile(squeezed.codes, start, end)) has ^= bit[B_LONG];
        if (squeezed.codes[start - 1] == '#' + 1) has |= bit[B_TAGGED];
        if (squeezed.codes[end] == '.' + 1 && around[end + 1] & LATIN) has |= bit[B_DOTTED];
        int before = (around[start - 1] | around[start - 2]) & EMOJI;
        int after = (around[end] | around[end + 1]) & EMOJI;
        int shouted = (own & WORD) == UPPER && length >= SHORTEST_NAME;
        int named = own & (DIGIT | DISGUISE) || shouted;
        if (((before || after) && named) || (before && after && own & UPPER))
            if (kinds[word] != KIND_NUMBER)
                has |= bit[B_STARRED] | (has & bit[B_NAMED] ? bit[B_STARRED_NAME] : 0);
        if (folded.size && patched(&folded, &squeezed, start, end)) has |= bit[B_PATCHED];
        found[word] = has;
    }
    found[words] = 0;
    close_views(&views);
    Py_RETURN_NONE;
}

/* The handcrafted features of a stretch of words: `handcrafted.handcrafted_features`. */
static void
handcrafted(const uint32_t *own, int64_t start, int64_t stop, const uint32_t *bit, uint8_t *found)
{
    uint32_t every = 0;
    int64_t disguised = 0, total = stop - start;
    for (int64_t word = start; word < stop; word++) {
        every |= own[word];
        disguised += (own[word] & bit[B_DISGUISED]) != 0;
    }
    for (int i = 0; i < PROPERTIES; i++) found[i] = every >> i & 1;
    memset(found + PROPERTIES, 0, EXTRAS);
    if (!(every & bit[B_NAMED])) return;
    uint32_t first = own[start], last = own[stop - 1];
    uint8_t *extra = found + PROPERTIES;
    extra[0] = disguised && total - disguised >= PROSE && 3 * disguised <= total;
    extra[1] = disguised > 1 && disguised == total;
    extra[2] = (first & bit[B_DISGUISED]) != 0;
    extra[3] = (last & bit[B_DISGUISED]) != 0;
    extra[4] = (first & bit[B_BRANDLIKE]) != 0;
    extra[5] = (last & bit[B_BRANDLIKE]) != 0;
    extra[6] = (every & bit[B_STARRED_NAME]) != 0;
}

/* features(codes, attributes, offsets, *the same of squeezed letters, starts, ends, firsts,
 * silent, attributes_of_words, hashes, frames, shapes, letters, of_letters, of_words, salts,
 * properties, bits, edges, slots, handcrafted, scales).
 */
PyObject *
features(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "isl" "isl" "llll" "siiii" "iii" "iil" "IBL")) return NULL;
    Letters folded = {
        ITEMS(views, 0, uint32_t), ITEMS(views, 1, uint16_t),
        COUNT(views, 2) ? ITEMS(views, 2, int64_t) : NULL, COUNT(views, 0),
    };
    Letters squeezed = {
        ITEMS(views, 3, uint32_t), ITEMS(views, 4, uint16_t),
        COUNT(views, 5) ? ITEMS(views, 5, int64_t) : NULL, COUNT(views, 3),
    };
    Words words = {
        ITEMS(views, 6, int64_t), ITEMS(views, 7, int64_t), ITEMS(views, 8, int64_t),
        ITEMS(views, 9, int64_t), ITEMS(views, 10, uint16_t), ITEMS(views, 11, uint32_t),
        ITEMS(views, 12, uint32_t), ITEMS(views, 13, uint32_t), ITEMS(views, 14, uint32_t),
        COUNT(views, 6), COUNT(views, 8) - 1, COUNT(views, 9),
    };
    const uint32_t *of_letters = ITEMS(views, 15, uint32_t), *of_words = ITEMS(views, 16, uint32_t);
    const uint32_t *salts = ITEMS(views, 17, uint32_t);
    const int64_t *edges = ITEMS(views, 20, int64_t);
    uint32_t *found = ITEMS(views, 21, uint32_t);
    double *scales = ITEMS(views, 23, double);
    Py_ssize_t before_words = folded.size + squeezed.size, width = before_words + words.count;
    Py_ssize_t rows = COUNT(views, 23), stretches = GROUPS * rows;
    int fits = COUNT(views, 1) == folded.size && COUNT(views, 4) == squeezed.size
        && (!folded.offsets || COUNT(views, 2) == folded.size)
        && (!squeezed.offsets || COUNT(views, 5) == squeezed.size)
        && COUNT(views, 7) == words.count && words.rows >= 0
        && COUNT(views, 15) == ATTRIBUTES && COUNT(views, 16) == ATTRIBUTES
        && COUNT(views, 17) == 2 + 4 + ROWS && COUNT(views, 18) == words.count + 1
        && COUNT(views, 19) == B_COUNT && COUNT(views, 20) == 2 * stretches
        && COUNT(views, 21) == ROWS * width && COUNT(views, 22) == rows * FEATURES
        && within(edges, 2 * stretches, 0, width)
        && within(edges + 2 * rows, rows, before_words, width)
        && apart(words.starts, words.ends, words.count, squeezed.size - 1)
        && rising(words.firsts, words.rows + 1, words.count)
        && rising(words.silent, words.silences, words.count - 1);
    for (int place = 10; place < 15; place++) fits &= COUNT(views, place) == words.count;
    Py_ssize_t room = width > folded.size ? width + 1 : folded.size + 1;
    int64_t *before = fits ? PyMem_Malloc((size_t)room * sizeof *before) : NULL;
    if (!before) return fits ? (close_views(&views), PyErr_NoMemory()) : refuse(&views);
    uint32_t *looks = (uint32_t *)before;
    memset(found, 0, (size_t)(ROWS * width) * sizeof *found);
    for (Py_ssize_t i = 0; i < folded.size; i++)
        looks[i] = folded.codes[i] + of_letters[folded.attributes[i] & (ATTRIBUTES - 1)];
    letter_slots(looks, folded.size, 1, 2, salts, found, width);
    letter_slots(squeezed.codes, squeezed.size, 2, 5, salts + 2, found + folded.size, width);
    word_slots(&words, of_words, salts + 6, found + before_words, width);
    if (!silence(&words, &folded, &squeezed, found, width)) {
        PyMem_Free(before);
        return refuse(&views);
    }
    before[0] = 0;
    for (Py_ssize_t i = 0; i < width; i++) {
        int many = 0;
        for (int row = 0; row < ROWS; row++) many += found[row * width + i] != 0;
        before[i + 1] = before[i] + many;
    }
    for (Py_ssize_t row = 0; row < rows; row++) {
        int64_t many = 0, first = edges[2 * rows + row], stop = edges[stretches + 2 * rows + row];
        for (int group = 0; group < GROUPS; group++)
            many += before[edges[stretches + group * rows + row]]
                - before[edges[group * rows + row]];
        scales[row] = 1.0 / sqrt((double)(many > 1 ? many : 1));
        handcrafted(ITEMS(views, 18, uint32_t), first - before_words, stop - before_words,
                    ITEMS(views, 19, uint32_t), ITEMS(views, 22, uint8_t) + row * FEATURES);
    }
    PyMem_Free(before);
    close_views(&views);
    Py_RETURN_NONE;
}
