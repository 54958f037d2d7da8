/* Scores: weights.py, linear.py, verdicts.py, scorer.py. */

#include "kernels.h"

/* What lies between the edges of stretches, by what lies before each place. */
static void
between(const int64_t *before, const int64_t *edges, Py_ssize_t stretches, int64_t *found)
{
    for (Py_ssize_t i = 0; i < stretches; i++)
        found[i] = before[edges[stretches + i]] - before[edges[i]];
}

static inline int64_t
weight_at(const Weights *weights, int64_t place)
{
    int64_t sum = 0;
    for (int row = 0; row < ROWS; row++) {
        uint32_t slot = weights->slots[row * weights->width + place] & (SLOTS - 1);
        sum += weights->table[slot * weights->heads + weights->head];
    }
    return sum;
}

/* Sums of the weights of stretches: each by itself, or by what lies before each place. */
static void
weigh(const Weights *weights, const int64_t *edges, Py_ssize_t stretches, int64_t *before,
      int alone, int64_t *found)
{
    if (!alone) {
        before[0] = 0;
        for (Py_ssize_t i = 0; i < weights->width; i++)
            before[i + 1] = before[i] + weight_at(weights, i);
        between(before, edges, stretches, found);
        return;
    }
    for (Py_ssize_t i = 0; i < stretches; i++) {
        found[i] = 0;
        for (int64_t at = edges[i]; at < edges[stretches + i]; at++)
            found[i] += weight_at(weights, at);
    }
}

/* decide(slots, table, edges, scales, steps, handcrafted, weights, handcrafted_steps, biases,
 * decisions).
 */
PyObject *
decide(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "ibl" "ll" "bll" "lL")) return NULL;
    const int64_t *edges = ITEMS(views, 2, int64_t);
    const double *scales = ITEMS(views, 3, double), *steps = ITEMS(views, 4, double);
    const uint8_t *handcrafted = ITEMS(views, 5, uint8_t);
    const double *given = ITEMS(views, 6, double), *given_steps = ITEMS(views, 7, double);
    const double *biases = ITEMS(views, 8, double);
    double *decisions = ITEMS(views, 9, double);
    Py_ssize_t heads = COUNT(views, 4), rows = COUNT(views, 3), stretches = GROUPS * rows;
    Weights weights = {
        ITEMS(views, 0, uint32_t), ITEMS(views, 1, int8_t), COUNT(views, 0) / ROWS, heads, 0,
    };
    Py_ssize_t features = rows ? COUNT(views, 5) / rows : heads ? COUNT(views, 6) / heads : 0;
    int fits = COUNT(views, 0) == ROWS * weights.width && COUNT(views, 1) == heads * SLOTS
        && COUNT(views, 2) == 2 * stretches && COUNT(views, 5) == rows * features
        && COUNT(views, 6) == heads * features && COUNT(views, 7) == heads
        && COUNT(views, 8) == heads && COUNT(views, 9) == rows * heads
        && within(edges, 2 * stretches, 0, weights.width);
    if (!fits) return refuse(&views);
    int64_t covered = 0;
    for (Py_ssize_t i = 0; i < stretches; i++) covered += edges[stretches + i] - edges[i];
    int64_t *before = PyMem_Malloc((size_t)(weights.width + 1 + stretches) * sizeof *before);
    if (!before) return close_views(&views), PyErr_NoMemory();
    int64_t *found = before + weights.width + 1;
    for (; weights.head < heads; weights.head++) {
        Py_ssize_t head = weights.head;
        weigh(&weights, edges, stretches, before, covered < weights.width, found);
        for (Py_ssize_t row = 0; row < rows; row++) {
            double scale = scales[row] * steps[head], sum = 0, own = 0;
            for (int group = 0; group < GROUPS; group++)
                sum += (double)found[group * rows + row] * scale;
            for (Py_ssize_t i = 0; i < features; i++)
                if (handcrafted[row * features + i]) own += given[i * heads + head];
            decisions[row * heads + head] = sum + own * given_steps[head] + biases[head];
        }
    }
    PyMem_Free(before);
    close_views(&views);
    Py_RETURN_NONE;
}

/* verdicts(decisions, owners, doublings, numbers, logits, deciding): `numbers` are slope, shift
 * and handicap.
 */
PyObject *
verdicts(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (open_views(&views, args, count, "llllLL")) return NULL;
    const double *decisions = ITEMS(views, 0, double), *doublings = ITEMS(views, 2, double);
    const double *numbers = ITEMS(views, 3, double);
    const int64_t *owners = ITEMS(views, 1, int64_t);
    double *logits = ITEMS(views, 4, double);
    int64_t *deciding = ITEMS(views, 5, int64_t);
    Py_ssize_t rows = COUNT(views, 0), texts = COUNT(views, 4), most = COUNT(views, 2) - 1;
    if (COUNT(views, 1) != rows || rows < texts || COUNT(views, 3) != 3 || most < 0
        || COUNT(views, 5) != texts)
        return refuse(&views);
    Py_ssize_t row = texts;
    for (int64_t text = 0; text < texts; text++) {
        double highest = decisions[text];
        Py_ssize_t first = row;
        deciding[text] = text;
        for (; row < rows && owners[row] == text; row++) {
            if (!(decisions[row] > highest)) continue;
            highest = decisions[row];
            deciding[text] = row;
        }
        double doubled = doublings[row - first < most ? row - first : most];
        logits[text] = highest * numbers[0] + numbers[1] - doubled * numbers[2];
    }
    if (row != rows) return refuse(&views);
    close_views(&views);
    Py_RETURN_NONE;
}

/* score_rows(labels, chances, usual, rows, shares, scale): scores by label, a dict of each text. */
PyObject *
score_rows(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count)
{
    Views views;
    if (count != 6 || !PyTuple_Check(args[0]) || open_views(&views, args + 1, count - 1, "lllll")) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "labels and arrays are needed");
        return NULL;
    }
    const double *chances = ITEMS(views, 0, double), *usual = ITEMS(views, 1, double);
    const int64_t *likely = ITEMS(views, 2, int64_t);
    const double *shares = ITEMS(views, 3, double), *scale = ITEMS(views, 4, double);
    Py_ssize_t texts = COUNT(views, 0), kinds = COUNT(views, 1), rows = COUNT(views, 2), row = 0;
    if (PyTuple_Size(args[0]) != kinds + 1 || COUNT(views, 3) != rows * kinds
        || COUNT(views, 4) != 1)
        return refuse(&views);
    PyObject *found = PyList_New(texts);
    int done = found != NULL;
    for (Py_ssize_t text = 0; done && text < texts; text++) {
        const double *own = row < rows && likely[row] == text ? shares + kinds * row++ : usual;
        double chance = chances[text] * scale[0], value = chances[text];
        PyObject *scores = PyDict_New();
        done = scores && !PyList_SetItem(found, text, scores);
        for (Py_ssize_t label = 0; done && label <= kinds; label++) {
            if (label) value = rint(own[label - 1] * chance) / scale[0];
            PyObject *number = PyFloat_FromDouble(value);
            done = number && !PyDict_SetItem(scores, PyTuple_GetItem(args[0], label), number);
            Py_XDECREF(number);
        }
    }
    if (!done) Py_CLEAR(found);
    close_views(&views);
    return found;
}
