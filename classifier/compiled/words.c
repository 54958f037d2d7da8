/* Words, and what they are: spelling.py, leet.py, words.py. */

#include "kernels.h"

enum { NEAR = 2, LONGEST_CHANT = 5, FEWEST_AGAIN = 6, ABBREVIATION = 3 };
enum { IS_NUMBER = 1, IS_BRAND = 2 };

static int
is_digit(uint32_t code)
{
    return code > '0' && code <= '9' + 1;
}

/* spelled(codes, attributes, offsets, starts, ends, *the same of what is left, edges): how many
 * codes are left, edges of words, whether letters stand apart, and all attributes.
 */
PyObject *
spelled(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "islll" "ISLLL" "L")) return NULL;
    const uint32_t *codes = ITEMS(views, 0, uint32_t);
    const uint16_t *attributes = ITEMS(views, 1, uint16_t);
    const int64_t *offsets = COUNT(views, 2) ? ITEMS(views, 2, int64_t) : NULL;
    uint32_t *left = ITEMS(views, 5, uint32_t);
    uint16_t *shown = ITEMS(views, 6, uint16_t);
    int64_t *places = ITEMS(views, 7, int64_t), *word_edges = ITEMS(views, 10, int64_t);
    Py_ssize_t size = COUNT(views, 0), rows = COUNT(views, 3), kept = 0, found = 0;
    Edges edges = {
        ITEMS(views, 3, int64_t), ITEMS(views, 4, int64_t), ITEMS(views, 8, int64_t),
        ITEMS(views, 9, int64_t), rows, 0, 0,
    };
    int inside = 0, singles = 0, letters_apart = 0, every = 0;
    int fits = COUNT(views, 1) == size && (!offsets || COUNT(views, 2) == size)
        && COUNT(views, 4) == rows && COUNT(views, 8) == rows && COUNT(views, 9) == rows;
    for (int place = 5; place < 11; place++)
        fits &= place == 8 || place == 9 || COUNT(views, place) == size;
    if (!fits) return refuse(&views);
    for (Py_ssize_t i = 0; i < size; i++) {
        uint16_t own = attributes[i];
        int word = (own & WORD) != 0;
        move_edges(&edges, i, kept);
        if (word && i && codes[i] == codes[i - 1] && attributes[i - 1] & (LATIN | LETTER)) continue;
        if (word != inside) {
            word_edges[found++] = kept;
            if (inside) {
                singles = kept - word_edges[found - 2] == 1 ? singles + 1 : 0;
                letters_apart |= singles == 3;
            }
            inside = word;
        }
        every |= own;
        left[kept] = codes[i];
        shown[kept] = own;
        places[kept++] = offsets ? offsets[i] : i;
    }
    if (!all_moved(&edges)) return refuse(&views);
    close_views(&views);
    return Py_BuildValue("nnii", kept, found, letters_apart, every);
}

typedef struct {
    uint32_t *codes;
    uint16_t *attributes;
    const char *glance;
    const int64_t *edges;
    Py_ssize_t size, words;
} Squeezed;

/* Whether a digit counts a thing, and has one letter behind it: "redmi9a". -1 for an error. */
static int
counts_thing(const Squeezed *squeezed, int64_t start, int64_t sign, int64_t end, PyObject *counted)
{
    if (end - sign > 2) return 0;
    PyObject *stem = PyBytes_FromStringAndSize(squeezed->glance + start, sign - start);
    int found = stem ? PySequence_Contains(counted, stem) : -1;
    Py_XDECREF(stem);
    return found;
}

/* Read the digits of a word as letters, where one stands between two: `leet.spell`. */
static int
spell(Squeezed *squeezed, int64_t start, int64_t end, PyObject *counted)
{
    static const char stand_for[] = "oizeasgtbg";
    const uint32_t *codes = squeezed->codes;
    const uint16_t *attributes = squeezed->attributes;
    int64_t last = end - 1;
    int meant = 0;
    for (int64_t i = start; i < end && !meant; i++) {
        if (!(attributes[i] & DIGIT) || codes[i] == '2' + 1) continue;
        if (!(attributes[i - 1] & LATIN) || !(attributes[i + 1] & LATIN)) continue;
        if (codes[i + 1] == 'd' + 1 && !(attributes[i + 2] & WORD)) continue;
        int counts = counts_thing(squeezed, start, i, end, counted);
        if (counts < 0) return -1;
        meant = !counts;
    }
    while (meant && last >= start && !(attributes[last] & LATIN)) last--;
    for (int64_t i = start; meant && i <= last; i++) {
        if (!(attributes[i] & DIGIT)) continue;
        if (is_digit(codes[i]))
            squeezed->codes[i] = (uint32_t)stand_for[codes[i] - '0' - 1] + 1;
        squeezed->attributes[i] = LOWER | LOOKALIKE;
    }
    return meant;
}

/* spell_all(codes, attributes, glance, edges, counted): whether any digit is read as a letter. */
PyObject *
spell_all(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (count != 5) {
        PyErr_SetString(PyExc_TypeError, "four arrays and a set are needed");
        return NULL;
    }
    if (open_views(&views, args, count - 1, "ISbl")) return NULL;
    Squeezed squeezed = {
        ITEMS(views, 0, uint32_t), ITEMS(views, 1, uint16_t), ITEMS(views, 2, char),
        ITEMS(views, 3, int64_t), COUNT(views, 0), COUNT(views, 3) / 2,
    };
    int any = 0, meant = 0;
    if (COUNT(views, 1) != squeezed.size || COUNT(views, 2) != squeezed.size
        || !rising(squeezed.edges, COUNT(views, 3), squeezed.size - 2)
        || (squeezed.words && squeezed.edges[0] < 1))
        return refuse(&views);
    for (Py_ssize_t word = 0; word < squeezed.words && meant >= 0; word++) {
        meant = spell(&squeezed, squeezed.edges[2 * word], squeezed.edges[2 * word + 1], args[4]);
        any |= meant > 0;
    }
    close_views(&views);
    return meant < 0 ? NULL : PyBool_FromLong(any);
}

/* Mark the words of a chant after its first time: `words.said_again`. */
static void
said_again(const uint32_t *hashes, int64_t first, int64_t stop, uint8_t *found)
{
    for (int period = 1; period <= LONGEST_CHANT; period++) {
        int run = 0;
        for (int64_t i = first + period; i < stop; i++) {
            run = hashes[i] == hashes[i - period] ? run + 1 : 0;
            if (run < FEWEST_AGAIN) continue;
            if (run == FEWEST_AGAIN) memset(found + i - FEWEST_AGAIN + 1, 1, FEWEST_AGAIN);
            found[i] = 1;
        }
    }
}

/* measured(codes, attributes, edges, row_ends, kinds_of, starts, ends, lengths, firsts, shown,
 * kinds, hashes, shapes, letters, again): whether all are plain.
 */
PyObject *
measured(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "isllb" "LLLLS" "BIIIB")) return NULL;
    const uint32_t *codes = ITEMS(views, 0, uint32_t);
    const uint16_t *attributes = ITEMS(views, 1, uint16_t);
    const int64_t *edges = ITEMS(views, 2, int64_t), *row_ends = ITEMS(views, 3, int64_t);
    const uint8_t *kinds_of = ITEMS(views, 4, uint8_t);
    int64_t *starts = ITEMS(views, 5, int64_t), *ends = ITEMS(views, 6, int64_t);
    int64_t *lengths = ITEMS(views, 7, int64_t), *firsts = ITEMS(views, 8, int64_t);
    uint16_t *shown = ITEMS(views, 9, uint16_t);
    uint8_t *kinds = ITEMS(views, 10, uint8_t), *again = ITEMS(views, 14, uint8_t);
    uint32_t *hashes = ITEMS(views, 11, uint32_t), *shapes = ITEMS(views, 12, uint32_t);
    uint32_t *letters = ITEMS(views, 13, uint32_t);
    Py_ssize_t size = COUNT(views, 0), words = COUNT(views, 5), rows = COUNT(views, 3), row = 0;
    int fits = COUNT(views, 1) == size && COUNT(views, 2) == 2 * words
        && COUNT(views, 4) == ATTRIBUTES && COUNT(views, 8) == rows + 1
        && rising(edges, 2 * words, size), plain = 1;
    for (int place = 6; place < 15; place++) fits &= place == 8 || COUNT(views, place) == words;
    if (!fits) return refuse(&views);
    firsts[0] = 0;
    for (Py_ssize_t word = 0; word < words; word++) {
        int64_t start = edges[2 * word], end = edges[2 * word + 1];
        uint32_t hash = 0, shape = 0, power = 1, has = 0;
        uint16_t every = 0;
        for (int64_t i = start; i < end; i++, power *= BASE) {
            uint32_t code = codes[i];
            int digit = is_digit(code);
            hash += code * power;
            shape += power << digit;
            if (code > 'a' && code <= 'z' + 1) has |= 1u << (code - 'a' - 1);
            if (digit) has |= 1u << 26;
            every |= attributes[i];
        }
        for (; row < rows && row_ends[row] <= start; row++) firsts[row + 1] = word;
        starts[word] = start;
        ends[word] = end;
        lengths[word] = end - start;
        shown[word] = every;
        kinds[word] = kinds_of[every & (ATTRIBUTES - 1)];
        plain &= kinds[word] == KIND_PLAIN;
        hashes[word] = hash;
        shapes[word] = shape;
        letters[word] = has;
    }
    for (; row < rows; row++) firsts[row + 1] = words;
    memset(again, 0, (size_t)words);
    for (row = 0; row < rows; row++) said_again(hashes, firsts[row], firsts[row + 1], again);
    close_views(&views);
    return PyBool_FromLong(plain);
}

/* A word to look at in Python: its place, what it is at a glance, and two facts. */
static int
append_glance(PyObject *list, Py_ssize_t word, const char *glance, int64_t start, int64_t end,
              int one, int other)
{
    PyObject *found = Py_BuildValue("(ny#ii)", word, glance + start, (Py_ssize_t)(end - start),
                                    one, other);
    int failed = !found || PyList_Append(list, found);
    Py_XDECREF(found);
    return failed ? -1 : 0;
}

/* told_apart(codes, attributes, glance, starts, ends, shown, kinds, marks): numbers are marked;
 * returned are words to look at (place, letters, whether in capitals or after a sign, whether it
 * is an account or has digits).
 */
PyObject *
told_apart(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    enum { CAPITALS = 1, GLUED = 2, ACCOUNT = 1, HAS_DIGITS = 2 };
    Views views;
    if (open_views(&views, args, count, "isbllsbB")) return NULL;
    const uint32_t *codes = ITEMS(views, 0, uint32_t);
    const uint16_t *attributes = ITEMS(views, 1, uint16_t), *shown = ITEMS(views, 5, uint16_t);
    const char *glance = ITEMS(views, 2, char);
    const int64_t *starts = ITEMS(views, 3, int64_t), *ends = ITEMS(views, 4, int64_t);
    const uint8_t *kinds = ITEMS(views, 6, uint8_t);
    uint8_t *marks = ITEMS(views, 7, uint8_t);
    Py_ssize_t size = COUNT(views, 0), words = COUNT(views, 3);
    int handle = 0, failed = 0;
    if (COUNT(views, 1) != size || COUNT(views, 2) != size || COUNT(views, 4) != words
        || COUNT(views, 5) != words || COUNT(views, 6) != words || COUNT(views, 7) != words
        || !apart(starts, ends, words, size) || (words && starts[0] < 2))
        return refuse(&views);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t word = 0; found && word < words && !failed; word++) {
        int64_t start = starts[word], gap = word ? start - ends[word - 1] : start + 1;
        uint32_t before = codes[start - 1];
        int behind = before == '@' + 1, kind = kinds[word];
        /* "@warga_depok12" is one account; what follows the at-sign of an address is a host. */
        handle = (behind && !(attributes[start - 2] & WORD))
            || (handle && gap == 1 && (before == '_' + 1 || before == '.' + 1));
        marks[word] = 0;
        if (kind == KIND_NUMBER) {
            int last = word ? kinds[word - 1] : kind;
            int name = last >= KIND_SPACED && last != KIND_FOREIGN && gap == 1;
            if (!name && !begins_as_mobile(codes, start, ends[word])) marks[word] = IS_NUMBER;
        } else if (kind == KIND_AMOUNT || ((behind || handle) && kind == KIND_PLAIN)) {
            int glued = behind || before == '$' + 1 || before == '!' + 1 || before == '|' + 1;
            failed = append_glance(
                found, word, glance, start, ends[word],
                (shown[word] & LOWER ? 0 : CAPITALS) | (glued ? GLUED : 0),
                (behind || handle ? ACCOUNT : 0) | (kind == KIND_AMOUNT ? HAS_DIGITS : 0));
        }
    }
    if (failed) Py_CLEAR(found);
    close_views(&views);
    return found;
}

/* beside(marks, glance, starts, ends, shown, kinds): words beside numbers to look at (place,
 * letters, whether short and in capitals, 0).
 */
PyObject *
beside(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "bbllsb")) return NULL;
    const uint8_t *marks = ITEMS(views, 0, uint8_t), *kinds = ITEMS(views, 5, uint8_t);
    const int64_t *starts = ITEMS(views, 2, int64_t), *ends = ITEMS(views, 3, int64_t);
    const uint16_t *shown = ITEMS(views, 4, uint16_t);
    Py_ssize_t words = COUNT(views, 0);
    int failed = 0;
    for (int place = 2; place < 6; place++)
        if (COUNT(views, place) != words) return refuse(&views);
    if (!apart(starts, ends, words, COUNT(views, 1))) return refuse(&views);
    PyObject *found = PyList_New(0);
    for (Py_ssize_t word = 0; found && word < words && !failed; word++) {
        if (kinds[word] != KIND_PLAIN || marks[word] == IS_NUMBER) continue;
        int before = word > 0 && marks[word - 1] == IS_NUMBER
            && starts[word] - ends[word - 1] <= NEAR;
        int after = word + 1 < words && marks[word + 1] == IS_NUMBER
            && starts[word + 1] - ends[word] <= NEAR;
        if (!before && !after) continue;
        int capitals = ends[word] - starts[word] <= ABBREVIATION && (shown[word] & WORD) == UPPER;
        failed = append_glance(found, word, ITEMS(views, 1, char), starts[word], ends[word],
                               capitals, 0);
    }
    if (failed) Py_CLEAR(found);
    close_views(&views);
    return found;
}

/* settled(marks, again, hashes, frames_of, shown, kinds, frames, silent): how many are silent. */
PyObject *
settled(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "bbiiSBIL")) return NULL;
    const uint8_t *marks = ITEMS(views, 0, uint8_t), *again = ITEMS(views, 1, uint8_t);
    const uint32_t *hashes = ITEMS(views, 2, uint32_t), *frames_of = ITEMS(views, 3, uint32_t);
    uint16_t *shown = ITEMS(views, 4, uint16_t);
    uint8_t *kinds = ITEMS(views, 5, uint8_t);
    uint32_t *frames = ITEMS(views, 6, uint32_t);
    int64_t *silent = ITEMS(views, 7, int64_t);
    Py_ssize_t words = COUNT(views, 0), found = 0;
    int fits = COUNT(views, 3) == KINDS;
    for (int place = 1; place < 8; place++) fits &= place == 3 || COUNT(views, place) == words;
    if (!fits) return refuse(&views);
    for (Py_ssize_t word = 0; word < words; word++) {
        if (marks[word] == IS_BRAND) kinds[word] = KIND_BRANDLIKE;
        if (marks[word] == IS_NUMBER) {
            kinds[word] = KIND_NUMBER;
            shown[word] = DIGIT;
        }
        if (marks[word] == IS_NUMBER || again[word]) silent[found++] = word;
        frames[word] = kinds[word] == KIND_PLAIN || kinds[word] >= KINDS ? hashes[word]
                                                                    : frames_of[kinds[word]];
    }
    close_views(&views);
    return PyLong_FromSsize_t(found);
}
