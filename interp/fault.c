/* fault: see fault.h. */
#include "interp/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
fault_set(struct fault *fault, enum exit_code code, const char *format, ...)
{
	static const char dots[] = "...";
	size_t end = sizeof(fault->text) - sizeof(dots);
	va_list arguments;
	int length;

	if (fault->code != EXIT_DONE)
		return false;
	fault->code = code;
	va_start(arguments, format);
	length = vsnprintf(fault->text, sizeof(fault->text), format, arguments);
	va_end(arguments);
	if (length < (int)sizeof(fault->text))
		return false;
	while (end > 0 && ((unsigned char)fault->text[end] & 0xC0) == 0x80)
		end--;
	memcpy(fault->text + end, dots, sizeof(dots));
	return false;
}
