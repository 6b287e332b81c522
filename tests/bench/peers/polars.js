// node polars.js decision|table FILE OUTPUT THREADS
// The benchmark's first two questions asked of Polars, through its package for Node.js.
'use strict';

// Polars reads this once, when it is loaded.
process.env.POLARS_MAX_THREADS = process.argv[5];
const { writeFileSync } = require('node:fs');
const pl = require('nodejs-polars');

const { col, lit, when } = pl;
const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000);
const days = (column) => column.cast(pl.Int32);
const streaming = { engine: 'streaming' };
const today = day('2022-05-31');

// The columns are declared, and only those a question names are parsed: the scan is lazy.
const cases = (file) => pl.scanCSV(file, {
	inferSchemaLength: 0, missingUtf8IsEmptyString: false, schema: {
		case_ref: pl.Utf8, practice_code: pl.Utf8, category: pl.Utf8, first_raised: pl.Date,
		cas_number: pl.Utf8, severe_hardship: pl.Utf8, safety_risk: pl.Utf8,
		resolution_imminent: pl.Utf8, escalated_on: pl.Date, acknowledged_on: pl.Date,
		resolved_on: pl.Date, belief_reason: pl.Utf8 } });

const decision = (file) => cases(file).select(
	col('case_ref'),
	col('acknowledged_on'),
	when(col('severe_hardship').eq(lit('yes'))).then(lit('1'))
		.when(col('safety_risk').eq(lit('yes'))).then(lit('2'))
		.when(lit(today).sub(days(col('first_raised'))).ltEq(lit(40))
			.or(col('cas_number').isNull())
			.or(col('resolution_imminent').eq(lit('yes')))).then(lit('last'))
		.when(col('resolution_imminent').eq(lit('no'))).then(lit('3'))
		.otherwise(lit(null)).alias('situation')
).select(
	col('case_ref'),
	when(col('situation').eq(lit('last'))).then(lit('Usual_route'))
		.when(col('situation').isNotNull()).then(lit('May_escalate'))
		.otherwise(lit(null)).alias('route'),
	col('situation').alias('route_clause'),
	days(col('acknowledged_on')).add(lit(40)).cast(pl.Date).alias('resolution_due'));

const isOf = (category) => col('category').eq(lit(category)).sum();

// Grouped by month and practice while the file goes by; the few thousand groups are added up here,
// where a month without cases is put in.
const table = (file, output) => {
	const escalated = days(col('escalated_on'));
	const groups = cases(file)
		.filter(escalated.gtEq(lit(day('2022-03-08'))).and(escalated.ltEq(lit(today))))
		.select(
			when(escalated.lt(lit(day('2022-04-01')))).then(lit(3))
				.when(escalated.lt(lit(day('2022-05-01')))).then(lit(4))
				.otherwise(lit(5)).alias('month'),
			col('practice_code'), col('category'),
			days(col('resolved_on')).ltEq(lit(today)).alias('done'))
		.groupBy(['month', 'practice_code'])
		.agg(col('category').count().alias('Total cases'),
			...['Payments', 'Pensions', 'MREs', 'GP Details'].map((c) => isOf(c).alias(c)),
			col('done').sum().alias('No. resolved'))
		.collectSync(streaming).toRecords();
	const names = ['Total cases', 'Payments', 'Pensions', 'MREs', 'GP Details', 'No. resolved'];
	const row = (name, of) => {
		const practices = new Set(of.map((g) => g.practice_code)).size;
		const cells = names.map((n) => of.reduce((sum, g) => sum + Number(g[n]), 0));
		const [all, done] = [cells[0], cells[5]];
		const share = all ? `${Math.floor((done * 200 + all) / (2 * all))}%` : 'no cases';
		return [name, practices, ...cells, share].join(',');
	};

	writeFileSync(output, [['Month', 'No. of practices', ...names, '% resolved'].join(','),
		...[3, 4, 5].map((m) => row(`2022-0${m}`, groups.filter((g) => Number(g.month) === m))),
		row('Total', groups), ''].join('\n'));
};

const [task, file, output] = process.argv.slice(2);

if (task === 'decision')
	decision(file).sinkCSV(output).collectSync(streaming);
else
	table(file, output);
