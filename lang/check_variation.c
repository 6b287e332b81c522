/*
 * check_variation: local changes of settings, and the files that stand beside a policy: tests and
 * variations.
 *
 * What such a file holds is checked as if it stood in the policy itself, once it is known that
 * nothing else stands in it.
 */
#include <string.h>

#include "lang/check_internal.h"
#include "lang/unseen.h"

bool
check_can_be_seen(const char *text)
{
	return text != NULL && !text_is_unseen(text, strlen(text));
}

/* ---- files beside the policy ---- */

static const char *
construct_word(const struct ast *node)
{
	switch ((int)node->kind) {
	case AST_POLICY: return "policy";
	case AST_SOURCE: return "source";
	case AST_CALENDAR: return "calendar";
	case AST_SETTING: return "setting";
	case AST_INPUT: return "input";
	case AST_REGISTER: return "letters are recorded in";
	case AST_GROUP: return "group";
	case AST_DEFINE: return "define";
	case AST_DECIDE: return "decide";
	case AST_BANDS: return "bands";
	case AST_DEADLINE: return "deadline";
	case AST_LETTER: return "letter";
	case AST_FORM: return "form";
	case AST_REPORT: return "report";
	case AST_VARIATION: return "variation";
	case AST_TESTS_OF: return "tests of";
	default: return "test";
	}
}

/* A construct in a file that is not for it. */
static void
not_here(struct check *check, const struct ast *node, bool tests)
{
	if (node->kind == AST_WRONG)
		return;
	if (node->kind == AST_TESTS_OF) {
		diag_error(check->diags, node->at, "wrong-file",
		    "'tests of' begins a file of its own, and only once");
		diag_note(check->diags,
		    "leave this line out, or move the tests below it into another file");
		return;
	}
	diag_error(check->diags, node->at, "wrong-file", "'%s' cannot stand in a file of %s",
	    construct_word(node), tests ? "tests" : "variations");
	if (!tests && node->kind == AST_TEST)
		diag_note(check->diags,
		    "tests stand in the policy, or in a file that begins: tests of NAME");
	else if (tests && node->kind == AST_VARIATION)
		diag_note(check->diags, "move it into a file without tests");
	else
		diag_note(check->diags, "move it into the policy itself");
}

/* Of a variation in one of the files beside the policy. What was taken in already hangs together
 * with the policy's own, so that nothing is missed by going on to the end. */
static bool
tests_of_variation(const struct check_request *request, const char *name)
{
	for (uint32_t i = 0; i < request->beside_count; i++)
		for (const struct ast *node = request->beside[i]->first; node != NULL;
		    node = node->next)
			if (node->kind == AST_VARIATION && node->name == name)
				return true;
	return false;
}

static void
wrong_policy(struct check *check, const struct ast *name, const char *what, const char *policy)
{
	if (name == NULL || name->name == NULL || policy == NULL || name->name == policy)
		return;
	diag_error(check->diags, name->name_at, "other-policy",
	    "%s of '%s', and the policy is '%s'", what, name->name, policy);
	diag_note(check->diags, "write '%s', or name the file of the policy that is meant", policy);
}

static const char *
policy_name(const struct check *check)
{
	const struct ast *policy = ast_child(check->file, AST_POLICY);

	return policy == NULL ? NULL : policy->name;
}

/* The constructs of a file beside the policy join those of the policy. */
static void
take_in(struct check *check, const struct check_request *request, const struct ast *file)
{
	struct ast *next, *node = file->first;
	bool tests = node != NULL && node->kind == AST_TESTS_OF;
	const char *of = NULL;

	if (tests) {
		if (node->name != NULL && tests_of_variation(request, node->name))
			of = node->name;
		else
			wrong_policy(check, node, "these are tests", policy_name(check));
		if (of == NULL)
			check->tests_of = node;
		node = node->next;
	}
	for (; node != NULL; node = next) {
		next = node->next;
		if (node->kind != (tests ? AST_TEST : AST_VARIATION)) {
			not_here(check, node, tests);
			continue;
		}
		node->next = NULL;
		if (of != NULL)
			node->member = of;
		ast_add(request->policy, node);
	}
}

/* A file of tests or variations in the place of a policy: true after a message. */
static bool
is_no_policy(struct check *check)
{
	const struct ast *first = check->file->first, *of;
	const char *file = check->policy_file == NULL ? "" : check->policy_file->name;
	bool tests = first != NULL && first->kind == AST_TESTS_OF;

	if (ast_child(check->file, AST_POLICY) != NULL || first == NULL || check->had_errors)
		return false;
	for (const struct ast *node = first; node != NULL && !tests; node = node->next)
		if (node->kind != AST_VARIATION)
			return false;
	of = tests ? first : ast_child(first, AST_OF);
	diag_error(check->diags, first->at, "no-policy", "this file has %s of '%s', and no policy",
	    tests ? "tests" : "a variation", of == NULL || of->name == NULL ? "" : of->name);
	if (tests)
		diag_note(check->diags,
		    "name the file of the policy instead: tests beside it, in a file called "
		    "tests-of- and the name of the "
		    "policy's file, are read with it");
	else
		diag_note(
		    check->diags, "name the file of the policy, and behind it: --with %s", file);
	return true;
}

bool
check_beside(struct check *check, const struct check_request *request)
{
	if (is_no_policy(check))
		return false;
	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		if (node->kind == AST_TESTS_OF)
			not_here(check, node, false);
	for (uint32_t i = 0; i < request->beside_count; i++)
		take_in(check, request, request->beside[i]);
	return true;
}

/* ---- variations ---- */

static const char *
bounds_said(struct check *check, const struct setting *setting)
{
	const char *text = "";

	if (setting->may_vary == MAY_VARY_BETWEEN && setting->bound_count == 2)
		return arena_printf(check->arena, "between %s and %s",
		    value_spell(check->arena, &setting->bounds[0], SPELL_READER),
		    value_spell(check->arena, &setting->bounds[1], SPELL_READER));
	for (uint32_t i = 0; i < setting->bound_count; i++)
		text = arena_printf(check->arena, "%s%s%s", text, i > 0 ? ", " : "",
		    value_spell(check->arena, &setting->bounds[i], SPELL_READER));
	return arena_printf(check->arena, "among %s", text);
}

static void
inside_bounds(struct check *check, const struct setting *setting, const struct variation_set *set,
    const struct ast *written)
{
	const struct ast *literal = written->first;

	if (setting->may_vary == MAY_VARY_FREELY || setting->bound_count == 0 ||
	    (setting->may_vary == MAY_VARY_BETWEEN && setting->bound_count != 2))
		return;
	for (uint32_t i = 0; i < set->count && literal != NULL; i++, literal = literal->next) {
		const struct value *value = &set->values[i];
		bool inside = setting->may_vary == MAY_VARY_AMONG ?
		    check_among(value, setting->bounds, setting->bound_count) :
		    exact_compare(value, &setting->bounds[0]) >= 0 &&
			exact_compare(value, &setting->bounds[1]) <= 0;

		if (inside)
			continue;
		diag_error(check->diags, literal->at, "outside-bounds",
		    "'%s' may vary %s, and '%s' is outside", setting->name,
		    bounds_said(check, setting), check_said(check, literal->at));
		diag_note_at(check->diags, setting->at,
		    "what is allowed stands below this line of the policy; choose a value inside "
		    "it");
	}
}

/* The setting that a line of a variation sets; NULL after a message. */
static struct setting_draft *
may_be_set(struct check *check, const struct ast *node)
{
	struct setting_draft *draft = scope_thing(&check->settings, node->name);
	struct nearest nearest;

	if (node->name == NULL || (draft == NULL && check_maybe_declared(check, node->name)))
		return NULL;
	if (draft == NULL) {
		diag_error(check->diags, node->name_at, "unknown-name", "'%s' is not a setting",
		    node->name);
		check_nearest(check, &nearest, node->name);
		nearest_offer_scope(&nearest, &check->settings);
		check_did_you_mean(check, &nearest);
		if (nearest.best == NULL)
			diag_note(check->diags,
			    "a variation changes settings of the policy; labels of fields with: "
			    "set "
			    "\"LABEL\" of FIELD of INPUT to \"words\" because \"why\"; bands "
			    "cannot be "
			    "renamed");
		return NULL;
	}
	if (draft->setting.may_vary != MAY_NOT_VARY)
		return draft;
	diag_error(check->diags, node->name_at, "may-not-vary",
	    "'%s' is the same everywhere: the policy does not let it vary", node->name);
	diag_note_at(check->diags, draft->setting.at,
	    "leave it out of the variation; only the owner of the policy can write below this "
	    "line: may vary locally");
	return NULL;
}

static void
one_set(struct check *check, struct variation *variation, struct variation_set *set,
    const struct ast *node)
{
	const struct ast *value = ast_child(node, AST_SETTING_VALUE);
	struct setting_draft *draft = may_be_set(check, node);

	if (draft == NULL || value == NULL)
		return;
	for (uint32_t i = 0; i < variation->set_count; i++) {
		if (variation->sets[i].setting != &draft->setting)
			continue;
		diag_error(check->diags, node->at, "said-twice",
		    "'%s' is set twice in this variation", node->name);
		diag_note_at(
		    check->diags, variation->sets[i].at, "it was set here; keep one of the two");
		return;
	}
	variation->set_count++;
	set->setting = &draft->setting;
	set->because = node->text;
	set->at = node->at;
	if (!draft->setting.is_list &&
	    (value->flag || (value->first != NULL && value->first->next != NULL))) {
		diag_error(check->diags, value->at, "list-not-value",
		    "'%s' has one value, not a list", node->name);
		diag_note(check->diags, "set it to one value");
		return;
	}
	if (check_literal_set(check, draft, value, &set->values, &set->count))
		inside_bounds(check, &draft->setting, set, value);
	if (check_can_be_seen(node->text))
		return;
	diag_error(check->diags, node->at, "variation-reason", "this change of '%s' has no reason",
	    node->name);
	diag_note(check->diags, "add behind the value: because \"who decided it, and why\"");
}

/* ---- the version it was decided for ---- */

static bool
in_own_file(const struct check *check, struct span at)
{
	return check->policy_file != NULL &&
	    sources_place(check->diags->sources, at.start).file != check->policy_file;
}

static void
version_fits(struct check *check, struct variation *variation, const struct ast *node)
{
	const struct ast *named = ast_child(node, AST_VERSION);
	const char *version = check->program->version;

	variation->version = named == NULL ? NULL : named->text;
	if (version == NULL || (named == NULL && !in_own_file(check, node->at)))
		return;
	if (named == NULL) {
		diag_warning(check->diags, node->at, "variation-version",
		    "this variation does not say for which version of the policy it was decided");
		diag_note(check->diags, "write behind the name of the policy: version \"%s\"",
		    version);
	} else if (named->text != NULL && strcmp(named->text, version) != 0) {
		diag_error(check->diags, named->at, "variation-version",
		    "decided for version \"%s\", and the policy is version \"%s\"", named->text,
		    version);
		diag_note(check->diags,
		    "see what is new with 'writ diff' and both versions, decide again, and write: "
		    "version \"%s\"",
		    version);
	}
}

static struct variation *
one_variation(struct check *check, const struct ast *node)
{
	struct variation *variation = arena_new(check->arena, struct variation);
	const struct ast *from = ast_child(node, AST_IN_FORCE), *to = ast_child(from, AST_TO);
	struct variation_set *sets;
	uint32_t count = 0, texts = 0;

	for (const struct ast *part = node->first; part != NULL; part = part->next)
		count += part->kind == AST_SET;
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		texts += part->kind == AST_SET_TEXT || part->kind == AST_SET_LABELS ||
		    part->kind == AST_SET_WORDS;
	variation->name = node->name;
	variation->at = node->name_at;
	variation->from = from->value.num;
	variation->to = to->value.num;
	variation->sets = sets = arena_array(check->arena, struct variation_set, count);
	variation->provenance = check_provenance(check, node->first);
	wrong_policy(check, ast_child(node, AST_OF), "this is a variation", policy_name(check));
	version_fits(check, variation, node);
	if (variation->to < variation->from) {
		diag_error(check->diags, from->at, "variation-dates",
		    "this variation ends before it begins");
		diag_note(check->diags, "write the earlier date first");
	}
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		if (part->kind == AST_SET)
			one_set(check, variation, &sets[variation->set_count], part);
	for (const struct ast *part = node->first; part != NULL; part = part->next)
		if (part->kind == AST_SET_TEXT)
			check_local_text(check, variation, part);
	check_local_labels(check, variation, node);
	if (count + texts == 0 && !check->had_errors) {
		diag_warning(
		    check->diags, node->at, "variation-empty", "this variation changes nothing");
		diag_note(check->diags, "add lines: set NAME to VALUE because \"why\"");
	}
	return variation;
}

void
check_variations(struct check *check)
{
	uint32_t count = 0;
	const struct variation **variations;
	struct scope names;

	for (const struct ast *node = check->file->first; node != NULL; node = node->next)
		count += node->kind == AST_VARIATION;
	check->program->variations = variations =
	    arena_array(check->arena, const struct variation *, count);
	scope_init(&names, check->arena);
	for (const struct ast *node = check->file->first; node != NULL; node = node->next) {
		if (node->kind != AST_VARIATION || node->name == NULL ||
		    ast_child(node, AST_IN_FORCE) == NULL)
			continue;
		if (!scope_add(&names, node->name, check, node->name_at)) {
			diag_error(check->diags, node->name_at, "duplicate-name",
			    "there is another variation called '%s'", node->name);
			diag_note_at(check->diags, scope_find(&names, node->name)->at,
			    "the other one is here; give one of them another name");
		}
		variations[check->program->variation_count++] = one_variation(check, node);
	}
}
