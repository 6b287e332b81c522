#include "interp/intake.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "interp/platform.h"
#include "interp/sha256.h"
#include "lang/arena.h"

struct intake {
	struct platform_file *file;
	const char *shown;
	bool forced;			/* --encoding */
	enum encoding encoding;
	size_t mark;			/* bytes of the mark, skipped */
	bool started;
	int64_t size;			/* of the file when it was opened; -1 not known */
	uint64_t read;			/* bytes of the file, this time */
	uint64_t read_before;		/* the whole of it, once the end was reached */
	uint64_t lines;			/* ends of lines (LF) so far, to locate a fault */
	char carried[4];		/* a character of UTF-8 cut by the end of a block */
	size_t carried_length;
	bool ended;
	struct decoder decoder;
	struct sha256 digest;
	char hex[65];
	bool without_digest;
	uint64_t whole;			/* bytes of the file when its end was first reached */
	char block[INTAKE_BLOCK];
};

static bool
spool(struct intake *intake, struct fault *fault)
{
	struct platform_file *spooled = platform_spool();
	uint64_t size = 0;
	long got;

	if (spooled == NULL)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be kept aside for reading: %s",
		    intake->shown, platform_reason());
	while ((got = platform_read(intake->file, intake->block, sizeof(intake->block))) > 0) {
		if (!platform_spool_write(spooled, intake->block, (size_t)got)) {
			fault_set(fault, EXIT_USAGE, "%s: cannot be kept aside for reading: %s",
			    intake->shown, platform_reason());
			platform_close(spooled);
			return false;
		}
		size += (uint64_t)got;
	}
	platform_close(intake->file);
	intake->file = spooled;
	intake->size = (int64_t)size;
	if (got < 0)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", intake->shown,
		    platform_reason());
	return true;
}

static bool
look_at_mark(struct intake *intake, struct fault *fault)
{
	size_t have = 0;
	long got = 0;
	enum encoding marked;

	if (!platform_rewind(intake->file))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", intake->shown,
		    platform_reason());
	while (have < 4 && (got = platform_read(intake->file, intake->block + have, 4 - have)) > 0)
		have += (size_t)got;
	if (got < 0)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", intake->shown,
		    platform_reason());
	if (have >= 4 && memcmp(intake->block, "PK\003\004", 4) == 0)
		return fault_set(fault, EXIT_DATA,
		    "%s: is an Excel workbook (or another zip file), not CSV\n"
		    "open it in Excel and use Save As, \"CSV UTF-8 (comma delimited)\"",
		    intake->shown);
	if (have >= 4 && memcmp(intake->block, "\xD0\xCF\x11\xE0", 4) == 0)
		return fault_set(fault, EXIT_DATA,
		    "%s: is an old Excel workbook, not CSV\n"
		    "open it in Excel and use Save As, \"CSV UTF-8 (comma delimited)\"",
		    intake->shown);
	marked = encoding_by_mark(intake->block, have, &intake->mark);
	if (!intake->forced)
		intake->encoding = marked;
	else if (intake->encoding == ENCODING_UTF8 && marked == ENCODING_UTF8_MARK)
		intake->encoding = marked;
	else if (intake->encoding != marked)
		intake->mark = 0;
	return true;
}

struct intake *
intake_open(const char *path, const char *shown, const char *encoding, struct fault *fault)
{
	struct intake *intake = memory_grow(NULL, 1, sizeof(*intake));

	memset(intake, 0, offsetof(struct intake, block));
	intake->shown = shown;
	if (encoding != NULL) {
		intake->forced = true;
		if (!encoding_named(encoding, &intake->encoding)) {
			fault_set(fault, EXIT_USAGE, "'%s' is not an encoding that can be read\n"
			    "--encoding takes utf-8, windows-1252, utf-16le or utf-16be", encoding);
			intake_close(intake);
			return NULL;
		}
	}
	intake->file = platform_open(path);
	if (intake->file == NULL) {
		fault_set(fault, EXIT_USAGE, "%s: cannot be opened: %s", shown, platform_reason());
		intake_close(intake);
		return NULL;
	}
	intake->size = platform_size(intake->file);
	if ((strcmp(path, "-") == 0 || intake->size < 0) && !spool(intake, fault)) {
		intake_close(intake);
		return NULL;
	}
	if (!look_at_mark(intake, fault) || !intake_restart(intake, fault)) {
		intake_close(intake);
		return NULL;
	}
	return intake;
}

void
intake_leave_digest(struct intake *intake)
{
	intake->without_digest = true;
}

bool
intake_restart(struct intake *intake, struct fault *fault)
{
	if (!platform_rewind(intake->file))
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read again: %s", intake->shown,
		    platform_reason());
	intake->started = false;
	intake->ended = false;
	intake->read = 0;
	intake->lines = 1;
	intake->carried_length = 0;
	decoder_init(&intake->decoder, intake->encoding);
	sha256_init(&intake->digest);
	return true;
}

static bool
reached_end(struct intake *intake, struct fault *fault)
{
	char hex[65];

	if (intake->ended)
		return true;
	intake->ended = true;
	sha256_hex(&intake->digest, hex);
	if ((intake->size >= 0 && intake->read < (uint64_t)intake->size) ||
	    (intake->hex[0] != '\0' && (strcmp(intake->hex, hex) != 0 ||
	    intake->whole != intake->read)))
		return fault_set(fault, EXIT_USAGE, "%s: was changed while it was read\n"
		    "close it in other programs, then start again", intake->shown);
	memcpy(intake->hex, hex, sizeof(hex));
	intake->whole = intake->read;
	return true;
}

/* The next bytes of the file; 0 at the end. */
static bool
next_block(struct intake *intake, char *out, size_t *length, struct fault *fault)
{
	size_t want = sizeof(intake->block);
	long got;

	if (intake->size >= 0 && (uint64_t)intake->size - intake->read < want)
		want = (size_t)((uint64_t)intake->size - intake->read);
	got = want == 0 ? 0 : platform_read(intake->file, out, want);
	if (got < 0)
		return fault_set(fault, EXIT_USAGE, "%s: cannot be read: %s", intake->shown,
		    platform_reason());
	*length = (size_t)got;
	intake->read += (uint64_t)got;
	if (!intake->without_digest)
		sha256_add(&intake->digest, out, (size_t)got);
	return true;
}

static uint64_t
lines_in(const char *bytes, size_t length)
{
	uint64_t lines = 0;

	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	return lines;
}

static enum intake_result
not_utf8(struct intake *intake, const char *bytes, size_t valid, struct fault *fault)
{
	uint64_t line;

	if (!intake->forced && intake->encoding == ENCODING_UTF8) {
		intake->encoding = ENCODING_WINDOWS_1252;
		return INTAKE_AGAIN;
	}
	line = intake->lines + lines_in(bytes, valid);
	if (intake->forced)
		fault_set(fault, EXIT_DATA,
		    "%s: is not UTF-8: line %" PRIu64
		    " holds the byte %02X, which cannot stand there\n"
		    "leave --encoding out, or say --encoding windows-1252",
		    intake->shown, line, (unsigned)(unsigned char)bytes[valid]);
	else
		fault_set(fault, EXIT_DATA,
		    "%s: says at its start that it is UTF-8, but line %" PRIu64
		    " holds the byte %02X, which cannot stand there\n"
		    "save it again from Excel as \"CSV UTF-8\", or say --encoding windows-1252",
		    intake->shown, line, (unsigned)(unsigned char)bytes[valid]);
	return INTAKE_FAULT;
}

/* UTF-16 whose mark is gone: in text like ours nearly every second byte is zero, and hardly any of
 * the others. No other text has that. */
static bool
looks_like_utf16(const char *bytes, size_t length)
{
	size_t pairs = (length < 4096 ? length : 4096) / 2, zeros[2] = { 0, 0 }, many, few;

	for (size_t i = 0; i < 2 * pairs; i++)
		zeros[i % 2] += bytes[i] == '\0';
	many = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
	few = zeros[0] + zeros[1] - many;
	return pairs >= 2 && many * 4 >= pairs * 3 && few * 16 <= pairs;
}

static bool
is_one_byte(enum encoding encoding)
{
	return encoding != ENCODING_UTF16LE && encoding != ENCODING_UTF16BE;
}

static enum intake_result
not_declared(const struct intake *intake, const char *bytes, struct fault *fault)
{
	fault_set(fault, EXIT_DATA,
	    "%s: looks like UTF-16 (what Excel calls Unicode Text), without the mark at its start\n"
	    "save it again from Excel as \"CSV UTF-8\", or say --encoding utf-16%s", intake->shown,
	    bytes[0] == '\0' ? "be" : "le");
	return INTAKE_FAULT;
}

/* UTF-8 goes through as it is, and is read to where it is wanted, behind what was carried; only a
 * character cut by the end of a block waits for the next. */
static enum intake_result
check_utf8(struct intake *intake, char *out, size_t length, bool at_end, size_t *out_length,
    struct fault *fault)
{
	size_t total = intake->carried_length + length, valid;
	bool cut;

	memcpy(out, intake->carried, intake->carried_length);
	valid = utf8_valid(out, total, &cut);
	if (valid < total && (!cut || at_end))
		return not_utf8(intake, out, valid, fault);
	intake->carried_length = total - valid;
	memcpy(intake->carried, out + valid, intake->carried_length);
	*out_length = valid;
	if (intake->forced || intake->encoding == ENCODING_UTF8_MARK)
		intake->lines += lines_in(out, valid);
	return INTAKE_BYTES;
}

enum intake_result
intake_read(struct intake *intake, char *out, size_t *length, struct fault *fault)
{
	*length = 0;
	while (*length == 0) {
		bool utf8 = intake->encoding == ENCODING_UTF8 ||
		    intake->encoding == ENCODING_UTF8_MARK;
		char *bytes = utf8 ? out + intake->carried_length : intake->block;
		size_t got = 0;

		if (intake->ended)
			return INTAKE_END;
		if (!next_block(intake, bytes, &got, fault))
			return INTAKE_FAULT;
		if (!intake->started) {
			size_t mark = intake->mark < got ? intake->mark : got;

			intake->started = true;
			if (mark == 0 && is_one_byte(intake->encoding) &&
			    looks_like_utf16(bytes, got))
				return not_declared(intake, bytes, fault);
			if (got > 0 && got == mark)
				continue;
			got -= mark;
			if (mark > 0)
				memmove(bytes, bytes + mark, got);
		}
		if (utf8) {
			enum intake_result result = check_utf8(intake, out, got, got == 0, length,
			    fault);

			if (result != INTAKE_BYTES)
				return result;
		} else {
			*length = decoder_add(&intake->decoder, out, bytes, got);
		}
		if (got == 0 && !reached_end(intake, fault))
			return INTAKE_FAULT;
	}
	return INTAKE_BYTES;
}

enum encoding
intake_encoding(const struct intake *intake)
{
	return intake->encoding;
}

bool
intake_is_damaged(const struct intake *intake)
{
	return intake->decoder.damaged > 0;
}

uint64_t
intake_bytes(const struct intake *intake)
{
	return intake->read;
}

const char *
intake_digest(const struct intake *intake)
{
	return intake->without_digest ? "" : intake->hex;
}

void
intake_close(struct intake *intake)
{
	if (intake == NULL)
		return;
	if (intake->file != NULL)
		platform_close(intake->file);
	free(intake);
}
