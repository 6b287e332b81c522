/* differ_rules: fields, definitions, decisions, bands and deadlines, taken apart. */
#include <string.h>

#include "lang/differ_parts.h"
#include "lang/dump.h"

static struct diff_thing *
take_column(struct diff_side *side, const struct column *column, const char *word)
{
	const char *of = column->table == side->program->run ? "" :
	    arena_printf(side->arena, " %s %s",
		column->origin == COLUMN_FIELD ? "of" : "for", column->table->name);
	bool shown = side->several && of[0] != '\0';
	/* What is said once is called by the name it has there, for whichever label. */
	const char *name = column->each == NULL ? column->name : column->each->name;
	const char *each = column->each == NULL ?
	    "" :
	    arena_printf(side->arena, ", in each %s", column->each->field);
	struct diff_thing *thing = diff_thing(side, CLASS_COLUMN, word,
	    arena_printf(side->arena, "%s%s", column->name, of),
	    arena_printf(side->arena, "%c%s %s%s%s", word[0] - 'a' + 'A', word + 1, name,
		shown ? of : "", each));

	thing->name = name;
	return thing;
}

static void
take_labels(struct diff_thing *thing, const struct column *column, const char *noun)
{
	if (column->type.kind != KIND_LABEL)
		return;
	thing->labels = column->type.labels;
	thing->label_noun = noun;
}

/* ---- fields ---- */

static void
take_label(struct diff_side *side, struct diff_thing *thing, const char *label)
{
	struct diff_part *part = diff_listed(side, thing, "label", "value allowed", label);

	part->plural = "values allowed";
	part->loose = part->ordered = true;
}

static void
take_kind(struct diff_side *side, struct diff_thing *thing, const struct column *column)
{
	const struct label_set *labels =
	    column->type.kind == KIND_LABEL ? column->type.labels : NULL;

	diff_named(side, thing, "kind", "kind of value",
	    column->refers_to != NULL ?
		arena_printf(side->arena, "a row of %s", column->refers_to->name) :
		labels != NULL ? "one of a list" :
				 kind_name(column->type.kind));
	thing->summary = thing->last->text;
	take_labels(thing, column, "value");
	for (uint32_t i = 0; labels != NULL && i < column->field->own_labels; i++)
		take_label(side, thing, labels->names[i]);
}

static void
take_field(struct diff_side *side, const struct column *column)
{
	const struct field *field = column->field;
	struct diff_thing *thing = take_column(side, column, "field");

	take_kind(side, thing, column);
	diff_named(side, thing, "header", "heading in the file",
	    field->header != NULL ? diff_quoted(side, field->header) :
				    diff_quoted(side, column->name))
	    ->exact = true;
	diff_named(side, thing, "pattern", "like", diff_quoted(side, field->pattern));
	diff_named(side, thing, "blank", "may be blank", field->may_be_blank ? "yes" : "no");
	if (column->type.kind == KIND_LABEL && column->refers_to == NULL)
		diff_named(side, thing, "vary", "other labels locally",
		    field->labels_may_vary ? "allowed" : "not allowed");
	diff_named(side, thing, "small", "small letters accepted",
	    field->small_letters ? "yes" : "no");
	diff_named(side, thing, "recorded", "not recorded", field->not_recorded ? "yes" : "no");
	if (field->has_blank_value)
		diff_named(side, thing, "means", "blank means",
		    diff_values(side, &field->blank_value, 1));
	if (field->rounded)
		diff_named(side, thing, "rounded", "rounded",
		    arena_printf(side->arena, "to %d places, half %s", field->places,
			field->mode == ROUND_HALF_UP ? "up" : "even"));
	diff_provenance(side, thing, &column->provenance);
}

/* ---- decide ---- */

static const char *
outcome(struct diff_side *side, const struct expr *expr)
{
	return expr == NULL ? "nothing" : diff_text(side, expr);
}

static void
take_rule(struct diff_side *side, struct diff_thing *thing, const struct decide *decide,
    uint32_t index)
{
	const struct rule *rule = &decide->rules[index];
	struct diff_part *part =
	    diff_listed(side, thing, "line", "line", diff_text(side, rule->when));

	part->same = diff_same(side, rule->when);
	diff_points(side, rule->when, &part->points);
	part->gives = outcome(side, rule->outcome);
	part->numbered = true;
	part->number = rule->number;
	part->ordered = decide->first_that_applies;
	part->cites = diff_cites(side, &rule->provenance);
	part->notes = diff_notes(side, &rule->provenance);
	for (uint32_t i = 0; rule->displaces != NULL && i < decide->rule_count; i++)
		if (rule->displaces[i])
			part->before = arena_printf(side->arena, "%s%s%s when %s",
			    part->before == NULL ? "" : part->before,
			    part->before == NULL ? "" : "; ",
			    outcome(side, decide->rules[i].outcome),
			    diff_text(side, decide->rules[i].when));
}

static void
take_decide(struct diff_side *side, const struct column *column)
{
	const struct decide *decide = column->decide;
	struct diff_thing *thing = take_column(side, column, "decide");
	struct diff_part *otherwise;

	take_labels(thing, column, "outcome");
	thing->summary = arena_printf(side->arena, "%u line%s", (unsigned)decide->rule_count,
	    decide->rule_count == 1 ? "" : "s");
	diff_named(side, thing, "reading", "how its lines are read",
	    decide->first_that_applies ? "the first that applies" : "all of them");
	for (uint32_t i = 0; i < decide->rule_count; i++)
		take_rule(side, thing, decide, i);
	if (decide->has_otherwise) {
		otherwise = diff_named(
		    side, thing, "otherwise", "otherwise", outcome(side, decide->otherwise));
		otherwise->cites = diff_cites(side, &decide->otherwise_provenance);
		otherwise->notes = diff_notes(side, &decide->otherwise_provenance);
	}
	diff_provenance(side, thing, &column->provenance);
}

/* ---- bands, definitions, deadlines ---- */

static void
take_bands(struct diff_side *side, const struct column *column)
{
	const struct bands *bands = column->bands;
	struct diff_thing *thing = take_column(side, column, "bands");

	take_labels(thing, column, "band");
	diff_named(side, thing, "by", "by", bands->by->name);
	thing->summary = arena_printf(side->arena, "by %s", bands->by->name);
	for (uint32_t i = 0; i < bands->count; i++) {
		const struct band *band = &bands->bands[i];
		const char *low = diff_text(side, band->low), *high = diff_text(side, band->high);
		const char *text = "";

		if (band->low != NULL)
			text = arena_printf(side->arena, "%s %s",
			    band->low_included ? "from" : "over", low);
		if (band->high != NULL)
			text = arena_printf(side->arena, "%s%s%s %s", text,
			    band->low != NULL ? ", " : "",
			    band->high_included ? "up to and including" : "under", high);
		diff_named(side, thing, "band", column->type.labels->names[band->label],
		    text[0] == '\0' ? "any figure" : text);
	}
	diff_provenance(side, thing, &column->provenance);
}

static void
take_define(struct diff_side *side, const struct column *column)
{
	struct diff_thing *thing = take_column(side, column, "define");

	diff_expr(side, thing, NULL, column->body);
	thing->summary = diff_text(side, column->body);
	diff_provenance(side, thing, &column->provenance);
}

static void
take_deadline(struct diff_side *side, const struct column *column)
{
	struct diff_thing *thing = take_column(side, column, "deadline");

	diff_expr(side, thing, NULL, column->deadline->due->body);
	thing->summary = diff_text(side, column->deadline->due->body);
	diff_named(side, thing, "met", "met by", column->deadline->met_by->name);
	diff_provenance(side, thing, &column->provenance);
}

/* Keys of a group stand with the group; what belongs to a letter, with the letter. */
void
diff_take_columns(struct diff_side *side, const struct table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column *column = table->columns[i];

		if (column->origin == COLUMN_FIELD)
			take_field(side, column);
		else if (column->origin == COLUMN_DEFINE)
			take_define(side, column);
		else if (column->origin == COLUMN_DECIDE)
			take_decide(side, column);
		else if (column->origin == COLUMN_BANDS)
			take_bands(side, column);
		else if (column->origin == COLUMN_DEADLINE)
			take_deadline(side, column);
	}
}
