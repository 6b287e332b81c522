# mawk -v on=2018-05-31 -f dashboard.awk practices.csv quarters.csv dashboard.csv: where every practice
# stood in every quarter. No cell of these three is quoted, so awk's own way of cutting rows will do.
# Scores are hundredths of a percent; an average is compared as a fraction, by sum and count.

function day_before_first_of_next(quarter,    year, n) {
	year = substr(quarter, 1, 4) + 0
	n = substr(quarter, 10, 1) + 0
	return n == 1 ? year "-06-30" : n == 2 ? year "-09-30" : n == 3 ? year "-12-31" : (year + 1) "-03-31"
}

function shown(total, n,    millionths) {
	millionths = sprintf("%.0f", int((20000 * total + n) / (2 * n))) + 0
	text = int(millionths / 1000000) "." sprintf("%06d", millionths % 1000000)
	sub(/\.?0+$/, "", text)
	return text "%"
}

BEGIN {
	FS = ","
	OFS = ","
	places = 5
}

FNR == 1 {
	file++
	next
}

file == 1 {
	practice[++practices] = $1
	opened[$1] = $4
	closed[$1] = $5
	next
}

file == 2 {
	quarter[++quarters] = $1
	last[$1] = day_before_first_of_next($1)
	validated[$1] = $2 != "" && $2 <= on
	next
}

$4 != "" {
	key = $1 SUBSEP $2
	split($4, part, /[.%]/)
	sum[key] += part[1] * 100 + part[2]
	count[key]++
}

# The lowest sums of a quarter are kept as a list of at most `places` figures, ties counted.
function offer(q, figure,    i) {
	if (held[q] == places && figure >= low[q, places])
		return
	if (held[q] < places)
		held[q]++
	for (i = held[q]; i > 1 && low[q, i - 1] > figure; i--)
		low[q, i] = low[q, i - 1]
	low[q, i] = figure
}

END {
	latest = ""
	for (j = 1; j <= quarters; j++)
		if (validated[quarter[j]] && quarter[j] > latest)
			latest = quarter[j]
	for (j = 1; j <= quarters; j++) {
		q = quarter[j]
		for (i = 1; i <= practices; i++) {
			p = practice[i]
			key = p SUBSEP q
			if ((opened[p] != "" && opened[p] > last[q]) || (closed[p] != "" && closed[p] <= last[q]))
				continue
			# 2520 is divided by every count there can be, so the figure is whole.
			if (sum[key] < 7500 * count[key])
				offer(q, sum[key] * 2520 / count[key])
		}
	}
	print "practice,quarter,average,status,in_bottom_five,of_concern,persistent,Letter_1,Letter_4,Letter_5"
	for (i = 1; i <= practices; i++) {
		p = practice[i]
		overtaking = ""
		before = 0
		n = 0
		for (j = 1; j <= quarters; j++) {
			q = quarter[j]
			name = substr(q, 9)
			if ((opened[p] != "" && opened[p] > last[q]) || (closed[p] != "" && closed[p] <= last[q])) {
				before = 0
				continue
			}
			key = p SUBSEP q
			status[++n] = sum[key] < 6000 * count[key] ? "Red" : sum[key] < 7500 * count[key] ? "Amber" : "Green"
			in_five[n] = status[n] != "Green" && sum[key] * 2520 / count[key] <= low[q, held[q]]
			concern[n] = in_five[n] && status[n] == "Red"
			persistent[n] = concern[n] && before && (name == "Q3" || name == "Q4")
			if (persistent[n])
				overtaking = q
			before = concern[n]
			where[n] = q
		}
		for (j = 1; j <= n; j++) {
			q = where[j]
			name = substr(q, 9)
			key = p SUBSEP q
			letter_5 = !persistent[j] ? "Not_due" : overtaking > q ? "Lapsed" : "Due"
			state = !concern[j] ? "Not_due" : latest > q ? "Lapsed" : "Due"
			print p, q, shown(sum[key], count[key]), status[j], in_five[j] ? "yes" : "no",
				concern[j] ? "yes" : "no", persistent[j] ? "yes" : "no",
				name == "Q1" ? state : "Not_due",
				name == "Q1" || letter_5 == "Due" ? "Not_due" : state, letter_5
		}
	}
}
