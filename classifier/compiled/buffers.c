/* Texts to a buffer of folded code points: codes.py, normalise.py, as_typed.py. */

#include "kernels.h"

enum {
    FOLD_BITS = 21, REMOVED = (1 << FOLD_BITS) - 1, LIMIT = 0x1FC00,
    FIRST_EXPANSION = 0x110001, WIDEST = 8, TAGS_FROM = 0xE0000, TAGS_TO = 0xE1000,
    PAD = 8, OLDEST = 6, CUT_FROM = 0xD401, CUT_TO = 0xD7FC,
};

/* encode(texts, codes, starts, ends): whether any code may be cut. */
PyObject *
encode(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (count != 4 || !PyList_Check(args[0])) {
        PyErr_SetString(PyExc_TypeError, "a list of texts and three arrays are needed");
        return NULL;
    }
    if (open_views(&views, args + 1, count - 1, "ILL")) return NULL;
    uint32_t *codes = ITEMS(views, 0, uint32_t);
    int64_t *starts = ITEMS(views, 1, int64_t), *ends = ITEMS(views, 2, int64_t);
    Py_ssize_t size = COUNT(views, 0), rows = PyList_Size(args[0]), at = PAD;
    if (COUNT(views, 1) != rows || COUNT(views, 2) != rows || size < PAD) return refuse(&views);
    memset(codes, 0, PAD * sizeof *codes);
    int cut = 0;
    for (Py_ssize_t row = 0; row < rows; row++) {
        PyObject *text = PyList_GetItem(args[0], row);
        Py_ssize_t length = PyUnicode_GetLength(text);
        if (length < 0) {
            close_views(&views);
            return NULL;
        }
        if (size - at < length + PAD) return refuse(&views);
        if (length && !PyUnicode_AsUCS4(text, codes + at, size - at, 0)) {
            close_views(&views);
            return NULL;
        }
        for (Py_ssize_t i = at; i < at + length; i++) {
            uint32_t code = ++codes[i];
            cut |= code >= CUT_FROM && code <= CUT_TO;
        }
        starts[row] = at;
        ends[row] = at += length;
        memset(codes + at, 0, PAD * sizeof *codes);
        at += PAD;
    }
    if (at != size) return refuse(&views);
    close_views(&views);
    return PyBool_FromLong(cut);
}

/* shorten(codes, starts, ends, kept_codes, kept, firsts, lasts): how many codes are kept. */
PyObject *
shorten(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "illILLL")) return NULL;
    const uint32_t *codes = ITEMS(views, 0, uint32_t);
    const int64_t *starts = ITEMS(views, 1, int64_t), *ends = ITEMS(views, 2, int64_t);
    uint32_t *kept_codes = ITEMS(views, 3, uint32_t);
    int64_t *places = ITEMS(views, 4, int64_t);
    int64_t *firsts = ITEMS(views, 5, int64_t), *lasts = ITEMS(views, 6, int64_t);
    Py_ssize_t size = COUNT(views, 0), rows = COUNT(views, 1), kept = 0, run = 0;
    Edges edges = {starts, ends, firsts, lasts, rows, 0, 0};
    if (COUNT(views, 2) != rows || COUNT(views, 3) != size || COUNT(views, 4) != size
        || COUNT(views, 5) != rows || COUNT(views, 6) != rows)
        return refuse(&views);
    for (Py_ssize_t i = 0; i < size; i++) {
        move_edges(&edges, i, kept);
        run = i >= 2 && codes[i] == codes[i - 2] ? run + 1 : 0;
        if (i >= OLDEST && codes[i] && run >= 2 && (run >= 5 || codes[i] == codes[i - 1])) continue;
        kept_codes[kept] = codes[i];
        places[kept++] = i;
    }
    if (!all_moved(&edges)) return refuse(&views);
    close_views(&views);
    return PyLong_FromSsize_t(kept);
}

static int
width_of(const uint32_t *expansion)
{
    int width = 0;
    for (int i = 0; i < WIDEST; i++) width += expansion[i] != 0;
    return width;
}

/* fold(codes, alphabet, expansions, folded, attributes): how many codes are left, and taken
 * away.
 */
PyObject *
fold(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "iiiIS")) return NULL;
    const uint32_t *codes = ITEMS(views, 0, uint32_t), *alphabet = ITEMS(views, 1, uint32_t);
    const uint32_t *expansions = ITEMS(views, 2, uint32_t);
    uint32_t *folded = ITEMS(views, 3, uint32_t);
    uint16_t *attributes = ITEMS(views, 4, uint16_t);
    Py_ssize_t size = COUNT(views, 0), kept = 0, removed = 0;
    uint32_t known = (uint32_t)(COUNT(views, 2) / WIDEST);
    if (COUNT(views, 1) <= LIMIT || COUNT(views, 3) != size || COUNT(views, 4) != size)
        return refuse(&views);
    for (Py_ssize_t i = 0; i < size; i++) {
        uint32_t code = codes[i], to;
        if (code <= LIMIT) {
            to = alphabet[code] & REMOVED;
            attributes[i] = (uint16_t)(alphabet[code] >> FOLD_BITS);
        } else {
            int tag = code > TAGS_FROM && code <= TAGS_TO;
            to = tag ? REMOVED : code;
            attributes[i] = tag ? HIDDEN : LETTER;
        }
        folded[i] = to;
        if (to < FIRST_EXPANSION) {
            kept++;
        } else if (to == REMOVED) {
            removed++;
        } else {
            if (to - FIRST_EXPANSION >= known) return refuse(&views);
            kept += width_of(expansions + WIDEST * (to - FIRST_EXPANSION));
        }
    }
    close_views(&views);
    return Py_BuildValue("nn", kept, removed);
}

/* Give the attributes of what was taken away to the character before: `lend_attributes`. */
static void
lend(uint16_t lent, uint16_t next, const uint32_t *codes, uint16_t *attributes, Py_ssize_t kept)
{
    if (!lent || !kept || !codes[kept - 1]) return;
    attributes[kept - 1] |= next & WORD ? lent : lent & (uint16_t)~HIDDEN;
}

/* survivors(folded, attributes, starts, ends, expansions, codes, shown, offsets, firsts, lasts). */
PyObject *
survivors(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "islliISLLL")) return NULL;
    const uint32_t *folded = ITEMS(views, 0, uint32_t), *expansions = ITEMS(views, 4, uint32_t);
    const uint16_t *attributes = ITEMS(views, 1, uint16_t);
    const int64_t *starts = ITEMS(views, 2, int64_t), *ends = ITEMS(views, 3, int64_t);
    uint32_t *codes = ITEMS(views, 5, uint32_t);
    uint16_t *shown = ITEMS(views, 6, uint16_t), lent = 0;
    int64_t *offsets = ITEMS(views, 7, int64_t);
    int64_t *firsts = ITEMS(views, 8, int64_t), *lasts = ITEMS(views, 9, int64_t);
    Py_ssize_t size = COUNT(views, 0), rows = COUNT(views, 2), room = COUNT(views, 5);
    Py_ssize_t kept = 0;
    Edges edges = {starts, ends, firsts, lasts, rows, 0, 0};
    uint32_t known = (uint32_t)(COUNT(views, 4) / WIDEST);
    if (COUNT(views, 1) != size || COUNT(views, 3) != rows || COUNT(views, 6) != room
        || COUNT(views, 7) != room || COUNT(views, 8) != rows || COUNT(views, 9) != rows)
        return refuse(&views);
    for (Py_ssize_t i = 0; i < size; i++) {
        move_edges(&edges, i, kept);
        if (folded[i] == REMOVED) {
            lent |= attributes[i];
            continue;
        }
        lend(lent, attributes[i], codes, shown, kept);
        lent = 0;
        const uint32_t *becomes = folded + i;
        int width = 1;
        if (folded[i] >= FIRST_EXPANSION) {
            if (folded[i] - FIRST_EXPANSION >= known) return refuse(&views);
            becomes = expansions + WIDEST * (folded[i] - FIRST_EXPANSION);
            width = width_of(becomes);
        }
        if (room - kept < width) return refuse(&views);
        for (int k = 0; k < width; k++, kept++) {
            codes[kept] = becomes[k];
            shown[kept] = attributes[i];
            offsets[kept] = i;
        }
    }
    if (kept != room || !all_moved(&edges)) return refuse(&views);
    close_views(&views);
    Py_RETURN_NONE;
}

/* as_typed(attributes, offsets, starts, ends, shown). */

/* Whether the letters of a text that are disguised say something: a name, not some letter. */
static int
tells(const uint16_t *shown, const uint8_t *borrowed, int64_t start, int64_t end)
{
    int fancy = 0, plain_ones = 0, borrowed_ones = 0;
    for (int64_t i = start; i < end; i++) {
        uint16_t own = shown[i];
        int latin = (own & LATIN) != 0;
        fancy = latin && (own & (STYLED | EMOJI)) == STYLED && borrowed[i] & 2 ? fancy + 1 : 0;
        if (own & WORD) {
            plain_ones += latin && !(own & DISGUISE);
            borrowed_ones += latin && own & FANCY && borrowed[i] & 1;
        } else {
            plain_ones = borrowed_ones = 0;
        }
        if (fancy == 3 || (plain_ones && borrowed_ones >= 2)) return 1;
    }
    return 0;
}

PyObject *
as_typed(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "slllSB")) return NULL;
    const uint16_t *attributes = ITEMS(views, 0, uint16_t);
    const int64_t *offsets = ITEMS(views, 1, int64_t);
    const int64_t *starts = ITEMS(views, 2, int64_t), *ends = ITEMS(views, 3, int64_t);
    uint16_t *shown = ITEMS(views, 4, uint16_t);
    uint8_t *borrowed = ITEMS(views, 5, uint8_t);
    Py_ssize_t size = COUNT(views, 0), moved = COUNT(views, 1), rows = COUNT(views, 2);
    if ((moved && moved != size) || COUNT(views, 3) != rows || COUNT(views, 4) != size
        || COUNT(views, 5) != size || !apart(starts, ends, rows, size))
        return refuse(&views);
    /* In `borrowed`: whether it counts as a borrowed letter; whether it begins a character. */
    for (Py_ssize_t i = 0; i < size; i++) {
        uint16_t own = attributes[i] & (uint16_t)~HIDDEN;
        if (own & EMOJI && !(own & WORD)) own &= (uint16_t)~(MARK | STYLED);
        int begins = !moved || !i || offsets[i] != offsets[i - 1];
        int disguised = own & DISGUISE && own & WORD && (own & FLAG) != FLAG;
        shown[i] = own;
        borrowed[i] = (uint8_t)(begins << 1 | (disguised && begins) | disguised << 2);
    }
    for (Py_ssize_t row = 0; row < rows; row++) {
        int64_t several = 0;
        for (int64_t i = starts[row]; i < ends[row]; i++) several += borrowed[i] & 1;
        if (!several || several > 3 || tells(shown, borrowed, starts[row], ends[row])) continue;
        for (int64_t i = starts[row]; i < ends[row]; i++)
            if (borrowed[i] & 4) shown[i] &= (uint16_t)~DISGUISE;
    }
    close_views(&views);
    Py_RETURN_NONE;
}
