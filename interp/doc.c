/* doc: see doc.h. The order of the page. */
#include "interp/doc_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- the things of a policy, in the order of its text ---- */

enum item_kind {
	ITEM_SETTING,
	ITEM_CALENDAR,
	ITEM_TABLE,
	ITEM_COLUMN,
	ITEM_REPORT,
	ITEM_REGISTER,
	ITEM_LETTER,
	ITEM_FORM,
	ITEM_VARIATION
};

struct item {
	enum item_kind kind;
	uint32_t at;
	const void *what;
};

struct items {
	struct item *items;
	uint32_t count;
};

static void
add(struct items *items, enum item_kind kind, struct span at, const void *what)
{
	items->items[items->count++] = (struct item){ kind, at.start, what };
}

static int
item_order(const void *left, const void *right)
{
	const struct item *a = left, *b = right;

	return a->at < b->at ? -1 : a->at > b->at;
}

static bool
is_written(const struct column *column)
{
	return column->origin == COLUMN_DEFINE || column->origin == COLUMN_DECIDE
	    || column->origin == COLUMN_BANDS || column->origin == COLUMN_DEADLINE;
}

static void
add_columns(struct items *items, const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++)
		if (is_written(table->columns[i]))
			add(items, ITEM_COLUMN, table->columns[i]->at, table->columns[i]);
}

static void
gather(struct items *items, struct doc *doc)
{
	const struct program *program = doc->program;
	size_t room = (size_t)program->setting_count + program->calendar_count
	    + program->report_count + program->letter_count + program->form_count
	    + program->variation_count + program->run->column_count + 1;

	for (uint32_t i = 0; i < program->table_count; i++)
		room += 1 + (size_t)program->tables[i]->column_count;
	items->items = arena_array(doc->arena, struct item, room);
	for (uint32_t i = 0; i < program->setting_count; i++)
		add(items, ITEM_SETTING, program->settings[i]->at, program->settings[i]);
	for (uint32_t i = 0; i < program->calendar_count; i++)
		add(items, ITEM_CALENDAR, program->calendars[i]->at, program->calendars[i]);
	add_columns(items, program->run);
	for (uint32_t i = 0; i < program->table_count; i++) {
		add(items, ITEM_TABLE, program->tables[i]->at, program->tables[i]);
		add_columns(items, program->tables[i]);
	}
	for (uint32_t i = 0; i < program->report_count; i++)
		add(items, ITEM_REPORT, program->reports[i]->at, program->reports[i]);
	if (program->letter_register != NULL)
		add(items, ITEM_REGISTER, program->letter_register->at, program->letter_register);
	for (uint32_t i = 0; i < program->letter_count; i++)
		add(items, ITEM_LETTER, program->letters[i]->at, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		add(items, ITEM_FORM, program->forms[i]->at, program->forms[i]);
	for (uint32_t i = 0; i < program->variation_count; i++)
		add(items, ITEM_VARIATION, program->variations[i]->at, program->variations[i]);
	qsort(items->items, items->count, sizeof *items->items, item_order);
}

static void
put_item(struct doc *doc, const struct item *item)
{
	switch (item->kind) {
	case ITEM_SETTING:
		doc_setting_row(doc, item->what);
		break;
	case ITEM_CALENDAR:
		doc_calendar(doc, item->what);
		break;
	case ITEM_TABLE:
		doc_table(doc, item->what);
		break;
	case ITEM_COLUMN:
		doc_column(doc, item->what);
		break;
	case ITEM_REPORT:
		doc_report(doc, item->what);
		break;
	case ITEM_REGISTER:
		doc_letter_register(doc, item->what);
		break;
	case ITEM_LETTER:
		doc_letter(doc, item->what);
		break;
	case ITEM_FORM:
		doc_form_drawn(doc, item->what);
		break;
	case ITEM_VARIATION:
		doc_variation(doc, item->what);
		break;
	}
}

/* ---- sections: the policy's own, or by kind ---- */

struct section {
	const char *title, *about;
	struct item *items;
	uint32_t count;
};

static const char *
kind_title(enum item_kind kind)
{
	switch (kind) {
	case ITEM_SETTING:
	case ITEM_CALENDAR:
		return "Settings";
	case ITEM_TABLE:
	case ITEM_COLUMN:
		return "What comes in, and what is worked out";
	case ITEM_LETTER:
	case ITEM_REGISTER:
	case ITEM_FORM:
		return "Letters and forms";
	case ITEM_REPORT:
		return "Reports";
	case ITEM_VARIATION:
		break;
	}
	return "Local schemes";
}

static struct section *
section_of(struct section *sections, uint32_t *count, const char *title, const char *about)
{
	for (uint32_t i = 0; i < *count; i++)
		if (strcmp(sections[i].title, title) == 0)
			return &sections[i];
	sections[*count] = (struct section){ .title = title, .about = about };
	return &sections[(*count)++];
}

/* A section keeps the order of its items; two with one title are one. */
static uint32_t
divide(struct doc *doc, const struct items *items, struct section **result)
{
	struct doc_heading *headings;
	const struct source_file *file = doc->program->sources->first;
	uint32_t heading_count = doc_headings(doc, file, &headings), count = 0;
	struct section *sections =
	    arena_array(doc->arena, struct section, (size_t)heading_count + items->count + 1);

	for (uint32_t i = 0; i < items->count; i++) {
		const struct item *item = &items->items[i];
		const struct doc_heading *heading = NULL;
		struct section *section;

		for (uint32_t j = 0; j < heading_count && headings[j].at < item->at; j++)
			heading = &headings[j];
		if (heading == NULL || item->at > file->base + file->length)
			section = section_of(sections, &count, kind_title(item->kind), NULL);
		else
			section = section_of(sections, &count, heading->title, heading->about);
		if (section->items == NULL)
			section->items = arena_array(doc->arena, struct item, items->count);
		section->items[section->count++] = *item;
	}
	*result = sections;
	return count;
}

static void
put_about(struct doc *doc, const char *about)
{
	while (about != NULL && *about != '\0') {
		size_t length = strcspn(about, "\n");

		doc_begin(doc->writer, DOC_PARAGRAPH);
		doc->writer->form->text(doc->writer, about, length);
		doc_end(doc->writer, DOC_PARAGRAPH);
		about += length + (about[length] == '\n');
	}
}

static void
put_section(struct doc *doc, const struct section *section, uint32_t n)
{
	bool settings = false;

	doc_begin_at(
	    doc->writer, DOC_SECTION, arena_printf(doc->arena, "section-%u", (unsigned)(n + 1)));
	doc_put(doc->writer, DOC_HEADING_2, section->title);
	put_about(doc, section->about);
	for (uint32_t i = 0; i < section->count; i++) {
		if (!settings && section->items[i].kind == ITEM_SETTING)
			doc_settings_begin(doc);
		if (settings && section->items[i].kind != ITEM_SETTING)
			doc_settings_end(doc);
		settings = section->items[i].kind == ITEM_SETTING;
		put_item(doc, &section->items[i]);
	}
	if (settings)
		doc_settings_end(doc);
	doc_end(doc->writer, DOC_SECTION);
}

/* ---- what this is ---- */

static void
put_fact(struct doc *doc, const char *name, const char *text)
{
	if (text == NULL)
		return;
	doc_begin(doc->writer, DOC_ROW);
	doc_put(doc->writer, DOC_FIRST_CELL, name);
	doc_begin(doc->writer, DOC_CELL);
	doc_flowing(doc, text);
	doc_end(doc->writer, DOC_CELL);
	doc_end(doc->writer, DOC_ROW);
}

static void
put_day(struct doc *doc, const char *name, int64_t day)
{
	if (day != INT64_MIN)
		put_fact(doc, name, doc_day(doc, day));
}

static const char *
approval(struct doc *doc)
{
	const struct program *program = doc->program;

	if (program->approved_by == NULL || program->approved_on == INT64_MIN)
		return program->approved_by;
	return arena_printf(
	    doc->arena, "%s, on %s", program->approved_by, doc_day(doc, program->approved_on));
}

static void
put_head(struct doc *doc)
{
	const struct program *program = doc->program;

	doc_begin(doc->writer, DOC_FACTS);
	put_fact(doc, "Version", program->version);
	put_fact(doc, "Owner", program->owner);
	put_fact(doc, "Approved by", approval(doc));
	put_day(doc, "In force from", program->in_force_from);
	put_day(doc, "In force to", program->in_force_to);
	put_day(doc, "Due for review", program->due_for_review);
	for (uint32_t i = 0; i < program->document_count; i++)
		put_fact(doc, "Source",
		    program->documents[i].address == NULL
			? program->documents[i].title
			: arena_printf(doc->arena, "%s (%s)", program->documents[i].title,
			    program->documents[i].address));
	doc_end(doc->writer, DOC_FACTS);
	doc_side(doc, &program->provenance);
}

static void
put_versions(struct doc *doc)
{
	static const char *const headings[] = { "Version", "Of", "What changed" };

	doc_begin(doc->writer, DOC_TABLE);
	doc_head(doc->writer, headings, 3);
	for (uint32_t i = 0; i < doc->program->revision_count; i++) {
		const struct revision *revision = &doc->program->revisions[i];

		doc_begin(doc->writer, DOC_ROW);
		doc_put(doc->writer, DOC_FIRST_CELL, revision->version);
		doc_put(doc->writer, DOC_CELL, doc_day(doc, revision->on));
		doc_begin(doc->writer, DOC_CELL);
		if (revision->what != NULL)
			doc_flowing(doc, revision->what);
		doc_end(doc->writer, DOC_CELL);
		doc_end(doc->writer, DOC_ROW);
	}
	doc_end(doc->writer, DOC_TABLE);
}

static void
put_word(struct doc *doc, const char *word, const char *meaning)
{
	doc_begin(doc->writer, DOC_ROW);
	doc_put(doc->writer, DOC_FIRST_CELL, word);
	doc_put(doc->writer, DOC_CELL, meaning);
	doc_end(doc->writer, DOC_ROW);
}

static bool
has_deadline(const struct program *program)
{
	for (uint32_t t = 0; t < program->table_count; t++)
		for (uint32_t i = 0; i < program->tables[t]->column_count; i++)
			if (program->tables[t]->columns[i]->deadline != NULL)
				return true;
	return false;
}

static void
put_reading(struct doc *doc)
{
	doc_put(doc->writer, DOC_PARAGRAPH,
	    "The left column says what holds, in the words of the policy; beside it stand the "
	    "clause it rests on "
	    "and the notes of its author. Names have their underscores left out in sentences; the "
	    "name as the policy has it stands beside each "
	    "heading. What is underlined leads to where it is defined. A figure in brackets is the "
	    "value of the setting before it.");
	doc_begin(doc->writer, DOC_FACTS);
	put_word(doc, "the day of the run",
	    "the day for which the policy is run; what is dated later has not happened yet");
	put_word(doc, "blank", "nobody filled it in; a blank is not a no");
	put_word(doc, "nothing",
	    "empty for certain, like the date of what has not happened; it is not a no either");
	put_word(doc, "cannot be decided",
	    "a fact is missing that could change the answer; the fact is named, and a person is "
	    "asked");
	put_word(doc, "otherwise", "speaks only when every line above is a clear no");
	put_word(doc, "may vary locally",
	    "another area may set its own value, inside the bounds, for a time, with a reason");
	if (has_deadline(doc->program))
		put_word(doc, "a deadline",
		    "is Not started (there is no day to count from), Running (not met, and the "
		    "last day is not over), "
		    "Met (on the last day or earlier), Met late (after it) or Missed (not met, and "
		    "the last day is over)");
	if (doc->program->letter_count > 0)
		put_word(doc, "a letter",
		    "is Due (to be sent now), Sent (in the register), Lapsed (was due, was not "
		    "sent, and is too late now) "
		    "or Not due (none of these)");
	doc_end(doc->writer, DOC_FACTS);
}

/* ---- the page ---- */

struct end_part {
	const char *id, *title;
	void (*put)(struct doc *doc);
	bool wanted;
};

static void
put_contents(struct doc *doc, const struct section *sections, uint32_t count,
    const struct end_part *parts, uint32_t part_count)
{
	struct doc_writer *writer = doc->writer;

	doc_begin(writer, DOC_CONTENTS);
	for (uint32_t i = 0; i < count + part_count; i++) {
		if (i >= count && !parts[i - count].wanted)
			continue;
		doc_begin(writer, DOC_ITEM);
		writer->form->link(writer,
		    i < count ? arena_printf(doc->arena, "section-%u", (unsigned)(i + 1))
			      : parts[i - count].id,
		    i < count ? sections[i].title : parts[i - count].title);
		doc_end(writer, DOC_ITEM);
	}
	doc_end(writer, DOC_CONTENTS);
}

static void
put_part(struct doc *doc, const struct end_part *part)
{
	if (!part->wanted)
		return;
	doc_begin_at(doc->writer, DOC_SECTION, part->id);
	doc_put(doc->writer, DOC_HEADING_2, part->title);
	part->put(doc);
	doc_end(doc->writer, DOC_SECTION);
}

static void
put_page(struct doc *doc)
{
	const struct program *program = doc->program;
	const struct end_part parts[] = {
		{ "needs-a-person", "What needs a person", doc_needs, program->table_count > 0 },
		{ "examples", "Examples", doc_tests, program->test_count > 0 },
		{ "clauses", "Clauses, and the rules that follow from them", doc_index, true },
		{ "versions", "Versions", put_versions, program->revision_count > 0 },
		{ "reading", "How to read this page", put_reading, true },
	};
	enum { PARTS = sizeof parts / sizeof parts[0] };
	struct items items = { 0 };
	struct section *sections;
	uint32_t count;

	gather(&items, doc);
	count = divide(doc, &items, &sections);
	put_head(doc);
	put_contents(doc, sections, count, parts, PARTS);
	for (uint32_t i = 0; i < count; i++)
		put_section(doc, &sections[i], i);
	for (uint32_t i = 0; i < PARTS; i++)
		put_part(doc, &parts[i]);
}

void
doc_policy(struct buffer *out, const struct program *program, enum doc_format format)
{
	struct arena arena = ARENA_INIT;
	struct doc_writer writer = { .form = format == DOC_HTML ? &doc_html : &doc_markdown,
		.out = out };
	struct doc doc = { .program = program, .arena = &arena, .writer = &writer };

	doc_words_init(&doc);
	writer.form->open(&writer, program->title != NULL ? program->title : program->name);
	put_page(&doc);
	writer.form->close(&writer);
	arena_release(&arena);
}
