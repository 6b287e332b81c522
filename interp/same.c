/* same: see same.h. */
#include "interp/same.h"

#include "interp/keys.h"

static struct text
text_of(const struct value *value)
{
	return (struct text){ value->text, (uint32_t)value->text_length };
}

bool
value_same(const struct value *a, const struct value *b)
{
	if (a->state != b->state || a->labels != b->labels)
		return false;
	if (a->state != GIVEN)
		return true;
	if (a->type.kind == KIND_TEXT)
		return text_same(text_of(a), text_of(b));
	return a->num == b->num && a->den == b->den;
}

uint64_t
value_digest(uint64_t digest, const struct value *value)
{
	uint64_t parts[] = { (uint64_t)value->state, value->labels, 0, 0 };

	if (value->state == GIVEN && value->type.kind == KIND_TEXT)
		return key_digest(key_digest(digest, parts, sizeof parts), value->text,
		    value->text_length);
	if (value->state == GIVEN) {
		parts[2] = (uint64_t)value->num;
		parts[3] = (uint64_t)value->den;
	}
	return key_digest(digest, parts, sizeof parts);
}
