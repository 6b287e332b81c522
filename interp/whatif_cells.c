/* whatif_cells: the cells to try. See whatif.h. */
#include <string.h>

#include "interp/whatif_search.h"
#include "interp/workspace.h"

enum { AROUND_DAYS = 730 };	/* every day tried around a date of a lone table */

static struct value
value_of(const struct whatif *whatif, const struct fact *fact)
{
	struct value value = { .state = UNKNOWN };

	workspace_value(whatif->base, fact->field, fact->row, &value);
	if (fact->field->type.labels != NULL) {
		uint64_t left = value.labels & ~LABEL_NOTHING;

		value.state = value.labels == LABEL_NOTHING ? NOTHING :
		    value.labels != 0 && (left & (left - 1)) == 0 && left == value.labels ?
		                                              GIVEN :
		                                              UNKNOWN;
	}
	return value;
}

static bool
may_be_blanked(const struct fact *fact)
{
	const struct field *field = fact->field->field;

	return field != NULL && field->may_be_blank && !field->has_blank_value;
}

static struct value
blank_of(const struct fact *fact)
{
	struct value value = { .state = NOTHING, .type = fact->field->type };

	value.labels = value.type.labels != NULL ? LABEL_NOTHING : 0;
	return value;
}

static bool
cells_of_labels(struct whatif *whatif, const struct fact *fact, const struct value *now,
    struct fault *fault)
{
	const struct label_set *set = fact->field->type.labels;
	struct whatif_change *changes =
	    arena_array(whatif->arena, struct whatif_change, set->count + 1);
	uint32_t count = 0;

	for (uint32_t i = 0; i < set->count; i++) {
		struct value value = { .state = GIVEN,
			.type = fact->field->type,
			.labels = UINT64_C(1) << i };

		if (now->labels == value.labels)
			continue;
		changes[count++] =
		    (struct whatif_change){ .kind = WHATIF_CELL, .fact = fact, .value = value };
	}
	if (may_be_blanked(fact) && now->state != NOTHING)
		changes[count++] = (struct whatif_change){ .kind = WHATIF_CELL,
			.fact = fact,
			.value = blank_of(fact) };
	return whatif_choices(whatif, changes, count, now, false, fault);
}

/* A text that fits: @ a letter, # a digit, ? either. */
static const char *
sample_text(struct arena *arena, const char *pattern)
{
	char *text = arena_copy(arena, pattern, strlen(pattern));

	for (char *at = text; *at != '\0'; at++)
		*at = *at == '@' ? 'A' : *at == '#' || *at == '?' ? '1' : *at;
	return text;
}

static void
add_text(struct whatif_change *changes, uint32_t *count, const struct fact *fact,
    const struct value *now, const char *text, size_t length)
{
	if (now->state == GIVEN && now->text_length == length &&
	    memcmp(now->text, text, length) == 0)
		return;
	changes[*count] = (struct whatif_change){ .kind = WHATIF_CELL, .fact = fact };
	changes[(*count)++].value = (struct value){ .state = GIVEN,
		.type = fact->field->type,
		.text = text,
		.text_length = length };
}

static bool
cells_of_text(struct whatif *whatif, const struct fact *fact, const struct value *now,
    struct fault *fault)
{
	const struct facts *facts = whatif->facts;
	const char *pattern = fact->field->field->pattern,
		   *any = pattern != NULL ? sample_text(whatif->arena, pattern) : "any text";
	struct whatif_change *changes =
	    arena_array(whatif->arena, struct whatif_change, facts->word_count + 2);
	uint32_t count = 0;
	bool compared;

	for (uint32_t i = 0; i < facts->word_count; i++)
		if (facts->words[i].field == fact->field)
			add_text(changes, &count, fact, now, facts->words[i].value.text,
			    facts->words[i].value.text_length);
	if (may_be_blanked(fact) && now->state != NOTHING)
		changes[count++] = (struct whatif_change){ .kind = WHATIF_CELL,
			.fact = fact,
			.value = blank_of(fact) };
	if (!whatif_choices(whatif, changes, count, now, false, fault))
		return false;
	/* Any other text differs from a given one only where the rules ask for certain texts. */
	compared = count > (may_be_blanked(fact) && now->state != NOTHING ? 1 : 0);
	count = 0;
	if (now->state != GIVEN || compared)
		add_text(changes, &count, fact, now, any, strlen(any));
	return whatif_choices(whatif, changes, count, now, true, fault);
}

static bool
cells_in_order(struct whatif *whatif, const struct fact *fact, const struct value *now,
    struct fault *fault)
{
	struct whatif_change change = { .kind = WHATIF_CELL, .fact = fact };
	struct type type = fact->field->type;
	int64_t run_date = whatif->session->knobs.run_date;
	struct axis axis;

	axis_init(&axis, whatif, &change, type);
	axis.has_present = now->state == GIVEN && now->den == 0;
	axis.present = axis.has_present ? now->num : type.kind == KIND_DATE ? run_date : 0;
	axis.unit = whatif_unit(whatif, type, fact->field, axis.has_present, axis.present);
	if (type.kind == KIND_DATE) {
		if (fact->table->dated_by == fact->field)
			axis.high = run_date;
		for (int day = 0; whatif->alone && day <= AROUND_DAYS; day++) {
			axis_seed(&axis, axis.present - day);
			axis_seed(&axis, axis.present + day);
		}
		axis_seed(&axis, run_date);
		axis_seed(&axis, run_date - 1);
		axis_seed(&axis, run_date + 1);
		whatif_seed_gaps(&axis);
		whatif_seed_periods(&axis, axis.present);
		axis_seed(&axis, axis.present - WHATIF_FAR_DAYS);
		axis_seed(&axis, axis.present + WHATIF_FAR_DAYS);
	} else {
		whatif_seed_figure(&axis);
	}
	if (!axis_search(&axis, now, fault))
		return false;
	change.value = blank_of(fact);
	if (may_be_blanked(fact) && now->state != NOTHING)
		return whatif_choices(whatif, &change, 1, now, false, fault);
	return true;
}

bool
whatif_cells(struct whatif *whatif, struct fault *fault)
{
	for (uint32_t i = 0; i < whatif->facts->count; i++) {
		const struct fact *fact = &whatif->facts->facts[i];
		struct value now = value_of(whatif, fact);
		enum kind kind = fact->field->type.kind;
		bool done;

		if (whatif->stopped)
			return true;
		if (fact->is_key)
			continue;
		if (fact->field->type.labels != NULL)
			done = cells_of_labels(whatif, fact, &now, fault);
		else if (kind == KIND_TEXT)
			done = cells_of_text(whatif, fact, &now, fault);
		else
			done = cells_in_order(whatif, fact, &now, fault);
		if (!done)
			return false;
	}
	return true;
}
