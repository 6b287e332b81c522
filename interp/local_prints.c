/* local_prints: which letters, forms and reports print a label; what a variation has words for. */
#include <string.h>

#include "interp/letters_internal.h"
#include "interp/local.h"

struct looking {
	const struct column *column;
	bool found;
};

/* A column that hands the label on has its list too. */
static bool
has_its_labels(const struct type *type, const struct column *column)
{
	const struct label_set *labels = type->kind == KIND_LABEL ? type->labels : NULL;

	while (labels != NULL && labels != column->type.labels)
		labels = labels->of;
	return labels != NULL;
}

static void
look_at(void *context, const struct expr *expr)
{
	struct looking *looking = context;
	const struct expr *list = expr == NULL ? NULL : list_behind(expr);

	if (expr == NULL)
		return;
	looking->found = looking->found || has_its_labels(&expr->type, looking->column) ||
	    (list != NULL && has_its_labels(&list->a->type, looking->column));
}

static void
look_at_text(struct looking *looking, const struct template *text)
{
	for (uint32_t i = 0; text != NULL && i < text->count; i++)
		if (text->parts[i].kind == TEMPLATE_FIELD)
			look_at(looking, text->parts[i].value);
}

static bool
form_prints(const struct form *form, const struct column *column)
{
	struct looking looking = { .column = column };

	look_at_text(&looking, form->title_template);
	for (uint32_t i = 0; i < form->header_count; i++)
		look_at(&looking, form->headers[i].value);
	for (uint32_t i = 0; i < form->column_count; i++)
		look_at(&looking, form->columns[i].value);
	look_at(&looking, form->return_to);
	return looking.found;
}

/* Also where only a local text of it does. */
static bool
letter_prints(const struct letter *letter, const struct column *column)
{
	struct looking looking = { .column = column };

	look_at_text(&looking, letter->subject_template);
	look_at_text(&looking, letter->wording_template);
	for (uint32_t i = 0; i < letter->paragraph_count; i++)
		look_at_text(&looking, letter->paragraphs[i].text);
	for (uint32_t i = 0; i < letter->local_count; i++)
		look_at_text(&looking, letter->locals[i].text);
	for (uint32_t i = 0; i < letter->copy_count; i++)
		look_at(&looking, letter->copies[i]);
	return looking.found;
}

static bool
report_prints(const struct report *report, const struct column *column)
{
	struct looking looking = { .column = column };

	for (uint32_t i = 0; i < report->key_count; i++)
		look_at(&looking, report->keys[i].value);
	for (uint32_t i = 0; i < report->column_count; i++)
		looking.found =
		    looking.found || has_its_labels(&report->columns[i].type, column);
	return looking.found;
}

struct naming {
	struct buffer *out;
	uint32_t count;
};

static void
add_name(struct naming *naming, const char *what, const char *name)
{
	buffer_text(naming->out, naming->count++ == 0 ? ", in " : ", ");
	buffer_text(naming->out, what);
	buffer_text(naming->out, name);
}

void
local_say_where(struct buffer *out, const struct program *program, const struct column *column)
{
	struct naming naming = { .out = out };

	for (uint32_t i = 0; i < program->letter_count; i++)
		if (letter_prints(program->letters[i], column))
			add_name(&naming, "", program->letters[i]->name);
	for (uint32_t i = 0; i < program->letter_count; i++)
		for (uint32_t k = 0; k < program->letters[i]->enclosure_count; k++) {
			const struct form *form = program->letters[i]->enclosures[k].form;

			if (form == NULL || !form_prints(form, column))
				continue;
			add_name(&naming, "form ", form->name);
			buffer_printf(out, " of %s", program->letters[i]->name);
		}
	for (uint32_t i = 0; i < program->report_count; i++)
		if (report_prints(program->reports[i], column))
			add_name(&naming, "report ", program->reports[i]->name);
	if (naming.count == 0)
		buffer_text(out, ", in no letter, form or report");
}
