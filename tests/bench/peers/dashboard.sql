-- Where every practice stood in every quarter. The tables practices, quarters and dashboard are there, all as text.
-- Scores are hundredths of a percent, averages are compared by sum and count: 2520 is divided by every count there can be.
.headers on
.mode csv
WITH ends(n, last) AS (
	VALUES ('1', '-06-30'), ('2', '-09-30'), ('3', '-12-31'), ('4', '-03-31')
),
quarter AS (
	SELECT quarter, 'Q' || n AS name, n, validated_on,
		(substr(quarter, 1, 4) + (n = '4')) || last AS last_day,
		substr(quarter, 1, 4) * 4 + n AS position
	FROM quarters JOIN ends ON n = substr(quarter, 10, 1)
),
latest AS (
	SELECT max(quarter) AS quarter FROM quarters WHERE validated_on <> '' AND validated_on <= '2018-05-31'
),
averaged AS (
	SELECT practice, quarter, count(*) AS n,
		sum(CAST(round(CAST(rtrim(achieved, '%') AS REAL) * 100) AS INTEGER)) AS total
	FROM dashboard WHERE achieved <> '' GROUP BY practice, quarter
),
standing AS (
	SELECT practice_code AS practice, q.quarter, name, position, n, total, total * 2520 / n AS figure,
		CASE WHEN total < 6000 * n THEN 'Red' WHEN total < 7500 * n THEN 'Amber' ELSE 'Green' END AS status
	FROM practices JOIN (SELECT quarter, name, position, last_day FROM quarter) AS q
		JOIN averaged AS a ON a.practice = practice_code AND a.quarter = q.quarter
	WHERE (opened_on = '' OR opened_on <= last_day) AND (closed_on = '' OR closed_on > last_day)
),
ranked AS (
	SELECT *, status <> 'Green' AND
		rank() OVER (PARTITION BY quarter, status = 'Green' ORDER BY figure) <= 5 AS in_five
	FROM standing
),
concerned AS (
	SELECT *, status = 'Red' AND in_five AS concern FROM ranked
),
before AS (
	SELECT *, coalesce(lag(concern) OVER p AND lag(position) OVER p = position - 1, 0) AS was
	FROM concerned WINDOW p AS (PARTITION BY practice ORDER BY position)
),
lasting AS (
	SELECT *, concern AND was AND name IN ('Q3', 'Q4') AS persistent FROM before
),
overtaken AS (
	SELECT *, max(CASE WHEN persistent THEN quarter END) OVER (PARTITION BY practice) > quarter AS overtaken
	FROM lasting
),
letters AS (
	SELECT *, CASE WHEN NOT persistent THEN 'Not_due' WHEN overtaken THEN 'Lapsed' ELSE 'Due' END AS letter_5,
		CASE WHEN NOT concern THEN 'Not_due' WHEN (SELECT quarter FROM latest) > quarter THEN 'Lapsed'
			ELSE 'Due' END AS state,
		(20000 * total + n) / (2 * n) AS shown
	FROM overtaken
)
SELECT practice, quarter,
	rtrim(rtrim(printf('%d.%06d', shown / 1000000, shown % 1000000), '0'), '.') || '%' AS average, status,
	iif(in_five, 'yes', 'no') AS in_bottom_five, iif(concern, 'yes', 'no') AS of_concern,
	iif(persistent, 'yes', 'no') AS persistent, iif(name = 'Q1', state, 'Not_due') AS "Letter_1",
	iif(name = 'Q1' OR letter_5 = 'Due', 'Not_due', state) AS "Letter_4", letter_5 AS "Letter_5"
FROM letters ORDER BY practice, quarter;
