/* doc_names: names and values as people read them, and what a link leads to. */
#include "interp/doc_parts.h"

#include <string.h>

#include "interp/grid_value.h"
#include "lang/strand.h"

/* ---- names ---- */

static bool
is_word_byte(char byte, bool first)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'
	    || (!first && byte >= '0' && byte <= '9');
}

static char
small(char byte)
{
	return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* The next word at or behind `at`; its length, 0 at the end. */
static size_t
next_word(const char *bytes, size_t length, size_t *at)
{
	size_t end;

	while (*at < length && !is_word_byte(bytes[*at], false))
		(*at)++;
	end = *at;
	while (end < length && is_word_byte(bytes[end], false))
		end++;
	return end - *at;
}

static bool
same_word(const char *bytes, size_t length, const char *word, bool any_case)
{
	size_t i = 0;

	for (; i < length && word[i] != '\0'; i++)
		if (bytes[i] != word[i] && (!any_case || small(bytes[i]) != small(word[i])))
			return false;
	return i == length && word[i] == '\0';
}

static bool
all_capitals(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((bytes[i] < 'A' || bytes[i] > 'Z')
		    && (i == 0 || bytes[i] < '0' || bytes[i] > '9'))
			return false;
	return length > 1;
}

void
doc_words_init(struct doc *doc)
{
	const struct source_file *file = doc->program->sources->first;
	enum { MOST = 256 };
	const char **words = arena_array(doc->arena, const char *, MOST);
	uint32_t kept = 0;
	size_t length;

	for (size_t at = 0;
	     doc->capital_count < MOST && (length = next_word(file->bytes, file->length, &at)) > 0;
	     at += length) {
		bool known = !all_capitals(file->bytes + at, length);

		for (uint32_t i = 0; !known && i < doc->capital_count; i++)
			known = same_word(file->bytes + at, length, words[i], false);
		if (!known)
			words[doc->capital_count++] =
			    arena_copy(doc->arena, file->bytes + at, length);
	}
	for (uint32_t i = 0; i < doc->capital_count; i++) {
		size_t so = 0, otherwise = 0;

		for (size_t at = 0; (length = next_word(file->bytes, file->length, &at)) > 0;
		     at += length) {
			so += same_word(file->bytes + at, length, words[i], false);
			otherwise += same_word(file->bytes + at, length, words[i], true);
		}
		if (so * 2 > otherwise)
			words[kept++] = words[i];
	}
	doc->capitals = words;
	doc->capital_count = kept;
}

const char *
doc_human(struct doc *doc, const char *name, bool capital)
{
	char *text = arena_copy(doc->arena, name, strlen(name));
	size_t whole = strlen(text), length;

	for (char *at = text; *at != '\0'; at++)
		if (*at == '_')
			*at = ' ';
	for (size_t at = 0; (length = next_word(text, whole, &at)) > 0; at += length)
		for (uint32_t i = 0; i < doc->capital_count; i++)
			if (same_word(text + at, length, doc->capitals[i], true))
				memcpy(text + at, doc->capitals[i], length);
	if (capital && text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

const char *
doc_column_name(struct doc *doc, const struct column *column, bool capital)
{
	if (column->each == NULL)
		return doc_human(doc, column->name, capital);
	if (doc->field == column->each->field)
		return doc_human(doc, column->each->name, capital);
	return doc_human(doc, column_written(doc->arena, column), capital);
}

const char *
doc_table_id(struct doc *doc, const struct table *table)
{
	return arena_printf(doc->arena, "table-%s", table->name);
}

const char *
doc_letter_id(struct doc *doc, const struct letter *letter)
{
	return arena_printf(doc->arena, "letter-%s", letter->name);
}

const char *
doc_form_id(struct doc *doc, const struct form *form)
{
	return arena_printf(doc->arena, "form-%s", form->name);
}

const char *
doc_report_id(struct doc *doc, const struct report *report)
{
	return arena_printf(doc->arena, "report-%s", report->name);
}

const char *
doc_setting_id(struct doc *doc, const struct setting *setting)
{
	return arena_printf(doc->arena, "setting-%s", setting->name);
}

/* The day a deadline ends stands with the deadline. */
static const struct column *
deadline_of(const struct column *due)
{
	for (uint32_t i = 0; i < due->table->column_count; i++)
		if (due->table->columns[i]->deadline != NULL
		    && due->table->columns[i]->deadline->due == due)
			return due->table->columns[i];
	return due;
}

const char *
doc_column_id(struct doc *doc, const struct column *column)
{
	if (column->letter != NULL)
		return doc_letter_id(doc, column->letter);
	if (column->origin == COLUMN_DUE)
		column = deadline_of(column);
	if (column->origin == COLUMN_KEY)
		return doc_table_id(doc, column->table);
	return arena_printf(doc->arena, "%s-%s",
	    column->table == doc->program->run ? "run" : column->table->name,
	    column->each != NULL ? column->each->name : column->name);
}

/* ---- values ---- */

const char *
doc_day(struct doc *doc, int64_t day)
{
	return date_in_words(doc->arena, day);
}

const char *
doc_value(struct doc *doc, const struct value *value)
{
	if (value->state == GIVEN && value->type.kind == KIND_DATE)
		return doc_day(doc, value->num);
	if (value->state == GIVEN && value->type.kind == KIND_TEXT)
		return arena_printf(doc->arena, "“%.*s”", (int)value->text_length, value->text);
	if (value->type.kind == KIND_LABEL || value->type.kind == KIND_YES_NO)
		return doc_human(doc, value_spell(doc->arena, value, SPELL_READER), false);
	return value->state == NOTHING ? "nothing" : value_spell(doc->arena, value, SPELL_READER);
}

const char *
doc_values(struct doc *doc, const struct value *values, uint32_t count)
{
	struct strand text = { .arena = doc->arena };

	for (uint32_t i = 0; i < count; i++)
		strand_list(&text, i + 1 == count ? " and " : ", ", doc_value(doc, &values[i]));
	return count == 0 ? "none" : text.text;
}

const char *
doc_type(struct doc *doc, const struct type *type)
{
	const char *text = "one of ";

	if (type->kind == KIND_YES_NO)
		return "yes or no";
	if (type->kind != KIND_LABEL || type->labels == NULL)
		return kind_name(type->kind);
	for (uint32_t i = 0; i < type->labels->count; i++)
		text = arena_printf(doc->arena, "%s%s%s", text,
		    i == 0			       ? ""
			: i + 1 == type->labels->count ? " or "
						       : ", ",
		    doc_human(doc, type->labels->names[i], false));
	return text;
}
