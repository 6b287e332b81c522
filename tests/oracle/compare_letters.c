/*
 * compare_letters: DIR/letters, file by file. Byte for byte: the plain text of each letter,
 * letters.csv and for-the-register.csv. By content, since their layout is free: the pages of
 * letters and forms (what stands on them, line by line, each cell of a table by itself), and
 * not-written.csv (which letter, for whom, held back or open, which states it may have, whether any
 * goes out, and which things are missing; not the words around them). No other file may be there,
 * and the same rows in another order must give the same files.
 */
#include "tests/oracle/compare_letters.h"

#include <string.h>

#include "tests/oracle/oracle_parts.h"

bool
letters_differ(struct judging *judging, const char *what, const char *file, const char *ours,
    const char *theirs)
{
	struct trial *trial = &judging->tables->trial;

	trial->what = arena_printf(trial->arena, "letters %s", what);
	buffer_printf(trial->why, "%s: %s\n<<<< oracle\n%s\n>>>> engine\n%s\n----\n", file, what,
	    ours, theirs);
	return false;
}

static bool
is_file(struct judging *judging, const char *what, const char *name, const char *ours)
{
	const struct engine_file *file = engine_file(&judging->letters, name);

	if (file == NULL)
		return letters_differ(judging, "a file that is not there", name, ours, "");
	judging->files++;
	return (strlen(ours) == file->length && memcmp(ours, file->text, file->length) == 0) ||
	    letters_differ(judging, what, name, ours, file->text);
}

/* ---- pages ---- */

static const struct entity {
	const char *name, *text;
} entities[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
	{ "&#39;", "'" } };

static void
end_line(struct buffer *out, size_t *start)
{
	while (out->length > *start && out->at[out->length - 1] == ' ')
		buffer_cut(out, out->length - 1);
	if (out->length > *start)
		buffer_text(out, "\n");
	*start = out->length;
}

/* What stands between the tags, a line to each piece; "#td" where a cell of a table begins. */
static const char *
page_content(struct arena *arena, const char *page)
{
	struct buffer out = BUFFER_INIT;
	const char *at = strstr(page, "<body"), *text;
	size_t start = 0;

	while (at != NULL && *at != '\0') {
		bool entity = false;

		if (*at == '<') {
			end_line(&out, &start);
			if (strncmp(at, "<td", 3) == 0) {
				buffer_text(&out, "#td");
				end_line(&out, &start);
			}
			at += strcspn(at, ">") + 1;
			continue;
		}
		for (uint32_t i = 0; i < sizeof entities / sizeof entities[0] && !entity; i++)
			if (strncmp(at, entities[i].name, strlen(entities[i].name)) == 0) {
				buffer_text(&out, entities[i].text);
				at += strlen(entities[i].name);
				entity = true;
			}
		if (entity)
			continue;
		if (*at != '\n' && !(*at == ' ' && out.length == start))
			buffer_add(&out, at, 1);
		at++;
	}
	end_line(&out, &start);
	text = arena_copy(arena, out.length > 0 ? out.at : "", out.length);
	buffer_release(&out);
	return text;
}

static bool
is_page(struct judging *judging, const char *what, const char *name, const char *lines)
{
	const struct engine_file *file = engine_file(&judging->letters, name);
	const char *theirs;

	if (file == NULL)
		return letters_differ(judging, "a page that is not there", name, lines, "");
	judging->files++;
	theirs = page_content(judging->tables->trial.arena, file->text);
	return strcmp(lines, theirs) == 0 || letters_differ(judging, what, name, lines, theirs);
}

/* The variations that a text names in its last line. */
static uint32_t
named_at_the_foot(const struct program *program, const char *text)
{
	const char *foot = text;
	uint32_t named = 0;

	for (const char *at = text; (at = strstr(at, ", version ")) != NULL; at++)
		foot = at;
	for (uint32_t i = 0; i < program->variation_count; i++)
		named |= strstr(foot, program->variations[i]->name) != NULL ? 1u << i : 0;
	return named;
}

/* Those that the foot of a letter names. */
static uint32_t
named_in(struct judging *judging, const struct oracle_page *page)
{
	const struct engine_file *file = engine_file(&judging->letters,
	    arena_printf(judging->oracle->arena, "%s.txt", page->stem));

	return file == NULL ? page->must_name
			    : named_at_the_foot(judging->oracle->program, file->text);
}

/* All that must be named and nothing that must not; then what the foot says is known. */
static bool
foot_agrees(struct judging *judging, const struct oracle_page *page, const char **foot)
{
	struct oracle *oracle = judging->oracle;
	const char *name = arena_printf(oracle->arena, "%s.txt", page->stem);
	uint32_t named = named_in(judging, page);

	*foot = oracle_foot(oracle, named);
	if (judging->tables->trial.totals != NULL)
		judging->tables->trial.totals->feet += named != 0 ? 1 : 0;
	if ((page->must_name & ~named) == 0 && (named & ~page->may_name) == 0)
		return true;
	return letters_differ(judging, "the variations at its foot", name,
	    arena_printf(oracle->arena, "at least: %s\nat most:  %s",
		oracle_foot(oracle, page->must_name), oracle_foot(oracle, page->may_name)),
	    *foot);
}

static const char *
with_foot(struct arena *arena, const char *text, const char *foot)
{
	const char *at = strstr(text, FOOT_HERE);

	return at == NULL ? text
			  : arena_printf(arena, "%.*s%s%s", (int)(at - text), text, foot,
				at + strlen(FOOT_HERE));
}

static bool
letter_agrees(struct judging *judging, const struct oracle_page *page)
{
	struct arena *arena = judging->tables->trial.arena;
	const char *foot;

	if (!foot_agrees(judging, page, &foot) ||
	    !is_file(judging, "text", arena_printf(arena, "%s.txt", page->stem),
		with_foot(arena, page->text, foot)) ||
	    !is_page(judging, "page", arena_printf(arena, "%s.html", page->stem),
		with_foot(arena, page->lines, foot)))
		return false;
	for (uint32_t i = 0; i < page->form_count; i++)
		if (!is_page(judging, "form", page->forms[i].file,
			with_foot(arena, page->forms[i].lines, foot)))
			return false;
	return true;
}

/* ---- for a mail merge, and for the register ---- */

/* A sign and figures, with a point among them and per cent behind: no formula. */
static bool
is_plain_number(const char *cell)
{
	size_t digits;

	cell += *cell == '-' || *cell == '+' ? 1 : 0;
	digits = strspn(cell, "0123456789");
	cell += digits;
	if (*cell == '.')
		cell += 1 + strspn(cell + 1, "0123456789");
	cell += *cell == '%' ? 1 : 0;
	return digits > 0 && *cell == '\0';
}

/* Quoted where it must be; what a spreadsheet would take for a formula has an apostrophe. */
static void
add_cell(struct buffer *text, char delimiter, const char *cell, bool first)
{
	struct buffer marked = BUFFER_INIT;
	bool formula =
	    cell[0] != '\0' && strchr("=+-@", cell[0]) != NULL && !is_plain_number(cell);

	buffer_printf(&marked, "%s%s", formula ? "'" : "", cell);
	world_cell(text, delimiter, marked.at == NULL ? "" : marked.at, first);
	buffer_release(&marked);
}

/* What a row of the register says of a letter that goes out: its key, its name, its day, and a
 * reference made of these; whatever else the register asks for is for people to fill in. */
static const char *
in_register(struct judging *judging, const struct oracle_page *page, const char *header)
{
	struct arena *arena = judging->tables->trial.arena;
	const struct letter_register *book = judging->tables->program->letter_register;
	const struct column *column = table_column(book->table, header), *key;
	struct civil day = day_civil(judging->tables->world->run_date);
	const char *date = arena_printf(arena, "%04d-%02d-%02d", (int)day.year, (int)day.month,
		       (int)day.day),
		   *reference = "";

	if (column == NULL)
		return "";
	if (column == book->named_by)
		return page->letter->name;
	if (column == book->table->dated_by)
		return date;
	for (uint32_t k = 0; k < page->row->table->key_count; k++) {
		const char *value;

		key = page->row->table->keys[k];
		value = oracle_spell(arena, key->type, page->row->fields[key->index]);
		if (strcmp(key->name, column->name) == 0)
			return value;
		reference = arena_printf(arena, "%s%s-", reference, value);
	}
	return column == book->table->keys[0]
	    ? arena_printf(arena, "%s%s-%s", reference, page->letter->name, date)
	    : "";
}

/* The register has a column for the field, which reads there as it does in a letter. */
static bool
reads_the_same(const struct table *book, const char *name)
{
	const struct column *column = table_column(book, name);

	return column != NULL && column->type.kind != KIND_DATE &&
	    column->type.kind != KIND_MONTH && column->type.kind != KIND_MONEY &&
	    column->type.kind != KIND_NUMBER && !kind_is_length(column->type.kind);
}

static bool
merge_file_agrees(struct judging *judging)
{
	struct arena *arena = judging->tables->trial.arena;
	const struct table *book = judging->tables->program->letter_register->table;
	const char *names[PAGE_FIELDS * 3], *ours;
	uint32_t count = oracle_all_fields(judging->oracle, judging->texts, judging->text_count,
		     names, PAGE_FIELDS * 3),
		 fields = book->field_count;
	struct buffer text = BUFFER_INIT;
	bool fine, varied = judging->tables->program->variation_count > 0;

	for (uint32_t c = 0; c < fields; c++)
		add_cell(&text, ',', book->columns[c]->name, c == 0);
	for (uint32_t n = 0, all = count; n < all; n++) {
		count = n == 0 ? 0 : count;
		if (!reads_the_same(book, names[n]))
			names[count++] = names[n];
	}
	for (uint32_t n = 0; n < count; n++)
		add_cell(&text, ',',
		    arena_printf(arena, "%s%s", names[n],
			table_column(book, names[n]) == NULL ? "" : "_2"),
		    false);
	buffer_printf(&text, ",subject,%sfile\n", varied ? "variation," : "");
	for (uint32_t i = 0; i < judging->pages.count; i++) {
		const struct oracle_page *page = &judging->pages.pages[i];

		if (page->fate != ORACLE_WRITTEN)
			continue;
		for (uint32_t c = 0; c < fields; c++)
			add_cell(
			    &text, ',', in_register(judging, page, book->columns[c]->name), c == 0);
		for (uint32_t n = 0; n < count; n++) {
			const char *value = "";

			for (uint32_t f = 0; f < page->field_count; f++)
				if (strcmp(page->fields[f].name, names[n]) == 0)
					value = page->fields[f].value;
			add_cell(&text, ',', value, false);
		}
		add_cell(&text, ',', page->subject, false);
		/* Where the run takes variations: as at the foot. */
		if (varied)
			add_cell(&text, ',',
			    oracle_foot_names(judging->oracle, named_in(judging, page)), false);
		add_cell(&text, ',', arena_printf(arena, "%s.html", page->stem), false);
		buffer_text(&text, "\n");
	}
	ours = arena_copy(arena, text.at, text.length);
	buffer_release(&text);
	fine = is_file(judging, "the merge file", "letters.csv", ours);
	return fine;
}

/* In the form of the register's own file: its columns in their order, its delimiter, its way to
 * write dates, its line ends. */
static bool
for_the_register_agrees(struct judging *judging)
{
	struct arena *arena = judging->tables->trial.arena;
	const struct world *world = judging->tables->world;
	const struct world_style *style = &world->style;
	const struct table *book = judging->tables->program->letter_register->table;
	const struct world_table *made = world_table_named(world, book->name);
	char parting = style->semicolon ? ';' : ',';
	/* A file of one line without an end shows none. */
	const char *end = style->crlf && (made->rows > 0 || !style->no_end) ? "\r\n" : "\n";
	const char *headers[WORLD_COLUMNS + 1], *ours;
	uint32_t count = world_style_headers(style, made, headers), written = 0;
	struct civil day = day_civil(world->run_date);
	struct buffer text = BUFFER_INIT;

	for (uint32_t c = 0; c < count; c++)
		add_cell(&text, parting, headers[c], c == 0);
	buffer_text(&text, end);
	for (uint32_t i = 0; i < judging->pages.count; i++) {
		const struct oracle_page *page = &judging->pages.pages[i];

		if (page->fate != ORACLE_WRITTEN)
			continue;
		if (style->no_end && written++ == 0)
			buffer_text(&text, end);
		for (uint32_t c = 0; c < count; c++) {
			const char *cell = in_register(judging, page, headers[c]);

			if (style->slashes && strcmp(headers[c], book->dated_by->name) == 0 &&
			    world_style_shows(made))
				cell = arena_printf(arena, "%02d/%02d/%04d", (int)day.day,
				    (int)day.month, (int)day.year);
			add_cell(&text, parting, cell, c == 0);
		}
		buffer_text(&text, end);
	}
	ours = arena_copy(arena, text.at, text.length);
	buffer_release(&text);
	return is_file(judging, "the rows for the register", "for-the-register.csv", ours);
}

/* Other files are none of ours. */
static bool
no_more_files(struct judging *judging)
{
	const char *names = "";

	for (uint32_t i = 0; i < judging->letters.count; i++)
		names = arena_printf(judging->tables->trial.arena, "%s%s\n", names,
		    judging->letters.files[i].name);
	return judging->files == judging->letters.count ||
	    letters_differ(judging, "files that should not be there", "letters/", "", names);
}

/* The texts of the inputs, that of the register in a style of its own. */
static const char **
styled_texts(struct tables_trial *tables, uint64_t shuffle)
{
	const struct world *world = tables->world;
	const char **texts = tables_texts(tables, world, shuffle);
	const struct table *book = tables->program->letter_register->table;

	texts[book->index] = world_styled_csv(tables->trial.arena, &world->style,
	    world_table_named(world, book->name), shuffle != 0);
	return texts;
}

static bool
same_in_another_order(struct judging *judging, uint64_t seed)
{
	struct tables_trial *tables = judging->tables;
	const struct engine_how how = run_how(&tables->trial, seed, true);
	struct engine_letters again;
	struct fault fault = FAULT_NONE;

	if (!engine_run_letters(&again, tables->trial.arena, tables->program,
		tables->world->run_date, &how,
		styled_texts(tables, seed | 1), &fault))
		return letters_differ(judging, "stops in another order", "letters/", "",
		    fault.text);
	for (uint32_t i = 0; i < judging->letters.count; i++) {
		const struct engine_file *file = &judging->letters.files[i],
					 *other = engine_file(&again, file->name);

		/* Which three rows and lines are named follows their order. */
		if (strcmp(file->name, "not-written.csv") == 0
			? other != NULL
			: other != NULL && other->length == file->length &&
			    memcmp(other->text, file->text, file->length) == 0)
			continue;
		return letters_differ(judging, "in another order", file->name, file->text,
		    other == NULL ? "" : other->text);
	}
	return again.count == judging->letters.count ||
	    letters_differ(judging, "in another order", "letters/", "", "other files");
}

bool
letters_agree(struct tables_trial *tables, struct oracle *oracle, uint64_t seed)
{
	const struct engine_how how = run_how(&tables->trial, seed, false);
	struct judging judging = { .tables = tables, .oracle = oracle };
	struct fault fault = FAULT_NONE;

	/* Shrinking may have taken them away. */
	if (tables->program->letter_count == 0)
		return true;
	if (!engine_run_letters(&judging.letters, tables->trial.arena, tables->program,
		tables->world->run_date, &how, styled_texts(tables, 0), &fault)) {
		tables->trial.what = "stops";
		buffer_printf(tables->trial.why, "the engine stops: %s\n", fault.text);
		return false;
	}
	for (uint32_t i = 0; i < tables->world->file_count; i++)
		judging.texts[judging.text_count++] = (struct oracle_text){
			tables->world->files[i].name, tables->world->files[i].text
		};
	oracle_letters_of(oracle, judging.texts, judging.text_count, &judging.pages);
	if (!letters_not_written_agree(&judging))
		return false;
	for (uint32_t i = 0; i < judging.pages.count; i++) {
		const struct oracle_page *page = &judging.pages.pages[i];

		if (tables->trial.totals != NULL) {
			tables->trial.totals->written += page->fate == ORACLE_WRITTEN ? 1 : 0;
			tables->trial.totals->held_back += page->fate == ORACLE_HELD_BACK ? 1 : 0;
		}
		if (page->fate == ORACLE_WRITTEN && !letter_agrees(&judging, page))
			return false;
	}
	if (!merge_file_agrees(&judging) || !for_the_register_agrees(&judging))
		return false;
	if (tables->trial.totals != NULL)
		tables->trial.totals->files += judging.files;
	return no_more_files(&judging) &&
	    (!is_run_again(&tables->trial, seed) || same_in_another_order(&judging, seed));
}
