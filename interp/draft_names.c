/* draft_names: headings and file names to names of the language. */
#include "interp/draft_parts.h"

#include <string.h>

#include "interp/policy_file.h"
#include "lang/intern.h"
#include "lang/unseen.h"

/* The bytes of an apostrophe, straight or curly, as in "patient's"; 0 where none begins. */
static size_t
apostrophe_at(const char *text, size_t length)
{
	static const char *const marks[] = { "'", "\xE2\x80\x99", "\xE2\x80\x98", "\xCA\xBC" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t bytes = strlen(marks[i]);

		if (length >= bytes && memcmp(text, marks[i], bytes) == 0)
			return bytes;
	}
	return 0;
}

/* Small letters, digits and underscores; what is not a letter or digit parts words. "" when nothing
 * is left. */
static const char *
snake(struct arena *arena, const char *text, size_t length)
{
	char *out = arena_alloc(arena, length + 8);
	size_t used = 0;

	if (length > 0 && text[0] >= '0' && text[0] <= '9') {
		memcpy(out, "the_", 4);
		used = 4;
	}
	for (size_t i = 0; i < length; i++) {
		char byte = text[i];

		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if (apostrophe_at(text + i, length - i) > 0) {
			i += apostrophe_at(text + i, length - i) - 1;
			continue;
		}
		if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9'))
			out[used++] = byte;
		else if (used > 0 && out[used - 1] != '_')
			out[used++] = '_';
	}
	while (used > 0 && out[used - 1] == '_')
		used--;
	out[used] = '\0';
	if (strcmp(out, "the") == 0 && text[0] >= '0' && text[0] <= '9')
		return "";
	return out;
}

static bool
is_as_seen(const char *text, size_t length)
{
	struct arena arena = ARENA_INIT;
	size_t seen_length = length;
	const char *seen = text_seen(&arena, text, &seen_length, true);
	bool same = seen_length == length && memcmp(seen, text, length) == 0;

	arena_release(&arena);
	return same;
}

/* A straight quotation mark would end it, a control code cannot be typed, and of what nobody can
 * see a policy would read less than stands there. Curly quotes and apostrophes are signs like
 * others. */
bool
draft_can_quote(const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == '"' || *at == 0x7F)
			return false;
	return *text != '\0' && is_as_seen(text, strlen(text));
}

static bool
is_taken(const struct draft_file *file, uint32_t before, const char *name)
{
	for (uint32_t i = 0; i < before; i++)
		if (file->columns[i].name != NULL && strcmp(file->columns[i].name, name) == 0)
			return true;
	return false;
}

static bool
is_twice(const struct draft_file *file, uint32_t at)
{
	for (uint32_t i = 0; i < file->column_count; i++)
		if (i != at
		    && names_distance(file->columns[i].heading, file->columns[at].heading, 0) == 0)
			return true;
	return false;
}

/* As a policy says it, and as headings are matched: blanks that do not break are blanks, and what
 * shows nothing is left out. */
static const char *
as_seen(struct arena *arena, const char *heading)
{
	size_t length = strlen(heading);
	const char *seen = text_seen(arena, heading, &length, true);

	return arena_copy(arena, seen, length);
}

void
draft_name_columns(struct draft_file *file)
{
	for (uint32_t i = 0; i < file->column_count; i++)
		file->columns[i].heading = as_seen(file->arena, file->columns[i].heading);
	for (uint32_t i = 0; i < file->column_count; i++) {
		struct draft_column *column = &file->columns[i];
		const char *name = snake(file->arena, column->heading, strlen(column->heading)),
			   *plain;

		column->name = NULL;
		if (column->heading[0] == '\0') {
			column->left_out = arena_printf(
			    file->arena, "column %u has no heading", (unsigned)(i + 1));
			continue;
		}
		if (is_twice(file, i)) {
			column->left_out = arena_printf(
			    file->arena, "the heading '%s' stands there twice", column->heading);
			continue;
		}
		if (name[0] == '\0')
			name = arena_printf(file->arena, "column_%u", (unsigned)(i + 1));
		plain = name;
		if (policy_file_reserved(name))
			name = arena_printf(file->arena, "%s_%s", file->name, name);
		for (unsigned n = 2; is_taken(file, i, name); n++)
			name = arena_printf(file->arena, "%s_%u", plain, n);
		column->needs_heading = names_distance(name, column->heading, 0) != 0;
		if (column->needs_heading && !draft_can_quote(column->heading)) {
			column->left_out = arena_printf(file->arena,
			    "the heading of column %u holds %s, which cannot be written in a "
			    "policy; head it otherwise in the file, and draft again",
			    (unsigned)(i + 1),
			    strchr(column->heading, '"') != NULL ? "a straight quotation mark" :
								   "a sign that cannot be seen");
			continue;
		}
		column->name = name;
	}
}

/* Is it the name of a column of any file, or of another table? */
static bool
is_used(
    const struct draft_file *files, uint32_t count, const struct draft_file *of, const char *name)
{
	for (uint32_t f = 0; f < count; f++) {
		if (&files[f] != of && strcmp(files[f].name, name) == 0)
			return true;
		for (uint32_t i = 0; i < files[f].column_count; i++)
			if (files[f].columns[i].name != NULL
			    && strcmp(files[f].columns[i].name, name) == 0)
				return true;
	}
	return false;
}

void
draft_name_apart(struct draft_file *files, uint32_t count)
{
	for (uint32_t f = 0; f < count; f++) {
		const char *plain = files[f].name;

		for (unsigned n = 1; is_used(files, count, &files[f], files[f].name); n++)
			files[f].name = n == 1
			    ? arena_printf(files[f].arena, "%s_row", plain)
			    : arena_printf(files[f].arena, "%s_row_%u", plain, n);
	}
}

/* "cases.csv" is a file of cases: `case`. */
static const char *
singular(struct arena *arena, const char *name)
{
	size_t length = strlen(name);

	if (length > 4 && strcmp(name + length - 3, "ies") == 0)
		return arena_printf(arena, "%.*sy", (int)(length - 3), name);
	if (length > 3 && name[length - 1] == 's' && name[length - 2] != 's'
	    && name[length - 2] != 'u' && name[length - 2] != 'i')
		return arena_copy(arena, name, length - 1);
	return name;
}

void
draft_name_file(struct draft_file *file, const struct draft_file *others, uint32_t other_count)
{
	const char *dot = strrchr(file->file, '.');
	size_t length =
	    dot == NULL || dot == file->file ? strlen(file->file) : (size_t)(dot - file->file);
	const char *name = singular(file->arena, snake(file->arena, file->file, length)), *plain;
	bool again = true;

	if (name[0] == '\0')
		name = "row_of_file";
	if (policy_file_reserved(name))
		name = arena_printf(file->arena, "one_%s", name);
	plain = name;
	for (unsigned n = 2; again; n++) {
		again = false;
		for (uint32_t i = 0; i < other_count; i++)
			again = again || strcmp(others[i].name, name) == 0;
		if (again)
			name = arena_printf(file->arena, "%s_%u", plain, n);
	}
	file->name = name;
}
