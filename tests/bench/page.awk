# awk -f page.awk -v runs=N -v rounds=N about.tsv results.tsv targets.tsv > index.html: the page of the
# benchmark. It holds all it needs, and no script. Where there were several rounds, each time and what
# goes with it is that of the median round of that engine; peak memory is the largest.

function html(s) {
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	return s
}

function grouped(n,    s) {
	s = ""
	for (n = sprintf("%.0f", n); length(n) > 3; n = substr(n, 1, length(n) - 3))
		s = "," substr(n, length(n) - 2) s
	return n s
}

function seconds(us) {
	return us < 10000 ? sprintf("%.2f ms", us / 1000) : us < 1000000 ? sprintf("%.0f ms", us / 1000) : \
		sprintf("%.2f s", us / 1000000)
}

function megabytes(bytes) {
	return bytes < 1e8 ? sprintf("%.1f MB", bytes / 1e6) : grouped(bytes / 1e6) " MB"
}

function threads_of(engine) {
	return engine ~ /-2/ ? "two threads" : "one thread"
}

function name_of(engine) {
	if (engine ~ /-nk$/)
		return "writ, " threads_of(engine) ", no keys"
	if (engine ~ /^writ/)
		return "writ, " threads_of(engine)
	if (engine ~ /^duckdb/)
		return "DuckDB, " threads_of(engine)
	if (engine ~ /^polars/)
		return "Polars, " threads_of(engine)
	return engine == "libcsv" ? "libcsv, reading only" : engine == "task" ? "libcsv with a task by hand" : \
		engine == "mlr" ? "Miller" : engine == "gen" ? "generating alone" : engine
}

FILENAME != file {
	file = FILENAME
	files++
	FS = "\t"
	$0 = $0
}

files == 1 {
	about[++abouts] = $0
	next
}

# A set is all that was asked of the same rows: group, order and number of rows.
files == 2 {
	set = $2 SUBSEP $3 SUBSEP $4
	if (!(set in set_number)) {
		set_number[set] = ++sets
		group_of[sets] = $2
		order_of[sets] = $3
		rows_of[sets] = $4
		bytes_of[sets] = $5
	}
	s = set_number[set]
	if (!((s, $7, $6) in times)) {
		order_in[s, $7, ++engines[s, $7]] = $6
		times[s, $7, $6] = 0
	}
	if ($9 > 0) {
		n = ++times[s, $7, $6]
		time_of[s, $7, $6, n] = $9
		cpu_of[s, $7, $6, n] = $10
		if ($11 > kib[s, $7, $6])
			kib[s, $7, $6] = $11
	}
	# What went wrong in one round is not made good by another.
	if (!((s, $7, $6) in said) || said[s, $7, $6] ~ /^(-|equal|reference|)$/)
		said[s, $7, $6] = $12
	next
}

{
	target[++targets] = $0
	verdicts[$5 == "met" ? "met" : $5 == "MISSED" ? "missed" : "not measured"]++
}

# The round in the middle by its time; 0 where there is none.
function middle(s, question, engine,    i, j, n, at) {
	n = times[s, question, engine]
	for (i = 1; i <= n; i++) {
		for (j = i; j > 1 && time_of[s, question, engine, at[j - 1]] > time_of[s, question, engine, i]; j--)
			at[j] = at[j - 1]
		at[j] = i
	}
	return n > 0 ? at[int((n + 1) / 2)] : 0
}

function us(s, question, engine,    m) {
	m = middle(s, question, engine)
	return m > 0 ? time_of[s, question, engine, m] : 0
}

function cell(text) {
	printf "<td class=\"n\">%s</td>", text
}

function head(columns,    part, n, i) {
	n = split(columns, part, "|")
	printf "<thead><tr><th scope=\"col\"%s>%s</th>", part[1] == "rows" ? " class=\"n\"" : "", part[1]
	for (i = 2; i <= n; i++)
		printf "<th scope=\"col\"%s>%s</th>", part[i] == "answer" || part[i] == "with" ? "" : " class=\"n\"", part[i]
	print "</tr></thead><tbody>"
}

function answer(text) {
	return text == "reference" ? "the first" : text == "-" || text == "" ? "" : \
		text == "DIFFERS" ? "<strong>differs</strong>" : html(text)
}

# The engines that answered one question of one list.
function engines_table(s, question, caption,    i, e, at, m, t, beside) {
	if (engines[s, question] == 0)
		return
	printf "<div class=\"scroll\" tabindex=\"0\"><table><caption>%s</caption>\n", caption
	head("engine|times writ|time|answer|rows a second|MB a second|processor|peak memory")
	# Reading alone was measured before each question; once is enough here.
	for (i = 0; i <= engines[s, question]; i++) {
		e = i == 0 ? "libcsv" : order_in[s, question, i]
		at = i == 0 ? "reading" : question
		if (i == 0 && (question == "full" || !((s, at, e) in times)))
			continue
		printf "<tr><th scope=\"row\"%s>%s</th>", e ~ /^writ/ ? " class=\"own\"" : "", name_of(e)
		m = middle(s, at, e)
		if (m == 0) {
			printf "<td colspan=\"7\">%s</td></tr>\n", html(said[s, at, e])
			continue
		}
		t = time_of[s, at, e, m]
		beside = us(s, question, e ~ /-2/ ? "writ-2" : "writ")
		cell(beside > 0 ? sprintf("%.2f", t / beside) : "–")
		cell(seconds(t))
		printf "<td class=\"k\">%s</td>", answer(said[s, at, e])
		cell(grouped(rows_of[s] / t * 1e6))
		cell(sprintf("%.0f", bytes_of[s] / t))
		cell(seconds(cpu_of[s, at, e, m]))
		cell(megabytes(kib[s, at, e] * 1024))
		print "</tr>"
	}
	print "</tbody></table></div>"
}

function start_table(s,    i, e, t) {
	print "<div class=\"scroll\" tabindex=\"0\"><table><caption>" grouped(rows_of[s]) \
		" cases, the decision, from start to finish: the median of 50 runs</caption>"
	head("engine|times writ|time|peak memory")
	for (i = 1; i <= engines[s, "decision"]; i++) {
		e = order_in[s, "decision", i]
		t = us(s, "decision", e)
		printf "<tr><th scope=\"row\"%s>%s</th>", e ~ /^writ/ ? " class=\"own\"" : "", name_of(e)
		if (t == 0) {
			printf "<td colspan=\"3\">%s</td></tr>\n", html(said[s, "decision", e])
			continue
		}
		cell(us(s, "decision", "writ") > 0 ? sprintf("%.2f", t / us(s, "decision", "writ")) : "–")
		cell(seconds(t))
		cell(megabytes(kib[s, "decision", e] * 1024))
		print "</tr>"
	}
	print "</tbody></table></div>"
}

function verdict(text) {
	return text == "met" ? "met" : text == "MISSED" ? "<strong class=\"missed\">missed</strong>" : html(text)
}

function targets_table(    i, part, figure) {
	print "<div class=\"scroll\" tabindex=\"0\"><table class=\"targets\"><thead><tr><th scope=\"col\">target</th>" \
		"<th scope=\"col\">verdict</th><th scope=\"col\">is</th><th scope=\"col\">bound</th><th scope=\"col\">from</th>" \
		(rounds > 1 ? "<th scope=\"col\">each round</th>" : "") "</tr></thead><tbody>"
	for (i = 1; i <= targets; i++) {
		split(target[i], part, "\t")
		if (split(part[2], figure, ", ") < 2) {
			figure[2] = part[2]
			figure[1] = "–"
		}
		printf "<tr><th scope=\"row\" class=\"what\">%s</th><td class=\"k\">%s</td><td class=\"k\">%s</td>" \
			"<td class=\"k\">%s</td><td class=\"k\">%s</td>", html(part[1]), verdict(part[5]), html(figure[1]),
			html(figure[2]), html(part[3])
		print (rounds > 1 ? "<td class=\"k\">" html(part[4]) "</td>" : "") "</tr>"
	}
	print "</tbody></table></div>"
}

# Growth. Lines and marks are told apart without colour.

function growth_engines() {
	marks = split("writ writ-2 writ-nk writ-2-nk gen", grown, " ")
	split("none|8 4|2 4|9 3 2 3|1 3", dash, "|")
	split("#0b3d6b|#0b3d6b|#7a1f00|#7a1f00|#44505c", ink, "|")
	split("circle square triangle diamond cross", shape, " ")
}

function mark(which, x, y) {
	if (shape[which] == "circle")
		return sprintf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>", x, y, ink[which])
	if (shape[which] == "square")
		return sprintf("<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" fill=\"#fff\" stroke=\"%s\" " \
			"stroke-width=\"2\"/>", x - 5, y - 5, ink[which])
	if (shape[which] == "triangle")
		return sprintf("<path d=\"M%.1f %.1fl6 11h-12z\" fill=\"%s\"/>", x, y - 7, ink[which])
	if (shape[which] == "diamond")
		return sprintf("<path d=\"M%.1f %.1fl7 7l-7 7l-7-7z\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"2\"/>",
			x, y - 7, ink[which])
	return sprintf("<path d=\"M%.1f %.1fl9 9m0-9l-9 9\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", x - 4.5,
		y - 4.5, ink[which])
}

function log10(x) {
	return log(x) / log(10)
}

function floor(x,    i) {
	i = int(x)
	return i > x ? i - 1 : i
}

function ceiling(x) {
	return -floor(-x)
}

# Of engine e on set s: seconds, or millions of bytes; 0 where there is none.
function grown_value(memory, s, e) {
	if (memory)
		return e == "gen" ? 0 : kib[s, "decision", e] * 1024 / 1e6
	return us(s, "decision", e) / 1e6
}

function legend(memory,    i) {
	print "<ul class=\"legend\">"
	for (i = 1; i <= marks - memory; i++) {
		if (!(grown[i] in plotted))
			continue
		printf "<li><svg viewBox=\"0 0 48 18\" aria-hidden=\"true\"><path d=\"M0 9h48\" stroke=\"%s\" stroke-width=\"2\" " \
			"stroke-dasharray=\"%s\"/>%s</svg>%s</li>\n", ink[i], dash[i], mark(i, 24, 9), name_of(grown[i])
	}
	if (memory)
		print "<li><svg viewBox=\"0 0 48 18\" aria-hidden=\"true\"><path d=\"M0 9h48\" stroke=\"#16202b\" " \
			"stroke-width=\"1\"/></svg>bounds: 64 MB, and with the keys 16 bytes a row more</li>"
	print "</ul>"
}

function px(rows) {
	return left + (log10(rows) - x_from) / (x_to - x_from) * (width - left - right)
}

function py(value) {
	return height - bottom - (log10(value) - y_from) / (y_to - y_from) * (height - top - bottom)
}

function rows_label(power) {
	return power < 3 ? 10 ^ power : power < 6 ? 10 ^ (power - 3) " thousand" : 10 ^ (power - 6) " million"
}

function value_label(memory, power) {
	if (memory)
		return power < 3 ? 10 ^ power " MB" : 10 ^ (power - 3) " GB"
	return power < -3 ? "0.1 ms" : power < 0 ? 10 ^ (power + 3) " ms" : 10 ^ power " s"
}

function bound_line(a_row,    i, n, path, rows) {
	path = ""
	for (i = 0; i <= 40; i++) {
		rows = 10 ^ (log10(least_rows) + i / 40 * (log10(most_rows) - log10(least_rows)))
		path = path sprintf("%s%.1f %.1f", i == 0 ? "M" : "L", px(rows), py(64 + a_row * rows / 1e6))
	}
	printf "<path d=\"%s\" fill=\"none\" stroke=\"#16202b\" stroke-width=\"1\"/>\n", path
}

function plot(memory, title, said_of,    s, i, v, low, high, p, path) {
	left = 96
	right = 60
	top = 16
	bottom = 62
	width = 720
	height = 420
	low = high = 0
	least_rows = most_rows = 0
	for (s = 1; s <= sets; s++) {
		if (group_of[s] != "growth")
			continue
		for (i = 1; i <= marks; i++) {
			v = grown_value(memory, s, grown[i])
			if (v <= 0)
				continue
			plotted[grown[i]] = 1
			low = low == 0 || v < low ? v : low
			high = v > high ? v : high
			if (least_rows == 0 || rows_of[s] + 0 < least_rows)
				least_rows = rows_of[s] + 0
			if (rows_of[s] + 0 > most_rows)
				most_rows = rows_of[s] + 0
		}
	}
	if (high == 0)
		return
	if (memory && 64 + 16 * most_rows / 1e6 > high)
		high = 64 + 16 * most_rows / 1e6
	x_from = floor(log10(least_rows) + 1e-9)
	x_to = ceiling(log10(most_rows) - 1e-9)
	x_to = x_to > x_from ? x_to : x_from + 1
	y_from = floor(log10(low))
	y_to = ceiling(log10(high))
	y_to = y_to > y_from ? y_to : y_from + 1
	# The lists' ends stay clear of the frame.
	x_from -= 0.12
	x_to += 0.12
	print "<figure><h3>" title "</h3>"
	legend(memory)
	printf "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", width, height, said_of
	for (p = ceiling(y_from); p <= y_to; p++) {
		printf "<path d=\"M%d %.1fH%d\" stroke=\"#c3ccd4\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
			left, py(10 ^ p), width - right, left - 10, py(10 ^ p) + 6, value_label(memory, p)
		for (i = 2; p < y_to && i < 10; i++)
			printf "<path d=\"M%d %.1fh7\" stroke=\"#44505c\"/>", left, py(i * 10 ^ p)
	}
	for (p = ceiling(x_from); p <= x_to; p++)
		printf "<path d=\"M%.1f %dV%d\" stroke=\"#c3ccd4\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
			px(10 ^ p), top, height - bottom, px(10 ^ p), height - bottom + 24, rows_label(p)
	printf "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#16202b\"/>\n", left, top, height - bottom, width - right
	printf "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">rows, each step ten times the one before</text>\n",
		(left + width - right) / 2, height - 10
	if (memory) {
		bound_line(0)
		bound_line(16)
	}
	for (i = marks; i >= 1; i--) {
		path = ""
		for (s = 1; s <= sets; s++) {
			v = group_of[s] == "growth" ? grown_value(memory, s, grown[i]) : 0
			if (v > 0)
				path = path sprintf("%s%.1f %.1f", path == "" ? "M" : "L", px(rows_of[s]), py(v))
		}
		if (path != "")
			printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n", path,
				ink[i], dash[i]
		for (s = 1; s <= sets; s++) {
			v = group_of[s] == "growth" ? grown_value(memory, s, grown[i]) : 0
			if (v > 0)
				print mark(i, px(rows_of[s]), py(v))
		}
	}
	print "</svg></figure>"
}

function growth_table(    s, i, e, t) {
	print "<div class=\"scroll\" tabindex=\"0\"><table><caption>The figures of both drawings</caption>"
	head("rows|with|time|for each row|processor|peak memory")
	for (s = 1; s <= sets; s++) {
		if (group_of[s] != "growth")
			continue
		for (i = 1; i <= engines[s, "decision"]; i++) {
			e = order_in[s, "decision", i]
			t = us(s, "decision", e)
			printf "<tr><th scope=\"row\" class=\"n\">%s</th><td>%s</td>", grouped(rows_of[s]), name_of(e)
			if (t == 0) {
				printf "<td colspan=\"4\">%s</td></tr>\n", html(said[s, "decision", e])
				continue
			}
			cell(seconds(t))
			cell(sprintf("%.0f ns", t * 1000 / rows_of[s]))
			cell(e == "gen" ? "" : seconds(cpu_of[s, "decision", e, middle(s, "decision", e)]))
			cell(e == "gen" ? "" : megabytes(kib[s, "decision", e] * 1024))
			print "</tr>"
		}
	}
	print "</tbody></table></div>"
}

function about_list(group, title,    i, part, n) {
	print "<div><h3>" title "</h3><dl class=\"facts\">"
	for (i = 1; i <= abouts; i++) {
		split(about[i], part, "\t")
		if (part[1] == group)
			printf "<dt>%s</dt><dd>%s</dd>\n", html(part[2]), html(part[3])
	}
	print "</dl></div>"
}

function fact(name,    i, part) {
	for (i = 1; i <= abouts; i++) {
		split(about[i], part, "\t")
		if (part[2] == name)
			return html(part[3])
	}
	return "unknown"
}

function has(group,    s) {
	for (s = 1; s <= sets; s++) {
		if (group_of[s] == group)
			return 1
	}
	return 0
}

function tile(count, text, look) {
	printf "<li%s><b>%d</b> %s</li>\n", (look && count > 0 ? " class=\"look\"" : ""), count, text
}

function style() {
	print "<style>"
	print ":root{--ink:#16202b;--soft:#44505c;--line:#c3ccd4;--ground:#fff;--band:#f1f4f7;--mark:#0b3d6b;--warn:#7a1f00;" \
		"--warn-ground:#fff4e5}"
	print "*{box-sizing:border-box}"
	print "html{font:100%/1.5 system-ui,-apple-system,\"Segoe UI\",Arial,sans-serif;color:var(--ink);" \
		"background:var(--ground);-webkit-text-size-adjust:100%}"
	print "body{margin:0 auto;max-width:66rem;padding:1.5rem 1.25rem 3rem}"
	print "h1{font-size:2rem;line-height:1.2;margin:.1rem 0 .6rem;letter-spacing:-.01em}"
	print "h2{font-size:1.45rem;line-height:1.25;margin:2.6rem 0 .6rem;padding-top:.8rem;border-top:3px solid var(--mark)}"
	print "h3{font-size:1.15rem;line-height:1.3;margin:1.8rem 0 .4rem}"
	print "p,ul,dl{margin:.5rem 0;max-width:46rem}a{color:var(--mark)}"
	print "[tabindex]:focus,a:focus{outline:3px solid #ffbf47;outline-offset:2px}"
	print ".asat{margin:0 0 .6rem;color:var(--soft)}"
	print ".facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:.4rem 0}"
	print ".facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}"
	print ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0;padding:0;" \
		"list-style:none;max-width:none}"
	print ".tiles li{background:var(--band);border-left:.35rem solid var(--mark);padding:.6rem .9rem}"
	print ".tiles .look{border-color:var(--warn);background:var(--warn-ground)}"
	print ".tiles b{display:block;font-size:1.9rem;line-height:1.15;font-variant-numeric:tabular-nums}"
	print ".pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:0 2.5rem}"
	print ".scroll{overflow-x:auto;margin:.8rem 0 1.6rem}"
	print "table{border-collapse:collapse;font-size:.95rem;min-width:50%}"
	print "caption{text-align:left;font-weight:600;padding:0 0 .4rem}"
	print "th,td{text-align:left;vertical-align:top;padding:.38rem .9rem .38rem 0;border-bottom:1px solid var(--line)}"
	print "thead th{vertical-align:bottom;border-bottom:2px solid var(--ink);line-height:1.25}"
	print "tbody th{font-weight:400;white-space:nowrap}tbody .own{font-weight:700}"
	print "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}thead th.n{white-space:normal}"
	print ".k{white-space:nowrap;font-variant-numeric:tabular-nums}tbody .what{min-width:13rem;white-space:normal}"
	print ".missed{color:var(--warn)}"
	print "figure{margin:1rem 0;max-width:46rem}figure svg{display:block;width:100%;height:auto}figure text{font-size:16px;fill:#16202b}"
	print ".legend{list-style:none;margin:.3rem 0 .6rem;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;font-size:.95rem}"
	print ".legend svg{display:inline-block;width:3rem;height:1.1rem;vertical-align:-.2rem;margin-right:.45rem}"
	print "footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line);color:var(--soft);font-size:.92rem}"
	print "@media (max-width:40rem){h1{font-size:1.6rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.4rem}" \
		"tbody th{white-space:normal;min-width:6.5rem}tbody th.n{min-width:0;white-space:nowrap}table{font-size:.85rem}figure text{font-size:20px}th,td{padding-right:.7rem}}"
	print "@media screen{.scroll{background:linear-gradient(to right,#fff 30%,#fff0) 0 0/3rem 100% no-repeat local," \
		"linear-gradient(to left,#fff 30%,#fff0) 100% 0/3rem 100% no-repeat local," \
		"linear-gradient(to right,#16202b55,#16202b00) 0 0/.8rem 100% no-repeat scroll," \
		"linear-gradient(to left,#16202b55,#16202b00) 100% 0/.8rem 100% no-repeat scroll}}"
	print "@media print{@page{size:A4;margin:15mm 13mm}html{font-size:9.5pt;line-height:1.4}body{max-width:none;padding:0}" \
		"h2,h3,caption{break-after:avoid}tr,figure,.tiles li{break-inside:avoid}.scroll{overflow:visible}" \
		"table{font-size:8.5pt;max-width:100%}th,td{padding:.24rem .55rem .24rem 0}}"
	print "</style>"
}

END {
	print "<!DOCTYPE html>"
	print "<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>How fast writ is</title>"
	print "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
	print "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
	style()
	print "</head><body><main>"
	print "<h1>How fast writ is</h1>"
	printf "<p class=\"asat\">%s, measured on %s; %s, %s cores, %s</p>\n", fact("writ"), fact("day"), fact("processor"),
		fact("cores"), fact("memory")
	print "<p>The same questions asked of writ and of others, from a CSV file to a CSV answer, all on one machine in one run. " \
		"Every answer was compared with the first. “Times writ” is the time as a multiple of writ’s with as many threads, " \
		"“no keys” is writ without its search for repeated keys; MB is a million bytes."
	if (rounds > 1)
		printf "There were %d rounds: each time is that of its middle round, and a target is judged by the middle of the " \
			"rounds’ figures.\n", rounds
	print "</p>"
	print "<h2>Targets</h2>"
	if (targets == 0) {
		print "<p>None could be judged: there is no answer of writ’s.</p>"
	} else {
		print "<ul class=\"tiles\">"
		tile(verdicts["met"], "met", 0)
		tile(verdicts["missed"], "missed", 1)
		if (verdicts["not measured"] > 0)
			tile(verdicts["not measured"], "not measured", 1)
		print "</ul>"
		targets_table()
	}
	if (has("cases"))
		print "<h2>The Essex decision and the monthly table</h2>"
	for (s = 1; s <= sets; s++) {
		if (group_of[s] != "cases")
			continue
		printf "<h3>%s cases, %s</h3>\n", grouped(rows_of[s]), megabytes(bytes_of[s])
		engines_table(s, "decision", "The decision for every case, its clause and the target date")
		engines_table(s, "table", "The monthly table")
		engines_table(s, "full", "The decision with all that writ can say of it: the reason, the clause, what is missing")
	}
	for (s = 1; s <= sets; s++) {
		if (group_of[s] == "start")
			start_table(s)
	}
	if (has("dashboard"))
		print "<h2>The Salford dashboard</h2>"
	for (s = 1; s <= sets; s++) {
		if (group_of[s] == "dashboard")
			engines_table(s, "dashboard", sprintf("%s scores, %s, %s", grouped(rows_of[s]), order_of[s],
				megabytes(bytes_of[s])))
	}
	if (has("growth")) {
		print "<h2>Growth</h2>"
		print "<p>The decision over rows that come through a pipe and never touch the disk, and what generating them alone " \
			"takes: no answer can come sooner.</p>"
		growth_engines()
		plot(0, "Time", "Time over the number of rows, both axes by powers of ten; the table below has the figures")
		plot(1, "Peak memory", "Peak memory over the number of rows, both axes by powers of ten; the table below has the figures")
		growth_table()
	}
	print "<h2>What it ran on and with</h2><div class=\"pair\">"
	about_list("machine", "Machine")
	about_list("peers", "The others")
	print "</div>"
	about_list("writ", "writ")
	printf "<footer>Made by tests/bench/run.sh: the median of up to %d runs%s. tests/bench/README.md says what is measured and " \
		"how.</footer>\n", runs, (rounds > 1 ? sprintf(", %d rounds", rounds) : "")
	print "</main></body></html>"
}
