/* agree: see agree.h. */
#include "interp/agree.h"

#include <string.h>

static const char NOT_THERE[] = "not there";

static bool
side_agrees(const struct oldrun *old, struct arena *arena, const struct json_value *side,
    struct disagreement *found)
{
	const char *is = json_member_text(side, "is"), *day = json_member_text(side, "value"),
		   *recorded = json_member_text(old->record, "run_date");

	if (is == NULL || day == NULL || strcmp(is, "run_date") != 0)
		return true;
	if (recorded != NULL && strcmp(recorded, day) == 0)
		return true;
	*found = (struct disagreement){ "run_date", recorded == NULL ? NOT_THERE : recorded,
		arena_copy(arena, day, strlen(day)) };
	return false;
}

static const struct json_value *
named(const struct json_value *list, const char *name)
{
	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next) {
		const char *its = json_member_text(one, "name");

		if (its != NULL && strcmp(its, name) == 0)
			return one;
	}
	return NULL;
}

static const char *
spell_list(struct arena *arena, const struct json_value *list)
{
	const char *text = "";

	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next)
		text = arena_printf(arena, "%s%s%s", text, *text == '\0' ? "" : " and ",
		    one->kind == JSON_TEXT ? one->text : "?");
	return *text == '\0' ? "nothing" : text;
}

/* A setting as a decision went by it is one of the values that the record has for it. */
static bool
setting_agrees(const struct oldrun *old, struct arena *arena, const struct json_value *setting,
    struct disagreement *found)
{
	const char *name = json_member_text(setting, "name");
	const struct json_value *is = json_member(setting, "is"), *values;

	if (name == NULL || is == NULL || is->first == NULL)
		return true;		/* not known, or none on that day */
	values = json_member(named(json_member(old->record, "settings"), name), "values");
	for (const struct json_value *value = values == NULL ? NULL : values->first; value != NULL;
	     value = value->next)
		if (json_same(json_member(value, "is"), is))
			return true;
	*found = (struct disagreement){ arena_printf(arena, "the setting %s", name),
		values == NULL || values->first == NULL ?
		    NOT_THERE :
		    spell_list(arena, json_member(values->first, "is")),
		spell_list(arena, is) };
	return false;
}

bool
agree_line(const struct oldrun *old, struct arena *arena, const struct json_value *line,
    struct disagreement *found)
{
	const struct json_value *list = json_member(line, "comparisons");

	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next)
		if (!side_agrees(old, arena, json_member(one, "left"), found) ||
		    !side_agrees(old, arena, json_member(one, "right"), found))
			return false;
	list = json_member(line, "values");
	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next)
		if (!side_agrees(old, arena, one, found))
			return false;
	list = json_member(line, "settings");
	for (const struct json_value *one = list == NULL ? NULL : list->first; one != NULL;
	     one = one->next)
		if (!setting_agrees(old, arena, one, found))
			return false;
	return true;
}
