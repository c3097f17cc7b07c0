// The cache beside other libraries: hits, stampedes, purges. `npm run bench:cache`, `-- --json` for machines.
import { benchHits } from './cache-hits.ts';
import { benchMisses, benchPurges } from './cache-misses.ts';
import { benchRedis } from './cache-redis.ts';
import { progress, type Row, report } from './report.ts';

const rows: Row[] = [];
progress('hits on 5,000 keys of 100 tenants');
rows.push(...(await benchHits()));
progress('1,000 concurrent misses');
rows.push(...(await benchMisses()));
progress('a tenant is purged');
rows.push(...(await benchPurges()));
progress('Redis as a second level, and another process that hears of changes');
rows.push(...(await benchRedis()));
report('The cache beside others', rows);
