/*
 * intake: a data file as a stream of UTF-8 that can be read again from its start.
 *
 * The file is as long as it was when it was opened: what is appended while it is read does not
 * count. What is read is what is digested, byte for byte, mark and all. If it has become shorter,
 * or has another digest when it is read again, the intake says that the file was changed meanwhile.
 * Standard input is spooled to a nameless file first, so all this holds for it too.
 */
#ifndef INTERP_INTAKE_H
#define INTERP_INTAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interp/encoding.h"
#include "interp/fault.h"

struct intake;

/* Bytes of the file read at once. tests/oracle/long.sh builds with few. */
#ifndef WRIT_INTAKE_BLOCK
#define WRIT_INTAKE_BLOCK (256 * 1024)
#endif

enum { INTAKE_BLOCK = WRIT_INTAKE_BLOCK };

/* `shown` is what messages call it; it must outlive the intake. `encoding` as --encoding has it, or
 * NULL. */
struct intake *intake_open(const char *path, const char *shown, const char *encoding,
    struct fault *fault);

/* No digest of the bytes, which costs more than reading them where the processor has no instruction
 * for it: for runs that keep no record. To be called before the first read. */
void intake_leave_digest(struct intake *intake);

/* From the start, as what was found out so far. */
bool intake_restart(struct intake *intake, struct fault *fault);

enum intake_result {
	INTAKE_BYTES,
	INTAKE_END,
	/* not UTF-8 after all: from now on Windows-1252; call intake_restart() */
	INTAKE_AGAIN,
	INTAKE_FAULT
};

/* Puts at most `room` bytes of UTF-8 (at least INTAKE_ROOM) to `out`. */
enum { INTAKE_ROOM = INTAKE_BLOCK * DECODER_GROWTH + DECODER_SPARE };
enum intake_result intake_read(struct intake *intake, char *out, size_t *length,
    struct fault *fault);

enum encoding intake_encoding(const struct intake *intake);
/* some cell so far may hold what encoding_is_damaged() finds */
bool intake_is_damaged(const struct intake *intake);
uint64_t intake_bytes(const struct intake *intake);	/* of the file, read so far */
/* 64 hex digits once the end was reached; "" before */
const char *intake_digest(const struct intake *intake);
void intake_close(struct intake *intake);

#endif
