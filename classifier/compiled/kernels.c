/* The module `classifier.compiled.kernels`. */

#include "kernels.h"

#define EACH_KERNEL(do) \
    do(encode) \
    do(shorten) \
    do(fold) \
    do(survivors) \
    do(as_typed) \
    do(spelled) \
    do(spell_all) \
    do(measured) \
    do(told_apart) \
    do(beside) \
    do(settled) \
    do(totals) \
    do(parts) \
    do(properties) \
    do(features) \
    do(decide) \
    do(verdicts) \
    do(score_rows) \
    do(raised)

#define DECLARED(name) PyObject *name(PyObject *, PyObject *const *, Py_ssize_t);
#define LISTED(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL},
#define NUMBER(name) {#name, name},

EACH_KERNEL(DECLARED)

static PyMethodDef kernels[] = {EACH_KERNEL(LISTED) {NULL, NULL, 0, NULL}};

static const struct {
    const char *name;
    long long value;
} numbers[] = {
    NUMBER(LOWER) NUMBER(UPPER) NUMBER(DIGIT) NUMBER(LETTER) NUMBER(SPACE) NUMBER(EMOJI)
    NUMBER(STYLED) NUMBER(ENCLOSED) NUMBER(LOOKALIKE) NUMBER(MARK) NUMBER(HIDDEN) NUMBER(SPACED)
    NUMBER(LATIN) NUMBER(WORD) NUMBER(FANCY) NUMBER(DISGUISE) NUMBER(FLAG)
    NUMBER(EDITION) NUMBER(BASE) NUMBER(SPREAD) NUMBER(NEXT) NUMBER(TABLE_BITS)
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "kernels", NULL, -1, kernels, NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit_kernels(void)
{
    PyObject *module = PyModule_Create(&definition);
    for (size_t i = 0; module && i < sizeof numbers / sizeof *numbers; i++) {
        PyObject *value = PyLong_FromLongLong(numbers[i].value);
        if (!value || PyModule_AddObjectRef(module, numbers[i].name, value)) Py_CLEAR(module);
        Py_XDECREF(value);
    }
    return module;
}
