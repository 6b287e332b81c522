/* verify_record: the record against that of the second run: what of the causes differs (program,
 * policy, settings, inputs), and, when nothing else does, where the record itself was changed. */
#include "interp/verify_parts.h"

#include <string.h>

static const char *
text_or(const char *text, const char *otherwise)
{
	return text == NULL ? otherwise : text;
}

static bool
texts_differ(const struct json_value *was, const struct json_value *now, const char *key)
{
	return !json_same(json_member(was, key), json_member(now, key));
}

/* The member of a list whose `key` says `text`. */
static const struct json_value *
entry(const struct json_value *list, const char *key, const char *text)
{
	for (const struct json_value *at = list == NULL ? NULL : list->first; at != NULL;
	     at = at->next) {
		const char *its = json_member_text(at, key);

		if (its != NULL && text != NULL && strcmp(its, text) == 0)
			return at;
	}
	return NULL;
}

static void
say_program(struct verify *verify, const struct json_value *now)
{
	const struct json_value *was = json_member(verify->old.record, "tool");

	now = json_member(now, "tool");
	if (texts_differ(was, now, "version"))
		verify_say(verify,
		    "the program: the record says it was written by writ %s, and this is writ %s",
		    text_or(json_member_text(was, "version"), "of no version"),
		    text_or(json_member_text(now, "version"), "?"));
}

static void
say_policy(struct verify *verify, const struct json_value *now)
{
	const struct json_value *was = json_member(verify->old.record, "policy"), *list;

	now = json_member(now, "policy");
	if (texts_differ(was, now, "sha256")) {
		verify_say(verify, "the policy: %s is not the file of that run",
		    text_or(json_member_text(now, "file"), "it"));
		buffer_printf(&verify->out, "    its SHA-256 was %s\n    and is now      %s\n",
		    text_or(json_member_text(was, "sha256"), "none"),
		    text_or(json_member_text(now, "sha256"), "none"));
		if (texts_differ(was, now, "version"))
			buffer_printf(&verify->out, "    its version was %s, and is now %s\n",
			    text_or(json_member_text(was, "version"), "none"),
			    text_or(json_member_text(now, "version"), "none"));
	}
	list = json_member(now, "beside");
	for (const struct json_value *file = list == NULL ? NULL : list->first; file != NULL;
	     file = file->next) {
		const char *name = json_member_text(file, "name");
		const struct json_value *old = entry(json_member(was, "beside"), "name", name);

		if (old == NULL)
			verify_say(verify, "beside the policy: %s was not part of that run",
			    text_or(name, "a file"));
		else if (texts_differ(old, file, "sha256"))
			verify_say(verify, "beside the policy: %s is not the file of that run",
			    name);
	}
	list = json_member(was, "beside");
	for (const struct json_value *file = list == NULL ? NULL : list->first; file != NULL;
	     file = file->next)
		if (entry(json_member(now, "beside"), "name", json_member_text(file, "name")) ==
		    NULL)
			verify_say(verify,
			    "beside the policy: %s was part of that run, and is not now",
			    text_or(json_member_text(file, "name"), "a file"));
}

/* "40 days", or "40 days; from 2023-04-01 30 days". */
static const char *
spell_setting(struct arena *arena, const struct json_value *setting)
{
	const struct json_value *values = json_member(setting, "values");
	const char *text = "";

	for (const struct json_value *value = values == NULL ? NULL : values->first; value != NULL;
	     value = value->next) {
		const struct json_value *is = json_member(value, "is");
		const char *from = json_member_text(value, "from");

		if (*text != '\0')
			text = arena_printf(arena, "%s; ", text);
		if (from != NULL)
			text = arena_printf(arena, "%sfrom %s ", text, from);
		if (is == NULL || is->first == NULL)
			text = arena_printf(arena, "%snothing", text);
		for (const struct json_value *one = is == NULL ? NULL : is->first; one != NULL;
		     one = one->next)
			text = arena_printf(arena, "%s%s%s", text, one == is->first ? "" : " and ",
			    one->kind == JSON_TEXT ? one->text : "?");
	}
	return text;
}

static void
say_settings(struct verify *verify, const struct json_value *now)
{
	const struct json_value *was = json_member(verify->old.record, "settings");

	now = json_member(now, "settings");
	for (const struct json_value *setting = now == NULL ? NULL : now->first; setting != NULL;
	     setting = setting->next) {
		const char *name = json_member_text(setting, "name");
		const struct json_value *old = entry(was, "name", name);
		const char *before = old == NULL ? "not there" : spell_setting(verify->arena, old);
		const char *after = spell_setting(verify->arena, setting);

		if (strcmp(before, after) != 0)
			verify_say(verify, "the setting %s: it was %s, and is now %s", name, before,
			    after);
	}
	for (const struct json_value *setting = was == NULL ? NULL : was->first; setting != NULL;
	     setting = setting->next)
		if (entry(now, "name", json_member_text(setting, "name")) == NULL)
			verify_say(verify, "the setting %s was there in that run, and is not now",
			    text_or(json_member_text(setting, "name"), "without a name"));
}

static void
say_inputs(struct verify *verify, const struct json_value *now)
{
	const struct json_value *was = json_member(verify->old.record, "inputs");

	now = json_member(now, "inputs");
	for (const struct json_value *input = now == NULL ? NULL : now->first; input != NULL;
	     input = input->next) {
		const char *table = json_member_text(input, "table"),
			   *file = text_or(json_member_text(input, "file"), "its file");
		const struct json_value *old = entry(was, "table", table);
		uint64_t before = 0, after = 0;

		if (old == NULL) {
			verify_say(verify, "the input '%s' was not part of that run", table);
			continue;
		}
		if (!texts_differ(old, input, "sha256"))
			continue;
		json_member_count(old, "read", &before);
		json_member_count(input, "read", &after);
		verify_say(verify, "the input '%s': %s is not the file of that run", table, file);
		if (before != after)
			buffer_printf(&verify->out, "    it had %llu rows, and has %llu now\n",
			    (unsigned long long)before, (unsigned long long)after);
		verify_say_cells(verify, table);
	}
	for (const struct json_value *input = was == NULL ? NULL : was->first; input != NULL;
	     input = input->next)
		if (entry(now, "table", json_member_text(input, "table")) == NULL)
			verify_say(verify, "the input '%s' was part of that run, and is not now",
			    text_or(json_member_text(input, "table"), "without a name"));
}

void
verify_causes(struct verify *verify, const struct json_value *now)
{
	say_program(verify, now);
	say_policy(verify, now);
	say_settings(verify, now);
	say_inputs(verify, now);
}

/* ---- where the record itself was changed ---- */

static const char *
spell(const struct json_value *value)
{
	static const char *const words[] = { "null", "false", "true", "", "", "a list",
		"an object" };

	if (value == NULL)
		return "nothing";
	return value->kind == JSON_TEXT || value->kind == JSON_NUMBER ? value->text :
									words[value->kind];
}

/* What an entry of a list is about: the first of these that it has. */
static const char *
about(const struct json_value *member)
{
	static const char *const keys[] = { "name", "is", "decision", "column", "table", "clause",
		"row" };
	const char *text = NULL;

	for (size_t i = 0; text == NULL && i < sizeof keys / sizeof *keys; i++)
		text = json_member_text(member, keys[i]);
	return text != NULL ? text : json_member_text(json_member(member, "left"), "is");
}

static const char *
step(struct verify *verify, const char *path, const struct json_value *member, uint64_t index)
{
	const char *between = *path == '\0' ? "" : ", ", *name = about(member);

	if (member->key != NULL)
		return arena_printf(verify->arena, "%s%s%s", path, between, member->key);
	return arena_printf(verify->arena, name == NULL ? "%s%s%llu" : "%s%s%llu (%s)", path,
	    between, (unsigned long long)index, name);
}

struct differing {
	struct verify *verify;
	const char *words;		/* " in the record", " in the folder" */
	uint64_t told;
};

static void
differ_at(struct differing *differing, const char *path, const struct json_value *was,
    const struct json_value *now)
{
	struct verify *verify = differing->verify;
	uint64_t index = 1;

	if (json_same(was, now) || differing->told >= VERIFY_TOLD)
		return;
	if (was != NULL && now != NULL && was->kind == now->kind &&
	    (was->kind == JSON_OBJECT || was->kind == JSON_ARRAY)) {
		const struct json_value *other = was->first;

		for (const struct json_value *member = now->first; member != NULL;
		     member = member->next, index++) {
			if (member->key == NULL || strcmp(member->key, "previous") != 0)
				differ_at(differing, step(verify, path, member, index),
				    now->kind == JSON_OBJECT ? json_member(was, member->key) :
							       other,
				    member);
			other = other == NULL ? NULL : other->next;
		}
		for (const struct json_value *member = was->first;
		     member != NULL && was->kind == JSON_OBJECT; member = member->next)
			if (json_member(now, member->key) == NULL)
				differ_at(differing, step(verify, path, member, 0), member, NULL);
		if (was->kind == JSON_ARRAY && was->count > now->count)
			differ_at(differing,
			    arena_printf(verify->arena, "%s, behind the last", path), other, NULL);
		return;
	}
	differing->told++;
	buffer_printf(&verify->out, "    at %s: %s%s, and %s%s\n", path, spell(was),
	    differing->words, spell(now),
	    strcmp(differing->words, " in the record") == 0 ? " when written again" :
							      " when worked out again");
}

void
verify_differ(struct verify *verify, const struct json_value *was, const struct json_value *now,
    const char *words)
{
	struct differing differing = { verify, words, 0 };

	differ_at(&differing, "", was, now);
}

void
verify_rest(struct verify *verify, const struct json_value *now)
{
	struct differing differing = { verify, " in the record", 0 };

	verify_say(verify, "run.json is not what this run would be recorded as");
	differ_at(&differing, "", verify->old.record, now);
	if (differing.told == 0)
		buffer_text(&verify->out,
		    "    only its layout differs: it was changed after the run\n");
}
