/* whatif: where to try, and the day and the settings. See whatif.h. */
#include "interp/whatif_search.h"

#include <assert.h>
#include <string.h>

#include "interp/workspace.h"
#include "lang/date.h"

enum {
	STEPS_MAX = 400			/* of a setting, all values tried up to so many */
};

struct whatif_finding *
whatif_find(struct whatif *whatif)
{
	if (whatif->finding_count == whatif->finding_room) {
		uint32_t room = whatif->finding_room * 2 + 16;
		struct whatif_finding *more =
		    arena_array(whatif->arena, struct whatif_finding, room);

		if (whatif->finding_count > 0)
			memcpy(more, whatif->findings, whatif->finding_count * sizeof(*more));
		whatif->findings = more;
		whatif->finding_room = room;
	}
	return &whatif->findings[whatif->finding_count++];
}

bool
whatif_choices(struct whatif *whatif, struct whatif_change *changes, uint32_t count,
    const struct value *before, bool any_text, struct fault *fault)
{
	struct whatif_outcome *out = arena_array(whatif->arena, struct whatif_outcome,
	    (size_t)(count > 0 ? count : 1) * whatif->column_count);

	if (!whatif_try(whatif, changes, count, out, fault))
		return false;
	for (uint32_t c = 0; c < whatif->column_count; c++) {
		uint32_t first = whatif->finding_count;

		for (uint32_t i = 0; i < count; i++) {
			const struct whatif_outcome *at =
			    &out[(size_t)i * whatif->column_count + c];
			struct whatif_finding *finding;
			bool told = false;

			if (!whatif_turns(whatif->columns[c], &whatif->now[c], at))
				continue;
			for (uint32_t f = first; f < whatif->finding_count && !told; f++) {
				const struct whatif_outcome *other = &whatif->findings[f].after;

				told = whatif->columns[c]->type.labels != NULL ?
				    other->value.labels == at->value.labels :
				    other->line == at->line;
			}
			if (told)
				continue;
			finding = whatif_find(whatif);
			finding->column = whatif->columns[c];
			finding->change = changes[i];
			finding->before = *before;
			finding->after = *at;
			finding->any_text = any_text;
		}
	}
	return true;
}

/* ---- seeds ---- */

/* In days, near enough to bracket the edge; 0 for what is no time. */
static int64_t
gap_in_days(const struct fact_gap *gap)
{
	int64_t by = gap->by;

	if (by > 400000 || by < -400000)
		return 0;
	switch ((int)gap->kind) {
	case KIND_DATE:
	case KIND_DAYS:
	case KIND_WEEKS:
		return by;
	case KIND_WORKING_DAYS:
		return by * 7 / 5;
	case KIND_MONTH:
	case KIND_MONTHS:
		return by * 31;
	case KIND_QUARTER:
	case KIND_QUARTERS:
		return by * 92;
	case KIND_YEAR:
	case KIND_YEARS:
		return by * 366;
	default:
		return 0;
	}
}

static bool
is_days(enum kind kind)
{
	return kind == KIND_DATE || kind == KIND_DAYS || kind == KIND_WEEKS ||
	    kind == KIND_WORKING_DAYS;
}

void
whatif_seed_periods(struct axis *axis, int64_t date)
{
	int64_t month = date_month(date), quarter = date_quarter(date), year = date_year(date);

	axis_seed(axis, month_first_day(month) - 1);
	axis_seed(axis, month_last_day(month) + 1);
	axis_seed(axis, quarter_first_day(quarter) - 1);
	axis_seed(axis, quarter_last_day(quarter) + 1);
	axis_seed(axis, year_first_day(year) - 1);
	axis_seed(axis, year_last_day(year) + 1);
}

void
whatif_seed_gaps(struct axis *axis)
{
	const struct facts *facts = axis->whatif->facts;
	enum kind kind = axis->type.kind;

	for (uint32_t i = 0; i < facts->gap_count && axis->has_present; i++) {
		const struct fact_gap *gap = &facts->gaps[i];
		int64_t by = kind == KIND_DATE ? gap_in_days(gap) : gap->by;

		if (kind == KIND_DATE ? by == 0 && gap->by != 0 :
		                        gap->kind != kind && !(is_days(kind) && is_days(gap->kind)))
			continue;
		if (by > INT64_MAX / 8 || by < -INT64_MAX / 8)
			continue;
		for (int step = -1; step <= 1; step++) {
			axis_seed(axis, axis->present + by + step * axis->unit);
			axis_seed(axis, axis->present - by + step * axis->unit);
		}
	}
	for (uint32_t i = 0; i < facts->bound_count; i++)
		if (facts->bounds[i].kind == kind)
			for (int step = -1; step <= 1; step++)
				axis_seed(axis, facts->bounds[i].num + step * axis->unit);
}

/* The largest step, a power of ten below one whole, that the present value and every edge of its
 * kind are multiples of; of a rounded field, its places. */
int64_t
whatif_unit(const struct whatif *whatif, struct type type, const struct column *field, bool has,
    int64_t present)
{
	const struct facts *facts = whatif->facts;
	int64_t unit = kind_scale(type.kind);

	if (field != NULL && field->field != NULL && field->field->rounded) {
		for (int i = 0; i < field->field->places && unit > 1; i++)
			unit /= 10;
		return unit;
	}
	if (type.kind == KIND_MONEY)
		return 1;
	while (unit > 1 && has && present % unit != 0)
		unit /= 10;
	/* As finely as the column is written anywhere. */
	for (uint32_t row = 0; field != NULL && unit > 1 &&
	     row < workspace_row_count(whatif->base, field->table); row++) {
		struct value value;

		if (!workspace_value(whatif->base, field, row, &value) || value.state != GIVEN)
			continue;
		while (unit > 1 && value.num % unit != 0)
			unit /= 10;
	}
	for (uint32_t i = 0; field != NULL && i < facts->bound_count; i++)
		while (facts->bounds[i].kind == type.kind && unit > 10000000 &&
		    facts->bounds[i].num % unit != 0)
			unit /= 10;
	return unit;
}

void
whatif_seed_figure(struct axis *axis)
{
	int64_t one = kind_scale(axis->type.kind);

	whatif_seed_gaps(axis);
	axis_seed(axis, 0);
	if (axis->type.kind == KIND_PERCENT) {
		axis_seed(axis, 100 * one);
		axis->high = axis->high < 100 * one || axis->present > 100 * one ? axis->high :
		                                                                   100 * one;
	} else if (kind_is_period(axis->type.kind)) {
		for (int step = 1; step <= 8; step++) {
			axis_seed(axis, axis->present + step);
			axis_seed(axis, axis->present - step);
		}
	} else {
		axis_seed(axis, axis->present / one / 2 * one);
		axis_seed(axis, axis->present / one * 2 * one + 10 * one);
		axis_seed(axis, axis->present / one * 10 * one + 1000 * one);
	}
}

/* ---- the day of the run ---- */

bool
whatif_date(struct whatif *whatif, struct fault *fault)
{
	struct whatif_change change = { .kind = WHATIF_DATE };
	struct axis axis;
	struct value before = { .state = GIVEN, .type = type_plain(KIND_DATE) };

	axis_init(&axis, whatif, &change, before.type);
	before.num = axis.present = whatif->session->knobs.run_date;
	axis.has_present = true;
	axis_seed(&axis, axis.present - 1);
	axis_seed(&axis, axis.present + 1);
	whatif_seed_gaps(&axis);
	whatif_seed_periods(&axis, axis.present);
	axis_seed(&axis, axis.present - WHATIF_FAR_DAYS);
	axis_seed(&axis, axis.present + WHATIF_FAR_DAYS);
	return axis_search(&axis, &before, fault);
}

/* ---- settings ---- */

static bool
setting_labels(struct whatif *whatif, const struct setting *setting,
    const struct setting_value *now, struct fault *fault)
{
	const struct label_set *set = setting->type.labels;
	struct whatif_change *changes =
	    arena_array(whatif->arena, struct whatif_change, set->count + 1);
	uint32_t count = 0;

	for (uint32_t i = 0; i < set->count; i++) {
		struct value one = { .state = GIVEN,
			.type = setting->type,
			.labels = UINT64_C(1) << i };
		struct value *list = arena_array(whatif->arena, struct value, now->count + 1);
		uint32_t length = 0;
		bool in = false;

		for (uint32_t k = 0; k < now->count; k++) {
			in = in || now->values[k].labels == one.labels;
			if (now->values[k].labels != one.labels)
				list[length++] = now->values[k];
		}
		if (in && !setting->is_list)
			continue;
		if (!setting->is_list)
			length = 0;
		if (!in)
			list[length++] = one;
		changes[count++] = (struct whatif_change){ .kind = WHATIF_SETTING,
			.setting = setting,
			.value = one,
			.text = whatif_setting_text(whatif->arena, list, length) };
	}
	return whatif_choices(whatif, changes, count, &now->values[0], false, fault);
}

static bool
setting_among(struct whatif *whatif, const struct setting *setting,
    const struct setting_value *now, struct fault *fault)
{
	struct whatif_change *changes =
	    arena_array(whatif->arena, struct whatif_change, setting->bound_count + 1);

	for (uint32_t i = 0; i < setting->bound_count; i++)
		changes[i] = (struct whatif_change){ .kind = WHATIF_SETTING,
			.setting = setting,
			.value = setting->bounds[i],
			.text = whatif_setting_text(whatif->arena, &setting->bounds[i], 1) };
	return whatif_choices(whatif, changes, setting->bound_count, &now->values[0], false, fault);
}

static bool
setting_in_order(struct whatif *whatif, const struct setting *setting,
    const struct setting_value *now, struct fault *fault)
{
	struct whatif_change change = { .kind = WHATIF_SETTING, .setting = setting };
	struct axis axis;

	assert(now->values[0].den == 0);
	axis_init(&axis, whatif, &change, setting->type);
	axis.has_present = true;
	axis.present = now->values[0].num;
	axis.unit = whatif_unit(whatif, setting->type, NULL, true, axis.present);
	if (setting->may_vary == MAY_VARY_BETWEEN) {
		axis.low = setting->bounds[0].num;
		axis.high = setting->bounds[1].num;
		axis_seed(&axis, axis.low);
		axis_seed(&axis, axis.high);
		if (whatif->alone && (axis.high - axis.low) / axis.unit <= STEPS_MAX)
			for (int64_t num = axis.low; num <= axis.high; num += axis.unit)
				axis_seed(&axis, num);
	}
	if (setting->type.kind == KIND_DATE) {
		axis_seed(&axis, axis.present - WHATIF_FAR_DAYS);
		axis_seed(&axis, axis.present + WHATIF_FAR_DAYS);
	} else if (setting->may_vary == MAY_VARY_FREELY) {
		whatif_seed_figure(&axis);
	}
	whatif_seed_gaps(&axis);
	return axis_search(&axis, &now->values[0], fault);
}

bool
whatif_settings(struct whatif *whatif, struct fault *fault)
{
	const struct knobs *knobs = &whatif->session->knobs;
	const struct program *program = whatif->session->program;

	for (uint32_t i = 0; i < program->setting_count; i++) {
		const struct setting *setting = program->settings[i];
		const struct setting_value *now = knob_on(&knobs->knobs[i], knobs->run_date);
		bool done = true;

		if (!whatif->facts->settings[i] || setting->may_vary == MAY_NOT_VARY ||
		    whatif->stopped || now == NULL)
			continue;
		if (setting->type.labels != NULL)
			done = setting_labels(whatif, setting, now, fault);
		else if (setting->is_list || setting->type.kind == KIND_TEXT || now->count == 0)
			continue;
		else if (setting->may_vary == MAY_VARY_AMONG)
			done = setting_among(whatif, setting, now, fault);
		else
			done = setting_in_order(whatif, setting, now, fault);
		if (!done)
			return false;
	}
	return true;
}

bool
whatif_search(struct whatif *whatif, struct fault *fault)
{
	if (whatif->column_count == 0)
		return true;
	return whatif_date(whatif, fault) && whatif_settings(whatif, fault) &&
	    whatif_cells(whatif, fault);
}
