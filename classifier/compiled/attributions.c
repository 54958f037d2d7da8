/* Attributions: explanations.py. */

#include "kernels.h"

enum { CAUSES = 16, MOST_CODES = 1 << 28 };
#define MOST_UNITS 0x1p53

typedef struct {
    const int64_t *bounds, *folded, *squeezed, *starts, *ends, *kept;
} Layout;

static int64_t
origin(const int64_t *offsets, int64_t place)
{
    return offsets ? offsets[place] : place;
}

/* Where what stands at a place of a feature group begins and ends in the shortened originals. */
static int64_t
begins_at(const Layout *layout, int group, int64_t place)
{
    int64_t own = place - layout->bounds[group];
    if (group == 0) return origin(layout->folded, own);
    return origin(layout->squeezed, group == 1 ? own : layout->starts[own]);
}

static int64_t
ends_at(const Layout *layout, int group, int64_t place)
{
    int64_t own = place - layout->bounds[group];
    if (group < 2) return begins_at(layout, group, place) + 1;
    return origin(layout->squeezed, layout->ends[own]);
}

/* Divide the weights of a stretch's n-grams between the characters that each covers. */
static void
char_slopes(const Weights *weights, const Layout *layout, int group, int64_t start, int64_t end,
            double factor, uint64_t *slopes)
{
    static const int reaches[GROUPS][ROWS] = {{0, 1, 0, 0}, {1, 2, 3, 4}, {0, 1, 0, 0}};
    for (int64_t place = start; place < end; place++) {
        int64_t first = begins_at(layout, group, place);
        for (int row = 0; row < ROWS; row++) {
            uint32_t slot = weights->slots[row * weights->width + place] & (SLOTS - 1);
            double share = weights->table[slot * weights->heads + weights->head];
            int64_t last = place + reaches[group][row];
            if (share == 0.0) continue;
            int64_t stop = ends_at(layout, group, last < end ? last : end - 1);
            share = rint(share * factor / (double)(stop - first));
            if (!(fabs(share) < MOST_UNITS)) continue; /* no text and model bring this */
            slopes[first] += (uint64_t)(int64_t)share;
            slopes[stop] -= (uint64_t)(int64_t)share;
        }
    }
}

/* What handcrafted features give each word that causes one: `shares`, by cause. */
static void
handcrafted_shares(const uint8_t *features, const double *effects, const int64_t *causes,
                   Py_ssize_t count, const uint32_t *properties, int64_t words, double unit,
                   double *shares)
{
    int64_t causing[CAUSES] = {0};
    memset(shares, 0, CAUSES * sizeof *shares);
    for (Py_ssize_t i = 0; i < count; i++)
        if (features[i]) shares[causes[i]] += rint(effects[i] / unit);
    for (int64_t word = 0; word < words; word++)
        for (int cause = 0; cause < CAUSES; cause++)
            causing[cause] += properties[word] >> cause & 1;
    for (int cause = 0; cause < CAUSES; cause++)
        shares[cause] = rint(shares[cause] / (double)(causing[cause] ? causing[cause] : 1));
}

/* Sum slopes twice: they become the shares of all characters before each place. */
static void
summed(uint64_t *slopes, int64_t size)
{
    uint64_t slope = 0, sum = 0;
    for (int64_t i = 0; i <= size; i++) {
        uint64_t next = slopes[i];
        slopes[i] = sum;
        sum += slope += next;
    }
}

/* What a word adds: its characters, and its share of the features that it caused; in units. */
static double
word_weight(const Layout *layout, const uint64_t *sums, const double *shares, uint32_t causes,
            int64_t word)
{
    int64_t place = word + layout->bounds[2];
    double weight = 0;
    for (int cause = 0; cause < CAUSES; cause++)
        if (causes >> cause & 1) weight += shares[cause];
    return weight + (double)(int64_t)(sums[ends_at(layout, 2, place)]
                                      - sums[begins_at(layout, 2, place)]);
}

/* Append a word that raises the score: its places in the text, kind, letters and weight. */
static int
append_word(PyObject *list, const Layout *layout, int64_t word, int64_t begin, int kind,
            const uint32_t *codes, int64_t longest, double weight)
{
    int64_t start = layout->starts[word], length = layout->ends[word] - start;
    int64_t first = origin(layout->squeezed, start);
    int64_t last = origin(layout->squeezed, layout->ends[word]) - 1;
    if (last < first) last = first;
    if (length > longest) length = longest;
    PyObject *found = Py_BuildValue(
        "(LLiy#d)", (long long)(origin(layout->kept, first) - begin),
        (long long)(origin(layout->kept, last) + 1 - begin), kind, (const char *)(codes + start),
        (Py_ssize_t)(length * (int64_t)sizeof *codes), weight);
    int failed = !found || PyList_Append(list, found);
    Py_XDECREF(found);
    return !failed;
}

/* raised(slots, table, edges, ngrams, handcrafted, effects, causes, properties, codes, kinds,
 * bounds, folded, squeezed, starts, ends, kept, begins, numbers, limits): words that raise the
 * score, a list of each text: (start, stop, kind, letters, weight).
 */
PyObject *
raised(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "ibl" "lbll" "iib" "lllll" "ll" "ll")) return NULL;
    const int64_t *edges = ITEMS(views, 2, int64_t), *causes = ITEMS(views, 6, int64_t);
    const double *ngrams = ITEMS(views, 3, double), *effects = ITEMS(views, 5, double);
    const uint8_t *features = ITEMS(views, 4, uint8_t), *kinds = ITEMS(views, 9, uint8_t);
    const uint32_t *own = ITEMS(views, 7, uint32_t), *codes = ITEMS(views, 8, uint32_t);
    Layout layout = {
        ITEMS(views, 10, int64_t), COUNT(views, 11) ? ITEMS(views, 11, int64_t) : NULL,
        COUNT(views, 12) ? ITEMS(views, 12, int64_t) : NULL, ITEMS(views, 13, int64_t),
        ITEMS(views, 14, int64_t), COUNT(views, 15) ? ITEMS(views, 15, int64_t) : NULL,
    };
    const int64_t *begins = ITEMS(views, 16, int64_t), *numbers = ITEMS(views, 17, int64_t);
    const double *limits = ITEMS(views, 18, double);
    Py_ssize_t rows = COUNT(views, 3), stretches = GROUPS * rows, words = COUNT(views, 13);
    Py_ssize_t width = COUNT(views, 0) / ROWS, known = COUNT(views, 5);
    const int64_t *bounds = layout.bounds;
    if (COUNT(views, 17) != 3 || COUNT(views, 18) != 2 || COUNT(views, 10) != GROUPS + 1
        || ITEMS(views, 17, int64_t)[1] > MOST_CODES || ITEMS(views, 17, int64_t)[2] < 0)
        return refuse(&views);
    /* The column of the table, the size of the shortened originals, the longest word shown. */
    int64_t heads = COUNT(views, 1) / SLOTS, head = numbers[0], size = numbers[1];
    double unit = limits[0], least = limits[1];
    int fits = COUNT(views, 0) == ROWS * width && COUNT(views, 1) == heads * SLOTS && head >= 0
        && head < heads && COUNT(views, 2) == 2 * stretches && COUNT(views, 4) == rows * known
        && COUNT(views, 6) == known && COUNT(views, 7) == words + 1 && COUNT(views, 9) == words
        && COUNT(views, 14) == words && COUNT(views, 16) == rows && rising(bounds, 4, width)
        && bounds[GROUPS] == width && width - bounds[2] == words
        && bounds[2] - bounds[1] == COUNT(views, 8)
        && (!layout.folded || COUNT(views, 11) == bounds[1])
        && (!layout.squeezed || COUNT(views, 12) == COUNT(views, 8))
        && (!layout.kept || COUNT(views, 15) == size)
        && within(causes, known, 0, CAUSES - 1)
        && apart(layout.starts, layout.ends, words, COUNT(views, 8) - 1)
        && (layout.folded ? within(layout.folded, bounds[1], 0, size - 1) : bounds[1] <= size)
        && (layout.squeezed ? within(layout.squeezed, COUNT(views, 8), 0, size - 1)
                            : COUNT(views, 8) <= size);
    for (int i = 0; fits && i < 2 * GROUPS; i++)
        fits = within(edges + i * rows, rows, bounds[i % GROUPS], bounds[i % GROUPS + 1]);
    uint64_t *slopes = fits ? PyMem_Calloc((size_t)size + 2, sizeof *slopes) : NULL;
    if (!slopes) return fits ? (close_views(&views), PyErr_NoMemory()) : refuse(&views);
    Weights weights = {ITEMS(views, 0, uint32_t), ITEMS(views, 1, int8_t), width, heads, head};
    for (Py_ssize_t row = 0; row < rows; row++)
        for (int group = 0; group < GROUPS; group++) {
            Py_ssize_t place = group * rows + row;
            char_slopes(&weights, &layout, group, edges[place], edges[stretches + place],
                        ngrams[row] / unit, slopes);
        }
    summed(slopes, size);
    PyObject *found = PyList_New(rows);
    for (Py_ssize_t row = 0; found && row < rows; row++) {
        int64_t first = edges[2 * rows + row] - bounds[2];
        int64_t stop = edges[stretches + 2 * rows + row] - bounds[2];
        double shares[CAUSES];
        handcrafted_shares(features + row * known, effects, causes, known, own + first,
                           stop > first ? stop - first : 0, unit, shares);
        PyObject *list = PyList_New(0);
        int done = list && !PyList_SetItem(found, row, list);
        for (int64_t word = first; done && word < stop; word++) {
            double weight = word_weight(&layout, slopes, shares, own[word], word) * unit;
            if (weight > least)
                done = append_word(list, &layout, word, begins[row], kinds[word], codes,
                                   numbers[2], weight);
        }
        if (!done) Py_CLEAR(found);
    }
    PyMem_Free(slopes);
    close_views(&views);
    return found;
}
