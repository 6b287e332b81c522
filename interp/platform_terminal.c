/* platform_terminal: the terminal, the clock and the environment (platform.h). */
#if !defined(_WIN32)
#define _DEFAULT_SOURCE 1	/* localtime_r and the terminal's width */
#endif
#include "interp/platform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unistd.h>

#if defined(_WIN32)
#include <windows.h>
#elif !defined(__wasi__)
#include <sys/ioctl.h>
#endif

#include "interp/platform_parts.h"
#include "lang/date.h"

void
platform_say(const char *text)
{
	/* Where it cannot be said there is nobody to tell that. */
	platform_stream_write(stderr, text, strlen(text));
}

bool
platform_is_terminal(int stream)
{
	return isatty(stream) != 0;
}

int
platform_terminal_width(void)
{
#if defined(_WIN32)
	CONSOLE_SCREEN_BUFFER_INFO info;

	if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
		return info.srWindow.Right - info.srWindow.Left + 1;
#elif !defined(__wasi__)
	struct winsize size;

	if (ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
#endif
	return isatty(1) ? 80 : 120;
}

const char *
platform_environment(const char *name)
{
	return getenv(name);
}

int64_t
platform_milliseconds(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
platform_progress(const char *name, uint64_t bytes, uint64_t size, uint64_t rows)
{
	enum { WIDTH = 30 };
	char bar[WIDTH + 1];
	uint64_t done = size > 0 ? (bytes >= size ? WIDTH : bytes * WIDTH / size) : 0;
	unsigned percent = size > 0 ? (unsigned)(bytes >= size ? 100 : bytes * 100 / size) : 0;

	memset(bar, '.', WIDTH);
	memset(bar, '#', (size_t)done);
	bar[WIDTH] = '\0';
	if (size > 0)
		fprintf(stderr, "\r%.30s [%s] %3u%%  %llu rows ", name, bar, percent,
		    (unsigned long long)rows);
	else
		fprintf(stderr, "\r%.30s  %llu rows ", name, (unsigned long long)rows);
}

void
platform_progress_clear(void)
{
	fputs("\r\x1b[K", stderr);
}

int64_t
platform_today(void)
{
	time_t now = time(NULL);
	struct tm local = { 0 };
	int64_t today = 0;

#if defined(_WIN32)
	localtime_s(&local, &now);
#else
	localtime_r(&now, &local);
#endif
	date_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &today);
	return today;
}
