/* draft_text: the draft as a policy, with what was seen and what is to be decided in remarks. */
#include "interp/draft_parts.h"

#include <inttypes.h>
#include <string.h>

#include "interp/header.h"
#include "interp/policy_file.h"

enum { WIDTH = 110 };

/* A remark over as many lines as it needs. */
static void
put_remark(struct buffer *out, unsigned indent, const char *text)
{
	size_t column = 0;

	while (*text != '\0') {
		size_t word = strcspn(text, " ");

		if (column == 0 || column + 1 + word > WIDTH) {
			if (column > 0)
				buffer_char(out, '\n');
			for (unsigned i = 0; i < indent; i++)
				buffer_char(out, ' ');
			buffer_char(out, '#');
			column = indent + 1;
		}
		buffer_char(out, ' ');
		buffer_add(out, text, word);
		column += 1 + word;
		text += word;
		text += strspn(text, " ");
	}
	buffer_char(out, '\n');
}

/* ---- a field ---- */

/* Words that mean something of their own, in whatever letters. */
static bool
is_special(const char *label)
{
	static const char *const words[] = { "yes", "no", "y", "n", "true", "false", "none",
		"nothing", "unknown", "january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december" };
	char word[DRAFT_LABEL_BYTES + 1];
	size_t length = 0;

	for (; label[length] != '\0' && length < DRAFT_LABEL_BYTES; length++)
		word[length] = label[length] >= 'A' && label[length] <= 'Z'
		    ? (char)(label[length] - 'A' + 'a')
		    : label[length];
	word[length] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return policy_file_reserved(word) || (length == 2 && word[0] == 'q');
}

/* A label stands without quotes when it is a word that begins with a capital. */
static void
put_label(struct buffer *out, const char *label)
{
	bool word = label[0] >= 'A' && label[0] <= 'Z';

	for (const char *at = label; *at != '\0'; at++)
		word = word
		    && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')
			|| (*at >= '0' && *at <= '9') || *at == '_');
	buffer_printf(out, word && !is_special(label) ? "%s" : "\"%s\"", label);
}

static void
put_kind(struct buffer *out, const struct draft_column *column)
{
	buffer_text(out, "is ");
	if (column->type.kind == KIND_LABEL) {
		for (uint32_t i = 0; i < column->type.labels->count; i++) {
			buffer_text(out, i == 0 ? "" : " or ");
			put_label(out, column->type.labels->names[i]);
		}
	} else if (column->type.kind == KIND_TEXT && column->has_pattern) {
		buffer_printf(out, "text like \"%s\"", column->pattern);
	} else {
		buffer_text(out, kind_name(column->type.kind));
	}
	if (column->blank > 0 && !column->is_key)
		buffer_text(out, ", may be blank");
	if (column->needs_heading)
		buffer_printf(out, " from column \"%s\"", column->heading);
	buffer_char(out, '\n');
}

static void
put_field(struct buffer *out, const struct draft_column *column, size_t longest)
{
	for (uint32_t i = 0; i < column->remark_count; i++)
		put_remark(out, 2, column->remarks[i]);
	buffer_printf(out, "  %s", column->name);
	for (size_t i = strlen(column->name); i < longest + 2; i++)
		buffer_char(out, ' ');
	put_kind(out, column);
}

/* ---- an input ---- */

static void
put_key_remark(struct buffer *out, const struct draft_file *file)
{
	struct buffer text = BUFFER_INIT;
	const char *between = "";

	if (file->key_count == 0) {
		put_remark(out, 0,
		    "Decide: what tells two rows apart? No column, and no two or three columns "
		    "together, does so in every row. Add a "
		    "column that numbers the rows; until then rows that agree in all columns named "
		    "after 'one row per' count once.");
		if (file->nearest_key != NULL)
			put_remark(out, 0, file->nearest_key);
		return;
	}
	buffer_text(&text, file->rows < 2 ? "Decide: is it " : "No two rows have the same ");
	for (uint32_t i = 0; i < file->column_count; i++) {
		if (!file->columns[i].is_key)
			continue;
		buffer_printf(&text, "%s%s", between, file->columns[i].name);
		between = " and ";
	}
	buffer_text(&text,
	    file->rows < 2 ? " that will tell two rows apart?"
			   : ". Decide: must it be so, or did it only happen in this file?");
	put_remark(out, 0, text.at);
	buffer_release(&text);
}

static void
put_input(struct buffer *out, const struct draft_file *file)
{
	size_t longest = 0;
	bool first = true;

	put_remark(out, 0,
	    arena_printf(file->arena,
		"%s: %" PRIu64 " row%s, cells parted by %s, headings in line %" PRIu64 ".",
		file->file, file->rows, file->rows == 1 ? "" : "s", delimiter_name(file->delimiter),
		file->header_line));
	if (file->odd > 0)
		put_remark(out, 0,
		    arena_printf(file->arena,
			"Decide: %" PRIu64 " more line%s no row%s that can be used (broken, "
					   "totals, headings "
			"again, or with another number of cells than the headings); 'writ inspect' "
			"shows them.",
			file->odd, file->odd == 1 ? " is" : "s are", file->odd == 1 ? "" : "s"));
	if (file->refused != NULL)
		put_remark(out, 0, file->refused);
	put_key_remark(out, file);
	buffer_printf(out, "input %s from \"%s\", one row per ", file->name, file->file);
	for (uint32_t i = 0; i < file->column_count; i++) {
		if (file->columns[i].name != NULL && strlen(file->columns[i].name) > longest)
			longest = strlen(file->columns[i].name);
		if (!file->columns[i].is_key)
			continue;
		buffer_printf(out, "%s%s", first ? "" : " and ", file->columns[i].name);
		first = false;
	}
	buffer_char(out, '\n');
	for (uint32_t i = 0; i < file->column_count; i++)
		if (file->columns[i].name != NULL)
			put_field(out, &file->columns[i], longest);
	for (uint32_t i = 0; i < file->column_count; i++)
		if (file->columns[i].name == NULL)
			put_remark(out, 2,
			    arena_printf(file->arena, "Left out: %s.", file->columns[i].left_out));
}

void
draft_text(struct buffer *out, const struct draft_file *files, uint32_t count)
{
	put_remark(out, 0,
	    "A draft by writ init: what comes in, and nothing more. 'Decide:' stands before what a "
	    "person has to settle; delete the "
	    "remark when it is settled. A column without 'may be blank' had no blank cell: from "
	    "now on a blank one is refused.");
	put_remark(out, 0,
	    "Next: say where the rules come from (writ help source), then write them (writ help "
	    "decide).");
	buffer_text(out, "\npolicy draft\n");
	buffer_text(out,
	    "  # Decide: its title and owner, and the day from which it holds: in force from "
	    "2024-04-01\n");
	buffer_text(out, "  title    \"Draft\"\n  version  \"0.1\"\n  owner    \"to be named\"\n");
	for (uint32_t i = 0; i < count; i++) {
		buffer_char(out, '\n');
		put_input(out, &files[i]);
	}
}
