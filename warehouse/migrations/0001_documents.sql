-- What came in: every document ever seen, those that could not be used included, and the words of each.
create table raw_documents (
    doc_id varchar primary key,
    path varchar not null,
    kind varchar not null,
    layout varchar not null,
    language varchar not null,
    warnings varchar[] not null,
    rejected_code varchar,
    rejected_sentence varchar,
    extractor_version varchar not null,
    first_loaded_at timestamp not null,
    loaded_at timestamp not null
);
comment on table raw_documents is 'One row a document that was ever seen, those that could not be used included.';
comment on column raw_documents.doc_id is 'SHA-256 of the file''s content, hexadecimal: the same content is the same document under any name.';
comment on column raw_documents.path is 'Where the file lay when it was last read; a hint for a person, never a key.';
comment on column raw_documents.kind is 'What the document is: call, report, release, estimates, or unknown where it could not be used.';
comment on column raw_documents.layout is 'The reader that understood the document.';
comment on column raw_documents.language is 'Language of the words, ISO 639-1: en or ko.';
comment on column raw_documents.warnings is 'Conflicts and weaknesses of the document, one sentence each.';
comment on column raw_documents.rejected_code is 'Stable code of why the document could not be used; null for one that was.';
comment on column raw_documents.rejected_sentence is 'What was found, what was expected and what to do, for a document that could not be used.';
comment on column raw_documents.extractor_version is 'Version of the extractor that made the rows.';
comment on column raw_documents.first_loaded_at is 'When the document was seen for the first time, UTC.';
comment on column raw_documents.loaded_at is 'When its rows were last replaced, UTC.';

create table raw_turns (
    doc_id varchar not null,
    turn_number integer not null,
    speaker varchar not null,
    role varchar not null,
    role_source varchar not null,
    title varchar,
    affiliation varchar,
    section varchar not null,
    span_start integer not null,
    span_end integer not null,
    place varchar not null,
    confidence double not null,
    text varchar not null
);
comment on table raw_turns is 'The words of calls: one row a turn, one speaker''s uninterrupted words.';
comment on column raw_turns.turn_number is 'Position of the turn in its call, from 0.';
comment on column raw_turns.speaker is 'Name as the document gives it, or unknown.';
comment on column raw_turns.role is 'operator, investor_relations, executive, analyst or unknown.';
comment on column raw_turns.role_source is 'Where the role was read: label, participant_list, announcement, self_introduction, inferred or none.';
comment on column raw_turns.title is 'Title: an executive''s office, a report''s or a table''s heading.';
comment on column raw_turns.affiliation is 'The analyst''s house.';
comment on column raw_turns.section is 'Part of a call: prepared_remarks or questions_and_answers.';
comment on column raw_turns.span_start is 'First character of the words, counted in the call''s (or report''s) text from 0.';
comment on column raw_turns.span_end is 'Character after the last one of the words.';
comment on column raw_turns.place is 'Where the words stand in the file, for a person: line 41, page 2.';
comment on column raw_turns.confidence is '1 where the transcript labels its speakers, lower where the turn was inferred.';
comment on column raw_turns.text is 'The exact words of the document.';

create table raw_pages (
    doc_id varchar not null,
    page integer not null,
    span_start integer not null,
    span_end integer not null,
    text varchar not null
);
comment on table raw_pages is 'The words of reports and releases: one row a page.';
comment on column raw_pages.page is 'Page of the document, from 1.';

create table raw_blocks (
    doc_id varchar not null,
    block_number integer not null,
    block_role varchar not null,
    is_side boolean not null,
    page integer,
    span_start integer not null,
    span_end integer not null
);
comment on table raw_blocks is 'The paragraphs of reports: where each stands in the words of the pages, and what it is.';
comment on column raw_blocks.block_number is 'Position of the paragraph in its report, from 0.';
comment on column raw_blocks.block_role is 'title, heading, body, bullet, caption, source, note, row or disclosure.';
comment on column raw_blocks.is_side is 'Whether the paragraph stands in the column of data beside the text.';
