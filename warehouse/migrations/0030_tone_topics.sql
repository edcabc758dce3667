-- The topics of coverage.toml that a sentence names, so that tone can be summed by topic; null: read before this was kept.
alter table core_tones add column topics varchar[];
comment on column core_tones.topics is 'Topics of coverage.toml that the sentence names.';
