/* rowsort: row numbers into order, by any comparison that has a context. Equal rows keep the
 * order they had. */
#ifndef INTERP_ROWSORT_H
#define INTERP_ROWSORT_H

#include <stddef.h>
#include <stdint.h>

/* Below 0, 0, above 0. */
typedef int rowsort_order(const void *context, uint32_t a, uint32_t b);

/* `spare` has room for `count` rows, or is NULL: then it is made and given back. */
void rowsort(uint32_t *rows, size_t count, uint32_t *spare, rowsort_order *order,
    const void *context);

#endif
