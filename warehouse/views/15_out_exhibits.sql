-- The charts and tables of a report by their titles, with the source and the notes under them. Titles in a row share what
-- stands under the last of them; of as many sources as titles, each has its own (two charts abreast).
create or replace view out_exhibits as
with marked as (
    select
        blocks.doc_id, blocks.block_number, blocks.block_role, blocks.page,
        substr(pages.text, blocks.span_start - pages.span_start + 1, blocks.span_end - blocks.span_start) as words,
        lag(blocks.block_role) over (partition by blocks.doc_id order by blocks.block_number) as role_before
    from raw_blocks as blocks
    join raw_pages as pages on pages.doc_id = blocks.doc_id and pages.page = blocks.page
    where blocks.block_role in ('caption', 'source', 'note')
),
grouped as (
    select
        *,
        count(*) filter (block_role = 'caption' and coalesce(role_before, '') <> 'caption')
            over (partition by doc_id order by block_number) as exhibit_group
    from marked
),
gathered as (
    select
        doc_id, exhibit_group,
        list(words order by block_number) filter (block_role = 'caption') as titles,
        list(page order by block_number) filter (block_role = 'caption') as pages,
        list(words order by block_number) filter (block_role = 'source') as sources,
        list(words order by block_number) filter (block_role = 'note') as notes
    from grouped
    where exhibit_group > 0
    group by all
),
numbered as (
    select *, unnest(range(1, len(titles) + 1)) as place from gathered
)
select
    reports.broker, reports.published_on,
    row_number() over (partition by numbered.doc_id order by exhibit_group, place) as exhibit_number,
    titles[place] as title,
    pages[place] as page,
    case when len(sources) = len(titles) then sources[place] else array_to_string(sources, ' / ') end as source,
    array_to_string(notes, ' / ') as notes,
    documents.path, numbered.doc_id
from numbered
join raw_documents as documents using (doc_id)
left join core_reports as reports using (doc_id);

comment on view out_exhibits is 'The charts and tables of a report by their titles, with source and notes.';
comment on column out_exhibits.exhibit_number is 'Position of the exhibit in its report, from 1.';
comment on column out_exhibits.title is 'Title as printed.';
comment on column out_exhibits.notes is 'The notes under the exhibit, as printed.';
