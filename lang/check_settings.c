/*
 * check_settings: the settings of a policy.
 *
 * A setting has one kind for all its values and bounds. A setting of labels that is compared with a
 * column of labels takes that column's list as its own, so that the same label is the same bit on
 * both sides of every comparison.
 */
#include <inttypes.h>
#include <string.h>

#include "lang/check_internal.h"

void
check_declare_settings(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		struct setting_draft *draft;

		if (node->kind != AST_SETTING || node->name == NULL ||
		    !check_name_free(check, node->name, node->name_at, "a setting"))
			continue;
		draft = arena_new(check->arena, struct setting_draft);
		draft->node = node;
		draft->setting.name = node->name;
		draft->setting.at = node->name_at;
		draft->setting.index = check->setting_list.count;
		scope_add(&check->settings, node->name, draft, node->name_at);
		list_add(check, &check->setting_list, draft);
	}
}

/* ---- the kind of a setting ---- */

/* Calls `visit` for every literal of the setting: its values, later values and bounds. */
static void
each_literal(struct check *check, const struct ast *node, void *with,
    void (*visit)(struct check *check, const struct ast *literal, void *with))
{
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		if (part->kind == AST_SETTING_VALUE || part->kind == AST_MAY_VARY_BETWEEN ||
		    part->kind == AST_MAY_VARY_AMONG)
			for (const struct ast *literal = part->first; literal != NULL;
			     literal = literal->next)
				visit(check, literal, with);
		else if (part->kind == AST_FROM)
			each_literal(check, part, with, visit);
	}
}

struct survey {
	const struct ast *first,
	    *plain_label; /* the first literal; the first label without quotes */
	bool wrong;
};

static void
survey_literal(struct check *check, const struct ast *literal, void *with)
{
	struct survey *survey = with;

	(void)check;
	if (literal->kind == AST_WRONG)
		survey->wrong = true;
	if (survey->first == NULL)
		survey->first = literal;
	if (literal->kind == AST_LABEL && !literal->flag && survey->plain_label == NULL)
		survey->plain_label = literal;
}

static void
gather_label(struct check *check, const struct ast *literal, void *with)
{
	const char *label = check_label_of(check, literal);
	struct list *names = with;

	for (uint32_t i = 0; i < names->count; i++)
		if (names->items[i] == label)
			return;
	if (label != NULL)
		list_add(check, names, (void *)(uintptr_t)label);
}

/*
 * Which settings are compared with a column of labels, and whose list that is: found in one walk
 * over the text, before any expression has a kind. The first comparison counts; another list later
 * is a mistake of its own [different-lists].
 */
static void
gather_compared(struct check *check, const struct table_draft *table,
    const struct table_draft *ours, const struct ast *node, unsigned depth);

/* The list of labels of what a name stands for, or NULL. */
static const struct label_set *
labels_of_ref(const struct table_draft *table, const struct table_draft *ours,
    struct check *check, const struct ast *ref)
{
	struct column_draft *column =
	    ref->kind != AST_REF ? NULL : check_column_named(table, ref->name);

	if (ref->kind != AST_REF || ref->name == NULL)
		return NULL;
	if (ref->member != NULL && ref->name == table->table.name &&
	    scope_find(&table->names, ref->name) == NULL)
		return check_column_labels(check, scope_thing(&table->names, ref->member));
	if (column == NULL && ours != NULL)
		return labels_of_ref(ours, NULL, check, ref);
	if (column != NULL && ref->member != NULL)
		column = column->refers_to == NULL ?
		    NULL :
		    scope_thing(&column->refers_to->names, ref->member);
	return column == NULL ? NULL : check_column_labels(check, column);
}

static void
one_comparison(struct check *check, const struct table_draft *table,
    const struct table_draft *ours, const struct ast *node)
{
	const struct label_set *labels = NULL;
	bool setting = false;

	for (const struct ast *side = node->first; side != NULL; side = side->next)
		setting = setting ||
		    (side->kind == AST_REF && scope_find(&check->settings, side->name) != NULL);
	for (const struct ast *side = setting ? node->first : NULL; side != NULL && labels == NULL;
	     side = side->next)
		labels = labels_of_ref(table, ours, check, side);
	for (const struct ast *side = labels == NULL ? NULL : node->first; side != NULL;
	     side = side->next)
		if (side->kind == AST_REF && scope_find(&check->settings, side->name) != NULL)
			scope_add(
			    &check->compared, side->name, (void *)(uintptr_t)labels, side->at);
}

static void
gather_compared(struct check *check, const struct table_draft *table,
    const struct table_draft *ours, const struct ast *node, unsigned depth)
{
	if (depth > CHECK_MAX_DEPTH)
		return;
	for (const struct ast *part = node->first; part != NULL; part = part->next) {
		const struct ast *in = part->kind == AST_THERE_IS ? part :
		    part->kind == AST_AGGREGATE                   ? ast_child(part, AST_IN) :
								    NULL;
		const struct table_draft *theirs =
		    in != NULL ? scope_thing(&check->tables, in->name) : NULL;

		if (in == NULL && part->kind == AST_AGGREGATE && node->kind != AST_COLUMN)
			theirs = table->of;
		if (theirs != NULL)
			gather_compared(check, theirs, table, part, depth + 1);
		else
			gather_compared(check, table, ours, part, depth + 1);
		if (part->kind == AST_COMPARE || part->kind == AST_ONE_OF ||
		    part->kind == AST_NOT_ONE_OF)
			one_comparison(check, table, ours, part);
	}
}

static void
find_compared(struct check *check)
{
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		const struct ast *of = ast_child(node, node->kind == AST_REPORT ? AST_OF : AST_FOR);
		const struct table_draft *table = node->kind == AST_GROUP ?
		    scope_thing(&check->tables, node->name) :
		    of == NULL ? (node->kind == AST_DEFINE ? check->run : NULL) :
				 scope_thing(&check->tables, of->name);

		if (table != NULL)
			gather_compared(check, table, NULL, node, 0);
	}
}

static void
label_kind(struct check *check, struct setting_draft *draft, const struct label_set *used)
{
	struct list names = { NULL, 0, 0 };
	const struct label_set *own;

	each_literal(check, draft->node, &names, gather_label);
	if (names.count > LABELS_MAX) {
		diag_error(check->diags, draft->setting.at, "too-many-labels",
		    "'%s' has %u labels; at most %d are possible", draft->setting.name,
		    (unsigned)names.count, LABELS_MAX);
		return;
	}
	own = check_label_set(check, &names);
	draft->setting.type = type_plain(KIND_LABEL);
	draft->setting.type.labels = used != NULL ? used : own;
}

static void
settle_kind(struct check *check, struct setting_draft *draft)
{
	struct survey survey = { NULL, NULL, false };
	const struct label_set *used = NULL;
	struct type *type = &draft->setting.type;

	each_literal(check, draft->node, &survey, survey_literal);
	*type = type_plain(KIND_ERROR);
	if (survey.first == NULL || survey.wrong) {
		draft->open = !survey.wrong;
		return;
	}
	if (check_label_of(check, survey.first) != NULL)
		used = scope_thing(&check->compared, draft->setting.name);
	if (survey.plain_label != NULL || used != NULL) {
		label_kind(check, draft, used);
	} else if (survey.first->kind == AST_YES || survey.first->kind == AST_NO) {
		*type = type_plain(KIND_YES_NO);
		type->labels = &label_set_yes_no;
	} else if (check_label_of(check, survey.first) != NULL) {
		*type = type_plain(KIND_TEXT);
	} else if (survey.first->kind == AST_LITERAL) {
		*type = type_plain(survey.first->value.type.kind);
	}
}

/* ---- values ---- */

/* Weeks for days are the same length in other words, and so are seven days for a week; other
 * lengths are not. */
static void
note_kind(struct check *check, const struct value *given, const struct value *plain)
{
	if (given->type.kind == KIND_WEEKS && plain->type.kind == KIND_DAYS
	    && given->num <= INT64_MAX / 7)
		diag_note(check->diags, "write: %" PRId64 " days", given->num * 7);
	else if (given->type.kind == KIND_DAYS && plain->type.kind == KIND_WEEKS
	    && given->num % 7 == 0)
		diag_note(check->diags, "write: %" PRId64 " week%s", given->num / 7,
		    given->num == 7 ? "" : "s");
	else if (given->type.kind == KIND_DAYS && plain->type.kind == KIND_WEEKS)
		diag_note(check->diags, "days and weeks are compared, but a setting keeps one "
		    "unit: write its first value in days too, 7 for each week, and then its "
		    "bounds and all other values may be days");
	else
		diag_note(check->diags, "all values of a setting, and its bounds, are of the kind "
		    "of the first one");
}

static bool
literal_value(struct check *check, struct setting_draft *draft, const struct ast *literal,
    struct value *value)
{
	const struct type *type = &draft->setting.type;
	const char *label = check_label_of(check, literal);

	memset(value, 0, sizeof *value);
	if (literal->kind == AST_WRONG || type->kind == KIND_ERROR)
		return false;
	if (type->kind == KIND_LABEL && label != NULL) {
		int index =
		    check_find_label(check, type->labels, label, literal->at, draft->setting.name);

		if (index < 0)
			return false;
		*value =
		    (struct value){ .state = GIVEN, .type = *type, .labels = UINT64_C(1) << index };
		return true;
	}
	*value = check_literal(literal);
	if (value->type.kind == type->kind)
		return true;
	diag_error(check->diags, literal->at, "wrong-kind", "'%s' is %s, but '%s' is %s",
	    check_said(check, literal->at),
	    literal->kind == AST_LABEL && !literal->flag ? "a label" :
							   check_a_kind(value->type.kind),
	    draft->setting.name, check_a_kind(type->kind));
	note_kind(check, value, &(struct value){ .type = *type });
	return false;
}

bool
check_literal_set(struct check *check, struct setting_draft *draft, const struct ast *set,
    const struct value **values, uint32_t *count)
{
	struct value *value;
	uint32_t wanted = 0;
	bool fine = true;

	for (const struct ast *literal = set->first; literal != NULL; literal = literal->next)
		wanted++;
	*values = value = arena_array(check->arena, struct value, wanted);
	*count = 0;
	for (const struct ast *literal = set->first; literal != NULL; literal = literal->next) {
		if (literal_value(check, draft, literal, &value[*count]))
			++*count;
		else
			fine = false;
	}
	return fine;
}

static bool
value_equal(const struct value *a, const struct value *b)
{
	if (a->type.kind == KIND_LABEL || a->type.kind == KIND_YES_NO)
		return a->labels == b->labels;
	return exact_compare(a, b) == 0;
}

bool
check_among(const struct value *value, const struct value *values, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (value_equal(value, &values[i]))
			return true;
	return false;
}

static bool
has_an_order(enum kind kind)
{
	return kind_is_quantity(kind) || kind_is_length(kind) || kind_is_period(kind) ||
	    kind == KIND_DATE;
}

static void
inside_bounds(struct check *check, struct setting_draft *draft, const struct setting_value *given,
    const struct ast *written)
{
	const struct setting *setting = &draft->setting;
	const struct ast *literal = written->first;

	for (uint32_t i = 0; i < given->count && literal != NULL; i++, literal = literal->next) {
		const struct value *value = &given->values[i];
		bool inside = setting->may_vary == MAY_VARY_AMONG ?
		    check_among(value, setting->bounds, setting->bound_count) :
		    exact_compare(value, &setting->bounds[0]) >= 0 &&
			exact_compare(value, &setting->bounds[1]) <= 0;

		if (inside)
			continue;
		diag_error(check->diags, literal->at, "outside-bounds",
		    "'%s' is not one of the values that '%s' may have",
		    check_said(check, literal->at), setting->name);
		diag_note(check->diags,
		    "its own values, the first and the later ones, must lie within what 'may vary "
		    "locally' allows: widen the bounds, or change the value");
	}
}

/* The values of all days, once the bounds are known, wherever they stand. */
static void
all_inside_bounds(struct check *check, struct setting_draft *draft, const struct ast *first)
{
	const struct setting_value *values = draft->setting.values;
	uint32_t at = 0;

	if (first != NULL)
		inside_bounds(check, draft, &values[0], first);
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
		const struct ast *written =
		    part->kind == AST_FROM ? ast_child(part, AST_SETTING_VALUE) : NULL;

		at += part->kind == AST_FROM;
		if (written != NULL)
			inside_bounds(check, draft, &values[at], written);
	}
}

/* False: there are no bounds that a value could be held against. */
static bool
may_vary(struct check *check, struct setting_draft *draft, const struct ast *part)
{
	struct setting *setting = &draft->setting;
	bool fine = check_literal_set(check, draft, part, &setting->bounds, &setting->bound_count);

	setting->may_vary = part->kind == AST_MAY_VARY ? MAY_VARY_FREELY :
	    part->kind == AST_MAY_VARY_BETWEEN         ? MAY_VARY_BETWEEN :
							 MAY_VARY_AMONG;
	if (part->kind == AST_MAY_VARY || !fine || setting->type.kind == KIND_ERROR)
		return false;
	if (part->kind == AST_MAY_VARY_BETWEEN) {
		if (!has_an_order(setting->type.kind) || setting->is_list) {
			diag_error(check->diags, part->at, "bounds-without-order",
			    "'%s' is %s%s, so nothing lies between two values", setting->name,
			    setting->is_list ? "a list; its members are " : "",
			    check_a_kind(setting->type.kind));
			diag_note(check->diags,
			    "name the values that are allowed: may vary locally among A, B, C");
			return false;
		}
		if (setting->bound_count != 2)
			return false;
		if (exact_compare(&setting->bounds[0], &setting->bounds[1]) > 0) {
			diag_error(check->diags, part->at, "bounds-order",
			    "no value lies between these two: the first is the higher one");
			diag_note(check->diags,
			    "write the lower one first: may vary locally between %s and %s",
			    check_said(check, part->first->next->at),
			    check_said(check, part->first->at));
			return false;
		}
	}
	return true;
}

static void
later_value(struct check *check, struct setting_draft *draft, struct setting_value *value,
    const struct ast *from)
{
	const struct ast *written = ast_child(from, AST_SETTING_VALUE);

	value->from = from->value.num;
	value->at = from->at;
	value->provenance = check_provenance(check, from->next);
	if (written != NULL)
		check_literal_set(check, draft, written, &value->values, &value->count);
	check_cited(check, &value->provenance, from->at, "the later value of", draft->setting.name);
	if (draft->setting.value_count > 0 &&
	    value->from <= draft->setting.values[draft->setting.value_count - 1].from) {
		diag_error(check->diags, from->at, "from-dates",
		    "this value starts on or before the day the one above it starts");
		diag_note(check->diags, "write the values of a setting in the order of their days");
	}
}

/* The clauses of the first value stand below a line for a later one, and so belong to that. */
static bool
clauses_below(struct check *check, const struct setting_draft *draft)
{
	const struct ast *from = ast_child(draft->node, AST_FROM), *first = NULL, *last = NULL;
	unsigned first_line, last_line;
	struct value day = { .state = GIVEN, .type = type_plain(KIND_DATE) };

	for (const struct ast *part = from == NULL ? NULL : from->next;
	     part != NULL && part->kind != AST_FROM; part = part->next) {
		if (part->kind != AST_CITES && part->kind != AST_NOTE)
			continue;
		first = first == NULL ? part : first;
		last = part;
	}
	if (first == NULL || draft->setting.provenance.cite_count > 0 ||
	    draft->setting.provenance.note_count > 0 || check->had_errors)
		return false;
	first_line = (unsigned)sources_place(check->diags->sources, first->at.start).line;
	last_line = (unsigned)sources_place(check->diags->sources, last->at.end - 1).line;
	day.num = from->value.num;
	diag_warning(check->diags, draft->setting.at, "uncited-rule",
	    "the first value of '%s' does not say which clause it comes from",
	    draft->setting.name);
	if (first_line == last_line)
		diag_note_at(check->diags, from->at,
		    "the clause in line %u now belongs to 'from %s'; move this line below it, and "
		    "give it a clause of its own",
		    first_line, value_spell(check->arena, &day, SPELL_PLAIN));
	else
		diag_note_at(check->diags, from->at,
		    "the clauses in lines %u-%u now belong to 'from %s'; move this line below "
		    "them, and give it a clause of its own",
		    first_line, last_line, value_spell(check->arena, &day, SPELL_PLAIN));
	return true;
}

static void
one_setting(struct check *check, struct setting_draft *draft)
{
	struct setting *setting = &draft->setting;
	const struct ast *first = ast_child(draft->node, AST_SETTING_VALUE), *varies = NULL;
	uint32_t count = 1;
	bool bounded = false;
	struct setting_value *values;

	for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
		const struct ast *written =
		    part->kind == AST_FROM ? ast_child(part, AST_SETTING_VALUE) : part;

		count += part->kind == AST_FROM;
		if (written != NULL && written->kind == AST_SETTING_VALUE)
			setting->is_list = setting->is_list || written->flag ||
			    (written->first != NULL && written->first->next != NULL);
	}
	settle_kind(check, draft);
	setting->values = values = arena_array(check->arena, struct setting_value, count);
	setting->provenance = check_provenance(check, draft->node->first);
	values[0].from = INT64_MIN;
	values[0].at = first == NULL ? draft->node->at : first->at;
	values[0].provenance = setting->provenance;
	if (first != NULL)
		check_literal_set(check, draft, first, &values[0].values, &values[0].count);
	setting->value_count = 1;
	if (!clauses_below(check, draft))
		check_cited(
		    check, &setting->provenance, setting->at, "the setting", setting->name);
	for (const struct ast *part = draft->node->first; part != NULL; part = part->next) {
		if (part->kind == AST_FROM) {
			later_value(check, draft, &values[setting->value_count], part);
			setting->value_count++;
		} else if (part->kind == AST_MAY_VARY || part->kind == AST_MAY_VARY_BETWEEN ||
		    part->kind == AST_MAY_VARY_AMONG) {
			if (varies != NULL) {
				diag_error(check->diags, part->at, "said-twice",
				    "'may vary locally' is said twice here");
				diag_note_at(check->diags, varies->at,
				    "it was said here; keep one of the two");
			} else {
				bounded = may_vary(check, draft, part);
			}
			varies = part;
		}
	}
	if (bounded)
		all_inside_bounds(check, draft, first);
}

void
check_settings(struct check *check)
{
	find_compared(check);
	for (uint32_t i = 0; i < check->setting_list.count; i++)
		one_setting(check, check->setting_list.items[i]);
}
