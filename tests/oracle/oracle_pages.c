/* oracle_pages: each letter that is due put together, or held back with what is missing. */
#include "tests/oracle/oracle_pages.h"

#include <assert.h>
#include <string.h>

#include "interp/buffer.h"
#include "tests/oracle/oracle_fill.h"

/* ---- forms ---- */

static const char *
key_of(struct oracle *oracle, const struct oracle_row *row)
{
	const char *key = "";

	for (uint32_t k = 0; k < row->table->key_count; k++)
		key = arena_printf(oracle->arena, "%s%s%s", key, k > 0 ? ", " : "",
		    oracle_spell(oracle->arena, row->table->keys[k]->type,
			row->fields[row->table->keys[k]->index]));
	return key;
}

/* Whom something goes to: a text, a setting or a column. */
static const char *
to_whom(struct filling *filling, const struct expr *expr, const char *what)
{
	struct arena *arena = filling->oracle->arena;
	const char *name = "";

	if (expr->kind == EXPR_THROUGH)
		name = arena_printf(arena, "%s.%s", expr->column->name, expr->through->name);
	else if (expr->kind == EXPR_COLUMN)
		name = expr->column->name;
	return fill_said(filling, expr, arena_printf(arena, "%s, %s,", what, name));
}

static void
form_rows(struct filling *filling, const struct form *form, struct lines *lines)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_rows *theirs = oracle_rows_of(oracle, form->rows->table);
	uint32_t *order = oracle_key_order(oracle, theirs), found = 0;

	for (uint32_t i = 0; i < theirs->count; i++) {
		struct oracle_row *one = &theirs->rows[order[i]];
		struct answer in;

		/* As with all rows of another table, a setting goes by the day of these rows. */
		in = oracle_belongs(oracle, filling->page->row, one, form->rows);
		if (answer_is_no(in))
			continue;
		found++;
		if (!answer_is_yes(in))
			fill_miss(filling,
			    arena_printf(oracle->arena,
				"which rows of %s belong in form %s is not known",
				form->rows->table->name, form->name));
		for (uint32_t c = 0; c < form->column_count; c++) {
			const struct form_part *part = &form->columns[c];
			struct answer answer;
			const char *shown;

			fill_add_line(lines, "#td");
			if (part->value == NULL)
				continue;
			answer = oracle_printed(oracle, one, part->value);
			fill_local_elsewhere(filling, part->value);
			if (answer.state == UNKNOWN && answer_is_yes(in))
				fill_miss(filling,
				    arena_printf(oracle->arena,
					"%s in form %s is not known for %s %s", part->label,
					form->name, one->table->name, key_of(oracle, one)));
			/* Nothing is an answer too, and so is a list of nobody. */
			shown = answer.state != GIVEN ? "" :
			    oracle_readable(oracle->arena, part->value->type, answer);
			if (shown[0] != '\0') {
				fill_add_line(lines, shown);
			} else {
				fill_add_line(lines, "–");
				fill_add_line(lines, "nothing on file");
			}
		}
	}
	if (found == 0) {
		fill_add_line(lines, "#td");
		fill_add_line(lines, "None on file");
	}
}

static const char *
title_of(struct filling *filling, const struct form *form)
{
	const char *title;

	filling->in_form = true;
	title = fill_one_line(filling, form->title, form->name);
	filling->in_form = false;
	return title;
}

static void
fill_form(struct filling *filling, const struct form *form)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	struct oracle_form *out = &page->forms[page->form_count++];
	struct lines lines = { .count = 0 };
	const char *title = title_of(filling, form);

	out->name = form->name;
	out->file = arena_printf(oracle->arena, "%s-%s.html", page->stem, form->name);
	fill_add_line(&lines, title);
	if (form->also_called != NULL)
		fill_add_line(&lines,
		    arena_printf(oracle->arena, "Also called %s", form->also_called));
	for (uint32_t i = 0; i < form->header_count; i++) {
		const struct form_part *part = &form->headers[i];

		fill_add_line(&lines, part->label);
		fill_add_line(&lines,
		    part->value == NULL ? "to fill in"
					: fill_said(filling, part->value,
					      arena_printf(oracle->arena, "%s in form %s",
						  part->label, form->name)));
	}
	fill_add_line(&lines, title);
	for (uint32_t i = 0; i < form->column_count; i++)
		fill_add_line(&lines, form->columns[i].label);
	if (form->rows != NULL)
		form_rows(filling, form, &lines);
	for (uint32_t i = 0; i < form->empty_rows * form->column_count; i++)
		fill_add_line(&lines, "#td");
	if (form->return_to != NULL) {
		fill_add_line(&lines, "Return to:");
		fill_add_line(&lines,
		    to_whom(filling, form->return_to,
			arena_printf(oracle->arena, "the return of form %s", form->name)));
	}
	fill_add_line(&lines,
	    arena_printf(oracle->arena, "Goes with the letter of %s: %s",
		oracle_readable(oracle->arena, type_plain(KIND_DATE),
		    answer_whole(oracle->run_date)),
		page->subject));
	fill_add_line(&lines, FOOT_HERE);
	out->lines = fill_shown(oracle->arena, &lines);
}

/* ---- the letter ---- */

static void
end_of_letter(struct filling *filling, struct lines *text, struct lines *page)
{
	struct oracle *oracle = filling->oracle;
	const struct letter *letter = filling->page->letter;
	const char *copies = "";

	if (letter->enclosure_count > 0) {
		fill_add_line(text, "");
		fill_add_line(text, "Enclosed:");
		fill_add_line(page, "Enclosed");
	}
	for (uint32_t i = 0; i < letter->enclosure_count; i++) {
		const struct form *form = letter->enclosures[i].form;
		const char *name = letter->enclosures[i].text;

		if (form != NULL) {
			name = title_of(filling, form);
			if (form->also_called != NULL)
				name = arena_printf(
				    oracle->arena, "%s (%s)", name, form->also_called);
			fill_add_line(text,
			    arena_printf(oracle->arena, "* %s: %s-%s.html", name,
				filling->page->stem, form->name));
			fill_form(filling, form);
		} else {
			fill_add_line(text, arena_printf(oracle->arena, "* %s", name));
		}
		fill_add_line(page, name);
	}
	for (uint32_t i = 0; i < letter->copy_count; i++)
		copies = arena_printf(oracle->arena, "%s%s%s", copies, i > 0 ? "; " : "",
		    to_whom(filling, letter->copies[i], "who gets the copy"));
	if (letter->copy_count > 0) {
		copies = arena_printf(oracle->arena, "Copy to: %s", copies);
		fill_add_line(text, "");
		fill_add_line(text, copies);
		fill_add_line(page, copies);
	}
	fill_add_line(text, "");
	fill_add_line(text, FOOT_HERE);
	fill_add_line(page, FOOT_HERE);
}

static void
page_lines(struct lines *page, const struct lines *body)
{
	for (uint32_t i = 0; i < body->count; i++) {
		const char *line = body->at[i];

		if (strncmp(line, "* ", 2) == 0)
			line += 2;
		fill_add_line(page, line + strspn(line, " "));
	}
}

static void
put_together(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	const struct letter *letter = page->letter;
	struct lines text = { .count = 0 }, on_page = { .count = 0 }, day = { .count = 0 },
		     subject = { .count = 0 }, chosen = { .count = 0 }, body = { .count = 0 };
	struct gap places[3] = { { "letter_date", &day, false }, { "subject", &subject, false },
		{ "paragraphs", &chosen, false } };

	page->subject = fill_one_line(
	    filling, letter->subject == NULL ? "" : letter->subject, letter->name);
	fill_add_line(&day,
	    oracle_readable(
		oracle->arena, type_plain(KIND_DATE), answer_whole(oracle->run_date)));
	fill_add_line(&subject, page->subject);
	fill_paragraphs(filling, &places[0], &chosen);
	fill_text(filling, fill_raw_text(filling->texts, filling->text_count, letter->wording),
	    places, 3, &body);
	if (!places[0].found) {
		fill_add_lines(&text, &day);
		fill_add_line(&text, "");
	}
	if (!places[1].found) {
		fill_add_lines(&text, &subject);
		fill_add_line(&text, "");
	}
	fill_add_lines(&text, &body);
	if (!places[2].found) {
		fill_add_line(&text, "");
		fill_add_lines(&text, &chosen);
	}
	page_lines(&on_page, &text);
	end_of_letter(filling, &text, &on_page);
	fill_tidy(&text);
	page->text = fill_joined(oracle->arena, &text, "\r\n");
	page->lines = fill_shown(oracle->arena, &on_page);
}

/* ---- names of files ---- */

static const char *
safe(struct arena *arena, const char *text)
{
	char *out = arena_copy(arena, text, strlen(text));
	size_t at = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		bool kept = (text[i] >= 'A' && text[i] <= 'Z') ||
		    (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9') ||
		    text[i] == '_' || text[i] == '.' || text[i] == '-';

		if (kept)
			out[at++] = text[i];
		else if (at > 0 && out[at - 1] != '-')
			out[at++] = '-';
	}
	out[at] = '\0';
	return out;
}

/* ---- all of them ---- */

static void
judge(struct filling *filling)
{
	struct oracle *oracle = filling->oracle;
	struct oracle_page *page = filling->page;
	struct oracle_row *row = page->row;

	page->key = key_of(oracle, row);
	page->stem = safe(
	    oracle->arena, arena_printf(oracle->arena, "%s-%s", page->key, page->letter->name));
	page->fate = ORACLE_OPEN;
	page->states = oracle_column(oracle, row, page->letter->column).labels;
	if (page->states != UINT64_C(1) << LETTER_DUE)
		return;
	fill_local_decision(filling);
	put_together(filling);
	if (row->dated_unknown)
		fill_miss(filling, "whether the row is there");
	if (fill_is_held_by_files(filling))
		fill_miss(filling, "files");
	page->by_register = fill_register_is_lost(oracle, page->letter);
	page->fate =
	    page->by_register || page->missing_count > 0 ? ORACLE_HELD_BACK : ORACLE_WRITTEN;
}

static bool
is_open_or_due(uint64_t states)
{
	return states == UINT64_C(1) << LETTER_DUE || (states & (states - 1)) != 0;
}

void
oracle_letters_of(struct oracle *oracle, const struct oracle_text *texts, uint32_t text_count,
    struct oracle_pages *pages)
{
	const struct program *program = oracle->program;
	struct oracle_rows *rows = oracle_rows_of(oracle, program->letters[0]->table);

	pages->count = 0;
	pages->pages = arena_array(
	    oracle->arena, struct oracle_page, rows->count * program->letter_count + 1);
	for (uint32_t i = 0; i < rows->count; i++)
		for (uint32_t l = 0; l < program->letter_count; l++) {
			struct filling filling = { oracle, &pages->pages[pages->count], texts,
				text_count, false };

			if (!is_open_or_due(oracle_column(oracle, &rows->rows[i],
				program->letters[l]->column)
						.labels))
				continue;
			filling.page->letter = program->letters[l];
			filling.page->row = &rows->rows[i];
			judge(&filling);
			pages->count++;
		}
}

static uint32_t
note_names(struct oracle *oracle, const char *raw, const char **names, uint32_t count,
    uint32_t room)
{
	struct print_text text = oracle_take_apart(oracle->arena, raw);

	for (uint32_t i = 0; i < text.count; i++) {
		const char *name = text.bits[i].name;
		bool seen = name == NULL || strcmp(name, "subject") == 0 ||
		    strcmp(name, "paragraphs") == 0;

		for (uint32_t n = 0; n < count && !seen; n++)
			seen = strcmp(names[n], name) == 0;
		if (!seen && count < room)
			names[count++] = name;
	}
	return count;
}

uint32_t
oracle_all_fields(struct oracle *oracle, const struct oracle_text *texts, uint32_t text_count,
    const char **names, uint32_t room)
{
	const struct program *program = oracle->program;
	uint32_t count = 0;

	for (uint32_t l = 0; l < program->letter_count; l++) {
		const struct letter *letter = program->letters[l];

		if (letter->subject != NULL)
			count = note_names(oracle, letter->subject, names, count, room);
		count = note_names(
		    oracle, fill_raw_text(texts, text_count, letter->wording), names, count, room);
		for (uint32_t p = 0; p < letter->paragraph_count; p++)
			count = note_names(oracle,
			    fill_raw_text(texts, text_count, letter->paragraphs[p].file), names,
			    count, room);
	}
	return count;
}
