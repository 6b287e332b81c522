/* reads: see reads.h. One walk over the whole program. */
#include "interp/reads.h"

#include "interp/ruleparts.h"
#include "lang/template.h"

struct reads {
	const struct program *program;
	/* at table->index * setting_count + setting->index; the run stands last */
	bool *settings;
	const struct calendar **closes;	/* by setting->index: the first calendar made with it */
};

static bool *
place_of(const struct reads *reads, const struct table *table, const struct setting *setting)
{
	const struct program *program = reads->program;
	uint32_t index =
	    table == NULL || table == program->run ? program->table_count : table->index;

	return &reads->settings[(size_t)index * program->setting_count + setting->index];
}

static void
read_expr(struct reads *reads, const struct expr *expr, const struct table *table)
{
	if (expr == NULL)
		return;
	if (expr->setting != NULL)
		*place_of(reads, table, expr->setting) = true;
	if (expr->related != NULL) {
		read_expr(reads, expr->related->where, expr->related->table);
		read_expr(reads, expr->related->theirs, expr->related->table);
		read_expr(reads, expr->related->ours, table);
		read_expr(reads, expr->a, expr->related->table);
		return;
	}
	if (expr->rank != NULL) {
		read_expr(reads, expr->rank->where, table);
		read_expr(reads, expr->rank->places, table);
	}
	if (expr->succession != NULL) {
		read_expr(reads, expr->succession->counting_from, table);
		read_expr(reads, expr->succession->crosses, table);
	}
	read_expr(reads, expr->a, table);
	read_expr(reads, expr->b, table);
	for (uint32_t i = 0; i < expr->part_count; i++)
		read_expr(reads, expr->parts[i], table);
}

struct asker {
	struct reads *reads;
	const struct table *table;
};

static void
visit_expr(void *context, const struct expr *expr)
{
	const struct asker *asker = context;

	read_expr(asker->reads, expr, asker->table);
}

static void
read_table(struct reads *reads, const struct table *table)
{
	struct asker asker = { reads, table };

	read_expr(reads, table->where, table);
	for (uint32_t i = 0; i < table->column_count; i++)
		ruleparts_exprs(table->columns[i], visit_expr, &asker);
}

static void
read_report(struct reads *reads, const struct report *report)
{
	read_expr(reads, report->where, report->table);
	read_expr(reads, report->empty_from, NULL);
	read_expr(reads, report->empty_to, NULL);
	for (uint32_t i = 0; i < report->key_count; i++)
		read_expr(reads, report->keys[i].value, report->table);
	for (uint32_t i = 0; i < report->column_count; i++) {
		read_expr(reads, report->columns[i].value, report->table);
		read_expr(reads, report->columns[i].what, report->table);
		read_expr(reads, report->columns[i].where, report->table);
		read_expr(reads, report->columns[i].text_when, report->table);
	}
}

/* What letters and forms print goes by the day of the run. */
static void
read_template(struct reads *reads, const struct template *template)
{
	for (uint32_t i = 0; template != NULL && i < template->count; i++)
		read_expr(reads, template->parts[i].value, NULL);
}

static void
read_letter(struct reads *reads, const struct letter *letter)
{
	read_expr(reads, letter->send_when, letter->table);
	read_expr(reads, letter->lapses_when, letter->table);
	read_expr(reads, letter->reply_by, NULL);
	read_expr(reads, letter->reply_to, NULL);
	read_template(reads, letter->subject_template);
	read_template(reads, letter->wording_template);
	for (uint32_t i = 0; i < letter->paragraph_count; i++) {
		read_expr(reads, letter->paragraphs[i].when, NULL);
		read_template(reads, letter->paragraphs[i].text);
	}
	for (uint32_t i = 0; i < letter->local_count; i++)
		read_template(reads, letter->locals[i].text);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		read_expr(reads, letter->copies[i], NULL);
}

static void
read_form(struct reads *reads, const struct form *form)
{
	for (uint32_t i = 0; i < form->header_count; i++)
		read_expr(reads, form->headers[i].value, NULL);
	for (uint32_t i = 0; i < form->column_count; i++)
		read_expr(reads, form->columns[i].value, NULL);
	read_expr(reads, form->return_to, NULL);
	read_template(reads, form->title_template);
	if (form->rows == NULL)
		return;
	read_expr(reads, form->rows->where, form->rows->table);
	read_expr(reads, form->rows->theirs, form->rows->table);
	read_expr(reads, form->rows->ours, form->table);
}

static void
close_with(struct reads *reads, const struct calendar *calendar)
{
	const struct calendar **place = &reads->closes[calendar->closed_also->index];

	if (*place == NULL)
		*place = calendar;
}

static void
read_program(struct reads *reads)
{
	const struct program *program = reads->program;

	read_table(reads, program->run);
	for (uint32_t i = 0; i < program->table_count; i++)
		read_table(reads, program->tables[i]);
	for (uint32_t i = 0; i < program->report_count; i++)
		read_report(reads, program->reports[i]);
	for (uint32_t i = 0; i < program->letter_count; i++)
		read_letter(reads, program->letters[i]);
	for (uint32_t i = 0; i < program->form_count; i++)
		read_form(reads, program->forms[i]);
	for (uint32_t i = 0; i < program->calendar_count; i++)
		if (program->calendars[i]->closed_also != NULL)
			close_with(reads, program->calendars[i]);
}

struct reads *
reads_find(struct arena *arena, const struct program *program)
{
	struct reads *reads = arena_new(arena, struct reads);

	reads->program = program;
	reads->settings =
	    arena_array(arena, bool, (size_t)(program->table_count + 1) * program->setting_count);
	reads->closes = arena_array(arena, const struct calendar *, program->setting_count);
	read_program(reads);
	return reads;
}

bool
reads_setting(const struct reads *reads, const struct table *table, const struct setting *setting)
{
	return *place_of(reads, table, setting);
}

const struct calendar *
reads_calendar(const struct reads *reads, const struct setting *setting)
{
	return reads->closes[setting->index];
}
