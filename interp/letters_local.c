/*
 * letters_local: what of a letter came from a variation; all that did names the variation at its
 * foot, so that nobody takes a local letter for a national one (writ.5, VARIATIONS).
 *
 * How its row was judged: a setting of the variation in force on the day of the row; one that is
 * asked on the day of the letter, by a rule for the whole run or of a table without a day of its
 * own; a label that the variation brought, in a cell of the row; a day that a calendar counts
 * otherwise. What is printed: the same of every value that is shown, the words of a label, the
 * wording and the paragraphs. Rows of other tables were judged on their own days, and what came of
 * them is theirs.
 */
#include <string.h>

#include "interp/letter_basis.h"
#include "interp/letters_internal.h"
#include "interp/reach.h"
#include "lang/date.h"

/* What one printed expression, or the decision of a letter, asks. Found once. */
struct local_reads {
	const struct local_reads *next;
	const void *of;			/* an expression, or a letter */
	bool *by_date;			/* by variation: settings on the day of the letter */
	const struct setting **settings;	/* asked on the day of the row */
	const struct expr **counts;	/* of working days, of the row or of the letter itself */
	bool *by_letter;		/* of each of them */
	const struct expr **cells;	/* fields of the row that a variation brings labels to */
	uint32_t setting_count, count_count, cell_count;
};

/* ---- what is asked ---- */

struct finding {
	const struct letters *letters;
	const struct table *own;	/* the table of the row */
	struct local_reads *reads;
	bool keep;			/* the second time: there is room for all */
};

static bool
has_local_labels(const struct column *column)
{
	return column != NULL && column->field != NULL && column->type.kind == KIND_LABEL
	    && column->field->own_labels < column->type.labels->count;
}

/* The variations whose value of the setting is in force. */
static void
mark_setting(const struct letters *letters, bool *from, const struct setting *setting, int64_t day)
{
	const struct knobs *knobs = letters->knobs;
	const struct knob *knob = &knobs->knobs[setting->index];
	const char *name = knob_variation(knob, knob_on(knob, day));

	for (uint32_t i = 0; name != NULL && i < knobs->taken_count; i++)
		if (knobs->taken[i]->name == name)
			from[i] = true;
}

/* Whichever day of its own the row that is referred to goes by: rather named once too often. */
static void
mark_any_day(const struct letters *letters, bool *from, const struct setting *setting)
{
	for (uint32_t i = 0; i < letters->knobs->taken_count; i++) {
		const struct variation *variation = letters->knobs->taken[i];

		for (uint32_t k = 0; k < variation->set_count; k++)
			if (variation->sets[k].setting == setting)
				from[i] = true;
	}
}

/* Does a row of the one lead to one row of the other, by references, `steps` of them at most? */
static bool
is_referred_to(const struct table *own, const struct table *other, uint32_t steps)
{
	for (uint32_t i = 0; i < own->column_count && steps > 0; i++) {
		const struct table *next = own->columns[i]->refers_to;

		if (next != NULL && (next == other || is_referred_to(next, other, steps - 1)))
			return true;
	}
	return false;
}

static void
find_setting(struct finding *finding, const struct setting *setting, const struct table *owner)
{
	struct local_reads *reads = finding->reads;
	const struct letters *letters = finding->letters;

	if (owner == finding->own && owner->settings_day != SETTINGS_AT_RUN_DATE) {
		if (finding->keep)
			reads->settings[reads->setting_count] = setting;
		reads->setting_count++;
	} else if (owner == NULL || owner == letters->program->run
	    || owner->settings_day == SETTINGS_AT_RUN_DATE) {
		mark_setting(letters, reads->by_date, setting, letters->knobs->run_date);
	} else if (is_referred_to(finding->own, owner, letters->program->table_count)) {
		mark_any_day(letters, reads->by_date, setting);
	}
}

static void
find_reads(void *context, const struct expr *expr, const struct table *owner)
{
	struct finding *finding = context;
	struct local_reads *reads = finding->reads;
	bool ours = owner == NULL || owner == finding->own;

	if (expr->setting != NULL)
		find_setting(finding, expr->setting, owner);
	if (ours && expr->calendar != NULL && expr->calendar->closed_also != NULL) {
		if (finding->keep) {
			reads->counts[reads->count_count] = expr;
			reads->by_letter[reads->count_count] = owner == NULL;
		}
		reads->count_count++;
	}
	if (ours && (expr->kind == EXPR_COLUMN || expr->kind == EXPR_THROUGH)
	    && has_local_labels(expr->kind == EXPR_COLUMN ? expr->column : expr->through)) {
		if (finding->keep)
			reads->cells[reads->cell_count] = expr;
		reads->cell_count++;
	}
}

static void
find_all(struct finding *finding, const struct letter *letter, const struct expr *expr)
{
	const struct basis_visitor visitor = { find_reads, finding };

	if (letter != NULL)
		basis_of_decision(finding->letters->program, letter, &visitor);
	else
		basis_of_expr(finding->letters->program, expr, &visitor);
}

/* Of the decision of a letter, or of an expression. */
static const struct local_reads *
reads_of(struct letters *letters, const struct letter *letter, const struct expr *expr,
    const struct table *own)
{
	const void *of = letter != NULL ? (const void *)letter : expr;
	struct arena *arena = &letters->arena;
	struct finding finding = { .letters = letters, .own = own };
	struct local_reads *reads;

	for (const struct local_reads *known = letters->reads; known != NULL; known = known->next)
		if (known->of == of)
			return known;
	reads = arena_new(arena, struct local_reads);
	reads->of = of;
	reads->by_date = arena_array(arena, bool, letters->knobs->taken_count);
	finding.reads = reads;
	find_all(&finding, letter, expr);
	reads->settings = arena_array(arena, const struct setting *, reads->setting_count);
	reads->counts = arena_array(arena, const struct expr *, reads->count_count);
	reads->by_letter = arena_array(arena, bool, reads->count_count);
	reads->cells = arena_array(arena, const struct expr *, reads->cell_count);
	reads->setting_count = reads->count_count = reads->cell_count = 0;
	finding.keep = true;
	find_all(&finding, letter, expr);
	reads->next = letters->reads;
	letters->reads = reads;
	return reads;
}

/* ---- days of a calendar ---- */

static bool
lists_day(const struct setting_value *value, int64_t day)
{
	for (uint32_t i = 0; i < value->count; i++)
		if (value->values[i].num == day)
			return true;
	return false;
}

/* The variation whose list closes the day, or opens it, otherwise than the text's. */
static void
mark_day(const struct letters *letters, bool *from, const struct setting *setting, int64_t day)
{
	const struct knob *knob = &letters->knobs->knobs[setting->index];
	const struct knob own = { .setting = setting,
		.values = setting->values,
		.value_count = setting->value_count };

	if (lists_day(knob_on(knob, day), day) != lists_day(knob_on(&own, day), day))
		mark_setting(letters, from, setting, day);
}

static void
mark_days(const struct letters *letters, bool *from, const struct setting *setting, int64_t first,
    int64_t last)
{
	const struct knob *knob = &letters->knobs->knobs[setting->index];
	const struct setting_value *lists[] = { knob->values, setting->values };
	const uint32_t counts[] = { knob->value_count, setting->value_count };

	if (knob->variations == NULL)
		return;
	for (int which = 0; which < 2; which++)
		for (uint32_t i = 0; i < counts[which]; i++)
			for (uint32_t k = 0; k < lists[which][i].count; k++) {
				int64_t day = lists[which][i].values[k].num;

				if (first <= day && day <= last)
					mark_day(letters, from, setting, day);
			}
}

/* ---- what came of it in a row ---- */

/* What the row has, or the letter works out; unknown where it is not at hand. */
static struct value
value_at(const struct value_scope *scope, const struct expr *expr, bool by_letter)
{
	const struct plan *plan = scope->batch->plan;

	if (by_letter)
		return scope_value(scope, expr);
	if (plan_slot_expr(plan, expr) != SLOT_NONE)
		return vec_value(batch_expr(scope->batch, expr), scope->row);
	if (expr->kind == EXPR_COLUMN && plan_slot_column(plan, expr->column) != SLOT_NONE)
		return vec_value(batch_column(scope->batch, expr->column), scope->row);
	return value_none(UNKNOWN, expr->type);
}

struct stretch {
	int64_t first, last;
};

/* A length counts for nothing here: what it comes to is the other end. */
static void
take_end(struct stretch *stretch, const struct value *value)
{
	int64_t first = value->num, last = value->num;

	if (value->state != GIVEN)
		return;
	if (value->type.kind == KIND_MONTH) {
		first = month_first_day(value->num);
		last = month_last_day(value->num);
	} else if (value->type.kind == KIND_QUARTER) {
		first = quarter_first_day(value->num);
		last = quarter_last_day(value->num);
	} else if (value->type.kind == KIND_YEAR) {
		first = year_first_day(value->num);
		last = year_last_day(value->num);
	} else if (value->type.kind != KIND_DATE) {
		return;
	}
	stretch->first = first < stretch->first ? first : stretch->first;
	stretch->last = last > stretch->last ? last : stretch->last;
}

/* Both ends of what was counted; without one of them it was not. */
static void
mark_count(const struct letters *letters, bool *from, const struct value_scope *scope,
    const struct expr *expr, bool by_letter)
{
	const struct expr *const ends[] = { expr, expr->a, expr->b };
	struct stretch stretch = { INT64_MAX, INT64_MIN };

	for (int i = 0; i < 3; i++) {
		struct value value;

		if (ends[i] == NULL)
			continue;
		value = value_at(scope, ends[i], by_letter);
		if (!value_is_given(&value))
			return;
		take_end(&stretch, &value);
	}
	mark_days(letters, from, expr->calendar->closed_also, stretch.first, stretch.last);
}

static void
mark_taken(const struct letters *letters, bool *from, const struct variation *variation)
{
	for (uint32_t i = 0; variation != NULL && i < letters->knobs->taken_count; i++)
		if (letters->knobs->taken[i] == variation)
			from[i] = true;
}

static void
mark_reads(const struct letters *letters, bool *from, const struct local_reads *reads,
    const struct batch *batch, uint32_t row)
{
	const struct value_scope scope = {
		.knobs = letters->knobs, .batch = batch, .row = row, .by_run_date = true
	};
	int64_t day;

	for (uint32_t i = 0; i < letters->knobs->taken_count; i++)
		from[i] = from[i] || reads->by_date[i];
	if (reach_day(batch, row, letters->knobs->run_date, &day))
		for (uint32_t i = 0; i < reads->setting_count; i++)
			mark_setting(letters, from, reads->settings[i], day);
	for (uint32_t i = 0; i < reads->count_count; i++)
		mark_count(letters, from, &scope, reads->counts[i], reads->by_letter[i]);
	for (uint32_t i = 0; i < reads->cell_count; i++) {
		struct value value = value_at(&scope, reads->cells[i], false);

		mark_taken(letters, from, knobs_label_from(letters->knobs, &value));
	}
}

void
letter_local_decision(struct letters *letters, struct letter_copy *copy)
{
	const struct knobs *knobs = letters->knobs;
	int64_t day;

	if (knobs->taken_count == 0)
		return;
	copy->from = arena_array(&letters->arena, bool, knobs->taken_count);
	if (reach_day(copy->batch, copy->row, knobs->run_date, &day))
		for (uint32_t i = 0; i < letters->program->setting_count; i++)
			mark_setting(letters, copy->from, letters->program->settings[i], day);
	mark_reads(letters, copy->from,
	    reads_of(letters, copy->letter, NULL, copy->letter->table), copy->batch, copy->row);
}

void
letter_local_expr(struct letters *letters, bool *from, const struct expr *expr,
    const struct batch *batch, uint32_t row)
{
	if (from != NULL && expr != NULL)
		mark_reads(letters, from, reads_of(letters, NULL, expr, plan_table(batch->plan)),
		    batch, row);
}

void
letter_local_label(struct letters *letters, bool *from, const struct value *value)
{
	if (from == NULL)
		return;
	mark_taken(letters, from, knobs_label_from(letters->knobs, value));
	mark_taken(letters, from, knobs_words_from(letters->knobs, value));
}

/* A member of a list in which each is parted from the next by a comma and a blank. */
static bool
is_member(const char *text, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = text; (at = strstr(at, name)) != NULL; at++)
		if ((at == text || (at - text >= 2 && at[-1] == ' ' && at[-2] == ',')) &&
		    (at[length] == '\0' || at[length] == ','))
			return true;
	return false;
}

void
letter_local_list(
    struct letters *letters, bool *from, const struct expr *list, const char *text)
{
	const struct label_set *labels = list->a->type.labels;
	struct value value = { .state = GIVEN, .type = list->a->type };

	if (from == NULL || list->a->type.kind != KIND_LABEL)
		return;
	for (uint32_t i = 0; i < labels->count; i++) {
		value.labels = UINT64_C(1) << i;
		if (is_member(text, labels->names[i]))
			mark_taken(letters, from, knobs_label_from(letters->knobs, &value));
	}
}

bool
letter_list_has_words(const struct letters *letters, const struct expr *list)
{
	struct value value = { .state = GIVEN, .type = list->a->type };

	if (list->a->type.kind != KIND_LABEL)
		return false;
	for (uint32_t i = 0; i < list->a->type.labels->count; i++) {
		value.labels = UINT64_C(1) << i;
		if (knobs_label_words(letters->knobs, &value) != NULL)
			return true;
	}
	return false;
}

const struct template *
letter_local_text(struct letters *letters, struct letter_copy *copy, uint32_t paragraph)
{
	const struct local_text *text =
	    knobs_local_text(letters->knobs, copy->letter, paragraph);

	if (text != NULL)
		mark_taken(letters, copy->from, text->variation);
	return letter_local(letters, copy->letter, paragraph);
}

const char *
letter_local_names(struct letters *letters, const struct letter_copy *copy)
{
	const char *names = "";

	for (uint32_t i = 0; i < letters->knobs->taken_count; i++)
		if (copy->from[i])
			names = arena_printf(&letters->arena, "%s%s%s", names,
			    *names == '\0' ? "" : " and ", letters->knobs->taken[i]->name);
	return names;
}
