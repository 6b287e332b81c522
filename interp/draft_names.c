/* draft_names: headings and file names to names of the language. */
#include "interp/draft_parts.h"

#include <string.h>

#include "interp/policy_file.h"
#include "lang/intern.h"

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
		if (byte == '\'')
			continue;
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

bool
draft_can_quote(const char *text)
{
	for (const char *at = text; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;

		if (byte < ' ' || byte == '"' || byte == 0x7F || byte == '\\')
			return false;
		/* curly quotes, and what is white but no blank */
		if (byte == 0xE2 && ((unsigned char)at[1] == 0x80 || (unsigned char)at[1] == 0x81))
			return false;
		if (byte == 0xC2 && (unsigned char)at[1] < 0xA3)
			return false;
		if (byte == 0xEF && (unsigned char)at[1] == 0xBB)
			return false;
	}
	return *text != '\0';
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

/* Blanks that do not break are blanks, as where headings are matched: a policy cannot hold them. */
static const char *
plain_blanks(struct arena *arena, const char *heading)
{
	size_t length = strlen(heading), to = 0;
	char *out = arena_alloc(arena, length + 1);

	for (size_t i = 0; i < length; i++) {
		bool fixed = length - i >= 2 && memcmp(heading + i, "\xC2\xA0", 2) == 0;

		out[to++] = fixed ? ' ' : heading[i];
		i += fixed;
	}
	out[to] = '\0';
	return out;
}

void
draft_name_columns(struct draft_file *file)
{
	for (uint32_t i = 0; i < file->column_count; i++)
		file->columns[i].heading = plain_blanks(file->arena, file->columns[i].heading);
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
			    "the heading of column %u holds a sign that cannot be written in a "
			    "policy",
			    (unsigned)(i + 1));
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
