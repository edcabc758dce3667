-- Where the parts of a long turn stand in the source: a turn of ten minutes runs over several pages or lines.
alter table raw_turns add column places struct(span_start integer, place varchar)[];
comment on column raw_turns.places is 'Where the parts of the turn stand in the file: from character span_start of the call''s text on, at place.';

-- The place of character ``character_number`` of the call's text, of the turn's places; where they are not known, of the turn.
create or replace macro place_at(places, turn_place, character_number) as
    coalesce(list_last(list_filter(places, lambda part: part.span_start <= character_number)).place, turn_place);
