// node duckdb.js decision|table FILE OUTPUT THREADS
// node duckdb.js dashboard FOLDER OUTPUT THREADS
// The benchmark's questions asked of DuckDB, through its package for Node.js. THREADS 0 leaves the
// number to DuckDB.
'use strict';

const { DuckDBInstance } = require('@duckdb/node-api');

const text = (s) => `'${s.replaceAll("'", "''")}'`;

// The columns are declared: no time goes into guessing, and no guess can differ from list to list.
const cases = (file) => `read_csv(${text(file)}, header = true, auto_detect = false,
	delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', columns = {
		case_ref: 'VARCHAR', practice_code: 'VARCHAR', category: 'VARCHAR',
		first_raised: 'DATE', cas_number: 'VARCHAR', severe_hardship: 'VARCHAR',
		safety_risk: 'VARCHAR', resolution_imminent: 'VARCHAR', escalated_on: 'DATE',
		acknowledged_on: 'DATE', resolved_on: 'DATE', belief_reason: 'VARCHAR' })`;

const decision = (file) => `
SELECT case_ref,
	CASE WHEN situation IN ('1', '2', '3') THEN 'May_escalate'
		WHEN situation = 'last' THEN 'Usual_route' END AS route,
	situation AS route_clause, acknowledged_on + 40 AS resolution_due
FROM (
	SELECT case_ref, acknowledged_on,
		CASE
		WHEN severe_hardship = 'yes' THEN '1'
		WHEN safety_risk = 'yes' THEN '2'
		WHEN DATE '2022-05-31' - first_raised <= 40 OR cas_number IS NULL
			OR resolution_imminent = 'yes' THEN 'last'
		WHEN resolution_imminent = 'no' THEN '3'
		END AS situation
	FROM ${cases(file)}
)`;

const table = (file) => `
WITH months AS (
	SELECT strftime(month, '%Y-%m') AS month
	FROM (SELECT unnest(generate_series(DATE '2022-03-01', DATE '2022-05-31',
		INTERVAL 1 MONTH)) AS month)
	UNION ALL SELECT 'Total'
), figures AS (
	SELECT coalesce(strftime(date_trunc('month', escalated_on), '%Y-%m'), 'Total') AS month,
		count(DISTINCT practice_code) AS practices, count(*) AS cases,
		count(*) FILTER (category = 'Payments') AS payments,
		count(*) FILTER (category = 'Pensions') AS pensions,
		count(*) FILTER (category = 'MREs') AS records,
		count(*) FILTER (category = 'GP Details') AS details,
		count(*) FILTER (resolved_on <= DATE '2022-05-31') AS resolved
	FROM ${cases(file)}
	WHERE escalated_on BETWEEN DATE '2022-03-08' AND DATE '2022-05-31'
	GROUP BY GROUPING SETS ((date_trunc('month', escalated_on)), ())
)
SELECT months.month AS "Month", coalesce(practices, 0) AS "No. of practices",
	coalesce(cases, 0) AS "Total cases", coalesce(payments, 0) AS "Payments",
	coalesce(pensions, 0) AS "Pensions", coalesce(records, 0) AS "MREs",
	coalesce(details, 0) AS "GP Details", coalesce(resolved, 0) AS "No. resolved",
	CASE WHEN coalesce(cases, 0) = 0 THEN 'no cases'
		ELSE ((resolved * 200 + cases) // (2 * cases)) || '%' END AS "% resolved"
FROM months LEFT JOIN figures USING (month) ORDER BY 1`;

const read = (file, columns) => `read_csv(${text(file)}, header = true, auto_detect = false,
	delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', columns = {${columns}})`;

// Scores are hundredths of a percent, averages are compared by sum and count: 2520 is divided by every
// count there can be.
const dashboard = (folder) => `
WITH quarter AS (
	SELECT quarter, right(quarter, 2) AS name, validated_on,
		CAST(left(quarter, 4) AS INTEGER) * 4 + CAST(right(quarter, 1) AS INTEGER) AS position,
		CAST(make_date(CAST(left(quarter, 4) AS INTEGER), 4, 1)
			+ to_months(3 * CAST(right(quarter, 1) AS INTEGER)) AS DATE) - 1 AS last_day
	FROM ${read(folder + '/quarters.csv', "quarter: 'VARCHAR', validated_on: 'DATE'")}
), latest AS (
	SELECT max(quarter) AS quarter FROM quarter WHERE validated_on <= DATE '2018-05-31'
), averaged AS (
	SELECT practice, quarter, count(*) AS n,
		sum(CAST(replace(replace(achieved, '%', ''), '.', '') AS INTEGER)) AS total
	FROM ${read(folder + '/dashboard.csv',
		"practice: 'VARCHAR', quarter: 'VARCHAR', indicator: 'VARCHAR', achieved: 'VARCHAR'")}
	WHERE achieved IS NOT NULL GROUP BY practice, quarter
), standing AS (
	SELECT practice_code AS practice, q.quarter, name, position, n, CAST(total AS BIGINT) AS total,
		CAST(total AS BIGINT) * 2520 // n AS figure,
		CASE WHEN total < 6000 * n THEN 'Red' WHEN total < 7500 * n THEN 'Amber'
			ELSE 'Green' END AS status
	FROM ${read(folder + '/practices.csv', "practice_code: 'VARCHAR', practice_name: 'VARCHAR', " +
		"neighbourhood: 'VARCHAR', opened_on: 'DATE', closed_on: 'DATE'")}
		JOIN averaged AS a ON a.practice = practice_code JOIN quarter AS q ON a.quarter = q.quarter
	WHERE (opened_on IS NULL OR opened_on <= last_day) AND (closed_on IS NULL OR closed_on > last_day)
), ranked AS (
	SELECT *, status <> 'Green' AND
		rank() OVER (PARTITION BY quarter, status = 'Green' ORDER BY figure) <= 5 AS in_five
	FROM standing
), concerned AS (
	SELECT *, status = 'Red' AND in_five AS concern FROM ranked
), before AS (
	SELECT *, coalesce(lag(concern) OVER p AND lag(position) OVER p = position - 1, false) AS was
	FROM concerned WINDOW p AS (PARTITION BY practice ORDER BY position)
), lasting AS (
	SELECT *, concern AND was AND name IN ('Q3', 'Q4') AS persistent FROM before
), overtaken AS (
	SELECT *, max(quarter) FILTER (persistent) OVER (PARTITION BY practice) > quarter AS overtaken
	FROM lasting
), letters AS (
	SELECT *, CASE WHEN NOT persistent THEN 'Not_due' WHEN overtaken THEN 'Lapsed' ELSE 'Due' END
			AS letter_5,
		CASE WHEN NOT concern THEN 'Not_due' WHEN (SELECT quarter FROM latest) > quarter THEN 'Lapsed'
			ELSE 'Due' END AS state,
		(20000 * total + n) // (2 * n) AS shown
	FROM overtaken
)
SELECT practice, quarter,
	rtrim(rtrim((shown // 1000000) || '.' || lpad(CAST(shown % 1000000 AS VARCHAR), 6, '0'), '0'), '.')
		|| '%' AS average, status,
	if(in_five, 'yes', 'no') AS in_bottom_five, if(concern, 'yes', 'no') AS of_concern,
	if(persistent, 'yes', 'no') AS persistent, if(name = 'Q1', state, 'Not_due') AS "Letter_1",
	if(name = 'Q1' OR letter_5 = 'Due', 'Not_due', state) AS "Letter_4", letter_5 AS "Letter_5"
FROM letters ORDER BY practice, quarter`;

async function main([task, file, output, threads]) {
	const options = threads === '0' ? {} : { threads };
	const instance = await DuckDBInstance.create(':memory:', options);
	const connection = await instance.connect();
	const query = { decision, table, dashboard }[task](file);

	await connection.run(`COPY (${query}) TO ${text(output)}
		(FORMAT csv, HEADER true, USE_TMP_FILE false)`);
}

main(process.argv.slice(2)).catch((error) => {
	console.error(error.message);
	process.exit(1);
});
