-- The earnings calendar as the desk keeps it, so that what is still missing of a call can be asked for in SQL.
create table raw_earnings_dates (
    ticker varchar not null,
    fiscal_period varchar not null,
    held_on date not null,
    starts_at timestamp not null,
    source varchar not null
);
comment on table raw_earnings_dates is 'The earnings calendar: which company holds which call when.';
comment on column raw_earnings_dates.starts_at is 'When the call starts, UTC.';
