/* suggest_words: a value as the text of a test has it. See suggest_parts.h. */
#include "interp/suggest_parts.h"

#include <string.h>

/* Figures that no decimal is equal to, and labels of which several are still possible, cannot be
 * written in a test. */
bool
suggest_can_spell(const struct value *value)
{
	if (value->state != GIVEN)
		return true;
	if (value->type.labels != NULL)
		return (value->labels & (value->labels - 1)) == 0;
	if (value->type.kind == KIND_TEXT)
		return memchr(value->text, '"', value->text_length) == NULL &&
		    memchr(value->text, '\n', value->text_length) == NULL;
	return value->den == 0 || value->den == 1;
}

static bool
is_plain_label(const char *name)
{
	if (name[0] < 'A' || name[0] > 'Z' || strcmp(name, "Yes") == 0 || strcmp(name, "No") == 0)
		return false;
	for (const char *c = name; *c != '\0'; c++)
		if (!((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
			(*c >= '0' && *c <= '9') || *c == '_'))
			return false;
	return true;
}

void
suggest_spell(struct buffer *out, struct arena *arena, const struct value *value)
{
	const char *text;
	bool quoted;

	if (value->state == UNKNOWN) {
		buffer_text(out, "unknown");
		return;
	}
	if (value->state == NOTHING) {
		buffer_text(out, "blank");
		return;
	}
	text = value_spell(arena, value,
	    value->type.kind == KIND_MONEY ? SPELL_READER : SPELL_PLAIN);
	quoted = value->type.kind == KIND_TEXT ||
	    (value->type.kind == KIND_LABEL && !is_plain_label(text));
	buffer_printf(out, quoted ? "\"%s\"" : "%s", text);
}
