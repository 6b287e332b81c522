/* differ_things: header, settings, calendars and tables of a program, taken apart. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/dump.h"
#include "lang/strand.h"

/* ---- making them ---- */

struct diff_thing *
diff_thing(struct diff_side *side, int class, const char *word, const char *name,
    const char *subject)
{
	struct diff_thing *thing = arena_new(side->arena, struct diff_thing);

	thing->class = class;
	thing->key = arena_printf(side->arena, "%s %s", word, name);
	thing->subject = subject;
	if (side->last == NULL)
		side->things = thing;
	else
		side->last->next = thing;
	side->last = thing;
	return thing;
}

static struct diff_part *
add_part(struct diff_side *side, struct diff_thing *thing, const char *role, const char *text)
{
	struct diff_part *part = arena_new(side->arena, struct diff_part);

	part->role = role;
	part->same = part->text = text;
	if (thing->last == NULL)
		thing->parts = part;
	else
		thing->last->next = part;
	thing->last = part;
	return part;
}

/* Nothing is made of a part that says nothing; what is then written to goes nowhere. */
struct diff_part *
diff_named(struct diff_side *side, struct diff_thing *thing, const char *role, const char *label,
    const char *text)
{
	struct diff_part *part;

	if (text == NULL)
		return arena_new(side->arena, struct diff_part);
	part = add_part(side, thing, role, text);
	part->name = label == NULL ? "" : label;
	part->label = label;
	return part;
}

struct diff_part *
diff_listed(struct diff_side *side, struct diff_thing *thing, const char *role, const char *noun,
    const char *text)
{
	struct diff_part *part = thing->last;
	uint32_t number = 1;

	/* the parts of a list mostly follow each other */
	if (part != NULL && part->name == NULL && strcmp(part->role, role) == 0)
		number = part->number + 1;
	else
		for (part = thing->parts; part != NULL; part = part->next)
			number += part->name == NULL && strcmp(part->role, role) == 0;
	part = add_part(side, thing, role, text);
	part->noun = noun;
	part->number = number;
	return part;
}

void
diff_provenance(struct diff_side *side, struct diff_thing *thing,
    const struct provenance *provenance)
{
	struct diff_part *part;

	if (provenance->cite_count == 0 && provenance->note_count == 0)
		return;
	part = diff_named(side, thing, "provenance", NULL, "");
	part->cites = diff_cites(side, provenance);
	part->notes = diff_notes(side, provenance);
}

void
diff_expr(struct diff_side *side, struct diff_thing *thing, const char *label,
    const struct expr *expr)
{
	struct diff_part *part;

	if (expr == NULL)
		return;
	part = diff_named(side, thing, "expression", label, diff_text(side, expr));
	part->same = diff_same(side, expr);
	if (expr_is_condition(expr))
		diff_points(side, expr, &part->points);
}

/* ---- the header ---- */

static void
take_header(struct diff_side *side)
{
	const struct program *program = side->program;
	struct diff_thing *policy = diff_thing(side, CLASS_POLICY, "policy", "", "Policy");

	diff_named(side, policy, "name", "its name", program->name);
	diff_named(side, policy, "title", "title", diff_quoted(side, program->title));
	diff_named(side, policy, "version", "version", diff_quoted(side, program->version));
	diff_named(side, policy, "owner", "owner", diff_quoted(side, program->owner));
	diff_named(side, policy, "approved", "approved by",
	    diff_quoted(side, program->approved_by));
	diff_named(side, policy, "on", "approved on", diff_day(side, program->approved_on));
	diff_named(side, policy, "from", "in force from", diff_day(side, program->in_force_from));
	diff_named(side, policy, "to", "in force to", diff_day(side, program->in_force_to));
	diff_named(
	    side, policy, "review", "due for review", diff_day(side, program->due_for_review));
	for (uint32_t i = 0; i < program->revision_count; i++) {
		const struct revision *revision = &program->revisions[i];
		const char *day = diff_day(side, revision->on);
		const char *what = diff_quoted(side, revision->what);

		diff_named(side, policy, "revision",
		    arena_printf(side->arena, "revision \"%s\"", revision->version),
		    arena_printf(side->arena, "on %s%s%s", day == NULL ? "" : day,
			what == NULL ? "" : ", ", what == NULL ? "" : what));
	}
	for (uint32_t i = 0; i < program->acceptance_count; i++)
		diff_listed(side, policy, "accepted", "finding accepted because",
		    diff_quoted(side, program->acceptances[i].because))
		    ->loose = true;
	diff_provenance(side, policy, &program->provenance);
}

static void
take_documents(struct diff_side *side)
{
	for (uint32_t i = 0; i < side->program->document_count; i++) {
		const struct document *document = &side->program->documents[i];
		struct diff_thing *thing = diff_thing(side, CLASS_POLICY, "source", document->name,
		    arena_printf(side->arena, "Source %s", document->name));

		thing->name = document->name;
		thing->summary = diff_quoted(side, document->title);
		diff_named(side, thing, "title", NULL, diff_quoted(side, document->title));
		diff_named(side, thing, "address", "address", diff_quoted(side, document->address));
		for (uint32_t c = 0; c < document->clause_count; c++)
			diff_listed(side, thing, "clause", "clause",
			    arena_printf(side->arena, "\"%s\"%s", document->clauses[c].clause,
				document->clauses[c].background ? ", background" : ""));
		diff_provenance(side, thing, &document->provenance);
	}
}

/* ---- settings, calendars ---- */

static const char *
may_vary(struct diff_side *side, const struct setting *setting)
{
	switch (setting->may_vary) {
	case MAY_VARY_FREELY:
		return "any value";
	case MAY_VARY_BETWEEN:
		return arena_printf(side->arena, "between %s and %s",
		    diff_values(side, setting->bounds, 1),
		    diff_values(side, setting->bounds + 1, 1));
	case MAY_VARY_AMONG:
		return arena_printf(side->arena, "among %s",
		    diff_values(side, setting->bounds, setting->bound_count));
	case MAY_NOT_VARY:
	default:
		return "not at all";
	}
}

static void
take_setting(struct diff_side *side, const struct setting *setting)
{
	struct diff_thing *thing = diff_thing(side, CLASS_SETTING, "setting", setting->name,
	    arena_printf(side->arena, "Setting %s", setting->name));

	thing->name = setting->name;
	thing->summary =
	    diff_values(side, setting->values[0].values, setting->values[0].count);
	for (uint32_t i = 0; i < setting->value_count; i++) {
		const struct setting_value *value = &setting->values[i];
		const char *from = diff_day(side, value->from);
		struct diff_part *part = diff_named(side, thing, "value",
		    from == NULL ? NULL : arena_printf(side->arena, "from %s", from),
		    diff_values(side, value->values, value->count));

		part->cites = diff_cites(side, &value->provenance);
		part->notes = diff_notes(side, &value->provenance);
	}
	diff_named(side, thing, "vary", "may vary locally", may_vary(side, setting));
	diff_named(side, thing, "kind", "kind of value",
	    arena_printf(side->arena, "%s%s", setting->is_list ? "list of " : "",
		kind_name(setting->type.kind)));
}

static void
take_calendar(struct diff_side *side, const struct calendar *calendar)
{
	struct diff_thing *thing = diff_thing(side, CLASS_CALENDAR, "calendar", calendar->name,
	    arena_printf(side->arena, "Calendar %s", calendar->name));

	thing->name = calendar->name;
	diff_named(side, thing, "days", NULL,
	    calendar->built_in != NULL ? calendar->built_in :
					 diff_quoted(side, calendar->file));
	thing->summary = thing->last->text;
	diff_named(side, thing, "closed", "closed also on",
	    calendar->closed_also == NULL ? NULL : calendar->closed_also->name);
	diff_provenance(side, thing, &calendar->provenance);
}

/* ---- tables ---- */

static const char *
names_of(struct diff_side *side, const struct column *const *columns, uint32_t count)
{
	struct strand text = { .arena = side->arena };

	for (uint32_t i = 0; i < count; i++)
		strand_list(&text, ", ", columns[i]->name);
	return text.text;
}

static const char *
settings_day(struct diff_side *side, const struct table *table)
{
	static const char *const days[] = { "run_date", "", "the first day of ",
		"the last day of " };

	return arena_printf(side->arena, "%s%s", days[table->settings_day],
	    table->settings_day == SETTINGS_AT_RUN_DATE || table->settings_column == NULL ?
		"" :
		table->settings_column->name);
}

static void
take_table(struct diff_side *side, const struct table *table)
{
	struct diff_thing *thing =
	    diff_thing(side, CLASS_TABLE, table->of == NULL ? "input" : "group", table->name,
		arena_printf(side->arena, "%s %s", table->of == NULL ? "Input" : "Group",
		    table->name));

	thing->name = table->name;
	diff_named(side, thing, "file", "file", diff_quoted(side, table->file))->exact = true;
	if (table->of != NULL) {
		thing->summary = arena_printf(side->arena, "of %s, one row per %s",
		    table->of->name, names_of(side, table->keys, table->key_count));
		diff_named(side, thing, "of", "gathers the rows of", table->of->name);
		diff_named(side, thing, "sources", "by",
		    names_of(side, table->source_keys, table->key_count));
		diff_named(side, thing, "every", "which rows",
		    table->every ? "every pair" : "those that are found");
	} else {
		thing->summary = diff_quoted(side, table->file);
	}
	diff_expr(side, thing, "which rows", table->where);
	diff_named(
	    side, thing, "keys", "one row per", names_of(side, table->keys, table->key_count));
	diff_named(side, thing, "dated", "dated by",
	    table->dated_by == NULL ? NULL : table->dated_by->name);
	diff_named(side, thing, "day", "settings as at", settings_day(side, table));
	diff_provenance(side, thing, &table->provenance);
}

void
diff_take_things(struct diff_side *side)
{
	const struct program *program = side->program;

	take_header(side);
	take_documents(side);
	for (uint32_t i = 0; i < program->setting_count; i++)
		take_setting(side, program->settings[i]);
	for (uint32_t i = 0; i < program->calendar_count; i++)
		take_calendar(side, program->calendars[i]);
	for (uint32_t i = 0; i < program->table_count; i++)
		take_table(side, program->tables[i]);
	diff_take_columns(side, program->run);
	for (uint32_t i = 0; i < program->table_count; i++)
		diff_take_columns(side, program->tables[i]);
}
