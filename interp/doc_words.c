/* doc_words: the policy's own words, for people: names without underscores, links to what they
 * name, figures behind settings. */
#include "interp/doc_parts.h"

#include <string.h>

#include "lang/date.h"
#include "lang/strand.h"
#include "lang/twins.h"

static bool
is_word_byte(char byte, bool first)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_'
	    || (!first && byte >= '0' && byte <= '9');
}

/* " (40 days)", " (40 days; 30 days from 1 April 2023)": of a setting that is a figure or a date.
 */
static const char *
setting_figure(struct doc *doc, const struct setting *setting)
{
	struct strand text = { .arena = doc->arena };

	if (setting->is_list || setting->type.kind == KIND_TEXT || setting->type.kind == KIND_LABEL
	    || setting->type.kind == KIND_YES_NO || setting->type.kind == KIND_QUARTER_OF_YEAR)
		return "";
	strand_add(&text, " (");
	for (uint32_t i = 0; i < setting->value_count; i++) {
		strand_add(&text, i == 0 ? "" : "; ");
		strand_add(&text,
		    doc_values(doc, setting->values[i].values, setting->values[i].count));
		if (i == 0)
			continue;
		strand_add(&text, " from ");
		strand_add(&text, doc_day(doc, setting->values[i].from));
	}
	strand_add(&text, ")");
	return text.text;
}

/* ---- what the names in an expression stand for ---- */

struct reference {
	struct span at;
	const struct column *column;
	const struct column *by_way_of; /* the reference it is reached through */
	const struct setting *setting;
	const struct report_column *figure;
};

struct speaking {
	struct doc *doc;
	struct doc_writer *writer; /* NULL: `text` alone */
	struct reference *references;
	uint32_t reference_count, reference_room;
	struct twins starts;		/* the references by where they begin */
	/* Named by words that are no expressions: keys, what is ranked, what is looked back at. */
	const struct column *named[32];
	const struct setting *settings[32];
	uint32_t named_count, setting_count;
	struct buffer text; /* not yet written */
};

static void
expect_name(struct speaking *speaking, const struct column *column)
{
	if (column != NULL
	    && speaking->named_count < sizeof speaking->named / sizeof speaking->named[0])
		speaking->named[speaking->named_count++] = column;
}

static void
expect_setting(struct speaking *speaking, const struct setting *setting)
{
	if (speaking->setting_count < sizeof speaking->settings / sizeof speaking->settings[0])
		speaking->settings[speaking->setting_count++] = setting;
}

/* Some expressions are written as more than the name they hold: a setting behind `is one of` has
 * the place of the whole. */
static bool
is_its_name(const struct speaking *speaking, const struct expr *expr, const char *name)
{
	size_t length;
	const char *text = sources_text(speaking->doc->program->sources, expr->at, &length);

	return length == strlen(name) && memcmp(text, name, length) == 0;
}

struct wanted_start {
	const struct speaking *speaking;
	uint32_t start;
};

static bool
begins_there(const void *context, uint32_t number)
{
	const struct wanted_start *wanted = context;

	return wanted->speaking->references[number].at.start == wanted->start;
}

static struct reference *
reference_at(const struct speaking *speaking, uint32_t offset)
{
	struct wanted_start wanted = { speaking, offset };
	uint32_t found = twins_find(&speaking->starts, offset, begins_there, &wanted);

	return found == TWINS_NONE ? NULL : &speaking->references[found];
}

/* A new one; of two that begin in one place the later, which is the inner one, stands. */
static struct reference *
reference_to(struct speaking *speaking, uint32_t offset)
{
	struct reference *there = reference_at(speaking, offset);
	struct arena *arena = speaking->doc->arena;

	if (there != NULL)
		return there;
	if (speaking->reference_count == speaking->reference_room) {
		uint32_t room = speaking->reference_room * 2 + 8;
		struct reference *wider = arena_array(arena, struct reference, room);

		if (speaking->reference_count > 0)
			memcpy(wider, speaking->references,
			    speaking->reference_count * sizeof(*wider));
		speaking->references = wider;
		speaking->reference_room = room;
	}
	twins_add(&speaking->starts, arena, offset, speaking->reference_count);
	return &speaking->references[speaking->reference_count++];
}

static void
refer(struct speaking *speaking, const struct expr *expr)
{
	struct reference *reference;

	if (expr->kind == EXPR_SETTING && !is_its_name(speaking, expr, expr->setting->name)) {
		expect_setting(speaking, expr->setting);
		return;
	}
	if (expr->same_label)
		return;
	if (expr->kind == EXPR_COLUMN && !is_its_name(speaking, expr, expr->column->name) &&
	    (expr->column->each == NULL ||
		(!is_its_name(speaking, expr, expr->column->each->name) &&
		    !is_its_name(speaking, expr,
			column_written(speaking->doc->arena, expr->column))))) {
		expect_name(speaking, expr->column);
		return;
	}
	reference = reference_to(speaking, expr->at.start);
	reference->at = expr->at;
	reference->figure = expr->kind == EXPR_REPORT_COLUMN ? expr->report_column : NULL;
	reference->setting = expr->kind == EXPR_SETTING ? expr->setting : NULL;
	reference->column = expr->kind == EXPR_THROUGH ? expr->through
	    : expr->kind == EXPR_COLUMN		       ? expr->column
						       : NULL;
	reference->by_way_of = expr->kind == EXPR_THROUGH ? expr->column : NULL;
}

static void
gather(struct speaking *speaking, const struct expr *expr)
{
	if (expr == NULL)
		return;
	if (expr->kind == EXPR_COLUMN || expr->kind == EXPR_THROUGH || expr->kind == EXPR_SETTING
	    || expr->kind == EXPR_REPORT_COLUMN)
		refer(speaking, expr);
	if (expr->kind == EXPR_ONE_OF_SETTING && expr->setting != NULL)
		expect_setting(speaking, expr->setting);
	gather(speaking, expr->a);
	gather(speaking, expr->b);
	for (uint32_t i = 0; i < expr->part_count; i++)
		gather(speaking, expr->parts[i]);
	if (expr->related != NULL) {
		for (uint32_t i = 0; i < expr->related->key_count; i++)
			expect_name(speaking, expr->related->keys[i].ours);
		gather(speaking, expr->related->where);
		gather(speaking, expr->related->theirs);
		gather(speaking, expr->related->ours);
	}
	if (expr->rank != NULL) {
		expect_name(speaking, expr->rank->by);
		for (uint32_t i = 0; i < expr->rank->each_count; i++)
			expect_name(speaking, expr->rank->each[i]);
		gather(speaking, expr->rank->places);
		gather(speaking, expr->rank->where);
	}
	if (expr->succession != NULL) {
		expect_name(speaking, expr->succession->of);
		gather(speaking, expr->succession->counting_from);
		gather(speaking, expr->succession->crosses);
	}
}

/* ---- the source text, word by word ---- */

static void
flush(struct speaking *speaking)
{
	if (speaking->writer == NULL || speaking->text.length == 0)
		return;
	speaking->writer->form->text(speaking->writer, speaking->text.at, speaking->text.length);
	buffer_clear(&speaking->text);
}

static void
say(struct speaking *speaking, const char *text)
{
	buffer_text(&speaking->text, text);
}

static void
say_link(struct speaking *speaking, const char *id, const char *text)
{
	if (speaking->writer == NULL) {
		say(speaking, text);
		return;
	}
	flush(speaking);
	speaking->writer->form->link(speaking->writer, id, text);
}

static void
say_setting(struct speaking *speaking, const struct setting *setting)
{
	say_link(speaking, doc_setting_id(speaking->doc, setting),
	    doc_human(speaking->doc, setting->name, false));
	say(speaking, setting_figure(speaking->doc, setting));
}

static void
say_column(struct speaking *speaking, const struct column *column)
{
	say_link(speaking, doc_column_id(speaking->doc, column),
	    doc_column_name(speaking->doc, column, false));
}

static const struct column *
column_named(const struct speaking *speaking, const char *word)
{
	for (uint32_t i = 0; i < speaking->named_count; i++)
		if (strcmp(speaking->named[i]->name, word) == 0)
			return speaking->named[i];
	return NULL;
}

static const struct setting *
setting_named(const struct speaking *speaking, const char *word)
{
	for (uint32_t i = 0; i < speaking->setting_count; i++)
		if (strcmp(speaking->settings[i]->name, word) == 0)
			return speaking->settings[i];
	return NULL;
}

/* A word that the tree says stands for something; false when its text is not just the name. */
static bool
say_reference(struct speaking *speaking, const struct reference *reference)
{
	struct doc *doc = speaking->doc;

	if (reference->figure != NULL)
		say(speaking, arena_printf(doc->arena, "“%s”", reference->figure->heading));
	else if (reference->setting != NULL)
		say_setting(speaking, reference->setting);
	else if (reference->by_way_of != NULL)
		say_link(speaking, doc_column_id(doc, reference->column),
		    arena_printf(doc->arena, "%s’s %s",
			doc_human(doc, reference->by_way_of->name, false),
			doc_column_name(doc, reference->column, false)));
	else
		say_column(speaking, reference->column);
	return true;
}

static void
say_name(struct speaking *speaking, const char *bytes, size_t length)
{
	struct doc *doc = speaking->doc;
	const char *word = arena_copy(doc->arena, bytes, length);
	const struct column *column = column_named(speaking, word);
	const struct setting *setting = setting_named(speaking, word);
	const struct table *table = program_table(doc->program, word);

	if (strcmp(word, "run_date") == 0)
		say(speaking, "the day of the run");
	else if (column != NULL)
		say_column(speaking, column);
	else if (strcmp(word, "letter_date") == 0)
		say(speaking, "the date of the letter");
	else if (setting != NULL)
		say_setting(speaking, setting);
	else if (table != NULL && strchr(word, '_') != NULL)
		say_link(speaking, doc_table_id(doc, table), doc_human(doc, word, false));
	else
		say(speaking, doc_human(doc, word, false));
}

static bool
ends_with(const struct buffer *text, const char *end)
{
	size_t length = strlen(end);

	return text->length >= length && memcmp(text->at + text->length - length, end, length) == 0;
}

/* Blanks, line ends and remarks; a bullet of a list inside running text becomes "(a; b)". Returns
 * where the next word begins. */
static size_t
say_gap(struct speaking *speaking, const char *bytes, size_t at, size_t length)
{
	bool line = false;

	for (; at < length
	     && (strchr(" \t\r\n#", bytes[at]) != NULL || (unsigned char)bytes[at] == 0xC2);
	     at++) {
		line = line || bytes[at] == '\n' || bytes[at] == '\r';
		if ((unsigned char)bytes[at] == 0xC2 && at + 1 < length
		    && (unsigned char)bytes[at + 1] == 0xA0)
			at++;
		if (bytes[at] == '#')
			while (at + 1 < length && bytes[at + 1] != '\n')
				at++;
	}
	if (line && at + 1 < length && bytes[at] == '-' && bytes[at + 1] == ' ') {
		bool first = ends_with(&speaking->text, " of");

		say(speaking, first ? " (" : "; ");
		return at + 2;
	}
	if (line && at + 4 < length && memcmp(bytes + at, "end ", 4) == 0) {
		at += 4;
		while (at < length && is_word_byte(bytes[at], false))
			at++;
		say(speaking, ")");
		return at;
	}
	if (at < length)
		say(speaking, " ");
	return at;
}

/* A quoted text, its line ends as blanks. Returns where it ends. */
static size_t
say_quoted(struct speaking *speaking, const char *bytes, size_t at, size_t length)
{
	size_t open = bytes[at] == '"' ? 1 : 3;

	say(speaking, "“");
	for (at += open; at < length;) {
		if (bytes[at] == '"'
		    || (at + 2 < length && memcmp(bytes + at, "\xE2\x80\x9D", 3) == 0)) {
			say(speaking, "”");
			return at + (bytes[at] == '"' ? 1 : 3);
		}
		if (strchr(" \t\r\n", bytes[at]) != NULL) {
			while (at < length && strchr(" \t\r\n", bytes[at]) != NULL)
				at++;
			say(speaking, " ");
		} else {
			buffer_char(&speaking->text, bytes[at++]);
		}
	}
	return at;
}

static bool
is_figure(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* 2022-03-08 as "8 March 2022"; false when it is something else. */
static bool
say_date(struct speaking *speaking, const char *bytes, size_t room)
{
	int part[3] = { 0, 0, 0 };
	int64_t day;

	if (room < 10 || bytes[4] != '-' || bytes[7] != '-' || (room > 10 && is_figure(bytes[10])))
		return false;
	for (int i = 0, at = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			at++;
			continue;
		}
		if (!is_figure(bytes[i]))
			return false;
		part[at] = part[at] * 10 + (bytes[i] - '0');
	}
	if (!date_from_civil(part[0], part[1], part[2], &day))
		return false;
	say(speaking, doc_day(speaking->doc, day));
	return true;
}

static void
say_source(struct speaking *speaking, struct span span)
{
	size_t length, at = 0;
	const char *bytes = sources_text(speaking->doc->program->sources, span, &length);

	while (at < length) {
		const struct reference *reference = is_word_byte(bytes[at], true)
		    ? reference_at(speaking, span.start + (uint32_t)at)
		    : NULL;
		size_t word = at;

		while (word < length && is_word_byte(bytes[word], word == at))
			word++;
		if (reference != NULL && reference->at.end <= span.end
		    && say_reference(speaking, reference)) {
			at = reference->at.end - span.start;
		} else if (word > at) {
			say_name(speaking, bytes + at, word - at);
			at = word;
		} else if (strchr(" \t\r\n#", bytes[at]) != NULL
		    || (at + 1 < length && memcmp(bytes + at, "\xC2\xA0", 2) == 0)) {
			at = say_gap(speaking, bytes, at, length);
		} else if (bytes[at] == '"'
		    || (at + 2 < length && memcmp(bytes + at, "\xE2\x80\x9C", 3) == 0)) {
			at = say_quoted(speaking, bytes, at, length);
		} else if (is_figure(bytes[at]) && say_date(speaking, bytes + at, length - at)) {
			at += 10;
		} else if (is_figure(bytes[at])) {
			while (
			    at < length && (is_figure(bytes[at]) || is_word_byte(bytes[at], true)))
				buffer_char(&speaking->text, bytes[at++]);
		} else {
			buffer_char(&speaking->text, bytes[at++]);
		}
	}
}

void
doc_expr(struct doc *doc, const struct expr *expr)
{
	struct speaking speaking = { .doc = doc, .writer = doc->writer };

	gather(&speaking, expr);
	say_source(&speaking, expr->at);
	flush(&speaking);
	buffer_release(&speaking.text);
}

const char *
doc_expr_text(struct doc *doc, const struct expr *expr)
{
	struct speaking speaking = { .doc = doc };
	const char *text;

	gather(&speaking, expr);
	say_source(&speaking, expr->at);
	text = arena_copy(
	    doc->arena, speaking.text.length > 0 ? speaking.text.at : "", speaking.text.length);
	buffer_release(&speaking.text);
	return text;
}

/* ---- conditions ---- */

static bool
is_list(const struct expr *expr)
{
	return (expr->kind == EXPR_ALL || expr->kind == EXPR_ANY || expr->kind == EXPR_NONE)
	    && !expr->chain && expr->part_count > 1;
}

static void
said_list(struct doc *doc, const struct expr *expr)
{
	doc_begin(doc->writer, DOC_LIST);
	for (uint32_t i = 0; i < expr->part_count; i++) {
		doc_begin(doc->writer, DOC_ITEM);
		doc_said(doc, expr->parts[i], false);
		doc_end(doc->writer, DOC_ITEM);
	}
	doc_end(doc->writer, DOC_LIST);
}

void
doc_said(struct doc *doc, const struct expr *expr, bool with_paragraph)
{
	if (!is_list(expr)) {
		doc_expr(doc, expr);
		if (with_paragraph) {
			doc_text(doc->writer, ".");
			doc_end(doc->writer, DOC_PARAGRAPH);
		}
		return;
	}
	doc_text(doc->writer,
	    expr->kind == EXPR_ALL	 ? "all of these hold:"
		: expr->kind == EXPR_ANY ? "at least one of these holds:"
					 : "none of these holds:");
	if (with_paragraph)
		doc_end(doc->writer, DOC_PARAGRAPH);
	said_list(doc, expr);
}

void
doc_flowing(struct doc *doc, const char *text)
{
	static const char white[] = " \t\r\n";

	text += strspn(text, white);
	while (*text != '\0') {
		size_t word = strcspn(text, white);

		doc->writer->form->text(doc->writer, text, word);
		text += word;
		text += strspn(text, white);
		if (*text != '\0')
			doc_text(doc->writer, " ");
	}
}
