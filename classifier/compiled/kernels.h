/* Kernels: loops over the texts of a batch that numpy needs dozens of passes for.
 *
 * Each does what a function of `classifier.text` or `classifier.scoring` does with numpy, to the
 * last bit, and is named after it; `kernels.pyi` says what each takes and gives, and the tests
 * hold the two to each other. Texts are hostile: every kernel looks at the sizes of its arrays,
 * and at every place that it is given, before it reads or writes there.
 */

#ifndef SARING_KERNELS_H
#define SARING_KERNELS_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030b0000
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* What Python calls the same; the module shows these numbers, and a test compares them. */
enum {
    LOWER = 1, UPPER = 2, DIGIT = 4, LETTER = 8, SPACE = 16, EMOJI = 32, STYLED = 64,
    ENCLOSED = 128, LOOKALIKE = 256, MARK = 512, HIDDEN = 1024, SPACED = 2048,
    LATIN = LOWER | UPPER, WORD = LOWER | UPPER | DIGIT | LETTER,
    FANCY = STYLED | ENCLOSED | LOOKALIKE, DISGUISE = FANCY | MARK | HIDDEN,
    FLAG = ENCLOSED | EMOJI, ATTRIBUTES = 4096,
};
/* What compiled/__init__.py asks for: raised with each change of what a kernel takes or gives. */
enum { EDITION = 2 };
#define BASE 0x01000193u
#define SPREAD 0x9E3779B1u
#define NEXT 0x85EBCA6Bu
enum { TABLE_BITS = 20, SLOT_SHIFT = 32 - TABLE_BITS, ROWS = 4, GROUPS = 3, WIDEST_JOINT = 3 };

enum { SLOTS = 1 << TABLE_BITS };

/* Kinds of words. */
enum {
    KIND_PLAIN, KIND_BRANDLIKE, KIND_AMOUNT, KIND_NUMBER, KIND_SPACED, KIND_DISGUISED,
    KIND_DISGUISED_NUMBER, KIND_DISGUISED_BRAND, KIND_FOREIGN, KINDS,
};

enum { MOST_VIEWS = 24 };

typedef struct {
    Py_buffer buffers[MOST_VIEWS];
    Py_ssize_t opened;
} Views;

static inline void
close_views(Views *views)
{
    while (views->opened > 0) PyBuffer_Release(&views->buffers[--views->opened]);
}

/* Open the arguments as flat arrays. `kinds` has a letter for each, by the size of its items: b for
 * one byte, s for two, i for four, l for eight, whole numbers or not; a capital one is written to.
 */
static inline int
open_views(Views *views, PyObject *const *args, Py_ssize_t count, const char *kinds)
{
    views->opened = 0;
    if (count != (Py_ssize_t)strlen(kinds) || count > MOST_VIEWS) {
        PyErr_SetString(PyExc_TypeError, "wrong number of arrays");
        return -1;
    }
    for (Py_ssize_t place = 0; place < count; place++) {
        char kind = kinds[place], small = (char)(kind | 0x20);
        Py_ssize_t size = small == 'b' ? 1 : small == 's' ? 2 : small == 'i' ? 4 : 8;
        Py_buffer *buffer = &views->buffers[place];
        int writable = kind == small ? PyBUF_SIMPLE : PyBUF_WRITABLE;
        if (PyObject_GetBuffer(args[place], buffer, writable)) {
            close_views(views);
            return -1;
        }
        views->opened++;
        if (buffer->itemsize != size || (uintptr_t)buffer->buf % (uintptr_t)size) {
            PyErr_Format(PyExc_TypeError, "array %zd has items of another size", place);
            close_views(views);
            return -1;
        }
    }
    return 0;
}

#define ITEMS(views, place, type) ((type *)(views).buffers[place].buf)
#define COUNT(views, place) ((views).buffers[place].len / (views).buffers[place].itemsize)

static inline PyObject *
refuse(Views *views)
{
    close_views(views);
    PyErr_SetString(PyExc_ValueError, "the arrays do not fit each other");
    return NULL;
}

/* Whether every place lies in 0..limit, and none before the one in front of it. */
static inline int
rising(const int64_t *places, Py_ssize_t count, Py_ssize_t limit)
{
    int64_t least = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (places[i] < least || places[i] > limit) return 0;
        least = places[i];
    }
    return 1;
}

/* Whether the stretches lie one behind another in 0..limit. */
static inline int
apart(const int64_t *starts, const int64_t *ends, Py_ssize_t count, Py_ssize_t limit)
{
    int64_t least = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (starts[i] < least || ends[i] < starts[i] || ends[i] > limit) return 0;
        least = ends[i];
    }
    return 1;
}

static inline int
within(const int64_t *places, Py_ssize_t count, int64_t first, int64_t last)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (places[i] < first || places[i] > last) return 0;
    return 1;
}

/* The edges of texts while a buffer is copied and characters come and go. */
typedef struct {
    const int64_t *starts, *ends;
    int64_t *firsts, *lasts;
    Py_ssize_t rows, begun, ended;
} Edges;

static inline void
move_edges(Edges *edges, Py_ssize_t from, Py_ssize_t to)
{
    while (edges->begun < edges->rows && edges->starts[edges->begun] == from)
        edges->firsts[edges->begun++] = to;
    while (edges->ended < edges->rows && edges->ends[edges->ended] == from)
        edges->lasts[edges->ended++] = to;
}

static inline int
all_moved(const Edges *edges)
{
    return edges->begun == edges->rows && edges->ended == edges->rows;
}

typedef struct {
    const uint32_t *codes;
    const uint16_t *attributes;
    const int64_t *offsets; /* or NULL */
    Py_ssize_t size;
} Letters;

/* Where a place of the squeezed letters was in the folded ones: `normalise.shown_in`. */
static inline int64_t
shown_in(const Letters *folded, const Letters *squeezed, int64_t place)
{
    int64_t original = squeezed->offsets ? squeezed->offsets[place] : place;
    if (!folded->offsets) return original;
    int64_t low = 0, high = folded->size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (folded->offsets[middle] < original) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Whether a number begins as those of mobile telephones do: 08 or 628. */
static inline int
begins_as_mobile(const uint32_t *codes, int64_t start, int64_t end)
{
    const uint32_t *at = codes + start;
    if (end - start < 4) return 0; /* words.SHORTEST_MOBILE */
    return (at[0] == '0' + 1 && at[1] == '8' + 1)
        || (at[0] == '6' + 1 && at[1] == '2' + 1 && at[2] == '8' + 1);
}

/* The table of an n-gram's weights, and what is looked up there. */
typedef struct {
    const uint32_t *slots;
    const int8_t *table;
    Py_ssize_t width, heads, head;
} Weights;

#endif
