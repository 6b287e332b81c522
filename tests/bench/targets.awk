# awk -f targets.awk results.tsv: the targets, one a line: what, the figure against the bound, the two
# figures behind it, the figure of each round where there are several, and met, MISSED or
# "not measured". The longest lists measured are judged. The median of the rounds is judged; of an
# even number of rounds the worse of the two in the middle.

function key(r, group, order, rows, engine, question) {
	return r SUBSEP group SUBSEP order SUBSEP rows SUBSEP engine SUBSEP question
}

function seconds(us) {
	return us < 100000 ? sprintf("%.2f ms", us / 1000) : sprintf("%.2f s", us / 1000000)
}

# Tells the order of rounds by figure: `rank` is filled with the numbers of those that have one.
function sort_rounds(    r, i, n) {
	n = 0
	for (r = 1; r <= rounds; r++) {
		if (figure[r] == "")
			continue
		for (i = ++n; i > 1 && figure[rank[i - 1]] > figure[r]; i--)
			rank[i] = rank[i - 1]
		rank[i] = r
	}
	return n
}

# least: whether the bound is the least that will do, else it is the most.
function judge(what, unit, format, least, bound,    n, middle, shown, all, r, good) {
	n = sort_rounds()
	if (n == 0) {
		printf "%s\t%s\t\t\tnot measured\n", what, (least ? "at least " : "at most ") bound unit
		return
	}
	middle = least ? rank[int((n + 1) / 2)] : rank[int(n / 2) + 1]
	good = least ? figure[middle] >= bound : figure[middle] <= bound
	shown = sprintf(format, figure[middle])
	# Never a figure that looks met and is missed: one more place where it would.
	if (!good && shown + 0 == bound)
		shown = sprintf("%.4f", figure[middle])
	all = ""
	if (rounds > 1) {
		for (r = 1; r <= rounds; r++)
			all = all (r > 1 ? " " : "") (figure[r] == "" ? "-" : sprintf(format, figure[r]))
	}
	printf "%s\t%s%s, %s %s\t%s\t%s\t%s\n", what, shown, unit, least ? "at least" : "at most", bound,
		behind[middle], all, good ? "met" : "MISSED"
}

# The time of one over that of another, of the same rows or of others in the same number.
function ratio(group, order, rows, above, question, under, other_order, other_question,    r, a, b) {
	for (r = 1; r <= rounds; r++) {
		a = us[key(r, group, order, rows, above, question)]
		b = us[key(r, group, other_order, rows, under, other_question)]
		figure[r] = a > 0 && b > 0 ? a / b : ""
		behind[r] = seconds(a) " / " seconds(b)
	}
}

function times_peer(what, group, order, rows, question, peer, writ, bound) {
	ratio(group, order, rows, peer, question, writ, order, question)
	judge(what ", " (writ == "writ" ? "one thread" : "two threads") ": " named[peer] " / writ", " times",
		"%.2f", 1, bound)
}

# Of all lengths the one with the least room below its bound: fixed and so many bytes a row.
function memory(what, group, question, engine, fixed, a_row, only,    r, i, n, k, most, at, of, all, seen_one) {
	most = -1
	for (i = 1; i <= lengths[group]; i++) {
		n = length_of[group, i]
		if (only != "" && n != only)
			continue
		for (r = 1; r <= rounds; r++) {
			k = peak(r, group, n, engine, question)
			if (k > 0 && k / (fixed + a_row * n) > most) {
				most = k / (fixed + a_row * n)
				at = n
			}
		}
	}
	if (most < 0)
		return
	for (r = 1; r <= rounds; r++) {
		k = peak(r, group, at, engine, question)
		figure[r] = k > 0 ? k / 1e6 : ""
		behind[r] = ""
	}
	judge(what ", " grouped(at) " rows, peak memory", " MB", "%.1f", 0, (fixed + a_row * at) / 1e6)
}

function peak(r, group, rows, engine, question,    a, b) {
	if (group != "dashboard")
		return kib[key(r, group, "-", rows, engine, question)] * 1024
	a = kib[key(r, group, "sorted", rows, engine, question)]
	b = kib[key(r, group, "shuffled", rows, engine, question)]
	return (a > b ? a : b) * 1024
}

function grouped(n,    s) {
	s = ""
	for (n = n ""; length(n) > 3; n = substr(n, 1, length(n) - 3))
		s = "," substr(n, length(n) - 2) s
	return n s
}

function threads_of(engine) {
	return (engine ~ /^writ-2/ ? "two threads" : "one thread") (engine ~ /-nk$/ ? ", keys not compared" : "")
}

BEGIN {
	FS = "\t"
	named["mawk"] = "mawk"
	named["task"] = "libcsv with a task"
	named["duckdb-1"] = named["duckdb-2"] = "DuckDB"
	named["polars-2"] = "Polars"
}

{
	if ($1 > rounds)
		rounds = $1
	us[key($1, $2, $3, $4, $6, $7)] = $9
	cpu[key($1, $2, $3, $4, $6, $7)] = $10
	kib[key($1, $2, $3, $4, $6, $7)] = $11
	if (!(($2, $4) in known)) {
		known[$2, $4] = 1
		length_of[$2, ++lengths[$2]] = $4
		if ($4 + 0 > longest[$2] + 0)
			longest[$2] = $4
	}
}

function cases(    i, question, what, n) {
	n = longest["cases"]
	split("decision table", questions, " ")
	for (i = 1; i <= 2; i++) {
		question = questions[i]
		what = question ", " grouped(n) " rows"
		times_peer(what, "cases", "-", n, question, "duckdb-1", "writ", 4)
		times_peer(what, "cases", "-", n, question, "mawk", "writ", 3)
		times_peer(what, "cases", "-", n, question, "task", "writ", 3)
		times_peer(what, "cases", "-", n, question, "duckdb-2", "writ-2", 4)
		if (question == "decision")
			times_peer(what, "cases", "-", n, question, "polars-2", "writ-2", 4)
	}
	for (i = 1; i <= 2; i++) {
		what = i == 1 ? "writ" : "writ-2"
		ratio("cases", "-", n, what, "decision", what, "-", "full")
		judge("full decision output, " grouped(n) " rows, " threads_of(what) ": speed beside the decision alone",
			" times", "%.2f", 1, 0.5)
	}
}

function dashboard(    i, order, what, n) {
	n = longest["dashboard"]
	for (i = 1; i <= 2; i++) {
		order = i == 1 ? "sorted" : "shuffled"
		what = "dashboard, " grouped(n) " rows " order
		times_peer(what, "dashboard", order, n, "dashboard", "duckdb-1", "writ", 5)
		times_peer(what, "dashboard", order, n, "dashboard", "duckdb-2", "writ-2", 4)
	}
	for (i = 1; i <= 2; i++) {
		what = i == 1 ? "writ" : "writ-2"
		ratio("dashboard", "shuffled", n, what, "dashboard", what, "sorted", "dashboard")
		judge("dashboard, " grouped(n) " rows, " threads_of(what) ": shuffled / sorted", " times", "%.2f", 0,
			1.3)
	}
}

# From the shortest dashboard to the longest, processor seconds beside n log n: caches that no longer
# hold what they held are allowed for by the half above 1.
function dashboard_growth(    i, order, r, few, many, a, b) {
	few = length_of["dashboard", 1]
	many = longest["dashboard"]
	for (i = 2; i <= lengths["dashboard"]; i++) {
		if (length_of["dashboard", i] + 0 < few + 0)
			few = length_of["dashboard", i]
	}
	if (few == many)
		return
	for (i = 1; i <= 2; i++) {
		order = i == 1 ? "sorted" : "shuffled"
		for (r = 1; r <= rounds; r++) {
			a = cpu[key(r, "dashboard", order, few, "writ", "dashboard")]
			b = cpu[key(r, "dashboard", order, many, "writ", "dashboard")]
			figure[r] = a > 0 && b > 0 ? (b / (many * log(many))) / (a / (few * log(few))) : ""
			behind[r] = seconds(b) " of processor time, " seconds(a) " for " grouped(few) " rows"
		}
		judge("dashboard, " grouped(many) " rows " order ": growth beside n log n", " times", "%.2f", 0, 1.5)
	}
}

function start(    r, n) {
	n = longest["start"]
	for (r = 1; r <= rounds; r++) {
		figure[r] = us[key(r, "start", "-", n, "writ", "decision")] / 1000
		figure[r] = figure[r] > 0 ? figure[r] : ""
		behind[r] = ""
	}
	judge("decision, " grouped(n) " rows, from start to finish", " ms", "%.2f", 0, 10)
	times_peer("decision, " grouped(n) " rows, from start to finish", "start", "-", n, "decision", "mawk",
		"writ", 1)
}

END {
	if (lengths["cases"] > 0)
		cases()
	if (lengths["dashboard"] > 0)
		dashboard()
	if (lengths["start"] > 0)
		start()
	split("decision table full", questions, " ")
	split("writ writ-2 writ-nk writ-2-nk", engines, " ")
	for (q = 1; q <= 3; q++) {
		for (e = 1; e <= 3; e++)
			memory((questions[q] == "full" ? "full decision output" : questions[q]) ", " threads_of(engines[e]), "cases", questions[q], engines[e], 64e6,
				e < 3 ? 16 : 0, "")
	}
	for (e = 1; e <= 4; e++)
		memory("through a pipe, " threads_of(engines[e]), "growth", "decision", engines[e], 64e6,
			e < 3 ? 16 : 0, "")
	if (lengths["dashboard"] > 0) {
		for (e = 1; e <= 2; e++)
			memory("dashboard, " threads_of(engines[e]), "dashboard", "dashboard", engines[e], 150e6, 0,
				longest["dashboard"])
		dashboard_growth()
	}
}
